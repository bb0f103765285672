//! What comes of a visit: issues that become cases, and the report as a letter.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::Id;
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::error::VisitError;
use crate::ops::issue_report::issue_report;
use crate::ops::open_issue::{Found, open_issue};

/// An issue that was found.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct VisitIssueForm {
    /// 2 to 60 characters; the beginning of the text if empty.
    #[serde(default)]
    title: String,
    /// 2 to 4,000 characters.
    body: String,
    /// Code of one of the five kinds.
    kind: String,
    /// Who should deal with it, at most 200 characters.
    #[serde(default)]
    department: String,
    /// Who told it; the first person who was spoken with if empty.
    #[serde(default)]
    told_by: String,
}

/// The case that was opened.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OpenedVisitIssue {
    case_id: Id,
    number: String,
}

/// Opens a case for an issue that was found on a visit.
#[utoipa::path(post, path = "/visits/{id}/issues", tag = "visit", operation_id = "open_visit_issue",
    params(("id" = Id, Path)), request_body = VisitIssueForm, responses((status = 201, body = OpenedVisitIssue)),
    extensions(("x-permission" = json!("visit.update"))))]
pub async fn open_visit_issue(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<VisitIssueForm>,
) -> Result<(StatusCode, Json<OpenedVisitIssue>), ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let ground = app.cases();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &form), |tx| {
            let found = Found {
                title: form.title.clone(),
                body: form.body.clone(),
                kind: form.kind.clone(),
                department: form.department.clone(),
                told_by: form.told_by.clone(),
            };
            let made = open_issue(tx, &ground, &scope, id, &found)?;
            Ok::<_, VisitError>(OpenedVisitIssue { case_id: made.id, number: made.number })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// The letter that was issued.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct IssuedVisitReport {
    letter_id: Id,
    number: String,
}

/// Issues the report on a visit that was made, as a letter of the union that visited.
#[utoipa::path(post, path = "/visits/{id}/report", tag = "visit", operation_id = "issue_visit_report",
    params(("id" = Id, Path)), responses((status = 201, body = IssuedVisitReport)),
    extensions(("x-permission" = json!("visit.update"))))]
pub async fn issue_visit_report(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
) -> Result<(StatusCode, Json<IssuedVisitReport>), ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let words = app.codesets();
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &("visit-report", id), |tx| {
            let l = issue_report(tx, &words, &scope, id)?;
            Ok::<_, VisitError>(IssuedVisitReport { letter_id: l.id, number: l.number })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
