//! Versions of the rooms.

use store::{DbResult, Tx, params};

use super::Room;

store::statements! {
    ROOMS = reference, "SELECT room, version, shipped FROM dated_room";
    RAISE = reference, "UPDATE dated_room SET version = version + 1 WHERE room = $1";
    FILLED = reference,
        "INSERT INTO dated_room (room, version, shipped) VALUES ($1, 1, $2)
         ON CONFLICT (room) DO UPDATE SET version = dated_room.version + 1, shipped = excluded.shipped";
}

/// Version of a room and digest of the shipped file it was filled from.
#[derive(Clone, Debug, Default)]
pub struct Stand {
    pub version: i64,
    pub shipped: String,
}

/// What the rooms hold; a room that was never filled is missing.
pub fn stands(tx: &mut Tx<'_>) -> DbResult<Vec<(String, Stand)>> {
    tx.query(&ROOMS, &[], |r| Ok((r.get(0)?, Stand { version: r.get(1)?, shipped: r.get(2)? })))
}

/// Notes in the transaction of an edit that the room has changed.
///
/// # Errors
/// Any [`store::DbError`].
pub fn raise(tx: &mut Tx<'_>, room: Room) -> DbResult<()> {
    tx.execute(&RAISE, params![room.code()]).map(drop)
}

/// Notes that the room was filled from a shipped file with this digest.
pub fn filled(tx: &mut Tx<'_>, room: Room, digest: &str) -> DbResult<()> {
    tx.execute(&FILLED, params![room.code(), digest]).map(drop)
}
