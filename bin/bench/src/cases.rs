//! Matters: told durably, found on the desk, and their clocks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use guard::Role;
use kernel::Id;
use platform::App;
use platform::jobs::enqueue;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::How;
use crate::Size;
use crate::client::{self, Source};
use crate::measure::{Measure, median, median_ratio};
use crate::pages::{Kinds, time_pages};
use crate::place::{Place, Served, Servers};
use crate::read::{Hello, tell};
use crate::sessions::{Signed, clerks_at, sign_in_as, sign_in_at};
use crate::store as sql;
use crate::store::clocks::{self, Spoken};

const CONNECTIONS: usize = 256;
/// Cadres of the federation who are signed in; a session may ask twenty times a second.
const STAFF: usize = 700;
/// Clocks that are due at once.
const DUE: i64 = 100_000;
/// They have all spoken in this time.
const LONG: Duration = Duration::from_secs(1_800);
/// The job that lets them speak; a server takes one at a time.
const CLOCKS_JOB: &str = "cases.clocks";

/// What clerks of townships ask for.
const OF_CLERKS: [(&str, &str); 12] = [
    ("clerk: todo", "todo"),
    ("clerk: overdue", "overdue"),
    ("clerk: soon", "soon"),
    ("clerk: handed over", "handed_over"),
    ("clerk: watched", "watched"),
    ("clerk: open", "open"),
    ("clerk: closed", "closed"),
    ("clerk: all", "all"),
    ("clerk: by track", "all&kind=voice.matter&track=special"),
    ("clerk: by topic", "all&kind=voice.matter&field=topic&value=safety"),
    ("clerk: dissatisfied", "all&kind=voice.matter&rating=dissatisfied"),
    ("clerk: late and open", "open&late=true"),
];

/// The data set with matters in it: a million in a city.
fn data_set(how: &How) -> Result<Place> {
    let cases = match how.size {
        Size::County => "120000",
        Size::City | Size::Province => "1000000",
    };
    Place::data_set_with(how, "cases", &["--cases", cases])
}

/// Tells a matter at a union drawn at random.
struct Telling {
    signed: Arc<Signed>,
    unions: Arc<Vec<Id>>,
    rng: ChaCha8Rng,
}

fn body(union: Id) -> String {
    format!(
        r#"{{"kind":"voice.matter","union_id":"{union}","title":"","body":"三个月没发加班费，问了车间和人事都说再等等。","fields":{{"topic":"pay"}},"channel":"call","reporter":"named","reporter_name":"王基准","reporter_phone":"","employer_name":"示范县宏达模具有限公司"}}"#
    )
}

fn post(path: &str, token: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nCookie: nj_session={token}\r\nX-Requested-With: niangjia\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

impl Source for Telling {
    fn next(&mut self, out: &mut Vec<u8>) {
        let union = self.unions[self.rng.random_range(0..self.unions.len())];
        let token = &self.signed.tokens[self.rng.random_range(0..self.signed.tokens.len())];
        out.extend_from_slice(post("/api/cases", token, &body(union)).as_bytes());
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        if status == 201 { Ok(()) } else { bail!("unexpected answer: {head}") }
    }
}

/// Intake against POST hello-world; every acknowledged matter is there afterwards.
///
/// # Errors
/// A server does not start, or answers wrongly.
pub fn intake(how: &How) -> Result<()> {
    let place = data_set(how)?;
    let (signed, unions) = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        clerks_at(&open.app, 40)?;
        let signed = Arc::new(sign_in_as(&open.app, 6, Role::Advocate, STAFF)?);
        (signed, Arc::new(open.app.store().read_blocking(|tx| sql::unions_of(tx, 60))?))
    };
    let hello = Served::hello()?;
    let ceiling: &'static [u8] = post("/hello", &"0".repeat(32), &body(Id(1))).into_bytes().leak();
    let time = Duration::from_secs(how.seconds);
    let (mut ceilings, mut values) = (Vec::new(), Vec::new());
    for round in 1..=how.rounds {
        let h = client::run(hello.address, (0..CONNECTIONS).map(|_| Hello(ceiling)).collect(), time)?;
        tell("POST hello", &h);
        ceilings.push(h.per_second);
        let count = |place: &Place| -> Result<i64> {
            let open = place.opened_as().open(niangjia::Access::Write)?;
            Ok(open.app.store().read_blocking(sql::cases)?)
        };
        let before = count(&place)?;
        let server = place.serve(&[])?;
        let one = |n: usize| Telling {
            signed: signed.clone(),
            unions: unions.clone(),
            rng: ChaCha8Rng::seed_from_u64((round * 1000 + n) as u64),
        };
        let load = client::run(server.address, (0..CONNECTIONS).map(one).collect(), time)?;
        tell("tell", &load);
        drop(server);
        let made = count(&place)? - before;
        if made < load.answers as i64 {
            bail!("{} matters were acknowledged, {made} are there", load.answers);
        }
        values.push(load.per_second);
    }
    let line = |measure, value: &[f64], against, ratio| Measure {
        bench: "case-intake",
        measure,
        value: median(value),
        unit: "requests/s",
        against,
        ratio,
        database: how.database,
        size: signed.members,
    };
    line("POST hello-world", &ceilings, None, None).print();
    line("matters told", &values, Some("POST hello-world"), Some(median_ratio(&values, &ceilings))).print();
    Ok(())
}

/// Pages of the desk.
///
/// # Errors
/// The server does not start, or answers wrongly.
pub fn desk(how: &How) -> Result<()> {
    let place = data_set(how)?;
    let (signed, clerks, unions, cases) = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        let signed = Arc::new(sign_in_as(&open.app, 7, Role::Advocate, STAFF)?);
        let towns = open.app.store().read_blocking(|tx| sql::unions_of(tx, 40))?;
        let clerks = Arc::new(sign_in_at(&open.app, 8, Role::Clerk, STAFF, &towns)?);
        let basic = open.app.store().read_blocking(|tx| sql::unions_of(tx, 60))?;
        (signed, clerks, [towns, basic].concat(), open.app.store().read_blocking(sql::some_cases)?)
    };
    let last = cases.len();
    cases.first().context("no cases")?;
    let mut rng = ChaCha8Rng::seed_from_u64(13);
    let mut kinds = Kinds::new();
    let mut add = |kind, path: String| kinds.entry(kind).or_default().push(path);
    for _ in 0..300 {
        let u = unions[rng.random_range(0..unions.len())];
        let (id, number) = &cases[rng.random_range(0..last)];
        for view in ["todo", "overdue", "soon", "watched", "open", "closed", "all"] {
            add(view, format!("/api/cases?limit=50&view={view}"));
        }
        add("all of a union", format!("/api/cases?limit=50&view=all&union_id={u}"));
        add("open of a union", format!("/api/cases?limit=50&view=open&union_id={u}"));
        add("of a kind", "/api/cases?limit=50&view=all&kind=voice.matter".to_owned());
        add("closed of a kind", "/api/cases?limit=50&view=closed&kind=voice.matter".to_owned());
        add("by track", "/api/cases?limit=50&view=all&track=major".to_owned());
        add("by topic", "/api/cases?limit=50&view=all&field=topic&value=safety".to_owned());
        add("dissatisfied", "/api/cases?limit=50&view=all&rating=dissatisfied".to_owned());
        add("number", format!("/api/cases?limit=50&view=all&q={number}"));
        add("one", format!("/api/cases/{id}"));
    }
    let mut of_clerks = Kinds::new();
    for (kind, asked) in OF_CLERKS {
        of_clerks.insert(kind, vec![format!("/api/cases?limit=50&view={asked}")]);
    }
    let server = place.serve(&[])?;
    time_pages(how, "case-desk", &server, &clerks, of_clerks)?;
    time_pages(how, "case-desk", &server, &signed, kinds)
}

/// A hundred thousand clocks that are due at once: spoken by the job in this process, or by those of two servers at the same time.
///
/// # Errors
/// A clock spoke twice or not at all.
pub fn timers(how: &How) -> Result<()> {
    let place = data_set(how)?;
    let mut took = Vec::new();
    let mut size = 0;
    for _ in 0..how.rounds {
        let servers = (how.servers > 1).then(|| place.serve_each(how)).transpose()?;
        let open = place.opened_as().open(niangjia::Access::Write)?;
        size = open.app.store().read_blocking(sql::members)?;
        // No case has had a clock of this number, whatever earlier runs left.
        let clock = open.app.clock().now().0;
        let asked = if servers.is_some() { how.servers } else { 0 };
        open.app.store().write_blocking(move |tx| {
            clocks::make_due(tx, clock, DUE)?;
            let now = tx.now();
            (0..asked).try_for_each(|_| enqueue(tx, CLOCKS_JOB, &(), None, now).map(drop))
        })?;
        let began = Instant::now();
        match servers {
            Some(servers) => all_spoken(&open.app, clock, servers)?,
            None => platform::cases::speak(&open.app).map(drop)?,
        }
        let seconds = began.elapsed().as_secs_f64();
        took.push(seconds);
        let spoken = open.app.store().read_blocking(move |tx| clocks::spoken(tx, clock))?;
        eprintln!("case-timers: {seconds:.1} s, {spoken:?}");
        each_once(&spoken)?;
    }
    let measure = Measure {
        bench: "case-timers",
        measure: &how.named("100,000 clocks due at once"),
        value: median(&took),
        unit: "s",
        against: None,
        ratio: None,
        database: how.database,
        size,
    };
    measure.print();
    Ok(())
}

/// Waits until nothing is due any more; the servers end then.
fn all_spoken(app: &App, clock: i64, servers: Servers) -> Result<()> {
    let began = Instant::now();
    while app.store().read_blocking(move |tx| clocks::still_due(tx, clock))? > 0 {
        if began.elapsed() > LONG {
            bail!("the clocks do not come to an end");
        }
        std::thread::sleep(Duration::from_millis(500));
    }
    drop(servers);
    Ok(())
}

/// Every clock that was due spoke, and none twice.
fn each_once(spoken: &Spoken) -> Result<()> {
    let events: i64 = spoken.by_server.iter().sum();
    if (spoken.marks, spoken.cases, events) == (DUE, DUE, DUE) {
        return Ok(());
    }
    bail!(
        "{DUE} clocks were due; {} marks and {events} events of {} cases are there",
        spoken.marks,
        spoken.cases
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_clock_speaks_once_whichever_server_it_is() {
        let spoken = |marks, cases, by_server: &[i64]| Spoken { marks, cases, by_server: by_server.to_vec() };
        assert!(each_once(&spoken(DUE, DUE, &[DUE])).is_ok());
        assert!(each_once(&spoken(DUE, DUE, &[1, DUE - 1])).is_ok());
        for wrong in [
            spoken(DUE - 1, DUE, &[DUE]),
            spoken(DUE, DUE, &[DUE - 1]),
            spoken(DUE, DUE, &[DUE, 1]),
            // One twice and another not at all.
            spoken(DUE, DUE - 1, &[DUE]),
            spoken(0, 0, &[]),
        ] {
            assert!(each_once(&wrong).is_err(), "{wrong:?}");
        }
    }
}
