//! Plans reception days, opens them for sign-up, cancels them.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id, Params, Timestamp};
use platform::audit::{self, Changes, Entry};
use platform::sealed::Keyring;
use platform::{contacts, notices};
use store::Tx;

use super::sign_up::promote;
use crate::error::{Result, VoiceError};
use crate::forms::Check;
use crate::model::reception::{Reception, ReceptionKind, ReceptionState, SignUp, SignUpState};
use crate::model::room::RoomState;
use crate::rules::seats::fit;
use crate::store::{reception, room, sign_up};

/// Page of the phone that notices lead to.
pub const PAGE: &str = "/receptions";

/// What a cadre writes of a reception day.
#[derive(Clone, Debug)]
pub struct ReceptionForm {
    /// Who receives.
    pub kind: ReceptionKind,
    /// Not before today.
    pub day: Day,
    /// First minute of the day.
    pub from: i64,
    /// Minute after the last.
    pub to: i64,
    /// 2 to 30 characters.
    pub host_name: String,
    /// At most 30 characters.
    pub host_post: String,
    /// Where; the room's address if empty.
    pub place: String,
    /// At most 200 characters.
    pub topics: String,
    /// 5 to 240.
    pub minutes_each: i64,
    /// 1 to 200; as many as fit into the time if 0.
    pub seats: i64,
    /// Until when people sign up; until it begins if missing.
    pub closes_at: Option<Timestamp>,
}

/// Records a deed done to a reception day, where its union stands.
///
/// # Errors
/// The database's.
pub fn told(tx: &mut Tx<'_>, actor: &Actor, d: &Reception, entry: Entry<'_>) -> Result<()> {
    Ok(audit::record(tx, actor, Entry { union_path: Some(&d.union_path), ..entry })?)
}

fn filled(mut d: Reception, f: &ReceptionForm, (today, address): (Day, &str)) -> Result<Reception> {
    let mut c = Check::default();
    c.not_before("/day", f.day, today);
    c.minutes(f.from, f.to);
    (d.kind, d.day, d.from, d.to) = (f.kind, f.day, f.from, f.to);
    d.host_name = c.name("/host_name", &f.host_name, (2, 30));
    d.host_post = c.name("/host_post", &f.host_post, (0, 30));
    let place = if f.place.trim().is_empty() { address } else { &f.place };
    d.place = c.line("/place", place, (2, 120));
    d.topics = c.line("/topics", &f.topics, (0, 200));
    d.minutes_each = c.number("/minutes_each", f.minutes_each, (5, 240));
    let room = fit((f.from, f.to), d.minutes_each);
    d.seats = if f.seats == 0 { room } else { c.number("/seats", f.seats, (1, 200)) };
    if d.seats > room {
        c.refuse("/seats", "voice.seats-time", [("most", room.to_string())].into());
    }
    d.closes_at = f.closes_at.filter(|at| at.0 != 0).unwrap_or_else(|| d.starts_at());
    if d.closes_at > d.starts_at() {
        c.refuse("/closes_at", "voice.closes-late", Params::new());
    }
    c.done()?;
    Ok(d)
}

/// Plans a reception day of a room.
///
/// # Errors
/// [`VoiceError::RoomNotFound`] outside the scope, [`VoiceError::RoomClosed`], [`VoiceError::Invalid`].
pub fn create(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Create>,
    room_id: Id,
    f: &ReceptionForm,
) -> Result<Reception> {
    let r = room::by_id(tx, room_id)?.filter(|r| scope.covers(&r.union_path));
    let r = r.ok_or(VoiceError::RoomNotFound)?;
    if r.state != RoomState::Open {
        return Err(VoiceError::RoomClosed);
    }
    let blank = Reception {
        id: tx.new_id(),
        room_id,
        union_id: r.union_id,
        union_name: r.union_name,
        union_path: r.union_path,
        kind: f.kind,
        day: f.day,
        from: f.from,
        to: f.to,
        host_name: String::new(),
        host_post: String::new(),
        place: String::new(),
        topics: String::new(),
        minutes_each: 0,
        seats: 0,
        closes_at: Timestamp(0),
        state: ReceptionState::Planned,
        reason: String::new(),
        created_by_name: scope.actor().name().to_owned(),
        version: 1,
    };
    let d = filled(blank, f, (tx.today(), &r.address))?;
    reception::insert(tx, &d)?;
    let changes = Changes::new().note("day", d.day.to_string()).note("kind", d.kind.title());
    told(tx, scope.actor(), &d, Entry { changes, ..Entry::of("reception.create", d.id) })?;
    Ok(d)
}

fn held(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Update>,
    id: Id,
    deed: &'static str,
    states: &[ReceptionState],
) -> Result<Reception> {
    if reception::find(tx, scope, id)?.is_none() {
        return Err(VoiceError::ReceptionNotFound);
    }
    reception::hold(tx, id)?;
    let d = reception::find(tx, scope, id)?.ok_or(VoiceError::ReceptionNotFound)?;
    if !states.contains(&d.state) {
        return Err(VoiceError::ReceptionState { deed, state: d.state.title() });
    }
    Ok(d)
}

/// Writes what a reception day is now, and records it.
fn saved(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (before, version): (&Reception, i64),
    after: Reception,
    action: &'static str,
) -> Result<Reception> {
    if !reception::update(tx, version, &after)? {
        return Err(VoiceError::Stale { version: before.version });
    }
    let changes = Changes::new()
        .field("day", before.day.to_string(), after.day.to_string())
        .field("from_minute", before.from, after.from)
        .field("to_minute", before.to, after.to)
        .field("host_name", before.host_name.as_str(), after.host_name.as_str())
        .field("place", before.place.as_str(), after.place.as_str())
        .field("seats", before.seats, after.seats)
        .field("reception_state", before.state.title(), after.state.title())
        .field("reason", before.reason.as_str(), after.reason.as_str());
    told(tx, actor, &after, Entry { changes, ..Entry::of(action, after.id) })?;
    Ok(Reception { version: version + 1, ..after })
}

const COMING: &[ReceptionState] = &[ReceptionState::Planned, ReceptionState::Open];

/// Writes a reception day as a whole. Those who signed up are told of another day, time or place; seats that were added go to
/// those who wait; below what is taken there are none.
///
/// # Errors
/// [`VoiceError::ReceptionNotFound`] outside the scope, [`VoiceError::ReceptionState`] once it is over or cancelled,
/// [`VoiceError::Stale`], [`VoiceError::Invalid`].
pub fn edit(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Reception, act::Update>,
    (id, version): (Id, i64),
    f: &ReceptionForm,
) -> Result<Reception> {
    let before = held(tx, scope, id, "修改", COMING)?;
    let after = filled(before.clone(), f, (tx.today().min(before.day), &before.place))?;
    let highest = sign_up::seats(tx, id)?.into_iter().max().map_or(0, |n| n + 1);
    if after.seats < highest {
        let mut c = Check::default();
        c.refuse("/seats", "voice.seats-taken", [("least", highest.to_string())].into());
        c.done()?;
    }
    let after = saved(tx, scope.actor(), (&before, version), after, "reception.update")?;
    let moved = (before.day, before.from, &before.place) != (after.day, after.from, &after.place);
    if moved || before.minutes_each != after.minutes_each {
        let body = format!("{}改为{}，地点{}", after.kind.title(), after.when(), after.place);
        tell_all(tx, keys, id, "接待日有变动", &body)?;
    }
    while promote(tx, keys, &after)? {}
    Ok(after)
}

/// Announces a reception day: people sign up.
///
/// # Errors
/// As [`edit`].
pub fn open(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Update>,
    (id, version): (Id, i64),
) -> Result<Reception> {
    let before = held(tx, scope, id, "开放报名", &[ReceptionState::Planned])?;
    if before.starts_at() <= tx.now() {
        return Err(VoiceError::ReceptionState { deed: "开放报名", state: "已过开始时间" });
    }
    let after = Reception { state: ReceptionState::Open, ..before.clone() };
    saved(tx, scope.actor(), (&before, version), after, "reception.open")
}

/// Marks a reception day as over, from its day on.
///
/// # Errors
/// As [`edit`]; [`VoiceError::TooEarly`].
pub fn finish(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Update>,
    (id, version): (Id, i64),
) -> Result<Reception> {
    let before = held(tx, scope, id, "结束", COMING)?;
    if before.day > tx.today() {
        return Err(VoiceError::TooEarly);
    }
    let after = Reception { state: ReceptionState::Over, ..before.clone() };
    saved(tx, scope.actor(), (&before, version), after, "reception.over")
}

/// The day is over and nobody marked it. Nothing happens a second time.
///
/// # Errors
/// The database's.
pub fn finish_past(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<()> {
    let Some(before) = reception::by_id(tx, id)?.filter(|d| COMING.contains(&d.state)) else {
        return Ok(());
    };
    let after = Reception { state: ReceptionState::Over, ..before.clone() };
    saved(tx, actor, (&before, before.version), after, "reception.over").map(drop)
}

/// Who was told of a cancelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Members who have a message.
    pub told: i64,
    /// Others, who must be phoned.
    pub to_phone: i64,
}

/// Whoever has a seat or waits.
fn live(s: &SignUp) -> bool {
    matches!(s.state, SignUpState::Booked | SignUpState::Waiting)
}

fn tell_all(tx: &mut Tx<'_>, keys: &Keyring, id: Id, title: &str, body: &str) -> Result<Told> {
    let mut told = Told::default();
    for s in sign_up::of_reception(tx, id)?.iter().filter(|s| live(s)) {
        let Some(c) = contacts::get(tx, keys, s.id)? else { continue };
        if c.person_id.0 == 0 {
            told.to_phone += 1;
        } else {
            notices::send(tx, c.person_id, title, body, PAGE)?;
            told.told += 1;
        }
    }
    Ok(told)
}

/// Cancels a reception day; everybody who signed up is told, and those without an account are counted to be phoned.
///
/// # Errors
/// As [`edit`]; a reason of 2 to 200 characters.
pub fn cancel(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Reception, act::Update>,
    (id, version): (Id, i64),
    reason: &str,
) -> Result<(Reception, Told)> {
    let before = held(tx, scope, id, "取消", COMING)?;
    let mut c = Check::default();
    let reason = c.line("/reason", reason, (2, 200));
    c.done()?;
    let after = Reception { state: ReceptionState::Cancelled, reason, ..before.clone() };
    let after = saved(tx, scope.actor(), (&before, version), after, "reception.cancel")?;
    let body = format!("{} 的{}取消：{}", after.when(), after.kind.title(), after.reason);
    let told = tell_all(tx, keys, id, "接待日已取消", &body)?;
    Ok((after, told))
}
