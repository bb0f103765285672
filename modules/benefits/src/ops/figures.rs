//! The figures of benefits. Getting and using a voucher records nothing, so that ten thousand of them in a second cost nothing more; a
//! job counts them afterwards, in parts, each part once.

use std::collections::BTreeMap;

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::indicators::record;
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::campaign_error::Result;
use crate::model::indicators::{PEOPLE, REDEEMED, SAVED, TIMES};
use crate::model::voucher::VoucherState;
use crate::store::figures::{self, Counts, Line, Place};
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
    let (mut times, mut people) = (BTreeMap::new(), BTreeMap::new());
    // A ticket that won nothing is nothing that somebody got.
    for v in all.iter().filter(|v| v.state != VoucherState::Blank) {
        let day = v.issued_at.day();
        *times.entry((v.union_id, day)).or_insert(0) += 1;
        if figures::reached(tx, v.person_id, i64::from(day.year()), v.union_id)? {
            *people.entry((v.union_id, day)).or_insert(0) += 1;
        }
    }
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
    for (at, by) in change.into_iter().filter(|(_, by)| *by != Counts::default()) {
        figures::add(tx, id, at, by)?;
        for (indicator, delta) in [(&REDEEMED, by.redeemed), (&SAVED, by.saved)] {
            if delta != 0 {
                record(tx, indicator, at.union_id, at.day, delta, id);
            }
        }
    }
    Ok(())
}

/// What happened to the members of a place within days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Vouchers that were got.
    pub times: i64,
    /// People who got one, each once in a year.
    pub people: i64,
    /// Vouchers that were used.
    pub redeemed: i64,
    /// 分 that they saved.
    pub saved: i64,
    /// By campaign, most first.
    pub campaigns: Vec<Line>,
    /// By merchant, most first.
    pub merchants: Vec<Line>,
}

/// The figures of a union and those beneath it.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn of(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Read>,
    union: Id,
    days: (Day, Day),
) -> Result<Figures> {
    let place = union_by_id(tx, union)?.map(|u| u.place()).filter(|p| scope.covers(p));
    let place = place.ok_or(RegistryError::UnionNotFound)?;
    let t = super::report::report(tx, union, (Some(days.0), days.1))?;
    Ok(Figures {
        times: t.times,
        people: t.people,
        redeemed: t.redeemed,
        saved: t.saved.0,
        campaigns: figures::by_campaign(tx, scope, (Some(&place), days))?,
        merchants: figures::by_merchant(tx, scope, (Some(&place), days))?,
    })
}
