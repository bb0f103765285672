//! Lists as files: exactly the rows that the list shows, with a purpose, recorded before the first byte.

use axum::extract::State;
use axum::response::Response;
use guard::{act, res};
use http_base::{ApiError, Json};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::audit::Changes;
use platform::exports::{ExportRequest, Exported, export};
use serde::{Deserialize, Serialize};

use super::list_employers::{self, EmployerConditions};
use super::list_members::{self, MemberConditions};
use super::unions::{self, UnionConditions};
use crate::ops::export::{MemberKeys, export_employers, export_members, export_unions};

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
    let list = Exported { action: "member.export", title: "会员名单", about: Id(0), kept };
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
    let list = Exported { action: "union.export", title: "工会名单", about: Id(0), kept };
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
    let list = Exported { action: "employer.export", title: "用人单位名单", about: Id(0), kept };
    export(app, actor, list, r.request, move |tx, plan, target| {
        export_employers(tx, &words, &scope, &filter, plan, target)
    })
    .await
}
