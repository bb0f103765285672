//! One step of a membership: retained, resumed, left, expelled, died, transferred out; and its beginning for a person
//! who is in the register already.

use guard::Actor;
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use platform::{indicators, outbox};
use serde_json::json;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::model::{EventKind, Membership, NewMembership, Status};
use crate::ops::enter_people::{count_beginning, sort_key};
use crate::ops::second_member::end_with_membership;
use crate::rules;
use crate::store::membership::{self, Event};

/// A step to take.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happens.
    pub event: EventKind,
    /// From which day. The day before a closing step is the last day of the membership.
    pub day: Day,
    /// Reason.
    pub reason: String,
    /// To which other union, for a transfer.
    pub other_union_id: Option<Id>,
    /// By which import.
    pub batch_id: Option<Id>,
}

/// Takes a step on an open membership: state, event, facts, audit, outbox.
///
/// # Errors
/// [`RegistryError::WrongState`] if the step is not possible from there.
pub fn step_membership(tx: &mut Tx<'_>, actor: &Actor, m: &Membership, step: &Step) -> Result<Status> {
    let wrong = || RegistryError::WrongState { deed: step.event.title(), status: m.status.title() };
    let to = rules::step(Some(m.status), step.event).ok_or_else(wrong)?;
    if !membership::set_status(tx, m.person_id, m.id, to, rules::last_day(step.day))? {
        return Err(wrong());
    }
    let event = Event {
        id: tx.new_id(),
        membership_id: m.id,
        kind: step.event,
        day: step.day,
        union_id: m.union_id,
        other_union_id: step.other_union_id,
        reason: step.reason.clone(),
        batch_id: step.batch_id,
    };
    membership::insert_events(tx, &[(m.person_id, event)])?;
    for (indicator, delta) in rules::facts(Some(m.status), step.event) {
        indicators::record(tx, indicator, m.union_id, step.day, delta, m.person_id);
    }
    let changes = Changes::new()
        .field("status", m.status.code(), to.code())
        .note("day", step.day.to_string())
        .note("reason", step.reason.as_str());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("member.status", m.person_id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "member.status", m.person_id, &json!({ "status": to, "day": step.day }))?;
    if to != Status::Active {
        end_with_membership(tx, actor, m, step.day, None)?;
    }
    Ok(to)
}

/// Begins a membership for a person who has none that is open.
///
/// # Errors
/// [`store::DbError::Conflict`] if there is an open one after all: the database's key decides.
pub fn begin_membership(
    tx: &mut Tx<'_>,
    actor: &Actor,
    person: Id,
    name: &str,
    m: &NewMembership,
) -> Result<Id> {
    if !crate::store::person::hold(tx, person)? {
        return Err(RegistryError::MemberNotFound);
    }
    let id = tx.new_id();
    membership::insert(tx, &[(person, id, sort_key(name), m)])?;
    let event = Event {
        id: tx.new_id(),
        membership_id: id,
        kind: m.event,
        day: m.day,
        union_id: m.union_id,
        other_union_id: None,
        reason: m.reason.clone(),
        batch_id: m.batch_id,
    };
    membership::insert_events(tx, &[(person, event)])?;
    count_beginning(tx, person, m);
    let changes = Changes::new().note("union", m.union_id.to_string()).note("day", m.day.to_string());
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of("member.rejoin", person) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "member.joined", person, &json!({ "union": m.union_id, "day": m.day }))?;
    Ok(id)
}
