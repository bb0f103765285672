//! Figures of visits by what stands right beneath a union.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Json, Page, Query};
use kernel::{Day, Id};
use platform::App;
use platform::accounts::Staff;
use platform::cases::Procedures;
use platform::exports::{Export, List, export_list, number, text};
use registry::RegistryError;
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::visits::{VisitQuestion, questions};
use crate::KIND;
use crate::error::Result;
use crate::ops::figures::{AnswerCount, Asked, Figures, IssueCount, TownRow, figures};

/// Which visits.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct VisitFigureQuery {
    /// Union; the caller's own if missing.
    union_id: Option<Id>,
    /// Only of this plan.
    plan_id: Option<Id>,
    /// First day.
    from: Option<Day>,
    /// Last day.
    to: Option<Day>,
}

/// A level of issues: who can solve them.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitIssueLevel {
    code: String,
    title: String,
}

/// All figures of a union.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitFigures {
    union_id: Id,
    union_name: String,
    /// Code of the division that the union stands for; empty if none.
    division_code: String,
    questions: Vec<VisitQuestion>,
    levels_known: Vec<VisitIssueLevel>,
    /// What stands right beneath, in the order of the tree.
    towns: Vec<TownRow>,
    whole: TownRow,
    /// Rows with a visit that was made.
    reached: i64,
    answers: Vec<AnswerCount>,
    kinds: Vec<IssueCount>,
    levels: Vec<IssueCount>,
}

fn read(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, act::Read>,
    q: &VisitFigureQuery,
) -> Result<(registry::api::Union, Figures)> {
    let own = scope.actor().grants().first().map(|g| g.union_id);
    let union = q.union_id.or(own).ok_or(RegistryError::UnionNotFound)?;
    let union = union_by_id(tx, union)?.filter(|u| scope.covers(&u.place()));
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let asked = Asked { plan: q.plan_id, from: q.from, to: q.to };
    let found = figures(tx, scope, &union.place(), &asked)?;
    Ok((union, found))
}

fn levels(procedures: &Procedures, day: Day) -> Vec<VisitIssueLevel> {
    let p = procedures.on(KIND, day).map(|v| v.procedure.clone());
    let tracks = p.map(|p| p.tracks.clone()).unwrap_or_default();
    tracks.into_iter().map(|t| VisitIssueLevel { code: t.code, title: t.title }).collect()
}

/// Figures of visits, a row for each union right beneath one in sight.
#[utoipa::path(get, path = "/visit_figures", tag = "visit", operation_id = "get_visit_figures",
    params(VisitFigureQuery), responses((status = 200, body = VisitFigures)),
    extensions(("x-permission" = json!("visit.read"))))]
pub async fn get_visit_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<VisitFigureQuery>,
) -> std::result::Result<Json<VisitFigures>, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let (union, f) = app.store().read_slow(move |tx| read(tx, &scope, &q)).await?;
    Ok(Json(VisitFigures {
        union_id: union.id,
        union_name: union.name,
        division_code: union.division_code,
        questions: questions(&app.codesets()),
        levels_known: levels(&app.procedures(), app.clock().today()),
        towns: f.towns,
        whole: f.whole,
        reached: f.reached,
        answers: f.answers,
        kinds: f.kinds,
        levels: f.levels,
    }))
}

static TOWNS: List = List {
    resource: ResourceKind::Visit,
    action: "visit.figures-export",
    title: "走访统计",
    columns: &[
        text("union_name", "工会", 32),
        number("planned", "计划"),
        number("done", "已走访"),
        number("cancelled", "已取消"),
        number("employers", "走访单位数"),
        number("issues", "发现问题"),
        number("open", "办理中"),
        number("solved", "已解决"),
    ],
};

/// Figures of visits as a file.
#[utoipa::path(post, path = "/visit_figures/export", tag = "visit", operation_id = "export_visit_figures",
    request_body = Export<VisitFigureQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("visit.export"))))]
pub async fn export_visit_figures(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<VisitFigureQuery>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&TOWNS, Id(0)), asked, |app, actor, q, _| async move {
        let scope = actor.permit::<res::Visit, act::Read>()?;
        let (_, f) = app.store().read_slow(move |tx| read(tx, &scope, &q)).await?;
        Ok::<_, ApiError>(Json(Page { items: f.towns, next: None, prev: None, count: None }))
    })
    .await
}
