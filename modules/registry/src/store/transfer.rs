//! Proposed moves between unions.

use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::model::secondment::ProposalKind;

static INSERT: Insert = Insert::new(
    "transfer_proposal",
    &[
        ("person_id", Kind::Int),
        ("id", Kind::Int),
        ("from_union_id", Kind::Int),
        ("from_path", Kind::Text),
        ("to_union_id", Kind::Int),
        ("to_path", Kind::Text),
        ("employer_id", Kind::Int),
        ("employer_name", Kind::Text),
        ("day", Kind::Int),
        ("state", Kind::Text),
        ("batch_id", Kind::Int),
        ("note", Kind::Text),
        ("proposed_at", Kind::Int),
        ("decided_at", Kind::Int),
        ("kind", Kind::Text),
        ("planned_to", Kind::Int),
        ("reason", Kind::Text),
        ("evidence_id", Kind::Int),
    ],
    // One open proposal per person: a second one is the same wish, or must wait.
    "ON CONFLICT DO NOTHING",
);

store::statements! {
    OPEN_OF = one("person_id"),
        "SELECT person_id, id, from_union_id, from_path, to_union_id, to_path, employer_id, employer_name, day, batch_id,
           kind, planned_to, reason, evidence_id, proposed_at, escalated_at, agreed_at
         FROM transfer_proposal WHERE person_id = $1 AND state = 'proposed'";
    ALL_OF = one("person_id"),
        "SELECT person_id, id, from_union_id, from_path, to_union_id, to_path, employer_id, employer_name, day, batch_id,
           kind, planned_to, reason, evidence_id, state, note, proposed_at, decided_at
         FROM transfer_proposal WHERE person_id = $1 ORDER BY id";
    WAITING = fan_out("answer period"),
        "SELECT person_id, id, from_union_id, from_path, to_union_id, to_path, employer_id, employer_name, day, batch_id,
           kind, planned_to, reason, evidence_id, proposed_at, escalated_at, agreed_at
         FROM transfer_proposal WHERE state = 'proposed' AND escalated_at = 0 AND id > $1 ORDER BY id LIMIT $2";
    ESCALATE = one("person_id"),
        "UPDATE transfer_proposal SET escalated_at = $3
         WHERE person_id = $1 AND id = $2 AND state = 'proposed' AND escalated_at = 0";
    AGREE = one("person_id"),
        "UPDATE transfer_proposal SET agreed_at = $3
         WHERE person_id = $1 AND id = $2 AND state = 'proposed' AND agreed_at = 0";
    DECIDE = one("person_id"),
        "UPDATE transfer_proposal SET state = $3, note = $4, decided_at = $5
         WHERE person_id = $1 AND id = $2 AND state = 'proposed'";
    OPEN_AT = fan_out("a union changes"),
        "SELECT count(*) FROM transfer_proposal WHERE state = 'proposed'
           AND ((from_path >= $1 AND from_path < $2) OR (to_path >= $1 AND to_path < $2))";
    TAKE_OVER_FROM = fan_out("a union is dissolved"),
        "UPDATE transfer_proposal SET from_union_id = $2, from_path = $3
         WHERE from_union_id = $1 AND state = 'proposed'";
    TAKE_OVER_TO = fan_out("a union is dissolved"),
        "UPDATE transfer_proposal SET to_union_id = $2, to_path = $3 WHERE to_union_id = $1 AND state = 'proposed'";
    WITHIN = fan_out("a union is dissolved"),
        "UPDATE transfer_proposal SET state = 'withdrawn', decided_at = $2
         WHERE to_union_id = $1 AND from_union_id = $1 AND state = 'proposed'";
    DELETE = one("person_id"),
        "DELETE FROM transfer_proposal WHERE person_id = $1 AND id = $2 AND state = 'proposed'";
}

/// A move that somebody has to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who moves.
    pub person_id: Id,
    /// Proposal.
    pub id: Id,
    /// From here …
    pub from_union_id: Id,
    /// … at this place …
    pub from_path: OrgPath,
    /// … to here …
    pub to_union_id: Id,
    /// … at this place.
    pub to_path: OrgPath,
    /// New employer, if known.
    pub employer_id: Option<Id>,
    /// New employer's name as given.
    pub employer_name: String,
    /// First day in the new union.
    pub day: Day,
    /// Import that proposed it.
    pub batch_id: Option<Id>,
    /// What it is about.
    pub kind: ProposalKind,
    /// Planned last day of a secondment.
    pub planned_to: Option<Day>,
    /// Why; empty for a plain transfer.
    pub reason: String,
    /// Attachment of the member that proves it.
    pub evidence_id: Option<Id>,
}

impl Proposal {
    /// Where it is answered.
    pub fn answered_at(&self) -> &OrgPath {
        if self.kind.home_answers() { &self.from_path } else { &self.to_path }
    }

    /// Where it was asked.
    pub fn asked_at(&self) -> &OrgPath {
        if self.kind.home_answers() { &self.to_path } else { &self.from_path }
    }
}

/// A kind as it lies in the table.
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn kind_of(code: &str) -> DbResult<ProposalKind> {
    ProposalKind::parse(code).ok_or_else(|| DbError::Inconsistent(format!("transfer: kind {code}")))
}

fn proposal(row: &Row) -> DbResult<Proposal> {
    let mut r = row.reader();
    Ok(Proposal {
        person_id: r.next()?,
        id: r.next()?,
        from_union_id: r.next()?,
        from_path: r.next()?,
        to_union_id: r.next()?,
        to_path: r.next()?,
        employer_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        employer_name: r.next()?,
        day: r.next()?,
        batch_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        kind: kind_of(&r.next::<String>()?)?,
        planned_to: Day::from_number(r.next()?),
        reason: r.next()?,
        evidence_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
    })
}

/// A proposal that waits for its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// What is proposed.
    pub proposal: Proposal,
    /// Since when.
    pub proposed_at: Timestamp,
    /// Handed up to the next union above, once, because nobody answered.
    pub escalated: bool,
    /// The member has agreed.
    pub agreed: bool,
}

fn waiting(row: &Row) -> DbResult<Waiting> {
    let set = |i| row.get::<i64>(i).map(|at| at != 0);
    Ok(Waiting { proposal: proposal(row)?, proposed_at: row.get(14)?, escalated: set(15)?, agreed: set(16)? })
}

/// Stores proposals; people with an open one keep it.
pub fn insert(tx: &mut Tx<'_>, rows: &[Proposal]) -> DbResult<u64> {
    let now = tx.now();
    let rows: Vec<_> = rows.iter().map(|p| row(p, "proposed", now, Timestamp(0))).collect();
    tx.insert_many(&INSERT, &rows)
}

/// The row of a proposal as it stands, for [`load`].
pub fn row(
    p: &Proposal,
    state: &'static str,
    proposed_at: Timestamp,
    decided_at: Timestamp,
) -> Vec<Val<'static>> {
    vec![
        Val::from(p.person_id),
        Val::from(p.id),
        Val::from(p.from_union_id),
        Val::from(p.from_path.as_str().to_owned()),
        Val::from(p.to_union_id),
        Val::from(p.to_path.as_str().to_owned()),
        Val::from(p.employer_id.unwrap_or(Id(0))),
        Val::from(p.employer_name.clone()),
        Val::from(p.day),
        Val::from(state),
        Val::from(p.batch_id.unwrap_or(Id(0))),
        Val::from(""),
        Val::from(proposed_at),
        Val::from(decided_at),
        Val::from(p.kind.code()),
        Val::from(p.planned_to.map_or(0, Day::number)),
        Val::from(p.reason.clone()),
        Val::from(p.evidence_id.unwrap_or(Id(0))),
    ]
}

/// Inserts rows made by [`row`].
pub fn load(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<()> {
    tx.insert_many(&INSERT, rows).map(drop)
}

/// The open proposal of a person.
pub fn open_of(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Proposal>> {
    Ok(waiting_of(tx, person)?.map(|w| w.proposal))
}

/// The open proposal of a person, and how long it has waited.
pub fn waiting_of(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Waiting>> {
    tx.query_one(&OPEN_OF, params![person], waiting)
}

/// A proposal of whatever state.
#[derive(Clone, Debug)]
pub struct Past {
    /// What was proposed.
    pub proposal: Proposal,
    /// `proposed`, `accepted`, `returned`, `withdrawn`.
    pub state: String,
    /// What was said to the answer.
    pub note: String,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// When it was answered; 0 if not yet.
    pub decided_at: Timestamp,
}

/// All proposals of a person, oldest first.
pub fn all_of(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Past>> {
    tx.query(&ALL_OF, params![person], |row| {
        let proposal = proposal(row)?;
        let (state, note) = (row.get(14)?, row.get(15)?);
        Ok(Past { proposal, state, note, proposed_at: row.get(16)?, decided_at: row.get(17)? })
    })
}

/// Open proposals that were not handed up, by id.
pub fn all_waiting(tx: &mut Tx<'_>, after: Id, limit: i64) -> DbResult<Vec<Waiting>> {
    tx.query(&WAITING, params![after, limit], waiting)
}

/// Marks an open proposal as handed up; `false` if it was already, or is answered.
pub fn escalate(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&ESCALATE, params![person, id, now])? == 1)
}

/// Notes that the member agrees; `false` if that was noted already, or the proposal is answered.
pub fn agree(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&AGREE, params![person, id, now])? == 1)
}

/// Answers an open proposal; `false` if it was answered already.
pub fn decide(tx: &mut Tx<'_>, person: Id, id: Id, state: &str, note: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&DECIDE, params![person, id, state, note, now])? == 1)
}

/// Takes an open proposal back (undo of an import); `false` if it was answered already.
pub fn withdraw(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&DELETE, params![person, id])? == 1)
}

/// How many open proposals go from or to a union or, with `beneath`, also those beneath it.
pub fn open_at(tx: &mut Tx<'_>, place: &OrgPath, beneath: bool) -> DbResult<i64> {
    let (from, mut to) = place.range();
    if !beneath {
        // The first place beneath it comes right after its own text.
        to = format!("{}\u{1}", place.as_str());
    }
    Ok(tx.query_one(&OPEN_AT, params![from, to], |r| r.get(0))?.unwrap_or_default())
}

/// Another union takes over the open proposals of one that is dissolved. A move between the two is done with that.
pub fn take_over(tx: &mut Tx<'_>, old: Id, new: Id, place: &OrgPath) -> DbResult<()> {
    tx.execute(&TAKE_OVER_FROM, params![old, new, place.as_str()])?;
    tx.execute(&TAKE_OVER_TO, params![old, new, place.as_str()])?;
    let now = tx.now();
    tx.execute(&WITHIN, params![new, now]).map(drop)
}
