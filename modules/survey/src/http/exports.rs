//! Files: results, cross tables, texts, raw answers.

use axum::extract::State;
use axum::response::Response;
use guard::{ActionKind, ResourceKind, act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;
use platform::audit::Changes;
use platform::exports::{Export, ExportRequest, Exported, List, export, export_list, text};
use serde::{Deserialize, Serialize};

use super::results::{SurveyTextQuery, list_survey_texts};
use crate::error::SurveyError;
use crate::ops::export_answers::export_answers;
use crate::ops::export_results::{write_cross, write_results};
use crate::ops::{cross, results};

/// An export of results: of which place.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SurveyResultsExport {
    #[serde(flatten)]
    request: ExportRequest,
    /// Only of this place.
    place_id: Option<Id>,
}

/// Figures of every question and option as a file.
#[utoipa::path(post, path = "/surveys/{id}/results/export", tag = "survey", operation_id = "export_survey_results",
    params(("id" = Id, Path)), request_body = SurveyResultsExport,
    responses((status = 200, description = "Figures, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("survey.export"))))]
pub async fn export_survey_results(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<SurveyResultsExport>,
) -> Result<Response, ApiError> {
    let scope = actor.only(ResourceKind::Survey, ActionKind::Export)?.permit::<res::Survey, act::Read>()?;
    let place = asked.place_id;
    let (found, title) = app
        .store()
        .read_slow(move |tx| results::results(tx, &scope, id, place).map(|(s, r)| (r, s.title)))
        .await?;
    let kept = Changes::new().note("survey", title);
    let what = Exported { action: "survey.results-export", title: "问卷结果", about: id, kept };
    export(app, actor, what, asked.request, move |_, plan, file| write_results(&found, plan, file)).await
}

/// An export of a cross table: of which questions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SurveyCrossExport {
    #[serde(flatten)]
    request: ExportRequest,
    /// Code of the question of the rows.
    first: String,
    /// Code of the question of the columns.
    second: String,
    /// Only of this place; not of anonymous surveys.
    place_id: Option<Id>,
}

/// A cross table as a file.
#[utoipa::path(post, path = "/surveys/{id}/cross/export", tag = "survey", operation_id = "export_survey_cross",
    params(("id" = Id, Path)), request_body = SurveyCrossExport,
    responses((status = 200, description = "Cross table, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("survey.export"))))]
pub async fn export_survey_cross(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<SurveyCrossExport>,
) -> Result<Response, ApiError> {
    let scope = actor.only(ResourceKind::Survey, ActionKind::Export)?.permit::<res::Survey, act::Read>()?;
    let (first, second, place) = (asked.first.clone(), asked.second.clone(), asked.place_id);
    let found = app
        .store()
        .read_slow(move |tx| cross::cross(tx, &scope, id, (&first, &second), place).map(|(_, c)| c))
        .await?;
    let kept = Changes::new().note("first", asked.first).note("second", asked.second);
    let what = Exported { action: "survey.cross-export", title: "交叉表", about: id, kept };
    export(app, actor, what, asked.request, move |_, plan, file| write_cross(&found, plan, file)).await
}

static TEXTS: List = List {
    resource: ResourceKind::Survey,
    action: "survey.texts-export",
    title: "文字回答",
    columns: &[text("text", "回答", 80)],
};

/// Free texts of a question as a file.
#[utoipa::path(post, path = "/surveys/{id}/texts/export", tag = "survey", operation_id = "export_survey_texts",
    params(("id" = Id, Path)), request_body = Export<SurveyTextQuery>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("survey.export"))))]
pub async fn export_survey_texts(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<Export<SurveyTextQuery>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&TEXTS, id), asked, move |app, actor, query, page| {
        list_survey_texts(State(app), Staff(actor), Path(id), Query(query), Query(page))
    })
    .await
}

/// Raw answers as a file: under their names, or without anything that tells a person.
#[utoipa::path(post, path = "/surveys/{id}/answers/export", tag = "survey", operation_id = "export_survey_answers",
    params(("id" = Id, Path)), request_body = ExportRequest,
    responses((status = 200, description = "Answers, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("survey.export"))))]
pub async fn export_survey_answers(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<ExportRequest>,
) -> Result<Response, ApiError> {
    let (scope, seen) =
        (actor.permit::<res::Survey, act::Export>()?, actor.permit::<res::Survey, act::Export>()?);
    let s = app.store().read(move |tx| results::seen(tx, &seen, id)).await?;
    let kept = Changes::new().note("survey", s.title).note("anonymous", s.anonymous);
    let what = Exported { action: "survey.answers-export", title: "答卷", about: id, kept };
    export(app, actor, what, asked, move |tx, plan, file| {
        export_answers(tx, &scope, id, plan, file).map_err(|e: SurveyError| e)
    })
    .await
}
