//! Resets of password and second factor: one person asks, another one approves.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::Id;
use serde::{Deserialize, Serialize};

use super::accounts::{CreatedAccount, Made, first_password};
use crate::App;
use crate::accounts::store::{self as sql, Reset};
use crate::accounts::{AccountError, Staff};
use crate::audit::{self, Entry};
use crate::idempotency;

/// A reset to ask for.
#[derive(Serialize, Deserialize, utoipa::ToSchema)]
pub struct AskReset {
    account_id: Id,
    /// Why, e.g. 手机丢失.
    reason: String,
}

/// Asks that password and second factor of an account be reset; another person approves.
#[utoipa::path(post, path = "/resets", tag = "accounts", operation_id = "ask_reset", request_body = AskReset,
    responses((status = 201, body = Made)), extensions(("x-permission" = json!("account.update"))))]
pub async fn ask_reset(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<AskReset>,
) -> Result<(StatusCode, Json<Made>), ApiError> {
    let scope = actor.permit::<res::Account, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &request, |tx| {
            sql::by_id(tx, request.account_id)?.ok_or(AccountError::NotFound)?;
            let id = sql::insert_reset(tx, request.account_id, &request.reason, scope.actor())?;
            let entry =
                Entry { purpose: Some(&request.reason), ..Entry::of("reset.ask", request.account_id) };
            audit::record(tx, scope.actor(), entry)?;
            Ok::<_, AccountError>(Made { id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Resets that wait for a second person.
#[utoipa::path(get, path = "/resets", tag = "accounts", operation_id = "list_resets",
    responses((status = 200, body = Vec<Reset>)), extensions(("x-permission" = json!("account.read"))))]
pub async fn list_resets(State(app): State<App>, Staff(actor): Staff) -> Result<Json<Vec<Reset>>, ApiError> {
    actor.permit::<res::Account, act::Read>()?;
    Ok(Json(app.store().read(sql::resets).await?))
}

/// Approves a reset that somebody else asked for: a new first password, no second factor, no sessions.
#[utoipa::path(post, path = "/resets/{id}/approve", tag = "accounts", operation_id = "approve_reset",
    params(("id" = Id, Path)), responses((status = 200, body = CreatedAccount)),
    extensions(("x-permission" = json!("account.approve"))))]
pub async fn approve_reset(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<CreatedAccount>, ApiError> {
    let scope = actor.permit::<res::Account, act::Approve>()?;
    let (first, hash) = first_password(&app).await?;
    let account = app
        .store()
        .write(move |tx| {
            let reset = sql::find_reset(tx, id)?.ok_or(AccountError::Decided)?;
            let by = scope.actor().id();
            if reset.asked_by == by || reset.account_id == by {
                return Err(AccountError::OwnAccount);
            }
            if !sql::decide_reset(tx, id, "approved", by)? {
                return Err(AccountError::Decided);
            }
            let account = sql::by_id(tx, reset.account_id)?.ok_or(AccountError::NotFound)?;
            sql::set_password(tx, account.id, &hash, &account.old_passwords, true)?;
            sql::set_totp(tx, account.id, None, 0)?;
            for (_, digest) in sql::sessions_of(tx, account.id)? {
                sql::end_session(tx, &digest)?;
            }
            audit::record(tx, scope.actor(), Entry::of("reset.approve", account.id))?;
            Ok(account.id)
        })
        .await?;
    app.sessions().forget_all();
    Ok(Json(CreatedAccount { id: account, password: first }))
}

/// Refuses a reset.
#[utoipa::path(post, path = "/resets/{id}/reject", tag = "accounts", operation_id = "reject_reset",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("account.approve"))))]
pub async fn reject_reset(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Account, act::Approve>()?;
    app.store()
        .write(move |tx| {
            let reset = sql::find_reset(tx, id)?.ok_or(AccountError::Decided)?;
            if !sql::decide_reset(tx, id, "rejected", scope.actor().id())? {
                return Err(AccountError::Decided);
            }
            audit::record(tx, scope.actor(), Entry::of("reset.reject", reset.account_id))?;
            Ok::<_, AccountError>(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
