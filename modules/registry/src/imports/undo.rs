//! Takes an import back, chunk by chunk from the last to the first. What something else has come to depend on is kept.

use guard::{Actor, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::sealed::{DigestKind, Keyring};
use platform::{App, indicators};
use store::Tx;

use super::run::{ENTER, move_batch};
use super::verdict::{Before, Deed, RowResult, unpack};
use crate::error::{RegistryError, Result};
use crate::model::flag::FlagSource;
use crate::model::{EventKind, Membership, Person};
use crate::ops::edit_person::{Edit, edit_person};
use crate::ops::enter_people::seal_context;
use crate::ops::flags_in_step::take_back;
use crate::rules;
use crate::store::batch::{self, Batch, BatchState};
use crate::store::member_flag::{self, Flag};
use crate::store::membership::{self, Event};
use crate::store::{lookup, person, secondment, transfer};

/// Takes back what is left of a batch in the state `undoing`. Safe to call again after a crash: each chunk goes with its
/// changes in one transaction. How many rows were kept because something depends on them.
///
/// # Errors
/// The database's; [`RegistryError::BatchNotFound`].
pub fn undo_batch(app: &App, actor: &Actor, id: Id) -> Result<(Batch, i64)> {
    let scope = actor.permit::<res::Import, act::Update>()?;
    let mut kept = 0;
    loop {
        let (scope, actor, keys) = (scope.clone(), actor.clone(), app.keyring().clone());
        let left = app.store().write_blocking(move |tx| {
            let b = batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)?;
            if b.state != BatchState::Undoing {
                return Ok((Some(b), 0));
            }
            let chunk = b.chunks_done - 1;
            let Some(body) = batch::chunk(tx, id, ENTER, chunk)? else {
                move_batch(tx, &actor, &b, BatchState::Undone, "")?;
                return Ok((batch::find(tx, &scope, id)?, 0));
            };
            let mut kept = 0;
            for row in unpack(&body)?.iter().rev() {
                kept += i64::from(!undo_row(tx, &keys, &actor, id, row)?);
            }
            batch::retreat(tx, id, ENTER, chunk)?;
            Ok::<_, RegistryError>((None, kept))
        })?;
        kept += left.1;
        if let Some(b) = left.0 {
            return Ok((b, kept));
        }
    }
}

/// `false` if the row's change was kept.
fn undo_row(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, batch: Id, row: &RowResult) -> Result<bool> {
    let Some(person_id) = row.person else { return Ok(true) };
    let deed = match &row.deed {
        Some(Deed::Entered { membership }) => return undo_entered(tx, keys, actor, person_id, *membership),
        Some(Deed::Began { membership }) => undo_began(tx, actor, person_id, *membership)?,
        Some(step @ Deed::Stepped { .. }) => undo_step(tx, actor, batch, person_id, step)?,
        Some(Deed::Proposed { proposal }) => transfer::withdraw(tx, person_id, *proposal)?,
        None => true,
    };
    let fields = match &row.before {
        Some(before) => undo_fields(tx, keys, actor, person_id, before)?,
        None => true,
    };
    Ok(deed && fields)
}

fn load(tx: &mut Tx<'_>, id: Id) -> Result<Option<Person>> {
    person::by_id(tx, id).map_err(Into::into)
}

fn note(tx: &mut Tx<'_>, actor: &Actor, action: &'static str, person: Id, m: &Membership) -> Result<()> {
    let changes = Changes::new().note("membership", m.id.to_string());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of(action, person) };
    audit::record(tx, actor, entry).map_err(Into::into)
}

/// Facts of a beginning, taken back on the day they were counted for.
fn uncount_beginning(tx: &mut Tx<'_>, m: &Membership, event: EventKind) {
    for (indicator, delta) in rules::facts(None, event) {
        indicators::record(tx, indicator, m.union_id, m.valid_from, -delta, m.person_id);
    }
    if m.status == crate::model::Status::Retained {
        indicators::record(tx, &rules::MEMBER_RETAINED, m.union_id, m.valid_from, -1, m.person_id);
    }
}

/// Whether a proposal or a secondment stands on the membership.
fn stands_on_it(tx: &mut Tx<'_>, id: Id) -> Result<bool> {
    Ok(transfer::open_of(tx, id)?.is_some() || !secondment::of_person(tx, id)?.is_empty())
}

/// A person who came with the import goes with it, if nothing happened since.
fn undo_entered(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, id: Id, membership_id: Id) -> Result<bool> {
    let (memberships, events) = (membership::of_person(tx, id)?, membership::events(tx, id)?);
    let ([m], [event]) = (memberships.as_slice(), events.as_slice()) else { return Ok(false) };
    if m.id != membership_id || stands_on_it(tx, id)? {
        return Ok(false);
    }
    let Some(p) = load(tx, id)? else { return Ok(true) };
    // A flag that somebody has entered or changed since keeps the person.
    let own = |f: &Flag| f.source == FlagSource::Import.code() && f.version == 1;
    if !member_flag::of_person(tx, id)?.iter().all(own) {
        return Ok(false);
    }
    let documents = person::documents(tx, id)?;
    if !person::delete(tx, id, 1)? {
        return Ok(false);
    }
    for d in documents {
        let number = keys.open(&d.number, &seal_context("number", id))?;
        let kind = kernel::DocumentKind::from_code(&d.kind);
        let document = kind.and_then(|k| kernel::PersonDocument::parse(k, &number, tx.today()).ok());
        let digests = document.map(|d| keys.digests(DigestKind::Document, &d.key())).unwrap_or_default();
        lookup::delete_document(tx, &d.digest, id)?;
        digests.iter().try_for_each(|digest| lookup::delete_document(tx, digest, id))?;
    }
    if let Some(sealed) = &p.phone {
        let phone = keys.open(sealed, &seal_context("phone", id))?;
        lookup::delete_phone(tx, &keys.digests(DigestKind::Phone, &phone), id)?;
    }
    member_flag::forget(tx, id)?;
    uncount_beginning(tx, m, event.kind);
    membership::delete(tx, id, m.id)?;
    note(tx, actor, "member.undo-create", id, m)?;
    Ok(true)
}

fn undo_began(tx: &mut Tx<'_>, actor: &Actor, id: Id, membership_id: Id) -> Result<bool> {
    let events = membership::events(tx, id)?;
    let mut mine = events.iter().filter(|e| e.membership_id == membership_id);
    let (Some(event), None) = (mine.next(), mine.next()) else { return Ok(false) };
    let Some(m) = membership::open_of(tx, id)?.filter(|m| m.id == membership_id) else { return Ok(false) };
    if stands_on_it(tx, id)? {
        return Ok(false);
    }
    uncount_beginning(tx, &m, event.kind);
    membership::delete(tx, id, m.id)?;
    note(tx, actor, "member.undo-rejoin", id, &m)?;
    Ok(true)
}

fn undo_step(tx: &mut Tx<'_>, actor: &Actor, batch: Id, id: Id, deed: &Deed) -> Result<bool> {
    let Deed::Stepped { membership: membership_id, from, event, day } = deed else { return Ok(true) };
    let Some(to) = rules::step(Some(*from), *event) else { return Ok(false) };
    let memberships = membership::of_person(tx, id)?;
    let Some(m) = memberships.iter().find(|m| m.id == *membership_id) else { return Ok(false) };
    // A later step, or a membership elsewhere, stands on this one.
    let open_elsewhere = memberships.iter().any(|o| o.id != m.id && o.status.is_open());
    if m.status != to || open_elsewhere {
        return Ok(false);
    }
    membership::reopen(tx, id, m.id, *from)?;
    for (indicator, delta) in rules::facts(Some(*from), *event) {
        indicators::record(tx, indicator, m.union_id, *day, -delta, id);
    }
    let undone = Event {
        id: tx.new_id(),
        membership_id: m.id,
        kind: EventKind::Undone,
        day: tx.today(),
        union_id: m.union_id,
        other_union_id: None,
        reason: event.title().to_owned(),
        batch_id: Some(batch),
    };
    membership::insert_events(tx, &[(id, undone)])?;
    note(tx, actor, "member.undo-status", id, m)?;
    Ok(true)
}

fn undo_fields(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, id: Id, before: &Before) -> Result<bool> {
    let Some(p) = load(tx, id)?.filter(|p| p.version == before.version) else { return Ok(false) };
    let Some(m) = membership::of_person(tx, id)?.pop() else { return Ok(false) };
    // A phone that the import set stays: the number before it is kept in the audit only, under the person's key.
    if !take_back(tx, id, &before.flags)? {
        return Ok(false);
    }
    // The rows of flags are right already.
    let profile = before.profile.clone();
    let edit = Edit { profile, birth: p.birth, phone: None, source: None, told: Vec::new() };
    if edit.profile != p.profile {
        edit_person(tx, keys, actor, &p, &m.union_path, &edit)?;
    }
    Ok(!before.phone_set)
}
