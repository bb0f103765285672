//! How much lies with whom.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Json, Query};
use kernel::Id;
use serde::Serialize;

use super::desk::{CaseQuery, filter};
use super::shown::Names;
use crate::App;
use crate::accounts::Staff;
use crate::cases::error::CaseError;
use crate::cases::store::workload;
use crate::exports::{Export, List, export_list, number, text, whole};

/// What lies with whom.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WorkloadRow {
    /// Account; 0 for what nobody took.
    owner_id: Id,
    owner_name: String,
    holder_id: Id,
    holder_name: String,
    /// Open cases.
    open: i64,
    /// Of those, late ones.
    overdue: i64,
    /// Of those, paused ones.
    paused: i64,
}

/// Most lines of the workload.
const LINES: i64 = 500;

/// How many cases lie with whom, most first, at most 500 lines.
#[utoipa::path(get, path = "/case_workload", tag = "cases", operation_id = "list_workload",
    params(CaseQuery), responses((status = 200, body = Vec<WorkloadRow>)),
    extensions(("x-permission" = json!("case.read"))))]
pub async fn list_workload(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(query): Query<CaseQuery>,
) -> Result<Json<Vec<WorkloadRow>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let ground = app.cases();
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &ground, &query)?;
        let mut names = Names::default();
        let mut rows = Vec::new();
        for l in workload::workload(tx, &scope, &filter, LINES)? {
            let holder_name = names.of(tx, &ground, l.holder_id)?;
            rows.push(WorkloadRow {
                owner_id: l.owner_id,
                owner_name: l.owner_name,
                holder_id: l.holder_id,
                holder_name,
                open: l.open,
                overdue: l.overdue,
                paused: l.paused,
            });
        }
        Ok::<_, CaseError>(rows)
    });
    Ok(Json(found.await?))
}

const WORKLOAD: List = List {
    resource: ResourceKind::Case,
    action: "case.export",
    title: "事项承办量",
    columns: &[
        text("holder_name", "承办工会", 32),
        text("owner_name", "承办人", 14),
        number("open", "在办"),
        number("overdue", "已超期"),
        number("paused", "已暂停"),
    ],
};

/// The workload as a file.
#[utoipa::path(post, path = "/case_workload/export", tag = "cases", operation_id = "export_workload",
    request_body = Export<CaseQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.export"))))]
pub async fn export_workload(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<CaseQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&WORKLOAD, Id(0)), asked, |app, actor, q, _| {
        whole(list_workload(State(app), Staff(actor), Query(q)))
    })
    .await
}
