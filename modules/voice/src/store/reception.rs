//! Reception days.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id};
use store::{DbError, DbResult, Row, Tx, params};

use crate::model::reception::{Reception, ReceptionKind, ReceptionState};

store::statements! {
    BY_ID = one("id"),
        "SELECT d.id, d.room_id, d.union_id, u.name, u.path, d.kind, d.day, d.from_minute, d.to_minute, d.host_name,
           d.host_post, d.place, d.topics, d.minutes_each, d.seats, d.closes_at, d.state, d.reason, d.created_by_name,
           d.version
         FROM reception d JOIN trade_union u ON u.id = d.union_id WHERE d.id = $1";
    /// Whoever changes seats waits here for each other.
    HOLD = one("id"), "UPDATE reception SET seats = seats WHERE id = $1";
    INSERT = one("id"),
        "INSERT INTO reception (id, room_id, union_id, kind, day, from_minute, to_minute, host_name, host_post, place,
           topics, minutes_each, seats, closes_at, state, reason, created_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '', $16, 1)";
    UPDATE = one("id"),
        "UPDATE reception SET version = version + 1, kind = $3, day = $4, from_minute = $5, to_minute = $6, host_name = $7,
           host_post = $8, place = $9, topics = $10, minutes_each = $11, seats = $12, closes_at = $13, state = $14,
           reason = $15
         WHERE id = $1 AND version = $2";
    NEXT = fan_out("next reception day of a room"),
        "SELECT d.id, d.room_id, d.union_id, u.name, u.path, d.kind, d.day, d.from_minute, d.to_minute, d.host_name,
           d.host_post, d.place, d.topics, d.minutes_each, d.seats, d.closes_at, d.state, d.reason, d.created_by_name,
           d.version
         FROM reception d JOIN trade_union u ON u.id = d.union_id
         WHERE d.room_id = $1 AND d.day >= $2 AND (d.state = 'planned' OR d.state = 'open') ORDER BY d.day, d.id LIMIT 1";
    PAST = fan_out("reception days that are over"),
        "SELECT d.id FROM reception d WHERE d.day < $1 AND d.day >= $2 AND (d.state = 'planned' OR d.state = 'open')
         ORDER BY d.day, d.id LIMIT $3";
}

/// Columns of [`reception`], for composed statements over `reception d`, `trade_union u`.
pub const COLUMNS: &str =
    "d.id, d.room_id, d.union_id, u.name, u.path, d.kind, d.day, d.from_minute, d.to_minute, d.host_name, d.host_post,
     d.place, d.topics, d.minutes_each, d.seats, d.closes_at, d.state, d.reason, d.created_by_name, d.version";

/// Reads a row of [`COLUMNS`].
///
/// # Errors
/// [`DbError::Inconsistent`] if it means nothing.
pub fn reception(row: &Row) -> DbResult<Reception> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let odd = |what: &str| DbError::Inconsistent(format!("reception {id}: {what}"));
    Ok(Reception {
        id,
        room_id: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        kind: ReceptionKind::parse(&r.next::<String>()?).ok_or_else(|| odd("kind"))?,
        day: r.next()?,
        from: r.next()?,
        to: r.next()?,
        host_name: r.next()?,
        host_post: r.next()?,
        place: r.next()?,
        topics: r.next()?,
        minutes_each: r.next()?,
        seats: r.next()?,
        closes_at: r.next()?,
        state: ReceptionState::parse(&r.next::<String>()?).ok_or_else(|| odd("state"))?,
        reason: r.next()?,
        created_by_name: r.next()?,
        version: r.next()?,
    })
}

/// A reception day within the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, A>,
    id: Id,
) -> DbResult<Option<Reception>> {
    Ok(by_id(tx, id)?.filter(|d| scope.covers(&d.union_path)))
}

/// A reception day, for members and the program itself.
///
/// # Errors
/// Any [`DbError`].
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Reception>> {
    tx.query_one(&BY_ID, params![id], reception)
}

/// Makes everybody else who changes seats of the day wait until this transaction has ended.
///
/// # Errors
/// Any [`DbError`].
pub fn hold(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    tx.execute(&HOLD, params![id]).map(drop)
}

/// Keeps a new reception day.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, d: &Reception) -> DbResult<()> {
    let args = params![
        d.id,
        d.room_id,
        d.union_id,
        d.kind.code(),
        d.day,
        d.from,
        d.to,
        &d.host_name,
        &d.host_post,
        &d.place,
        &d.topics,
        d.minutes_each,
        d.seats,
        d.closes_at,
        d.state.code(),
        &d.created_by_name
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Writes a reception day; `false` if its version is not the present one.
///
/// # Errors
/// Any [`DbError`].
pub fn update(tx: &mut Tx<'_>, version: i64, d: &Reception) -> DbResult<bool> {
    let args = params![
        d.id,
        version,
        d.kind.code(),
        d.day,
        d.from,
        d.to,
        &d.host_name,
        &d.host_post,
        &d.place,
        &d.topics,
        d.minutes_each,
        d.seats,
        d.closes_at,
        d.state.code(),
        &d.reason
    ];
    Ok(tx.execute(&UPDATE, args)? == 1)
}

/// The next reception day of a room from a day on. The caller has found the room within its scope.
///
/// # Errors
/// Any [`DbError`].
pub fn next_of_room(tx: &mut Tx<'_>, room: Id, day: Day) -> DbResult<Option<Reception>> {
    tx.query_one(&NEXT, params![room, day], reception)
}

/// Days that are over and not marked so, of the last year; at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn past(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Id>> {
    let today = tx.today();
    tx.query(&PAST, params![today, today.plus_days(-366), limit], |r| r.get(0))
}
