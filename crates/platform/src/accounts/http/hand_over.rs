//! Handing an account over.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::accounts::hand_over::hand_over;
use crate::accounts::{AccountError, Staff};

/// To whom, and why.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct HandOver {
    /// Account that takes over.
    successor_id: Id,
    /// At least four characters, e.g. 工作调动.
    reason: String,
}

/// What was handed over.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct HandedOverAnswer {
    /// Grants that the successor holds now because of it.
    grants: i64,
    /// Unread messages that went along.
    notices: i64,
}

/// Moves rights and open work of an account to a successor, and closes it.
#[utoipa::path(post, path = "/accounts/{id}/hand_over", tag = "accounts", operation_id = "hand_over_account",
    params(("id" = Id, Path)), request_body = HandOver, responses((status = 200, body = HandedOverAnswer)),
    extensions(("x-permission" = json!("grant.update"))))]
pub async fn hand_over_account(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<HandOver>,
) -> Result<Json<HandedOverAnswer>, ApiError> {
    let scope = actor.permit::<res::Grant, act::Update>()?;
    // It closes an account, too.
    actor.permit::<res::Account, act::Lock>()?;
    let done = app
        .store()
        .write(move |tx| {
            if request.reason.trim().chars().count() < 4 {
                return Err(AccountError::ReasonShort);
            }
            hand_over(tx, &scope, id, request.successor_id, request.reason.trim())
        })
        .await?;
    app.sessions().forget_all();
    Ok(Json(HandedOverAnswer { grants: done.grants, notices: done.notices }))
}
