//! Merchants tell, month by month, how often a standing discount was given and what was taken off; the desk enters it.

use guard::{Scope, act, res};
use kernel::{Day, Fen, FieldError, Id, Params};
use platform::audit::{self, Changes, Entry};
use platform::cases::line;
use platform::indicators::record;
use store::Tx;

use super::months::Months;
use crate::merchant_error::{MerchantError, Result};
use crate::model::indicators::{OFF, USES};
use crate::model::merchant::{Discount, Merchant};
use crate::model::monthly::Return;
use crate::store::months::{Sums, What};
use crate::store::{merchant, returns, shop};

/// Most uses of a month, and most 分 that are taken off in it.
const MOST: (i64, i64) = (10_000_000, 10_000_000_000);
/// Longest note.
const NOTE: usize = 100;

/// What is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Month, `yyyymm`.
    pub month: i64,
    /// How often it was given.
    pub times: i64,
    /// What was taken off.
    pub off: Fen,
    /// Where the figure comes from.
    pub note: String,
    /// Version that was seen; 0 of a month that nobody told of.
    pub version: i64,
}

/// The first and the last day of a month; nothing if there is no such month.
pub fn days_of(month: i64) -> Option<(Day, Day)> {
    let first = Day::from_number(month.checked_mul(100)? + 1)?;
    Some((first, first.plus_months(1).plus_days(-1)))
}

fn check(d: &Discount, e: &Entered, today: Day) -> Result<(Day, String)> {
    let mut wrong = Vec::new();
    let mut add = |pointer: &str, code: &'static str| {
        wrong.push(FieldError { pointer: pointer.to_owned(), code, params: Params::new() });
    };
    let days = days_of(e.month).filter(|(first, last)| *first <= today && d.from <= *last && *first <= d.to);
    if days.is_none() {
        add("/month", "benefits.return-month");
    }
    if !(0..=MOST.0).contains(&e.times) {
        add("/times", "benefits.return-times");
    }
    if !(0..=MOST.1).contains(&e.off.0) || (e.times == 0 && e.off.0 > 0) {
        add("/off_fen", "benefits.return-off");
    }
    let note = line(&e.note);
    if kernel::text::length(&note) > NOTE {
        add("/note", "benefits.return-note");
    }
    match days {
        Some((_, last)) if wrong.is_empty() => Ok((last.min(today), note)),
        _ => Err(MerchantError::Invalid(wrong)),
    }
}

/// Enters what a merchant told of a month, or corrects it. It counts at the union under contract, on the last day of the month.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::DiscountNotFound`], [`MerchantError::DiscountByCode`] for one
/// whose uses tills record, [`MerchantError::Invalid`], [`MerchantError::Stale`] if somebody else told of the month since.
pub fn put(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, act::Update>,
    (merchant_id, discount_id): (Id, Id),
    e: &Entered,
) -> Result<Return> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let d = shop::discounts(tx, m.id)?.into_iter().find(|d| d.id == discount_id);
    let d = d.ok_or(MerchantError::DiscountNotFound)?;
    if d.terms.by_code {
        return Err(MerchantError::DiscountByCode);
    }
    let (day, note) = check(&d, e, tx.today())?;
    let before = returns::find(tx, (m.id, d.id), e.month)?;
    let version = before.as_ref().map_or(0, |b| b.version);
    if version != e.version {
        return Err(MerchantError::Stale { version });
    }
    let mut r = Return {
        merchant_id: m.id,
        discount_id: d.id,
        month: e.month,
        id: before.as_ref().map_or_else(|| tx.new_id(), |b| b.id),
        times: e.times,
        off: e.off,
        note,
        made_by_name: scope.actor().name().to_owned(),
        changed_at: tx.now(),
        version: version.max(1),
    };
    if before.is_none() {
        returns::insert(tx, std::slice::from_ref(&r))?;
    } else if returns::edit(tx, &r)? {
        r.version += 1;
    } else {
        return Err(MerchantError::Stale { version: version + 1 });
    }
    let (times, off) = before.map_or((0, 0), |b| (b.times, b.off.0));
    let mut months = Months::default();
    count(tx, &mut months, (&m, day), &r, (r.times - times, r.off.0 - off))?;
    months.write(tx)?;
    let changes = Changes::new()
        .note("discount", d.title.as_str())
        .note("month", e.month)
        .note("times", r.times)
        .note("amount", r.off.to_string());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("merchant.monthly", m.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(r)
}

/// Counts uses and what was taken off.
pub(crate) fn count(
    tx: &mut Tx<'_>,
    months: &mut Months,
    (m, day): (&Merchant, Day),
    r: &Return,
    (times, off): (i64, i64),
) -> store::DbResult<()> {
    let by = Sums { uses: times, off, ..Sums::default() };
    months.add(tx, (m.union_id, day), (What::Return, r.discount_id), by)?;
    months.add(tx, (m.union_id, day), (What::Merchant, m.id), by)?;
    for (indicator, delta) in [(&USES, times), (&OFF, off)] {
        if delta != 0 {
            record(tx, indicator, m.union_id, day, delta, r.id);
        }
    }
    Ok(())
}
