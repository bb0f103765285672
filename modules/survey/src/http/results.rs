//! Results of a survey: figures, cross tables, free texts, who has answered.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use serde::{Deserialize, Serialize};

use crate::error::SurveyError;
use crate::model::Given;
use crate::ops::cross::{self, Cross};
use crate::ops::results::{self, Results};
use crate::ops::texts;
use crate::store::answer;

/// Of which place.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct SurveyPlaceQuery {
    /// Only of this place, one of `places` of the results.
    pub place_id: Option<Id>,
}

/// Results so far, from counters.
#[utoipa::path(get, path = "/surveys/{id}/results", tag = "survey", operation_id = "get_survey_results",
    params(("id" = Id, Path), SurveyPlaceQuery), responses((status = 200, body = Results)),
    extensions(("x-permission" = json!("survey.read"))))]
pub async fn get_survey_results(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<SurveyPlaceQuery>,
) -> Result<Json<Results>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let found = app.store().read_slow(move |tx| results::results(tx, &scope, id, query.place_id));
    Ok(Json(found.await?.1))
}

/// Which two questions.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct SurveyCrossQuery {
    /// Code of the question of the rows.
    pub first: String,
    /// Code of the question of the columns.
    pub second: String,
    /// Only of this place; not of anonymous surveys.
    pub place_id: Option<Id>,
}

/// How many chose both of two options, for every pair of two questions.
#[utoipa::path(get, path = "/surveys/{id}/cross", tag = "survey", operation_id = "get_survey_cross",
    params(("id" = Id, Path), SurveyCrossQuery), responses((status = 200, body = Cross)),
    extensions(("x-permission" = json!("survey.read"))))]
pub async fn get_survey_cross(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<SurveyCrossQuery>,
) -> Result<Json<Cross>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let found = app
        .store()
        .read_slow(move |tx| cross::cross(tx, &scope, id, (&query.first, &query.second), query.place_id));
    Ok(Json(found.await?.1))
}

/// Which texts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct SurveyTextQuery {
    /// Code of the question.
    pub question: String,
    /// Part of the text.
    pub q: Option<String>,
}

/// A free text.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyTextRow {
    /// A number that tells nothing.
    id: Id,
    text: String,
}

/// Free texts of a question, in an order that tells nothing. A page may hold fewer rows than asked for and still have a
/// next one: a search looks through 20,000 texts at a time.
#[utoipa::path(get, path = "/surveys/{id}/texts", tag = "survey", operation_id = "list_survey_texts",
    params(("id" = Id, Path), SurveyTextQuery, PageQuery), responses((status = 200, body = Page<SurveyTextRow>)),
    extensions(("x-permission" = json!("survey.read"))))]
pub async fn list_survey_texts(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(query): Query<SurveyTextQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<SurveyTextRow>>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let (after, limit) = (page.last()?.unwrap_or(Id(-1)), page.rows());
    let found = app.store().read_slow(move |tx| {
        let q = query.q.as_deref().unwrap_or_default();
        texts::texts(tx, &scope, (id, &query.question), q, (after, limit))
    });
    let found = found.await?;
    let items = found.items.into_iter().map(|(id, text)| SurveyTextRow { id, text }).collect();
    let next = found.next.map(|id| Cursor::of(id).to_text());
    Ok(Json(Page { items, next, prev: None, count: None }))
}

/// An answer under the own name.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyAnswerRow {
    person_id: Id,
    name: String,
    union_id: Id,
    union_name: String,
    answered_at: Timestamp,
    /// Points, of a quiz.
    score: i64,
    answers: Vec<Given>,
}

/// Answers under the own name, by person; of an anonymous survey there are none to list.
#[utoipa::path(get, path = "/surveys/{id}/answers", tag = "survey", operation_id = "list_survey_answers",
    params(("id" = Id, Path), PageQuery), responses((status = 200, body = Page<SurveyAnswerRow>)),
    extensions(("x-permission" = json!("survey.read"))))]
pub async fn list_survey_answers(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<SurveyAnswerRow>>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let (after, limit) = (page.last()?.unwrap_or(Id(0)), page.rows());
    let found = app.store().read_slow(move |tx| {
        let s = results::seen(tx, &scope, id)?;
        if s.anonymous {
            return Err(SurveyError::WrongWay);
        }
        Ok(answer::walk_named(tx, id, after, limit + 1)?)
    });
    let row = |n: answer::Named| SurveyAnswerRow {
        person_id: n.person_id,
        name: n.person_name,
        union_id: n.union_id,
        union_name: n.union_name,
        answered_at: n.answered_at,
        score: n.score,
        answers: n.body,
    };
    let rows: Vec<SurveyAnswerRow> = found.await?.into_iter().map(row).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r| Cursor::of(r.person_id))))
}
