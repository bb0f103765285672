//! What accounts that unions keep elsewhere came to, month by month.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Query};
use kernel::{Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, failed, number, text, time};
use platform::files::transport::receive_form;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::post_list::place;
use crate::error::{PostsError, Result};
use crate::model::channel::{ChannelKind, Return, Told};
use crate::ops::channel::put;
use crate::ops::channel_file::{self as file_of, RETURNS as FILE};
use crate::rules::channel::Entered;
use crate::store::channel_return::{self, Filter};

/// Which returns.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct PostChannelReturnQuery {
    /// Only of accounts of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this account.
    pub channel_id: Option<Id>,
    /// Only of this month (`yyyymm`) and later ones.
    pub from: Option<i64>,
    /// Only of this month (`yyyymm`) and earlier ones.
    pub to: Option<i64>,
    /// A part of the account's name or the union.
    pub q: Option<String>,
}

/// A month of an account.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostChannelReturn {
    id: Id,
    channel_id: Id,
    /// `yyyymm`.
    month: i64,
    /// At its end.
    followers: i64,
    /// In it.
    reads: i64,
    /// In it.
    posts: i64,
    /// Place in a ranking; 0 if none was told.
    place: i64,
    /// Among how many accounts; 0 if none was told.
    place_of: i64,
    note: String,
    made_by_name: String,
    changed_at: Timestamp,
    version: i64,
}

impl From<Return> for PostChannelReturn {
    fn from(r: Return) -> Self {
        Self {
            id: r.id,
            channel_id: r.channel_id,
            month: r.month,
            followers: r.followers,
            reads: r.reads,
            posts: r.posts,
            place: r.place,
            place_of: r.place_of,
            note: r.note,
            made_by_name: r.made_by_name,
            changed_at: r.changed_at,
            version: r.version,
        }
    }
}

/// A return in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct PostChannelReturnRow {
    #[serde(flatten)]
    of: PostChannelReturn,
    kind: ChannelKind,
    kind_title: String,
    channel_name: String,
    union_name: String,
}

impl From<Told> for PostChannelReturnRow {
    fn from(t: Told) -> Self {
        Self {
            of: t.of.into(),
            kind: t.kind,
            kind_title: t.kind.title().to_owned(),
            channel_name: t.channel_name,
            union_name: t.union_name,
        }
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Post, act::Read>,
    q: &PostChannelReturnQuery,
) -> Result<Filter> {
    Ok(Filter {
        path: place(tx, scope, q.union_id)?,
        channel: q.channel_id,
        from: q.from,
        to: q.to,
        q: q.q.clone().unwrap_or_default(),
    })
}

/// What accounts in sight came to, what was entered last first.
#[utoipa::path(get, path = "/post_channel_returns", tag = "posts", operation_id = "list_post_channel_returns",
    params(PostChannelReturnQuery, PageQuery), responses((status = 200, body = Page<PostChannelReturnRow>)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn list_post_channel_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostChannelReturnQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<PostChannelReturnRow>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &query)?;
        let all = channel_return::page(tx, &scope, &f, before, limit + 1)?;
        Ok::<_, PostsError>(all.into_iter().map(PostChannelReturnRow::from).collect::<Vec<_>>())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r: &PostChannelReturnRow| Cursor::of(r.of.id))))
}

/// How many returns match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/post_channel_returns/count", tag = "posts", operation_id = "count_post_channel_returns",
    params(PostChannelReturnQuery, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn count_post_channel_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostChannelReturnQuery>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &query)?;
        Ok::<_, PostsError>(channel_return::count(tx, &scope, &f, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static RETURNS: List = List {
    resource: ResourceKind::Post,
    action: "post-channel-return.export",
    title: "媒体账号月报",
    columns: &[
        text("channel_name", "账号名称", 28),
        text("kind_title", "平台", 14),
        text("union_name", "所属工会", 28),
        number("month", "月份"),
        number("followers", "粉丝数"),
        number("reads", "阅读数"),
        number("posts", "发文数"),
        number("place", "排名"),
        number("place_of", "参评账号数"),
        text("note", "说明", 30),
        text("made_by_name", "填报人", 12),
        time("changed_at", "填报时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/post_channel_returns/export", tag = "posts", operation_id = "export_post_channel_returns",
    request_body = Export<PostChannelReturnQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("post.export"))))]
pub async fn export_post_channel_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<PostChannelReturnQuery>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&RETURNS, Id(0)), asked, |app, actor, query, page| {
        list_post_channel_returns(State(app), Staff(actor), Query(query), Query(page))
    })
    .await
}

/// What is entered of a month.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostChannelReturnTold {
    channel_id: Id,
    /// `yyyymm`; a month in which the account was there, not a later one than this.
    month: i64,
    /// At its end.
    followers: i64,
    /// In it.
    reads: i64,
    /// In it.
    posts: i64,
    /// Place in a ranking; 0 for none.
    #[serde(default)]
    place: i64,
    /// Among how many accounts; 0 for none.
    #[serde(default)]
    place_of: i64,
    /// At most 100 characters.
    #[serde(default)]
    note: String,
    /// Version that was seen; 0 of a month that nobody told of.
    #[serde(default)]
    version: i64,
}

impl PostChannelReturnTold {
    fn entered(&self) -> Entered {
        Entered {
            month: self.month,
            followers: self.followers,
            reads: self.reads,
            posts: self.posts,
            place: self.place,
            place_of: self.place_of,
            note: self.note.clone(),
            version: self.version,
        }
    }
}

/// Enters what an account came to in a month, or corrects it.
#[utoipa::path(post, path = "/post_channel_returns", tag = "posts", operation_id = "put_post_channel_return",
    request_body = PostChannelReturnTold, responses((status = 200, body = PostChannelReturn)),
    extensions(("x-permission" = json!("post.update"))))]
pub async fn put_post_channel_return(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(told): Json<PostChannelReturnTold>,
) -> std::result::Result<Json<PostChannelReturn>, ApiError> {
    let scope = actor.permit::<res::Post, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &told, |tx| {
            put(tx, &scope, told.channel_id, &told.entered()).map(PostChannelReturn::from)
        })
    });
    Ok(Json(made.await?))
}

/// What accounts came to, many lines.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct PostChannelReturnFile {
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// A line that was not taken.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PostChannelReturnLeft {
    /// Row in the file, from 1.
    row: u32,
    /// Account as it stands there.
    name: String,
    reason: String,
}

/// What came of a file of returns.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct PostChannelReturnsTaken {
    /// Months that nobody had told of.
    new: i64,
    /// Months that were told differently before.
    changed: i64,
    /// Lines that said what was known.
    known: i64,
    left: Vec<PostChannelReturnLeft>,
}

/// Takes a workbook of returns in. The same file again changes nothing.
#[utoipa::path(post, path = "/post_channel_returns/file", tag = "posts", operation_id = "upload_post_channel_returns",
    request_body(content = PostChannelReturnFile, content_type = "multipart/form-data"),
    responses((status = 200, body = PostChannelReturnsTaken)), extensions(("x-permission" = json!("post.update"))))]
pub async fn upload_post_channel_returns(
    State(app): State<App>,
    Staff(actor): Staff,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<PostChannelReturnsTaken>, ApiError> {
    let scope = actor.permit::<res::Post, act::Update>()?;
    let (file, _) = receive_form(&app, &FILE, form).await?;
    let taken = tokio::task::spawn_blocking(move || file_of::take(&app, &scope, &file));
    let t = taken.await.map_err(|e| failed(&e))??;
    let left = |l: file_of::Left| PostChannelReturnLeft { row: l.row, name: l.name, reason: l.reason };
    let left = t.left.into_iter().map(left).collect();
    Ok(Json(PostChannelReturnsTaken { new: t.new, changed: t.changed, known: t.known, left }))
}
