//! What becomes of a proposed move that nobody answers within the period (`transfer.answer_days`,
//! `transfer.on_silence`; decision of the house, docs/rules §6).

use guard::Actor;
use kernel::{Day, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::parameters::{Parameters, keys};
use store::Tx;

use super::answer_transfer::{Answer, close};
use super::transfer_notices;
use crate::error::{RegistryError, Result};
use crate::store::membership;
use crate::store::transfer::{self, Waiting};

/// What the parameter says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The member stays.
    Return,
    /// Silence is consent.
    Accept,
    /// The union above both is asked; the proposal stays open.
    Escalate,
}

impl Silence {
    /// From the parameter's word; an unknown word asks the union above.
    pub fn of(word: &str) -> Self {
        match word {
            "return" => Self::Return,
            "accept" => Self::Accept,
            _ => Self::Escalate,
        }
    }
}

/// Days for the answer to a proposal of this instant.
pub fn answer_days(parameters: &Parameters, proposed_at: Timestamp) -> i64 {
    parameters.integer(keys::TRANSFER_ANSWER_DAYS, proposed_at.day())
}

/// The last day for the answer.
pub fn due(parameters: &Parameters, proposed_at: Timestamp) -> Day {
    proposed_at.day().plus_days(answer_days(parameters, proposed_at))
}

/// Deals with a proposal whose period is over. It may come twice, or after an answer: then nothing happens.
///
/// # Errors
/// Any [`RegistryError`] but that of an answer that was faster.
pub fn fall_silent(tx: &mut Tx<'_>, actor: &Actor, w: &Waiting, days: i64, what: Silence) -> Result<()> {
    let p = &w.proposal;
    let note = format!("{days}日内未答复");
    let there = membership::open_of(tx, p.person_id)?.is_some_and(|m| m.union_id == p.from_union_id);
    let ended = match what {
        _ if !there => close(tx, actor, p, Answer::Returned, "会籍已变化"),
        Silence::Escalate => return hand_up(tx, actor, w, days),
        Silence::Return => close(tx, actor, p, Answer::Returned, &note),
        Silence::Accept => close(tx, actor, p, Answer::Accepted, &format!("{note}，视为同意")),
    };
    match ended {
        Err(RegistryError::TransferNotFound) => Ok(()),
        other => other,
    }
}

fn hand_up(tx: &mut Tx<'_>, actor: &Actor, w: &Waiting, days: i64) -> Result<()> {
    let p = &w.proposal;
    if !transfer::escalate(tx, p.person_id, p.id)? {
        return Ok(());
    }
    let changes = Changes::new().note("days", days);
    let entry =
        Entry { union_path: Some(&p.from_path), changes, ..Entry::of("transfer.escalate", p.person_id) };
    audit::record(tx, actor, entry)?;
    transfer_notices::escalated(tx, actor, p, days).map_err(Into::into)
}
