//! Signing up for a reception day, by the member or by a cadre for somebody, and giving it up. Seats are given one after the other:
//! whoever changes them holds the day.

use guard::{Actor, Scope, act, res};
use kernel::{Id, Params, Phone};
use platform::accounts::MemberDirectory;
use platform::audit::{Changes, Entry};
use platform::contacts::{self, Contact};
use platform::notices;
use platform::sealed::Keyring;
use registry::api::membership_of;
use store::Tx;

use super::keep_reception::{PAGE, told};
use crate::error::{Result, VoiceError};
use crate::forms::Check;
use crate::model::reception::{Outcome, Reception, ReceptionState, SignUp, SignUpState, clock};
use crate::rules::seats::free;
use crate::store::{reception, reception_list, sign_up};

/// Takes a sign-up down: a seat if there is one, otherwise the end of the waiting list.
fn enter(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    (actor, by_name): (&Actor, &str),
    d: &Reception,
    who: &Contact,
) -> Result<SignUp> {
    let seat = free(&sign_up::seats(tx, d.id)?, d.seats);
    let s = SignUp {
        id: tx.new_id(),
        reception_id: d.id,
        seat: seat.unwrap_or(-1),
        state: if seat.is_some() { SignUpState::Booked } else { SignUpState::Waiting },
        outcome: Outcome::None,
        case_id: None,
        answer: String::new(),
        by_name: by_name.to_owned(),
        signed_at: tx.now(),
        version: 1,
    };
    let title = format!("{} {}（{}）", d.when(), d.kind.title(), d.union_name);
    if !contacts::put(tx, keys, (s.id, d.id), &title, who)? {
        return Err(VoiceError::Twice);
    }
    sign_up::insert(tx, &s)?;
    let changes = Changes::new().note("state", s.state.title()).note("seat", s.seat + 1);
    told(tx, actor, d, Entry { changes, ..Entry::of("reception.sign-up", d.id) })?;
    Ok(s)
}

/// A reception day that a member may come to: of a union above the own place, or of the own.
fn for_member(tx: &mut Tx<'_>, person: Id, id: Id) -> Result<Reception> {
    let member = membership_of(tx, person)?.ok_or(VoiceError::ReceptionNotFound)?;
    let d = reception::by_id(tx, id)?
        .filter(|d| d.state != ReceptionState::Planned && d.union_path.covers(&member.union_path));
    d.ok_or(VoiceError::ReceptionNotFound)
}

/// A member signs up.
///
/// # Errors
/// [`VoiceError::ReceptionNotFound`] for one that is not for the member, [`VoiceError::NotOpen`], [`VoiceError::Twice`],
/// [`VoiceError::Invalid`].
pub fn by_member(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    people: &dyn MemberDirectory,
    scope: &Scope<res::Reception, act::Create>,
    (id, topic): (Id, &str),
) -> Result<(Reception, SignUp)> {
    let person = scope.actor().id();
    for_member(tx, person, id)?;
    reception::hold(tx, id)?;
    let d = for_member(tx, person, id)?;
    if !d.takes_sign_ups(tx.now()) {
        return Err(VoiceError::NotOpen);
    }
    let mut c = Check::default();
    let text = c.line("/topic", topic, (0, 100));
    c.done()?;
    let name = people.by_id(tx, person)?.map(|p| p.name).ok_or(VoiceError::ReceptionNotFound)?;
    let phone = people.phone_of(tx, person)?.map(|p| p.as_str().to_owned()).unwrap_or_default();
    let who = Contact { name, phone, person_id: person, text };
    let s = enter(tx, keys, (scope.actor(), ""), &d, &who)?;
    Ok((d, s))
}

/// Somebody for whom a cadre takes a sign-up down.
#[derive(Clone, Debug)]
pub struct SignUpForm {
    /// 2 to 20 characters.
    pub name: String,
    /// A mobile.
    pub phone: String,
    /// At most 100 characters.
    pub topic: String,
}

/// A cadre signs somebody up who calls or comes; a member is recognised by phone and name. Until the day is over.
///
/// # Errors
/// [`VoiceError::ReceptionNotFound`] outside the scope, otherwise as [`by_member`].
pub fn for_somebody(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    people: &dyn MemberDirectory,
    scope: &Scope<res::Reception, act::Update>,
    (id, f): (Id, &SignUpForm),
) -> Result<SignUp> {
    if reception::find(tx, scope, id)?.is_none() {
        return Err(VoiceError::ReceptionNotFound);
    }
    reception::hold(tx, id)?;
    let d = reception::find(tx, scope, id)?.ok_or(VoiceError::ReceptionNotFound)?;
    if d.state != ReceptionState::Open || d.day < tx.today() {
        return Err(VoiceError::NotOpen);
    }
    let mut c = Check::default();
    let name = c.name("/name", &f.name, (2, 20));
    let phone = c.mobile("/phone", &f.phone);
    if f.phone.trim().is_empty() {
        c.refuse("/phone", "kernel.phone-missing", Params::new());
    }
    let text = c.line("/topic", &f.topic, (0, 100));
    c.done()?;
    let known = match Phone::parse(&phone) {
        Ok(p) => people.by_phone(tx, &p)?,
        Err(_) => Vec::new(),
    };
    let key = kernel::text::name_key(&name);
    let person = known.iter().find(|p| kernel::text::name_key(&p.name) == key);
    let who = Contact { person_id: person.map_or(Id(0), |p| p.person_id), name, phone, text };
    let by = scope.actor().name().to_owned();
    enter(tx, keys, (scope.actor(), &by), &d, &who)
}

/// Gives a free seat to who has waited longest, and tells them; `false` if there is none, or nobody waits.
///
/// # Errors
/// The database's.
pub fn promote(tx: &mut Tx<'_>, keys: &Keyring, d: &Reception) -> Result<bool> {
    if d.state != ReceptionState::Open {
        return Ok(false);
    }
    let Some(seat) = free(&sign_up::seats(tx, d.id)?, d.seats) else { return Ok(false) };
    let Some(next) = sign_up::first_waiting(tx, d.id)? else { return Ok(false) };
    let after = SignUp { seat, state: SignUpState::Booked, ..next };
    if !sign_up::update(tx, &after)? {
        return Err(store::DbError::Busy("reception".into()).into());
    }
    if let Some(c) = contacts::get(tx, keys, after.id)?.filter(|c| c.person_id.0 != 0) {
        let minute = d.minute_of(seat).unwrap_or(d.from);
        let body = format!("{} {}，您的时间是 {}，地点{}", d.when(), d.kind.title(), clock(minute), d.place);
        notices::send(tx, c.person_id, "候补有位置了", &body, PAGE)?;
    }
    Ok(true)
}

fn give_up(tx: &mut Tx<'_>, keys: &Keyring, actor: &Actor, d: &Reception, s: SignUp) -> Result<SignUp> {
    if !matches!(s.state, SignUpState::Booked | SignUpState::Waiting) {
        return Err(VoiceError::SignUpState { deed: "取消", state: s.state.title() });
    }
    let (version, state) = (s.version, s.state);
    let after = SignUp { seat: -1, state: SignUpState::Cancelled, ..s };
    if !sign_up::update(tx, &after)? {
        return Err(VoiceError::Stale { version });
    }
    contacts::release(tx, keys, (after.id, d.id))?;
    let changes = Changes::new().field("state", state.title(), after.state.title());
    told(tx, actor, d, Entry { changes, ..Entry::of("reception.sign-up-cancel", d.id) })?;
    promote(tx, keys, d)?;
    Ok(SignUp { version: version + 1, ..after })
}

/// The member gives the own sign-up up, until the day begins.
///
/// # Errors
/// [`VoiceError::SignUpNotFound`] for somebody without one, [`VoiceError::Begun`], [`VoiceError::SignUpState`].
pub fn cancel_own(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Reception, act::Update>,
    id: Id,
) -> Result<SignUp> {
    let person = scope.actor().id();
    let mine = contacts::of_person(tx, keys, person)?.into_iter().find(|(_, day)| *day == id);
    let (own, _) = mine.ok_or(VoiceError::SignUpNotFound)?;
    reception::hold(tx, id)?;
    let d = reception::by_id(tx, id)?.ok_or(VoiceError::SignUpNotFound)?;
    if tx.now() >= d.starts_at() {
        return Err(VoiceError::Begun);
    }
    let s = sign_up::by_id(tx, id, own)?.ok_or(VoiceError::SignUpNotFound)?;
    give_up(tx, keys, scope.actor(), &d, s)
}

/// A cadre gives somebody's sign-up up.
///
/// # Errors
/// [`VoiceError::ReceptionNotFound`] outside the scope, [`VoiceError::SignUpNotFound`], [`VoiceError::SignUpState`],
/// [`VoiceError::Stale`].
pub fn cancel_for(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Reception, act::Update>,
    id: Id,
    (sign_up_id, version): (Id, i64),
) -> Result<SignUp> {
    if reception::find(tx, scope, id)?.is_none() {
        return Err(VoiceError::ReceptionNotFound);
    }
    reception::hold(tx, id)?;
    let d = reception::find(tx, scope, id)?.ok_or(VoiceError::ReceptionNotFound)?;
    let s = sign_up::by_id(tx, id, sign_up_id)?.ok_or(VoiceError::SignUpNotFound)?;
    if s.version != version {
        return Err(VoiceError::Stale { version: s.version });
    }
    give_up(tx, keys, scope.actor(), &d, s)
}

/// A reception day as it stands for a member.
#[derive(Clone, Debug)]
pub struct OwnReception {
    /// The day.
    pub day: Reception,
    /// The own sign-up.
    pub own: Option<SignUp>,
    /// What the member wants to say.
    pub topic: String,
    /// Sign-ups that have a seat, and that wait.
    pub counts: (i64, i64),
}

/// Reception days that are announced to a member, the next ones first, and those that the member signed up for, cancelled ones
/// among them.
///
/// # Errors
/// The database's.
pub fn own(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Reception, act::Read>,
) -> Result<Vec<OwnReception>> {
    let person = scope.actor().id();
    let Some(member) = membership_of(tx, person)? else { return Ok(Vec::new()) };
    let signed = contacts::of_person(tx, keys, person)?;
    let mut all = reception_list::open_for(tx, &member.union_path)?;
    for (contact, day) in &signed {
        if contact != day && !all.iter().any(|d| d.id == *day) {
            all.extend(reception::by_id(tx, *day)?);
        }
    }
    let mut found = Vec::with_capacity(all.len());
    for day in all {
        let mine = signed.iter().find(|(_, scope)| *scope == day.id).map(|(contact, _)| *contact);
        let (mut own, mut topic) = (None, String::new());
        if let Some(id) = mine {
            own = sign_up::by_id(tx, day.id, id)?;
            topic = contacts::get(tx, keys, id)?.map(|c| c.text).unwrap_or_default();
        }
        let counts = sign_up::counts(tx, day.id)?;
        found.push(OwnReception { day, own, topic, counts });
    }
    Ok(found)
}
