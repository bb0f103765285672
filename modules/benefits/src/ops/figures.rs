//! The figures of benefits. Getting and using a voucher records nothing, so that ten thousand of them in a second cost nothing more; a
//! job counts them afterwards, in parts, each part once.

use std::collections::{BTreeMap, HashSet};

use kernel::Id;
use platform::App;
use platform::indicators::record;
use store::Tx;

use super::months::Months;
use crate::campaign_error::Result;
use crate::model::indicators::{PEOPLE, REDEEMED, SAVED, TIMES};
use crate::model::voucher::{Voucher, VoucherState};
use crate::store::figures::{self, Counts, Place};
use crate::store::months::{Sums, What};
use crate::store::{campaign, stock, voucher};

/// Vouchers that are counted in one transaction.
const PART: i64 = 500;

/// Counts what happened in all campaigns that are not archived; how many vouchers were new. Safe to run twice.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_all(app: &App) -> Result<usize> {
    let live = app.store().read_blocking(|tx| campaign::live(tx, tx.now()))?;
    let mut new = 0;
    for id in live {
        new += count(app, id)?;
    }
    Ok(new)
}

/// Counts what happened in a campaign; how many vouchers were new.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count(app: &App, id: Id) -> Result<usize> {
    let mut new = 0;
    loop {
        let done = app.store().write_blocking(move |tx| count_issued(tx, id))?;
        new += done;
        if done < PART as usize {
            break;
        }
    }
    // All vouchers of the campaign are looked at, so only if something was used or taken back since.
    let behind = app.store().read_blocking(move |tx| {
        let used = stock::find(tx, id)?.map_or(0, |s| s.used);
        Ok::<_, store::DbError>(used != figures::redeemed(tx, id)?)
    })?;
    if behind {
        app.store().write_blocking(move |tx| count_used(tx, id))?;
    }
    Ok(new)
}

/// Counts the next vouchers that were got; how many.
fn count_issued(tx: &mut Tx<'_>, id: Id) -> Result<usize> {
    let Some(s) = stock::find(tx, id)? else { return Ok(0) };
    if s.folded >= s.issued {
        return Ok(0);
    }
    let all = voucher::since(tx, id, s.folded, PART)?;
    let Some(last) = all.last() else { return Ok(0) };
    // Somebody else may count at the same time: who comes second finds the mark moved, and nothing of it stays.
    if !stock::fold(tx, id, s.folded, last.serial)? {
        return Ok(0);
    }
    let (mut times, mut people, mut months) = (BTreeMap::new(), BTreeMap::new(), Months::default());
    let firsts = firsts(tx, id, &all)?;
    // A ticket that won nothing is nothing that somebody got.
    for v in all.iter().filter(|v| v.state != VoucherState::Blank) {
        let day = v.issued_at.day();
        *times.entry((v.union_id, day)).or_insert(0) += 1;
        let first = i64::from(firsts.contains(&v.serial));
        let one = Sums { times: 1, people: first, ..Sums::default() };
        months.add(tx, (v.union_id, day), (What::Campaign, id), one)?;
        if figures::reached(tx, v.person_id, i64::from(day.year()), v.union_id)? {
            *people.entry((v.union_id, day)).or_insert(0) += 1;
            let one = Sums { people: 1, ..Sums::default() };
            months.add(tx, (v.union_id, day), (What::Person, Id(0)), one)?;
        }
    }
    months.write(tx)?;
    for ((union_id, day), n) in times {
        let at = Place { union_id, day, merchant_id: Id(0) };
        figures::add(tx, id, at, Counts { times: n, ..Counts::default() })?;
        record(tx, &TIMES, union_id, day, n, id);
    }
    for ((union_id, day), n) in people {
        record(tx, &PEOPLE, union_id, day, n, id);
    }
    Ok(all.len())
}

/// Which of these vouchers are the first that their holders got of the campaign, by serial.
fn firsts(tx: &mut Tx<'_>, id: Id, all: &[Voucher]) -> Result<HashSet<i64>> {
    let mut people: Vec<Id> = all.iter().map(|v| v.person_id).collect();
    people.sort_unstable();
    people.dedup();
    let held = voucher::of_people(tx, id, &people)?;
    let first =
        |mine: &Vec<Voucher>| mine.iter().filter(|v| v.state != VoucherState::Blank).map(|v| v.serial).min();
    Ok(held.values().filter_map(first).collect())
}

/// Brings what is counted as used in step with the vouchers. What was used and taken back in between leaves no trace, as it should.
///
/// # Errors
/// Any [`store::DbError`].
pub(super) fn count_used(tx: &mut Tx<'_>, id: Id) -> Result<()> {
    let mut change: BTreeMap<Place, Counts> = figures::used(tx, id)?.into_iter().collect();
    for (at, known) in figures::counted(tx, id)? {
        let by = change.entry(at).or_default();
        by.redeemed -= known.redeemed;
        by.saved -= known.saved;
    }
    let mut months = Months::default();
    for (at, by) in change.into_iter().filter(|(_, by)| *by != Counts::default()) {
        figures::add(tx, id, at, by)?;
        let used = Sums { redeemed: by.redeemed, saved: by.saved, ..Sums::default() };
        months.add(tx, (at.union_id, at.day), (What::Campaign, id), used)?;
        months.add(tx, (at.union_id, at.day), (What::Merchant, at.merchant_id), used)?;
        for (indicator, delta) in [(&REDEEMED, by.redeemed), (&SAVED, by.saved)] {
            if delta != 0 {
                record(tx, indicator, at.union_id, at.day, delta, id);
            }
        }
    }
    months.write(tx)?;
    Ok(())
}
