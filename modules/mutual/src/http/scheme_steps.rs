//! Schemes on their way into force: proposed, decided by another person, withdrawn.

use axum::extract::State;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use super::schemes::{MutualSchemeDetail, answer};
use crate::ops::scheme as ops;

/// Proposes a draft without mistakes; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_schemes/{id}/propose", tag = "mutual", operation_id = "propose_mutual_scheme",
    params(("id" = Id, Path)), responses((status = 200, body = MutualSchemeDetail)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn propose_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let after = app.store().write(move |tx| ops::propose(tx, &scope, (id, version)));
    Ok(answer(&actor, after.await?))
}

/// What is decided.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSchemeDecision {
    /// In force, or else back to a draft.
    approve: bool,
    /// At most 200 characters; needed where it goes back.
    #[serde(default)]
    reason: String,
}

/// Puts a proposal in force or gives it back; never by who wrote or proposed it. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_schemes/{id}/decide", tag = "mutual", operation_id = "decide_mutual_scheme",
    params(("id" = Id, Path)), request_body = MutualSchemeDecision,
    responses((status = 200, body = MutualSchemeDetail)), extensions(("x-permission" = json!("scheme.approve"))))]
pub async fn decide_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(d): Json<MutualSchemeDecision>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Approve>()?;
    let after = app.store().write(move |tx| ops::decide(tx, &scope, (id, version), (d.approve, &d.reason)));
    Ok(answer(&actor, after.await?))
}

/// Why a scheme is given up.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSchemeWithdrawal {
    /// 2 to 200 characters.
    reason: String,
}

/// Gives a draft or a proposal up; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_schemes/{id}/withdraw", tag = "mutual", operation_id = "withdraw_mutual_scheme",
    params(("id" = Id, Path)), request_body = MutualSchemeWithdrawal,
    responses((status = 200, body = MutualSchemeDetail)), extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn withdraw_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(w): Json<MutualSchemeWithdrawal>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let after = app.store().write(move |tx| ops::withdraw(tx, &scope, (id, version), &w.reason));
    Ok(answer(&actor, after.await?))
}
