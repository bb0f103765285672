//! Publishing, closing, archiving.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Path, etag};
use kernel::Id;
use platform::App;
use platform::accounts::Staff;

use super::keep::{SurveyDetail, detail};
use crate::blind;
use crate::error::SurveyError;
use crate::ops::{close_survey as closing, publish};

/// Publishes a draft; its questions are frozen. `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/surveys/{id}/publish", tag = "survey", operation_id = "publish_survey",
    params(("id" = Id, Path)), responses((status = 200, body = SurveyDetail)),
    extensions(("x-permission" = json!("survey.update"))))]
pub async fn publish_survey(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> Result<impl IntoResponse, ApiError> {
    let (scope, checked) =
        (actor.permit::<res::Survey, act::Update>()?, actor.permit::<res::Survey, act::Update>()?);
    let ready = app.store().read(move |tx| publish::ready(tx, &checked, (id, version))).await?;
    // Primes are looked for before the transaction: it takes a second, and everybody's writes would wait.
    let keys = if ready.anonymous { Some(blind::make_keys(app.random()).await?) } else { None };
    let ring = app.keyring().clone();
    let after = app.store().write(move |tx| {
        let s = publish::publish(tx, &ring, &scope, (id, version), keys.as_ref())?;
        detail(tx, scope.actor(), s)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}

/// Ends a published survey; no more answers are taken.
#[utoipa::path(post, path = "/surveys/{id}/close", tag = "survey", operation_id = "close_survey",
    params(("id" = Id, Path)), responses((status = 200, body = SurveyDetail)),
    extensions(("x-permission" = json!("survey.update"))))]
pub async fn close_survey(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<SurveyDetail>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Update>()?;
    let after = app.store().write(move |tx| {
        let s = closing::close(tx, &scope, id)?;
        detail(tx, scope.actor(), s)
    });
    Ok(Json(after.await.map_err(|e: SurveyError| e)?))
}

/// Archives a draft or a closed survey.
#[utoipa::path(post, path = "/surveys/{id}/archive", tag = "survey", operation_id = "archive_survey",
    params(("id" = Id, Path)), responses((status = 200, body = SurveyDetail)),
    extensions(("x-permission" = json!("survey.update"))))]
pub async fn archive_survey(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<SurveyDetail>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Update>()?;
    let after = app.store().write(move |tx| {
        let s = closing::archive(tx, &scope, id)?;
        detail(tx, scope.actor(), s)
    });
    Ok(Json(after.await.map_err(|e: SurveyError| e)?))
}
