//! A cadre takes a step on a membership: retained, resumed, left, expelled, died. What ends it against the member's will, and
//! a death, need evidence (docs/rules §6).

use guard::{Scope, act, res};
use kernel::{Day, Id};
use platform::accounts::dissolve_bonds;
use platform::codesets::Codesets;
use platform::files::{self, Subject};
use platform::notices;
use platform::sealed::Keyring;
use store::Tx;

use super::enter_people::seal_context;
use super::membership_step::{Step, step_membership};
use crate::error::{RegistryError, Result, field};
use crate::forms::Check;
use crate::model::{EventKind, Status};
use crate::rules;
use crate::store::{member, membership, person};

/// What is to happen.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The step.
    pub event: EventKind,
    /// From which day.
    pub day: Day,
    /// Code of `membership_change_reason`, or empty.
    pub reason: String,
    /// Attachment of the member that proves it.
    pub evidence: Option<Id>,
}

/// Takes the step.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::WrongState`], [`RegistryError::Invalid`],
/// [`RegistryError::File`] if there is no such evidence.
pub fn take_step(
    tx: &mut Tx<'_>,
    (keys, words): (&Keyring, &Codesets),
    scope: &Scope<res::Member, act::Update>,
    id: Id,
    wish: &Wish,
) -> Result<Status> {
    let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
    let wrong = || RegistryError::WrongState { deed: wish.event.title(), status: d.status.title() };
    let open = membership::open_of(tx, id)?.ok_or_else(wrong)?;
    if wish.day > tx.today() || wish.day < open.valid_from {
        let params = [("day", open.valid_from.to_string())].into();
        return Err(RegistryError::Invalid(vec![field("/day", "registry.step-day", params)]));
    }
    let mut check = Check::default();
    check.code(words, "/reason", "membership_change_reason", &wish.reason);
    if wish.evidence.is_none() && rules::needs_evidence(wish.event) {
        check.refuse("/evidence_id", "registry.step-evidence", kernel::Params::new());
    }
    check.done_with(Some(()))?;
    if let Some(evidence) = wish.evidence {
        files::find(tx, scope, Subject { id, path: &d.union_path }, evidence)?;
    }
    let reason = wish.reason.clone();
    let step = Step { event: wish.event, day: wish.day, reason, other_union_id: None, batch_id: None };
    let status = step_membership(tx, scope.actor(), &open, &step)?;
    let taken = membership::events(tx, id)?.into_iter().map(|e| e.id).max();
    if let Some(event) = taken {
        membership::set_taken(tx, id, event, open.status, wish.evidence)?;
    }
    if wish.event == EventKind::Died {
        end_sessions(tx, keys, id)?;
    } else {
        let text = format!("您的会籍自{}起：{}。如有疑问，请联系所在工会", wish.day, wish.event.title());
        notices::send(tx, id, "会籍变动", &text, "/data")?;
    }
    Ok(status)
}

/// Nobody signs in as somebody who died.
fn end_sessions(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> Result<()> {
    let Some(sealed) = person::by_id(tx, id)?.and_then(|p| p.phone) else { return Ok(()) };
    let phone = keys.open(&sealed, &seal_context("phone", id))?;
    dissolve_bonds(tx, keys, &phone, id)?;
    Ok(())
}
