//! Proposed changes of targets of the upward exchange.

use guard::Actor;
use kernel::{Day, Id, Timestamp};
use platform::parameters::State;
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::exchange::{ExchangeDefinition, TargetForm};

store::statements! {
    PROPOSE = reference,
        "INSERT INTO exchange_proposal (target_id, id, name, valid_from, valid_to, definition, state, reason, proposed_by,
           proposed_by_name, proposed_at, decided_by_name, decided_at, decision_note)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, '', 0, '')
         ON CONFLICT (target_id) DO UPDATE SET id = excluded.id, name = excluded.name, valid_from = excluded.valid_from,
           valid_to = excluded.valid_to, definition = excluded.definition, state = excluded.state, reason = excluded.reason,
           proposed_by = excluded.proposed_by, proposed_by_name = excluded.proposed_by_name,
           proposed_at = excluded.proposed_at, decided_by_name = '', decided_at = 0, decision_note = ''
         WHERE exchange_proposal.state <> 'open'";
    OF_TARGET = reference,
        "SELECT id, target_id, name, valid_from, valid_to, definition, state, reason, proposed_by, proposed_by_name,
           proposed_at, decided_by_name, decided_at, decision_note FROM exchange_proposal WHERE target_id = $1";
    DECIDE = reference,
        "UPDATE exchange_proposal SET state = $3, decided_by_name = $5, decided_at = $6, decision_note = $7
         WHERE target_id = $1 AND id = $2 AND state = 'open' AND proposed_by <> $4";
    WITHDRAW = reference,
        "UPDATE exchange_proposal SET state = 'withdrawn', decided_by_name = $4, decided_at = $5
         WHERE target_id = $1 AND id = $2 AND state = 'open' AND proposed_by = $3";
}

/// The newest proposal for a target.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Proposal.
    pub id: Id,
    /// Target.
    pub target_id: Id,
    /// Name it would have.
    pub name: String,
    /// First day it would be valid on.
    pub valid_from: Day,
    /// Last one.
    pub valid_to: Day,
    /// How its file would look.
    pub definition: ExchangeDefinition,
    /// Where it stands.
    pub state: State,
    /// Why it was proposed.
    pub reason: String,
    /// Account that proposed it.
    pub proposed_by: Id,
    /// Its name.
    pub proposed_by_name: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Who decided; empty while it is open.
    pub decided_by_name: String,
    /// When; 0 while it is open.
    pub decided_at: Timestamp,
    /// What was said to it.
    pub decision_note: String,
}

fn proposal(row: &Row) -> DbResult<Proposal> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let wrong = |what: &str| DbError::Inconsistent(format!("exchange proposal {id}: {what}"));
    Ok(Proposal {
        id,
        target_id: r.next()?,
        name: r.next()?,
        valid_from: r.next()?,
        valid_to: r.next()?,
        definition: serde_json::from_str(&r.next::<String>()?).map_err(|_| wrong("definition"))?,
        state: State::parse(&r.next::<String>()?).ok_or_else(|| wrong("state"))?,
        reason: r.next()?,
        proposed_by: r.next()?,
        proposed_by_name: r.next()?,
        proposed_at: r.next()?,
        decided_by_name: r.next()?,
        decided_at: r.next()?,
        decision_note: r.next()?,
    })
}

/// Stores a proposal; `false` while another one waits.
pub fn propose(
    tx: &mut Tx<'_>,
    (id, target): (Id, Id),
    form: &TargetForm,
    reason: &str,
    by: &Actor,
) -> DbResult<bool> {
    let text = serde_json::to_string(&form.definition);
    let text = text.map_err(|e| DbError::Driver(format!("definition: {e}")))?;
    let now = tx.now();
    let args = params![
        target,
        id,
        form.name.trim(),
        form.valid_from,
        form.valid_to,
        text,
        reason,
        by.id(),
        by.name(),
        now
    ];
    Ok(tx.execute(&PROPOSE, args)? == 1)
}

/// The newest proposal for a target.
pub fn of_target(tx: &mut Tx<'_>, target: Id) -> DbResult<Option<Proposal>> {
    tx.query_one(&OF_TARGET, params![target], proposal)
}

/// Approves or rejects an open proposal of somebody else; `false` if it is not one.
pub fn decide(
    tx: &mut Tx<'_>,
    (target, id): (Id, Id),
    approved: bool,
    by: &Actor,
    note: &str,
) -> DbResult<bool> {
    let (state, now) = (if approved { "approved" } else { "rejected" }, tx.now());
    Ok(tx.execute(&DECIDE, params![target, id, state, by.id(), by.name(), now, note])? == 1)
}

/// Takes an own open proposal back; `false` if it is not one.
pub fn withdraw(tx: &mut Tx<'_>, (target, id): (Id, Id), by: &Actor) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&WITHDRAW, params![target, id, by.id(), by.name(), now])? == 1)
}
