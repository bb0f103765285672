//! A member declares a flag on the phone, with what shows it, and the union that agrees writes it (docs/adr/0014). The request
//! is one about the own data like the others.

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use platform::codesets::Codesets;
use platform::files::{self, Subject};
use platform::sealed::Keyring;
use store::Tx;

use super::ask_about_data::{MOST_EVIDENCE, blank, own, store_request};
use super::edit_person::{Edit, edit_person};
use super::flags_in_step::{By, follow, spans};
use super::keep_flags::{is_value, note};
use crate::error::{RegistryError, Result};
use crate::forms::Check;
use crate::model::data_request::{FLAG_DOCUMENT, FLAG_FROM, FLAG_KIND, FLAG_VALUE, FieldChange, RequestKind};
use crate::model::flag::{FlagSource, Told, column, flag_values, in_column, set_column};
use crate::store::data_request::DataRequest;
use crate::store::member::{self, Detail};
use crate::store::{member_flag, person};

/// The dictionary of the kinds that need evidence when a member declares them.
pub const NEEDS_PROOF: &str = "flag_evidence";

/// A flag as a member declares it.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    /// Code of `member_flag`.
    pub kind: String,
    /// Code of the kind's own dictionary; empty where it has none.
    pub value: String,
    /// From which day.
    pub from: Option<Day>,
    /// Number of the document that shows it.
    pub document: String,
    /// Attachments of the member that show it.
    pub evidence: Vec<Id>,
    /// Why.
    pub reason: String,
}

/// What is true of a kind today, a code; empty if nothing is known.
///
/// # Errors
/// The database's.
pub fn present_flag(tx: &mut Tx<'_>, d: &Detail, kind: &str) -> Result<String> {
    if in_column(kind) {
        return Ok(column(&d.profile, kind).to_owned());
    }
    let (rows, today) = (member_flag::of_person(tx, d.id)?, tx.today());
    let now = spans(&rows, kind).into_iter().find(|r| r.from <= today && today <= r.to);
    Ok(now.map(|r| r.value).unwrap_or_default())
}

/// Whether a kind needs evidence when a member declares it on a day.
pub fn needs_proof(words: &Codesets, kind: &str, day: Day) -> bool {
    words.item(NEEDS_PROOF, kind).is_some_and(|i| i.is_valid(day))
}

/// Declares a flag.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::Invalid`] with every wrong field,
/// [`crate::own_data_error::OwnDataError::RequestOpen`] if one of the kind is open, [`RegistryError::File`] if there is no
/// such evidence.
pub fn declare_flag(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::DataRequest, act::Create>,
    due: Day,
    mut wish: Declared,
) -> Result<Id> {
    let d = own(tx, scope)?;
    let (id, today) = (tx.new_id(), tx.today());
    let mut check = Check::default();
    let unknown = |code: &str| -> Params { [("content", code.to_owned())].into() };
    if !words.item("member_flag", &wish.kind).is_some_and(|i| i.is_valid(today)) {
        check.refuse("/kind", "registry.code-unknown", unknown(&wish.kind));
    }
    let known = flag_values(&wish.kind).and_then(|set| words.item(set, &wish.value));
    if !is_value(words, &wish.kind, &wish.value) || known.is_some_and(|i| !i.is_valid(today)) {
        check.refuse("/value", "registry.code-unknown", unknown(&wish.value));
    }
    match wish.from {
        None => check.refuse("/from", "registry.flag-day-missing", Params::new()),
        Some(day) if day > today => check.refuse("/from", "registry.flag-day-ahead", Params::new()),
        Some(_) => {}
    }
    check.text("/document", &mut wish.document, 60);
    check.text("/reason", &mut wish.reason, 200);
    if wish.evidence.is_empty() && needs_proof(words, &wish.kind, today) {
        check.refuse("/evidence", "registry.flag-evidence", Params::new());
    }
    if wish.evidence.len() > MOST_EVIDENCE {
        check.refuse("/evidence", "registry.correction-files", [("most", MOST_EVIDENCE.to_string())].into());
    }
    check.done()?;
    for evidence in &wish.evidence {
        files::find(tx, scope, Subject { id: d.id, path: &d.union_path }, *evidence)?;
    }
    let mut q = blank(tx, &d, id, RequestKind::Flag, due);
    q.fields = fields(tx, &d, &wish)?;
    q.topic = wish.kind;
    q.evidence = wish.evidence;
    q.reason = wish.reason;
    store_request(tx, scope, &d, &q)
}

/// What is declared, as the fields of a request: kind, value, first day, document.
fn fields(tx: &mut Tx<'_>, d: &Detail, wish: &Declared) -> Result<Vec<FieldChange>> {
    let change =
        |field: &str, old: String, wanted: String| FieldChange { field: field.to_owned(), old, wanted };
    let mut all = vec![change(FLAG_KIND, String::new(), wish.kind.clone())];
    if flag_values(&wish.kind).is_some() {
        all.push(change(FLAG_VALUE, present_flag(tx, d, &wish.kind)?, wish.value.clone()));
    }
    all.extend(wish.from.map(|day| change(FLAG_FROM, String::new(), day.to_string())));
    if !wish.document.is_empty() {
        all.push(change(FLAG_DOCUMENT, String::new(), wish.document.clone()));
    }
    Ok(all)
}

/// Writes a declared flag, as coming from the member: what holds of the kind ends the day before, and the column follows.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::Invalid`] if a word is of no dictionary any more.
pub fn grant_flag(
    tx: &mut Tx<'_>,
    (keys, words): (&Keyring, &Codesets),
    scope: &Scope<res::Member, act::Update>,
    q: &DataRequest,
) -> Result<()> {
    let d = member::find(tx, scope, q.person_id)?.ok_or(RegistryError::MemberNotFound)?;
    if !person::hold(tx, d.id)? {
        return Err(RegistryError::MemberNotFound);
    }
    let wanted = |name: &str| q.fields.iter().find(|f| f.field == name).map_or("", |f| f.wanted.as_str());
    let value = wanted(FLAG_VALUE).to_owned();
    let mut check = Check::default();
    if words.label("member_flag", &q.topic).is_none() || !is_value(words, &q.topic, &value) {
        check.refuse("/value", "registry.code-unknown", [("content", value.clone())].into());
    }
    check.done()?;
    let before = person::by_id(tx, d.id)?.ok_or(RegistryError::MemberNotFound)?;
    let told = Told {
        kind: q.topic.clone(),
        value: Some(value.clone()),
        from: wanted(FLAG_FROM).parse().ok(),
        document: wanted(FLAG_DOCUMENT).to_owned(),
    };
    let mut profile = before.profile.clone();
    set_column(&mut profile, &q.topic, &value);
    let by =
        By { source: FlagSource::Member, name: scope.actor().name(), evidence: q.evidence.first().copied() };
    let traces = follow(tx, d.id, (&before.profile, &profile), &[told], by)?;
    let rows = member_flag::of_person(tx, d.id)?;
    for t in &traces {
        let after = rows.iter().find(|f| f.id == t.id);
        let action = if t.before.is_none() { "member.flag-add" } else { "member.flag-edit" };
        note(tx, scope, &d, action, t.before.as_ref(), after)?;
    }
    if profile == before.profile {
        return Ok(());
    }
    // The rows are right already.
    let edit = Edit { profile, birth: before.birth, phone: None, source: None, told: Vec::new() };
    edit_person(tx, keys, scope.actor(), &before, &d.union_path, &edit).map(drop)
}
