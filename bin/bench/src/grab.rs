//! Ten o'clock: everybody presses for tickets. Tickets given per second, how long five thousand of them last, and how fast those are
//! answered who come too late, each against POST hello-world of the same run; beside it what a script in Redis gives. Of two
//! servers over one PostgreSQL each has half of the connections.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use benefits::drill;
use benefits::ops::audit_campaign::audit;
use benefits::ops::issue::Issuing;
use kernel::{Fen, Id};

use crate::How;
use crate::client::{self, Load, Source, header};
use crate::measure::{Measure, median, median_ratio};
use crate::place::{Place, Served};
use crate::read::{Hello, tell};
use crate::redis;
use crate::store as sql;

const CONNECTIONS: usize = 512;
/// People who press, each once for a campaign.
const PEOPLE: i64 = 40_000;
/// Campaigns, one after the other, so that there is somebody left who may press.
const CAMPAIGNS: usize = 6;
/// Tickets of the campaign that is sold out.
const TICKETS: i64 = 5_000;
/// An answer with a ticket in it is longer, one without is shorter.
const LENGTH: usize = 200;

/// Who presses for what.
struct Ready {
    tokens: Vec<String>,
    campaigns: Vec<Id>,
    members: i64,
}

/// One press after the other, of all connections together.
struct Press {
    ready: Arc<Ready>,
    next: Arc<AtomicUsize>,
    got: Arc<AtomicUsize>,
    /// When the tickets were gone.
    gone: Arc<OnceLock<Duration>>,
    /// Tickets that are pressed for.
    stock: usize,
    began: Instant,
    /// Which press this one is.
    now: usize,
}

fn post(path: &str, token: &str) -> String {
    let body = r#"{"mine":0}"#;
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nCookie: nj_session={token}\r\nX-Requested-With: niangjia\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

impl Source for Press {
    fn next(&mut self, out: &mut Vec<u8>) {
        let n = self.next.fetch_add(1, Ordering::Relaxed);
        self.now = n;
        let (people, last) = (self.ready.tokens.len(), self.ready.campaigns.len() - 1);
        let campaign = self.ready.campaigns[(n / people).min(last)];
        let path = format!("/api/me/benefit_campaigns/{campaign}/take");
        out.extend_from_slice(post(&path, &self.ready.tokens[n % people]).as_bytes());
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        let length: Option<usize> = header(head, "content-length").and_then(|l| l.parse().ok());
        match (status, length) {
            // Whoever has pressed for everything presses again and is told what there is: that is no other ticket.
            (200, Some(length))
                if length > LENGTH && self.now < self.ready.tokens.len() * self.ready.campaigns.len() =>
            {
                if self.got.fetch_add(1, Ordering::Relaxed) + 1 == self.stock {
                    let _ = self.gone.set(self.began.elapsed());
                }
                Ok(())
            }
            (200, Some(_)) => Ok(()),
            _ => bail!("unexpected answer: {head}"),
        }
    }
}

/// Campaigns with so many tickets each that are open now, and people of the top union who are signed in.
fn ready(place: &Place, campaigns: usize, stock: i64) -> Result<Ready> {
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let store = open.app.store();
    let top = store.read_blocking(sql::top)?.context("the data set has no union")?;
    let members = store.read_blocking(sql::members)?;
    let people = store.read_blocking(|tx| sql::members_first(tx, PEOPLE))?;
    let tokens = drill::sign_in(&open.app, &people)?;
    let now = open.app.clock().now();
    let span = (now.plus_ms(-1_000), now.plus_ms(86_400_000));
    let made = (0..campaigns)
        .map(|_| Ok(drill::on_line(&open.app, top, &drill::tickets(stock, Fen(3_000), span))?.id))
        .collect::<Result<Vec<Id>>>()?;
    Ok(Ready { tokens, campaigns: made, members })
}

/// What a load gave, how many tickets were told, and when they were gone.
struct Ran {
    load: Load,
    got: usize,
    gone: Option<Duration>,
}

fn run(at: &[SocketAddr], ready: &Arc<Ready>, stock: i64, time: Duration) -> Result<Ran> {
    let (next, got, gone) = (Arc::default(), Arc::<AtomicUsize>::default(), Arc::<OnceLock<_>>::default());
    let (stock, began) = (usize::try_from(stock)?, Instant::now());
    let one = |_| Press {
        ready: ready.clone(),
        next: Arc::clone(&next),
        got: got.clone(),
        gone: gone.clone(),
        stock,
        began,
        now: 0,
    };
    let load = client::run_at(at, (0..CONNECTIONS).map(one).collect(), time)?;
    Ok(Ran { load, got: got.load(Ordering::Relaxed), gone: gone.get().copied() })
}

/// Every ticket that was told is there, and everything adds up; how many there are.
fn walked(place: &Place, ready: &Ready) -> Result<i64> {
    let open = place.opened_as().open(niangjia::Access::Read)?;
    let mut issued = 0;
    for id in &ready.campaigns {
        let (with, id) = (Issuing::of(&open.app), id.to_string());
        let found =
            open.app.store().read_blocking(move |tx| audit(tx, &with, &id))?.context("no campaign")?;
        if !found.is_whole() {
            bail!("campaign {}: {:?}", found.number, found.faults);
        }
        issued += found.issued;
    }
    Ok(issued)
}

fn line<'a>(
    how: &How,
    size: i64,
    bench: &'a str,
    measure: &'a str,
    unit: &'a str,
    value: f64,
) -> Measure<'a> {
    Measure { bench, measure, value, unit, against: None, ratio: None, database: how.database, size }
}

fn ceiling() -> &'static [u8] {
    post("/hello", &"0".repeat(32)).into_bytes().leak()
}

/// What the rounds of [`grab`] gave.
#[derive(Default)]
struct Rounds {
    hello: Vec<f64>,
    redis: Vec<f64>,
    given: Vec<f64>,
    p99: Vec<f64>,
    gone: Vec<f64>,
}

/// Tickets for everybody, then five thousand for forty thousand.
///
/// # Errors
/// A server does not start or answers wrongly, or the walk finds a fault.
pub fn grab(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let (hello, time) = (Served::hello()?, Duration::from_secs(how.seconds));
    let (mut all, mut size) = (Rounds::default(), 0);
    for _ in 0..how.rounds {
        let h = client::run(hello.address, (0..CONNECTIONS).map(|_| Hello(ceiling())).collect(), time)?;
        tell("POST hello", &h);
        all.hello.push(h.per_second);
        let r = redis::tickets(&how.dir, CONNECTIONS, time)?;
        tell("Redis", &r);
        all.redis.push(r.per_second);
        let many = Arc::new(ready(&place, CAMPAIGNS, PEOPLE)?);
        size = many.members;
        let few = Arc::new(Ready { tokens: many.tokens.clone(), ..ready_of(&place, TICKETS)? });
        let servers = place.serve_each(how)?;
        let ran = run(&servers.addresses(), &many, i64::MAX, time)?;
        let short = run(&servers.addresses(), &few, TICKETS, time)?;
        drop(servers);
        let (given, p99) = for_everybody(&place, &many, &ran)?;
        all.given.push(given);
        all.p99.push(p99);
        all.gone.push(five_thousand(&place, &few, &short)?);
    }
    told(how, size, &all);
    Ok(())
}

/// Tickets given per second, and the 99th of 100 answers in ms; every ticket that was told is there.
fn for_everybody(place: &Place, ready: &Ready, ran: &Ran) -> Result<(f64, f64)> {
    tell("grab", &ran.load);
    let issued = walked(place, ready)?;
    if issued < ran.got as i64 || ran.got == 0 {
        bail!("{} tickets were told, {issued} are there", ran.got);
    }
    let given = ran.got as f64 / ran.load.answers as f64 * ran.load.per_second;
    Ok((given, ran.load.p99.as_secs_f64() * 1e3))
}

/// After how many seconds five thousand tickets were gone.
fn five_thousand(place: &Place, ready: &Ready, ran: &Ran) -> Result<f64> {
    tell("grab, 5,000 tickets", &ran.load);
    if walked(place, ready)? != TICKETS || ran.got as i64 != TICKETS {
        bail!("{TICKETS} tickets, and {} were told", ran.got);
    }
    Ok(ran.gone.context("they were never gone")?.as_secs_f64())
}

fn told(how: &How, size: i64, all: &Rounds) {
    let tell = |measure: &str, unit, values: &[f64]| {
        line(how, size, "grab", measure, unit, median(values)).print();
    };
    tell("POST hello-world", "requests/s", &all.hello);
    let given = |measure: &str, values: &[f64], against, ceilings: &[f64]| {
        let ratio = Some(median_ratio(values, ceilings));
        let m = line(how, size, "grab", measure, "tickets/s", median(values));
        Measure { against: Some(against), ratio, ..m }.print();
    };
    given("Redis, Lua, appendfsync always", &all.redis, "POST hello-world", &all.hello);
    given(&how.named("tickets given"), &all.given, "POST hello-world", &all.hello);
    given(&how.named("tickets given, beside Redis"), &all.given, "Redis", &all.redis);
    tell(&how.named("tickets given, p99"), "ms", &all.p99);
    tell(&how.named("5,000 tickets gone after"), "s", &all.gone);
}

/// One campaign with so many tickets; nobody new is signed in.
fn ready_of(place: &Place, stock: i64) -> Result<Ready> {
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let top = open.app.store().read_blocking(sql::top)?.context("the data set has no union")?;
    let now = open.app.clock().now();
    let draft = drill::tickets(stock, Fen(3_000), (now.plus_ms(-1_000), now.plus_ms(86_400_000)));
    let made = drill::on_line(&open.app, top, &draft)?;
    Ok(Ready { tokens: Vec::new(), campaigns: vec![made.id], members: 0 })
}

/// Everybody comes too late.
///
/// # Errors
/// As [`grab`].
pub fn sold_out(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let (hello, time) = (Served::hello()?, Duration::from_secs(how.seconds));
    let (mut ceilings, mut values, mut p99, mut size) = (vec![], vec![], vec![], 0);
    for _ in 0..how.rounds {
        let h = client::run(hello.address, (0..CONNECTIONS).map(|_| Hello(ceiling())).collect(), time)?;
        tell("POST hello", &h);
        ceilings.push(h.per_second);
        let one = Arc::new(ready(&place, 1, 1)?);
        size = one.members;
        let servers = place.serve_each(how)?;
        let ran = run(&servers.addresses(), &one, 1, time)?;
        tell("sold out", &ran.load);
        drop(servers);
        let issued = walked(&place, &one)?;
        if (issued, ran.got) != (1, 1) {
            bail!("of the one ticket {issued} were given and {} told", ran.got);
        }
        values.push(ran.load.per_second);
        p99.push(ran.load.p99.as_secs_f64() * 1e3);
    }
    line(how, size, "soldout", "POST hello-world", "requests/s", median(&ceilings)).print();
    let measure = how.named("told that nothing is left");
    let told = line(how, size, "soldout", &measure, "requests/s", median(&values));
    let ratio = Some(median_ratio(&values, &ceilings));
    Measure { against: Some("POST hello-world"), ratio, ..told }.print();
    line(how, size, "soldout", &how.named("told that nothing is left, p99"), "ms", median(&p99)).print();
    Ok(())
}
