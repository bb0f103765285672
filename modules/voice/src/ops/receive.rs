//! On the day: who came, and what was said, which becomes a case or is answered on the spot.

use guard::{Scope, act, res};
use kernel::{Id, Phone};
use platform::accounts::{Workplace, Workplaces};
use platform::audit::{Changes, Entry};
use platform::cases::{Channel, Ground, NewCase, Opened, Reporter, ReporterKind, Values, open_case};
use platform::contacts::{self, Contact};
use platform::sealed::Keyring;
use store::Tx;

use super::keep_reception::told;
use crate::KIND;
use crate::error::{Result, VoiceError};
use crate::forms::Check;
use crate::model::reception::{Outcome, Reception, ReceptionState, SignUp, SignUpState};
use crate::store::{reception, room, sign_up};

fn held(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Update>,
    id: Id,
    (sign_up_id, version): (Id, i64),
) -> Result<(Reception, SignUp)> {
    let d = reception::find(tx, scope, id)?.ok_or(VoiceError::ReceptionNotFound)?;
    let s = sign_up::by_id(tx, id, sign_up_id)?.ok_or(VoiceError::SignUpNotFound)?;
    if s.version != version {
        return Err(VoiceError::Stale { version: s.version });
    }
    if d.state == ReceptionState::Cancelled || d.state == ReceptionState::Planned {
        return Err(VoiceError::ReceptionState { deed: "登记到场", state: d.state.title() });
    }
    if tx.today() < d.day {
        return Err(VoiceError::TooEarly);
    }
    if matches!(s.state, SignUpState::Cancelled) {
        return Err(VoiceError::SignUpState { deed: "登记到场", state: s.state.title() });
    }
    Ok((d, s))
}

fn saved(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Update>,
    d: &Reception,
    (before, after): (&SignUp, SignUp),
) -> Result<SignUp> {
    if !sign_up::update(tx, &after)? {
        return Err(VoiceError::Stale { version: before.version });
    }
    let changes = Changes::new().field("state", before.state.title(), after.state.title()).field(
        "outcome",
        before.outcome.title(),
        after.outcome.title(),
    );
    told(tx, scope.actor(), d, Entry { changes, ..Entry::of("reception.receive", d.id) })?;
    Ok(SignUp { version: before.version + 1, ..after })
}

/// Marks whether somebody came; who waited and came without a seat is received too. What was said stands.
///
/// # Errors
/// [`VoiceError::ReceptionNotFound`] outside the scope, [`VoiceError::SignUpNotFound`], [`VoiceError::Stale`],
/// [`VoiceError::TooEarly`] before the day, [`VoiceError::SignUpState`] for who has said something already and shall not have
/// come, [`VoiceError::ReceptionState`].
pub fn mark(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Update>,
    id: Id,
    seen: (Id, i64),
    came: bool,
) -> Result<SignUp> {
    let (d, s) = held(tx, scope, id, seen)?;
    if !came && s.outcome != Outcome::None {
        return Err(VoiceError::SignUpState { deed: "改为未到", state: s.outcome.title() });
    }
    let state = if came { SignUpState::Came } else { SignUpState::Missed };
    let after = SignUp { state, ..s.clone() };
    saved(tx, scope, &d, (&s, after))
}

/// Writes down what was answered on the spot; the person came.
///
/// # Errors
/// As [`mark`]; [`VoiceError::SignUpState`] if it is a case already.
pub fn answer(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Reception, act::Update>,
    id: Id,
    seen: (Id, i64),
    text: &str,
) -> Result<SignUp> {
    let (d, s) = held(tx, scope, id, seen)?;
    if matches!(s.outcome, Outcome::Case | Outcome::Sealed) {
        return Err(VoiceError::SignUpState { deed: "记录当场答复", state: s.outcome.title() });
    }
    let mut c = Check::default();
    let text = c.lines("/answer", text, (2, 1_000));
    c.done()?;
    let after = SignUp { state: SignUpState::Came, outcome: Outcome::Answered, answer: text, ..s.clone() };
    saved(tx, scope, &d, (&s, after))
}

/// What was said, for a case.
#[derive(Clone, Debug)]
pub struct SaidForm {
    /// One line; the beginning of the text if empty.
    pub title: String,
    /// 2 to 4,000 characters.
    pub body: String,
    /// Fields of the kind.
    pub fields: Values,
    /// The firm shall not know who said it.
    pub confidential: bool,
}

/// Where the person works: as the register knows or, for somebody who is no member, the employer of the room.
fn workplace(tx: &mut Tx<'_>, places: &dyn Workplaces, d: &Reception, who: &Contact) -> Result<Workplace> {
    if who.person_id.0 != 0
        && let Some(w) = places.of_member(tx, who.person_id)?
    {
        return Ok(w);
    }
    let employer = room::by_id(tx, d.room_id)?.and_then(|r| r.employer_id);
    let known = match employer {
        Some(id) => places.of_employer(tx, id)?,
        None => None,
    };
    Ok(known.unwrap_or_else(Workplace::unknown))
}

/// Opens a case with what was said; the person came. Under the own name the sign-up names the case; a confidential one goes to
/// the union above whoever is tied to it, and nothing here says which it is.
///
/// # Errors
/// As [`mark`]; [`VoiceError::Erased`], [`VoiceError::SignUpState`] if it is a case already, the case's.
pub fn open_said(
    tx: &mut Tx<'_>,
    (ground, keys, places): (&Ground, &Keyring, &dyn Workplaces),
    (scope, cases): (&Scope<res::Reception, act::Update>, &Scope<res::Case, act::Create>),
    (id, seen): (Id, (Id, i64)),
    f: &SaidForm,
) -> Result<(SignUp, Opened)> {
    let (d, s) = held(tx, scope, id, seen)?;
    if matches!(s.outcome, Outcome::Case | Outcome::Sealed) {
        return Err(VoiceError::SignUpState { deed: "再立事项", state: s.outcome.title() });
    }
    if !cases.covers(&d.union_path) {
        return Err(VoiceError::ReceptionNotFound);
    }
    let who = contacts::get(tx, keys, s.id)?.ok_or(VoiceError::Erased)?;
    let w = workplace(tx, places, &d, &who)?;
    let reporter = if f.confidential { ReporterKind::Confidential } else { ReporterKind::Named };
    let new = NewCase {
        kind: KIND.to_owned(),
        home_id: d.union_id,
        title: f.title.clone(),
        body: f.body.clone(),
        fields: f.fields.clone(),
        channel: Channel::Visit,
        reporter,
        who: Some(Reporter { name: who.name, phone: who.phone, person_id: who.person_id }),
        employer_id: w.employer_id,
        employer_name: w.employer_name,
        ties: w.ties,
    };
    let opened = open_case(tx, ground, cases.actor(), new)?;
    let (outcome, case_id) =
        if f.confidential { (Outcome::Sealed, None) } else { (Outcome::Case, Some(opened.id)) };
    let after = SignUp { state: SignUpState::Came, outcome, case_id, ..s.clone() };
    Ok((saved(tx, scope, &d, (&s, after))?, opened))
}

/// The phone of somebody who signed up, with a purpose that is recorded.
///
/// # Errors
/// [`VoiceError::ReceptionNotFound`] outside the scope, [`VoiceError::SignUpNotFound`], [`VoiceError::Purpose`],
/// [`VoiceError::Erased`].
pub fn reveal(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Reception, act::Reveal>,
    (id, sign_up_id): (Id, Id),
    purpose: &str,
) -> Result<String> {
    let d = reception::find(tx, scope, id)?.ok_or(VoiceError::ReceptionNotFound)?;
    let s = sign_up::by_id(tx, id, sign_up_id)?.ok_or(VoiceError::SignUpNotFound)?;
    let purpose = purpose.trim();
    if purpose.chars().count() < 4 {
        return Err(VoiceError::Purpose);
    }
    let who = contacts::get(tx, keys, s.id)?.ok_or(VoiceError::Erased)?;
    let entry = Entry { purpose: Some(purpose), ..Entry::of("reception.reveal", s.id) };
    told(tx, scope.actor(), &d, entry)?;
    Ok(who.phone)
}

/// A phone as lists show it.
pub fn masked(phone: &str) -> String {
    Phone::parse(phone).map_or_else(|_| String::new(), |p| p.masked())
}
