//! What a fund held at any past instant, by the entries alone.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use guard::{Actor, Reason, act, res};
use kernel::{Day, Fen, Id, Timestamp};
use mutual::enrolment::{accounts, fund_account};
use mutual::payments::fund_at;
use platform::ledger::{Entry, id_of, transfer_as_of};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use registry::api::{self, Union};
use store::Store;

use crate::How;
use crate::measure::Measure;
use crate::place::Place;

/// Claims that were paid in five years, as a city has told them (docs/rules §10.3).
const CLAIMS: i64 = 331_000;
/// Transfers of one commit.
const CHUNK: i64 = 1_000;
/// Past instants that are asked.
const ASKED: usize = 4_000;
/// Between two transfers of a chunk's instant and the next, ms: five years in all.
const STEP: i64 = 5 * 365 * 86_400_000 / (CLAIMS / CHUNK);
/// First instant: 2013-01-01.
const FIRST: i64 = 1_356_998_400_000;

fn by() -> Actor {
    Actor::system(Reason::Job, "benchmark")
}

fn county(store: &Store) -> Result<Id> {
    let scope = by().permit::<res::Union, act::Create>()?;
    let new = Union {
        name: "基准县总工会".into(),
        level: 30,
        kind: "10".into(),
        founded_on: Some(Day::constant(2010, 5, 4)),
        ..Union::blank()
    };
    Ok(store.write_blocking(move |tx| api::create_union(tx, &scope, new.clone()))?.id)
}

/// Pays from the fund chunk by chunk; what the fund held after each.
fn fill(store: &Store, fund: Id) -> Result<Vec<(Timestamp, Fen)>> {
    let mut rng = ChaCha8Rng::seed_from_u64(5);
    let start = 40_000_000_000;
    let (mut held, mut known) = (start, Vec::new());
    let (bank, account) = store.write_blocking(move |tx| {
        Ok::<_, platform::ledger::LedgerError>((accounts(tx, fund)?.bank, fund_account(tx, fund, "bench")?))
    })?;
    let entry = |n: i64, (debit, credit): (Id, Id), amount: i64, at: Timestamp| Entry {
        id: id_of("bench.fund", Id(n), 0),
        debit,
        credit,
        amount: Fen(amount),
        day: at.day(),
        reason: if n == 0 { "mutual.grant" } else { "mutual.paid" },
        record: ("claim", Id(n)),
        memo: "",
    };
    store.write_blocking(move |tx| {
        transfer_as_of(tx, &by(), &[entry(0, (bank, account), start, Timestamp(FIRST))], Timestamp(FIRST))
    })?;
    for chunk in 0..CLAIMS / CHUNK {
        let at = Timestamp(FIRST + (chunk + 1) * STEP);
        let amounts: Vec<i64> = (0..CHUNK).map(|_| rng.random_range(5_000..170_000)).collect();
        held -= amounts.iter().sum::<i64>();
        known.push((at, Fen(held)));
        store.write_blocking(move |tx| {
            let one = |(n, amount): (usize, &i64)| {
                entry(chunk * CHUNK + n as i64 + 1, (account, bank), *amount, at)
            };
            let all: Vec<Entry<'_>> = amounts.iter().enumerate().map(one).collect();
            transfer_as_of(tx, &by(), &all, at)
        })?;
    }
    Ok(known)
}

/// The 99th of a hundred, of random instants; every answer is that of the sums.
///
/// # Errors
/// The data set cannot be made, or the fund says something else than the sums.
pub fn run(how: &How) -> Result<()> {
    let place = Place::fresh(how, "fund")?;
    std::fs::create_dir_all(&place.data)?;
    place.answer(&["init"])?;
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let store = open.app.store();
    let fund = county(store)?;
    let known = fill(store, fund)?;
    let mut rng = ChaCha8Rng::seed_from_u64(9);
    let mut times = Vec::with_capacity(ASKED);
    for _ in 0..ASKED {
        let n = rng.random_range(0..known.len());
        let (from, wanted) = *known.get(n).context("an instant")?;
        let at = Timestamp(from.0 + rng.random_range(0..STEP));
        let began = Instant::now();
        let told = store.read_blocking(move |tx| fund_at(tx, fund, at))?;
        times.push(began.elapsed().as_secs_f64() * 1e6);
        let held = told.iter().find(|(code, ..)| code == "fund:bench").map(|(.., b)| *b);
        if held != Some(wanted) {
            bail!("at {} the fund held {held:?} instead of {wanted}", at.0);
        }
    }
    times.sort_by(f64::total_cmp);
    let line = |measure, value: f64| Measure {
        bench: "fund",
        measure,
        value,
        unit: "µs",
        against: None,
        ratio: None,
        database: how.database,
        size: CLAIMS,
    };
    let at = |share: usize| times.get(ASKED * share / 100).copied().unwrap_or_default();
    line("fund at a past instant, p50", at(50)).print();
    line("fund at a past instant, p99", at(99)).print();
    Ok(())
}
