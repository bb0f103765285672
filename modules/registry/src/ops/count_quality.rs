//! Counts the data quality of all unions and keeps the figures: what differs from what was counted before becomes a fact of
//! the day. Counting again finds nothing left to do, so a crash in the middle only leaves the rest for the next time.

use std::collections::BTreeMap;

use guard::{Actor, Reason};
use kernel::{Day, Id};
use platform::App;
use platform::indicators::{self, Indicator};
use platform::parameters::keys;

use super::flags_in_step::day_has_come;
use super::judge_documents::judge_documents;
use crate::error::{RegistryError, Result};
use crate::quality::{flows, stocks};
use crate::store::quality;

/// Unions in a transaction.
const PART: i64 = 200;

/// Brings columns whose flags begin or end to what holds today, judges documents of before, and counts all unions, part by part, while `go_on` says so with the number of unions done; how many figures changed.
///
/// # Errors
/// The database's.
pub fn count_quality(app: &App, mut go_on: impl FnMut(u64) -> bool) -> Result<u64> {
    let today = app.clock().today();
    let months = app.parameters().integer(keys::QUALITY_STALE_MONTHS, today);
    let stale_before = today.plus_months(-months);
    let counted = app.store().read_blocking(quality::counted_at)?;
    // Columns first say what holds today, so that it is counted so.
    let actor = Actor::system(Reason::Job, "quality");
    day_has_come(app, &actor, counted.map_or(Day::FIRST, kernel::Timestamp::day))?;
    judge_documents(app)?;
    let (mut after, mut done, mut changed) = (String::new(), 0_u64, 0_u64);
    loop {
        let from = after.clone();
        let unions = app.store().read_blocking(move |tx| quality::unions(tx, &from, PART))?;
        let (Some(first), Some(last)) = (unions.first(), unions.last()) else { break };
        let range = (first.1.clone(), last.1.clone());
        after.clone_from(&last.1);
        done += unions.len() as u64;
        let ids: Vec<Id> = unions.iter().map(|u| u.0).collect();
        // Counting takes long and is read beside the writer, who only puts right what differs. An edit meanwhile is counted the
        // next time, as one after it would be.
        let (members, imports) = app.store().read_blocking(move |tx| {
            let range = (range.0.as_str(), range.1.as_str());
            let members = quality::count(tx, range, stale_before)?;
            Ok::<_, RegistryError>((members, quality::imports(tx, range)?))
        })?;
        let mut wanted: BTreeMap<(Id, Day, &'static str), i64> = BTreeMap::new();
        for (union, counts) in &members {
            for (indicator, n) in stocks().iter().zip(counts) {
                wanted.insert((*union, today, indicator.code), *n);
            }
        }
        for (union, ended, rows, rejected) in imports {
            for (indicator, n) in flows().iter().zip([rows, rejected]) {
                *wanted.entry((union, ended.day(), indicator.code)).or_default() += n;
            }
        }
        changed += app.store().write_blocking(move |tx| keep(tx, &ids, today, wanted.clone()))?;
        if !go_on(done) {
            return Ok(changed);
        }
    }
    app.store().write_blocking(|tx| quality::set_counted(tx).map_err(RegistryError::from))?;
    Ok(changed)
}

fn keep(
    tx: &mut store::Tx<'_>,
    ids: &[Id],
    today: Day,
    mut wanted: BTreeMap<(Id, Day, &'static str), i64>,
) -> Result<u64> {
    let (stocks, flows) = (stocks(), flows());
    // A stock is what all days add up to and is put right today; a flow is put right on its own day.
    for (union, code, day, total) in indicators::own_days(tx, ids, "quality.")? {
        if let Some(s) = stocks.iter().find(|s| s.code == code) {
            *wanted.entry((union, today, s.code)).or_default() -= total;
        } else if let Some(f) = flows.iter().find(|f| f.code == code) {
            *wanted.entry((union, day, f.code)).or_default() -= total;
        }
    }
    let all: Vec<&'static Indicator> = stocks.into_iter().chain(flows).collect();
    let mut changed = 0;
    for ((union, day, code), difference) in wanted {
        if let (true, Some(i)) = (difference != 0, all.iter().find(|i| i.code == code)) {
            indicators::record(tx, i, union, day, difference, union);
            changed += 1;
        }
    }
    Ok(changed)
}
