//! Answers a proposed move. Accepting ends the old membership the day before the new one begins, so that there is no day
//! without cover.

use guard::{Actor, Scope, act, res};
use kernel::Id;
use platform::audit::{self, Changes, Entry};
use platform::{indicators, outbox};
use serde_json::json;
use store::Tx;

use super::{second_member, transfer_notices};
use crate::error::{RegistryError, Result};
use crate::model::{EventKind, NewMembership, Status};
use crate::ops::enter_people::{count_beginning, sort_key};
use crate::rules;
use crate::store::membership::{self, Event};
use crate::store::union::{self, Union};
use crate::store::{person, transfer};

/// Accepts or returns the open proposal of a person. The union that the member comes from answers, or one above it; of a
/// secondment the host.
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
    let p = transfer::open_of(tx, person_id)?.filter(|p| scope.covers(p.answered_at()));
    let p = p.ok_or(RegistryError::TransferNotFound)?;
    close(tx, scope.actor(), &p, if accept { Answer::Accepted } else { Answer::Returned }, note)
}

/// Takes the proposal of the own union back.
///
/// # Errors
/// [`RegistryError::TransferNotFound`] if there is none to a union in sight.
pub fn withdraw_transfer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Transfer, act::Update>,
    person_id: Id,
    note: &str,
) -> Result<()> {
    let p = transfer::open_of(tx, person_id)?.filter(|p| scope.covers(p.asked_at()));
    close(tx, scope.actor(), &p.ok_or(RegistryError::TransferNotFound)?, Answer::Withdrawn, note)
}

/// What the member says to the own proposal: to agree is noted for the union that answers, to refuse returns it.
///
/// # Errors
/// [`RegistryError::TransferNotFound`] if there is none.
pub fn own_answer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Transfer, act::Update>,
    agree: bool,
    note: &str,
) -> Result<()> {
    let own = scope.actor().id();
    let p = transfer::open_of(tx, own)?.filter(|p| scope.is_own(p.person_id));
    let p = p.ok_or(RegistryError::TransferNotFound)?;
    if !agree {
        let note =
            if note.is_empty() { "本人不同意".to_owned() } else { format!("本人不同意：{note}") };
        return close(tx, scope.actor(), &p, Answer::Returned, &note);
    }
    // A second tap changes nothing.
    if !transfer::agree(tx, own, p.id)? {
        return Ok(());
    }
    let entry = Entry { union_path: Some(&p.from_path), ..Entry::of("transfer.agree", own) };
    audit::record(tx, scope.actor(), entry)?;
    transfer_notices::agreed(tx, scope.actor(), &p).map_err(Into::into)
}

/// How a proposal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The member moves.
    Accepted,
    /// The member stays.
    Returned,
    /// The union that asked takes it back.
    Withdrawn,
}

impl Answer {
    fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// Ends an open proposal, and moves the member if it was accepted.
///
/// # Errors
/// [`RegistryError::TransferNotFound`] if somebody else was faster; [`RegistryError::WrongState`] if the member has left
/// the union meanwhile.
pub fn close(
    tx: &mut Tx<'_>,
    actor: &Actor,
    p: &transfer::Proposal,
    answer: Answer,
    note: &str,
) -> Result<()> {
    let state = answer.code();
    // First the person, then the proposal: whoever ends a secondment meanwhile waits, or is waited for.
    person::hold(tx, p.person_id)?;
    if !transfer::decide(tx, p.person_id, p.id, state, note)? {
        return Err(RegistryError::TransferNotFound);
    }
    match answer {
        Answer::Accepted if p.kind.moves() => move_member(tx, actor, p)?,
        Answer::Accepted => second_member::accepted(tx, actor, p)?,
        Answer::Returned | Answer::Withdrawn => {}
    }
    let changes = Changes::new().note("kind", p.kind.title()).note("state", state).note("note", note);
    let entry =
        Entry { union_path: Some(&p.from_path), changes, ..Entry::of("transfer.answer", p.person_id) };
    audit::record(tx, actor, entry)?;
    outbox::emit(tx, "transfer.answered", p.person_id, &json!({ "state": state }))?;
    transfer_notices::answered(tx, actor, p, answer, note).map_err(Into::into)
}

fn move_member(tx: &mut Tx<'_>, actor: &Actor, p: &transfer::Proposal) -> Result<()> {
    let wrong = || RegistryError::WrongState { deed: "转接", status: "已变化" };
    let open =
        membership::open_of(tx, p.person_id)?.filter(|m| m.union_id == p.from_union_id).ok_or_else(wrong)?;
    let name = person::by_id(tx, p.person_id)?.ok_or(RegistryError::MemberNotFound)?;
    if let Some(gone) = union::find_unscoped(tx, p.to_union_id)?.filter(Union::is_dissolved) {
        return Err(RegistryError::UnionDissolved { name: gone.name });
    }
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
    second_member::end_with_membership(tx, actor, &open, day, Some(p.to_union_id))
}
