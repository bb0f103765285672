//! Answers a proposed move. Accepting ends the old membership the day before the new one begins, so that there is no day
//! without cover.

use guard::{Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::indicators;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::model::{EventKind, NewMembership, Status};
use crate::ops::enter_people::{count_beginning, sort_key};
use crate::rules;
use crate::store::membership::{self, Event};
use crate::store::{person, transfer};

/// Accepts or returns the open proposal of a person. The union that the member comes from answers, or one above both.
///
/// # Errors
/// [`RegistryError::TransferNotFound`] if there is none in sight.
pub fn answer_transfer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Transfer, act::Update>,
    person_id: Id,
    accept: bool,
    note: &str,
) -> Result<()> {
    let p = transfer::open_of(tx, person_id)?.filter(|p| scope.covers(&p.from_path));
    let p = p.ok_or(RegistryError::TransferNotFound)?;
    let state = if accept { "accepted" } else { "returned" };
    if !transfer::decide(tx, person_id, p.id, state, note)? {
        return Err(RegistryError::TransferNotFound);
    }
    if accept {
        move_member(tx, &p)?;
    }
    let changes = Changes::new().note("state", state).note("note", note);
    let entry = Entry { union_path: Some(&p.from_path), changes, ..Entry::of("transfer.answer", person_id) };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}

fn move_member(tx: &mut Tx<'_>, p: &transfer::Proposal) -> Result<()> {
    let wrong = || RegistryError::WrongState { deed: "转接", status: "已变化" };
    let open =
        membership::open_of(tx, p.person_id)?.filter(|m| m.union_id == p.from_union_id).ok_or_else(wrong)?;
    let name = person::by_id(tx, p.person_id)?.ok_or(RegistryError::MemberNotFound)?;
    // Not before the present membership began, not in the future.
    let day = p.day.max(open.valid_from.plus_days(1)).min(tx.today().max(open.valid_from.plus_days(1)));
    membership::set_status(tx, p.person_id, open.id, Status::TransferredOut, rules::last_day(day))?;
    for (indicator, delta) in rules::facts(Some(open.status), EventKind::TransferredOut) {
        indicators::record(tx, indicator, open.union_id, day, delta, p.person_id);
    }
    let m = NewMembership {
        union_id: p.to_union_id,
        union_path: p.to_path.clone(),
        employer_id: p.employer_id,
        employer_name: p.employer_name.clone(),
        status: Status::Active,
        event: EventKind::TransferredIn,
        day,
        reason: String::new(),
        batch_id: p.batch_id,
    };
    let id = tx.new_id();
    membership::insert(tx, &[(p.person_id, id, sort_key(&name.profile.name), &m)])?;
    count_beginning(tx, p.person_id, &m);
    let event = |kind, membership_id, union_id, other, id| Event {
        id,
        membership_id,
        kind,
        day,
        union_id,
        other_union_id: Some(other),
        reason: String::new(),
        batch_id: None,
    };
    let out = event(EventKind::TransferredOut, open.id, p.from_union_id, p.to_union_id, tx.new_id());
    let into = event(EventKind::TransferredIn, id, p.to_union_id, p.from_union_id, tx.new_id());
    membership::insert_events(tx, &[(p.person_id, out), (p.person_id, into)])?;
    Ok(())
}
