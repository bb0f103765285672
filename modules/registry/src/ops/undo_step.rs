//! A step that was taken by mistake is taken back within some days: the membership goes on as it was, and what the step
//! counted for is taken back on the same day.

use guard::{Scope, act, res};
use kernel::{Id, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::{indicators, notices, outbox};
use serde_json::json;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::model::{EventKind, Membership, Status};
use crate::rules;
use crate::store::membership::{self, Event};
use crate::store::{member, person};

const DAY_MS: i64 = 86_400_000;

/// The step that may be taken back: the last one of the last membership, and the state before it.
#[derive(Clone, Debug)]
pub struct Undoable {
    /// The step.
    pub event: Event,
    /// State before.
    pub before: Status,
    /// The membership.
    pub membership: Membership,
}

/// The step of a person that may be taken back now; nothing later may stand on it.
///
/// # Errors
/// The database's.
pub fn undoable(tx: &mut Tx<'_>, person_id: Id, days: i64) -> Result<Option<Undoable>> {
    let all = membership::of_person(tx, person_id)?;
    // Ids rise with time: the membership entered last, not the one that began last.
    let Some(last) = all.iter().max_by_key(|m| m.id) else { return Ok(None) };
    if all.iter().any(|m| m.id != last.id && m.status.is_open()) {
        return Ok(None);
    }
    let mut events = membership::events(tx, person_id)?;
    events.retain(|e| e.membership_id == last.id);
    events.sort_by_key(|e| e.id);
    let kinds: Vec<EventKind> = events.iter().map(|e| e.kind).collect();
    let Some(event) = rules::last_standing(&kinds).map(|i| events[i].clone()) else { return Ok(None) };
    // Steps of imports and transfers go back by other ways: of those no state before is kept.
    let Some((before, _)) = membership::taken(tx, person_id)?.remove(&event.id) else { return Ok(None) };
    let since = Timestamp(tx.now().0 - days * DAY_MS);
    let fits = rules::step(Some(before), event.kind) == Some(last.status);
    let undoable = fits && event.id.made_at() >= since;
    Ok(undoable.then(|| Undoable { event, before, membership: last.clone() }))
}

/// Takes the last step of a member back.
///
/// # Errors
/// [`RegistryError::MemberNotFound`]; [`RegistryError::StepStands`] if there is no such step, it is another one than
/// `event_id`, or too long ago.
pub fn undo_step(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    (id, event_id): (Id, Id),
    days: i64,
    reason: &str,
) -> Result<Status> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    // Two who take it back at once: the second sees what the first did.
    if !person::hold(tx, id)? {
        return Err(RegistryError::MemberNotFound);
    }
    let found = undoable(tx, id, days)?.filter(|u| u.event.id == event_id);
    let u = found.ok_or(RegistryError::StepStands)?;
    let m = &u.membership;
    membership::reopen(tx, id, m.id, u.before)?;
    for (indicator, delta) in rules::facts(Some(u.before), u.event.kind) {
        indicators::record(tx, indicator, m.union_id, u.event.day, -delta, id);
    }
    let undone = Event {
        id: tx.new_id(),
        membership_id: m.id,
        kind: EventKind::StepUndone,
        day: tx.today(),
        union_id: m.union_id,
        other_union_id: None,
        reason: format!("{}：{reason}", u.event.kind.title()),
        batch_id: None,
    };
    membership::insert_events(tx, &[(id, undone)])?;
    let changes =
        Changes::new().field("status", m.status.code(), u.before.code()).note("day", u.event.day.to_string());
    let entry = Entry {
        union_path: Some(&d.union_path),
        changes,
        purpose: Some(reason),
        ..Entry::of("member.undo-step", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    outbox::emit(tx, "member.status", id, &json!({ "status": u.before, "day": u.event.day }))?;
    let text =
        format!("此前办理的“{}”已撤销（{reason}），您的会籍恢复为{}", u.event.kind.title(), u.before.title());
    notices::send(tx, id, "会籍变动已撤销", &text, "/data")?;
    Ok(u.before)
}
