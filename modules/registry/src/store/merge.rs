//! What goes over when two records of a person become one. Rows are read and written whole: what comes back is what went.

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult, Row, Tx, params};

use super::merge_proposal::{ProposalRow, proposals, put_proposal, take_proposal};
use crate::model::Profile;

store::statements! {
    MEMBERSHIPS = one("person_id"),
        "SELECT id, union_id, union_path, sort_key, employer_id, employer_name, status, valid_from, valid_to
         FROM membership WHERE person_id = $1 ORDER BY id";
    PUT_MEMBERSHIP = one("person_id"),
        "INSERT INTO membership (person_id, id, union_id, union_path, sort_key, employer_id, employer_name, status,
           valid_from, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    // The state says that nobody took a step meanwhile.
    TAKE_MEMBERSHIP = one("person_id"),
        "DELETE FROM membership WHERE person_id = $1 AND id = $2 AND status = $3 AND valid_to = $4";
    EVENTS = one("person_id"),
        "SELECT id, membership_id, kind, day, union_id, other_union_id, reason, batch_id, evidence_id, from_status
         FROM membership_event WHERE person_id = $1 ORDER BY id";
    PUT_EVENT = one("person_id"),
        "INSERT INTO membership_event (person_id, id, membership_id, kind, day, union_id, other_union_id, reason, batch_id,
           evidence_id, from_status)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    TAKE_EVENT = one("person_id"), "DELETE FROM membership_event WHERE person_id = $1 AND id = $2";
    PUT = one("person_id"),
        "INSERT INTO person_merge (person_id, id, other_id, other_name, state, reason, moved, after, made_by,
           made_by_name, made_at, undone_by_name, undone_at, undo_reason)
         VALUES ($1, $2, $3, $4, 'done', $5, $6, $7, $8, $9, $10, '', 0, '')";
    OF_PERSON = one("person_id"),
        "SELECT id, other_id, other_name, state, reason, moved, after, made_by_name, made_at, undone_by_name, undone_at,
           undo_reason
         FROM person_merge WHERE person_id = $1 ORDER BY id DESC";
    UNDONE = one("person_id"),
        "UPDATE person_merge SET state = 'undone', undone_by_name = $3, undone_at = $4, undo_reason = $5
         WHERE person_id = $1 AND id = $2 AND state = 'done'";
}

/// A membership as it lies in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipRow {
    /// Membership.
    pub id: i64,
    /// Union.
    pub union_id: i64,
    /// Its place.
    pub union_path: String,
    /// How it sorts.
    pub sort_key: String,
    /// Employer, or 0.
    pub employer_id: i64,
    /// Employer's name.
    pub employer_name: String,
    /// State.
    pub status: String,
    /// First day.
    pub valid_from: i64,
    /// Last day.
    pub valid_to: i64,
}

/// An event as it lies in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    id: i64,
    membership_id: i64,
    kind: String,
    day: i64,
    union_id: i64,
    other_union_id: i64,
    reason: String,
    batch_id: i64,
    evidence_id: i64,
    from_status: String,
}

/// All that hangs on a person beside documents, phone and files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hanging {
    /// Memberships.
    pub memberships: Vec<MembershipRow>,
    /// What happened to them.
    pub events: Vec<EventRow>,
    /// Proposed moves.
    pub proposals: Vec<ProposalRow>,
}

/// All that went over, and what the survivor was before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The other's rows.
    pub hanging: Hanging,
    /// The survivor's fields before.
    pub profile: Profile,
    /// The survivor's birth day before, and how exactly: number and code.
    pub birth: (i64, String),
    /// The survivor had no phone and took the other's.
    pub phone_taken: bool,
    /// Copies of the other's documents, with the survivor.
    pub documents: Vec<Id>,
    /// Attachments.
    pub files: Vec<Id>,
    /// Secondments.
    #[serde(default)]
    pub secondments: Vec<Id>,
    /// The membership that the merge ended, if both were members.
    pub ended: Option<Ended>,
    /// Copies of the other's flags beside columns, with the survivor.
    #[serde(default)]
    pub flags: Vec<Id>,
}

/// The membership that a merge ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// Whose it was.
    pub person_id: Id,
    /// Which.
    pub membership_id: Id,
    /// State before.
    pub status: String,
    /// First day without it.
    pub day: i64,
    /// Its event.
    pub event_id: Id,
}

/// A merge as it is kept.
#[derive(Clone, Debug)]
pub struct Merge {
    /// Merge.
    pub id: Id,
    /// Record that was merged.
    pub other_id: Id,
    /// Its name.
    pub other_name: String,
    /// `done` or `undone`.
    pub state: String,
    /// Why.
    pub reason: String,
    /// What went over.
    pub moved: Moved,
    /// What the survivor was like after.
    pub after: String,
    /// By whom.
    pub made_by_name: String,
    /// When.
    pub made_at: Timestamp,
    /// By whom it was taken back.
    pub undone_by_name: String,
    /// When; 0 if it was not.
    pub undone_at: Timestamp,
    /// Why.
    pub undo_reason: String,
}

fn membership_row(row: &Row) -> DbResult<MembershipRow> {
    let mut r = row.reader();
    Ok(MembershipRow {
        id: r.next()?,
        union_id: r.next()?,
        union_path: r.next()?,
        sort_key: r.next()?,
        employer_id: r.next()?,
        employer_name: r.next()?,
        status: r.next()?,
        valid_from: r.next()?,
        valid_to: r.next()?,
    })
}

fn event_row(row: &Row) -> DbResult<EventRow> {
    let mut r = row.reader();
    Ok(EventRow {
        id: r.next()?,
        membership_id: r.next()?,
        kind: r.next()?,
        day: r.next()?,
        union_id: r.next()?,
        other_union_id: r.next()?,
        reason: r.next()?,
        batch_id: r.next()?,
        evidence_id: r.next()?,
        from_status: r.next()?,
    })
}

impl EventRow {
    /// Of which membership.
    pub fn membership(&self) -> i64 {
        self.membership_id
    }
}

/// All that hangs on a person.
pub fn hanging(tx: &mut Tx<'_>, person: Id) -> DbResult<Hanging> {
    Ok(Hanging {
        memberships: tx.query(&MEMBERSHIPS, params![person], membership_row)?,
        events: tx.query(&EVENTS, params![person], event_row)?,
        proposals: proposals(tx, person)?,
    })
}

/// Takes rows from a person; `false` if one of the memberships is no longer as it was read.
pub fn take(tx: &mut Tx<'_>, person: Id, h: &Hanging) -> DbResult<bool> {
    for m in &h.memberships {
        if tx.execute(&TAKE_MEMBERSHIP, params![person, m.id, &m.status, m.valid_to])? != 1 {
            return Ok(false);
        }
    }
    for e in &h.events {
        tx.execute(&TAKE_EVENT, params![person, e.id])?;
    }
    h.proposals.iter().try_for_each(|p| take_proposal(tx, person, p))?;
    Ok(true)
}

/// Gives rows to a person; memberships sort as `sort_key` says, or as they did.
///
/// # Errors
/// [`DbError::Conflict`] if that makes two open memberships.
pub fn give(tx: &mut Tx<'_>, person: Id, h: &Hanging, sort_key: Option<&str>) -> DbResult<()> {
    for m in &h.memberships {
        let sort_key = sort_key.unwrap_or(&m.sort_key);
        tx.execute(
            &PUT_MEMBERSHIP,
            params![
                person,
                m.id,
                m.union_id,
                &m.union_path,
                sort_key,
                m.employer_id,
                &m.employer_name,
                &m.status,
                m.valid_from,
                m.valid_to
            ],
        )?;
    }
    for e in &h.events {
        tx.execute(
            &PUT_EVENT,
            params![
                person,
                e.id,
                e.membership_id,
                &e.kind,
                e.day,
                e.union_id,
                e.other_union_id,
                &e.reason,
                e.batch_id,
                e.evidence_id,
                &e.from_status
            ],
        )?;
    }
    h.proposals.iter().try_for_each(|p| put_proposal(tx, person, p))
}

/// Removes one event of a person.
pub fn drop_event(tx: &mut Tx<'_>, person: Id, event: Id) -> DbResult<()> {
    tx.execute(&TAKE_EVENT, params![person, event]).map(drop)
}

/// What is kept of a new merge: its id, the other record and its name, why, by whom (id and name).
#[derive(Debug)]
pub struct NewMerge<'a> {
    /// Merge.
    pub id: Id,
    /// Record that was merged.
    pub other_id: Id,
    /// Its name.
    pub other_name: &'a str,
    /// Why.
    pub reason: &'a str,
    /// By whom.
    pub by: (Id, &'a str),
}

/// Keeps a merge.
pub fn put(tx: &mut Tx<'_>, person: Id, new: &NewMerge<'_>, moved: &Moved, after: &str) -> DbResult<()> {
    let (now, moved) = (tx.now(), serde_json::to_string(moved));
    let moved = moved.map_err(|e| DbError::Inconsistent(format!("a merge cannot be written: {e}")))?;
    let (by, by_name) = new.by;
    tx.execute(
        &PUT,
        params![person, new.id, new.other_id, new.other_name, new.reason, &moved, after, by, by_name, now],
    )
    .map(drop)
}

/// The merges into a person, newest first.
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Merge>> {
    tx.query(&OF_PERSON, params![person], |row| {
        let mut r = row.reader();
        let (id, other_id, other_name, state): (Id, Id, String, String) =
            (r.next()?, r.next()?, r.next()?, r.next()?);
        let (reason, moved): (String, String) = (r.next()?, r.next()?);
        let moved =
            serde_json::from_str(&moved).map_err(|e| DbError::Inconsistent(format!("merge {id}: {e}")))?;
        Ok(Merge {
            id,
            other_id,
            other_name,
            state,
            reason,
            moved,
            after: r.next()?,
            made_by_name: r.next()?,
            made_at: r.next()?,
            undone_by_name: r.next()?,
            undone_at: r.next()?,
            undo_reason: r.next()?,
        })
    })
}

/// Marks a merge as taken back; `false` if it was already.
pub fn set_undone(tx: &mut Tx<'_>, person: Id, id: Id, by: &str, reason: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&UNDONE, params![person, id, by, now, reason])? == 1)
}
