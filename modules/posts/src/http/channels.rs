//! Accounts that unions keep elsewhere: listed, entered, changed, closed.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, text, time};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::post_list::place;
use crate::error::{PostsError, Result};
use crate::model::channel::{Channel, ChannelKind};
use crate::ops::channel as ops;
use crate::rules::channel::{Draft, OPEN_END};
use crate::store::channel::{self, Filter};

/// Which accounts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct PostChannelQuery {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Where they are.
    #[param(inline)]
    pub kind: Option<ChannelKind>,
    /// Only those that are there, or those that are closed.
    pub open: Option<bool>,
    /// A part of the name or the union.
    pub q: Option<String>,
}

/// An account.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostChannel {
    id: Id,
    version: i64,
    union_id: Id,
    union_name: String,
    kind: ChannelKind,
    kind_title: String,
    name: String,
    since: Day,
    /// Last day; none while it is there.
    closed_on: Option<Day>,
    note: String,
    changed_by_name: String,
    changed_at: Timestamp,
    /// The caller may change it and tell of its months.
    may_update: bool,
}

fn shown(actor: &Actor, c: Channel) -> PostChannel {
    let may = actor.permit::<res::Post, act::Update>().is_ok_and(|s| s.covers(&c.union_path));
    PostChannel {
        id: c.id,
        version: c.version,
        union_id: c.union_id,
        union_name: c.union_name,
        kind: c.kind,
        kind_title: c.kind.title().to_owned(),
        name: c.name,
        since: c.since,
        closed_on: Some(c.closed_on).filter(|d| *d != OPEN_END),
        note: c.note,
        changed_by_name: c.changed_by_name,
        changed_at: c.changed_at,
        may_update: may,
    }
}

fn filter(tx: &mut Tx<'_>, scope: &Scope<res::Post, act::Read>, q: &PostChannelQuery) -> Result<Filter> {
    let path = place(tx, scope, q.union_id)?;
    Ok(Filter { path, kind: q.kind, open: q.open, q: q.q.clone().unwrap_or_default() })
}

/// Accounts of unions in sight, newest first.
#[utoipa::path(get, path = "/post_channels", tag = "posts", operation_id = "list_post_channels",
    params(PostChannelQuery, PageQuery), responses((status = 200, body = Page<PostChannel>)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn list_post_channels(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostChannelQuery>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<PostChannel>>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &query)?;
        let all = channel::page(tx, &scope, &f, before, limit + 1)?;
        Ok::<_, PostsError>(all.into_iter().map(|c| shown(&actor, c)).collect::<Vec<_>>())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |c: &PostChannel| Cursor::of(c.id))))
}

/// How many accounts match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/post_channels/count", tag = "posts", operation_id = "count_post_channels",
    params(PostChannelQuery, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("post.read"))))]
pub async fn count_post_channels(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<PostChannelQuery>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Post, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let f = filter(tx, &scope, &query)?;
        Ok::<_, PostsError>(channel::count(tx, &scope, &f, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static CHANNELS: List = List {
    resource: ResourceKind::Post,
    action: "post-channel.export",
    title: "媒体账号",
    columns: &[
        text("name", "账号名称", 28),
        text("kind_title", "平台", 14),
        text("union_name", "所属工会", 28),
        text("since", "开设日期", 12),
        text("closed_on", "停用日期", 12),
        text("note", "说明", 30),
        text("changed_by_name", "登记人", 12),
        time("changed_at", "登记时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/post_channels/export", tag = "posts", operation_id = "export_post_channels",
    request_body = Export<PostChannelQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("post.export"))))]
pub async fn export_post_channels(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<PostChannelQuery>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&CHANNELS, Id(0)), asked, |app, actor, query, page| {
        list_post_channels(State(app), Staff(actor), Query(query), Query(page))
    })
    .await
}

/// What an editor says of an account.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PostChannelForm {
    kind: ChannelKind,
    /// 2 to 40 characters.
    #[serde(default)]
    name: String,
    /// Not after today.
    since: Day,
    /// Last day, not after today; none while it is there.
    #[serde(default)]
    closed_on: Option<Day>,
    /// At most 100 characters.
    #[serde(default)]
    note: String,
}

impl PostChannelForm {
    fn draft(&self) -> Draft {
        Draft {
            kind: self.kind,
            name: self.name.clone(),
            since: self.since,
            closed_on: self.closed_on,
            note: self.note.clone(),
        }
    }
}

/// A new account.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewPostChannel {
    /// The union that keeps it.
    union_id: Id,
    #[serde(flatten)]
    form: PostChannelForm,
}

/// Enters an account.
#[utoipa::path(post, path = "/post_channels", tag = "posts", operation_id = "create_post_channel",
    request_body = NewPostChannel, responses((status = 201, body = PostChannel)),
    extensions(("x-permission" = json!("post.update"))))]
pub async fn create_post_channel(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewPostChannel>,
) -> std::result::Result<(StatusCode, Json<PostChannel>), ApiError> {
    let scope = actor.permit::<res::Post, act::Update>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let c = ops::create(tx, &scope, new.union_id, &new.form.draft())?;
            Ok::<_, PostsError>(shown(&actor, c))
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Changes an account; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/post_channels/{id}", tag = "posts", operation_id = "edit_post_channel",
    params(("id" = Id, Path)), request_body = PostChannelForm, responses((status = 200, body = PostChannel)),
    extensions(("x-permission" = json!("post.update"))))]
pub async fn edit_post_channel(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(form): Json<PostChannelForm>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Post, act::Update>()?;
    let after = app.store().write(move |tx| {
        let c = ops::edit(tx, &scope, (id, version), &form.draft())?;
        Ok::<_, PostsError>(shown(&actor, c))
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}
