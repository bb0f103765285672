//! Tills: vouchers that are scanned at the tills of a city, against POST hello-world of the same run; and the settlement of a year.

use std::sync::Arc;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use benefits::drill::{self, tills};
use benefits::ops::audit_campaign::audit;
use benefits::ops::issue::Issuing;
use kernel::{Fen, Id};
use platform::App;
use platform::ledger;

use crate::How;
use crate::client::{self, Source};
use crate::measure::{Measure, median, median_ratio};
use crate::place::{Place, Served};
use crate::read::{Hello, tell};
use crate::store as sql;

const CONNECTIONS: usize = 256;
/// Merchants, as the city has them.
const MERCHANTS: usize = 945;
/// People who hold ten vouchers each, in each round.
const PEOPLE: i64 = 10_000;
/// Vouchers of the year that is settled.
const REDEMPTIONS: usize = 1_150_000;
/// Campaigns of that year.
const CAMPAIGNS: usize = 6;
/// 分 that a voucher costs.
const WORTH: Fen = Fen(1_000);

/// What is scanned, and by whom.
struct Ready {
    tokens: Vec<String>,
    codes: Vec<String>,
}

/// One scan after the other, of all connections together; those beyond the last voucher are scans that come a second time.
struct Scanning {
    ready: Arc<Ready>,
    next: Arc<AtomicUsize>,
    done: Arc<AtomicUsize>,
    gone: Arc<OnceLock<Duration>>,
    began: Instant,
}

fn post(path: &str, token: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nCookie: nj_session={token}\r\nX-Requested-With: niangjia\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

impl Source for Scanning {
    fn next(&mut self, out: &mut Vec<u8>) {
        let n = self.next.fetch_add(1, Ordering::Relaxed) % self.ready.codes.len();
        let token = &self.ready.tokens[n % self.ready.tokens.len()];
        let body = format!(r#"{{"code":"{}","key":"{n}","device":"bench"}}"#, self.ready.codes[n]);
        out.extend_from_slice(post("/api/till/redemptions", token, &body).as_bytes());
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        if status != 200 {
            bail!("unexpected answer: {head}");
        }
        if self.done.fetch_add(1, Ordering::Relaxed) + 1 == self.ready.codes.len() {
            let _ = self.gone.set(self.began.elapsed());
        }
        Ok(())
    }
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

/// A campaign of the top union with vouchers for these people.
fn vouchers(app: &App, top: Id, people: &[Id]) -> Result<(benefits::model::campaign::Campaign, usize)> {
    let now = app.clock().now();
    let stock = people.len() as i64 * tills::EACH;
    let draft = drill::tickets(stock, WORTH, (now.plus_ms(-1_000), now.plus_ms(86_400_000)));
    let c = drill::on_line(app, top, &tills::several(draft))?;
    let given = tills::give(app, &c, top, people)?;
    Ok((c, given))
}

/// The walk over a campaign and the book finds no fault.
fn walked(app: &App, c: Id) -> Result<i64> {
    let (with, id) = (Issuing::of(app), c.to_string());
    let found = app.store().read_blocking(move |tx| audit(tx, &with, &id))?.context("no campaign")?;
    if !found.is_whole() {
        bail!("campaign {}: {:?}", found.number, found.faults);
    }
    Ok(found.used)
}

/// Vouchers taken per second.
///
/// # Errors
/// A server does not start or answers wrongly, or the walk finds a fault.
pub fn redeem(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let (hello, time) = (Served::hello()?, Duration::from_secs(how.seconds));
    let (mut ceilings, mut values, mut p99, mut size) = (vec![], vec![], vec![], 0);
    for _ in 0..how.rounds {
        let (ready, campaign) = {
            let open = place.opened_as().open(niangjia::Access::Write)?;
            let (app, store) = (&open.app, open.app.store());
            let top = store.read_blocking(sql::top)?.context("the data set has no union")?;
            size = store.read_blocking(sql::members)?;
            let people = store.read_blocking(|tx| sql::members_first(tx, PEOPLE))?;
            let first = usize::try_from(app.clock().now().0 % 89_000_000)?;
            let made = tills::tills(app, top, first, MERCHANTS)?;
            let (c, _) = vouchers(app, top, &people)?;
            let codes = tills::shown(app, &c, app.clock().now().plus_ms(30_000))?;
            (Arc::new(Ready { tokens: made.into_iter().map(|(_, token)| token).collect(), codes }), c.id)
        };
        let body = format!(r#"{{"code":"{}","key":"0","device":"bench"}}"#, ready.codes[0]);
        let ceiling: &'static [u8] = post("/hello", &"0".repeat(32), &body).into_bytes().leak();
        let h = client::run(hello.address, (0..CONNECTIONS).map(|_| Hello(ceiling)).collect(), time)?;
        tell("POST hello", &h);
        ceilings.push(h.per_second);
        let servers = place.serve_each(how)?;
        let (next, done, gone) =
            (Arc::default(), Arc::<AtomicUsize>::default(), Arc::<OnceLock<_>>::default());
        let began = Instant::now();
        let one = |_| Scanning {
            ready: ready.clone(),
            next: Arc::clone(&next),
            done: done.clone(),
            gone: gone.clone(),
            began,
        };
        let load = client::run_at(&servers.addresses(), (0..CONNECTIONS).map(one).collect(), time)?;
        tell("scan", &load);
        drop(servers);
        let taken = done.load(Ordering::Relaxed).min(ready.codes.len());
        let open = place.opened_as().open(niangjia::Access::Read)?;
        let used = walked(&open.app, campaign)?;
        if used < taken as i64 {
            bail!("{taken} vouchers were told to be taken, {used} are");
        }
        values.push(taken as f64 / gone.get().map_or(how.seconds as f64, Duration::as_secs_f64));
        p99.push(load.p99.as_secs_f64() * 1e3);
    }
    line(how, size, "redeem", "POST hello-world", "requests/s", median(&ceilings)).print();
    let against = (Some("POST hello-world"), Some(median_ratio(&values, &ceilings)));
    let measure = how.named("vouchers taken at tills");
    let told = line(how, size, "redeem", &measure, "vouchers/s", median(&values));
    Measure { against: against.0, ratio: against.1, ..told }.print();
    line(how, size, "redeem", &how.named("vouchers taken at tills, p99"), "ms", median(&p99)).print();
    Ok(())
}

/// Statements of what 945 merchants are owed for 1.15 million vouchers: made, and all of them confirmed, approved and paid.
///
/// # Errors
/// An operation fails, or the sums do not agree.
pub fn settle(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let (mut made_in, mut paid_in) = (Vec::new(), Vec::new());
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let (app, store) = (&open.app, open.app.store());
    let top = store.read_blocking(sql::top)?.context("the data set has no union")?;
    let people = REDEMPTIONS / CAMPAIGNS / usize::try_from(tills::EACH)? + 1;
    let people = store.read_blocking(move |tx| sql::members_first(tx, people as i64))?;
    let first = usize::try_from(app.clock().now().0 % 89_000_000)?;
    let made = tills::tills(app, top, first, MERCHANTS)?;
    // What earlier runs left is settled first.
    tills::settle(app, top)?;
    for _ in 0..how.rounds.min(2) {
        let mut used = 0;
        for _ in 0..CAMPAIGNS {
            let (c, given) = vouchers(app, top, &people)?;
            used += tills::redeem_all(app, &c, given, &made)?;
            if walked(app, c.id)? != given as i64 {
                bail!("not every voucher is used");
            }
        }
        let began = Instant::now();
        let (count, sum) = tills::settle(app, top)?;
        made_in.push(began.elapsed().as_secs_f64());
        if (count, sum) != (MERCHANTS, used as i64 * WORTH.0) {
            bail!("{count} statements of {sum} for {used} vouchers");
        }
        let began = Instant::now();
        if tills::pay(app, top, &made)? != MERCHANTS {
            bail!("not every statement was paid");
        }
        paid_in.push(began.elapsed().as_secs_f64());
        eprintln!("settle: {used} vouchers, {:?} s, paid {:?} s", made_in.last(), paid_in.last());
    }
    let report = ledger::verify(store)?;
    if !report.is_whole() {
        bail!("the books are not whole: {:?}", report.faults);
    }
    let size = REDEMPTIONS as i64;
    line(how, size, "settle", "statements of 945 merchants made", "s", median(&made_in)).print();
    line(how, size, "settle", "confirmed, approved and paid", "s", median(&paid_in)).print();
    Ok(())
}
