//! A merchant proposes what it gives to members: written, handed in and taken back by whoever speaks for it. Nothing of it holds before
//! somebody of the union has approved it.

use guard::Actor;
use kernel::{Day, Id, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::cases::lines;
use store::Tx;

use super::discount::{tidied, tidied_change};
use super::merchant::Wrong;
use crate::merchant_error::{MerchantError, Result};
use crate::model::merchant::{Discount, Merchant};
use crate::model::proposal::{DiscountText, Proposal, ProposalKind, ProposalState};
use crate::rules::proposal::closed;
use crate::store::{proposal, shop};

/// Longest word of the merchant to the union.
const NOTE: usize = 200;

/// What a merchant writes of a proposal.
#[derive(Clone, Debug)]
pub struct Entered {
    /// The discount as it is to be; of one that is to end only the last day counts.
    pub told: DiscountText,
    /// What the merchant says to it, up to 200 characters.
    pub note: String,
}

/// Whoever speaks for a merchant.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// Account.
    pub actor: Actor,
    /// Merchant.
    pub merchant: Merchant,
}

/// That a merchant may propose today.
pub(super) fn open(m: &Merchant, today: Day) -> Result<()> {
    closed(m, today).map_or(Ok(()), |state| Err(MerchantError::ProposalClosed { state }))
}

/// What a proposal means: checked, with what it leaves as it is.
fn meant(kind: ProposalKind, now: Option<&Discount>, e: &Entered, today: Day) -> Result<Entered> {
    let mut wrong = Wrong::default();
    let told = match (kind, now) {
        (ProposalKind::Add, _) => {
            if e.told.from < today {
                wrong.add("/from", "benefits.proposal-from");
            }
            tidied(&mut wrong, &e.told)
        }
        (_, None) => return Err(MerchantError::DiscountNotFound),
        (_, Some(d)) if d.to < today => return Err(MerchantError::ProposalOver),
        (ProposalKind::Change, Some(d)) => {
            let told = tidied_change(&mut wrong, d, &e.told, today);
            if told == DiscountText::from(d) {
                wrong.add("/title", "benefits.proposal-same");
            }
            told
        }
        (ProposalKind::End, Some(d)) => {
            if e.told.to < today || e.told.to >= d.to {
                wrong.add("/to", "benefits.proposal-end");
            }
            DiscountText { to: e.told.to, ..DiscountText::from(d) }
        }
    };
    let note = lines(&e.note);
    if kernel::text::length(&note) > NOTE {
        wrong.add("/note", "benefits.proposal-note");
    }
    wrong.done()?;
    Ok(Entered { told, note })
}

/// The discount that a proposal is about.
///
/// # Errors
/// Any [`store::DbError`].
pub fn about(tx: &mut Tx<'_>, p: &Proposal) -> Result<Option<Discount>> {
    if p.discount_id.0 == 0 { Ok(None) } else { Ok(shop::discount(tx, p.merchant_id, p.discount_id)?) }
}

/// Begins a proposal; of a change or an end the discount is named.
///
/// # Errors
/// [`MerchantError::ProposalClosed`], [`MerchantError::DiscountNotFound`], [`MerchantError::ProposalOver`],
/// [`MerchantError::Invalid`].
pub fn add(
    tx: &mut Tx<'_>,
    by: &Speaker,
    (kind, discount): (ProposalKind, Option<Id>),
    e: &Entered,
) -> Result<Proposal> {
    let m = &by.merchant;
    open(m, tx.today())?;
    let discount = discount.filter(|_| kind != ProposalKind::Add);
    let now = match discount {
        Some(id) => shop::discount(tx, m.id, id)?,
        None => None,
    };
    let Entered { told, note } = meant(kind, now.as_ref(), e, tx.today())?;
    let p = Proposal {
        merchant_id: m.id,
        id: tx.new_id(),
        kind,
        discount_id: discount.unwrap_or(Id(0)),
        told,
        was: None,
        note,
        state: ProposalState::Draft,
        reason: String::new(),
        made_by: by.actor.id(),
        made_by_name: by.actor.name().to_owned(),
        proposed_by: Id(0),
        proposed_by_name: String::new(),
        proposed_at: Timestamp(0),
        decided_by_name: String::new(),
        decided_at: Timestamp(0),
        created_at: tx.now(),
        version: 1,
    };
    proposal::insert(tx, &p)?;
    told_of(tx, &by.actor, m, &p, "merchant.proposal")?;
    Ok(p)
}

/// A proposal of the own merchant.
///
/// # Errors
/// [`MerchantError::ProposalNotFound`].
pub fn own(tx: &mut Tx<'_>, by: &Speaker, id: Id) -> Result<Proposal> {
    proposal::find(tx, by.merchant.id, id)?.ok_or(MerchantError::ProposalNotFound)
}

fn seen(tx: &mut Tx<'_>, by: &Speaker, (id, version): (Id, i64)) -> Result<Proposal> {
    let p = own(tx, by, id)?;
    if p.version == version { Ok(p) } else { Err(MerchantError::Stale { version: p.version }) }
}

/// Writes a proposal as it stands now, in the version that was seen.
pub(super) fn keep(tx: &mut Tx<'_>, p: Proposal) -> Result<Proposal> {
    if !proposal::put(tx, &p)? {
        let now = proposal::find(tx, p.merchant_id, p.id)?.map_or(p.version, |p| p.version);
        return Err(MerchantError::Stale { version: now });
    }
    Ok(Proposal { version: p.version + 1, ..p })
}

/// Says in the audit what became of a proposal.
pub(super) fn told_of(
    tx: &mut Tx<'_>,
    by: &Actor,
    m: &Merchant,
    p: &Proposal,
    action: &'static str,
) -> Result<()> {
    let mut changes = Changes::new()
        .note("merchant", m.name.as_str())
        .note("kind", p.kind.title())
        .note("title", p.told.title.as_str())
        .note("state", p.state.title());
    if action == "merchant.proposal-return" {
        changes = changes.note("reason", p.reason.as_str());
    }
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of(action, m.id) };
    Ok(audit::record(tx, by, entry)?)
}

/// Writes a proposal again that was not handed in, or was sent back.
///
/// # Errors
/// Those of [`add`]; [`MerchantError::ProposalNotFound`], [`MerchantError::Stale`], [`MerchantError::State`].
pub fn edit(tx: &mut Tx<'_>, by: &Speaker, key: (Id, i64), e: &Entered) -> Result<Proposal> {
    let mut p = seen(tx, by, key)?;
    open(&by.merchant, tx.today())?;
    if !p.state.is_written() {
        return Err(MerchantError::State { deed: "修改", state: p.state.title() });
    }
    let now = about(tx, &p)?;
    let Entered { told, note } = meant(p.kind, now.as_ref(), e, tx.today())?;
    (p.told, p.note) = (told, note);
    (p.made_by, p.made_by_name) = (by.actor.id(), by.actor.name().to_owned());
    let p = keep(tx, p)?;
    told_of(tx, &by.actor, &by.merchant, &p, "merchant.proposal-update")?;
    Ok(p)
}

/// Hands a proposal in: somebody of the union decides.
///
/// # Errors
/// As [`edit`]: it is checked again on the day on which it is handed in.
pub fn propose(tx: &mut Tx<'_>, by: &Speaker, key: (Id, i64)) -> Result<Proposal> {
    let mut p = seen(tx, by, key)?;
    open(&by.merchant, tx.today())?;
    if !p.state.is_written() {
        return Err(MerchantError::State { deed: "提交", state: p.state.title() });
    }
    let now = about(tx, &p)?;
    let e = Entered { told: p.told.clone(), note: p.note.clone() };
    p.told = meant(p.kind, now.as_ref(), &e, tx.today())?.told;
    p.state = ProposalState::Proposed;
    (p.proposed_by, p.proposed_by_name) = (by.actor.id(), by.actor.name().to_owned());
    p.proposed_at = tx.now();
    let p = keep(tx, p)?;
    told_of(tx, &by.actor, &by.merchant, &p, "merchant.proposal-propose")?;
    Ok(p)
}

/// Takes a proposal back on which nobody decided yet.
///
/// # Errors
/// [`MerchantError::ProposalNotFound`], [`MerchantError::Stale`], [`MerchantError::State`].
pub fn withdraw(tx: &mut Tx<'_>, by: &Speaker, key: (Id, i64)) -> Result<Proposal> {
    let mut p = seen(tx, by, key)?;
    if !p.state.may_withdraw() {
        return Err(MerchantError::State { deed: "撤回", state: p.state.title() });
    }
    p.state = ProposalState::Withdrawn;
    let p = keep(tx, p)?;
    told_of(tx, &by.actor, &by.merchant, &p, "merchant.proposal-withdraw")?;
    Ok(p)
}
