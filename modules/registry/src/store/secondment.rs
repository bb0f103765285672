//! Members who work at another union for a time.

use kernel::{Day, Id, OrgPath};
use store::{DbResult, Row, Tx, Val, params};

use crate::model::secondment::{Secondment, SecondmentEnd};
use platform::scoped::within;

store::statements! {
    OF_PERSON = one("person_id"),
        "SELECT person_id, id, home_union_id, host_union_id, host_path, day, planned_to, last_day, end_kind, reason,
           end_reason, evidence_id, reminded_for
         FROM secondment WHERE person_id = $1 ORDER BY id";
    INSERT = one("person_id"),
        "INSERT INTO secondment (person_id, id, home_union_id, host_union_id, host_path, day, planned_to, last_day,
           end_kind, reason, end_reason, evidence_id, reminded_for)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    EXTEND = one("person_id"),
        "UPDATE secondment SET planned_to = $3 WHERE person_id = $1 AND id = $2 AND last_day = 99991231";
    END = one("person_id"),
        "UPDATE secondment SET last_day = $3, end_kind = $4, end_reason = $5
         WHERE person_id = $1 AND id = $2 AND last_day = 99991231";
    REMINDED = one("person_id"),
        "UPDATE secondment SET reminded_for = planned_to
         WHERE person_id = $1 AND id = $2 AND last_day = 99991231 AND reminded_for <> planned_to";
    PLANNED = fan_out("secondments that end"),
        "SELECT person_id, id, home_union_id, host_union_id, host_path, day, planned_to, last_day, end_kind, reason,
           end_reason, evidence_id, reminded_for
         FROM secondment WHERE last_day = 99991231 AND planned_to <= $1 AND (planned_to, id) > ($2, $3)
         ORDER BY planned_to, id LIMIT $4";
    TAKE_OVER = fan_out("a union is dissolved"),
        "UPDATE secondment SET host_union_id = $2, host_path = $3 WHERE host_union_id = $1 AND last_day = 99991231";
    AT_HOME = fan_out("a union is dissolved"),
        "SELECT s.person_id, s.id, s.home_union_id, s.host_union_id, s.host_path, s.day, s.planned_to, s.last_day,
           s.end_kind, s.reason, s.end_reason, s.evidence_id, s.reminded_for
         FROM secondment s JOIN membership m ON m.person_id = s.person_id AND m.valid_to = 99991231
         WHERE s.host_union_id = $1 AND s.last_day = 99991231 AND m.union_id = s.host_union_id ORDER BY s.id";
    SCRUB = one("person_id"),
        "UPDATE secondment SET host_path = '', reason = '', end_reason = '', evidence_id = 0 WHERE person_id = $1";
    TAKE = one("person_id"), "DELETE FROM secondment WHERE person_id = $1 AND id = $2";
}

fn secondment(row: &Row) -> DbResult<Secondment> {
    let mut r = row.reader();
    Ok(Secondment {
        person_id: r.next()?,
        id: r.next()?,
        home_union_id: r.next()?,
        host_union_id: r.next()?,
        host_path: r.next()?,
        day: r.next()?,
        planned_to: r.next()?,
        last_day: r.next()?,
        end: SecondmentEnd::parse(&r.next::<String>()?),
        reason: r.next()?,
        end_reason: r.next()?,
        evidence_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        reminded_for: Day::from_number(r.next()?),
    })
}

/// All secondments of a person, oldest first. Without a scope: callers have found the person through one.
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Secondment>> {
    tx.query(&OF_PERSON, params![person], secondment)
}

/// The one that lasts, if there is one.
pub fn running(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Secondment>> {
    Ok(of_person(tx, person)?.into_iter().find(|s| s.end.is_none()))
}

/// Stores a secondment.
///
/// # Errors
/// [`store::DbError::Conflict`] if another one lasts: the database's key decides.
pub fn insert(tx: &mut Tx<'_>, s: &Secondment) -> DbResult<()> {
    let args = params![
        s.person_id,
        s.id,
        s.home_union_id,
        s.host_union_id,
        s.host_path.as_str(),
        s.day,
        s.planned_to,
        s.last_day,
        s.end.map_or("", SecondmentEnd::code),
        &s.reason,
        &s.end_reason,
        s.evidence_id.unwrap_or(Id(0)),
        s.reminded_for.map_or(0, Day::number)
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Sets a later planned last day; `false` if it has ended.
pub fn extend(tx: &mut Tx<'_>, s: &Secondment, planned_to: Day) -> DbResult<bool> {
    Ok(tx.execute(&EXTEND, params![s.person_id, s.id, planned_to])? == 1)
}

/// Ends one that lasts; `false` if it has ended.
pub fn end(
    tx: &mut Tx<'_>,
    s: &Secondment,
    last_day: Day,
    how: SecondmentEnd,
    reason: &str,
) -> DbResult<bool> {
    Ok(tx.execute(&END, params![s.person_id, s.id, last_day, how.code(), reason])? == 1)
}

/// Notes that both unions were reminded of the planned last day; `false` if they were already.
pub fn reminded(tx: &mut Tx<'_>, s: &Secondment) -> DbResult<bool> {
    Ok(tx.execute(&REMINDED, params![s.person_id, s.id])? == 1)
}

/// Those that last and whose planned last day is `to` or earlier, after the one at `after`; at most `limit`.
pub fn planned(tx: &mut Tx<'_>, to: Day, after: (i64, Id), limit: i64) -> DbResult<Vec<Secondment>> {
    tx.query(&PLANNED, params![to, after.0, after.1, limit], secondment)
}

/// Another union becomes the host of those at one that is dissolved.
pub fn take_over(tx: &mut Tx<'_>, old: Id, new: Id, place: &OrgPath) -> DbResult<()> {
    tx.execute(&TAKE_OVER, params![old, new, place.as_str()]).map(drop)
}

/// Those that last with a host that is the union of the membership, too.
pub fn at_home(tx: &mut Tx<'_>, host: Id) -> DbResult<Vec<Secondment>> {
    tx.query(&AT_HOME, params![host], secondment)
}

/// Takes reasons, evidence and places out of the secondments of a person who is erased.
pub fn scrub(tx: &mut Tx<'_>, person: Id) -> DbResult<()> {
    tx.execute(&SCRUB, params![person]).map(drop)
}

/// Gives all secondments of a record to another one, or only those of `ids`; their ids.
pub fn hand_over(tx: &mut Tx<'_>, from: Id, to: Id, ids: Option<&[Id]>) -> DbResult<Vec<Id>> {
    let mut moved = Vec::new();
    for s in of_person(tx, from)? {
        if ids.is_none_or(|ids| ids.contains(&s.id)) {
            tx.execute(&TAKE, params![from, s.id])?;
            moved.push(s.id);
            insert(tx, &Secondment { person_id: to, ..s })?;
        }
    }
    Ok(moved)
}

/// The condition of a list of people `p` that one works at a union in `ranges` for a time.
pub fn works_in(text: &mut String, args: &mut Vec<Val<'static>>, ranges: &[(String, String)]) {
    text.push_str(" p.id IN (SELECT s.person_id FROM secondment s WHERE s.last_day = 99991231 AND");
    within(text, args, "s.host_path", ranges);
    text.push(')');
}

/// The condition of a list of people `p` that one works elsewhere for a time.
pub const WORKS_ELSEWHERE: &str =
    " AND p.id IN (SELECT s.person_id FROM secondment s WHERE s.last_day = 99991231)";
