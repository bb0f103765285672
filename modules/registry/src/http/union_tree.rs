//! The tree as it was on a day.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::ops::tree_on_day::{Counted, tree_on_day};

/// Which day.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::IntoParams)]
pub struct TreeQuery {
    /// The tree of this day; today's if missing.
    day: Option<Day>,
}

/// A union on a day, with what it and everything beneath it counted on that day.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TreeDocument {
    id: Id,
    code: String,
    /// Its name on that day.
    name: String,
    /// Steps beneath the union that was asked for.
    depth: usize,
    /// Code of `union_level`.
    level: i64,
    /// Code of `union_kind`, on that day.
    kind: String,
    founded_on: Option<Day>,
    members: i64,
    employers: i64,
}

/// Unions that stood at or beneath one on a day, in the order of the tree, with the names and figures of that day.
#[utoipa::path(get, path = "/unions/{id}/tree", tag = "registry", operation_id = "get_union_tree",
    params(("id" = Id, Path), TreeQuery, PageQuery), responses((status = 200, body = Page<TreeDocument>)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn get_union_tree(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<TreeQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<TreeDocument>>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let limit = page.rows();
    let after = page.turn()?.map_or_else(String::new, |t| t.from.key);
    let rows = app.store().read_slow(move |tx| {
        let day = query.day.unwrap_or(tx.today());
        tree_on_day(tx, &scope, id, day, &after, limit + 1)
    });
    let cursor = |c: &Counted| Cursor { key: c.row.path.as_str().to_owned(), id: c.row.id };
    let page = Page::from_rows(rows.await?, limit as usize, cursor);
    Ok(Json(page.map(|c| TreeDocument {
        id: c.row.id,
        code: c.row.code,
        name: c.row.name,
        depth: c.depth,
        level: c.row.level,
        kind: c.row.kind,
        founded_on: c.row.founded_on,
        members: c.members,
        employers: c.employers,
    })))
}
