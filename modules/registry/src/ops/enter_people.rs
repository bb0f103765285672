//! Enters people who are not in the register yet, one or a chunk of them, with document, phone, membership, event,
//! facts, audit and outbox.

use std::collections::HashSet;

use guard::Actor;
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::sealed::{DigestKind, Keyring};
use platform::{indicators, outbox};
use serde_json::json;
use store::{DbResult, Tx};

use crate::model::{NewMembership, NewPerson};
use crate::rules;
use crate::rules::documents::judge;
use crate::store::lookup::{self, Digest};
use crate::store::membership::{self, Event};
use crate::store::person::{self, PersonRow, StoredDocument};

/// Ids of somebody who was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Person, and member.
    pub person_id: Id,
    /// The new membership.
    pub membership_id: Id,
}

/// The text that a value of a record is sealed for.
pub fn seal_context(column: &str, person: Id) -> String {
    format!("{column}:{person}")
}

/// Digest of a document for look-up.
pub fn document_digest(keys: &Keyring, key: &str) -> Digest {
    keys.digest(DigestKind::Document, key)
}

/// How a person sorts in a list: pinyin initials, then name.
pub fn sort_key(name: &str) -> String {
    format!("{} {}", kernel::text::person_initials(name), kernel::text::name_key(name))
}

/// Enters people with their first membership. The look-up's key refuses somebody who is there already
/// ([`store::DbError::Conflict`]), so callers look first and two callers cannot both succeed.
///
/// # Errors
/// Any [`store::DbError`].
pub fn enter_people(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    actor: &Actor,
    people: &[(NewPerson, NewMembership)],
) -> DbResult<Vec<Entered>> {
    let entered: Vec<Entered> =
        people.iter().map(|_| Entered { person_id: tx.new_id(), membership_id: tx.new_id() }).collect();
    let (mut rows, mut documents) = (Vec::with_capacity(people.len()), Vec::with_capacity(people.len()));
    let (mut ids, mut phones) = (Vec::with_capacity(people.len()), Vec::new());
    let (mut memberships, mut events) = (Vec::with_capacity(people.len()), Vec::with_capacity(people.len()));
    for ((new, m), e) in people.iter().zip(&entered) {
        let digest = document_digest(keys, &new.document.key());
        let stored = keys.digests_to_store(DigestKind::Document, &new.document.key());
        ids.extend(stored.into_iter().map(|d| (d, e.person_id)));
        documents.push((e.person_id, stored_document(keys, e.person_id, tx.new_id(), new, &digest)));
        if let Some(p) = &new.phone {
            let stored = keys.digests_to_store(DigestKind::Phone, p.as_str());
            phones.extend(stored.into_iter().map(|d| (d, e.person_id)));
        }
        let tails = Tails {
            phone: new.phone.as_ref().map_or(0, |p| keys.tail(DigestKind::PhoneTail, p.tail())),
            document: keys.tail(DigestKind::DocumentTail, new.document.tail(4)),
        };
        rows.push(person_row(keys, e.person_id, new, tails));
        memberships.push((e.person_id, e.membership_id, sort_key(&new.profile.name), m));
        events.push((e.person_id, first_event(tx, e.membership_id, m)));
        count_and_tell(tx, actor, e, new, m)?;
    }
    person::insert(tx, rows)?;
    person::insert_documents(tx, documents)?;
    lookup::insert_documents(tx, &mut ids)?;
    lookup::insert_phones(tx, &mut phones)?;
    membership::insert(tx, &memberships)?;
    membership::insert_events(tx, &events)?;
    debug_assert_eq!(ids.iter().map(|(d, _)| d).collect::<HashSet<_>>().len(), ids.len());
    Ok(entered)
}

/// Keyed digests of the last four of phone (0 without one) and document.
#[derive(Clone, Copy, Debug)]
pub struct Tails {
    /// Of the phone.
    pub phone: i64,
    /// Of the document.
    pub document: i64,
}

/// The row of a new person.
pub fn person_row<'a>(keys: &Keyring, id: Id, new: &'a NewPerson, tails: Tails) -> PersonRow<'a> {
    PersonRow {
        id,
        profile: &new.profile,
        birth: new.birth,
        name_key: kernel::text::name_key(&new.profile.name),
        initials: kernel::text::person_initials(&new.profile.name),
        phone: new.phone.as_ref().map(|p| keys.seal(p.as_str(), &seal_context("phone", id))),
        phone_tail: tails.phone,
        id_tail: tails.document,
        salt: keys.new_salt().to_vec(),
    }
}

/// The document of a new person, sealed.
pub fn stored_document(
    keys: &Keyring,
    person: Id,
    id: Id,
    new: &NewPerson,
    digest: &Digest,
) -> StoredDocument {
    StoredDocument {
        id,
        kind: new.document.kind().code().to_owned(),
        number: keys.seal(new.document.number(), &seal_context("number", person)),
        digest: digest.to_vec(),
        judged: judge(&new.document),
    }
}

fn first_event(tx: &Tx<'_>, membership_id: Id, m: &NewMembership) -> Event {
    Event {
        id: tx.new_id(),
        membership_id,
        kind: m.event,
        day: m.day,
        union_id: m.union_id,
        other_union_id: None,
        reason: m.reason.clone(),
        batch_id: m.batch_id,
    }
}

/// What a beginning leaves behind: facts, one audit entry, one event for others.
fn count_and_tell(
    tx: &mut Tx<'_>,
    actor: &Actor,
    e: &Entered,
    new: &NewPerson,
    m: &NewMembership,
) -> DbResult<()> {
    count_beginning(tx, e.person_id, m);
    // The values themselves stand in the record; a first entry has no old ones to keep.
    let changes =
        Changes::new().note("name", new.profile.name.as_str()).note("union", m.union_id.to_string());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("member.create", e.person_id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "member.joined", e.person_id, &json!({ "union": m.union_id, "day": m.day }))
}

/// Facts of a membership's beginning.
pub fn count_beginning(tx: &mut Tx<'_>, person: Id, m: &NewMembership) {
    for (indicator, delta) in rules::facts(None, m.event) {
        indicators::record(tx, indicator, m.union_id, m.day, delta, person);
    }
    if m.status == crate::model::Status::Retained {
        indicators::record(tx, &rules::MEMBER_RETAINED, m.union_id, m.day, 1, person);
    }
}
