//! Schemes: listed, exported, shown, written, and on their way into force.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, number, text, time, yes};
use platform::{App, idempotency};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::scheme_words::{self, Problem, problems};
use super::{reruns, scheme_steps, trial};
use crate::model::scheme::Scheme;
use crate::model::scheme_file::{SchemeFile, SchemeState};
use crate::ops::scheme as ops;
use crate::rules::scheme_check::check;
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
    scope: &guard::Scope<res::Scheme, act::Read>,
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

/// A scheme with its rules.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSchemeDetail {
    id: Id,
    version: i64,
    union_id: Id,
    union_name: String,
    state: SchemeState,
    state_label: String,
    /// First day on which cases are judged by it.
    from_day: Day,
    body: Scheme,
    /// What is wrong with the rules; none of a scheme in force.
    problems: Vec<Problem>,
    created_by_name: String,
    created_at: Timestamp,
    proposed_by_name: String,
    proposed_at: Option<Timestamp>,
    decided_by_name: String,
    decided_at: Option<Timestamp>,
    reason: String,
    may_edit: bool,
    may_propose: bool,
    may_decide: bool,
    may_withdraw: bool,
    /// The caller may make a draft of its rules.
    may_copy: bool,
}

fn detail(actor: &Actor, s: SchemeFile) -> MutualSchemeDetail {
    let propose = actor.permit::<res::Scheme, act::Propose>().is_ok_and(|scope| scope.covers(&s.union_path));
    let approve = actor.permit::<res::Scheme, act::Approve>().is_ok_and(|scope| scope.covers(&s.union_path));
    let draft = s.state == SchemeState::Draft;
    let proposed = s.state == SchemeState::Proposed;
    let other = s.written_by != actor.id() && s.proposed_by != Some(actor.id());
    let open = draft || proposed;
    MutualSchemeDetail {
        id: s.id,
        version: s.version,
        union_id: s.union_id,
        union_name: s.union_name,
        state: s.state,
        state_label: s.state.title().to_owned(),
        from_day: s.from_day,
        problems: if open { problems(check(&s.body)) } else { Vec::new() },
        body: s.body,
        created_by_name: s.created_by_name,
        created_at: s.created_at,
        proposed_by_name: s.proposed_by_name,
        proposed_at: s.proposed_at,
        decided_by_name: s.decided_by_name,
        decided_at: s.decided_at,
        reason: s.reason,
        may_edit: propose && draft,
        may_propose: propose && draft,
        may_decide: approve && proposed && other,
        may_withdraw: propose && open,
        may_copy: propose,
    }
}

/// What a cadre writes of a scheme.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSchemeDraft {
    /// First day on which cases are judged by it; the first day of cover if missing.
    #[serde(default)]
    from_day: Option<Day>,
    body: Scheme,
}

/// A new scheme.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualScheme {
    /// Union that runs the fund.
    union_id: Id,
    #[serde(flatten)]
    draft: MutualSchemeDraft,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedMutualScheme {
    id: Id,
}

/// Makes a draft. It may have mistakes in its rules, but not in code, year, title and days.
#[utoipa::path(post, path = "/mutual_schemes", tag = "mutual", operation_id = "create_mutual_scheme",
    request_body = NewMutualScheme, responses((status = 201, body = CreatedMutualScheme)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn create_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualScheme>,
) -> std::result::Result<(StatusCode, Json<CreatedMutualScheme>), ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let s = ops::create(tx, &scope, new.union_id, new.draft.from_day, new.draft.body.clone())?;
            Ok::<_, SchemeError>(CreatedMutualScheme { id: s.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A scheme in sight.
#[utoipa::path(get, path = "/mutual_schemes/{id}", tag = "mutual", operation_id = "get_mutual_scheme",
    params(("id" = Id, Path)), responses((status = 200, body = MutualSchemeDetail)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn get_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let found = app.store().read(move |tx| {
        let s = scheme::find(tx, &scope, id)?.ok_or(SchemeError::NotFound)?;
        Ok::<_, SchemeError>(s)
    });
    Ok(answer(&actor, found.await?))
}

/// A scheme as an answer, with its version.
pub(super) fn answer(actor: &Actor, s: SchemeFile) -> Response {
    let shown = detail(actor, s);
    ([(header::ETAG, etag(shown.version))], Json(shown)).into_response()
}

/// Writes a draft as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/mutual_schemes/{id}", tag = "mutual", operation_id = "edit_mutual_scheme",
    params(("id" = Id, Path)), request_body = MutualSchemeDraft, responses((status = 200, body = MutualSchemeDetail)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn edit_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(draft): Json<MutualSchemeDraft>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let after =
        app.store().write(move |tx| ops::edit(tx, &scope, (id, version), draft.from_day, draft.body.clone()));
    Ok(answer(&actor, after.await?))
}

/// Where the rules are copied to.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSchemeCopy {
    /// Year of cover: another one, or the same for a later version.
    year: i64,
    /// First day on which cases are judged by it; the first day of cover if missing.
    #[serde(default)]
    from_day: Option<Day>,
}

/// Makes a draft of a scheme's rules for another year, or of a later version of the same.
#[utoipa::path(post, path = "/mutual_schemes/{id}/copy", tag = "mutual", operation_id = "copy_mutual_scheme",
    params(("id" = Id, Path)), request_body = MutualSchemeCopy, responses((status = 201, body = CreatedMutualScheme)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn copy_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(to): Json<MutualSchemeCopy>,
) -> std::result::Result<(StatusCode, Json<CreatedMutualScheme>), ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &to), |tx| {
            let s = ops::copy(tx, &scope, id, (to.year, to.from_day))?;
            Ok::<_, SchemeError>(CreatedMutualScheme { id: s.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
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

/// Routes of schemes and their trials.
pub fn scheme_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_mutual_schemes, create_mutual_scheme))
        .routes(routes!(count_mutual_schemes))
        .routes(routes!(export_mutual_schemes))
        .routes(routes!(scheme_words::get_mutual_scheme_words))
        .routes(routes!(scheme_words::check_mutual_scheme))
        .routes(routes!(get_mutual_scheme, edit_mutual_scheme))
        .routes(routes!(copy_mutual_scheme))
        .routes(routes!(list_mutual_scheme_versions))
        .routes(routes!(scheme_steps::propose_mutual_scheme))
        .routes(routes!(scheme_steps::decide_mutual_scheme))
        .routes(routes!(scheme_steps::withdraw_mutual_scheme))
        .routes(routes!(trial::try_mutual_scheme))
        .routes(routes!(trial::load_mutual_cases))
        .routes(routes!(reruns::list_mutual_reruns, reruns::start_mutual_rerun))
        .routes(routes!(reruns::get_mutual_rerun))
}
