//! Lists of schemes: all in sight, their number, the file, the versions of a code.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, number, text, time, yes};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::model::scheme_file::SchemeState;
use crate::scheme_error::{Result, SchemeError};
use crate::store::scheme;
use crate::store::scheme_list::{self, Filter, Line};

/// Which schemes.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualSchemeConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<SchemeState>,
    /// Only of this year of cover.
    pub year: Option<i64>,
    /// Only of this code.
    pub code: Option<String>,
    /// Beginning of the title.
    pub q: Option<String>,
}

/// A scheme in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSchemeRow {
    id: Id,
    code: String,
    year: i64,
    title: String,
    /// 示范: of no real place.
    demo: bool,
    union_id: Id,
    union_name: String,
    state: SchemeState,
    state_label: String,
    /// First day on which cases are judged by it.
    from_day: Day,
    cover_from: Day,
    cover_to: Day,
    /// Titles of its items.
    items: String,
    created_by_name: String,
    created_at: Timestamp,
    proposed_by_name: String,
    decided_by_name: String,
    version: i64,
}

fn row(s: Line) -> MutualSchemeRow {
    MutualSchemeRow {
        id: s.id,
        code: s.code,
        year: s.year,
        title: s.title,
        demo: s.demo,
        union_id: s.union_id,
        union_name: s.union_name,
        state: s.state,
        state_label: s.state.title().to_owned(),
        from_day: s.from_day,
        cover_from: s.cover_from,
        cover_to: s.cover_to,
        items: s.items,
        created_by_name: s.created_by_name,
        created_at: s.created_at,
        proposed_by_name: s.proposed_by_name,
        decided_by_name: s.decided_by_name,
        version: s.version,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Scheme, act::Read>,
    c: &MutualSchemeConditions,
) -> Result<Filter> {
    let path = match c.union_id {
        None => None,
        Some(id) => {
            let place =
                union_by_id(tx, id)?.map(|u| u.place()).filter(|p| !scope.ranges_within(p).is_empty());
            Some(place.ok_or(RegistryError::UnionNotFound)?)
        }
    };
    let q = kernel::text::clean(c.q.as_deref().unwrap_or_default());
    Ok(Filter { path, state: c.state, year: c.year, code: c.code.clone(), q })
}

/// Schemes in sight, newest first: of unions of the caller's, and those in force above.
#[utoipa::path(get, path = "/mutual_schemes", tag = "mutual", operation_id = "list_mutual_schemes",
    params(MutualSchemeConditions, PageQuery), responses((status = 200, body = Page<MutualSchemeRow>)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn list_mutual_schemes(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualSchemeConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualSchemeRow>>, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, SchemeError>(scheme_list::list(tx, &scope, &filter, before, limit + 1)?)
    });
    let rows: Vec<MutualSchemeRow> = found.await?.into_iter().map(row).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualSchemeRow| Cursor::of(r.id))))
}

/// How many schemes match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_schemes/count", tag = "mutual", operation_id = "count_mutual_schemes",
    params(MutualSchemeConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn count_mutual_schemes(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualSchemeConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, SchemeError>(scheme_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static SCHEMES: List = List {
    resource: ResourceKind::Scheme,
    action: "scheme.export",
    title: "互助方案",
    columns: &[
        text("title", "方案", 40),
        text("code", "方案代码", 16),
        number("year", "年度"),
        yes("demo", "示范"),
        text("union_name", "主办工会", 28),
        text("state_label", "状态", 10),
        text("items", "保障项目", 50),
        day("cover_from", "保障开始"),
        day("cover_to", "保障结束"),
        day("from_day", "适用开始"),
        text("created_by_name", "起草人", 12),
        text("proposed_by_name", "提交人", 12),
        text("decided_by_name", "审批人", 12),
        time("created_at", "创建时间"),
    ],
};

/// The list of schemes as a file.
#[utoipa::path(post, path = "/mutual_schemes/export", tag = "mutual", operation_id = "export_mutual_schemes",
    request_body = Export<MutualSchemeConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("scheme.export"))))]
pub async fn export_mutual_schemes(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualSchemeConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&SCHEMES, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_schemes(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// Versions of a code.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSchemeVersions {
    /// Latest first.
    rows: Vec<MutualSchemeRow>,
}

/// Most versions that are told.
const VERSIONS: i64 = 200;

/// All schemes of the same code, of every year, latest first.
#[utoipa::path(get, path = "/mutual_schemes/{id}/versions", tag = "mutual", operation_id = "list_mutual_scheme_versions",
    params(("id" = Id, Path)), responses((status = 200, body = MutualSchemeVersions)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn list_mutual_scheme_versions(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<MutualSchemeVersions>, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let s = scheme::find(tx, &scope, id)?.ok_or(SchemeError::NotFound)?;
        let filter = Filter { code: Some(s.body.code), ..Filter::default() };
        Ok::<_, SchemeError>(scheme_list::list(tx, &scope, &filter, None, VERSIONS)?)
    });
    let mut rows: Vec<MutualSchemeRow> = found.await?.into_iter().map(row).collect();
    rows.sort_by_key(|r| std::cmp::Reverse((r.year, r.from_day, r.id)));
    Ok(Json(MutualSchemeVersions { rows }))
}
