//! The reviews of a post; `If-Match` carries the version that was seen.

use axum::extract::State;
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use super::posts::{answer, detail};
use crate::ops::steps;

type Answer<T> = Result<T, ApiError>;

/// Why, or what changes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PostReason {
    /// 2 to 200 characters.
    reason: String,
}

/// When it is to be published.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PostApproval {
    /// An instant to come, within a year; none for at once.
    publish_at: Option<Timestamp>,
}

/// Hands a draft in (投稿).
#[utoipa::path(post, path = "/posts/{id}/submit", tag = "posts", operation_id = "submit_post", params(("id" = Id, Path)),
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.create"))))]
pub async fn submit_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let after = app.store().write(move |tx| {
        steps::submit(tx, &scope, (id, version))?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Takes back what was handed in and nobody has reviewed (收回).
#[utoipa::path(post, path = "/posts/{id}/recall", tag = "posts", operation_id = "recall_post", params(("id" = Id, Path)),
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.create"))))]
pub async fn recall_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let after = app.store().write(move |tx| {
        steps::recall(tx, &scope, (id, version))?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Takes a post in hand at the first review (初审); not its author.
#[utoipa::path(post, path = "/posts/{id}/review", tag = "posts", operation_id = "review_post", params(("id" = Id, Path)),
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.propose"))))]
pub async fn review_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Propose>()?;
    let after = app.store().write(move |tx| {
        steps::review(tx, &scope, (id, version))?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Gives a post back to its author, with a reason (退回).
#[utoipa::path(post, path = "/posts/{id}/return", tag = "posts", operation_id = "return_post", params(("id" = Id, Path)),
    request_body = PostReason,
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.propose"))))]
pub async fn return_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<PostReason>,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Propose>()?;
    let after = app.store().write(move |tx| {
        steps::give_back(tx, &scope, (id, version), &asked.reason)?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Declines a post for good, with a reason (不采用).
#[utoipa::path(post, path = "/posts/{id}/decline", tag = "posts", operation_id = "decline_post", params(("id" = Id, Path)),
    request_body = PostReason,
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.propose"))))]
pub async fn decline_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<PostReason>,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Propose>()?;
    let after = app.store().write(move |tx| {
        steps::decline(tx, &scope, (id, version), &asked.reason)?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Hands an edited post to the chief editor (送审).
#[utoipa::path(post, path = "/posts/{id}/propose", tag = "posts", operation_id = "propose_post", params(("id" = Id, Path)),
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.propose"))))]
pub async fn propose_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Propose>()?;
    let after = app.store().write(move |tx| {
        steps::propose(tx, &scope, (id, version))?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Lets a post be published, at once or at an instant to come (审定); nobody who had a hand in it.
#[utoipa::path(post, path = "/posts/{id}/approve", tag = "posts", operation_id = "approve_post", params(("id" = Id, Path)),
    request_body = PostApproval,
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.approve"))))]
pub async fn approve_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<PostApproval>,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Approve>()?;
    let after = app.store().write(move |tx| {
        steps::approve(tx, &scope, (id, version), asked.publish_at)?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Gives a post back to the editors, with a reason (退改).
#[utoipa::path(post, path = "/posts/{id}/send_back", tag = "posts", operation_id = "send_post_back", params(("id" = Id, Path)),
    request_body = PostReason,
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.approve"))))]
pub async fn send_post_back(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<PostReason>,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Approve>()?;
    let after = app.store().write(move |tx| {
        steps::send_back(tx, &scope, (id, version), &asked.reason)?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Takes a post from readers, with a reason (撤回).
#[utoipa::path(post, path = "/posts/{id}/withdraw", tag = "posts", operation_id = "withdraw_post", params(("id" = Id, Path)),
    request_body = PostReason,
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.approve"))))]
pub async fn withdraw_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<PostReason>,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Approve>()?;
    let after = app.store().write(move |tx| {
        steps::withdraw(tx, &scope, (id, version), &asked.reason)?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Takes a published post in hand again; `reason` says what changes (更正).
#[utoipa::path(post, path = "/posts/{id}/correct", tag = "posts", operation_id = "correct_post", params(("id" = Id, Path)),
    request_body = PostReason,
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.propose"))))]
pub async fn correct_post(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(asked): Json<PostReason>,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Propose>()?;
    let after = app.store().write(move |tx| {
        steps::correct(tx, &scope, (id, version), &asked.reason)?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}

/// Gives a correction up: the text in hand is again what readers see (放弃更正).
#[utoipa::path(post, path = "/posts/{id}/abandon", tag = "posts", operation_id = "abandon_post_correction", params(("id" = Id, Path)),
    responses((status = 200, body = super::posts::PostDetail)), extensions(("x-permission" = json!("post.propose"))))]
pub async fn abandon_post_correction(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Answer<impl IntoResponse> {
    let scope = actor.permit::<res::Post, act::Propose>()?;
    let after = app.store().write(move |tx| {
        steps::abandon(tx, &scope, (id, version))?;
        detail(tx, &actor, id)
    });
    Ok(answer(after.await?))
}
