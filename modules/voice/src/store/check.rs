//! Checks of rooms against the standard.

use kernel::Id;
use store::{DbError, DbResult, Tx, params};

use crate::model::room::RoomCheck;

store::statements! {
    INSERT = one("room_id"),
        "INSERT INTO room_check (room_id, id, day, by_name, passed, items, note) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    OF_ROOM = one("room_id"),
        "SELECT id, day, by_name, passed, items, note FROM room_check WHERE room_id = $1 ORDER BY day DESC, id DESC LIMIT 200";
}

/// Keeps a check.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, room: Id, c: &RoomCheck) -> DbResult<()> {
    let items = serde_json::to_string(&c.items).map_err(|e| DbError::Driver(e.to_string()))?;
    tx.execute(&INSERT, params![room, c.id, c.day, &c.by_name, c.passed, items, &c.note]).map(drop)
}

/// Checks of a room, newest first; at most 200. The caller has found the room within its scope.
///
/// # Errors
/// Any [`DbError`].
pub fn of_room(tx: &mut Tx<'_>, room: Id) -> DbResult<Vec<RoomCheck>> {
    tx.query(&OF_ROOM, params![room], |row| {
        let mut r = row.reader();
        Ok(RoomCheck {
            id: r.next()?,
            day: r.next()?,
            by_name: r.next()?,
            passed: r.next()?,
            items: serde_json::from_str(&r.next::<String>()?)
                .map_err(|e| DbError::Inconsistent(format!("check of room {room}: {e}")))?,
            note: r.next()?,
        })
    })
}
