//! The one way in which a person is erased: asked for by the member, or when the time of keeping is over (docs/rules §25).
//!
//! What goes: name and all fields, phone and documents with their look-ups, attachments, messages, what applications,
//! requests and imports say of the person, who told the cases that the person told and who signed up, certificates, the person's key of the audit.
//! Nobody can sign in any more.
//! What stays is under the law and out of every scope: that somebody was a member of a union from a day to a day, how that
//! began and ended, consents with the version of their text, kind and days of the requests, and the chain of the audit.

use guard::Actor;
use kernel::{Id, OrgPath};
use platform::accounts::dissolve_bonds;
use platform::audit::{self, Changes, Entry};
use platform::sealed::{DigestKind, Keyring};
use platform::{cases, contacts, files, notices, outbox};
use serde_json::json;
use store::Tx;

use super::ask_about_data::read_document;
use super::enter_people::seal_context;
use super::membership_step::{Step, step_membership};
use crate::error::{RegistryError, Result};
use crate::imports::verdict::{pack, unpack};
use crate::model::data_request::RequestState;
use crate::model::{EventKind, JoinState};
use crate::own_data_error::OwnDataError;
use crate::store::{
    certificate, data_request, erase, join, lookup, member_flag, membership, person, relative, secondment,
    transfer,
};

/// Code of `membership_change_reason`: the member asked to leave.
const OWN_WISH: &str = "5";

/// Who erases, and why: `data-request` or `retention`.
#[derive(Clone, Copy, Debug)]
pub struct Erasure<'a> {
    /// Keys.
    pub keys: &'a Keyring,
    /// Who.
    pub actor: &'a Actor,
    /// Why.
    pub why: &'static str,
}

/// Why a person cannot be erased now, Chinese; `None` if nothing stands against it.
///
/// # Errors
/// The database's.
pub fn held_by(tx: &mut Tx<'_>, id: Id) -> Result<Option<&'static str>> {
    if transfer::open_of(tx, id)?.is_some() {
        return Ok(Some("有会籍转接等待答复"));
    }
    if data_request::of_person(tx, id)?.iter().any(|q| q.state == RequestState::Open) {
        return Ok(Some("有个人信息申请等待答复"));
    }
    if join::of_person(tx, id)?.iter().any(|a| a.state == JoinState::Applied) {
        return Ok(Some("有入会申请等待办理"));
    }
    Ok(None)
}

/// Erases a person; an open membership ends today at the member's wish. Doing it twice is harmless.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`OwnDataError::ErasureHeld`].
pub fn erase_person(tx: &mut Tx<'_>, by: Erasure<'_>, id: Id) -> Result<()> {
    if !person::hold(tx, id)? {
        return Err(RegistryError::MemberNotFound);
    }
    if let Some(why) = held_by(tx, id)? {
        return Err(RegistryError::Own(OwnDataError::ErasureHeld { why }));
    }
    let all = membership::of_person(tx, id)?;
    let place =
        all.iter().max_by_key(|m| (m.valid_to, m.id)).map_or_else(OrgPath::top, |m| m.union_path.clone());
    if let Some(open) = all.iter().find(|m| m.status.is_open()) {
        let (day, reason) = (tx.today(), OWN_WISH.to_owned());
        let step = Step { event: EventKind::Left, day, reason, other_union_id: None, batch_id: None };
        step_membership(tx, by.actor, open, &step)?;
    }
    for batch in erase::batches(tx, id)? {
        scrub_import(tx, batch, id)?;
    }
    let records = forget_record(tx, by.keys, id, 0)?;
    let changes = Changes::new().note("why", by.why).note("records", records);
    let entry = Entry { union_path: Some(&place), changes, ..Entry::of("member.erase", id) };
    audit::record(tx, by.actor, entry)?;
    outbox::emit(tx, "member.erased", id, &json!({ "why": by.why })).map_err(Into::into)
}

/// Records merged one into the next at most.
const CHAIN: usize = 16;

/// Takes everything out of a record and of those that were merged into it; how many.
fn forget_record(tx: &mut Tx<'_>, keys: &Keyring, id: Id, depth: usize) -> Result<i64> {
    let mut records = 1;
    for other in erase::merged_records(tx, id)? {
        if depth < CHAIN {
            records += forget_record(tx, keys, other, depth + 1)?;
        }
    }
    forget_look_ups(tx, keys, id)?;
    files::forget(tx, id)?;
    notices::forget(tx, id)?;
    platform::wechat::forget(tx, id)?;
    cases::forget_reporter(tx, keys, id)?;
    cases::forget_claims(tx, keys, id)?;
    contacts::forget(tx, keys, id)?;
    data_request::scrub(tx, id)?;
    relative::scrub(tx, id)?;
    member_flag::forget(tx, id)?;
    secondment::scrub(tx, id)?;
    certificate::forget(tx, id)?;
    for a in join::of_person(tx, id)? {
        join::erase(tx, a.id)?;
    }
    erase::person(tx, id)?;
    Ok(records)
}

/// Neither document nor phone finds the person any more, and open sessions end.
fn forget_look_ups(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Result<()> {
    let phone = person::by_id(tx, id)?.and_then(|p| p.phone);
    if let Some(sealed) = phone {
        let phone = keys.open(&sealed, &seal_context("phone", id))?;
        lookup::delete_phone(tx, &keys.digests(DigestKind::Phone, &phone), id)?;
        dissolve_bonds(tx, keys, &phone, id)?;
    }
    for d in person::documents(tx, id)? {
        lookup::delete_document(tx, &d.digest, id)?;
        let number = keys.open(&d.number, &seal_context("number", id))?;
        if let Ok(document) = read_document(&d.kind, &number, tx.today()) {
            for digest in keys.digests(DigestKind::Document, &document.key()) {
                lookup::delete_document(tx, &digest, id)?;
            }
        }
    }
    Ok(())
}

/// The verdicts of an import forget the name and what was there before; the row's verdict stays.
fn scrub_import(tx: &mut Tx<'_>, batch: Id, id: Id) -> Result<()> {
    for (phase, chunk, body) in erase::chunks(tx, batch)? {
        let mut rows = unpack(&body)?;
        let mut found = false;
        for row in rows.iter_mut().filter(|r| r.person == Some(id)) {
            found = true;
            row.name.clear();
            row.issues.clear();
            row.before = None;
        }
        if found {
            erase::set_chunk(tx, batch, phase, chunk, &pack(&rows)?)?;
        }
    }
    Ok(())
}
