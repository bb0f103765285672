//! The in-app inbox of staff and of members.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Actor, act, res};
use http_base::{ApiError, Count, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::Id;
use serde::Deserialize;

use crate::App;
use crate::accounts::{MemberActor, Staff};
use crate::notices::{self, Notice};

/// Which messages.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct NoticeQuery {
    /// Only those not read.
    #[serde(default)]
    unread: bool,
}

async fn list(
    app: App,
    actor: Actor,
    query: NoticeQuery,
    page: PageQuery,
) -> Result<Json<Page<Notice>>, ApiError> {
    actor.permit::<res::Notice, act::Read>()?;
    let (before, limit, id) = (page.last()?, page.rows(), actor.id());
    let read = app.store().read(move |tx| {
        let rows = notices::list(tx, id, before, query.unread, limit + 1)?;
        Ok::<_, store::DbError>((rows, notices::unread(tx, id)?))
    });
    let (rows, unread) = read.await?;
    let mut page = Page::from_rows(rows, limit as usize, |n| Cursor::of(n.id));
    page.count = Some(Count { value: unread, exact: true });
    Ok(Json(page))
}

async fn read(app: App, actor: Actor, id: Id) -> Result<StatusCode, ApiError> {
    actor.permit::<res::Notice, act::Update>()?;
    let own = actor.id();
    app.store().write(move |tx| notices::read(tx, own, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The own messages of staff; `count` says how many are not read.
#[utoipa::path(get, path = "/notices", tag = "platform", operation_id = "list_notices", params(NoticeQuery, PageQuery),
    responses((status = 200, body = Page<Notice>)), extensions(("x-permission" = json!("notice.read"))))]
pub async fn list_notices(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<NoticeQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Notice>>, ApiError> {
    list(app, actor, query, page).await
}

/// Marks an own message as read.
#[utoipa::path(post, path = "/notices/{id}/read", tag = "platform", operation_id = "read_notice",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("notice.update"))))]
pub async fn read_notice(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    read(app, actor, id).await
}

/// The own messages of a member; `count` says how many are not read.
#[utoipa::path(get, path = "/me/notices", tag = "me", operation_id = "list_own_notices", params(NoticeQuery, PageQuery),
    responses((status = 200, body = Page<Notice>)), extensions(("x-permission" = json!("notice.read"))))]
pub async fn list_own_notices(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Query(query): Query<NoticeQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Notice>>, ApiError> {
    list(app, actor, query, page).await
}

/// Marks an own message as read.
#[utoipa::path(post, path = "/me/notices/{id}/read", tag = "me", operation_id = "read_own_notice",
    params(("id" = Id, Path)), responses((status = 204)), extensions(("x-permission" = json!("notice.update"))))]
pub async fn read_own_notice(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> Result<StatusCode, ApiError> {
    read(app, actor, id).await
}
