//! Holds a room to the building standard (建设标准).

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use platform::audit::{Changes, Entry};
use platform::codesets::Codesets;
use store::Tx;

use super::keep_room::told;
use crate::error::{Result, VoiceError};
use crate::forms::Check;
use crate::model::room::RoomCheck;
use crate::rules::rooms::{found, missing, standard};
use crate::store::{check, room};

/// What somebody found in a room.
#[derive(Clone, Debug)]
pub struct CheckForm {
    /// Day, not after today.
    pub day: Day,
    /// Codes of the items that are met.
    pub met: Vec<String>,
    /// At most 400 characters.
    pub note: String,
}

/// Keeps a check with the standard of its day; the last one says whether the room meets the standard.
///
/// # Errors
/// [`VoiceError::RoomNotFound`] outside the scope, [`VoiceError::Invalid`].
pub fn check_room(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Room, act::Update>,
    id: Id,
    f: &CheckForm,
) -> Result<RoomCheck> {
    let r = room::find(tx, scope, id)?.ok_or(VoiceError::RoomNotFound)?;
    let mut c = Check::default();
    let note = c.lines("/note", &f.note, (0, 400));
    if f.day > tx.today() {
        c.refuse("/day", "voice.day-future", Params::new());
    }
    c.not_before("/day", f.day, r.opened_on);
    let items = found(standard(words, f.day), &f.met);
    if items.is_empty() {
        c.refuse("/day", "voice.standard-none", Params::new());
    }
    c.done()?;
    let lacking = missing(&items);
    let made = RoomCheck {
        id: tx.new_id(),
        day: f.day,
        by_name: scope.actor().name().to_owned(),
        passed: lacking == 0,
        items,
        note,
    };
    check::insert(tx, id, &made)?;
    room::checked(tx, id, made.day, made.passed, lacking)?;
    let changes =
        Changes::new().note("day", made.day.to_string()).note("passed", made.passed).note("missing", lacking);
    told(tx, scope, &r, Entry { changes, ..Entry::of("room.check", id) })?;
    Ok(made)
}
