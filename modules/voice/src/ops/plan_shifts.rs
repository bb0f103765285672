//! Plans who is on duty in a room, and changes single days.

use guard::{Scope, act, res};
use kernel::{Day, Id, Params};
use platform::audit::{Changes, Entry};
use platform::calendar::Calendar;
use store::{DbError, Tx};

use super::keep_room::told;
use crate::error::{Result, VoiceError};
use crate::forms::Check;
use crate::model::room::{Room, RoomState, Shift};
use crate::rules::rooms::{Pattern, days};
use crate::store::{room, shift};

/// Most shifts planned at once.
pub const MOST: usize = 400;

/// Duty by a pattern of weekdays; the people take turns.
#[derive(Clone, Debug)]
pub struct ShiftPlan {
    /// Which days.
    pub pattern: Pattern,
    /// First minute of the day.
    pub from: i64,
    /// Minute after the last.
    pub to: i64,
    /// Who, 1 to 50 names.
    pub people: Vec<String>,
}

/// What was planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// New shifts.
    pub made: u64,
    /// Shifts that stood there already.
    pub kept: u64,
}

fn in_use(tx: &mut Tx<'_>, scope: &Scope<res::Room, act::Update>, id: Id) -> Result<Room> {
    let r = room::find(tx, scope, id)?.ok_or(VoiceError::RoomNotFound)?;
    if r.state == RoomState::Open { Ok(r) } else { Err(VoiceError::RoomClosed) }
}

fn days_of(calendar: &Calendar, p: &ShiftPlan, today: Day) -> Result<(Vec<Day>, Vec<String>)> {
    let mut c = Check::default();
    let w = &p.pattern.weekdays;
    if w.is_empty() || w.iter().any(|d| !(1..=7).contains(d)) {
        c.refuse("/weekdays", "voice.weekdays", Params::new());
    }
    c.not_before("/from", p.pattern.from, today);
    if p.pattern.until < p.pattern.from || p.pattern.until > p.pattern.from.plus_months(12) {
        c.refuse("/until", "voice.shift-days", Params::new());
    }
    c.minutes(p.from, p.to);
    let people: Vec<String> = p.people.iter().map(|n| c.name("/people", n, (2, 20))).collect();
    c.number("/people", people.len() as i64, (1, 50));
    c.done()?;
    let mut c = Check::default();
    let found = days(&p.pattern, |day| calendar.is_working_day(day).ok());
    let days = found.unwrap_or_else(|year| {
        c.refuse("/until", "voice.shift-calendar", [("year", year.to_string())].into());
        Vec::new()
    });
    c.done()?;
    let mut c = Check::default();
    if days.is_empty() {
        c.refuse("/until", "voice.shift-none", Params::new());
    } else if days.len() > MOST {
        c.refuse("/until", "voice.shift-many", [("most", MOST.to_string())].into());
    }
    c.done()?;
    Ok((days, people))
}

/// Plans duty; who stands there already is left.
///
/// # Errors
/// [`VoiceError::RoomNotFound`] outside the scope, [`VoiceError::RoomClosed`], [`VoiceError::Invalid`].
pub fn plan(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    scope: &Scope<res::Room, act::Update>,
    id: Id,
    p: &ShiftPlan,
) -> Result<Planned> {
    let r = in_use(tx, scope, id)?;
    let (days, people) = days_of(calendar, p, tx.today())?;
    let all: Vec<Shift> = days
        .iter()
        .enumerate()
        .map(|(n, day)| Shift {
            id: tx.new_id(),
            day: *day,
            from: p.from,
            to: p.to,
            person_name: people[n % people.len()].clone(),
            instead_of: String::new(),
            note: String::new(),
            version: 1,
        })
        .collect();
    let made = shift::insert(tx, id, &all)?;
    let changes = Changes::new().note("sessions", made).note("people", people.len() as i64);
    told(tx, scope, &r, Entry { changes, ..Entry::of("room.plan", id) })?;
    Ok(Planned { made, kept: all.len() as u64 - made })
}

/// What a single shift shall be.
#[derive(Clone, Debug)]
pub struct ShiftForm {
    /// Day, not before today.
    pub day: Day,
    /// First minute of the day.
    pub from: i64,
    /// Minute after the last.
    pub to: i64,
    /// Who; another one than before is a swap.
    pub person_name: String,
    /// At most 200 characters.
    pub note: String,
}

/// Changes one shift: day, time, or who is there.
///
/// # Errors
/// [`VoiceError::RoomNotFound`] outside the scope, [`VoiceError::ShiftNotFound`], [`VoiceError::Stale`],
/// [`VoiceError::ShiftTwice`], [`VoiceError::Invalid`].
pub fn edit_shift(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, act::Update>,
    id: Id,
    (shift_id, version): (Id, i64),
    f: &ShiftForm,
) -> Result<Shift> {
    let r = in_use(tx, scope, id)?;
    let before = shift::by_id(tx, id, shift_id)?.ok_or(VoiceError::ShiftNotFound)?;
    let mut c = Check::default();
    let (name, note) = (c.name("/person_name", &f.person_name, (2, 20)), c.line("/note", &f.note, (0, 200)));
    c.not_before("/day", f.day, tx.today().min(before.day));
    c.minutes(f.from, f.to);
    c.done()?;
    let swapped = name != before.person_name;
    let after = Shift {
        day: f.day,
        from: f.from,
        to: f.to,
        instead_of: if swapped { before.person_name.clone() } else { before.instead_of.clone() },
        person_name: name,
        note,
        version,
        ..before.clone()
    };
    match shift::update(tx, id, &after) {
        Ok(true) => {}
        Ok(false) => return Err(VoiceError::Stale { version: before.version }),
        Err(DbError::Conflict(_)) => return Err(VoiceError::ShiftTwice),
        Err(e) => return Err(e.into()),
    }
    let changes = Changes::new()
        .field("day", before.day.to_string(), after.day.to_string())
        .field("from_minute", before.from, after.from)
        .field("to_minute", before.to, after.to)
        .field("person_name", before.person_name.as_str(), after.person_name.as_str())
        .note("note", after.note.as_str());
    told(tx, scope, &r, Entry { changes, ..Entry::of("room.shift", id) })?;
    Ok(Shift { version: version + 1, ..after })
}

/// A shift does not take place.
///
/// # Errors
/// As [`edit_shift`].
pub fn cancel_shift(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Room, act::Update>,
    id: Id,
    (shift_id, version): (Id, i64),
    reason: &str,
) -> Result<()> {
    let r = room::find(tx, scope, id)?.ok_or(VoiceError::RoomNotFound)?;
    let before = shift::by_id(tx, id, shift_id)?.ok_or(VoiceError::ShiftNotFound)?;
    let mut c = Check::default();
    let reason = c.line("/reason", reason, (2, 200));
    c.done()?;
    if !shift::cancel(tx, id, (shift_id, version), &reason)? {
        return Err(VoiceError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .note("day", before.day.to_string())
        .note("person_name", before.person_name)
        .note("reason", reason);
    told(tx, scope, &r, Entry { changes, ..Entry::of("room.shift-cancel", id) })
}
