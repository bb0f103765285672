//! Posts on a member's phone: those of the own unions, each reader counted once, and comments.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path, Query};
use kernel::{Id, Timestamp};
use platform::accounts::MemberActor;
use platform::{App, idempotency};
use registry::api::membership_of;
use serde::{Deserialize, Serialize};

use super::public::{
    PublicPostColumn, PublicPostDetail, PublicPostQuery, PublicPosts, before, column_shown, detail, page,
};
use crate::error::PostsError;
use crate::model::{Comment, CommentState};
use crate::ops::comment::{live, say};
use crate::ops::reads::{Reads, mark};
use crate::store::public::Filter;
use crate::store::{column, comment};

/// Posts in columns of the member's union and of those above it, those published last first; of everybody's for who is in no
/// union now.
#[utoipa::path(get, path = "/me/posts", tag = "me", operation_id = "list_own_posts",
    params(PublicPostQuery), responses((status = 200, body = PublicPosts)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn list_own_posts(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Query(q): Query<PublicPostQuery>,
) -> Result<Json<PublicPosts>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let from = before(q.after.as_deref())?;
    let found = app.store().read_slow(move |tx| {
        let place = membership_of(tx, scope.actor().id())?.map(|m| m.union_path);
        let f = Filter { column_id: q.column_id, union_id: q.union_id, for_place: place };
        page(tx, &f, from)
    });
    Ok(Json(found.await?))
}

/// Columns of the member's union and of those above it in which there is something to read; everybody's for who is in no union
/// now.
#[utoipa::path(get, path = "/me/post_columns", tag = "me", operation_id = "list_own_post_columns",
    responses((status = 200, body = Vec<PublicPostColumn>)), extensions(("x-permission" = json!("post.read"))))]
pub async fn list_own_post_columns(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<PublicPostColumn>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let place = membership_of(tx, scope.actor().id())?.map(|m| m.union_path);
        Ok::<_, PostsError>(column::with_posts(tx, place.as_ref())?)
    });
    Ok(Json(found.await?.into_iter().map(column_shown).collect()))
}

/// A comment of the member's own.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OwnPostComment {
    id: Id,
    body: String,
    state: CommentState,
    state_title: String,
    /// Why it is not shown.
    reason: String,
    made_at: Timestamp,
}

fn own(c: Comment) -> OwnPostComment {
    OwnPostComment {
        id: c.id,
        body: c.body,
        state: c.state,
        state_title: c.state.title().to_owned(),
        reason: c.reason,
        made_at: c.made_at,
    }
}

/// A post with what the member said below it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnPostDetail {
    #[serde(flatten)]
    post: PublicPostDetail,
    own_comments: Vec<OwnPostComment>,
}

/// A post that readers see, for a member; counts the opening, and the member once.
#[utoipa::path(get, path = "/me/posts/{id}", tag = "me", operation_id = "get_own_post", params(("id" = Id, Path)),
    responses((status = 200, body = OwnPostDetail)), extensions(("x-permission" = json!("post.read"))))]
pub async fn get_own_post(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> Result<Json<OwnPostDetail>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let found = app.store().read(move |tx| {
        let (p, person) = (live(tx, id)?, scope.actor().id());
        let own_comments = comment::own(tx, id, person)?.into_iter().map(own).collect();
        let post = detail(tx, &p)?;
        Ok::<_, PostsError>((OwnPostDetail { post, own_comments }, mark(&p.salt, person), tx.today()))
    });
    let (found, mark, today) = found.await?;
    Reads::of(&app).open(id, today, mark);
    Ok(Json(found))
}

/// What a member says.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct OwnPostCommentForm {
    /// 1 to 300 characters.
    body: String,
}

/// Comments on a post; an editor looks at it before anybody else reads it. Once a minute.
#[utoipa::path(post, path = "/me/posts/{id}/comments", tag = "me", operation_id = "comment_on_post",
    params(("id" = Id, Path)), request_body = OwnPostCommentForm, responses((status = 201, body = OwnPostComment)),
    extensions(("x-permission" = json!("post.create"))))]
pub async fn comment_on_post(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<OwnPostCommentForm>,
) -> Result<(StatusCode, Json<OwnPostComment>), ApiError> {
    let scope = actor.permit::<res::Post, act::Create>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &form), |tx| {
            say(tx, &scope, id, &form.body).map(own)
        })
    });
    Ok((StatusCode::CREATED, Json(made.await.map_err(|e: PostsError| e)?)))
}
