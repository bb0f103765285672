//! The union answers what a member, or a near relative of a deceased one, asked about the member's data: applies a correction, erases, or refuses with a reason.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::outbox;
use platform::sealed::Keyring;
use serde_json::json;
use store::Tx;

use super::ask_about_data::{read_document, wanted_profile};
use super::data_request_notices as told;
use super::declare_flag::grant_flag;
use super::edit_person::{Edit, edit_person};
use super::erase_person::{Erasure, erase_person};
use super::member_documents::{add_document, remove_document};
use super::relatives::deceased;
use super::set_employer::set_employer;
use crate::error::{RegistryError, Result};
use crate::forms::{self, Check};
use crate::model::data_request::{RequestKind, RequestState, request_seal};
use crate::model::flag::FlagSource;
use crate::model::{Birth, BirthPrecision};
use crate::own_data_error::OwnDataError;
use crate::store::data_request::{self, DataRequest, Ending};
use crate::store::{member, person, relative};

/// With what an answer works.
#[derive(Clone, Copy, Debug)]
pub struct Means<'a> {
    /// Keys.
    pub keys: &'a Keyring,
    /// Dictionaries.
    pub words: &'a Codesets,
}

/// An open request that may be answered by who asks, as it was seen.
///
/// # Errors
/// [`OwnDataError::RequestNotFound`] outside the scope, [`OwnDataError::OwnRequest`] if it is the own record's,
/// [`OwnDataError::RequestAnswered`], [`RegistryError::Stale`].
fn to_answer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, act::Update>,
    (person, id): (Id, Id),
    version: i64,
) -> Result<DataRequest> {
    let q = data_request::find(tx, scope, person, id)?
        .ok_or(RegistryError::Own(OwnDataError::RequestNotFound))?;
    if is_own(tx, scope.actor(), &q)? {
        return Err(RegistryError::Own(OwnDataError::OwnRequest));
    }
    if q.state != RequestState::Open {
        return Err(RegistryError::Own(OwnDataError::RequestAnswered));
    }
    if q.version != version {
        return Err(RegistryError::Stale { version: q.version });
    }
    Ok(q)
}

/// Whether a request is of the own record, or the own as a near relative. An account does not say whose record in the
/// register is its holder's; the same name is taken for the same human.
///
/// # Errors
/// The database's.
pub fn is_own(tx: &mut Tx<'_>, actor: &Actor, q: &DataRequest) -> Result<bool> {
    let own = kernel::text::name_key(actor.name());
    let member = person::by_id(tx, q.person_id)?.map(|p| p.profile.name).unwrap_or_default();
    let relative = relative::of_request(tx, q.person_id, q.id)?.map(|r| r.name).unwrap_or_default();
    Ok([member, relative].iter().any(|name| kernel::text::name_key(name) == own))
}

/// Does what was asked: the correction goes through the ordinary edits, the erasure through the one way of erasing.
///
/// # Errors
/// As [`refuse_request`]; what the edits refuse; [`OwnDataError::ErasureHeld`]; of a near relative's request also
/// [`OwnDataError::NotDeceased`] and [`OwnDataError::RelativesBarred`].
pub fn accept_request(
    tx: &mut Tx<'_>,
    means: Means<'_>,
    scope: &Scope<res::DataRequest, act::Update>,
    of: (Id, Id),
    (version, answer): (i64, &str),
) -> Result<()> {
    let q = to_answer(tx, scope, of, version)?;
    if !q.relation.is_empty() {
        let members = scope.actor().permit::<res::Member, act::Read>()?;
        deceased(tx, &members, q.person_id)?;
    }
    // First of all: of two cadres one waits here and finds it answered.
    finish(tx, scope, &q, RequestState::Accepted, answer)?;
    match q.kind {
        RequestKind::Correction => {
            apply(tx, means, scope, &q)?;
            told::answered(tx, &q, RequestState::Accepted, answer).map_err(Into::into)
        }
        RequestKind::Flag => {
            let members = scope.actor().permit::<res::Member, act::Update>()?;
            grant_flag(tx, (means.keys, means.words), &members, &q)?;
            told::answered(tx, &q, RequestState::Accepted, answer).map_err(Into::into)
        }
        // The copy is made when it is fetched, and recorded each time.
        RequestKind::Copy => Ok(()),
        RequestKind::Erasure => {
            let erasure = Erasure { keys: means.keys, actor: scope.actor(), why: "data-request" };
            erase_person(tx, erasure, q.person_id)
        }
    }
}

/// Refuses a request with a reason that the member reads.
///
/// # Errors
/// [`OwnDataError::RequestNotFound`], [`OwnDataError::OwnRequest`], [`OwnDataError::RequestAnswered`],
/// [`RegistryError::Stale`].
pub fn refuse_request(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, act::Update>,
    of: (Id, Id),
    (version, answer): (i64, &str),
) -> Result<()> {
    let q = to_answer(tx, scope, of, version)?;
    finish(tx, scope, &q, RequestState::Refused, answer)?;
    told::answered(tx, &q, RequestState::Refused, answer).map_err(Into::into)
}

fn finish(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, act::Update>,
    q: &DataRequest,
    state: RequestState,
    answer: &str,
) -> Result<()> {
    let actor = scope.actor();
    if !data_request::end(tx, q, &Ending { state, by: actor.id(), by_name: actor.name(), answer })? {
        return Err(RegistryError::Own(OwnDataError::RequestAnswered));
    }
    let changes = Changes::new()
        .note("request", q.id.to_string())
        .note("kind", q.kind.code())
        .note("state", state.code());
    let purpose = Some(answer).filter(|a| !a.is_empty());
    let entry = Entry {
        union_path: Some(&q.union_path),
        changes,
        purpose,
        ..Entry::of("data-request.answer", q.person_id)
    };
    audit::record(tx, actor, entry)?;
    let told = json!({ "request": q.id, "kind": q.kind, "state": state });
    outbox::emit(tx, "data-request.answered", q.person_id, &told).map_err(Into::into)
}

/// Puts the wanted values into the register: fields, document and employer.
fn apply(
    tx: &mut Tx<'_>,
    means: Means<'_>,
    scope: &Scope<res::DataRequest, act::Update>,
    q: &DataRequest,
) -> Result<()> {
    let members = scope.actor().permit::<res::Member, act::Update>()?;
    let d = member::find(tx, &members, q.person_id)?.ok_or(RegistryError::MemberNotFound)?;
    let before = person::by_id(tx, d.id)?.ok_or(RegistryError::MemberNotFound)?;
    let wanted = |name: &str| q.fields.iter().find(|f| f.field == name).map(|f| f.wanted.clone());
    let number = q.wanted_number.as_ref().map(|n| means.keys.open(n, &request_seal(q.id))).transpose()?;
    let document = number.map(|n| read_document(&q.document_kind, &n, tx.today())).transpose();
    let document = document.map_err(|e| RegistryError::Invalid(vec![e]))?;

    let (mut check, mut profile) = (Check::default(), wanted_profile(&before.profile, wanted));
    forms::profile(&mut check, means.words, &before.profile, &mut profile);
    check.done()?;
    // A number tells the birth day, and its answer goes before that of the form.
    let told = document.as_ref().and_then(kernel::PersonDocument::birth_day);
    let day = told.or_else(|| wanted("birth_day").and_then(|d| d.parse::<Day>().ok()));
    let birth = day.map_or(before.birth, |day| Birth { day: Some(day), precision: BirthPrecision::Day });
    let edit = Edit { profile, birth, phone: None, source: Some(FlagSource::Member), told: Vec::new() };
    if edit.profile != before.profile || edit.birth != before.birth {
        edit_person(tx, means.keys, scope.actor(), &before, &d.union_path, &edit)?;
    }
    if let (Some(new), Some(old)) = (document, q.document_id) {
        let added = add_document(tx, means.keys, &members, d.id, &new)?;
        if added != old {
            remove_document(tx, means.keys, &members, d.id, old)?;
        }
    }
    if let Some(employer) = wanted("employer_name") {
        set_employer(tx, scope.actor(), &d, None, &employer)?;
    }
    Ok(())
}
