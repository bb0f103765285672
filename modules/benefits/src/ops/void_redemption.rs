//! A redemption is taken back, before it is settled or after.

use guard::{Actor, Scope, act, res};
use kernel::{Id, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::ledger::{self, id_of, transfer};
use registry::api::union_by_id;
use store::Tx;

use super::accounts::{budget_account, campaign_account, issued_account, unsettled_account};
use super::redeem::Till;
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::campaign::{Campaign, CampaignState};
use crate::model::merchant::Merchant;
use crate::model::redemption::{Redemption, RedemptionState, Refund};
use crate::model::settling::StatementState;
use crate::model::voucher::{Voucher, VoucherState};
use crate::store::{campaign, merchant, redemption, settling, stock, voucher};

/// A reason as it is kept: 2 to 200 characters.
///
/// # Errors
/// [`MerchantError::Invalid`].
pub fn reason(typed: &str) -> Result<String> {
    let text = platform::cases::line(typed);
    let fits = (2..=200).contains(&kernel::text::length(&text));
    if fits { Ok(text) } else { Err(field("/reason", "benefits.reason")) }
}

/// The account that money of a campaign goes back to: its own, or after it was settled the budget that it came from.
///
/// # Errors
/// [`platform::ledger::LedgerError`].
pub(super) fn home(tx: &mut Tx<'_>, c: &Campaign) -> Result<Id> {
    Ok(match c.state {
        CampaignState::Settled | CampaignState::Archived => {
            budget_account(tx, c.union_id, i64::from(c.opens_at.day().year()))?
        }
        _ => campaign_account(tx, c.union_id, c.id)?,
    })
}

/// Takes a redemption of the own shop back, within some minutes of when the program learned of it.
///
/// # Errors
/// [`MerchantError::RedemptionNotFound`] of another shop, [`MerchantError::VoidLate`], and those of [`by_officer`].
pub fn by_till(tx: &mut Tx<'_>, till: &Till, id: Id, why: &str, minutes: i64) -> Result<Redemption> {
    let found = redemption::find(tx, till.merchant_id, id)?.filter(|r| r.shop_id == till.shop_id);
    let r = found.ok_or(MerchantError::RedemptionNotFound)?;
    let m = merchant::unscoped(tx, r.merchant_id)?.ok_or(MerchantError::NotFound)?;
    let until = r.received_at.plus_minutes(minutes);
    if r.state == RedemptionState::Good && tx.now() > until {
        return Err(MerchantError::VoidLate { minutes });
    }
    undo(tx, &till.actor, &m, &r, &reason(why)?)
}

/// The last instant at which the till may take a redemption back itself; none if it may not.
pub fn void_until(r: &Redemption, minutes: i64, now: Timestamp) -> Option<Timestamp> {
    let until = r.received_at.plus_minutes(minutes);
    let may = r.state == RedemptionState::Good && r.statement_id.0 == 0 && now <= until;
    may.then_some(until)
}

/// A redemption that a union in the scope pays, with its merchant.
///
/// # Errors
/// [`MerchantError::RedemptionNotFound`].
pub fn in_sight<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    (merchant_id, id): (Id, Id),
) -> Result<(Merchant, Redemption)> {
    let r = redemption::find(tx, merchant_id, id)?.ok_or(MerchantError::RedemptionNotFound)?;
    let place = union_by_id(tx, r.union_id)?.map(|u| u.place()).filter(|p| scope.covers(p));
    let m = merchant::unscoped(tx, merchant_id)?.filter(|_| place.is_some());
    Ok((m.ok_or(MerchantError::RedemptionNotFound)?, r))
}

/// Takes a redemption back that is on no statement; the voucher is held again, or has run out meanwhile.
///
/// # Errors
/// [`MerchantError::RedemptionNotFound`] outside the scope, [`MerchantError::Settled`], [`MerchantError::State`],
/// [`MerchantError::Invalid`].
pub fn by_officer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Update>,
    key: (Id, Id),
    why: &str,
) -> Result<Redemption> {
    let (m, r) = in_sight(tx, scope, key)?;
    undo(tx, scope.actor(), &m, &r, &reason(why)?)
}

/// Takes a redemption back: the voucher is held again, or has run out meanwhile.
///
/// # Errors
/// [`MerchantError::Settled`], [`MerchantError::State`].
pub(super) fn undo(
    tx: &mut Tx<'_>,
    by: &Actor,
    m: &Merchant,
    r: &Redemption,
    why: &str,
) -> Result<Redemption> {
    stock::hold(tx, r.campaign_id)?;
    if !redemption::void(tx, r.merchant_id, r.id, why)? {
        return Err(match r.state {
            RedemptionState::Good => MerchantError::Settled,
            other => MerchantError::State { deed: "撤销核销", state: other.title() },
        });
    }
    let c = campaign::unscoped(tx, r.campaign_id)?.ok_or(MerchantError::VoucherUnknown)?;
    let key = (r.campaign_id, r.serial);
    let v = voucher::by_serial(tx, key.0, key.1)?.ok_or(MerchantError::VoucherUnknown)?;
    let holds = v.expires_on >= tx.today();
    let (back, credit) = if holds {
        (redemption::give_back(tx, key, m.id)?, issued_account(tx, c.union_id, c.id)?)
    } else {
        (redemption::run_out(tx, key, m.id, VoucherState::Expired)?, home(tx, &c)?)
    };
    if !back {
        return Err(MerchantError::State { deed: "撤销核销", state: v.state.title() });
    }
    let debit = unsettled_account(tx, r.union_id)?;
    move_back(tx, by, r, (debit, credit), ("benefits.unredeem", why))?;
    told(tx, by, m, ("redemption.void", r), why)?;
    Ok(Redemption { state: RedemptionState::Void, reason: why.to_owned(), ..r.clone() })
}

/// What a merchant is not owed any more for a redemption goes from one account to another, once.
pub(super) fn move_back(
    tx: &mut Tx<'_>,
    by: &Actor,
    r: &Redemption,
    (debit, credit): (Id, Id),
    (what, why): (&'static str, &str),
) -> Result<()> {
    if r.worth.0 == 0 {
        return Ok(());
    }
    let entry = ledger::Entry {
        id: id_of(what, r.id, 0),
        debit,
        credit,
        amount: r.worth,
        day: tx.today(),
        reason: what,
        record: ("benefit_merchant", r.merchant_id),
        memo: why,
    };
    transfer(tx, by, &[entry])?;
    Ok(())
}

/// Takes what a partner refunded of its own codes back: the voucher is void. Of what was paid the next statement takes it off.
///
/// # Errors
/// [`MerchantError::RedemptionNotFound`], [`MerchantError::NotPaid`] if it is on a statement that is not paid, [`MerchantError::State`].
pub(super) fn by_partner(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Update>,
    m: &Merchant,
    v: &Voucher,
    why: &str,
) -> Result<()> {
    let key = (v.campaign_id, v.serial);
    let r = redemption::of_voucher(tx, m.id, key)?.ok_or(MerchantError::RedemptionNotFound)?;
    if r.statement_id.0 != 0 {
        return refund(tx, scope, (m.id, r.id), why).map(drop);
    }
    let c = campaign::unscoped(tx, v.campaign_id)?.ok_or(MerchantError::VoucherUnknown)?;
    let back =
        redemption::void(tx, m.id, r.id, why)? && redemption::run_out(tx, key, m.id, VoucherState::Void)?;
    if !back {
        return Err(MerchantError::State { deed: "撤销核销", state: v.state.title() });
    }
    let credit = home(tx, &c)?;
    let debit = unsettled_account(tx, r.union_id)?;
    move_back(tx, scope.actor(), &r, (debit, credit), ("benefits.unredeem", why))?;
    told(tx, scope.actor(), m, ("redemption.void", &r), why)
}

fn told(
    tx: &mut Tx<'_>,
    by: &Actor,
    m: &Merchant,
    (action, r): (&'static str, &Redemption),
    why: &str,
) -> Result<()> {
    let changes = Changes::new()
        .note("serial", r.serial)
        .note("merchant", m.name.as_str())
        .note("amount", r.worth.to_string())
        .note("reason", why);
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of(action, r.id) };
    Ok(audit::record(tx, by, entry)?)
}

/// Marks a paid redemption as wrong: the next statement takes it off, and with the payment of that one the money is back.
///
/// # Errors
/// [`MerchantError::RedemptionNotFound`] outside the scope, [`MerchantError::NotPaid`] if its statement is not paid,
/// [`MerchantError::State`], [`MerchantError::Invalid`].
pub fn refund(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, act::Update>,
    key: (Id, Id),
    why: &str,
) -> Result<Redemption> {
    let (m, r) = in_sight(tx, scope, key)?;
    let why = reason(why)?;
    if r.state != RedemptionState::Good {
        return Err(MerchantError::State { deed: "退款", state: r.state.title() });
    }
    let on = settling::unscoped(tx, r.statement_id)?;
    if on.is_none_or(|s| s.state != StatementState::Paid) || !redemption::refund(tx, m.id, r.id, &why)? {
        return Err(MerchantError::NotPaid);
    }
    let new = Refund {
        merchant_id: m.id,
        id: r.id,
        union_id: r.union_id,
        statement_id: Id(0),
        amount: r.worth,
        reason: why.clone(),
        made_by_name: scope.actor().name().to_owned(),
    };
    settling::add_refund(tx, &new)?;
    told(tx, scope.actor(), &m, ("redemption.refund", &r), &why)?;
    Ok(Redemption { state: RedemptionState::Refunding, reason: why, ..r })
}
