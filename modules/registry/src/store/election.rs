//! Founding and elections of unions, and who holds which office.

use kernel::{Day, Id, Timestamp};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::election::{Election, ElectionKind, ElectionState, Method, Officer};

store::statements! {
    INSERT = one("union_id"),
        "INSERT INTO union_election (union_id, id, kind, state, requested_on, request_number, request_note, started_on,
           start_number, method, planned_on, seats, entitled, held_on, attended, candidates, reported_on, approval_number,
           approved_on, term_from, term_to, note, created_by, created_by_name, created_at, finished_at)
         VALUES ($1, $2, $3, 'applied', $4, $5, $6, 0, '', 'assembly', 0, 0, 0, 0, 0, '[]', 0, '', 0, 0, $7, '', $8, $9, $10, 0)";
    OF_UNION = one("union_id"),
        "SELECT union_id, id, kind, state, requested_on, request_number, request_note, started_on, start_number, method,
           planned_on, seats, entitled, held_on, attended, candidates, reported_on, approval_number, approved_on, term_from,
           term_to, note, created_by, created_by_name, created_at, finished_at
         FROM union_election WHERE union_id = $1 ORDER BY id DESC";
    BY_ID = one("union_id"),
        "SELECT union_id, id, kind, state, requested_on, request_number, request_note, started_on, start_number, method,
           planned_on, seats, entitled, held_on, attended, candidates, reported_on, approval_number, approved_on, term_from,
           term_to, note, created_by, created_by_name, created_at, finished_at
         FROM union_election WHERE union_id = $1 AND id = $2";
    OPEN_ONES = fan_out("elections under way"),
        "SELECT union_id, id, kind, state, requested_on, request_number, request_note, started_on, start_number, method,
           planned_on, seats, entitled, held_on, attended, candidates, reported_on, approval_number, approved_on, term_from,
           term_to, note, created_by, created_by_name, created_at, finished_at
         FROM union_election WHERE finished_at = 0 AND id > $3
           AND union_id IN (SELECT id FROM trade_union WHERE path >= $1 AND path < $2) ORDER BY id LIMIT $4";
    ADVANCE = one("union_id"),
        "UPDATE union_election SET state = $4, started_on = $5, start_number = $6, method = $7, planned_on = $8, seats = $9,
           entitled = $10, held_on = $11, attended = $12, candidates = $13, reported_on = $14, approval_number = $15,
           approved_on = $16, term_from = $17, term_to = $18, note = $19, finished_at = $20
         WHERE union_id = $1 AND id = $2 AND state = $3";
    OFFICERS = one("union_id"),
        "SELECT id, post, name, valid_from, valid_to FROM union_officer WHERE union_id = $1 ORDER BY valid_to DESC, post, id";
    PUT_OFFICER = one("union_id"),
        "INSERT INTO union_officer (union_id, id, post, name, election_id, valid_from, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, 99991231)";
    END_OFFICERS = one("union_id"),
        "UPDATE union_officer SET valid_to = $2 WHERE union_id = $1 AND valid_to = 99991231";
    END_POST = one("union_id"),
        "UPDATE union_officer SET valid_to = $3 WHERE union_id = $1 AND post = $2 AND valid_to = 99991231";
    DUE = reference,
        "SELECT id, term_to FROM trade_union WHERE term_to > 0 AND term_to <= $1 AND state = 'in_office' AND (term_to, id) > ($2, $3)
         ORDER BY term_to, id LIMIT $4";
    REMIND = one("union_id"),
        "INSERT INTO term_reminder (union_id, term_to, days, sent_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (union_id, term_to, days) DO NOTHING";
}

fn number(day: Option<Day>) -> i64 {
    day.map_or(0, Day::number)
}

/// Stores a request; the database's key allows one open election of a union.
///
/// # Errors
/// [`DbError::Conflict`] if there is one already.
pub fn insert(tx: &mut Tx<'_>, e: &Election) -> DbResult<()> {
    let (requested, term) = (number(e.requested_on), number(e.term_to));
    let args = params![
        e.union_id,
        e.id,
        e.kind.code(),
        requested,
        &e.request_number,
        &e.request_note,
        term,
        e.created_by,
        &e.created_by_name,
        e.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

fn election(row: &Row) -> DbResult<Election> {
    let mut r = row.reader();
    let (union_id, id, kind, state): (Id, Id, String, String) = (r.next()?, r.next()?, r.next()?, r.next()?);
    let broken = |what: &str| DbError::Inconsistent(format!("election {id} of union {union_id}: {what}"));
    Ok(Election {
        union_id,
        id,
        kind: ElectionKind::parse(&kind).ok_or_else(|| broken(&kind))?,
        state: ElectionState::parse(&state).ok_or_else(|| broken(&state))?,
        requested_on: Day::from_number(r.next()?),
        request_number: r.next()?,
        request_note: r.next()?,
        started_on: Day::from_number(r.next()?),
        start_number: r.next()?,
        method: Method::parse(&r.next::<String>()?),
        planned_on: Day::from_number(r.next()?),
        seats: r.next()?,
        entitled: r.next()?,
        held_on: Day::from_number(r.next()?),
        attended: r.next()?,
        candidates: serde_json::from_str(&r.next::<String>()?).map_err(|e| broken(&e.to_string()))?,
        reported_on: Day::from_number(r.next()?),
        approval_number: r.next()?,
        approved_on: Day::from_number(r.next()?),
        term_from: Day::from_number(r.next()?),
        term_to: Day::from_number(r.next()?),
        note: r.next()?,
        created_by: r.next()?,
        created_by_name: r.next()?,
        created_at: r.next()?,
        finished_at: Some(r.next::<Timestamp>()?).filter(|at| at.0 != 0),
    })
}

/// Elections of a union, newest first. Without a scope: the caller has found the union through one.
pub fn of_union(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Election>> {
    tx.query(&OF_UNION, params![union_id], election)
}

/// An election of a union. Without a scope, as [`of_union`].
pub fn find(tx: &mut Tx<'_>, union_id: Id, id: Id) -> DbResult<Option<Election>> {
    tx.query_one(&BY_ID, params![union_id, id], election)
}

/// Elections under way at or beneath a place, by id.
pub fn open_in(tx: &mut Tx<'_>, range: &(String, String), after: Id, limit: i64) -> DbResult<Vec<Election>> {
    tx.query(&OPEN_ONES, params![&range.0, &range.1, after, limit], election)
}

/// Stores an election as it stands after a step from `from`; `false` if somebody else took a step.
pub fn advance(tx: &mut Tx<'_>, e: &Election, from: ElectionState) -> DbResult<bool> {
    let candidates = serde_json::to_string(&e.candidates).map_err(|e| DbError::Driver(e.to_string()))?;
    let finished = if e.state.is_final() { tx.now() } else { Timestamp(0) };
    let args = params![
        e.union_id,
        e.id,
        from.code(),
        e.state.code(),
        number(e.started_on),
        &e.start_number,
        e.method.code(),
        number(e.planned_on),
        e.seats,
        e.entitled,
        number(e.held_on),
        e.attended,
        candidates,
        number(e.reported_on),
        &e.approval_number,
        number(e.approved_on),
        number(e.term_from),
        number(e.term_to),
        &e.note,
        finished
    ];
    Ok(tx.execute(&ADVANCE, args)? == 1)
}

/// Who holds or held an office, those in office first.
pub fn officers(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Officer>> {
    tx.query(&OFFICERS, params![union_id], |row| {
        let mut r = row.reader();
        Ok(Officer {
            id: r.next()?,
            post: r.next()?,
            name: r.next()?,
            valid_from: r.next()?,
            valid_to: Some(r.next::<Day>()?).filter(|d| *d != Day::OPEN),
        })
    })
}

/// Somebody takes an office.
pub fn put_officer(tx: &mut Tx<'_>, e: &Election, post: &str, name: &str, from: Day) -> DbResult<()> {
    let id = tx.new_id();
    tx.execute(&PUT_OFFICER, params![e.union_id, id, post, name, e.id, from]).map(drop)
}

/// Everybody's office ends, or that of one post.
pub fn end_officers(tx: &mut Tx<'_>, union_id: Id, post: Option<&str>, last_day: Day) -> DbResult<()> {
    match post {
        None => tx.execute(&END_OFFICERS, params![union_id, last_day]),
        Some(post) => tx.execute(&END_POST, params![union_id, post, last_day]),
    }
    .map(drop)
}

/// Unions in office whose term ends up to a day: union and last day of the term; after the last one seen.
pub fn due(tx: &mut Tx<'_>, to: Day, after: (i64, Id), limit: i64) -> DbResult<Vec<(Id, Day)>> {
    tx.query(&DUE, params![to, after.0, after.1, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Notes that a reminder is sent; `false` if it was before.
pub fn remind(tx: &mut Tx<'_>, union_id: Id, term_to: Day, days: i64) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&REMIND, params![union_id, term_to, days, now])? == 1)
}
