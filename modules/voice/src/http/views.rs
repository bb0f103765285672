//! Answers that several endpoints share.

use guard::act::Action;
use guard::res::Resource;
use guard::{Actor, Scope, act, res};
use http_base::Cursor;
use kernel::{Day, Id, OrgPath, Timestamp};
use platform::contacts;
use platform::sealed::Keyring;
use registry::RegistryError;
use registry::api::union_by_id;
use serde::Serialize;
use store::Tx;

use crate::error::Result;
use crate::model::reception::{Outcome, Reception, ReceptionKind, ReceptionState, SignUp, SignUpState};
use crate::model::room::{Room, RoomState, Shift};
use crate::ops::receive::masked;
use crate::store::{reception, shift, sign_up};

/// The place of a union that a list is narrowed to.
pub fn place_in_sight<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    union_id: Option<Id>,
) -> Result<Option<OrgPath>> {
    let Some(id) = union_id else { return Ok(None) };
    let place = union_by_id(tx, id)?.map(|u| u.place());
    let seen = place.filter(|p| !scope.ranges_within(p).is_empty());
    Ok(Some(seen.ok_or(RegistryError::UnionNotFound)?))
}

/// Where a page that is sorted by a text or number and the id goes on.
pub fn after(cursor: Option<&str>) -> std::result::Result<Option<(String, Id)>, http_base::ApiError> {
    Ok(cursor.map(Cursor::parse).transpose()?.map(|c| (c.key, c.id)))
}

/// Somebody on duty.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RoomShift {
    pub id: Id,
    pub day: Day,
    /// Minutes of the day.
    pub from_minute: i64,
    pub to_minute: i64,
    pub person_name: String,
    /// Who was planned before; empty if nobody else was.
    pub instead_of: String,
    pub note: String,
    /// For `If-Match`.
    pub version: i64,
}

impl From<Shift> for RoomShift {
    fn from(s: Shift) -> Self {
        Self {
            id: s.id,
            day: s.day,
            from_minute: s.from,
            to_minute: s.to,
            person_name: s.person_name,
            instead_of: s.instead_of,
            note: s.note,
            version: s.version,
        }
    }
}

/// A room in a list and by itself.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RoomRow {
    pub id: Id,
    pub version: i64,
    pub union_id: Id,
    pub union_name: String,
    /// None: for every employer that the union covers.
    pub employer_id: Option<Id>,
    pub employer_name: String,
    pub name: String,
    pub address: String,
    pub phone: String,
    pub head_name: String,
    pub opened_on: Day,
    pub state: RoomState,
    pub state_label: String,
    pub reason: String,
    pub checked_on: Option<Day>,
    /// Whether it met the standard at the last check.
    pub passed: Option<bool>,
    /// The same in a word.
    pub standard_label: String,
    /// Required items that were missing.
    pub missing: i64,
    /// On duty today.
    pub today: Vec<RoomShift>,
    /// The same as names.
    pub today_names: String,
    /// The next reception day.
    pub next_day: Option<Day>,
    pub next_id: Option<Id>,
    pub next_kind_label: String,
    pub may_update: bool,
    pub may_receive: bool,
    #[serde(skip)]
    pub path: String,
}

/// A room as it is shown.
pub fn room_row(tx: &mut Tx<'_>, actor: &Actor, r: Room) -> Result<RoomRow> {
    let today = tx.today();
    let on_duty = shift::between(tx, r.id, today, today)?;
    let next = reception::next_of_room(tx, r.id, today)?;
    let names: Vec<&str> = on_duty.iter().map(|s| s.person_name.as_str()).collect();
    let standard_label = match r.passed {
        Some(true) => "达标",
        Some(false) => "未达标",
        None => "未检查",
    };
    Ok(RoomRow {
        may_update: actor.permit::<res::Room, act::Update>().is_ok_and(|s| s.covers(&r.union_path)),
        may_receive: actor.permit::<res::Reception, act::Create>().is_ok_and(|s| s.covers(&r.union_path)),
        path: r.union_path.as_str().to_owned(),
        today_names: names.join("、"),
        today: on_duty.into_iter().map(RoomShift::from).collect(),
        next_day: next.as_ref().map(|d| d.day),
        next_id: next.as_ref().map(|d| d.id),
        next_kind_label: next.map_or_else(String::new, |d| d.kind.title().to_owned()),
        standard_label: standard_label.to_owned(),
        state_label: r.state.title().to_owned(),
        id: r.id,
        version: r.version,
        union_id: r.union_id,
        union_name: r.union_name,
        employer_id: r.employer_id,
        employer_name: r.employer_name,
        name: r.name,
        address: r.address,
        phone: r.phone,
        head_name: r.head_name,
        opened_on: r.opened_on,
        state: r.state,
        reason: r.reason,
        checked_on: r.checked_on,
        passed: r.passed,
        missing: r.missing,
    })
}

/// A reception day in a list and by itself.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ReceptionRow {
    pub id: Id,
    pub version: i64,
    pub room_id: Id,
    pub union_id: Id,
    pub union_name: String,
    pub kind: ReceptionKind,
    pub kind_label: String,
    pub day: Day,
    /// Minutes of the day.
    pub from_minute: i64,
    pub to_minute: i64,
    pub host_name: String,
    pub host_post: String,
    pub place: String,
    pub topics: String,
    pub minutes_each: i64,
    pub seats: i64,
    /// Sign-ups with a seat.
    pub booked: i64,
    /// Sign-ups that wait.
    pub waiting: i64,
    /// Until when people sign up.
    pub closes_at: Timestamp,
    /// Whether they do now.
    pub open_now: bool,
    pub state: ReceptionState,
    pub state_label: String,
    pub reason: String,
    pub created_by_name: String,
    pub may_update: bool,
}

/// A reception day as it is shown.
pub fn reception_row(tx: &mut Tx<'_>, actor: &Actor, d: Reception) -> Result<ReceptionRow> {
    let (booked, waiting) = sign_up::counts(tx, d.id)?;
    let may_update = actor.permit::<res::Reception, act::Update>().is_ok_and(|s| s.covers(&d.union_path));
    Ok(ReceptionRow {
        open_now: d.takes_sign_ups(tx.now()),
        kind_label: d.kind.title().to_owned(),
        state_label: d.state.title().to_owned(),
        booked,
        waiting,
        may_update,
        id: d.id,
        version: d.version,
        room_id: d.room_id,
        union_id: d.union_id,
        union_name: d.union_name,
        kind: d.kind,
        day: d.day,
        from_minute: d.from,
        to_minute: d.to,
        host_name: d.host_name,
        host_post: d.host_post,
        place: d.place,
        topics: d.topics,
        minutes_each: d.minutes_each,
        seats: d.seats,
        closes_at: d.closes_at,
        state: d.state,
        reason: d.reason,
        created_by_name: d.created_by_name,
    })
}

/// Somebody who signed up, for those who receive. Names are masked for those who only read.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SignUpRow {
    pub id: Id,
    pub version: i64,
    /// Empty once the person was erased.
    pub name: String,
    pub masked_phone: String,
    /// Whether the person is known by the register.
    pub member: bool,
    pub topic: String,
    /// Seat from 1; none for those who wait or gave it up.
    pub seat: Option<i64>,
    /// First minute of the seat.
    pub minute: Option<i64>,
    pub state: SignUpState,
    pub state_label: String,
    pub outcome: Outcome,
    pub outcome_label: String,
    /// The case, where it was told under the own name.
    pub case_id: Option<Id>,
    pub answer: String,
    /// The cadre who took it down; empty for the member.
    pub by_name: String,
    pub signed_at: Timestamp,
}

/// A sign-up as it is shown; the topic and what was answered are for those who receive.
pub fn sign_up_row(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    (d, may): (&Reception, bool),
    s: SignUp,
) -> Result<SignUpRow> {
    let who = contacts::get(tx, keys, s.id)?;
    let name = who.as_ref().map(|c| c.name.clone()).unwrap_or_default();
    Ok(SignUpRow {
        name: if may { name } else { kernel::text::mask_name(&name) },
        masked_phone: who.as_ref().map(|c| masked(&c.phone)).unwrap_or_default(),
        member: who.as_ref().is_some_and(|c| c.person_id.0 != 0),
        topic: who.filter(|_| may).map(|c| c.text).unwrap_or_default(),
        seat: (s.seat >= 0).then_some(s.seat + 1),
        minute: d.minute_of(s.seat),
        state_label: s.state.title().to_owned(),
        outcome_label: s.outcome.title().to_owned(),
        answer: if may { s.answer } else { String::new() },
        id: s.id,
        version: s.version,
        state: s.state,
        outcome: s.outcome,
        case_id: s.case_id,
        by_name: s.by_name,
        signed_at: s.signed_at,
    })
}
