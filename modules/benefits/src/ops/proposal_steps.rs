//! The union decides on what a merchant proposed. With the approval the discount is written, in the same transaction.

use guard::{Scope, act, res};
use kernel::Id;
use platform::notices;
use store::Tx;

use super::discount::{write_change, write_end, write_new};
use super::proposal::{about, keep, open, told_of};
use super::void_redemption::reason;
use crate::merchant_error::{MerchantError, Result};
use crate::model::merchant::Merchant;
use crate::model::proposal::{DiscountText, Proposal, ProposalKind, ProposalState};
use crate::rules::proposal::{may_decide, outcome};
use crate::store::{clerk, merchant, proposal};

type Approving = Scope<res::Merchant, act::Approve>;

/// A proposal that somebody of the union sees: it was handed in at least once.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::ProposalNotFound`].
pub fn found<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    (merchant_id, id): (Id, Id),
) -> Result<(Merchant, Proposal)> {
    let m = merchant::find(tx, scope, merchant_id)?.ok_or(MerchantError::NotFound)?;
    let p = proposal::find(tx, m.id, id)?.filter(|p| p.proposed_at.0 > 0);
    Ok((m, p.ok_or(MerchantError::ProposalNotFound)?))
}

fn waiting(
    tx: &mut Tx<'_>,
    scope: &Approving,
    (merchant_id, id, version): (Id, Id, i64),
    deed: &'static str,
) -> Result<(Merchant, Proposal)> {
    let (m, p) = found(tx, scope, (merchant_id, id))?;
    if p.version != version {
        return Err(MerchantError::Stale { version: p.version });
    }
    if p.state != ProposalState::Proposed {
        return Err(MerchantError::State { deed, state: p.state.title() });
    }
    if !may_decide(&p, scope.actor().id()) {
        return Err(MerchantError::ProposalSamePerson);
    }
    Ok((m, p))
}

fn decided(tx: &Tx<'_>, p: &mut Proposal, scope: &Approving) {
    (p.decided_by_name, p.decided_at) = (scope.actor().name().to_owned(), tx.now());
}

/// Tells those who speak for the merchant.
fn tell(tx: &mut Tx<'_>, m: &Merchant, p: &Proposal) -> Result<()> {
    let title = format!("优惠自荐{}：{}", p.state.title(), p.told.title);
    let body = match p.state {
        ProposalState::Returned => format!("工会退回了您的自荐：{}（改好以后可以再提交）", p.reason),
        _ => format!("工会已审核通过您的自荐（{}）。", p.kind.title()),
    };
    for c in clerk::of_merchant(tx, m.id)?.into_iter().filter(|c| c.open && c.manager) {
        notices::send(tx, c.account_id, &title, &body, "")?;
    }
    Ok(())
}

/// Sends a proposal back with what is to be changed.
///
/// # Errors
/// [`MerchantError::NotFound`] outside the scope, [`MerchantError::ProposalNotFound`], [`MerchantError::Stale`],
/// [`MerchantError::State`], [`MerchantError::ProposalSamePerson`], [`MerchantError::Invalid`].
pub fn give_back(
    tx: &mut Tx<'_>,
    scope: &Approving,
    key: (Id, Id, i64),
    why: &str,
) -> Result<(Merchant, Proposal)> {
    let (m, mut p) = waiting(tx, scope, key, "退回")?;
    (p.state, p.reason) = (ProposalState::Returned, reason(why)?);
    decided(tx, &mut p, scope);
    let p = keep(tx, p)?;
    told_of(tx, scope.actor(), &m, &p, "merchant.proposal-return")?;
    tell(tx, &m, &p)?;
    Ok((m, p))
}

/// Approves a proposal and writes the discount; `seen` is the version of the discount that it was compared with, 0 of a new one.
///
/// # Errors
/// As [`give_back`]; [`MerchantError::ProposalClosed`], [`MerchantError::ProposalOver`]; [`MerchantError::Stale`] also if the discount
/// changed since it was seen.
pub fn approve(
    tx: &mut Tx<'_>,
    scope: &Approving,
    key: (Id, Id, i64),
    seen: i64,
) -> Result<(Merchant, Proposal)> {
    let (m, mut p) = waiting(tx, scope, key, "审核通过")?;
    let today = tx.today();
    open(&m, today)?;
    let before = about(tx, &p)?;
    let version = before.as_ref().map_or(0, |d| d.version);
    if version != seen {
        return Err(MerchantError::Stale { version });
    }
    let after = outcome(&p, before.as_ref(), today).ok_or(MerchantError::ProposalOver)?;
    p.state = ProposalState::Approved;
    p.was = before.as_ref().map(DiscountText::from);
    p.told = after.clone();
    if before.is_none() {
        p.discount_id = tx.new_id();
    }
    decided(tx, &mut p, scope);
    // Before anything is written: of two that approve at once one goes on.
    let p = keep(tx, p)?;
    match (p.kind, before) {
        (ProposalKind::End, Some(d)) => {
            if !write_end(tx, scope.actor(), &m, d.id, after.to)? {
                return Err(MerchantError::ProposalOver);
            }
        }
        (_, Some(d)) => drop(write_change(tx, scope.actor(), &m, &d, after)?),
        (_, None) => drop(write_new(tx, scope.actor(), (&m, p.discount_id), after)?),
    }
    told_of(tx, scope.actor(), &m, &p, "merchant.proposal-approve")?;
    tell(tx, &m, &p)?;
    Ok((m, p))
}
