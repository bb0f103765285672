//! The list of posts, and its file.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id, OrgPath, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, number, text, time, yes};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{PostsError, Result};
use crate::model::{Post, PostState};
use crate::store::post_list::{self, Filter};

/// Which posts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct PostQuery {
    /// Only from this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this column.
    pub column_id: Option<Id>,
    /// State of the text in hand.
    #[param(inline)]
    pub state: Option<PostState>,
    /// Only what readers see now.
    pub live: bool,
    /// Only what the caller made.
    pub mine: bool,
    /// First published from this day …
    pub from: Option<Day>,
    /// … to this one.
    pub to: Option<Day>,
    /// A part of number, title or author.
    pub q: Option<String>,
}

/// The place that a list is narrowed to; in sight, or somewhere above what is.
///
/// # Errors
/// [`RegistryError::UnionNotFound`].
pub(super) fn place(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Read>,
    union: Option<Id>,
) -> Result<Option<OrgPath>> {
    let Some(id) = union else { return Ok(None) };
    let place = union_by_id(tx, id)?.map(|u| u.place()).filter(|p| !scope.ranges_within(p).is_empty());
    Ok(Some(place.ok_or(RegistryError::UnionNotFound)?))
}

fn filter(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Read>, q: &PostQuery) -> Result<Filter> {
    Ok(Filter {
        path: place(tx, scope, q.union_id)?,
        column_id: q.column_id,
        state: q.state,
        live: q.live,
        mine: q.mine,
        from: q.from,
        to: q.to,
        q: q.q.clone().unwrap_or_default(),
    })
}

/// A post in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostRow {
    pub(super) id: Id,
    /// `WZ-…-0007`.
    number: String,
    title: String,
    column_id: Id,
    column_title: String,
    union_id: Id,
    union_name: String,
    /// Unit, office and name in one line.
    author: String,
    state: PostState,
    state_title: String,
    /// Readers see it, maybe in an earlier text.
    live: bool,
    /// It is being corrected while readers see the earlier text.
    correcting: bool,
    made_by_name: String,
    made_at: Timestamp,
    changed_at: Timestamp,
    /// When it will be published; none if at once.
    publish_at: Option<Timestamp>,
    /// When it was published first.
    published_at: Option<Timestamp>,
    /// Openings.
    opened: i64,
    /// Members who opened it, each once.
    readers: i64,
    /// Comments that are shown.
    comments: i64,
}

fn some(at: Timestamp) -> Option<Timestamp> {
    Some(at).filter(|at| at.0 != 0)
}

/// A post as its row.
pub(super) fn row(p: &Post) -> PostRow {
    PostRow {
        id: p.id,
        number: p.number.clone(),
        title: p.text.title.clone(),
        column_id: p.column_id,
        column_title: p.column_title.clone(),
        union_id: p.union_id,
        union_name: p.union_name.clone(),
        author: p.text.author.line(),
        state: p.state,
        state_title: p.state.title().to_owned(),
        live: p.public.live,
        correcting: p.public.live && p.state != PostState::Published,
        made_by_name: p.made.name.clone(),
        made_at: p.made_at,
        changed_at: p.changed_at,
        publish_at: some(p.publish_at),
        published_at: some(p.public.published_at),
        opened: p.opened,
        readers: p.readers,
        comments: p.comments,
    }
}

/// A row with its text, for the file.
#[derive(Debug, Serialize)]
struct PostLine {
    #[serde(flatten)]
    row: PostRow,
    summary: String,
    body: String,
}

fn line(p: &Post) -> PostLine {
    PostLine { row: row(p), summary: p.text.summary.clone(), body: p.text.body.clone() }
}

type Asked = (Scope<res::Post, act::Read>, PostQuery, PageQuery);

/// A page of posts, each in the form that `shown` gives it.
async fn page_of<T: Send + 'static>(
    app: &App,
    (scope, query, page): Asked,
    shown: fn(&Post) -> T,
    id: fn(&T) -> Id,
) -> std::result::Result<Json<Page<T>>, ApiError> {
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &query)?;
        Ok::<_, PostsError>(post_list::page(tx, &scope, &f, before, limit + 1)?)
    });
    let rows: Vec<T> = found.await?.iter().map(shown).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r| Cursor::of(id(r)))))
}

/// Posts from the unions in sight, newest first; drafts only to their authors.
#[utoipa::path(get, path = "/posts", tag = "posts", operation_id = "list_posts",
    params(PostQuery, PageQuery), responses((status = 200, body = Page<PostRow>)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn list_posts(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<PostRow>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    page_of(&app, (scope, query, page), row, |r| r.id).await
}

/// How many posts match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/posts/count", tag = "posts", operation_id = "count_posts",
    params(PostQuery, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn count_posts(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostQuery>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &query)?;
        Ok::<_, PostsError>(post_list::count(tx, &scope, &f, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static POSTS: List = List {
    resource: ResourceKind::Post,
    action: "post.export",
    title: "文章",
    columns: &[
        text("number", "编号", 22),
        text("title", "标题", 40),
        text("column_title", "栏目", 16),
        text("union_name", "供稿工会", 28),
        text("author", "作者", 28),
        text("state_title", "状态", 10),
        yes("live", "可见"),
        time("published_at", "发布时间"),
        number("opened", "阅读次数"),
        number("readers", "阅读人数"),
        number("comments", "评论"),
        text("summary", "摘要", 40),
        text("body", "正文", 80),
    ],
};

/// The list as a file, with the texts: the way to carry out a column.
#[utoipa::path(post, path = "/posts/export", tag = "posts", operation_id = "export_posts",
    request_body = Export<PostQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("post.export"))))]
pub async fn export_posts(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<PostQuery>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&POSTS, Id(0)), asked, |app, actor, query, page| async move {
        let scope = actor.permit::<res::Post, act::Read>()?;
        page_of(&app, (scope, query, page), line, |l| l.row.id).await
    })
    .await
}
