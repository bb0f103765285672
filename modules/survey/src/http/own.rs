//! Surveys of a member, on the phone.

use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::MemberActor;
use serde::{Deserialize, Serialize};

use crate::blind;
use crate::error::SurveyError;
use crate::model::{Form, Given, SurveyKind};
use crate::ops::hand_in::{self, Receipt};
use crate::ops::issue_token;
use crate::ops::own_surveys::{self, Own};

/// A survey as it stands for a member.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnSurvey {
    id: Id,
    title: String,
    union_name: String,
    kind: SurveyKind,
    anonymous: bool,
    opens_at: Timestamp,
    closes_at: Timestamp,
    /// Answers are taken now.
    open: bool,
    questions: i64,
    /// A token was issued for an anonymous survey; whether it was used, only the phone knows.
    issued: bool,
    /// When it was answered under the own name.
    answered_at: Option<Timestamp>,
}

fn own(o: &Own, now: Timestamp) -> OwnSurvey {
    let s = &o.survey;
    OwnSurvey {
        id: s.id,
        title: s.title.clone(),
        union_name: s.union_name.clone(),
        kind: s.kind,
        anonymous: s.anonymous,
        opens_at: s.opens_at,
        closes_at: s.closes_at,
        open: s.is_open(now),
        questions: s.form.questions.len() as i64,
        issued: o.issued,
        answered_at: o.answered_at,
    }
}

/// What the member may answer, those that end first before others, and what was answered.
#[utoipa::path(get, path = "/me/surveys", tag = "me", operation_id = "list_own_surveys",
    responses((status = 200, body = Vec<OwnSurvey>)), extensions(("x-permission" = json!("survey.read"))))]
pub async fn list_own_surveys(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
) -> Result<Json<Vec<OwnSurvey>>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let now = app.clock().now();
    let found = app.store().read(move |tx| own_surveys::list(tx, &scope)).await?;
    Ok(Json(found.iter().map(|o| own(o, now)).collect()))
}

/// A survey with what the phone needs to answer it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OwnSurveyDetail {
    #[serde(flatten)]
    own: OwnSurvey,
    intro: String,
    /// Without the right answers.
    form: Form,
    /// The coarse place that an answer carries.
    place_name: String,
    /// When a quiz was begun; its time runs since then.
    begun_at: Option<Timestamp>,
    /// The server's time, for the clock of a quiz.
    now: Timestamp,
    /// What was told when it was answered under the own name.
    receipt: Option<Receipt>,
    /// What was answered under the own name.
    answers: Vec<Given>,
}

/// A survey that the member may answer or has answered.
#[utoipa::path(get, path = "/me/surveys/{id}", tag = "me", operation_id = "get_own_survey", params(("id" = Id, Path)),
    responses((status = 200, body = OwnSurveyDetail)), extensions(("x-permission" = json!("survey.read"))))]
pub async fn get_own_survey(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> Result<Json<OwnSurveyDetail>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let now = app.clock().now();
    let d = app.store().read(move |tx| own_surveys::detail(tx, &scope, id)).await?;
    Ok(Json(OwnSurveyDetail {
        own: own(&d.own, now),
        intro: d.own.survey.intro,
        form: d.own.survey.form.without_right(),
        place_name: d.place.1,
        begun_at: d.begun_at,
        now,
        receipt: d.receipt,
        answers: d.given,
    }))
}

/// A blinded message (RFC 9474).
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct SurveyTokenRequest {
    /// 256 bytes in base64.
    blinded: String,
}

/// The signature of a blinded message, and the coarse place that an answer may carry.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyToken {
    /// 256 bytes in base64.
    blind_signature: String,
    place_id: Id,
    place_name: String,
}

/// Signs the one blinded message of a member for an anonymous survey. The same message again is signed again; another one is
/// refused.
#[utoipa::path(post, path = "/me/surveys/{id}/token", tag = "me", operation_id = "issue_own_token",
    params(("id" = Id, Path)), request_body = SurveyTokenRequest, responses((status = 200, body = SurveyToken)),
    extensions(("x-permission" = json!("survey.create"))))]
pub async fn issue_own_token(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(request): Json<SurveyTokenRequest>,
) -> Result<Json<SurveyToken>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Create>()?;
    let noting = actor.permit::<res::Survey, act::Create>()?;
    let blinded = STANDARD.decode(request.blinded).ok().filter(|b| b.len() == blind::BYTES);
    let blinded = blinded.ok_or(SurveyError::Blinded)?;
    let (ring, message) = (app.keyring().clone(), blinded.clone());
    let to_sign = app.store().read(move |tx| issue_token::to_sign(tx, &ring, &scope, id, &message)).await?;
    // Signed before it is noted, outside the transaction; handed out only once it is noted.
    let signature = blind::sign(to_sign.private, blinded.clone(), app.random()).await?;
    let place = to_sign.place_id;
    app.store().write(move |tx| issue_token::note(tx, &noting, (id, place), &blinded)).await?;
    Ok(Json(SurveyToken {
        blind_signature: STANDARD.encode(signature),
        place_id: to_sign.place_id,
        place_name: to_sign.place_name,
    }))
}

/// When a quiz was begun.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyBegun {
    begun_at: Timestamp,
    /// The server's time.
    now: Timestamp,
}

/// Begins a quiz under the own name; the time runs from the first beginning.
#[utoipa::path(post, path = "/me/surveys/{id}/begin", tag = "me", operation_id = "begin_own_quiz",
    params(("id" = Id, Path)), responses((status = 200, body = SurveyBegun)),
    extensions(("x-permission" = json!("survey.create"))))]
pub async fn begin_own_quiz(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
) -> Result<Json<SurveyBegun>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Create>()?;
    let begun_at = app.store().write(move |tx| hand_in::begin(tx, &scope, id)).await?;
    Ok(Json(SurveyBegun { begun_at, now: app.clock().now() }))
}

/// Answers under the own name.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct OwnSurveyAnswer {
    answers: Vec<Given>,
}

/// Answers a survey under the own name; once. A retry changes nothing and is told the same.
#[utoipa::path(post, path = "/me/surveys/{id}/answer", tag = "me", operation_id = "answer_own_survey",
    params(("id" = Id, Path)), request_body = OwnSurveyAnswer, responses((status = 200, body = Receipt)),
    extensions(("x-permission" = json!("survey.create"))))]
pub async fn answer_own_survey(
    State(app): State<App>,
    MemberActor(actor): MemberActor,
    Path(id): Path<Id>,
    Json(request): Json<OwnSurveyAnswer>,
) -> Result<Json<Receipt>, ApiError> {
    let scope = actor.permit::<res::Survey, act::Create>()?;
    Ok(Json(app.store().write(move |tx| hand_in::named(tx, &scope, id, &request.answers)).await?))
}
