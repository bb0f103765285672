//! What members ask about the own data.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::data_request::{FieldChange, RequestKind, RequestState};

store::statements! {
    INSERT = one("person_id"),
        "INSERT INTO data_request (person_id, id, union_id, union_path, kind, state, fields, document_id, document_kind,
           wanted_number, evidence, reason, asked_at, due_on, reminded_at, answered_at, answered_by, answered_name, answer,
           version, numbered_by, year, ordinal, relation)
         VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, 0, '', '', 1, $3, $14, $15, $16)";
    OF_PERSON = one("person_id"),
        "SELECT person_id, id, union_id, union_path, kind, state, fields, document_id, document_kind, wanted_number,
           evidence, reason, asked_at, due_on, reminded_at, answered_at, answered_name, answer, version, year, ordinal,
           relation
         FROM data_request WHERE person_id = $1 ORDER BY id DESC";
    ANSWER = one("person_id"),
        "UPDATE data_request SET state = $4, answered_at = $5, answered_by = $6, answered_name = $7, answer = $8,
           wanted_number = NULL, version = version + 1
         WHERE person_id = $1 AND id = $2 AND version = $3 AND state = 'open'";
    WAITING = fan_out("answer period"),
        "SELECT person_id, id, union_id, union_path, kind, state, fields, document_id, document_kind, wanted_number,
           evidence, reason, asked_at, due_on, reminded_at, answered_at, answered_name, answer, version, year, ordinal,
           relation
         FROM data_request WHERE state = 'open' AND (due_on, id) > ($1, $2) ORDER BY due_on, id LIMIT $3";
    REMIND = one("person_id"),
        "UPDATE data_request SET reminded_at = $3
         WHERE person_id = $1 AND id = $2 AND state = 'open' AND reminded_at = 0";
    FOLLOW = one("person_id"),
        "UPDATE data_request SET union_id = $3, union_path = $4 WHERE person_id = $1 AND id = $2 AND state = 'open'";
    SCRUB = one("person_id"),
        "UPDATE data_request SET fields = '[]', document_id = 0, document_kind = '', wanted_number = NULL,
           evidence = '[]', reason = '', answer = '', version = version + 1
         WHERE person_id = $1";
}

/// A request as stored, the wanted number still sealed.
#[derive(Clone, Debug)]
pub struct DataRequest {
    /// Whose.
    pub person_id: Id,
    /// Request.
    pub id: Id,
    /// Which union answers.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// What is asked.
    pub kind: RequestKind,
    /// What it is about beside the kind: code of `member_flag` of a declared flag; empty otherwise.
    pub topic: String,
    /// Who asks: code of `relative_relation` of a near relative; empty where the member does.
    pub relation: String,
    /// State.
    pub state: RequestState,
    /// Fields of a correction or of a declared flag.
    pub fields: Vec<FieldChange>,
    /// Document whose number is wrong.
    pub document_id: Option<Id>,
    /// Code of `document_kind` of the wanted number.
    pub document_kind: String,
    /// Sealed wanted number; none when answered.
    pub wanted_number: Option<Vec<u8>>,
    /// Attachments of the member that show it.
    pub evidence: Vec<Id>,
    /// Why, in the member's words.
    pub reason: String,
    /// When.
    pub asked_at: Timestamp,
    /// Last day for the answer.
    pub due_on: Day,
    /// When those who answer were reminded; 0 if not yet.
    pub reminded_at: Timestamp,
    /// When it was answered or withdrawn; 0 if not yet.
    pub answered_at: Timestamp,
    /// Who answered.
    pub answered_name: String,
    /// What was answered.
    pub answer: String,
    /// Rises with each change.
    pub version: i64,
    /// Year of the number.
    pub year: i64,
    /// Number within the union that was asked and the year, from 1 without gaps.
    pub ordinal: i64,
}

pub(super) fn request(row: &Row) -> DbResult<DataRequest> {
    let mut r = row.reader();
    let (person_id, id): (Id, Id) = (r.next()?, r.next()?);
    let wrong = |what: &str| DbError::Inconsistent(format!("data request {id}: {what}"));
    let (union_id, union_path): (Id, OrgPath) = (r.next()?, r.next()?);
    let (kind, topic) = RequestKind::from_stored(&r.next::<String>()?).ok_or_else(|| wrong("kind"))?;
    Ok(DataRequest {
        person_id,
        id,
        union_id,
        union_path,
        kind,
        topic,
        state: RequestState::parse(&r.next::<String>()?).ok_or_else(|| wrong("state"))?,
        fields: serde_json::from_str(&r.next::<String>()?).map_err(|_| wrong("fields"))?,
        document_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        document_kind: r.next()?,
        wanted_number: r.next()?,
        evidence: serde_json::from_str(&r.next::<String>()?).map_err(|_| wrong("evidence"))?,
        reason: r.next()?,
        asked_at: r.next()?,
        due_on: r.next()?,
        reminded_at: r.next()?,
        answered_at: r.next()?,
        answered_name: r.next()?,
        answer: r.next()?,
        version: r.next()?,
        year: r.next()?,
        ordinal: r.next()?,
        relation: r.next()?,
    })
}

fn json<T: serde::Serialize>(value: &T) -> DbResult<String> {
    serde_json::to_string(value).map_err(|e| DbError::Driver(format!("data request: {e}")))
}

/// Stores a new open request.
///
/// # Errors
/// [`DbError::Conflict`] if the person has an open one of this kind and topic: the index decides.
pub fn insert(tx: &mut Tx<'_>, q: &DataRequest) -> DbResult<()> {
    let (fields, evidence) = (json(&q.fields)?, json(&q.evidence)?);
    let args = params![
        q.person_id,
        q.id,
        q.union_id,
        q.union_path.as_str(),
        q.kind.stored(&q.topic),
        fields,
        q.document_id.unwrap_or(Id(0)),
        &q.document_kind,
        q.wanted_number.as_ref(),
        evidence,
        &q.reason,
        q.asked_at,
        q.due_on,
        q.year,
        q.ordinal,
        &q.relation
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// The requests of a person, newest first. Without a scope: for the person alone, and for the program itself.
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<DataRequest>> {
    tx.query(&OF_PERSON, params![person], request)
}

/// A request within the scope: staff by place, a member the own ones.
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, A>,
    person: Id,
    id: Id,
) -> DbResult<Option<DataRequest>> {
    let found = of_person(tx, person)?.into_iter().find(|q| q.id == id);
    Ok(found.filter(|q| scope.covers(&q.union_path) || scope.is_own(person)))
}

/// How a request ends.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// New state.
    pub state: RequestState,
    /// Account; 0 for the member.
    pub by: Id,
    /// Name of who answers; empty for the member.
    pub by_name: &'a str,
    /// What is said to it.
    pub answer: &'a str,
}

/// Ends an open request as it was read; `false` if somebody was faster.
pub fn end(tx: &mut Tx<'_>, q: &DataRequest, e: &Ending<'_>) -> DbResult<bool> {
    let now = tx.now();
    let args = params![q.person_id, q.id, q.version, e.state.code(), now, e.by, e.by_name, e.answer];
    Ok(tx.execute(&ANSWER, args)? == 1)
}

/// Open requests in the order of their last day, after one of them; at most `limit`.
pub fn waiting(tx: &mut Tx<'_>, after: (Day, Id), limit: i64) -> DbResult<Vec<DataRequest>> {
    tx.query(&WAITING, params![after.0, after.1, limit], request)
}

/// Marks an open request as reminded of; `false` if it was, or has ended.
pub fn remind(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&REMIND, params![person, id, now])? == 1)
}

/// An open request goes along to the union that the member has moved to.
pub fn follow(tx: &mut Tx<'_>, person: Id, id: Id, union: Id, place: &OrgPath) -> DbResult<()> {
    tx.execute(&FOLLOW, params![person, id, union, place.as_str()]).map(drop)
}

/// Takes everything personal out of a person's requests: kind, state and days stay, as the proof that they were answered.
pub fn scrub(tx: &mut Tx<'_>, person: Id) -> DbResult<()> {
    tx.execute(&SCRUB, params![person]).map(drop)
}
