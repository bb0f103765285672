//! Money: transfers over HTTP, linked transfers in one commit, balances at past instants, and a million deeds against the
//! auditor.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow, bail};
use guard::{Actor, Reason, Role};
use kernel::{Clock, Day, Fen, Id, IdGen, ManualClock, SystemClock, Timestamp};
use platform::ledger::{self, AccountKind, Entry, LedgerError, NewAccount};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::{Env, OpenOptions, Store};

use crate::How;
use crate::client::{self, Source};
use crate::measure::{Measure, median, median_ratio};
use crate::place::{Place, Served};
use crate::read::{Hello, tell};
use crate::sessions::{Signed, sign_in_as};
use crate::store as sql;

const CONNECTIONS: usize = 256;
/// Cadres who enter transfers; each session keeps within its rate.
const STAFF: usize = 1_500;
/// Accounts that they draw on.
const ACCOUNTS: usize = 64;
/// Linked transfers in one commit.
const LINKED: usize = 1_000;
/// Entries of the account whose past is asked for.
const HISTORY: i64 = 1_000_000;
/// Past instants that are asked for.
const LOOKS: usize = 20_000;
/// Deeds against the auditor.
const DEEDS: usize = 1_000_000;

/// Enters transfers of random amounts between random accounts.
struct Entering {
    signed: Arc<Signed>,
    accounts: Arc<Vec<Id>>,
    day: Day,
    /// In the order of time, as callers are told to make them: each connection is a caller of its own.
    ids: IdGen,
    rng: ChaCha8Rng,
}

fn post(path: &str, token: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nCookie: nj_session={token}\r\nX-Requested-With: niangjia\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn body(id: i64, debit: Id, credit: Id, amount: i64, day: Day) -> String {
    format!(
        r#"{{"id":"{id}","debit_id":"{debit}","credit_id":"{credit}","amount_fen":{amount},"day":"{day}","memo":"拨入资金"}}"#
    )
}

impl Source for Entering {
    fn next(&mut self, out: &mut Vec<u8>) {
        let rng = &mut self.rng;
        let debit = rng.random_range(0..self.accounts.len());
        let credit = (debit + rng.random_range(1..self.accounts.len())) % self.accounts.len();
        let token = &self.signed.tokens[rng.random_range(0..self.signed.tokens.len())];
        let (id, amount) = (self.ids.next(SystemClock.now()).0, rng.random_range(1..100_000));
        let text = body(id, self.accounts[debit], self.accounts[credit], amount, self.day);
        out.extend_from_slice(post("/api/ledger_transfers", token, &text).as_bytes());
    }

    fn answered(&mut self, status: u16, head: &str) -> Result<()> {
        if status == 201 { Ok(()) } else { bail!("unexpected answer: {head}") }
    }
}

/// Runs the benchmark.
///
/// # Errors
/// A server does not start or answers wrongly, something that was acknowledged is not there, or the books are not whole.
pub fn run(how: &How) -> Result<()> {
    over_http(how)?;
    let place = Place::fresh(how, "ledger")?;
    place.answer(&["init"])?;
    linked(how, &place)?;
    past(how, &place)?;
    deeds(how)
}

fn line<'a>(how: &How, size: i64, measure: &'a str, unit: &'a str, value: f64) -> Measure<'a> {
    let database = how.database;
    Measure { bench: "ledger", measure, value, unit, against: None, ratio: None, database, size }
}

/// Accounts of the top union; those with a limit hold much.
fn accounts(place: &Place, prefix: &'static str, kind: AccountKind, n: usize) -> Result<Vec<Id>> {
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let book = open.app.store().read_blocking(sql::top)?.unwrap_or(Id(1));
    let made = open.app.store().write_blocking(move |tx| {
        let by = Actor::system(Reason::Job, "benchmark");
        let opening =
            NewAccount { book, code: "bench:opening", kind: AccountKind::Expense, title: "基准测试" };
        let from = ledger::open_account(tx, &opening)?;
        let mut all = Vec::new();
        for i in 0..n {
            let code = format!("{prefix}:{i}");
            let id = ledger::open_account(tx, &NewAccount { book, code: &code, kind, title: "基准测试" })?;
            if kind.limited() && ledger::balance(tx, id)?.balance < ledger::MOST {
                let e = entry(tx.new_id().0, from, id, ledger::MOST.0, tx.today());
                ledger::transfer(tx, &by, &[e])?;
            }
            all.push(id);
        }
        Ok::<_, LedgerError>(all)
    });
    Ok(made?)
}

/// Checks that nothing is missing and everything adds up.
fn whole(place: &Place, at_least: u64) -> Result<u64> {
    let open = place.opened_as().open(niangjia::Access::Read)?;
    let report = ledger::verify(open.app.store())?;
    if !report.is_whole() {
        bail!("the books are not whole: {:?}", report.faults);
    }
    if report.transfers < at_least {
        bail!("{at_least} transfers were acknowledged, {} are there", report.transfers);
    }
    Ok(report.transfers)
}

/// Durable transfers by 256 connections against POST hello-world.
fn over_http(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let accounts = Arc::new(accounts(&place, "bench", AccountKind::Fund, ACCOUNTS)?);
    let (signed, day) = {
        let open = place.opened_as().open(niangjia::Access::Write)?;
        let signed = sign_in_as(&open.app, 8, Role::FundManager, STAFF)?;
        (Arc::new(signed), open.app.clock().today())
    };
    let hello = Served::hello()?;
    let text = body(i64::MAX, Id(i64::MAX), Id(i64::MAX), 99_999, day);
    let ceiling: &'static [u8] = post("/hello", &"0".repeat(32), &text).into_bytes().leak();
    let time = Duration::from_secs(how.seconds);
    let (mut ceilings, mut values, mut known) = (Vec::new(), Vec::new(), whole(&place, 0)?);
    for round in 1..=how.rounds {
        let h = client::run(hello.address, (0..CONNECTIONS).map(|_| Hello(ceiling)).collect(), time)?;
        tell("POST hello", &h);
        ceilings.push(h.per_second);
        let server = place.serve(&[])?;
        let seed = ChaCha8Rng::seed_from_u64(known ^ round as u64).random::<u64>();
        let one = |n: usize| Entering {
            signed: signed.clone(),
            accounts: accounts.clone(),
            day,
            ids: IdGen::new(n as u8),
            rng: ChaCha8Rng::seed_from_u64(seed.wrapping_add(n as u64)),
        };
        let load = client::run(server.address, (0..CONNECTIONS).map(one).collect(), time)?;
        tell("transfer", &load);
        drop(server);
        known = whole(&place, known + load.answers)?;
        values.push(load.per_second);
    }
    line(how, signed.members, "POST hello-world", "requests/s", median(&ceilings)).print();
    let transfers = line(how, signed.members, "transfers", "transfers/s", median(&values));
    let ratio = Some(median_ratio(&values, &ceilings));
    Measure { against: Some("POST hello-world"), ratio, ..transfers }.print();
    Ok(())
}

fn entry(id: i64, debit: Id, credit: Id, amount: i64, day: Day) -> Entry<'static> {
    Entry {
        id: Id(id),
        debit,
        credit,
        amount: Fen(amount),
        day,
        reason: ledger::reasons::MANUAL,
        record: ("", Id(0)),
        memo: "",
    }
}

/// A thousand linked transfers in one commit, one after the other.
fn linked(how: &How, place: &Place) -> Result<()> {
    let accounts = accounts(place, "linked", AccountKind::Fund, ACCOUNTS)?;
    let by = Actor::system(Reason::Job, "benchmark");
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let (store, mut rng) = (open.app.store(), ChaCha8Rng::seed_from_u64(21));
    let (mut values, mut size) = (Vec::new(), 0);
    for _ in 0..how.rounds {
        let (began, mut made) = (Instant::now(), 0);
        while began.elapsed() < Duration::from_secs(how.seconds) {
            let all: Vec<(i64, Id, Id, i64)> = (0..LINKED)
                .map(|_| {
                    let a = rng.random_range(0..accounts.len());
                    let b = (a + rng.random_range(1..accounts.len())) % accounts.len();
                    (rng.random_range(1..i64::MAX), accounts[a], accounts[b], rng.random_range(1..100_000))
                })
                .collect();
            let by = by.clone();
            store.write_blocking(move |tx| {
                let day = tx.today();
                let linked: Vec<Entry<'_>> =
                    all.iter().map(|(id, a, b, amount)| entry(*id, *a, *b, *amount, day)).collect();
                ledger::transfer(tx, &by, &linked)
            })?;
            made += LINKED;
        }
        size += made as i64;
        values.push(made as f64 / began.elapsed().as_secs_f64());
    }
    line(how, size, "1,000 linked transfers in one commit", "transfers/s", median(&values)).print();
    Ok(())
}

/// Balances at random past instants of an account with a million entries.
fn past(how: &How, place: &Place) -> Result<()> {
    let two = accounts(place, "past", AccountKind::Expense, 2)?;
    let (debit, credit) = (two[0], two[1]);
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let store = open.app.store();
    let last = open.app.clock().now();
    let first = Timestamp(last.0 - HISTORY * 60_000);
    for part in 0..HISTORY / 1_000 {
        let by = Actor::system(Reason::Job, "benchmark");
        store.write_blocking(move |tx| {
            (0..1_000).try_for_each(|n| {
                let n = part * 1_000 + n;
                let at = first.plus_ms(n * 60_000);
                let one = entry(n + 1, debit, credit, n % 97 + 1, at.day());
                ledger::transfer_as_of(tx, &by, &[one], at).map(drop)
            })
        })?;
    }
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    for round in 0..how.rounds {
        let mut rng = ChaCha8Rng::seed_from_u64(round as u64);
        let mut micros = Vec::with_capacity(LOOKS);
        for _ in 0..LOOKS {
            let n = rng.random_range(0..HISTORY);
            let at = first.plus_ms(n * 60_000 + rng.random_range(0..60_000));
            let began = Instant::now();
            let held = store.read_blocking(move |tx| ledger::balance_at(tx, debit, at))?;
            micros.push(began.elapsed().as_secs_f64() * 1e6);
            let (whole, rest) = ((n + 1) / 97, (n + 1) % 97);
            if held.debit.0 != whole * (97 * 98 / 2) + rest * (rest + 1) / 2 {
                bail!("{held:?} after {n} entries");
            }
        }
        micros.sort_unstable_by(f64::total_cmp);
        let at = |share: usize| micros.get(micros.len() * share / 100).copied().unwrap_or_default();
        p50.push(at(50));
        p99.push(at(99));
    }
    line(how, HISTORY, "balance at a past instant, p50", "µs", median(&p50)).print();
    line(how, HISTORY, "balance at a past instant, p99", "µs", median(&p99)).print();
    Ok(())
}

/// A million deeds against the independent auditor.
fn deeds(how: &How) -> Result<()> {
    let place = Place::fresh(how, "ledger_drill")?;
    std::fs::create_dir_all(&place.data)?;
    let opened = place.opened_as();
    let options = match &opened.database {
        None => OpenOptions::sqlite(&place.data),
        Some(url) => OpenOptions::postgres(&place.data, url),
    };
    let clock = Arc::new(ManualClock::new(Timestamp(1_795_395_600_000)));
    let store = Store::open(&options, Env::new(clock.clone(), 1))?;
    store::migrate(&store, platform::module().migrations, None)?;
    let seed = 20_261_127;
    eprintln!("drill: seed {seed}, {DEEDS} deeds, clock from {}", clock.now().local_text());
    let began = Instant::now();
    let tally = ledger::drill::run(&store, &clock, [Id(1), Id(2)], seed, DEEDS).map_err(|e| anyhow!(e))?;
    let per_second = DEEDS as f64 / began.elapsed().as_secs_f64();
    eprintln!("drill: {tally:?}");
    line(how, DEEDS as i64, "random deeds that the auditor confirms", "deeds/s", per_second).print();
    Ok(())
}
