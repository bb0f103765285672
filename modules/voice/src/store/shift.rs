//! Who is on duty in a room.

use kernel::{Day, Id};
use store::{DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::model::room::Shift;

static INSERT: Insert = Insert::new(
    "room_shift",
    &[
        ("room_id", Kind::Int),
        ("id", Kind::Int),
        ("day", Kind::Int),
        ("from_minute", Kind::Int),
        ("to_minute", Kind::Int),
        ("person_name", Kind::Text),
        ("instead_of", Kind::Text),
        ("note", Kind::Text),
        ("state", Kind::Text),
        ("version", Kind::Int),
    ],
    "ON CONFLICT (room_id, day, from_minute, person_name) WHERE state = 'planned' DO NOTHING",
);

store::statements! {
    BETWEEN = one("room_id"),
        "SELECT id, day, from_minute, to_minute, person_name, instead_of, note, version FROM room_shift
         WHERE room_id = $1 AND day >= $2 AND day <= $3 AND state = 'planned'
         ORDER BY day, from_minute, id LIMIT 1000";
    BY_ID = one("room_id"),
        "SELECT id, day, from_minute, to_minute, person_name, instead_of, note, version FROM room_shift
         WHERE room_id = $1 AND id = $2 AND state = 'planned'";
    UPDATE = one("room_id"),
        "UPDATE room_shift SET version = version + 1, day = $4, from_minute = $5, to_minute = $6, person_name = $7,
           instead_of = $8, note = $9
         WHERE room_id = $1 AND id = $2 AND version = $3 AND state = 'planned'";
    CANCEL = one("room_id"),
        "UPDATE room_shift SET version = version + 1, state = 'cancelled', note = $4
         WHERE room_id = $1 AND id = $2 AND version = $3 AND state = 'planned'";
    DROP_FROM = one("room_id"),
        "UPDATE room_shift SET version = version + 1, state = 'cancelled', note = $3
         WHERE room_id = $1 AND day >= $2 AND state = 'planned'";
}

fn shift(row: &Row) -> DbResult<Shift> {
    let mut r = row.reader();
    Ok(Shift {
        id: r.next()?,
        day: r.next()?,
        from: r.next()?,
        to: r.next()?,
        person_name: r.next()?,
        instead_of: r.next()?,
        note: r.next()?,
        version: r.next()?,
    })
}

/// Keeps planned shifts; how many. Who is planned at that time already is left as it is.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, room: Id, all: &[Shift]) -> DbResult<u64> {
    let row = |s: &Shift| {
        vec![
            Val::from(room),
            Val::from(s.id),
            Val::from(s.day),
            Val::from(s.from),
            Val::from(s.to),
            Val::from(s.person_name.clone()),
            Val::from(s.instead_of.clone()),
            Val::from(s.note.clone()),
            Val::from("planned"),
            Val::from(1_i64),
        ]
    };
    let rows: Vec<Vec<Val<'static>>> = all.iter().map(row).collect();
    tx.insert_many(&INSERT, &rows)
}

/// Shifts of a room between two days, both included; at most 1,000. The caller has found the room within its scope.
///
/// # Errors
/// Any [`store::DbError`].
pub fn between(tx: &mut Tx<'_>, room: Id, from: Day, to: Day) -> DbResult<Vec<Shift>> {
    tx.query(&BETWEEN, params![room, from, to], shift)
}

/// A shift of a room.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_id(tx: &mut Tx<'_>, room: Id, id: Id) -> DbResult<Option<Shift>> {
    tx.query_one(&BY_ID, params![room, id], shift)
}

/// Writes a shift; `false` if its version is not the present one.
///
/// # Errors
/// [`store::DbError::Conflict`] if the person is on duty at that time already.
pub fn update(tx: &mut Tx<'_>, room: Id, s: &Shift) -> DbResult<bool> {
    let args = params![room, s.id, s.version, s.day, s.from, s.to, &s.person_name, &s.instead_of, &s.note];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// A shift does not take place; `false` if its version is not the present one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn cancel(tx: &mut Tx<'_>, room: Id, (id, version): (Id, i64), reason: &str) -> DbResult<bool> {
    Ok(tx.execute(&CANCEL, params![room, id, version, reason])? == 1)
}

/// No shift from a day on takes place; how many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn cancel_from(tx: &mut Tx<'_>, room: Id, day: Day, reason: &str) -> DbResult<u64> {
    tx.execute(&DROP_FROM, params![room, day, reason])
}
