//! Statements are made: everything that a union owes a merchant until a day and that is on none.

use guard::{Scope, act, res};
use kernel::{Day, Fen, Id, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::numbers;
use registry::RegistryError;
use registry::api::{Union, union_by_id};
use store::{DbError, Tx};

use crate::merchant_error::{MerchantError, Result, field};
use crate::model::redemption::Refund;
use crate::model::settling::{Statement, StatementState};
use crate::store::{merchant, settling};

/// The union that pays, in the scope.
///
/// # Errors
/// [`RegistryError::UnionNotFound`].
pub fn payer<A: act::Action>(tx: &mut Tx<'_>, scope: &Scope<res::Redemption, A>, union: Id) -> Result<Union> {
    let found = union_by_id(tx, union)?.filter(|u| scope.covers(&u.place()));
    Ok(found.ok_or(RegistryError::UnionNotFound)?)
}

/// Days of a statement that may be made today.
///
/// # Errors
/// [`MerchantError::Invalid`].
pub fn period(tx: &Tx<'_>, (from, to): (Day, Day)) -> Result<()> {
    if to > tx.today() {
        return Err(field("/to", "benefits.statement-ahead"));
    }
    if from > to {
        return Err(field("/from", "benefits.statement-period"));
    }
    Ok(())
}

/// The instant after a day.
fn after(day: Day) -> Timestamp {
    Timestamp::at_day_start(day.plus_days(1))
}

/// Merchants that a union owes something until a day that is on no statement.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`MerchantError::Invalid`].
pub fn merchants_due(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Create>,
    union: Id,
    days: (Day, Day),
) -> Result<Vec<Id>> {
    payer(tx, scope, union)?;
    period(tx, days)?;
    Ok(settling::with_open(tx, union, after(days.1))?)
}

/// Makes the statement of a merchant; none if nothing waits for one. What was scanned before the first day and came in late is on it
/// too; refunds are taken off as long as they fit.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`MerchantError::NotFound`], [`MerchantError::Invalid`].
pub fn make(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Create>,
    (union, merchant_id): (Id, Id),
    (from, to): (Day, Day),
) -> Result<Option<Statement>> {
    let payer = payer(tx, scope, union)?;
    period(tx, (from, to))?;
    let m = merchant::unscoped(tx, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let id = tx.new_id();
    let (count, amount) = settling::take(tx, (m.id, union), id, after(to))?;
    if count == 0 {
        return Ok(None);
    }
    let (refunds, refund_amount) = take_refunds(tx, (m.id, union), id, amount)?;
    let year = i64::from(to.year());
    let ordinal = numbers::next(tx, union, "benefit-statement", year, 0)?;
    let s = Statement {
        id,
        number: format!("JS{}", numbers::text(year, ordinal)),
        union_id: union,
        union_name: payer.name.clone(),
        union_path: payer.place(),
        merchant_id: m.id,
        from,
        to,
        state: StatementState::Draft,
        count,
        amount,
        refunds,
        refund_amount,
        made_by: scope.actor().id(),
        made_by_name: scope.actor().name().to_owned(),
        sent_at: Timestamp(0),
        answered_at: Timestamp(0),
        answered_by_name: String::new(),
        dispute: String::new(),
        approved_by_name: String::new(),
        approved_at: Timestamp(0),
        paid_at: Timestamp(0),
        paid_by_name: String::new(),
        bank_ref: String::new(),
        reason: String::new(),
        created_at: tx.now(),
        version: 1,
    };
    settling::insert(tx, &s)?;
    let changes = Changes::new()
        .note("number", s.number.as_str())
        .note("merchant", m.name.as_str())
        .note("count", count)
        .note("amount", s.net().to_string());
    let entry = Entry { union_path: Some(&s.union_path), changes, ..Entry::of("benefit-statement.make", id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(Some(s))
}

/// Puts refunds that wait on a statement, the oldest first, as long as they are covered by what is owed.
pub(super) fn take_refunds(
    tx: &mut Tx<'_>,
    (merchant, union): (Id, Id),
    statement: Id,
    owed: Fen,
) -> Result<(i64, Fen)> {
    let mut sum = Fen(0);
    let mut all: Vec<Refund> = Vec::new();
    for r in settling::waiting_refunds(tx, merchant, union)? {
        if sum.0 + r.amount.0 > owed.0 {
            break;
        }
        sum.0 += r.amount.0;
        all.push(r);
    }
    for r in &all {
        if !settling::take_refund(tx, r, statement)? {
            return Err(DbError::Busy("refunds of a merchant".into()).into());
        }
    }
    Ok((all.len() as i64, sum))
}
