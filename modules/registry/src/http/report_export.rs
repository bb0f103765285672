//! A frozen report as a workbook.

use axum::extract::State;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::audit::Changes;

use super::figure_reports::{adjustment, frozen_table};
use crate::error::RegistryError;
use crate::ops::export::{Late, ReportLine, export_report};
use crate::ops::freeze_report::{adjustments, find_report};
use platform::exports::{ExportRequest, Exported, export};

/// A frozen report as a file: its lines child by child, then what became known later.
#[utoipa::path(post, path = "/figure_reports/{id}/export", tag = "registry", operation_id = "export_figure_report",
    params(("id" = Id, Path)), request_body = ExportRequest,
    responses((status = 200, description = "The report, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("figure.export"))))]
pub async fn export_figure_report(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<ExportRequest>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Figure, act::Export>()?;
    // Out of sight is told before anything is recorded.
    let seen = scope.clone();
    let report = app.store().read(move |tx| find_report(tx, &seen, id)).await?;
    let kept = Changes::new().note("report", report.title.as_str()).note("day", report.day.to_string());
    let list = Exported { action: "figure.export", title: "统计报表", about: Id(0), kept };
    export(app, actor, list, request, move |tx, plan, target| {
        let table = frozen_table(tx, &report, None)?.ok_or(RegistryError::ReportFreezing)?;
        let lines = table.rows.iter().chain([&table.total]);
        let lines: Vec<_> = lines
            .map(|r| ReportLine { union_name: &r.union_name, values: &r.values, rates: &r.rates })
            .collect();
        let late = adjustments(tx, &report)?;
        let late = late.into_iter().map(|a| adjustment(tx, &report, a, false).map(Late::from));
        let late = late.collect::<Result<Vec<_>, RegistryError>>()?;
        export_report(&report, &lines, &late, plan, target)
    })
    .await
}
