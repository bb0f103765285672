//! Lists as files: exactly the rows that the list shows, with a purpose, recorded before the first byte.

use std::fs::File;

use axum::extract::State;
use axum::response::Response;
use guard::{Actor, act, res};
use http_base::{ApiError, Json};
use platform::App;
use platform::accounts::Staff;
use platform::audit::Changes;
use serde::{Deserialize, Serialize};
use sheets::SheetError;
use sheets::write::TableFormat;
use store::Tx;

use super::files::{Waiting, answer, failed, unnamed};
use super::list_employers::{self, EmployerConditions};
use super::list_members::{self, MemberConditions};
use super::unions::{self, UnionConditions};
use crate::error::{RegistryError, Result};
use crate::ops::export::{
    MemberKeys, Plan, Watermark, export_employers, export_members, export_unions, record_export,
};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Excel.
    #[default]
    Xlsx,
    /// UTF-8 text with commas, with a mark at the start.
    Csv,
}

/// What is asked of every export.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ExportRequest {
    /// What for, at least four characters; stands in the last row and in the audit.
    purpose: String,
    format: ExportFormat,
    /// Names of the columns, as the list names them; all if empty.
    columns: Vec<String>,
}

/// An export of members.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct MemberExport {
    #[serde(flatten)]
    request: ExportRequest,
    #[serde(flatten)]
    conditions: MemberConditions,
    /// Numbers in full, for those who may see them; masked otherwise.
    full_numbers: bool,
}

/// An export of unions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct UnionExport {
    #[serde(flatten)]
    request: ExportRequest,
    #[serde(flatten)]
    conditions: UnionConditions,
}

/// An export of employers.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct EmployerExport {
    #[serde(flatten)]
    request: ExportRequest,
    #[serde(flatten)]
    conditions: EmployerConditions,
}

/// The list, by its names in the audit and on the file.
pub(super) struct List {
    pub(super) action: &'static str,
    pub(super) title: &'static str,
    /// Conditions that the audit keeps; never a searched number.
    pub(super) kept: Changes,
}

/// Checks and records the export, makes the file and answers with it.
pub(super) async fn export<F>(
    app: App,
    actor: Actor,
    list: List,
    r: ExportRequest,
    make: F,
) -> std::result::Result<Response, ApiError>
where
    F: FnOnce(&mut Tx<'_>, &Plan, File) -> Result<u64> + Send + 'static,
{
    let (format, ending, kind) = match r.format {
        ExportFormat::Xlsx => (TableFormat::Xlsx, "xlsx", XLSX),
        ExportFormat::Csv => (TableFormat::Csv, "csv", "text/csv; charset=utf-8"),
    };
    let changes = list.kept.note("format", ending).note("columns", r.columns.join(","));
    let (by, purpose) = (actor.clone(), r.purpose.clone());
    app.store().write(move |tx| record_export(tx, &by, list.action, &purpose, changes.clone())).await?;
    let now = app.clock().now();
    let waiting = Waiting::default();
    let plan = Plan {
        format,
        columns: r.columns,
        mark: Watermark { who: actor.name().to_owned(), purpose: r.purpose.trim().to_owned(), at: now },
        stop: waiting.flag(),
    };
    let name = format!("{}-{}.{ending}", list.title, now.day());
    let file = unnamed(&app).map_err(|e| failed(&e))?;
    let made = app.store().read_slow(move |tx| {
        let target = file.try_clone().map_err(|e| RegistryError::Sheet(SheetError::from(e)))?;
        let rows = make(tx, &plan, target)?;
        Ok::<_, RegistryError>((file, rows))
    });
    let (file, rows) = made.await?;
    drop(waiting);
    answer(file, &name, kind, Some(rows))
}

/// Members as a file, masked unless the full numbers are asked for by somebody who may see them.
#[utoipa::path(post, path = "/members/export", tag = "registry", operation_id = "export_members",
    request_body = MemberExport,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("member.export"))))]
pub async fn export_member_list(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(r): Json<MemberExport>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Member, act::Export>()?;
    let reveal = if r.full_numbers { Some(actor.permit::<res::Member, act::Reveal>()?) } else { None };
    // Out of sight is told before anything is recorded.
    let (inner, seen, asked) = (app.clone(), scope.clone(), r.conditions.clone());
    let filter = app.store().read(move |tx| list_members::filter(tx, &inner, &seen, &asked)).await?;
    let kept = Changes::new()
        .note("union", r.conditions.union_id.map(|id| id.to_string()))
        .note("searched", r.conditions.q.is_some())
        .note("full_numbers", r.full_numbers);
    let (keys, words) = (app.keyring().clone(), app.codesets().clone());
    let list = List { action: "member.export", title: "会员名单", kept };
    export(app, actor, list, r.request, move |tx, plan, target| {
        let keys = MemberKeys { keys: &keys, reveal };
        export_members(tx, &keys, &words, &scope, &filter, plan, target)
    })
    .await
}

/// Unions as a file.
#[utoipa::path(post, path = "/unions/export", tag = "registry", operation_id = "export_unions",
    request_body = UnionExport,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("union.export"))))]
pub async fn export_union_list(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(r): Json<UnionExport>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Union, act::Export>()?;
    let (seen, asked) = (scope.clone(), r.conditions.clone());
    let filter = app.store().read(move |tx| unions::filter(tx, &seen, &asked)).await?;
    let kept = Changes::new().note("conditions", serde_json::to_value(&r.conditions).unwrap_or_default());
    let words = app.codesets().clone();
    let list = List { action: "union.export", title: "工会名单", kept };
    export(app, actor, list, r.request, move |tx, plan, target| {
        export_unions(tx, &words, &scope, &filter, plan, target)
    })
    .await
}

/// Employers as a file.
#[utoipa::path(post, path = "/employers/export", tag = "registry", operation_id = "export_employers",
    request_body = EmployerExport,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("employer.export"))))]
pub async fn export_employer_list(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(r): Json<EmployerExport>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Employer, act::Export>()?;
    let (seen, asked) = (scope.clone(), r.conditions.clone());
    let filter = app.store().read(move |tx| list_employers::filter(tx, &seen, &asked)).await?;
    let kept = Changes::new().note("conditions", serde_json::to_value(&r.conditions).unwrap_or_default());
    let words = app.codesets().clone();
    let list = List { action: "employer.export", title: "用人单位名单", kept };
    export(app, actor, list, r.request, move |tx, plan, target| {
        export_employers(tx, &words, &scope, &filter, plan, target)
    })
    .await
}
