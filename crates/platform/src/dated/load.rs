//! From the shipped files into the database, and from the database into memory.

use guard::{Actor, Reason};
use kernel::Id;
use sm3::{Digest, Sm3};
use store::{DbResult, Tx};

use super::Room;
use super::store::{self as sql, Stand};
use crate::App;
use crate::audit::{self, Changes, Entry};
use crate::{calendar, cases, codesets, letters, parameters};

fn digest(room: Room) -> String {
    let mut hash = Sm3::new();
    match room {
        Room::Codesets => hash.update(codesets::SHIPPED),
        Room::Parameters => hash.update(parameters::SHIPPED),
        Room::Calendar => calendar::SHIPPED.iter().for_each(|text| hash.update(text)),
        Room::Procedures => cases::SHIPPED.iter().for_each(|text| hash.update(text)),
        Room::Letters => hash.update(letters::SHIPPED),
    }
    hex::encode(hash.finalize())
}

/// Adds what the program ships and the database does not have: dictionaries and entries, parameters, years. What is
/// there is left as it is. A start with the same files reads one small table and writes nothing.
///
/// # Errors
/// Any [`store::DbError`].
pub(crate) fn load_shipped(tx: &mut Tx<'_>) -> DbResult<()> {
    let stands = sql::stands(tx)?;
    for room in Room::ALL {
        let digest = digest(room);
        if stands.iter().any(|(code, s)| code == room.code() && s.shipped == digest) {
            continue;
        }
        let added = match room {
            Room::Codesets => codesets::load(tx)?,
            Room::Parameters => parameters::load(tx)?,
            Room::Calendar => calendar::load(tx)?,
            Room::Procedures => cases::load_procedures(tx)?,
            Room::Letters => letters::load(tx)?,
        };
        sql::filled(tx, room, &digest)?;
        let changes = Changes::new().note("room", room.code()).note("added", added as i64);
        let entry = Entry { changes, ..Entry::of("dated.load", Id(0)) };
        audit::record(tx, &Actor::system(Reason::Cli, "load"), entry)?;
    }
    Ok(())
}

/// Reads the rooms whose version has moved. The version is read first: an edit in between is read again next time.
pub(super) fn refresh(app: &App, tx: &mut Tx<'_>) -> DbResult<()> {
    let dated = app.dated();
    for (code, Stand { version, .. }) in sql::stands(tx)? {
        match Room::ALL.into_iter().find(|r| r.code() == code) {
            Some(Room::Codesets) if version > dated.codesets.version() => {
                dated.codesets.put(version, codesets::Codesets::new(codesets::all(tx)?));
            }
            Some(Room::Parameters) if version > dated.parameters.version() => {
                dated.parameters.put(version, parameters::read(tx)?);
            }
            Some(Room::Calendar) if version > dated.calendar.version() => {
                dated.calendar.put(version, calendar::read(tx)?);
            }
            Some(Room::Procedures) if version > dated.procedures.version() => {
                dated.procedures.put(version, cases::read_procedures(tx)?);
            }
            _ => {}
        }
    }
    Ok(())
}
