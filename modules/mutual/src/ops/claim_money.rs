//! The money of a claim: set aside with the last approval, owed, given up.

use guard::Actor;
use kernel::Id;
use platform::ledger::{self, id_of, post, reserve, void};
use store::Tx;

use super::accounts::{accounts, fund_account};
use super::reckon;
use super::terms::Terms;
use crate::claim_error::{ClaimError, Result};
use crate::model::claim::{Claim, ClaimState};
use crate::rules::claim::same_use;
use crate::store::{promised, scheme};

/// Id of the reservation of a claim in its present round.
fn reservation(c: &Claim) -> Id {
    id_of("mutual.claim", c.id, c.round)
}

/// Promises the benefit and sets the money aside; without a notice it is owed at once.
pub(super) fn set_aside(tx: &mut Tx<'_>, terms: &Terms, by: &Actor, c: &mut Claim) -> Result<()> {
    let version = scheme::by_id(tx, c.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
    let key = reckon::key_of(c, &version);
    let now = promised::of(tx, &key)?.of(c.item);
    if !same_use(&c.facts.used, &now) {
        return Err(ClaimError::UsedMoved);
    }
    if !promised::promise(tx, &key, c.item, &now, (c.benefit, c.deductible))? {
        return Err(ClaimError::UsedMoved);
    }
    c.round += 1;
    c.state = ClaimState::Approved;
    c.approved_at = Some(tx.now());
    let entry = ledger::Entry {
        id: reservation(c),
        debit: fund_account(tx, c.fund_id, &c.scheme_code)?,
        credit: accounts(tx, c.fund_id)?.payable,
        amount: c.benefit,
        day: tx.today(),
        reason: "mutual.claim",
        record: ("claim", c.id),
        memo: &c.number,
    };
    reserve(tx, by, &entry, None)?;
    if c.benefit < terms.notice {
        owe(tx, by, c)?;
    }
    Ok(())
}

/// The money is owed: the reservation is posted.
///
/// # Errors
/// The ledger's refusals.
pub fn owe(tx: &mut Tx<'_>, by: &Actor, c: &mut Claim) -> Result<()> {
    let day = tx.today();
    post(tx, by, id_of("mutual.owed", c.id, c.round), reservation(c), None, day)?;
    c.state = ClaimState::Payable;
    c.due_on = None;
    Ok(())
}

/// Gives what was promised and set aside back, before it was owed.
///
/// # Errors
/// The ledger's refusals.
pub fn give_up(tx: &mut Tx<'_>, by: &Actor, c: &Claim) -> Result<()> {
    void(tx, by, reservation(c))?;
    let version = scheme::by_id(tx, c.scheme_id)?.ok_or(ClaimError::NoPeriod)?;
    promised::release(tx, &reckon::key_of(c, &version), c.item, (c.benefit, c.deductible))?;
    Ok(())
}
