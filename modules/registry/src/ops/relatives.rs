//! A near relative asks for the data of a deceased member (PIPL art. 49, docs/rules §25): a cadre of the member's last union
//! records it, and it is answered as the member's own requests are. What the member arranged while alive goes before.

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, DocumentKind, Id, Params, PersonDocument};
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::files::{self, Subject};
use platform::sealed::Keyring;
use store::Tx;

use super::ask_about_data::{Correction, MOST_EVIDENCE, blank, correction, own, store_request};
use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::Status;
use crate::model::data_request::{RELATIONS, RequestKind, relative_seal};
use crate::own_data_error::OwnDataError;
use crate::store::data_request::DataRequest;
use crate::store::member::{self, Detail};
use crate::store::relative::{self, Choice, Relative};

/// What a near relative asks.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What: a copy, a correction or erasure.
    pub kind: RequestKind,
    /// Code of `relative_relation`.
    pub relation: String,
    /// Name of the relative.
    pub name: String,
    /// Mobile of the relative.
    pub phone: String,
    /// Code of `document_kind` …
    pub document_kind: String,
    /// … and number of the relative's document.
    pub document_number: String,
    /// Attachments of the member that show the relation.
    pub relation_evidence: Vec<Id>,
    /// Attachments of the member that show the death.
    pub death_evidence: Vec<Id>,
    /// The wanted values of a correction; the reason of all kinds.
    pub correction: Correction,
}

/// The member if near relatives may ask: dead, and nothing else arranged.
///
/// # Errors
/// [`RegistryError::MemberNotFound`] outside the scope, [`OwnDataError::NotDeceased`], [`OwnDataError::RelativesBarred`].
pub fn deceased<A: Action>(tx: &mut Tx<'_>, members: &Scope<res::Member, A>, id: Id) -> Result<Detail> {
    let d = member::find(tx, members, id)?.ok_or(RegistryError::MemberNotFound)?;
    if d.status != Status::Died {
        return Err(RegistryError::Own(OwnDataError::NotDeceased));
    }
    if !relative::choice_of(tx, d.id)?.allowed {
        return Err(RegistryError::Own(OwnDataError::RelativesBarred));
    }
    Ok(d)
}

/// Records what a near relative asks.
///
/// # Errors
/// As [`deceased`]; [`RegistryError::Invalid`] with every wrong field, [`OwnDataError::RequestOpen`],
/// [`RegistryError::File`] if there is no such evidence.
pub fn ask_for_relative(
    tx: &mut Tx<'_>,
    (keys, words): (&Keyring, &Codesets),
    scope: &Scope<res::DataRequest, act::Create>,
    (id, due): (Id, Day),
    asked: &Asked,
) -> Result<Id> {
    let members = scope.actor().permit::<res::Member, act::Read>()?;
    let d = deceased(tx, &members, id)?;
    if !scope.covers(&d.union_path) {
        return Err(RegistryError::MemberNotFound);
    }
    let mut check = Check::default();
    let mut q = wanted(tx, (keys, words), (&d, due), asked, &mut check)?;
    q.relation.clone_from(&asked.relation);
    let read = relative_of(tx.today(), keys, words, (asked, q.id), &mut check);
    check.done()?;
    let Some(mut r) = read else { return Err(RegistryError::Invalid(Vec::new())) };
    for evidence in asked.relation_evidence.iter().chain(&asked.death_evidence).chain(&q.evidence) {
        files::find(tx, scope, Subject { id: d.id, path: &d.union_path }, *evidence)?;
    }
    (r.recorded_by, r.recorded_by_name) = (scope.actor().id(), scope.actor().name().to_owned());
    let id = store_request(tx, scope, &d, &q)?;
    relative::insert(tx, d.id, id, &r)?;
    Ok(id)
}

/// The request itself, as the member would have made it.
fn wanted(
    tx: &mut Tx<'_>,
    (keys, words): (&Keyring, &Codesets),
    (d, due): (&Detail, Day),
    asked: &Asked,
    check: &mut Check,
) -> Result<DataRequest> {
    if asked.kind == RequestKind::Correction {
        // The last employer belongs to a membership that has ended.
        if asked.correction.fields.contains_key("employer_name") {
            let params = [("field", "employer_name".to_owned())].into();
            check.refuse("/fields", "registry.correction-field", params);
        }
        return correction(tx, (keys, words), (d, due), &asked.correction, check);
    }
    if asked.kind == RequestKind::Flag {
        check.refuse("/kind", "registry.relative-kind", Params::new());
    }
    let mut reason = asked.correction.reason.clone();
    check.text("/reason", &mut reason, 200);
    let id = tx.new_id();
    Ok(DataRequest { reason, ..blank(tx, d, id, asked.kind, due) })
}

/// Who asks; none if a field is wrong, which `check` has heard.
fn relative_of(
    today: Day,
    keys: &Keyring,
    words: &Codesets,
    (asked, request): (&Asked, Id),
    check: &mut Check,
) -> Option<Relative> {
    let unknown = |code: &str| -> Params { [("content", code.to_owned())].into() };
    if !words.item(RELATIONS, &asked.relation).is_some_and(|i| i.is_valid(today)) {
        check.refuse("/relation", "registry.code-unknown", unknown(&asked.relation));
    }
    let name = check.read("/name", kernel::text::person_name(&asked.name));
    let phone = check.read("/phone", kernel::Phone::parse(&asked.phone));
    let kind = DocumentKind::from_code(&asked.document_kind);
    if kind.is_none() {
        check.refuse("/relative_document_kind", "registry.code-unknown", unknown(&asked.document_kind));
    }
    let read = kind.map(|kind| PersonDocument::parse(kind, &asked.document_number, today));
    let document = read.and_then(|read| check.read("/relative_document_number", read));
    for (pointer, all) in
        [("/relation_evidence", &asked.relation_evidence), ("/death_evidence", &asked.death_evidence)]
    {
        if all.is_empty() {
            check.refuse(pointer, "registry.relative-evidence", Params::new());
        }
        if all.len() > MOST_EVIDENCE {
            check.refuse(pointer, "registry.relative-files", [("most", MOST_EVIDENCE.to_string())].into());
        }
    }
    let (name, phone, document) = (name?, phone?, document?);
    Some(Relative {
        name,
        phone: Some(keys.seal(phone.as_str(), &relative_seal("phone", request))),
        document_kind: document.kind().code().to_owned(),
        document: Some(keys.seal(document.number(), &relative_seal("number", request))),
        relation_evidence: asked.relation_evidence.clone(),
        death_evidence: asked.death_evidence.clone(),
        recorded_by: Id(0),
        recorded_by_name: String::new(),
    })
}

/// A member arranges whether near relatives may exercise the rights later. The same choice again changes nothing.
///
/// # Errors
/// [`RegistryError::MemberNotFound`].
pub fn choose_for_relatives(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, act::Create>,
    allowed: bool,
) -> Result<Choice> {
    let d = own(tx, scope)?;
    let before = relative::choice_of(tx, d.id)?;
    if before.allowed == allowed {
        return Ok(before);
    }
    relative::choose(tx, d.id, allowed)?;
    let word = |allowed: bool| if allowed { "allowed" } else { "barred" };
    let changes = Changes::new().field("relatives", word(before.allowed), word(allowed));
    let entry =
        Entry { union_path: Some(&d.union_path), changes, ..Entry::of("member.relatives-choice", d.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(relative::choice_of(tx, d.id)?)
}
