//! Opinions that the caller's unions were asked for.

use axum::extract::State;
use axum::response::Response;
use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Json};
use kernel::{Day, Id, Timestamp};
use serde::Serialize;
use store::Tx;

use crate::App;
use crate::accounts::Staff;
use crate::cases::error::CaseError;
use crate::cases::store::{case, opinion};
use crate::exports::{Export, List, NoConditions, day, export_list, text, time, whole};

/// An opinion that a union of the caller was asked for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct AskedOpinion {
    case_id: Id,
    opinion_id: Id,
    number: String,
    title: String,
    union_name: String,
    question: String,
    asked_by_name: String,
    asked_at: Timestamp,
    due_on: Day,
}

/// Opinions asked of places where the caller holds a role.
pub(super) fn asked(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<(Id, Id)>, CaseError> {
    let mut all = Vec::new();
    for g in actor.grants() {
        all.extend(opinion::waiting_at(tx, &g.path)?);
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// Opinions that the caller's unions have not given yet.
#[utoipa::path(get, path = "/case_opinions", tag = "cases", operation_id = "list_asked_opinions",
    responses((status = 200, body = Vec<AskedOpinion>)), extensions(("x-permission" = json!("case.read"))))]
pub async fn list_asked_opinions(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<AskedOpinion>>, ApiError> {
    let scope = actor.permit::<res::Case, act::Read>()?;
    let found = app.store().read(move |tx| {
        let mut rows = Vec::new();
        for (case_id, opinion_id) in asked(tx, &actor)? {
            let Some(c) = case::find(tx, &scope, case_id)? else { continue };
            let Some(o) = opinion::find(tx, case_id, opinion_id)? else { continue };
            rows.push(AskedOpinion {
                case_id,
                opinion_id,
                number: c.number,
                title: c.title,
                union_name: o.union_name,
                question: o.question,
                asked_by_name: o.asked_by_name,
                asked_at: o.asked_at,
                due_on: o.due_on,
            });
        }
        Ok::<_, CaseError>(rows)
    });
    Ok(Json(found.await?))
}

const OPINIONS: List = List {
    resource: ResourceKind::Case,
    action: "case.export",
    title: "待会签事项",
    columns: &[
        text("number", "编号", 26),
        text("title", "标题", 36),
        text("union_name", "会签工会", 30),
        text("question", "征求的意见", 40),
        text("asked_by_name", "征求人", 12),
        time("asked_at", "征求时间"),
        day("due_on", "期限"),
    ],
};

/// The opinions that are waited for as a file.
#[utoipa::path(post, path = "/case_opinions/export", tag = "cases", operation_id = "export_asked_opinions",
    request_body = Export<NoConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("case.export"))))]
pub async fn export_asked_opinions(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<NoConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&OPINIONS, Id(0)), asked, |app, actor, _, _| {
        whole(list_asked_opinions(State(app), Staff(actor)))
    })
    .await
}
