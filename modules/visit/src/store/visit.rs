//! Visits.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use store::{DbError, DbResult, Row, Tx, params};

use super::answer;
use crate::model::{Content, Kind, QUESTIONS, State, Visit};

store::statements! {
    BY_ID = one("id"),
        "SELECT v.id, v.plan_id, v.union_id, u.name, u.path, v.employer_id, e.name, e.union_path, v.kind, v.state, v.day,
           v.until_day, v.team, v.lead_id, v.lead_name, v.visitors, v.people, v.note, v.internal_note, v.follows_id,
           v.source_kind, v.source_id, v.reason, v.created_at, v.created_by_name, v.changed_at, v.changed_by_name, v.version
         FROM visit v JOIN trade_union u ON u.id = v.union_id JOIN employer e ON e.id = v.employer_id WHERE v.id = $1";
    INSERT = one("id"),
        "INSERT INTO visit (id, plan_id, union_id, employer_id, kind, state, day, until_day, team, lead_id, lead_name,
           visitors, people, note, internal_note, follows_id, source_kind, source_id, reason, created_at, created_by_name,
           changed_at, changed_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, 1)";
    UPDATE = one("id"),
        "UPDATE visit SET version = version + 1, state = $3, day = $4, until_day = $5, lead_id = $6, lead_name = $7,
           visitors = $8, people = $9, note = $10, internal_note = $11, changed_at = $12, changed_by_name = $13
         WHERE id = $1 AND version = $2 AND state <> 'cancelled'";
    CANCEL = one("id"),
        "UPDATE visit SET version = version + 1, state = 'cancelled', reason = $3, changed_at = $4, changed_by_name = $5
         WHERE id = $1 AND version = $2 AND state = 'planned'";
    PLANNED = fan_out("employers of a plan"),
        "SELECT employer_id FROM visit WHERE plan_id = $1 AND state <> 'cancelled' ORDER BY employer_id";
    EMPLOYER = reference, "SELECT name, union_path FROM employer WHERE id = $1";
    BENEATH = reference,
        "SELECT e.id, e.name, u.name FROM employer e JOIN trade_union u ON u.path = e.union_path
         WHERE e.union_path >= $1 AND e.union_path < $2 ORDER BY e.union_path, e.name_key, e.id LIMIT $3";
    AT_UNIONS = reference,
        "SELECT id, name, path FROM trade_union WHERE path >= $1 AND path < $2 AND level <= 40 ORDER BY path LIMIT $3";
}

/// Columns of [`read`], for composed statements.
pub const COLUMNS: &str =
    "v.id, v.plan_id, v.union_id, u.name, u.path, v.employer_id, e.name, e.union_path, v.kind, v.state, v.day, v.until_day,
     v.team, v.lead_id, v.lead_name, v.visitors, v.people, v.note, v.internal_note, v.follows_id, v.source_kind, v.source_id,
     v.reason, v.created_at, v.created_by_name, v.changed_at, v.changed_by_name, v.version";

/// Reads a row of [`COLUMNS`]; the answers are not among them.
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn read(row: &Row) -> DbResult<Visit> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("visit {id}: {what}"));
    let some = |id: Id| Some(id).filter(|id| id.0 != 0);
    let plan_id = some(r.next()?);
    let (union_id, union_name, union_path) = (r.next()?, r.next()?, r.next()?);
    let (employer_id, employer_name, employer_path) = (r.next()?, r.next()?, r.next()?);
    let kind = Kind::parse(&r.next::<String>()?).ok_or_else(|| broken("kind"))?;
    let state = State::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?;
    let (day, until) = (r.next::<Day>()?, r.next::<Day>()?);
    let (team, lead_id, lead_name) = (r.next()?, some(r.next()?), r.next()?);
    let content = Content {
        day,
        until_day: Some(until),
        lead_id,
        visitors: r.next()?,
        people: serde_json::from_str(&r.next::<String>()?).map_err(|e| broken(&e.to_string()))?,
        answers: Vec::new(),
        note: r.next()?,
        internal_note: r.next()?,
        done: state == State::Done,
    };
    Ok(Visit {
        id,
        plan_id,
        union_id,
        union_name,
        union_path,
        employer_id,
        employer_name,
        employer_path,
        kind,
        state,
        team,
        lead_name,
        content,
        follows_id: some(r.next()?),
        source_kind: r.next()?,
        source_id: some(r.next()?),
        reason: r.next()?,
        created_at: r.next()?,
        created_by_name: r.next()?,
        changed_at: r.next()?,
        changed_by_name: r.next()?,
        version: r.next()?,
    })
}

/// A visit, with its answers in the order of the questions, that may be read: of a union in the scope, or to an employer there.
/// What is for the visiting union alone is left out for everybody else.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Visit, A>, id: Id) -> DbResult<Option<Visit>> {
    let found = tx.query_one(&BY_ID, params![id], read)?;
    let seen = found.filter(|v| scope.covers(&v.union_path) || scope.covers(&v.employer_path));
    let Some(mut v) = seen else { return Ok(None) };
    if !scope.covers(&v.union_path) {
        v.content.internal_note = String::new();
    }
    whole(tx, v).map(Some)
}

/// The same visit with its answers.
///
/// # Errors
/// Any [`DbError`].
pub fn whole(tx: &mut Tx<'_>, mut v: Visit) -> DbResult<Visit> {
    v.content.answers = answer::of(tx, v.id)?;
    v.content.answers.sort_by_key(|a| QUESTIONS.iter().position(|q| *q == a.question));
    Ok(v)
}

/// A visit that may be written: of a union in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find_own<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Visit, A>, id: Id) -> DbResult<Option<Visit>> {
    Ok(find(tx, scope, id)?.filter(|v| scope.covers(&v.union_path)))
}

fn people(c: &Content) -> DbResult<String> {
    serde_json::to_string(&c.people).map_err(|e| DbError::Driver(e.to_string()))
}

/// Keeps a new visit with its answers.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, v: &Visit) -> DbResult<()> {
    let none = |id: Option<Id>| id.unwrap_or(Id(0));
    let c = &v.content;
    let args = params![
        v.id,
        none(v.plan_id),
        v.union_id,
        v.employer_id,
        v.kind.code(),
        v.state.code(),
        c.day,
        c.until_day.unwrap_or(c.day),
        &v.team,
        none(c.lead_id),
        &v.lead_name,
        &c.visitors,
        people(c)?,
        &c.note,
        &c.internal_note,
        none(v.follows_id),
        &v.source_kind,
        none(v.source_id),
        &v.reason,
        v.created_at,
        &v.created_by_name,
        v.changed_at,
        &v.changed_by_name
    ];
    tx.execute(&INSERT, args)?;
    answer::put(tx, v.id, &c.answers)
}

/// Writes what visitors wrote; `false` if the version is not the present one, or it was cancelled.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, v: &Visit) -> DbResult<bool> {
    let c = &v.content;
    let args = params![
        v.id,
        version,
        v.state.code(),
        c.day,
        c.until_day.unwrap_or(c.day),
        c.lead_id.unwrap_or(Id(0)),
        &v.lead_name,
        &c.visitors,
        people(c)?,
        &c.note,
        &c.internal_note,
        v.changed_at,
        &v.changed_by_name
    ];
    if tx.execute(&UPDATE, args)? != 1 {
        return Ok(false);
    }
    answer::put(tx, v.id, &c.answers)?;
    Ok(true)
}

/// Cancels a planned visit; `false` if the version is not the present one, or it is not planned.
///
/// # Errors
/// Any [`DbError`].
pub fn cancel(tx: &mut Tx<'_>, (id, version): (Id, i64), reason: &str, by: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&CANCEL, params![id, version, reason, now, by])? == 1)
}

/// Employers that a plan has already.
///
/// # Errors
/// Any [`DbError`].
pub fn employers_of(tx: &mut Tx<'_>, plan: Id) -> DbResult<Vec<Id>> {
    tx.query(&PLANNED, params![plan], |r| r.get(0))
}

/// Name and place of an employer.
///
/// # Errors
/// Any [`DbError`].
pub fn employer(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<(String, OrgPath)>> {
    tx.query_one(&EMPLOYER, params![id], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Employers at a place and beneath, with the name of their union; at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn employers_beneath(
    tx: &mut Tx<'_>,
    place: &OrgPath,
    limit: i64,
) -> DbResult<Vec<(Id, String, String)>> {
    let (from, to) = place.range();
    tx.query(&BENEATH, params![from, to, limit], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Federations at a place and beneath, down to townships: id, name, place; at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn federations(tx: &mut Tx<'_>, place: &OrgPath, limit: i64) -> DbResult<Vec<(Id, String, OrgPath)>> {
    let (from, to) = place.range();
    tx.query(&AT_UNIONS, params![from, to, limit], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}
