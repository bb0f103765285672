//! Lists of unions.

use axum::extract::State;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::{place_in_sight, seek};
use crate::error::{RegistryError, Result};
use crate::store::union::Union;
use crate::store::union_list::{self, UnionFilter, UnionSort};

/// Which unions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct UnionConditions {
    /// Only direct children of this union.
    pub parent_id: Option<Id>,
    /// Only this union and those beneath it.
    pub union_id: Option<Id>,
    /// Beginning of the name, of its pinyin initials, of the code or of the credit code.
    pub q: Option<String>,
    /// Code of `union_level`.
    pub level: Option<i64>,
    /// Code of `union_kind`.
    pub kind: Option<String>,
    /// Only this state (`in_office`, `preparing`, `dissolved`); those that are not dissolved if missing.
    pub state: Option<String>,
    /// Only those whose term ends on this day or earlier.
    pub term_to: Option<Day>,
    /// Order; by name if missing.
    pub sort: Option<UnionOrder>,
}

/// Order of a list of unions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnionOrder {
    /// By name.
    Name,
    /// In the order of the tree.
    Tree,
    /// Terms that end first.
    Term,
}

/// The filter of a query; a union out of sight is not found.
pub(super) fn filter<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Union, A>,
    c: &UnionConditions,
) -> Result<UnionFilter> {
    let path = place_in_sight(tx, scope, c.union_id)?;
    let sort = match c.sort {
        Some(UnionOrder::Tree) => UnionSort::Tree,
        Some(UnionOrder::Term) => UnionSort::Term,
        Some(UnionOrder::Name) | None => UnionSort::Name,
    };
    Ok(UnionFilter {
        parent_id: c.parent_id,
        path,
        q: c.q.clone(),
        level: c.level,
        kind: c.kind.clone(),
        state: c.state.clone(),
        term_to: c.term_to,
        sort,
    })
}

/// Unions in sight.
#[utoipa::path(get, path = "/unions", tag = "registry", operation_id = "list_unions",
    params(UnionConditions, PageQuery), responses((status = 200, body = Page<Union>)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn list_unions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<UnionConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<Union>>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let (limit, turn) = (page.rows(), page.turn()?);
    let from = turn.as_ref().map(seek);
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = union_list::list(tx, &scope, &filter, from.as_ref(), limit + 1)?;
        Ok::<_, RegistryError>((rows, filter.sort))
    });
    let (rows, sort) = found.await?;
    let cursor = |u: &Union| Cursor { key: sort.key(u), id: u.id };
    Ok(Json(Page::turned(rows, limit as usize, turn.as_ref(), cursor)))
}

/// How many unions match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/unions/count", tag = "registry", operation_id = "count_unions",
    params(UnionConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("union.read"))))]
pub async fn count_unions(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<UnionConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Union, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, RegistryError>(union_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}
