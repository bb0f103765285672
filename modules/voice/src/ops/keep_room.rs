//! Makes rooms, changes them, takes them out of use and back.

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use platform::audit::{self, Changes, Entry};
use registry::RegistryError;
use registry::api::union_by_id;
use store::Tx;

use crate::error::{Result, VoiceError};
use crate::forms::Check;
use crate::model::room::{Room, RoomState};
use crate::store::{room, shift};

/// What a cadre writes of a room.
#[derive(Clone, Debug)]
pub struct RoomForm {
    /// 2 to 40 characters.
    pub name: String,
    /// Employer; none: every employer that the union covers, or the only one.
    pub employer_id: Option<Id>,
    /// At most 120 characters.
    pub address: String,
    /// At most 40 characters; a room may have a landline.
    pub phone: String,
    /// 2 to 30 characters.
    pub head_name: String,
    /// Not after today.
    pub opened_on: Day,
}

/// Records a deed done to a room, where its union stands.
///
/// # Errors
/// The database's.
pub fn told<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, A>,
    r: &Room,
    entry: Entry<'_>,
) -> Result<()> {
    Ok(audit::record(tx, scope.actor(), Entry { union_path: Some(&r.union_path), ..entry })?)
}

/// Holds the form to its limits and puts it into `r`.
fn filled(tx: &mut Tx<'_>, mut r: Room, f: &RoomForm) -> Result<Room> {
    let mut c = Check::default();
    r.name = c.name("/name", &f.name, (2, 40));
    r.address = c.line("/address", &f.address, (2, 120));
    r.phone = c.name("/phone", &f.phone, (0, 40));
    r.head_name = c.name("/head_name", &f.head_name, (2, 30));
    if f.opened_on > tx.today() {
        c.refuse("/opened_on", "voice.day-future", Params::new());
    }
    r.opened_on = f.opened_on;
    let covered = room::covered(tx, r.union_id)?;
    let employer = f.employer_id.filter(|id| id.0 != 0);
    match employer {
        Some(id) => match covered.iter().find(|(known, _)| *known == id) {
            Some((_, name)) => r.employer_name.clone_from(name),
            None => c.refuse("/employer_id", "voice.employer-covered", Params::new()),
        },
        None => r.employer_name.clear(),
    }
    r.employer_id = employer;
    c.done()?;
    Ok(r)
}

/// Makes a room of a union; the employer is the union's own one if it has a single one and none is named.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`VoiceError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, act::Create>,
    union_id: Id,
    f: &RoomForm,
) -> Result<Room> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let blank = Room {
        id: tx.new_id(),
        union_id,
        union_name: union.name.clone(),
        union_path: union.place(),
        employer_id: None,
        employer_name: String::new(),
        name: String::new(),
        address: String::new(),
        phone: String::new(),
        head_name: String::new(),
        opened_on: f.opened_on,
        state: RoomState::Open,
        reason: String::new(),
        checked_on: None,
        passed: None,
        missing: 0,
        version: 1,
    };
    let mut form = f.clone();
    if form.employer_id.is_none()
        && let [(only, _)] = room::covered(tx, union_id)?.as_slice()
    {
        form.employer_id = Some(*only);
    }
    let r = filled(tx, blank, &form)?;
    room::insert(tx, &r)?;
    let changes = Changes::new().note("name", r.name.as_str());
    told(tx, scope, &r, Entry { changes, ..Entry::of("room.create", r.id) })?;
    Ok(r)
}

/// Writes a room as a whole; what it is then.
///
/// # Errors
/// [`VoiceError::RoomNotFound`] outside the scope, [`VoiceError::Stale`], [`VoiceError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, act::Update>,
    (id, version): (Id, i64),
    f: &RoomForm,
) -> Result<Room> {
    let before = room::find(tx, scope, id)?.ok_or(VoiceError::RoomNotFound)?;
    let after = filled(tx, before.clone(), f)?;
    saved(tx, scope, (before, version), after, "room.update")
}

fn saved(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, act::Update>,
    (before, version): (Room, i64),
    after: Room,
    action: &'static str,
) -> Result<Room> {
    if !room::update(tx, version, &after)? {
        return Err(VoiceError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .field("name", before.name.as_str(), after.name.as_str())
        .field("employer_name", before.employer_name.as_str(), after.employer_name.as_str())
        .field("address", before.address.as_str(), after.address.as_str())
        .field("phone", before.phone.as_str(), after.phone.as_str())
        .field("room_head", before.head_name.as_str(), after.head_name.as_str())
        .field("opened_on", before.opened_on.to_string(), after.opened_on.to_string())
        .field("room_state", before.state.title(), after.state.title())
        .field("reason", before.reason.as_str(), after.reason.as_str());
    told(tx, scope, &after, Entry { changes, ..Entry::of(action, after.id) })?;
    Ok(Room { version: version + 1, ..after })
}

/// Takes a room out of use, with a reason, or back into use. Out of use nobody is on duty there any more from today on.
///
/// # Errors
/// As [`edit`].
pub fn set_state(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, act::Update>,
    (id, version): (Id, i64),
    state: RoomState,
    reason: &str,
) -> Result<Room> {
    let before = room::find(tx, scope, id)?.ok_or(VoiceError::RoomNotFound)?;
    let mut c = Check::default();
    let least = if state == RoomState::Closed { 2 } else { 0 };
    let reason = c.line("/reason", reason, (least, 200));
    c.done()?;
    let after = Room { state, reason: reason.clone(), ..before.clone() };
    let after = saved(tx, scope, (before, version), after, "room.state")?;
    if state == RoomState::Closed {
        let today = tx.today();
        shift::cancel_from(tx, id, today, &reason)?;
    }
    Ok(after)
}
