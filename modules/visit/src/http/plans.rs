//! Plans: listed, made, shown with their progress, changed, filled with employers.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, number, text, time};
use platform::{App, idempotency};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::place;
use crate::error::{Result, VisitError};
use crate::model::{Kind, Plan, PlanState, Team};
use crate::ops::figures::{Asked, TownRow, figures};
use crate::ops::{assign, keep_plan};
use crate::store::plan;

/// Which plans.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct VisitPlanConditions {
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<Kind>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<PlanState>,
    /// Beginning of the title.
    pub q: Option<String>,
}

/// A plan in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitPlanRow {
    id: Id,
    title: String,
    union_id: Id,
    union_name: String,
    kind: Kind,
    kind_label: String,
    state: PlanState,
    state_label: String,
    from_day: Day,
    to_day: Day,
    /// Employers to be visited; 0 is no number.
    target: i64,
    teams: i64,
    /// Townships it is for.
    towns: i64,
    created_by_name: String,
    created_at: Timestamp,
}

fn row(p: Plan) -> VisitPlanRow {
    VisitPlanRow {
        id: p.id,
        title: p.title,
        union_id: p.union_id,
        union_name: p.union_name,
        kind: p.kind,
        kind_label: p.kind.title().to_owned(),
        state: p.state,
        state_label: p.state.title().to_owned(),
        from_day: p.from_day,
        to_day: p.to_day,
        target: p.target,
        teams: p.teams.len() as i64,
        towns: p.towns.len() as i64,
        created_by_name: p.created_by_name,
        created_at: p.created_at,
    }
}

/// Plans of unions in sight, newest first.
#[utoipa::path(get, path = "/visit_plans", tag = "visit", operation_id = "list_visit_plans",
    params(VisitPlanConditions, PageQuery), responses((status = 200, body = Page<VisitPlanRow>)),
    extensions(("x-permission" = json!("visit.read"))))]
pub async fn list_visit_plans(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<VisitPlanConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<VisitPlanRow>>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let path = place(tx, c.union_id, |p| !scope.ranges_within(p).is_empty())?;
        let q = kernel::text::clean(c.q.as_deref().unwrap_or_default());
        let filter = plan::Filter { path, kind: c.kind, state: c.state, q };
        Ok::<_, VisitError>(plan::list(tx, &scope, &filter, before, limit + 1)?)
    });
    let rows: Vec<VisitPlanRow> = found.await?.into_iter().map(row).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &VisitPlanRow| Cursor::of(r.id))))
}

static PLANS: List = List {
    resource: ResourceKind::Visit,
    action: "visit-plan.export",
    title: "走访计划",
    columns: &[
        text("title", "标题", 40),
        text("kind_label", "类别", 12),
        text("union_name", "负责工会", 28),
        text("state_label", "状态", 10),
        day("from_day", "开始日期"),
        day("to_day", "结束日期"),
        number("target", "计划户数"),
        number("teams", "走访组"),
        number("towns", "乡镇数"),
        text("created_by_name", "创建人", 12),
        time("created_at", "创建时间"),
    ],
};

/// The list of plans as a file.
#[utoipa::path(post, path = "/visit_plans/export", tag = "visit", operation_id = "export_visit_plans",
    request_body = Export<VisitPlanConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("visit.export"))))]
pub async fn export_visit_plans(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<VisitPlanConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&PLANS, Id(0)), asked, |app, actor, conditions, page| {
        list_visit_plans(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// What a cadre writes of a plan.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct VisitPlanDraft {
    kind: Kind,
    /// Of a new plan always `open`.
    #[serde(default = "open")]
    state: PlanState,
    /// 2 to 60 characters.
    title: String,
    /// At most 2,000 characters.
    #[serde(default)]
    note: String,
    from_day: Day,
    to_day: Day,
    /// Employers to be visited; 0 is no number.
    #[serde(default)]
    target: i64,
    /// At most 50.
    #[serde(default)]
    teams: Vec<Team>,
    /// Unions of the townships it is for; at most 400.
    #[serde(default)]
    towns: Vec<Id>,
}

fn open() -> PlanState {
    PlanState::Open
}

impl VisitPlanDraft {
    fn draft(&self) -> keep_plan::Draft {
        keep_plan::Draft {
            kind: self.kind,
            state: self.state,
            title: self.title.clone(),
            note: self.note.clone(),
            from_day: self.from_day,
            to_day: self.to_day,
            target: self.target,
            teams: self.teams.clone(),
            towns: self.towns.clone(),
        }
    }
}

/// A new plan.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewVisitPlan {
    /// Union in charge.
    union_id: Id,
    #[serde(flatten)]
    draft: VisitPlanDraft,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedVisitPlan {
    id: Id,
}

/// A township of a plan.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitTown {
    id: Id,
    name: String,
}

/// A plan with its progress.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitPlanDetail {
    id: Id,
    version: i64,
    union_id: Id,
    union_name: String,
    kind: Kind,
    kind_label: String,
    state: PlanState,
    state_label: String,
    title: String,
    note: String,
    from_day: Day,
    to_day: Day,
    target: i64,
    teams: Vec<Team>,
    towns: Vec<VisitTown>,
    created_at: Timestamp,
    created_by_name: String,
    /// The plan as a whole.
    whole: TownRow,
    /// What stands right beneath the union in charge, in the order of the tree.
    progress: Vec<TownRow>,
    /// The caller may change it.
    may_update: bool,
}

fn detail(tx: &mut Tx<'_>, actor: &Actor, p: Plan) -> Result<VisitPlanDetail> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let found = figures(tx, &scope, &p.union_path, &Asked { plan: Some(p.id), ..Asked::default() })?;
    let mut towns = Vec::new();
    for id in &p.towns {
        towns.extend(union_by_id(tx, *id)?.map(|u| VisitTown { id: u.id, name: u.name }));
    }
    let may = actor.permit::<res::Visit, act::Update>();
    Ok(VisitPlanDetail {
        id: p.id,
        version: p.version,
        union_id: p.union_id,
        union_name: p.union_name,
        kind: p.kind,
        kind_label: p.kind.title().to_owned(),
        state: p.state,
        state_label: p.state.title().to_owned(),
        title: p.title,
        note: p.note,
        from_day: p.from_day,
        to_day: p.to_day,
        target: p.target,
        teams: p.teams,
        towns,
        created_at: p.created_at,
        created_by_name: p.created_by_name,
        whole: found.whole,
        progress: found.towns,
        may_update: may.is_ok_and(|scope| scope.covers(&p.union_path)),
    })
}

/// Makes a plan.
#[utoipa::path(post, path = "/visit_plans", tag = "visit", operation_id = "create_visit_plan", request_body = NewVisitPlan,
    responses((status = 201, body = CreatedVisitPlan)), extensions(("x-permission" = json!("visit.create"))))]
pub async fn create_visit_plan(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewVisitPlan>,
) -> std::result::Result<(StatusCode, Json<CreatedVisitPlan>), ApiError> {
    let scope = actor.permit::<res::Visit, act::Create>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let p = keep_plan::create(tx, &scope, new.union_id, &new.draft.draft())?;
            Ok::<_, VisitError>(CreatedVisitPlan { id: p.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A plan in sight.
#[utoipa::path(get, path = "/visit_plans/{id}", tag = "visit", operation_id = "get_visit_plan", params(("id" = Id, Path)),
    responses((status = 200, body = VisitPlanDetail)), extensions(("x-permission" = json!("visit.read"))))]
pub async fn get_visit_plan(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let p = plan::find(tx, &scope, id)?.ok_or(VisitError::PlanNotFound)?;
        detail(tx, scope.actor(), p)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.version))], Json(found)))
}

/// Writes a plan as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/visit_plans/{id}", tag = "visit", operation_id = "edit_visit_plan",
    params(("id" = Id, Path)), request_body = VisitPlanDraft, responses((status = 200, body = VisitPlanDetail)),
    extensions(("x-permission" = json!("visit.update"))))]
pub async fn edit_visit_plan(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(draft): Json<VisitPlanDraft>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let after = app.store().write(move |tx| {
        let p = keep_plan::edit(tx, &scope, (id, version), &draft.draft())?;
        detail(tx, scope.actor(), p)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}

/// Employers to be visited on a day.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct EmployersToVisit {
    /// At most 500.
    employer_ids: Vec<Id>,
    /// Name of a team of the plan; empty for none.
    #[serde(default)]
    team: String,
    day: Day,
}

/// What became of them.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct AssignedEmployers {
    /// Visits that were planned.
    added: i64,
    /// Employers that the plan had already, or that are not in sight.
    skipped: i64,
}

/// Plans a visit to each of the employers that the plan does not have yet.
#[utoipa::path(post, path = "/visit_plans/{id}/employers", tag = "visit", operation_id = "assign_employers",
    params(("id" = Id, Path)), request_body = EmployersToVisit, responses((status = 200, body = AssignedEmployers)),
    extensions(("x-permission" = json!("visit.create"))))]
pub async fn assign_employers(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(asked): Json<EmployersToVisit>,
) -> std::result::Result<Json<AssignedEmployers>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Create>()?;
    let done = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &asked), |tx| {
            let a = assign::assign(tx, &scope, id, (&asked.team, asked.day), &asked.employer_ids)?;
            Ok::<_, VisitError>(AssignedEmployers { added: a.added as i64, skipped: a.skipped as i64 })
        })
    });
    Ok(Json(done.await?))
}
