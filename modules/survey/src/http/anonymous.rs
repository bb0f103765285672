//! Anonymous surveys: read and answered without a session. Nothing here knows who asks, and nothing is audited or kept of
//! it (docs/adr/0015).

use axum::extract::State;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_base::{ApiError, Json, Path};
use kernel::{Id, Timestamp};
use platform::App;
use serde::{Deserialize, Serialize};

use crate::blind;
use crate::error::SurveyError;
use crate::model::{Form, Given, Survey, SurveyKind, SurveyState};
use crate::ops::hand_in::{self, Receipt, Right, right_of};
use crate::store::answer::Anonymous;
use crate::store::{places, survey};

/// Longest message of a token, in bytes: a random beginning of 32 and 32 of the phone's own.
const PREPARED: usize = 64;

/// An anonymous survey as everybody may read it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct OpenSurvey {
    id: Id,
    title: String,
    intro: String,
    union_name: String,
    kind: SurveyKind,
    opens_at: Timestamp,
    closes_at: Timestamp,
    /// Answers are taken now.
    open: bool,
    /// Without the right answers.
    form: Form,
    /// The right answers, where everybody may have them by now.
    right: Vec<Right>,
    /// Public key (SubjectPublicKeyInfo) in base64.
    public_key: String,
    /// Digits from its digest: whoever compares sees that all have the same key.
    fingerprint: String,
}

fn published(s: Option<Survey>) -> Result<Survey, SurveyError> {
    s.filter(|s| s.anonymous && s.state != SurveyState::Draft && s.public_key.is_some())
        .ok_or(SurveyError::NotFound)
}

/// A published anonymous survey with its public key. Asked without a session, so that nobody can be given a key of their own.
#[utoipa::path(get, path = "/answers/{survey_id}", tag = "survey", operation_id = "get_open_survey",
    params(("survey_id" = Id, Path)), responses((status = 200, body = OpenSurvey)))]
pub async fn get_open_survey(
    State(app): State<App>,
    Path(id): Path<Id>,
) -> Result<Json<OpenSurvey>, ApiError> {
    let now = app.clock().now();
    let s = app.store().read(move |tx| published(survey::by_id(tx, id)?)).await?;
    let key = s.public_key.clone().unwrap_or_default();
    Ok(Json(OpenSurvey {
        id: s.id,
        open: s.is_open(now),
        right: if s.is_over(now) { right_of(&s.form) } else { Vec::new() },
        title: s.title,
        intro: s.intro,
        union_name: s.union_name,
        kind: s.kind,
        opens_at: s.opens_at,
        closes_at: s.closes_at,
        form: s.form.without_right(),
        public_key: STANDARD.encode(&key),
        fingerprint: blind::fingerprint(&key),
    }))
}

/// An answer with its token.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct AnonymousAnswer {
    /// The message that was signed without being seen, in base64.
    #[serde(default)]
    prepared: String,
    /// Its signature, unblinded, in base64.
    #[serde(default)]
    signature: String,
    /// The coarse place that came with the token.
    place_id: Id,
    #[serde(default)]
    answers: Vec<Given>,
}

/// Hands in an answer with its token; once. A retry changes nothing and is told the same.
#[utoipa::path(post, path = "/answers/{survey_id}", tag = "survey", operation_id = "hand_in_answer",
    params(("survey_id" = Id, Path)), request_body = AnonymousAnswer, responses((status = 200, body = Receipt)))]
pub async fn hand_in_answer(
    State(app): State<App>,
    Path(id): Path<Id>,
    Json(a): Json<AnonymousAnswer>,
) -> Result<Json<Receipt>, ApiError> {
    let place_id = a.place_id;
    let found = app.store().read(move |tx| {
        let s = published(survey::by_id(tx, id)?)?;
        if places::is_one(tx, &s, place_id)? { Ok(s) } else { Err(SurveyError::Place) }
    });
    let s = found.await?;
    let bytes = |text: &str| STANDARD.decode(text).map_err(|_| SurveyError::Token);
    let (prepared, signature) = (bytes(&a.prepared)?, bytes(&a.signature)?);
    let key = s.public_key.as_deref().unwrap_or_default();
    if prepared.len() != PREPARED || !blind::verifies(key, &prepared, &signature) {
        return Err(SurveyError::Token.into());
    }
    let (body, score) = hand_in::judged(&s, &a.answers)?;
    let new = Anonymous { token: hand_in::token_digest(id, &prepared), place_id, body, score };
    Ok(Json(app.store().write(move |tx| hand_in::anonymous(tx, &s, &new)).await?))
}
