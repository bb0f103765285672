//! Targets of the upward exchange: made, changed, and the samples that come with the program.

use std::collections::HashSet;

use guard::{Actor, Scope, act, res};
use kernel::{Id, Params};
use platform::audit::{self, Changes, Entry};
use store::Tx;

use crate::error::{RegistryError, Result, field};
use crate::exchange::{catalogue, shipped};
use crate::model::exchange::TargetForm;
use crate::proposal_error::ProposalError;
use crate::store::exchange_proposal;
use crate::store::exchange_target::{self, Origin, Target};
use crate::store::union;

/// Most columns of a target.
const COLUMNS: usize = 80;
/// Most characters of a header.
const HEADER: usize = 40;

/// Holds a form against the catalogue.
///
/// # Errors
/// [`RegistryError::Invalid`] with every field that is wrong.
pub fn check(form: &TargetForm) -> Result<()> {
    let mut wrong = Vec::new();
    let mut bad = |pointer: &str, code| wrong.push(field(pointer, code, Params::new()));
    if !(2..=60).contains(&form.name.trim().chars().count()) {
        bad("/name", "registry.exchange-name");
    }
    if form.valid_to < form.valid_from {
        bad("/valid_to", "registry.exchange-days");
    }
    let columns = &form.definition.columns;
    if columns.is_empty() || columns.len() > COLUMNS {
        bad("/definition/columns", "registry.exchange-columns");
    }
    let mut headers = HashSet::new();
    for (n, c) in columns.iter().enumerate() {
        let header = c.header.trim();
        if header.is_empty() || header.chars().count() > HEADER || !headers.insert(header) {
            bad(&format!("/definition/columns/{n}/header"), "registry.exchange-header");
        }
        if !c.source.is_empty() && catalogue::find(form.kind, &c.source).is_none() {
            bad(&format!("/definition/columns/{n}/source"), "registry.exchange-source");
        }
        if !(0..=1000).contains(&c.max_length) {
            bad(&format!("/definition/columns/{n}/max_length"), "registry.exchange-length");
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(RegistryError::Invalid(wrong)) }
}

/// A reason that is too short.
pub(super) fn short(pointer: &str) -> RegistryError {
    RegistryError::Invalid(vec![field(pointer, "registry.purpose-short", Params::new())])
}

/// What a form changes.
pub(super) fn changes(before: Option<&TargetForm>, after: &TargetForm) -> Changes {
    let text = |f: &TargetForm| serde_json::to_value(&f.definition).unwrap_or_default();
    let (name, from, to) = match before {
        Some(b) => (b.name.as_str(), b.valid_from.to_string(), b.valid_to.to_string()),
        None => ("", String::new(), String::new()),
    };
    Changes::new()
        .field("name", name, after.name.as_str())
        .field("valid_from", from, after.valid_from.to_string())
        .field("valid_to", to, after.valid_to.to_string())
        .field("definition", before.map(text).unwrap_or_default(), text(after))
}

/// Makes a target that a union keeps; it is not used before somebody else has approved it.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`RegistryError::Invalid`].
pub fn create_target(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Update>,
    union_id: Id,
    form: &TargetForm,
    reason: &str,
) -> Result<Id> {
    let u = union::find_unscoped(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let u = u.ok_or(RegistryError::UnionNotFound)?;
    check(form)?;
    let id = tx.new_id();
    let place = u.place();
    exchange_target::insert(tx, id, (u.id, &place), Origin::Proposed, form, scope.actor().name())?;
    put(tx, scope, id, form, reason)?;
    let entry = Entry {
        union_path: Some(&place),
        changes: changes(None, form),
        purpose: Some(reason),
        ..Entry::of("exchange.target-create", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok(id)
}

/// Stores the proposal that a second person decides.
fn put(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Update>,
    target: Id,
    form: &TargetForm,
    reason: &str,
) -> Result<()> {
    if !(4..=200).contains(&reason.chars().count()) {
        return Err(short("/reason"));
    }
    let id = tx.new_id();
    if exchange_proposal::propose(tx, (id, target), form, reason, scope.actor())? {
        Ok(())
    } else {
        Err(ProposalError::Waits.into())
    }
}

/// Proposes a change of a target; runs go by what it is until somebody else approves.
///
/// # Errors
/// [`RegistryError::TargetNotFound`] out of sight and for one that a union above keeps, [`RegistryError::Stale`],
/// [`RegistryError::Invalid`], [`ProposalError::Waits`] while another proposal is open.
pub fn propose_target(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Update>,
    id: Id,
    version: i64,
    form: &TargetForm,
    reason: &str,
) -> Result<()> {
    let t = exchange_target::by_id(tx, id)?.filter(|t| scope.covers(&t.union_path));
    let t = t.ok_or(RegistryError::TargetNotFound)?;
    let form = TargetForm { kind: t.form.kind, ..form.clone() };
    check(&form)?;
    if t.version != version {
        return Err(RegistryError::Stale { version: t.version });
    }
    put(tx, scope, id, &form, reason)?;
    let entry = Entry {
        union_path: Some(&t.union_path),
        changes: changes(Some(&t.form), &form),
        purpose: Some(reason),
        ..Entry::of("exchange.target-propose", id)
    };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}

/// Puts the samples in where there is no target at all, for the union at the top; how many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn put_samples(tx: &mut Tx<'_>, actor: &Actor) -> Result<usize> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    let Some(top) = union::at_top(tx)? else { return Ok(0) };
    if !exchange_target::list(tx, &scope)?.is_empty() {
        return Ok(0);
    }
    let samples = [shipped::members(), shipped::unions()];
    for form in &samples {
        let id = tx.new_id();
        let place = top.place();
        exchange_target::insert(tx, id, (top.id, &place), Origin::Sample, form, actor.name())?;
        let entry = Entry {
            union_path: Some(&place),
            changes: changes(None, form),
            ..Entry::of("exchange.target-create", id)
        };
        audit::record(tx, actor, entry)?;
    }
    Ok(samples.len())
}

/// A target that may be used by who holds the scope.
///
/// # Errors
/// [`RegistryError::TargetNotFound`]; [`RegistryError::Invalid`] if it is not valid today or nobody has approved it.
pub fn usable(tx: &mut Tx<'_>, scope: &Scope<res::Exchange, act::Create>, id: Id) -> Result<Target> {
    let t = exchange_target::find(tx, scope, id)?.ok_or(RegistryError::TargetNotFound)?;
    if t.version == 0 {
        let wrong = field("/target_id", "registry.exchange-not-approved", Params::new());
        return Err(RegistryError::Invalid(vec![wrong]));
    }
    let today = tx.today();
    if t.form.valid_from > today || t.form.valid_to < today {
        return Err(RegistryError::Invalid(vec![field(
            "/target_id",
            "registry.exchange-target-ended",
            Params::new(),
        )]));
    }
    Ok(t)
}
