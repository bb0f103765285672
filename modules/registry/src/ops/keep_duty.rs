//! Plans duty of representatives and keeps it: series, change of person, cancelling, signing in, how many came.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id, Params};
use platform::audit::{self, Changes, Entry};
use platform::notices;
use store::Tx;

use crate::error::{RegistryError, Result, field};
use crate::model::duty::{DutyState, DutyTime};
use crate::store::duty::{self, Duty};
use crate::store::{membership, person, union, zone};
use crate::zone_error::ZoneError;

/// Most duties of a series.
pub const MOST: usize = 200;

/// A series to plan, its fields checked already.
#[derive(Clone, Debug)]
pub struct NewSeries {
    /// Union.
    pub union_id: Id,
    /// Zone where it is, if any.
    pub zone_id: Option<Id>,
    /// The days, ascending.
    pub days: Vec<Day>,
    /// First minute.
    pub from: i64,
    /// Minute after the last.
    pub to: i64,
    /// Representatives, who take turns.
    pub people: Vec<Id>,
}

fn invalid(pointer: &str, code: &'static str, params: Params) -> RegistryError {
    RegistryError::Invalid(vec![field(pointer, code, params)])
}

/// The name of a representative: somebody who is a member at or beneath the union's place.
fn representative(tx: &mut Tx<'_>, place: &kernel::OrgPath, id: Id) -> Result<String> {
    let wrong = || invalid("/people", "registry.duty-person", Params::new());
    let open = membership::open_of(tx, id)?.ok_or_else(wrong)?;
    if !place.covers(&open.union_path) {
        return Err(wrong());
    }
    Ok(person::by_id(tx, id)?.ok_or_else(wrong)?.profile.name)
}

/// Plans a series; the representatives take turns and are told, each once.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`ZoneError::NotFound`] for a zone that is not of this union or one
/// above, [`ZoneError::Closed`], [`RegistryError::Invalid`] for somebody who is no member here.
pub fn plan_series(tx: &mut Tx<'_>, scope: &Scope<res::Duty, act::Create>, s: &NewSeries) -> Result<Vec<Id>> {
    let found = union::find_unscoped(tx, s.union_id)?.filter(|u| scope.covers(&u.place()));
    let u = found.ok_or(RegistryError::UnionNotFound)?;
    let mut at = u.name.clone();
    if let Some(id) = s.zone_id {
        let z = zone::by_id(tx, id)?
            .filter(|z| z.union_path.covers(&u.place()) || u.place().covers(&z.union_path));
        let z = z.ok_or(ZoneError::NotFound)?;
        if z.valid_to.is_some() {
            return Err(ZoneError::Closed { name: z.name }.into());
        }
        at = z.name;
    }
    let mut people = Vec::with_capacity(s.people.len());
    for id in &s.people {
        people.push((*id, representative(tx, &u.place(), *id)?));
    }
    let series_id = tx.new_id();
    let mut all = Vec::with_capacity(s.days.len());
    for (n, day) in s.days.iter().enumerate() {
        let (person_id, person_name) = people[n % people.len()].clone();
        let time = DutyTime { day: *day, from: s.from, to: s.to };
        all.push(planned(tx.new_id(), series_id, &u, s.zone_id, time, (person_id, person_name)));
    }
    duty::insert(tx, scope.actor().name(), &all)?;
    for (id, name) in &people {
        let own: Vec<String> =
            all.iter().filter(|d| d.person_id == *id).map(|d| d.time.day.to_string()).collect();
        let Some(first) = own.first() else { continue };
        let body = format!("{name}，请在{at}值班 {} 次，第一次是{first}，到时在手机上签到", own.len());
        notices::send(tx, *id, "安排您值班", &body, "/duties")?;
    }
    let changes = Changes::new().note("sessions", all.len() as i64).note("people", people.len() as i64);
    let path = u.place();
    let entry = Entry { union_path: Some(&path), changes, ..Entry::of("duty.plan", series_id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(all.into_iter().map(|d| d.id).collect())
}

fn planned(
    id: Id,
    series_id: Id,
    u: &union::Union,
    zone_id: Option<Id>,
    time: DutyTime,
    (person_id, person_name): (Id, String),
) -> Duty {
    Duty {
        id,
        series_id,
        union_id: u.id,
        union_path: u.place(),
        zone_id,
        time,
        person_id,
        person_name,
        state: DutyState::Planned,
        signed_at: kernel::Timestamp(0),
        signed_by: String::new(),
        visitors: None,
        note: String::new(),
        version: 1,
    }
}

/// A duty in sight, in the version that was seen and in one of these states.
fn held(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, act::Update>,
    (id, version): (Id, i64),
    states: &[DutyState],
) -> Result<Duty> {
    let d = duty::find(tx, scope, id)?.ok_or(ZoneError::DutyNotFound)?;
    if d.version != version {
        return Err(RegistryError::Stale { version: d.version });
    }
    in_state(&d, states)?;
    Ok(d)
}

fn in_state(d: &Duty, states: &[DutyState]) -> Result<()> {
    if states.contains(&d.state) {
        Ok(())
    } else {
        Err(ZoneError::DutyState { state: d.state.title() }.into())
    }
}

fn write(tx: &mut Tx<'_>, actor: &Actor, before: DutyState, d: &Duty) -> Result<()> {
    if !duty::advance(tx, d)? {
        return Err(RegistryError::Stale { version: d.version });
    }
    let changes = Changes::new()
        .field("duty_state", before.title(), d.state.title())
        .note("day", d.time.day.to_string())
        .note("visitors", d.visitors.map_or(String::new(), |n| n.to_string()))
        .note("note", d.note.as_str());
    let entry = Entry { union_path: Some(&d.union_path), changes, ..Entry::of("duty.update", d.id) };
    audit::record(tx, actor, entry).map_err(Into::into)
}

/// Somebody else takes a duty over: the old one is marked as swapped, a new one stands in its place. Both are told.
///
/// # Errors
/// [`ZoneError::DutyNotFound`] outside the scope, [`RegistryError::Stale`], [`ZoneError::DutyState`] if it is no longer
/// planned, [`RegistryError::Invalid`] for somebody who is no member here, or the same person.
pub fn swap_duty(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, act::Update>,
    seen: (Id, i64),
    to: Id,
    reason: &str,
) -> Result<Id> {
    let d = held(tx, scope, seen, &[DutyState::Planned])?;
    if to == d.person_id {
        return Err(invalid("/person_id", "registry.duty-same", Params::new()));
    }
    let u = union::find_unscoped(tx, d.union_id)?.ok_or(RegistryError::UnionNotFound)?;
    let name = representative(tx, &u.place(), to)?;
    let new = planned(tx.new_id(), d.series_id, &u, d.zone_id, d.time, (to, name));
    duty::insert(tx, scope.actor().name(), std::slice::from_ref(&new))?;
    let (old, day) = (d.person_id, d.time.day);
    write(tx, scope.actor(), d.state, &Duty { state: DutyState::Swapped, note: reason.to_owned(), ..d })?;
    notices::send(tx, old, "值班已换人", &format!("{day}的值班改由{}担任", new.person_name), "/duties")?;
    notices::send(tx, to, "安排您值班", &format!("请在{day}值班（替换），到时在手机上签到"), "/duties")?;
    Ok(new.id)
}

/// A duty does not take place; the representative is told.
///
/// # Errors
/// As [`swap_duty`].
pub fn cancel_duty(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, act::Update>,
    seen: (Id, i64),
    reason: &str,
) -> Result<()> {
    let d = held(tx, scope, seen, &[DutyState::Planned])?;
    let body = format!("{}的值班取消：{reason}", d.time.day);
    notices::send(tx, d.person_id, "值班已取消", &body, "/duties")?;
    write(tx, scope.actor(), d.state, &Duty { state: DutyState::Cancelled, note: reason.to_owned(), ..d })
}

/// The cadre signs the representative in: on the day, or later where they were there and had not signed in.
///
/// # Errors
/// As [`swap_duty`]; [`ZoneError::DutyHours`] before the day.
pub fn sign_in_for(tx: &mut Tx<'_>, scope: &Scope<res::Duty, act::Update>, seen: (Id, i64)) -> Result<()> {
    let d = held(tx, scope, seen, &[DutyState::Planned, DutyState::Missed])?;
    if d.time.day > tx.today() {
        let (from, to) = (d.time.day.to_string(), "以后".to_owned());
        return Err(ZoneError::DutyHours { from, to }.into());
    }
    let (now, by) = (tx.now(), scope.actor().name().to_owned());
    let after = Duty { state: DutyState::SignedIn, signed_at: now, signed_by: by, ..d.clone() };
    write(tx, scope.actor(), d.state, &after)
}

/// Says how many came, and what there was to tell; the duty is done with it.
///
/// # Errors
/// As [`swap_duty`], for a duty that was signed in or is done.
pub fn finish_duty(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, act::Update>,
    seen: (Id, i64),
    (visitors, note): (i64, &str),
) -> Result<()> {
    let d = held(tx, scope, seen, &[DutyState::SignedIn, DutyState::Done])?;
    let after = Duty { state: DutyState::Done, visitors: Some(visitors), note: note.to_owned(), ..d.clone() };
    write(tx, scope.actor(), d.state, &after)
}

/// The own duty of a member, by whatever record it was planned for.
fn own(tx: &mut Tx<'_>, scope: &Scope<res::Duty, act::Update>, id: Id) -> Result<Duty> {
    let d = duty::by_id(tx, id)?.ok_or(ZoneError::DutyNotFound)?;
    let who = person::survivor(tx, d.person_id)?;
    if scope.is_own(who) { Ok(d) } else { Err(ZoneError::DutyNotFound.into()) }
}

/// The representative signs in on the phone, within the hours and `tolerance` minutes around them.
///
/// # Errors
/// [`ZoneError::DutyNotFound`] for somebody else's, [`ZoneError::DutyState`], [`ZoneError::DutyHours`].
pub fn sign_in_own(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, act::Update>,
    id: Id,
    tolerance: i64,
) -> Result<()> {
    let d = own(tx, scope, id)?;
    in_state(&d, &[DutyState::Planned])?;
    let ((from, to), now) = (d.time.window(tolerance), tx.now());
    if now < from || now > to {
        let minute = |t: kernel::Timestamp| t.local_text().chars().take(16).collect();
        return Err(ZoneError::DutyHours { from: minute(from), to: minute(to) }.into());
    }
    let after = Duty { state: DutyState::SignedIn, signed_at: now, signed_by: String::new(), ..d.clone() };
    write(tx, scope.actor(), d.state, &after)
}

/// The representative says how many came.
///
/// # Errors
/// [`ZoneError::DutyNotFound`] for somebody else's, [`ZoneError::DutyState`] before signing in.
pub fn finish_own(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Duty, act::Update>,
    id: Id,
    (visitors, note): (i64, &str),
) -> Result<()> {
    let d = own(tx, scope, id)?;
    in_state(&d, &[DutyState::SignedIn, DutyState::Done])?;
    let after = Duty { state: DutyState::Done, visitors: Some(visitors), note: note.to_owned(), ..d.clone() };
    write(tx, scope.actor(), d.state, &after)
}

/// The day is over: who was not there is marked as missed and told, who was there as done. Nothing happens a second time.
///
/// # Errors
/// Any [`RegistryError`] but that of a change that was faster.
pub fn end_of_day(tx: &mut Tx<'_>, actor: &Actor, d: &Duty) -> Result<()> {
    let state = if d.state == DutyState::Planned { DutyState::Missed } else { DutyState::Done };
    match write(tx, actor, d.state, &Duty { state, ..d.clone() }) {
        Err(RegistryError::Stale { .. }) => return Ok(()),
        other => other?,
    }
    if state == DutyState::Missed {
        let body = format!("{}的值班没有签到，已记为未到。确实到了的，请告诉工会更正", d.time.day);
        notices::send(tx, d.person_id, "值班未签到", &body, "/duties")?;
    }
    Ok(())
}
