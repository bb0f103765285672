//! The own duty of a member, on the phone.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use platform::parameters::keys;
use serde::Serialize;
use store::Tx;

use super::duties::{DutyReport, DutyRow, report, shown};
use crate::error::Result;
use crate::ops::keep_duty;
use crate::store::duty;

/// Days back for which the own duties are shown.
const BACK: i64 = 30;
/// Most of them.
const MOST: i64 = 100;

/// A duty of the member's own.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnDuty {
    #[serde(flatten)]
    duty: DutyRow,
    /// From when one may sign in.
    sign_in_from: Timestamp,
    /// Until when.
    sign_in_to: Timestamp,
}

/// The own duties of the last 30 days and to come.
#[utoipa::path(get, path = "/me/duties", tag = "me", operation_id = "list_own_duties",
    responses((status = 200, body = Vec<OwnDuty>)), extensions(("x-permission" = json!("duty.read"))))]
pub async fn list_own_duties(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> std::result::Result<Json<Vec<OwnDuty>>, ApiError> {
    actor.permit::<res::Duty, act::Read>()?;
    let today = app.clock().today();
    let tolerance = app.parameters().integer(keys::DUTY_TOLERANCE, today);
    let found = app.store().read(move |tx| {
        let rows = duty::of_person(tx, actor.id(), today.plus_days(-BACK), MOST)?;
        let own = |d: duty::Duty| {
            let (sign_in_from, sign_in_to) = d.time.window(tolerance);
            Ok(OwnDuty { duty: shown(tx, d)?, sign_in_from, sign_in_to })
        };
        rows.into_iter().map(own).collect::<Result<Vec<_>>>()
    });
    Ok(Json(found.await?))
}

/// Signs in to the own duty, within its hours and the tolerance around them.
#[utoipa::path(post, path = "/me/duties/{id}/sign_in", tag = "me", operation_id = "sign_in_own_duty",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("duty.update"))))]
pub async fn sign_in_own_duty(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Duty, act::Update>()?;
    let tolerance = app.parameters().integer(keys::DUTY_TOLERANCE, app.clock().today());
    app.store().write(move |tx| keep_duty::sign_in_own(tx, &scope, id, tolerance)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says how many came to the own duty.
#[utoipa::path(post, path = "/me/duties/{id}/finish", tag = "me", operation_id = "finish_own_duty",
    params(("id" = Id, Path)), request_body = DutyReport, responses((status = 204)),
    extensions(("x-permission" = json!("duty.update"))))]
pub async fn finish_own_duty(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(r): Json<DutyReport>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Duty, act::Update>()?;
    let (visitors, note) = report(&r)?;
    let work = move |tx: &mut Tx<'_>| keep_duty::finish_own(tx, &scope, id, (visitors, &note));
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}
