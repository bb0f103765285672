//! `GET /posts/{union_id}/entries`

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, Path, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use serde::Deserialize;

use crate::model::Entry;
use crate::ops::list_entries::list_entries;

/// Which entries.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct EntryQuery {
    /// Cursor of the page before.
    after: Option<String>,
    /// Rows, at most 100.
    limit: Option<i64>,
}

/// Entries of a union, newest first.
#[utoipa::path(get, path = "/posts/{union_id}/entries", tag = "posts", operation_id = "list_posts_entries",
    params(("union_id" = Id, Path), EntryQuery),
    responses((status = 200, body = Page<Entry>)), extensions(("x-permission" = json!("union.read"))))]
pub async fn list_posts_entries(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(union_id): Path<Id>,
    Query(query): Query<EntryQuery>,
) -> Result<Json<Page<Entry>>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let before = query.after.as_deref().map(Cursor::parse).transpose()?.map(|c| c.id);
    let limit = query.limit.unwrap_or(50).clamp(1, 100);
    let rows = app.store().read_slow(move |tx| list_entries(tx, &scope, union_id, before, limit + 1)).await?;
    Ok(Json(Page::from_rows(rows, limit as usize, |e| Cursor { key: String::new(), id: e.id })))
}
