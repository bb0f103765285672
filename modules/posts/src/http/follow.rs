//! Unions that a member follows.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use serde::{Deserialize, Serialize};

use crate::error::PostsError;
use crate::ops::follow::{follow, unfollow};
use crate::store::follower::{self, Following};

/// A union that the member follows.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct FollowedUnion {
    union_id: Id,
    union_name: String,
    /// The member is told of new posts, once a day at most.
    notices: bool,
    since: Timestamp,
}

fn shown(all: Vec<Following>) -> Json<Vec<FollowedUnion>> {
    let one = |f: Following| FollowedUnion {
        union_id: f.union_id,
        union_name: f.union_name,
        notices: f.notices,
        since: f.since,
    };
    Json(all.into_iter().map(one).collect())
}

/// Unions that the member follows, at most 200.
#[utoipa::path(get, path = "/me/followed_unions", tag = "me", operation_id = "list_followed_unions",
    responses((status = 200, body = Vec<FollowedUnion>)), extensions(("x-permission" = json!("post.read"))))]
pub async fn list_followed_unions(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<FollowedUnion>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    Ok(shown(app.store().read(move |tx| follower::of_person(tx, scope.actor().id())).await?))
}

/// How the member follows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct FollowForm {
    /// To be told of new posts, once a day at most.
    notices: bool,
}

/// Follows what a union publishes, or changes whether one is told of it.
#[utoipa::path(put, path = "/me/followed_unions/{union_id}", tag = "me", operation_id = "follow_union",
    params(("union_id" = Id, Path)), request_body = FollowForm, responses((status = 200, body = Vec<FollowedUnion>)),
    extensions(("x-permission" = json!("post.create"))))]
pub async fn follow_union(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(union): Path<Id>,
    Json(form): Json<FollowForm>,
) -> Result<Json<Vec<FollowedUnion>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let after = app.store().write(move |tx| follow(tx, &scope, union, form.notices)).await;
    Ok(shown(after.map_err(|e: PostsError| e)?))
}

/// Follows a union no more.
#[utoipa::path(delete, path = "/me/followed_unions/{union_id}", tag = "me", operation_id = "unfollow_union",
    params(("union_id" = Id, Path)), responses((status = 200, body = Vec<FollowedUnion>)),
    extensions(("x-permission" = json!("post.create"))))]
pub async fn unfollow_union(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(union): Path<Id>,
) -> Result<Json<Vec<FollowedUnion>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let after = app.store().write(move |tx| unfollow(tx, &scope, union)).await;
    Ok(shown(after.map_err(|e: PostsError| e)?))
}
