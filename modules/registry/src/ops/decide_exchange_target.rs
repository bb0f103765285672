//! The second person for a mapping of the upward exchange: what one proposes, another approves (as for parameters).

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::notices;
use store::Tx;

use super::keep_exchange_target::changes;
use crate::error::{RegistryError, Result};
use crate::model::exchange::TargetForm;
use crate::proposal_error::ProposalError;
use crate::store::exchange_proposal::{self, Proposal};
use crate::store::exchange_target::{self, Target};

impl Proposal {
    /// What the target would become.
    pub fn form(&self, t: &Target) -> TargetForm {
        TargetForm {
            name: self.name.clone(),
            kind: t.form.kind,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            definition: self.definition.clone(),
        }
    }
}

/// The target with its newest proposal, which must be the one that was read.
fn found(
    tx: &mut Tx<'_>,
    covers: impl Fn(&Target) -> bool,
    (target, proposal): (Id, Id),
) -> Result<(Target, Proposal)> {
    let t = exchange_target::by_id(tx, target)?.filter(covers).ok_or(RegistryError::TargetNotFound)?;
    let p = exchange_proposal::of_target(tx, target)?.filter(|p| p.id == proposal);
    Ok((t, p.ok_or(ProposalError::Decided)?))
}

/// Approves somebody else's proposal: runs that begin from now on go by it.
///
/// # Errors
/// [`RegistryError::TargetNotFound`] out of sight, [`ProposalError::Own`], [`ProposalError::Decided`].
pub fn approve_target(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Approve>,
    of: (Id, Id),
    note: &str,
) -> Result<()> {
    let (t, p) = found(tx, |t| scope.covers(&t.union_path), of)?;
    decide(tx, scope, &p, true, note)?;
    let form = p.form(&t);
    if !exchange_target::update(tx, t.id, t.version, &form, &p.proposed_by_name)? {
        return Err(RegistryError::Stale { version: t.version });
    }
    let before = (t.version > 0).then_some(&t.form);
    let entry = Entry {
        union_path: Some(&t.union_path),
        changes: changes(before, &form).note("version", t.version + 1),
        ..Entry::of("exchange.target-approve", t.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, &t, &p, "已批准", note)
}

/// Turns somebody else's proposal down, saying why.
///
/// # Errors
/// As [`approve_target`]; [`RegistryError::Invalid`] without a reason.
pub fn reject_target(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Approve>,
    of: (Id, Id),
    note: &str,
) -> Result<()> {
    let (t, p) = found(tx, |t| scope.covers(&t.union_path), of)?;
    if note.chars().count() < 2 {
        return Err(super::keep_exchange_target::short("/note"));
    }
    decide(tx, scope, &p, false, note)?;
    let entry = Entry {
        union_path: Some(&t.union_path),
        changes: Changes::new().note("name", p.name.as_str()),
        purpose: Some(note),
        ..Entry::of("exchange.target-reject", t.id)
    };
    audit::record(tx, scope.actor(), entry)?;
    tell(tx, &t, &p, "未获批准", note)
}

/// Takes an own proposal back.
///
/// # Errors
/// [`RegistryError::TargetNotFound`] out of sight, [`ProposalError::Decided`] if it is somebody else's or decided.
pub fn withdraw_target(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Update>,
    of: (Id, Id),
) -> Result<()> {
    let (t, p) = found(tx, |t| scope.covers(&t.union_path), of)?;
    if !exchange_proposal::withdraw(tx, (t.id, p.id), scope.actor())? {
        return Err(ProposalError::Decided.into());
    }
    let entry = Entry {
        union_path: Some(&t.union_path),
        changes: Changes::new().note("name", p.name.as_str()),
        ..Entry::of("exchange.target-withdraw", t.id)
    };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}

fn decide(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Approve>,
    p: &Proposal,
    approved: bool,
    note: &str,
) -> Result<()> {
    if exchange_proposal::decide(tx, (p.target_id, p.id), approved, scope.actor(), note)? {
        return Ok(());
    }
    let own = p.proposed_by == scope.actor().id();
    Err(if own { ProposalError::Own } else { ProposalError::Decided }.into())
}

fn tell(tx: &mut Tx<'_>, t: &Target, p: &Proposal, outcome: &str, note: &str) -> Result<()> {
    let title = format!("字段对照“{}”的修改{outcome}", p.name);
    let body = if note.is_empty() { String::new() } else { format!("意见：{note}") };
    notices::send(tx, p.proposed_by, &title, &body, &format!("/exchange-targets/{}", t.id))?;
    Ok(())
}
