//! Proposed moves that somebody has to answer.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::ops::answer_transfer::answer_transfer as answer;
use crate::store::transfer;

/// A proposed move.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TransferRow {
    /// Member.
    person_id: Id,
    name: String,
    from_union: String,
    to_union: String,
    employer_name: String,
    /// First day in the new union.
    day: Day,
    proposed_at: Timestamp,
    /// The caller may answer: the member is leaving a union in the caller's sight.
    answerable: bool,
}

/// Open proposals from or to unions in sight, oldest first; at most 200.
#[utoipa::path(get, path = "/transfers", tag = "registry", operation_id = "list_transfers",
    responses((status = 200, body = Vec<TransferRow>)), extensions(("x-permission" = json!("transfer.read"))))]
pub async fn list_transfers(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<TransferRow>>, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Read>()?;
    let may_answer = actor.permit::<res::Transfer, act::Update>().ok();
    let rows = app.store().read_slow(move |tx| transfer::list_open(tx, &scope, 200)).await?;
    let row = |r: transfer::OpenRow| TransferRow {
        answerable: may_answer.as_ref().is_some_and(|s| s.covers(&r.from_path)),
        person_id: r.person_id,
        name: r.name,
        from_union: r.from_union,
        to_union: r.to_union,
        employer_name: r.employer_name,
        day: r.day,
        proposed_at: r.proposed_at,
    };
    Ok(Json(rows.into_iter().map(row).collect()))
}

/// The answer to a proposed move.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct TransferAnswer {
    accept: bool,
    #[serde(default)]
    note: String,
}

/// Answers the open proposal of a member.
#[utoipa::path(post, path = "/transfers/{person_id}/answer", tag = "registry", operation_id = "answer_transfer",
    params(("person_id" = Id, Path)), request_body = TransferAnswer, responses((status = 204)),
    extensions(("x-permission" = json!("transfer.update"))))]
pub async fn answer_transfer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(person_id): Path<Id>,
    Json(request): Json<TransferAnswer>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Transfer, act::Update>()?;
    app.store().write(move |tx| answer(tx, &scope, person_id, request.accept, &request.note)).await?;
    Ok(StatusCode::NO_CONTENT)
}
