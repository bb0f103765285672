//! Ends or retains a membership.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use platform::parameters::keys::STEP_UNDO_DAYS;
use serde::{Deserialize, Serialize};

use super::merges::said;
use crate::error::RegistryError;
use crate::model::{EventKind, Status};
use crate::ops::take_step::{Wish, take_step};
use crate::ops::undo_step::{undo_step, undoable};
use crate::store::member;

/// What happens to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeaveKind {
    /// 保留.
    Retained,
    /// 恢复在籍.
    Resumed,
    /// 退会.
    Left,
    /// 除名.
    Expelled,
    /// 死亡.
    Died,
}

/// The step, its day and its reason.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LeaveRequest {
    kind: LeaveKind,
    day: Day,
    /// Code of `membership_change_reason`, or empty.
    #[serde(default)]
    reason: String,
    /// Attachment of the member; needed for 除名 and 死亡.
    evidence_id: Option<Id>,
}

/// The state after the step.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LeaveAnswer {
    status: Status,
}

/// Takes a step on a membership.
#[utoipa::path(post, path = "/members/{id}/leave", tag = "registry", operation_id = "leave_member",
    params(("id" = Id, Path)), request_body = LeaveRequest, responses((status = 200, body = LeaveAnswer)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn leave_member(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<LeaveRequest>,
) -> Result<(StatusCode, Json<LeaveAnswer>), ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let event = match request.kind {
        LeaveKind::Retained => EventKind::Retained,
        LeaveKind::Resumed => EventKind::Resumed,
        LeaveKind::Left => EventKind::Left,
        LeaveKind::Expelled => EventKind::Expelled,
        LeaveKind::Died => EventKind::Died,
    };
    let (keys, words) = (app.keyring().clone(), app.codesets().clone());
    let answer = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &request), |tx| {
            let (reason, evidence) = (request.reason.clone(), request.evidence_id);
            let wish = Wish { event, day: request.day, reason, evidence };
            let status = take_step(tx, (&keys, &words), &scope, id, &wish)?;
            Ok::<_, RegistryError>(LeaveAnswer { status })
        })
    });
    Ok((StatusCode::OK, Json(answer.await?)))
}

/// A step that may be taken back.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct UndoableStep {
    /// The event.
    event_id: Id,
    label: String,
    day: Day,
    /// The state that comes back, in words.
    back_to: String,
}

/// The last step of a member, if it may be taken back now; `null` otherwise.
#[utoipa::path(get, path = "/members/{id}/last_step", tag = "registry", operation_id = "get_last_step",
    params(("id" = Id, Path)), responses((status = 200, body = Option<UndoableStep>)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn get_last_step(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<Option<UndoableStep>>, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let days = app.parameters().integer(STEP_UNDO_DAYS, app.clock().today());
    let found = app.store().read(move |tx| {
        member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        undoable(tx, id, days)
    });
    Ok(Json(found.await?.map(|u| UndoableStep {
        event_id: u.event.id,
        label: u.event.kind.title().to_owned(),
        day: u.event.day,
        back_to: u.before.title().to_owned(),
    })))
}

/// Which step is taken back, and why.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct UndoRequest {
    event_id: Id,
    /// At least four characters.
    reason: String,
}

/// Takes the last step of a membership back, within some days: the figures of that day, too.
#[utoipa::path(post, path = "/members/{id}/undo_step", tag = "registry", operation_id = "undo_member_step",
    params(("id" = Id, Path)), request_body = UndoRequest, responses((status = 200, body = LeaveAnswer)),
    extensions(("x-permission" = json!("member.update"))))]
pub async fn undo_member_step(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<UndoRequest>,
) -> Result<Json<LeaveAnswer>, ApiError> {
    let scope = actor.permit::<res::Member, act::Update>()?;
    let days = app.parameters().integer(STEP_UNDO_DAYS, app.clock().today());
    let answer = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &request), |tx| {
            let which = (id, request.event_id);
            let status = undo_step(tx, &scope, which, days, said(&request.reason)?)?;
            Ok::<_, RegistryError>(LeaveAnswer { status })
        })
    });
    Ok(Json(answer.await?))
}
