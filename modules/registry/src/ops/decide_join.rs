//! The end of an application: the union approves or refuses it, the worker takes it back, or its time is over.

use guard::{Actor, Scope, act, res};
use kernel::{Id, OrgPath};
use platform::audit::{self, Changes, Entry};
use platform::sealed::{DigestKind, Keyring};
use platform::{accounts, outbox};
use serde_json::json;
use store::Tx;

use super::apply_to_join::opened;
use super::create_member::{Created, IfElsewhere, create_member};
use super::enter_people::seal_context;
use super::join_notices;
use crate::error::{RegistryError, Result};
use crate::model::{Birth, BirthPrecision, EventKind, JoinState, NewMembership, NewPerson, Status, join_key};
use crate::store::consent::{self, NewConsent};
use crate::store::join::{self, Application, Decision};
use crate::store::{person, transfer};

/// The worker becomes a member, or, if a member of another union, is proposed to move here and has agreed to it. All
/// in one transaction: a refusal of the register leaves the application as it was.
///
/// # Errors
/// [`RegistryError::JoinNotFound`] outside the scope, [`RegistryError::JoinDecided`] if somebody was faster, and what
/// [`create_member`] refuses.
pub fn approve_join(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Join, act::Update>,
    entry: &Scope<res::Member, act::Create>,
    id: Id,
) -> Result<Created> {
    let a = join::find(tx, scope, id)?.ok_or(RegistryError::JoinNotFound)?;
    let actor = scope.actor();
    let (document, phone) = opened(keys, &a, tx.today())?;
    // First of all: of two chairs one waits here and finds it done.
    end(tx, keys, actor, &a, &End { state: JoinState::Approved, reason: "", note: "" })?;
    let precision = if a.birth_day.is_some() { BirthPrecision::Day } else { BirthPrecision::Unknown };
    let new = NewPerson {
        profile: a.profile.clone(),
        birth: Birth { day: a.birth_day, precision },
        document,
        phone: Some(phone),
    };
    let m = NewMembership {
        union_id: a.union_id,
        union_path: OrgPath::top(),
        employer_id: a.employer_id,
        employer_name: a.employer_name.clone(),
        status: Status::Active,
        event: EventKind::Joined,
        day: tx.today(),
        reason: String::new(),
        batch_id: None,
    };
    let created = create_member(tx, keys, entry, &new, m, IfElsewhere::Propose)?;
    let person_id = match created {
        Created::Member(person_id) => {
            prove_phone(tx, keys, person_id, &phone)?;
            join::settle(tx, a.id, person_id, "member")?;
            join_notices::joined(tx, &a, person_id)?;
            person_id
        }
        Created::Proposed(person_id) => {
            // Who applies here has said that they want to move.
            if let Some(p) = transfer::open_of(tx, person_id)? {
                transfer::agree(tx, person_id, p.id)?;
            }
            join::settle(tx, a.id, person_id, "transfer")?;
            person_id
        }
    };
    let said = NewConsent {
        kind: "joining".to_owned(),
        version: a.consent_version.clone(),
        text_digest: a.consent_digest.clone(),
        at: a.applied_at,
        channel: "h5".to_owned(),
    };
    consent::insert(tx, person_id, &said)?;
    Ok(created)
}

/// The phone that applied signs in with a code alone, where it is the phone that the register has. Another one is not
/// taken over: that it is the same person's says only the person, at the union.
fn prove_phone(tx: &mut Tx<'_>, keys: &Keyring, id: Id, phone: &kernel::Phone) -> Result<()> {
    let known = person::by_id(tx, id)?.and_then(|p| p.phone);
    let known = known.map(|p| keys.open(&p, &seal_context("phone", id))).transpose()?;
    if known.as_deref() == Some(phone.as_str()) {
        accounts::bond(tx, keys, phone, id)?;
    }
    Ok(())
}

/// The union refuses an application.
///
/// # Errors
/// [`RegistryError::JoinNotFound`] outside the scope, [`RegistryError::JoinDecided`] if somebody was faster.
pub fn refuse_join(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Join, act::Update>,
    id: Id,
    (reason, note): (&str, &str),
) -> Result<()> {
    let a = join::find(tx, scope, id)?.ok_or(RegistryError::JoinNotFound)?;
    end(tx, keys, scope.actor(), &a, &End { state: JoinState::Refused, reason, note })
}

/// How an application ends.
#[derive(Clone, Copy, Debug)]
pub struct End<'a> {
    /// New state.
    pub state: JoinState,
    /// Code of `join_refusal`, or empty.
    pub reason: &'a str,
    /// What is said to it.
    pub note: &'a str,
}

/// Ends a waiting application and gives the person's place up, so that they may apply again.
///
/// # Errors
/// [`RegistryError::JoinDecided`] if it has ended.
pub fn end(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, a: &Application, end: &End<'_>) -> Result<()> {
    let End { state, reason, note } = *end;
    let by_name = if actor.id().0 == 0 { "" } else { actor.name() };
    if !join::decide(tx, a.id, &Decision { state, reason, note, by: actor.id(), by_name })? {
        return Err(RegistryError::JoinDecided);
    }
    let (document, _) = opened(keys, a, tx.today())?;
    let digests = keys.digests(DigestKind::Document, &join_key(a.union_id, &document));
    join::release(tx, &digests, a.id)?;
    let changes = Changes::new().note("state", state.code()).note("reason", reason).note("note", note);
    let entry = Entry { union_path: Some(&a.union_path), changes, ..Entry::of("join.decide", a.id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "join.decided", a.id, &json!({ "state": state.code(), "union": a.union_id }))
        .map_err(Into::into)
}
