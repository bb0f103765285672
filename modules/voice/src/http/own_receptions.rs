//! Reception days and the room of a member, on the phone.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::accounts::MemberActor;
use platform::{App, idempotency};
use registry::api::membership_of;
use serde::{Deserialize, Serialize};

use super::views::RoomShift;
use crate::error::VoiceError;
use crate::model::reception::{ReceptionKind, ReceptionState, SignUpState};
use crate::ops::sign_up::{self as signing, OwnReception};
use crate::store::{room, shift};

/// A reception day as it stands for a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnReceptionDay {
    id: Id,
    union_name: String,
    kind: ReceptionKind,
    kind_label: String,
    day: Day,
    /// Minutes of the day.
    from_minute: i64,
    to_minute: i64,
    host_name: String,
    host_post: String,
    place: String,
    topics: String,
    minutes_each: i64,
    closes_at: Timestamp,
    state: ReceptionState,
    /// Why it was cancelled.
    reason: String,
    /// Whether the member may sign up now.
    open: bool,
    /// Seats left.
    left: i64,
    /// People who wait.
    waiting: i64,
    /// The own sign-up; none without one.
    own_state: Option<SignUpState>,
    /// First minute of the own seat.
    own_minute: Option<i64>,
    /// What the member wants to say.
    own_topic: String,
    /// Whether the member may give it up now.
    may_cancel: bool,
    /// The own case that came of it.
    case_id: Option<Id>,
}

fn shown(o: OwnReception, now: Timestamp) -> OwnReceptionDay {
    let (d, own) = (o.day, o.own);
    let live = |s: SignUpState| matches!(s, SignUpState::Booked | SignUpState::Waiting);
    OwnReceptionDay {
        open: own.is_none() && d.takes_sign_ups(now),
        left: (d.seats - o.counts.0).max(0),
        waiting: o.counts.1,
        own_state: own.as_ref().map(|s| s.state),
        own_minute: own.as_ref().and_then(|s| d.minute_of(s.seat)),
        may_cancel: own.as_ref().is_some_and(|s| live(s.state))
            && now < d.starts_at()
            && d.state == ReceptionState::Open,
        case_id: own.and_then(|s| s.case_id),
        own_topic: o.topic,
        kind_label: d.kind.title().to_owned(),
        id: d.id,
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
        closes_at: d.closes_at,
        state: d.state,
        reason: d.reason,
    }
}

/// Reception days of the member's union and those above it, the next ones first, and those that the member signed up for.
#[utoipa::path(get, path = "/me/receptions", tag = "me", operation_id = "list_own_receptions",
    responses((status = 200, body = Vec<OwnReceptionDay>)), extensions(("x-permission" = json!("reception.read"))))]
pub async fn list_own_receptions(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<OwnReceptionDay>>, ApiError> {
    let scope = actor.permit::<res::Reception, act::Read>()?;
    let (keys, now) = (app.keyring().clone(), app.clock().now());
    let found = app.store().read(move |tx| signing::own(tx, &keys, &scope)).await?;
    Ok(Json(found.into_iter().map(|o| shown(o, now)).collect()))
}

/// What the member wants to say.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct OwnSignUp {
    /// At most 100 characters.
    topic: String,
}

/// What the member gets.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OwnSignedUp {
    /// First minute of the own seat; none: on the waiting list.
    minute: Option<i64>,
}

/// Signs up for a reception day.
#[utoipa::path(post, path = "/me/receptions/{id}/sign_up", tag = "me", operation_id = "sign_up",
    params(("id" = Id, Path)), request_body = OwnSignUp, responses((status = 201, body = OwnSignedUp)),
    extensions(("x-permission" = json!("reception.create"))))]
pub async fn sign_up(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<OwnSignUp>,
) -> Result<(StatusCode, Json<OwnSignedUp>), ApiError> {
    let scope = actor.permit::<res::Reception, act::Create>()?;
    let (keys, people) = (app.keyring().clone(), app.directory().clone());
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let (d, s) = signing::by_member(tx, &keys, people.as_ref(), &scope, (id, &new.topic))?;
            Ok::<_, VoiceError>(OwnSignedUp { minute: d.minute_of(s.seat) })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Gives the own sign-up up, until the day begins.
#[utoipa::path(post, path = "/me/receptions/{id}/cancel", tag = "me", operation_id = "cancel_own_sign_up",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("reception.update"))))]
pub async fn cancel_own_sign_up(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Reception, act::Update>()?;
    let keys = app.keyring().clone();
    app.store().write(move |tx| signing::cancel_own(tx, &keys, &scope, id).map(drop)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A room of the member's union.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnRoom {
    name: String,
    union_name: String,
    address: String,
    phone: String,
    head_name: String,
    /// On duty today.
    today: Vec<RoomShift>,
}

/// Rooms of the member's union that are in use.
#[utoipa::path(get, path = "/me/rooms", tag = "me", operation_id = "list_own_rooms",
    responses((status = 200, body = Vec<OwnRoom>)), extensions(("x-permission" = json!("room.read"))))]
pub async fn list_own_rooms(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<OwnRoom>>, ApiError> {
    let scope = actor.permit::<res::Room, act::Read>()?;
    let found = app.store().read(move |tx| {
        let Some(member) = membership_of(tx, scope.actor().id())? else { return Ok(Vec::new()) };
        let today = tx.today();
        let mut all = Vec::new();
        let rooms = room::of_union(tx, member.union_id)?;
        // A room of another employer of a joint union is not this member's.
        let own = |r: &crate::model::room::Room| {
            r.employer_id.is_none() || member.employer_id.is_none() || r.employer_id == member.employer_id
        };
        for r in rooms.into_iter().filter(own) {
            let on_duty = shift::between(tx, r.id, today, today)?;
            all.push(OwnRoom {
                name: r.name,
                union_name: r.union_name,
                address: r.address,
                phone: r.phone,
                head_name: r.head_name,
                today: on_duty.into_iter().map(RoomShift::from).collect(),
            });
        }
        Ok::<_, VoiceError>(all)
    });
    Ok(Json(found.await?))
}
