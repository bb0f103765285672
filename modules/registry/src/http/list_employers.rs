//! Lists of employers, and names like a written one.

use axum::extract::State;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::{place_in_sight, seek};
use crate::error::{RegistryError, Result};
use crate::near::nearest;
use crate::store::employer::{self, Employer, EmployerFilter, EmployerSort};

/// Employers looked at for near names.
const NEAR_FROM: i64 = 20_000;

/// Which employers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct EmployerConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Beginning of the name, of its pinyin initials or of the credit code.
    pub q: Option<String>,
    /// Code of `employer_nature`.
    pub nature: Option<String>,
    /// Code of `industry`.
    pub industry: Option<String>,
    /// Code of `size_class`.
    pub size_class: Option<String>,
    /// `true`: covered by a union now; `false`: by none.
    pub covered: Option<bool>,
    /// Order; by union and name if missing, a search by name as it is found.
    pub sort: Option<EmployerOrder>,
}

/// Order of a list of employers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EmployerOrder {
    /// By union and name.
    Union,
    /// By name.
    Name,
    /// Most workers first.
    Workers,
}

/// The filter of a query; a union out of sight is not found.
pub(super) fn filter<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Employer, A>,
    c: &EmployerConditions,
) -> Result<EmployerFilter> {
    let path = place_in_sight(tx, scope, c.union_id)?;
    // Half the employers of a county begin with its name: a search for that is not sorted as a whole.
    let named = c.q.as_deref().is_some_and(|q| !q.is_ascii());
    let sort = match c.sort {
        None if named => EmployerSort::Name,
        None | Some(EmployerOrder::Union) => EmployerSort::Union,
        Some(EmployerOrder::Name) => EmployerSort::Name,
        Some(EmployerOrder::Workers) => EmployerSort::Workers,
    };
    Ok(EmployerFilter {
        path,
        q: c.q.clone(),
        nature: c.nature.clone(),
        industry: c.industry.clone(),
        size_class: c.size_class.clone(),
        covered: c.covered,
        sort,
    })
}

/// Employers in sight.
#[utoipa::path(get, path = "/employers", tag = "registry", operation_id = "list_employers",
    params(EmployerConditions, PageQuery), responses((status = 200, body = Page<Employer>)),
    extensions(("x-permission" = json!("employer.read"))))]
pub async fn list_employers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<EmployerConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<Employer>>, ApiError> {
    let scope = actor.permit::<res::Employer, act::Read>()?;
    let (limit, turn) = (page.rows(), page.turn()?);
    let from = turn.as_ref().map(seek);
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        let rows = employer::list(tx, &scope, &filter, from.as_ref(), limit + 1)?;
        Ok::<_, RegistryError>((rows, filter.sort))
    });
    let (rows, sort) = found.await?;
    let cursor = |e: &Employer| Cursor { key: sort.key(e), id: e.id };
    Ok(Json(Page::turned(rows, limit as usize, turn.as_ref(), cursor)))
}

/// How many employers match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/employers/count", tag = "registry", operation_id = "count_employers",
    params(EmployerConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("employer.read"))))]
pub async fn count_employers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<EmployerConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Employer, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, RegistryError>(employer::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

/// A written name, and where to look.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct NearQuery {
    /// As written.
    #[serde(default)]
    name: String,
    /// Only of this union and those beneath it; everything in sight if missing.
    union_id: Option<Id>,
}

/// An employer whose name is like the written one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct NearEmployer {
    id: Id,
    name: String,
}

/// Up to three employers in sight whose names are like a written one, the likest first.
#[utoipa::path(get, path = "/near_employers", tag = "registry", operation_id = "list_near_employers",
    params(NearQuery), responses((status = 200, body = Vec<NearEmployer>)),
    extensions(("x-permission" = json!("employer.read"))))]
pub async fn list_near_employers(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<NearQuery>,
) -> std::result::Result<Json<Vec<NearEmployer>>, ApiError> {
    let scope = actor.permit::<res::Employer, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let conditions = EmployerConditions { union_id: query.union_id, ..EmployerConditions::default() };
        let filter = filter(tx, &scope, &conditions)?;
        let names = employer::names(tx, &scope, &filter, NEAR_FROM)?;
        let near = nearest(&query.name, &names, |(_, name)| name.as_str());
        let row = |(id, name): &(Id, String)| NearEmployer { id: *id, name: name.clone() };
        Ok::<_, RegistryError>(near.into_iter().map(row).collect())
    });
    Ok(Json(found.await?))
}
