//! Proposed moves that go over when two records of a person become one: read and written whole.

use kernel::Id;
use serde::{Deserialize, Serialize};
use store::{DbResult, Row, Tx, params};

use crate::model::secondment::ProposalKind;

store::statements! {
    PROPOSALS = one("person_id"),
        "SELECT id, from_union_id, from_path, to_union_id, to_path, employer_id, employer_name, day, state, batch_id,
           note, proposed_at, decided_at, escalated_at, agreed_at, kind, planned_to, reason, evidence_id
         FROM transfer_proposal WHERE person_id = $1 ORDER BY id";
    PUT_PROPOSAL = one("person_id"),
        "INSERT INTO transfer_proposal (person_id, id, from_union_id, from_path, to_union_id, to_path, employer_id,
           employer_name, day, state, batch_id, note, proposed_at, decided_at, escalated_at, agreed_at, kind,
           planned_to, reason, evidence_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    TAKE_PROPOSAL = one("person_id"), "DELETE FROM transfer_proposal WHERE person_id = $1 AND id = $2";
}

/// A proposed move as it lies in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalRow {
    id: i64,
    from: (i64, String),
    to: (i64, String),
    employer: (i64, String),
    day: i64,
    /// State.
    pub state: String,
    batch_id: i64,
    note: String,
    /// Proposed, decided, handed up, agreed.
    at: [i64; 4],
    /// What only a secondment has; a plain transfer is written without it.
    #[serde(default, skip_serializing_if = "Terms::is_plain")]
    terms: Terms,
}

/// What a proposal says beyond a plain transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Terms {
    kind: String,
    planned_to: i64,
    reason: String,
    evidence_id: i64,
}

impl Default for Terms {
    fn default() -> Self {
        let kind = ProposalKind::default().code().to_owned();
        Self { kind, planned_to: 0, reason: String::new(), evidence_id: 0 }
    }
}

impl Terms {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

fn proposal_row(row: &Row) -> DbResult<ProposalRow> {
    let mut r = row.reader();
    Ok(ProposalRow {
        id: r.next()?,
        from: (r.next()?, r.next()?),
        to: (r.next()?, r.next()?),
        employer: (r.next()?, r.next()?),
        day: r.next()?,
        state: r.next()?,
        batch_id: r.next()?,
        note: r.next()?,
        at: [r.next()?, r.next()?, r.next()?, r.next()?],
        terms: Terms { kind: r.next()?, planned_to: r.next()?, reason: r.next()?, evidence_id: r.next()? },
    })
}

/// All proposals of a person, oldest first.
pub(super) fn proposals(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<ProposalRow>> {
    tx.query(&PROPOSALS, params![person], proposal_row)
}

/// Takes a proposal from a person.
pub(super) fn take_proposal(tx: &mut Tx<'_>, person: Id, p: &ProposalRow) -> DbResult<()> {
    tx.execute(&TAKE_PROPOSAL, params![person, p.id]).map(drop)
}

/// Gives a proposal to a person.
pub(super) fn put_proposal(tx: &mut Tx<'_>, person: Id, p: &ProposalRow) -> DbResult<()> {
    let [proposed, decided, escalated, agreed] = p.at;
    tx.execute(
        &PUT_PROPOSAL,
        params![
            person,
            p.id,
            p.from.0,
            &p.from.1,
            p.to.0,
            &p.to.1,
            p.employer.0,
            &p.employer.1,
            p.day,
            &p.state,
            p.batch_id,
            &p.note,
            proposed,
            decided,
            escalated,
            agreed,
            &p.terms.kind,
            p.terms.planned_to,
            &p.terms.reason,
            p.terms.evidence_id
        ],
    )
    .map(drop)
}
