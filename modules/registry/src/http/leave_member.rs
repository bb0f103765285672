//! Ends or retains a membership.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::idempotency;
use serde::{Deserialize, Serialize};

use crate::error::{RegistryError, field};
use crate::model::{EventKind, Status};
use crate::ops::membership_step::{Step, step_membership};
use crate::store::{member, membership};

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
    #[serde(default)]
    reason: String,
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
    let answer = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &request), |tx| {
            let d = member::find(tx, &scope, id)?.ok_or(RegistryError::MemberNotFound)?;
            let wrong = || RegistryError::WrongState { deed: event.title(), status: d.status.title() };
            let open = membership::open_of(tx, id)?.ok_or_else(wrong)?;
            if request.day > tx.today() || request.day < open.valid_from {
                let params = [("day", open.valid_from.to_string())].into();
                return Err(RegistryError::Invalid(vec![field("/day", "registry.step-day", params)]));
            }
            let reason = request.reason.clone();
            let step = Step { event, day: request.day, reason, other_union_id: None, batch_id: None };
            let status = step_membership(tx, scope.actor(), &open, &step)?;
            Ok::<_, RegistryError>(LeaveAnswer { status })
        })
    });
    Ok((StatusCode::OK, Json(answer.await?)))
}
