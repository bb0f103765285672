//! Comments: listed and decided on by editors.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, text, time};
use serde::{Deserialize, Serialize};

use super::post_list::place;
use crate::error::PostsError;
use crate::model::CommentState;
use crate::ops::comment::decide;
use crate::store::comment::{self, Filter, Listed};

/// Which comments.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct PostCommentQuery {
    /// Only below posts from this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only below this post.
    pub post_id: Option<Id>,
    /// State.
    #[param(inline)]
    pub state: Option<CommentState>,
    /// A part of the comment, or of title or number of its post.
    pub q: Option<String>,
}

/// A comment in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostCommentRow {
    id: Id,
    post_id: Id,
    post_number: String,
    post_title: String,
    /// The member as everybody reads it: masked.
    shown_name: String,
    /// Union of the member.
    union_name: String,
    body: String,
    state: CommentState,
    state_title: String,
    /// Why it is not shown.
    reason: String,
    decided_by_name: String,
    decided_at: Option<Timestamp>,
    made_at: Timestamp,
}

fn row(l: Listed) -> PostCommentRow {
    let c = l.comment;
    PostCommentRow {
        id: c.id,
        post_id: c.post_id,
        post_number: l.post_number,
        post_title: l.post_title,
        shown_name: c.shown_name,
        union_name: l.union_name,
        body: c.body,
        state: c.state,
        state_title: c.state.title().to_owned(),
        reason: c.reason,
        decided_by_name: c.decided_by_name,
        decided_at: Some(c.decided_at).filter(|at| at.0 != 0),
        made_at: c.made_at,
    }
}

/// Comments below posts from the unions in sight, newest first.
#[utoipa::path(get, path = "/post_comments", tag = "posts", operation_id = "list_post_comments",
    params(PostCommentQuery, PageQuery), responses((status = 200, body = Page<PostCommentRow>)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn list_post_comments(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostCommentQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<PostCommentRow>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = Filter {
            path: place(tx, &scope, query.union_id)?,
            post_id: query.post_id,
            state: query.state,
            q: query.q.clone().unwrap_or_default(),
        };
        Ok::<_, PostsError>(comment::page(tx, &scope, &f, before, limit + 1)?)
    });
    let rows: Vec<PostCommentRow> = found.await?.into_iter().map(row).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r| Cursor::of(r.id))))
}

static COMMENTS: List = List {
    resource: ResourceKind::Post,
    action: "post-comment.export",
    title: "文章评论",
    columns: &[
        text("post_number", "文章编号", 22),
        text("post_title", "文章", 40),
        text("shown_name", "评论人", 10),
        text("union_name", "所在工会", 28),
        text("body", "评论", 60),
        text("state_title", "状态", 10),
        text("reason", "不公开的理由", 30),
        text("decided_by_name", "审核人", 12),
        time("decided_at", "审核时间"),
        time("made_at", "评论时间"),
    ],
};

/// The list of comments as a file.
#[utoipa::path(post, path = "/post_comments/export", tag = "posts", operation_id = "export_post_comments",
    request_body = Export<PostCommentQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("post.export"))))]
pub async fn export_post_comments(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<PostCommentQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&COMMENTS, Id(0)), asked, |app, actor, query, page| {
        list_post_comments(State(app), Staff(actor), Query(query), Query(page))
    })
    .await
}

/// Whether everybody may read a comment.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct PostCommentDecision {
    show: bool,
    /// Why not, 2 to 200 characters; its author is told.
    reason: String,
}

/// How a comment stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostCommentDecided {
    id: Id,
    state: CommentState,
}

/// Lets a comment be read by everybody, or not.
#[utoipa::path(post, path = "/posts/{id}/comments/{comment_id}/decide", tag = "posts",
    operation_id = "decide_post_comment", params(("id" = Id, Path), ("comment_id" = Id, Path)),
    request_body = PostCommentDecision, responses((status = 200, body = PostCommentDecided)),
    extensions(("x-permission" = json!("post.update"))))]
pub async fn decide_post_comment(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(at): Path<(Id, Id)>,
    Json(d): Json<PostCommentDecision>,
) -> Result<Json<PostCommentDecided>, ApiError> {
    let scope = actor.permit::<res::Post, act::Update>()?;
    let c = app.store().write(move |tx| decide(tx, &scope, at, d.show, &d.reason)).await?;
    Ok(Json(PostCommentDecided { id: c.id, state: c.state }))
}
