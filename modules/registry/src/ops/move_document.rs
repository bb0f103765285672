//! The same number, a different name: a document that was put into the wrong record goes to the person it belongs to, or
//! to a new one, with evidence (docs/rules §1.1).

use guard::{Scope, act, res};
use kernel::{Day, DocumentKind, Id, PersonDocument};
use platform::audit::{self, Changes, Entry};
use platform::files::{self, Subject};
use platform::outbox;
use platform::sealed::{DigestKind, Keyring};
use serde_json::json;
use store::Tx;

use super::enter_people::{count_beginning, seal_context, sort_key};
use super::member_documents::renew_tail;
use super::merge_people::digests_of;
use crate::error::{RegistryError, Result};
use crate::model::{Birth, BirthPrecision, EventKind, NewMembership, Profile, Status};
use crate::store::member::{self, Detail};
use crate::store::membership::{self, Event};
use crate::store::person::{self, PersonRow, StoredDocument};
use crate::store::{lookup, union};

/// To whom.
#[derive(Clone, Debug)]
pub enum Whom {
    /// Somebody who is in the register.
    Known(Id),
    /// Somebody new, of this name, a member of the same union from this day.
    New(String, Day),
}

/// Moves a document from one person to another, both in sight; who has it now.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::DocumentNotFound`], [`RegistryError::LastDocument`],
/// [`RegistryError::File`] if there is no such evidence, [`RegistryError::SamePerson`].
pub fn move_document(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    (id, document): (Id, Id),
    whom: &Whom,
    (evidence, reason): (Id, &str),
) -> Result<Id> {
    let from = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    if !person::hold(tx, id)? {
        return Err(RegistryError::MemberNotFound);
    }
    files::find(tx, scope, Subject { id, path: &from.union_path }, evidence)?;
    let known = person::documents(tx, id)?;
    let gone = known.iter().find(|k| k.id == document).ok_or(RegistryError::DocumentNotFound)?;
    // Identity card and household book share one key: they go together or not at all.
    if known.iter().all(|k| k.digest == gone.digest) {
        return Err(RegistryError::LastDocument);
    }
    let (number, digests) = digests_of(tx, keys, id, gone)?;
    let to = match whom {
        Whom::Known(to) if *to == id => return Err(RegistryError::SamePerson),
        Whom::Known(to) => {
            member::find(tx, scope, *to)?.ok_or(RegistryError::MemberNotFound)?;
            if !person::hold(tx, *to)? {
                return Err(RegistryError::MemberNotFound);
            }
            *to
        }
        Whom::New(name, day) => enter(tx, keys, scope, &from, name, *day, (&gone.kind, &number))?,
    };
    for d in known.iter().filter(|k| k.digest == gone.digest) {
        let own = keys.open(&d.number, &seal_context("number", id))?;
        let sealed = keys.seal(&own, &seal_context("number", to));
        let moved = StoredDocument {
            id: tx.new_id(),
            kind: d.kind.clone(),
            number: sealed,
            digest: d.digest.clone(),
            judged: d.judged.clone(),
        };
        person::delete_document(tx, id, d.id)?;
        person::insert_documents(tx, vec![(to, moved)])?;
    }
    lookup::move_documents(tx, &digests, id, to)?;
    renew_tail(tx, keys, id)?;
    let there = member::find(tx, scope, to)?.ok_or(RegistryError::MemberNotFound)?;
    note(tx, keys, scope, (&from, &there), &number, (evidence, reason))?;
    Ok(to)
}

/// A new person of this name in the same union; the document follows.
fn enter(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    from: &Detail,
    name: &str,
    day: Day,
    (kind, number): (&str, &str),
) -> Result<Id> {
    if union::find_unscoped(tx, from.union_id)?.is_none() {
        return Err(RegistryError::UnionNotFound);
    }
    let read = DocumentKind::from_code(kind).and_then(|k| PersonDocument::parse(k, number, tx.today()).ok());
    let document = read.ok_or(RegistryError::DocumentNotFound)?;
    let sex = document.sex().map(|s| s.code().to_string()).unwrap_or_default();
    let profile = Profile { name: name.to_owned(), sex, ..Profile::default() };
    let born = document.birth_day();
    let precision = if born.is_some() { BirthPrecision::Day } else { BirthPrecision::Unknown };
    let id = tx.new_id();
    let row = PersonRow {
        id,
        profile: &profile,
        birth: Birth { day: born, precision },
        name_key: kernel::text::name_key(name),
        initials: kernel::text::person_initials(name),
        phone: None,
        phone_tail: 0,
        id_tail: keys.tail(DigestKind::DocumentTail, document.tail(4)),
        salt: keys.new_salt().to_vec(),
    };
    person::insert(tx, vec![row])?;
    let m = NewMembership {
        union_id: from.union_id,
        union_path: from.union_path.clone(),
        employer_id: from.employer_id,
        employer_name: from.employer_name.clone(),
        status: Status::Active,
        event: EventKind::Joined,
        day,
        reason: String::new(),
        batch_id: None,
    };
    let membership_id = tx.new_id();
    membership::insert(tx, &[(id, membership_id, sort_key(name), &m)])?;
    let event = Event {
        id: tx.new_id(),
        membership_id,
        kind: m.event,
        day,
        union_id: m.union_id,
        other_union_id: None,
        reason: String::new(),
        batch_id: None,
    };
    membership::insert_events(tx, &[(id, event)])?;
    count_beginning(tx, id, &m);
    let changes = Changes::new().note("name", name).note("union", m.union_id.to_string());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("member.create", id) };
    audit::record(tx, scope.actor(), entry)?;
    outbox::emit(tx, "member.joined", id, &json!({ "union": m.union_id, "day": day }))?;
    Ok(id)
}

/// One audit entry under each of the two ids, the number sealed for each.
fn note(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    (from, to): (&Detail, &Detail),
    number: &str,
    (evidence, reason): (Id, &str),
) -> Result<()> {
    let digest = keys.digest(DigestKind::Document, number);
    for (d, with, gone) in [(from, to, true), (to, from, false)] {
        let salt = person::by_id(tx, d.id)?.ok_or(RegistryError::MemberNotFound)?.salt;
        let sealed = keys.seal_for_person(d.id, &salt, number);
        let value = Some((sealed.as_slice(), &digest[..]));
        let (old, new) = if gone { (value, None) } else { (None, value) };
        let changes = Changes::new()
            .sealed("document", old, new)
            .note("other_record", with.id.to_string())
            .note("evidence", evidence.to_string());
        let entry = Entry {
            union_path: Some(&d.union_path),
            changes,
            purpose: Some(reason),
            ..Entry::of("member.document-move", d.id)
        };
        audit::record(tx, scope.actor(), entry)?;
    }
    Ok(())
}
