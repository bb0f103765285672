//! A member asks for a correction of the own data or for its erasure, and may take that back (docs/rules §25).

use std::collections::BTreeMap;

use guard::{Scope, act, res};
use kernel::{Day, DocumentKind, Id, Params, PersonDocument, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::calendar::Calendar;
use platform::codesets::Codesets;
use platform::files::{self, Subject};
use platform::parameters::{Parameters, keys as parameter};
use platform::sealed::Keyring;
use platform::{numbers, outbox};
use serde_json::json;
use store::{DbError, Tx};

use super::data_request_notices as told;
use super::enter_people::seal_context;
use crate::error::{RegistryError, Result, field_of};
use crate::forms::{self, Check};
use crate::model::data_request::{
    CORRECTABLE, DOCUMENT_FIELD, FieldChange, NEEDS_EVIDENCE, RequestKind, RequestState, field_label,
    request_seal,
};
use crate::model::{PROFILE_SETS, Profile};
use crate::own_data_error::OwnDataError;
use crate::store::data_request::{self, DataRequest, Ending};
use crate::store::member::{self, Detail};
use crate::store::person;

/// Most attachments of one request.
pub const MOST_EVIDENCE: usize = 5;

/// A correction as it is asked for.
#[derive(Clone, Debug, Default)]
pub struct Correction {
    /// Wanted values by field; codes where the field has a dictionary.
    pub fields: BTreeMap<String, String>,
    /// Kind of the document whose number is wanted; the present one if empty.
    pub document_kind: String,
    /// Attachments of the member that show it.
    pub evidence: Vec<Id>,
    /// Why.
    pub reason: String,
}

/// The last day for the answer: working days after the day of the request. Where the calendar of a year is not there yet
/// as many days of the week are counted instead: the answer is due earlier, and never late.
pub fn due_on(calendar: &Calendar, parameters: &Parameters, day: Day) -> Day {
    let days = parameters.integer(parameter::ANSWER_WORKING_DAYS, day);
    let counted = u32::try_from(days).ok().and_then(|n| calendar.add_working_days(day, n).ok());
    counted.unwrap_or_else(|| day.plus_days(days))
}

/// Asks for a correction.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::Invalid`] with every wrong field, [`OwnDataError::RequestOpen`],
/// [`RegistryError::File`] if there is no such evidence.
pub fn ask_correction(
    tx: &mut Tx<'_>,
    (keys, words): (&Keyring, &Codesets),
    scope: &Scope<res::DataRequest, act::Create>,
    due: Day,
    wish: &Correction,
) -> Result<Id> {
    let d = own(tx, scope)?;
    let mut check = Check::default();
    let q = correction(tx, (keys, words), (&d, due), wish, &mut check)?;
    check.done()?;
    for evidence in &wish.evidence {
        files::find(tx, scope, Subject { id: d.id, path: &d.union_path }, *evidence)?;
    }
    store_request(tx, scope, &d, &q)
}

/// A correction as a request that is not stored yet; `check` hears of every wrong field.
pub(super) fn correction(
    tx: &mut Tx<'_>,
    (keys, words): (&Keyring, &Codesets),
    (d, due): (&Detail, Day),
    wish: &Correction,
    check: &mut Check,
) -> Result<DataRequest> {
    let id = tx.new_id();
    let mut reason = wish.reason.clone();
    check.text("/reason", &mut reason, 200);
    let mut fields = plain_fields(check, words, d, wish);
    let mut q = blank(tx, d, id, RequestKind::Correction, due);
    if let Some(number) = wish.fields.get(DOCUMENT_FIELD).filter(|n| !n.trim().is_empty()) {
        let current =
            person::documents(tx, d.id)?.into_iter().next().ok_or(RegistryError::DocumentNotFound)?;
        let kind = if wish.document_kind.is_empty() { &current.kind } else { &wish.document_kind };
        let known = keys.open(&current.number, &seal_context("number", d.id))?;
        match read_document(kind, number, tx.today()) {
            Ok(new) if new.number() == known => {}
            Ok(new) => {
                let (old, wanted) = (kernel::text::mask(&known, 3, 4), new.masked());
                fields.insert(1.min(fields.len()), FieldChange { field: DOCUMENT_FIELD.into(), old, wanted });
                q.document_id = Some(current.id);
                q.document_kind = new.kind().code().to_owned();
                q.wanted_number = Some(keys.seal(new.number(), &request_seal(id)));
            }
            Err(e) => check.refuse_field(e),
        }
    } else if fields.iter().any(|f| f.field == "birth_day") && document_tells_birth(tx, keys, d)? {
        check.refuse("/fields/birth_day", "registry.birth-by-document", Params::new());
    }
    if fields.is_empty() {
        check.refuse("/fields", "registry.correction-empty", Params::new());
    }
    if fields.iter().any(|f| NEEDS_EVIDENCE.contains(&f.field.as_str())) && wish.evidence.is_empty() {
        check.refuse("/evidence", "registry.correction-evidence", Params::new());
    }
    if wish.evidence.len() > MOST_EVIDENCE {
        check.refuse("/evidence", "registry.correction-files", [("most", MOST_EVIDENCE.to_string())].into());
    }
    q.fields = fields;
    q.evidence.clone_from(&wish.evidence);
    q.reason = reason;
    Ok(q)
}

/// Asks for erasure. The caller has checked the one-time code.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`OwnDataError::RequestOpen`].
pub fn ask_erasure(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, act::Create>,
    due: Day,
    reason: &str,
) -> Result<Id> {
    let d = own(tx, scope)?;
    let (mut check, mut reason, id) = (Check::default(), reason.to_owned(), tx.new_id());
    check.text("/reason", &mut reason, 200);
    check.done()?;
    let q = DataRequest { reason, ..blank(tx, &d, id, RequestKind::Erasure, due) };
    store_request(tx, scope, &d, &q)
}

/// Takes an open request back.
///
/// # Errors
/// [`OwnDataError::RequestNotFound`], [`OwnDataError::RequestAnswered`].
pub fn withdraw_request(tx: &mut Tx<'_>, scope: &Scope<res::DataRequest, act::Update>, id: Id) -> Result<()> {
    let person = scope.actor().id();
    let q = data_request::find(tx, scope, person, id)?
        .ok_or(RegistryError::Own(OwnDataError::RequestNotFound))?;
    let end = Ending { state: RequestState::Withdrawn, by: Id(0), by_name: "", answer: "" };
    if !data_request::end(tx, &q, &end)? {
        return Err(RegistryError::Own(OwnDataError::RequestAnswered));
    }
    let changes = Changes::new().note("request", id.to_string()).note("kind", q.kind.code());
    let entry =
        Entry { union_path: Some(&q.union_path), changes, ..Entry::of("data-request.withdraw", person) };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}

pub(super) fn own(tx: &mut Tx<'_>, scope: &Scope<res::DataRequest, act::Create>) -> Result<Detail> {
    let id = scope.actor().id();
    let members = scope.actor().permit::<res::Member, act::Read>()?;
    let found = member::find(tx, &members, id)?.filter(|_| scope.is_own(id));
    found.ok_or(RegistryError::MemberNotFound)
}

pub(super) fn blank(tx: &Tx<'_>, d: &Detail, id: Id, kind: RequestKind, due_on: Day) -> DataRequest {
    DataRequest {
        person_id: d.id,
        id,
        union_id: d.union_id,
        union_path: d.union_path.clone(),
        kind,
        topic: String::new(),
        relation: String::new(),
        state: RequestState::Open,
        fields: Vec::new(),
        document_id: None,
        document_kind: String::new(),
        wanted_number: None,
        evidence: Vec::new(),
        reason: String::new(),
        asked_at: tx.now(),
        due_on,
        reminded_at: Timestamp(0),
        answered_at: Timestamp(0),
        answered_name: String::new(),
        answer: String::new(),
        version: 1,
        year: tx.today().number() / 10_000,
        ordinal: 0,
    }
}

pub(super) fn store_request(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, act::Create>,
    d: &Detail,
    q: &DataRequest,
) -> Result<Id> {
    if !person::hold(tx, d.id)? {
        return Err(RegistryError::MemberNotFound);
    }
    let ordinal = numbers::next(tx, q.union_id, "data-request", q.year, 0)?;
    let q = &DataRequest { ordinal, ..q.clone() };
    data_request::insert(tx, q).map_err(|e| match e {
        DbError::Conflict(_) => RegistryError::Own(OwnDataError::RequestOpen),
        other => other.into(),
    })?;
    let names: Vec<&str> = q.fields.iter().map(|f| field_label(&f.field)).collect();
    let changes = Changes::new()
        .note("request", q.id.to_string())
        .note("kind", q.kind.code())
        .note("fields", names.join("、"));
    let changes = if q.relation.is_empty() { changes } else { changes.note("relation", &*q.relation) };
    let entry = Entry { union_path: Some(&d.union_path), changes, ..Entry::of("data-request.ask", d.id) };
    audit::record(tx, scope.actor(), entry)?;
    outbox::emit(tx, "data-request.asked", d.id, &json!({ "request": q.id, "kind": q.kind }))?;
    told::asked(tx, q)?;
    Ok(q.id)
}

/// A document number as it was written, or which field is wrong.
pub fn read_document(
    kind: &str,
    number: &str,
    today: Day,
) -> std::result::Result<PersonDocument, kernel::FieldError> {
    let pointer = "/fields/document_number";
    let Some(kind) = DocumentKind::from_code(kind) else {
        let params = [("content", kind.to_owned())].into();
        return Err(crate::error::field("/document_kind", "registry.code-unknown", params));
    };
    PersonDocument::parse(kind, number, today).map_err(|e| field_of(pointer, &e))
}

/// Whether one of the documents tells the birth day.
fn document_tells_birth(tx: &mut Tx<'_>, keys: &Keyring, d: &Detail) -> Result<bool> {
    for doc in person::documents(tx, d.id)? {
        let number = keys.open(&doc.number, &seal_context("number", d.id))?;
        if read_document(&doc.kind, &number, tx.today()).is_ok_and(|p| p.birth_day().is_some()) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The present value of a field in the register, as a correction writes it.
pub fn present(d: &Detail, field: &str) -> String {
    let kept = d.profile.fields().into_iter().find(|(name, _)| *name == field);
    match (kept, field) {
        (Some((_, value)), _) => value.to_owned(),
        (None, "birth_day") => d.birth_day.map(|b| b.to_string()).unwrap_or_default(),
        (None, "employer_name") => d.employer_name.clone(),
        _ => String::new(),
    }
}

/// The profile with the wanted values in it.
pub fn wanted_profile(before: &Profile, wanted: impl Fn(&str) -> Option<String>) -> Profile {
    let or = |name: &str, old: &String| wanted(name).unwrap_or_else(|| old.clone());
    Profile {
        name: or("name", &before.name),
        sex: or("sex", &before.sex),
        nation: or("nation", &before.nation),
        work_state: or("work_state", &before.work_state),
        education: or("education", &before.education),
        skill: or("skill", &before.skill),
        household_kind: or("household_kind", &before.household_kind),
        household_place: or("household_place", &before.household_place),
        politics: or("politics", &before.politics),
        native_place: or("native_place", &before.native_place),
        migrant_worker: or("migrant_worker", &before.migrant_worker),
    }
}

/// The wanted values of all fields but the document, put into their plain form; those that are as they were are left out.
fn plain_fields(check: &mut Check, words: &Codesets, d: &Detail, wish: &Correction) -> Vec<FieldChange> {
    for name in wish.fields.keys().filter(|n| !CORRECTABLE.iter().any(|(f, _)| f == n)) {
        check.refuse("/fields", "registry.correction-field", [("field", name.clone())].into());
    }
    let wanted = |name: &str| wish.fields.get(name).map(|v| v.trim().to_owned());
    let mut profile = wanted_profile(&d.profile, wanted);
    let mut inner = Check::default();
    forms::profile(&mut inner, words, &d.profile, &mut profile);
    let mut changes = Vec::new();
    let kept = profile.fields();
    for (name, _) in CORRECTABLE {
        let Some(given) = wanted(name).filter(|_| name != DOCUMENT_FIELD) else { continue };
        let plain = kept.iter().find(|(n, _)| *n == name).map_or(given, |(_, v)| (*v).to_owned());
        let old = present(d, name);
        if plain == old {
            continue;
        }
        let pointer = format!("/fields/{name}");
        match name {
            "birth_day" if !plain.parse::<Day>().is_ok_and(|day| day < Day::OPEN) => {
                check.refuse(&pointer, "registry.birth-unreadable", Params::new());
            }
            "employer_name" if plain.chars().count() > 80 => {
                check.refuse(&pointer, "registry.text-long", [("limit", "80".to_owned())].into());
            }
            _ if plain.is_empty() && (name == "name" || PROFILE_SETS.iter().any(|(f, _)| *f == name)) => {
                check.refuse(&pointer, "registry.correction-blank", Params::new());
            }
            _ => changes.push(FieldChange { field: name.to_owned(), old, wanted: plain }),
        }
    }
    check.take("/fields", inner);
    changes
}
