//! Two records of the same human become one. One survives; what hangs on the other goes over, and its id leads to the
//! survivor from then on. Documents and phone are sealed for a person, so the survivor gets copies sealed anew, and the
//! originals stay with the merged record, found by nobody: taking the merge back needs no key of the past.

use guard::{Scope, act, res};
use kernel::{Day, DocumentKind, Id, PersonDocument};
use platform::accounts::dissolve_bonds;
use platform::audit::{self, Changes, Entry};
use platform::sealed::{DigestKind, Keyring};
use platform::{files, indicators, notices, outbox};
use serde_json::json;
use store::Tx;

use super::enter_people::{seal_context, sort_key};
use super::flags_in_step::{column_follows, undated};
use crate::error::{RegistryError, Result};
use crate::model::data_request::RequestState;
use crate::model::flag::{COLUMN_KINDS, column, in_column};
use crate::model::{Birth, EventKind, Membership, Person, Status};
use crate::own_data_error::OwnDataError;
use crate::rules;
use crate::store::lookup::{self, Digest};
use crate::store::member::{self, Detail};
use crate::store::member_flag::{self, Flag};
use crate::store::membership::{self, Event};
use crate::store::merge::{self, Ended, Moved, NewMerge};
use crate::store::person::{self, StoredDocument};
use crate::store::{data_request, secondment};

/// Which records, and which membership stays where both are members.
#[derive(Clone, Debug)]
pub struct MergeWish {
    /// Who survives, and at which version.
    pub survivor: (Id, i64),
    /// The other record, and its version.
    pub other: (Id, i64),
    /// The open membership that stays; needed if both have one.
    pub keep: Option<Id>,
    /// Why they are the same human.
    pub reason: String,
}

/// Merges two records within the scope; the id of the merge.
///
/// # Errors
/// [`RegistryError::MemberNotFound`] if one of them is out of sight, [`RegistryError::SamePerson`],
/// [`RegistryError::Stale`], [`RegistryError::TransferWaiting`], [`OwnDataError::SecondmentRuns`],
/// [`RegistryError::MergeChoice`].
pub fn merge_people(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Member, act::Update>,
    wish: &MergeWish,
) -> Result<Id> {
    let ((id, version), (other_id, other_version)) = (wish.survivor, wish.other);
    let here = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    if id == other_id {
        return Err(RegistryError::SamePerson);
    }
    let there = member::find(tx, scope, other_id)?.ok_or(RegistryError::MemberNotFound)?;
    let survivor = at_version(tx, id, version)?;
    let other = at_version(tx, other_id, other_version)?;
    // From here on nobody else changes either record; what hangs on them is read after that.
    claim(tx, &survivor, &other)?;
    let own = merge::hanging(tx, id)?;
    let hanging = merge::hanging(tx, other_id)?;
    if own.proposals.iter().chain(&hanging.proposals).any(|p| p.state == "proposed") {
        return Err(RegistryError::TransferWaiting);
    }
    // Which union it is at home would depend on the membership that stays.
    for record in [id, other_id] {
        if secondment::running(tx, record)?.is_some() {
            return Err(RegistryError::Own(OwnDataError::SecondmentRuns));
        }
    }
    // An answer must know whose record it is about.
    for record in [id, other_id] {
        if data_request::of_person(tx, record)?.iter().any(|q| q.state == RequestState::Open) {
            return Err(RegistryError::Own(OwnDataError::RequestOpen));
        }
    }
    let ended = end_one(tx, id, other_id, wish.keep)?;
    // The journal keeps what was before one membership ended; what goes over is as it is now.
    let present = merge::hanging(tx, other_id)?;
    if !merge::take(tx, other_id, &present)? {
        let status = Status::Active.title();
        return Err(RegistryError::WrongState { deed: EventKind::Merged.title(), status });
    }
    merge::give(tx, id, &present, Some(&sort_key(&survivor.profile.name)))?;
    let documents = documents_go_over(tx, keys, id, other_id)?;
    let phone_taken = phone_goes_over(tx, keys, &survivor, &other)?;
    let files = files::hand_over(tx, other_id, id, None)?;
    let secondments = secondment::hand_over(tx, other_id, id, None)?;
    let moved = Moved {
        hanging,
        profile: survivor.profile.clone(),
        birth: (survivor.birth.day.map_or(0, Day::number), survivor.birth.precision.code().to_owned()),
        phone_taken,
        documents,
        files,
        secondments,
        ended,
        flags: flags_go_over(tx, scope, &survivor, other_id)?,
    };
    let merge_id = tx.new_id();
    let after = state_of(tx, id)?;
    let by = (scope.actor().id(), scope.actor().name());
    let new = NewMerge { id: merge_id, other_id, other_name: &other.profile.name, reason: &wish.reason, by };
    merge::put(tx, id, &new, &moved, &after)?;
    note(tx, scope, [(&here, other_id), (&there, id)], "member.merge", &wish.reason)?;
    outbox::emit(tx, "member.merged", id, &json!({ "other": other_id }))?;
    let text = format!("您的两条登记记录已合并为一条（{}）。如有疑问，请联系所在工会", wish.reason);
    notices::send(tx, id, "登记记录已合并", &text, "/data")?;
    Ok(merge_id)
}

fn at_version(tx: &mut Tx<'_>, id: Id, version: i64) -> Result<Person> {
    let p = person::by_id(tx, id)?.ok_or(RegistryError::MemberNotFound)?;
    if p.version == version { Ok(p) } else { Err(RegistryError::Stale { version: p.version }) }
}

/// Locks both records, the lower id first, so that two merges of the same pair wait for each other in one order; fills the
/// survivor's blanks and lets the other lead to the survivor.
fn claim(tx: &mut Tx<'_>, survivor: &Person, other: &Person) -> Result<()> {
    let mut profile = survivor.profile.clone();
    profile.fill_from(&other.profile);
    let birth = if survivor.birth.day.is_some() { survivor.birth } else { other.birth };
    let mut steps = [survivor.id, other.id];
    steps.sort();
    for id in steps {
        let (version, done) = if id == survivor.id {
            (survivor.version, person::update(tx, id, survivor.version, &profile, birth)?)
        } else {
            (other.version, person::set_merged(tx, id, other.version, survivor.id)?)
        };
        if !done {
            return Err(RegistryError::Stale { version: version + 1 });
        }
    }
    Ok(())
}

/// Where both are members: the one that does not stay ends today with an event and facts of its own.
fn end_one(tx: &mut Tx<'_>, id: Id, other_id: Id, keep: Option<Id>) -> Result<Option<Ended>> {
    let (Some(mine), Some(theirs)) = (membership::open_of(tx, id)?, membership::open_of(tx, other_id)?)
    else {
        return Ok(None);
    };
    let (stays, ends) = match keep {
        Some(keep) if keep == mine.id => (mine, theirs),
        Some(keep) if keep == theirs.id => (theirs, mine),
        _ => return Err(RegistryError::MergeChoice),
    };
    // Not before it began: a membership of today ends today, too.
    let day = tx.today();
    end(tx, &ends, &stays, day).map(Some)
}

fn end(tx: &mut Tx<'_>, m: &Membership, stays: &Membership, day: Day) -> Result<Ended> {
    let wrong = || RegistryError::WrongState { deed: EventKind::Merged.title(), status: m.status.title() };
    let to = rules::step(Some(m.status), EventKind::Merged).ok_or_else(wrong)?;
    if !membership::set_status(tx, m.person_id, m.id, to, rules::last_day(day))? {
        return Err(wrong());
    }
    let event = Event {
        id: tx.new_id(),
        membership_id: m.id,
        kind: EventKind::Merged,
        day,
        union_id: m.union_id,
        other_union_id: Some(stays.union_id),
        reason: String::new(),
        batch_id: None,
    };
    let event_id = event.id;
    membership::insert_events(tx, &[(m.person_id, event)])?;
    for (indicator, delta) in rules::facts(Some(m.status), EventKind::Merged) {
        indicators::record(tx, indicator, m.union_id, day, delta, m.person_id);
    }
    let status = m.status.code().to_owned();
    Ok(Ended { person_id: m.person_id, membership_id: m.id, status, day: day.number(), event_id })
}

/// All digests that a stored document is looked up by.
pub fn digests_of(
    tx: &Tx<'_>,
    keys: &Keyring,
    person: Id,
    d: &StoredDocument,
) -> Result<(String, Vec<Digest>)> {
    let number = keys.open(&d.number, &seal_context("number", person))?;
    let kind = DocumentKind::from_code(&d.kind);
    let document = kind.and_then(|k| PersonDocument::parse(k, &number, tx.today()).ok());
    let document =
        document.ok_or_else(|| store::DbError::Inconsistent(format!("document {} of {person}", d.id)))?;
    Ok((number, keys.digests(DigestKind::Document, &document.key())))
}

/// Copies for the survivor, sealed for it; the look-ups lead to it.
fn documents_go_over(tx: &mut Tx<'_>, keys: &Keyring, id: Id, other: Id) -> Result<Vec<Id>> {
    let mut made = Vec::new();
    for d in person::documents(tx, other)? {
        let (number, digests) = digests_of(tx, keys, other, &d)?;
        let sealed = keys.seal(&number, &seal_context("number", id));
        let copy = StoredDocument { id: tx.new_id(), number: sealed, ..d };
        made.push(copy.id);
        person::insert_documents(tx, vec![(id, copy)])?;
        lookup::move_documents(tx, &digests, other, id)?;
    }
    Ok(made)
}

/// Flags are copied where none of the kind holds: the stub keeps its own for the way back. Of a kind with a column all of them
/// or none: where the survivor says nothing of it. Gives the copies of those, which go again when the merge is taken back.
fn flags_go_over(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    survivor: &Person,
    other: Id,
) -> Result<Vec<Id>> {
    let own = member_flag::of_person(tx, survivor.id)?;
    let said = |kind: &str| !column(&survivor.profile, kind).is_empty() || own.iter().any(|f| f.kind == kind);
    let mut copies = Vec::new();
    for flag in member_flag::of_person(tx, other)? {
        let beside = in_column(&flag.kind);
        if beside && said(&flag.kind) {
            continue;
        }
        let copy = Flag { id: tx.new_id(), ..flag };
        if member_flag::insert(tx, survivor.id, &copy)? && beside {
            copies.push(copy.id);
        }
    }
    for kind in COLUMN_KINDS {
        let undated = undated(tx, survivor.id, kind)?;
        column_follows(tx, scope.actor(), (survivor.id, None), kind, undated.as_deref())?;
    }
    Ok(copies)
}

/// The other's phone finds nobody and proves nothing any more; a survivor without a phone takes it.
fn phone_goes_over(tx: &mut Tx<'_>, keys: &Keyring, survivor: &Person, other: &Person) -> Result<bool> {
    let Some(sealed) = &other.phone else { return Ok(false) };
    let phone = keys.open(sealed, &seal_context("phone", other.id))?;
    lookup::delete_phone(tx, &keys.digests(DigestKind::Phone, &phone), other.id)?;
    dissolve_bonds(tx, keys, &phone, other.id)?;
    if survivor.phone.is_some() {
        return Ok(false);
    }
    let context = seal_context("phone", survivor.id);
    let tail = keys.tail(DigestKind::PhoneTail, &phone[phone.len().saturating_sub(4)..]);
    person::edit_phone(tx, survivor.id, Some(&keys.seal(&phone, &context)), tail)?;
    let digests = keys.digests_to_store(DigestKind::Phone, &phone);
    lookup::insert_phones(tx, &mut digests.into_iter().map(|d| (d, survivor.id)).collect::<Vec<_>>())?;
    Ok(true)
}

/// What a person is like, as far as a later merge back depends on it.
pub fn state_of(tx: &mut Tx<'_>, id: Id) -> Result<String> {
    let version = person::by_id(tx, id)?.map(|p| p.version);
    let hanging = merge::hanging(tx, id)?;
    let documents: Vec<Id> = person::documents(tx, id)?.into_iter().map(|d| d.id).collect();
    Ok(json!({ "version": version, "hanging": hanging, "documents": documents }).to_string())
}

/// One audit entry under each of the two ids.
pub fn note(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    both: [(&Detail, Id); 2],
    action: &'static str,
    reason: &str,
) -> Result<()> {
    for (d, with) in both {
        let changes = Changes::new().note("other_record", with.to_string()).note("name", &*d.profile.name);
        let entry = Entry {
            union_path: Some(&d.union_path),
            changes,
            purpose: Some(reason),
            ..Entry::of(action, d.id)
        };
        audit::record(tx, scope.actor(), entry)?;
    }
    Ok(())
}

/// A birth day as the journal keeps it.
pub fn birth_of(kept: &(i64, String)) -> Birth {
    let precision = crate::model::BirthPrecision::parse(&kept.1).unwrap_or_default();
    Birth { day: Day::from_number(kept.0), precision }
}
