//! Memberships and what happened to them.

use std::collections::HashMap;

use kernel::{Day, Id, OrgPath};
use store::{DbError, DbResult, Insert, Kind, Row, Tx, Val, params};

use super::{SIZES, with_list};
use crate::model::{EventKind, Membership, NewMembership, Status};

static INSERT: Insert = Insert::new(
    "membership",
    &[
        ("person_id", Kind::Int),
        ("id", Kind::Int),
        ("union_id", Kind::Int),
        ("union_path", Kind::Text),
        ("sort_key", Kind::Text),
        ("employer_id", Kind::Int),
        ("employer_name", Kind::Text),
        ("status", Kind::Text),
        ("valid_from", Kind::Int),
        ("valid_to", Kind::Int),
    ],
    "",
);

static INSERT_EVENT: Insert = Insert::new(
    "membership_event",
    &[
        ("person_id", Kind::Int),
        ("id", Kind::Int),
        ("membership_id", Kind::Int),
        ("kind", Kind::Text),
        ("day", Kind::Int),
        ("union_id", Kind::Int),
        ("other_union_id", Kind::Int),
        ("reason", Kind::Text),
        ("batch_id", Kind::Int),
    ],
    "",
);

const COLUMNS: &str =
    "person_id, id, union_id, union_path, employer_id, employer_name, status, valid_from, valid_to";

store::statements! {
    OF_PERSON = one("person_id"),
        "SELECT person_id, id, union_id, union_path, employer_id, employer_name, status, valid_from, valid_to
         FROM membership WHERE person_id = $1 ORDER BY valid_from, id";
    EVENTS = one("person_id"),
        "SELECT id, membership_id, kind, day, union_id, other_union_id, reason, batch_id
         FROM membership_event WHERE person_id = $1 ORDER BY day, id";
    SET_STATUS = one("person_id"),
        "UPDATE membership SET status = $3, valid_to = $4
         WHERE person_id = $1 AND id = $2 AND valid_to = 99991231";
    REOPEN = one("person_id"),
        "UPDATE membership SET status = $3, valid_to = 99991231 WHERE person_id = $1 AND id = $2";
    SET_TAKEN = one("person_id"),
        "UPDATE membership_event SET from_status = $3, evidence_id = $4 WHERE person_id = $1 AND id = $2";
    TAKEN = one("person_id"),
        "SELECT id, from_status, evidence_id FROM membership_event WHERE person_id = $1 AND from_status <> ''";
    SET_SORT_KEY = one("person_id"), "UPDATE membership SET sort_key = $2 WHERE person_id = $1";
    SET_EMPLOYER = one("person_id"),
        "UPDATE membership SET employer_id = $2, employer_name = $3 WHERE person_id = $1 AND valid_to = 99991231";
    OPEN_AT = fan_out("a union is merged"),
        "SELECT person_id, id, union_id, union_path, employer_id, employer_name, status, valid_from, valid_to, sort_key
         FROM membership WHERE union_path = $1 AND (sort_key, person_id) > ($2, $3) AND valid_to = 99991231
         ORDER BY sort_key, person_id LIMIT $4";
    DELETE = one("person_id"), "DELETE FROM membership WHERE person_id = $1 AND id = $2";
    DELETE_EVENTS = one("person_id"), "DELETE FROM membership_event WHERE person_id = $1 AND membership_id = $2";
}

/// Inserts new memberships: whose, its id, how it sorts, and what it is.
pub fn insert(tx: &mut Tx<'_>, rows: &[(Id, Id, String, &NewMembership)]) -> DbResult<()> {
    let rows: Vec<_> = rows
        .iter()
        .map(|(person, id, sort_key, m)| row((*person, *id), sort_key.clone(), m, m.status, Day::OPEN))
        .collect();
    load(tx, &rows)
}

/// The row of a membership as it stands (whose and its id first), for [`load`].
pub fn row(
    (person, id): (Id, Id),
    sort_key: String,
    m: &NewMembership,
    status: Status,
    valid_to: Day,
) -> Vec<Val<'static>> {
    vec![
        Val::from(person),
        Val::from(id),
        Val::from(m.union_id),
        Val::from(m.union_path.as_str().to_owned()),
        Val::from(sort_key),
        Val::from(m.employer_id.unwrap_or(Id(0))),
        Val::from(m.employer_name.clone()),
        Val::from(status.code()),
        Val::from(m.day),
        Val::from(valid_to),
    ]
}

/// Inserts rows made by [`row`].
pub fn load(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<()> {
    tx.insert_many(&INSERT, rows).map(drop)
}

/// An event of a membership.
#[derive(Clone, Debug)]
pub struct Event {
    /// Event; made when it is stored.
    pub id: Id,
    /// Which membership.
    pub membership_id: Id,
    /// What.
    pub kind: EventKind,
    /// From which day.
    pub day: Day,
    /// In which union.
    pub union_id: Id,
    /// To or from which other union.
    pub other_union_id: Option<Id>,
    /// Reason as coded or written.
    pub reason: String,
    /// By which import.
    pub batch_id: Option<Id>,
}

/// Inserts events: whose, and the event.
pub fn insert_events(tx: &mut Tx<'_>, rows: &[(Id, Event)]) -> DbResult<()> {
    let rows: Vec<_> = rows.iter().map(|(person, e)| event_row(*person, e)).collect();
    load_events(tx, &rows)
}

/// An event's row, for [`load_events`].
pub fn event_row(person: Id, e: &Event) -> Vec<Val<'static>> {
    vec![
        Val::from(person),
        Val::from(e.id),
        Val::from(e.membership_id),
        Val::from(e.kind.code()),
        Val::from(e.day),
        Val::from(e.union_id),
        Val::from(e.other_union_id.unwrap_or(Id(0))),
        Val::from(e.reason.clone()),
        Val::from(e.batch_id.unwrap_or(Id(0))),
    ]
}

/// Inserts rows made by [`event_row`].
pub fn load_events(tx: &mut Tx<'_>, rows: &[Vec<Val<'static>>]) -> DbResult<()> {
    tx.insert_many(&INSERT_EVENT, rows).map(drop)
}

fn some(id: Id) -> Option<Id> {
    (id.0 != 0).then_some(id)
}

fn membership(row: &Row) -> DbResult<Membership> {
    let mut r = row.reader();
    let (person_id, id, union_id, union_path): (Id, Id, Id, OrgPath) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let (employer_id, employer_name, status): (Id, String, String) = (r.next()?, r.next()?, r.next()?);
    let status = Status::parse(&status)
        .ok_or_else(|| DbError::Inconsistent(format!("membership {id}: status {status}")))?;
    Ok(Membership {
        person_id,
        id,
        union_id,
        union_path,
        employer_id: some(employer_id),
        employer_name,
        status,
        valid_from: r.next()?,
        valid_to: r.next()?,
    })
}

/// All memberships of a person, oldest first.
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Membership>> {
    tx.query(&OF_PERSON, params![person], membership)
}

/// The membership that is open now, if there is one.
pub fn open_of(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Membership>> {
    Ok(of_person(tx, person)?.into_iter().find(|m| m.valid_to == Day::OPEN))
}

/// The open memberships of several people.
pub fn open_of_many(tx: &mut Tx<'_>, people: &[Id]) -> DbResult<HashMap<Id, Membership>> {
    let mut found = HashMap::with_capacity(people.len());
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = format!("SELECT {COLUMNS} FROM membership WHERE valid_to = 99991231 AND person_id IN");
        let (sql, size) = with_list("open_memberships", &head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        tx.for_each(&sql, &args, |r| {
            let m = membership(r)?;
            found.insert(m.person_id, m);
            Ok(())
        })?;
    }
    Ok(found)
}

/// The events of a person, oldest first.
pub fn events(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Event>> {
    tx.query(&EVENTS, params![person], |row| {
        let mut r = row.reader();
        let (id, membership_id, kind): (Id, Id, String) = (r.next()?, r.next()?, r.next()?);
        let kind = EventKind::parse(&kind)
            .ok_or_else(|| DbError::Inconsistent(format!("event {id}: kind {kind}")))?;
        let (day, union_id, other): (Day, Id, Id) = (r.next()?, r.next()?, r.next()?);
        let (reason, batch): (String, Id) = (r.next()?, r.next()?);
        Ok(Event {
            id,
            membership_id,
            kind,
            day,
            union_id,
            other_union_id: some(other),
            reason,
            batch_id: some(batch),
        })
    })
}

/// Says of an event that a cadre took this step: the state before, and the attachment that proves it.
pub fn set_taken(tx: &mut Tx<'_>, person: Id, event: Id, from: Status, evidence: Option<Id>) -> DbResult<()> {
    tx.execute(&SET_TAKEN, params![person, event, from.code(), evidence.unwrap_or(Id(0))]).map(drop)
}

/// The steps that cadres took, by event: the state before, and the attachment that proves it.
pub fn taken(tx: &mut Tx<'_>, person: Id) -> DbResult<HashMap<Id, (Status, Option<Id>)>> {
    let rows: Vec<(Id, String, Id)> =
        tx.query(&TAKEN, params![person], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let read = |(id, from, proof): (Id, String, Id)| Some((id, (Status::parse(&from)?, some(proof))));
    Ok(rows.into_iter().filter_map(read).collect())
}

/// Sets the state of an open membership; a closing state ends it on `last_day`. `false` if it is not open.
pub fn set_status(tx: &mut Tx<'_>, person: Id, id: Id, status: Status, last_day: Day) -> DbResult<bool> {
    let to = if status.is_open() { Day::OPEN } else { last_day };
    Ok(tx.execute(&SET_STATUS, params![person, id, status.code(), to])? == 1)
}

/// Opens a closed membership again (undo).
///
/// # Errors
/// [`DbError::Conflict`] if the person is a member elsewhere meanwhile.
pub fn reopen(tx: &mut Tx<'_>, person: Id, id: Id, status: Status) -> DbResult<()> {
    tx.execute(&REOPEN, params![person, id, status.code()]).map(drop)
}

/// Open memberships of the union at a place with how they sort, after the one at `after`; at most `limit`.
pub fn open_at(
    tx: &mut Tx<'_>,
    path: &OrgPath,
    after: (&str, Id),
    limit: i64,
) -> DbResult<Vec<(Membership, String)>> {
    tx.query(&OPEN_AT, params![path.as_str(), after.0, after.1, limit], |r| Ok((membership(r)?, r.get(9)?)))
}

/// Ends the open memberships of people in a union as transferred out, the day before `day` but not before they began.
///
/// # Errors
/// Any [`DbError`].
pub fn close_many(tx: &mut Tx<'_>, union_id: Id, people: &[Id], day: Day) -> DbResult<u64> {
    let mut closed = 0;
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        // The list comes first, so that the other parameters follow it.
        let size = SIZES.into_iter().find(|s| *s >= part.len()).unwrap_or(SIZES[3]);
        let head = format!(
            "UPDATE membership SET status = 'transferred_out',
               valid_to = CASE WHEN valid_from > ${0} THEN valid_from ELSE CAST(${0} AS BIGINT) END
             WHERE valid_to = 99991231 AND union_id = ${1} AND person_id IN",
            size + 1,
            size + 2
        );
        let (sql, size) = with_list("close_memberships", &head, size, "");
        let mut args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        args.extend([Val::from(day.plus_days(-1)), Val::from(union_id)]);
        closed += tx.execute(&sql, &args)?;
    }
    Ok(closed)
}

/// Renews how a person's memberships sort, after a change of name.
pub fn set_sort_key(tx: &mut Tx<'_>, person: Id, sort_key: &str) -> DbResult<()> {
    tx.execute(&SET_SORT_KEY, params![person, sort_key]).map(drop)
}

/// Sets the employer of the open membership; `false` if there is none.
pub fn set_employer(tx: &mut Tx<'_>, person: Id, employer: Option<Id>, name: &str) -> DbResult<bool> {
    Ok(tx.execute(&SET_EMPLOYER, params![person, employer.unwrap_or(Id(0)), name])? == 1)
}

/// Removes a membership and its events (undo of the import that made it).
pub fn delete(tx: &mut Tx<'_>, person: Id, id: Id) -> DbResult<()> {
    tx.execute(&DELETE_EVENTS, params![person, id])?;
    tx.execute(&DELETE, params![person, id]).map(drop)
}
