//! Rooms. The place of a room is that of its union, read along: nothing of it is kept here.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::room::{Room, RoomState};

store::statements! {
    BY_ID = reference,
        "SELECT r.id, r.union_id, u.name, u.path, r.employer_id, e.name, r.name, r.address, r.phone, r.head_name,
           r.opened_on, r.state, r.reason, r.checked_on, r.passed, r.missing, r.version
         FROM voice_room r JOIN trade_union u ON u.id = r.union_id LEFT JOIN employer e ON e.id = r.employer_id
         WHERE r.id = $1";
    OF_UNION = reference,
        "SELECT r.id, r.union_id, u.name, u.path, r.employer_id, e.name, r.name, r.address, r.phone, r.head_name,
           r.opened_on, r.state, r.reason, r.checked_on, r.passed, r.missing, r.version
         FROM voice_room r JOIN trade_union u ON u.id = r.union_id LEFT JOIN employer e ON e.id = r.employer_id
         WHERE r.union_id = $1 AND r.state = 'open' ORDER BY r.id LIMIT 50";
    INSERT = reference,
        "INSERT INTO voice_room (id, union_id, employer_id, name, name_key, address, phone, head_name, opened_on,
           state, reason, checked_on, passed, missing, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open', '', 0, -1, 0, 1)";
    UPDATE = reference,
        "UPDATE voice_room SET version = version + 1, employer_id = $3, name = $4, name_key = $5, address = $6, phone = $7,
           head_name = $8, opened_on = $9, state = $10, reason = $11
         WHERE id = $1 AND version = $2";
    CHECKED = reference,
        "UPDATE voice_room SET version = version + 1, checked_on = $2, passed = $3, missing = $4
         WHERE id = $1 AND checked_on <= $2";
    COVERED = reference,
        "SELECT e.id, e.name FROM employer_cover c JOIN employer e ON e.id = c.employer_id
         WHERE c.union_id = $1 AND c.valid_to = 99991231 ORDER BY e.id LIMIT 200";
}

/// Columns of [`room`], for composed statements over `voice_room r`, `trade_union u`, `employer e`.
pub const COLUMNS: &str =
    "r.id, r.union_id, u.name, u.path, r.employer_id, e.name, r.name, r.address, r.phone, r.head_name,
     r.opened_on, r.state, r.reason, r.checked_on, r.passed, r.missing, r.version";

/// Reads a row of [`COLUMNS`].
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn room(row: &Row) -> DbResult<Room> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Room {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        employer_id: Some(r.next::<Id>()?).filter(|id| id.0 != 0),
        employer_name: r.next::<Option<String>>()?.unwrap_or_default(),
        name: r.next()?,
        address: r.next()?,
        phone: r.next()?,
        head_name: r.next()?,
        opened_on: r.next()?,
        state: RoomState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("room {id}: state")))?,
        reason: r.next()?,
        checked_on: Day::from_number(r.next()?),
        passed: match r.next::<i64>()? {
            -1 => None,
            n => Some(n == 1),
        },
        missing: r.next()?,
        version: r.next()?,
    })
}

/// A room within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Room, A>, id: Id) -> DbResult<Option<Room>> {
    Ok(by_id(tx, id)?.filter(|r| scope.covers(&r.union_path)))
}

/// A room, for another resource's scope whose place the caller checks.
///
/// # Errors
/// Any [`DbError`].
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Room>> {
    tx.query_one(&BY_ID, params![id], room)
}

/// Rooms of a union that are in use; at most 50. Without a scope: for its members.
///
/// # Errors
/// Any [`DbError`].
pub fn of_union(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Room>> {
    tx.query(&OF_UNION, params![union_id], room)
}

/// Employers that a union covers now: id and name; at most 200.
///
/// # Errors
/// Any [`DbError`].
pub fn covered(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<(Id, String)>> {
    tx.query(&COVERED, params![union_id], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Keeps a new room, in use and never checked.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, r: &Room) -> DbResult<()> {
    let key = kernel::text::name_key(&r.name);
    let employer = r.employer_id.unwrap_or(Id(0));
    let args =
        params![r.id, r.union_id, employer, &r.name, key, &r.address, &r.phone, &r.head_name, r.opened_on];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a room; `false` if its version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, r: &Room) -> DbResult<bool> {
    let key = kernel::text::name_key(&r.name);
    let employer = r.employer_id.unwrap_or(Id(0));
    let args = params![
        r.id,
        version,
        employer,
        &r.name,
        key,
        &r.address,
        &r.phone,
        &r.head_name,
        r.opened_on,
        r.state.code(),
        &r.reason
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// Notes what the last check found; a check of an earlier day changes nothing.
///
/// # Errors
/// Any [`DbError`].
pub fn checked(tx: &mut Tx<'_>, id: Id, day: Day, passed: bool, missing: usize) -> DbResult<()> {
    tx.execute(&CHECKED, params![id, day, passed, missing as i64]).map(drop)
}
