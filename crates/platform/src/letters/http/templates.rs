//! Templates: the kinds, a kind's versions, the editor for two people, and trials.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::Day;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::accounts::Staff;
use crate::http::DecisionNote;
use crate::letters::store::template;
use crate::letters::{
    self, Built, Content, Draft, LetterError, Proposal, Retention, Value, Values, Version, document_number,
};
use crate::parameters::State as Stand;

/// A kind of letter.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LetterTemplateRow {
    kind: String,
    /// What it is called by the newest version that is approved, or proposed.
    name: String,
    word: String,
    retention: Retention,
    retention_label: String,
    /// Version in force today; none if it is only proposed or has not begun.
    version: Option<i64>,
    /// First day of the version in force.
    valid_from: Option<Day>,
    /// First day of an approved version that has not begun.
    coming: Option<Day>,
    /// Who proposed the version that waits for a second person, or empty.
    waiting_from: String,
}

fn row(all: &[Version], today: Day) -> Option<LetterTemplateRow> {
    let now = now(all, today);
    let named = now.or_else(|| all.iter().find(|v| v.state == Stand::Approved)).or_else(|| all.first())?;
    let coming = all.iter().filter(|v| v.state == Stand::Approved && v.valid_from > today);
    Some(LetterTemplateRow {
        kind: named.kind.clone(),
        name: named.draft.name.clone(),
        word: named.draft.word.clone(),
        retention: named.draft.retention,
        retention_label: named.draft.retention.title().to_owned(),
        version: now.map(|v| v.version),
        valid_from: now.map(|v| v.valid_from),
        coming: coming.map(|v| v.valid_from).min(),
        waiting_from: waiting(all).map_or_else(String::new, |v| v.proposed_by_name.clone()),
    })
}

fn now(all: &[Version], today: Day) -> Option<&Version> {
    let begun = all.iter().filter(|v| v.state == Stand::Approved && v.valid_from <= today);
    begun.max_by_key(|v| (v.valid_from, v.version))
}

fn waiting(all: &[Version]) -> Option<&Version> {
    all.iter().find(|v| v.state == Stand::Open)
}

/// The kinds of letters.
#[utoipa::path(get, path = "/letter_templates", tag = "platform", operation_id = "list_letter_templates",
    responses((status = 200, body = Vec<LetterTemplateRow>)),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn list_letter_templates(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<LetterTemplateRow>>, ApiError> {
    actor.permit::<res::Letter, act::Read>()?;
    let (all, today) = (app.store().read(template::all).await?, app.clock().today());
    Ok(Json(all.chunk_by(|a, b| a.kind == b.kind).filter_map(|of| row(of, today)).collect()))
}

/// A version with what a second person should look at.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct WaitingLetterTemplate {
    #[serde(flatten)]
    version: Version,
    /// Sentences: what is unusual about it.
    remarks: Vec<String>,
    /// The page with the samples of its fields.
    trial: Option<Content>,
}

/// A kind of letter with all its versions.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LetterTemplate {
    kind: String,
    /// In force today.
    in_force: Option<Version>,
    /// Waits for a second person.
    waiting: Option<WaitingLetterTemplate>,
    /// All versions, newest first; old ones stay readable.
    history: Vec<Version>,
}

fn with_remarks(v: &Version, present: Option<&Version>, today: Day) -> WaitingLetterTemplate {
    let remarks = letters::remarks(&v.draft, present.map(|p| &p.draft));
    WaitingLetterTemplate {
        version: v.clone(),
        remarks: remarks.into_iter().map(|(code, params)| kernel::locale::sentence(code, &params)).collect(),
        trial: trial(&v.kind, v.version, &v.draft, &v.draft.samples(), today).ok(),
    }
}

/// One kind with its versions.
#[utoipa::path(get, path = "/letter_templates/{kind}", tag = "platform", operation_id = "get_letter_template",
    params(("kind" = String, Path)), responses((status = 200, body = LetterTemplate)),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn get_letter_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(kind): Path<String>,
) -> Result<Json<LetterTemplate>, ApiError> {
    actor.permit::<res::Letter, act::Read>()?;
    let (asked, today) = (kind.clone(), app.clock().today());
    let history = app.store().read(move |tx| template::versions_of(tx, &asked)).await?;
    if history.is_empty() {
        return Err(LetterError::TemplateNotFound.into());
    }
    let in_force = now(&history, today).cloned();
    let waiting = waiting(&history).map(|v| with_remarks(v, in_force.as_ref(), today));
    Ok(Json(LetterTemplate { kind, in_force, waiting, history }))
}

/// A template to try, with values or with the samples of its fields.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct LetterTrial {
    draft: Draft,
    /// The samples if missing.
    #[serde(default)]
    values: Option<BTreeMap<String, Value>>,
}

fn trial(kind: &str, version: i64, draft: &Draft, values: &Values, day: Day) -> Result<Content, LetterError> {
    let agency = "某某县总工会".to_owned();
    let number = document_number(&format!("某总工{}", draft.word), i64::from(day.year()), None);
    let built = Built { agency: &agency, number: &number, day };
    let (values, paragraphs) = letters::fill(draft, values, built).map_err(LetterError::Invalid)?;
    let (kind, kind_name) = (kind.to_owned(), draft.name.clone());
    Ok(Content { agency, number, day, kind, kind_name, template: version, values, paragraphs })
}

/// The page of a template that is being written. Nothing is kept.
#[utoipa::path(post, path = "/letter_trials", tag = "platform", operation_id = "try_letter_template",
    request_body = LetterTrial, responses((status = 200, body = Content)),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn try_letter_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<LetterTrial>,
) -> Result<Json<Content>, ApiError> {
    actor.permit::<res::Letter, act::Read>()?;
    let wrong = letters::check(&asked.draft);
    if !wrong.is_empty() {
        return Err(LetterError::Invalid(wrong).into());
    }
    let values = asked.values.unwrap_or_else(|| asked.draft.samples());
    Ok(Json(trial("", 0, &asked.draft, &values, app.clock().today())?))
}

/// A template to propose.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct ProposeLetterTemplate {
    draft: Draft,
    /// First day: today or later.
    valid_from: Day,
    /// Why, 4 to 200 characters.
    reason: String,
}

/// Version of a proposed template.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LetterTemplateProposed {
    version: i64,
}

/// Proposes a template for a kind, known or new; another person decides.
#[utoipa::path(post, path = "/letter_templates/{kind}/proposals", tag = "platform",
    operation_id = "propose_letter_template", params(("kind" = String, Path)),
    request_body = ProposeLetterTemplate, responses((status = 201, body = LetterTemplateProposed)),
    extensions(("x-permission" = json!("letter.propose"))))]
pub async fn propose_letter_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(kind): Path<String>,
    Json(request): Json<ProposeLetterTemplate>,
) -> Result<(StatusCode, Json<LetterTemplateProposed>), ApiError> {
    let scope = actor.permit::<res::Letter, act::Propose>()?;
    let ProposeLetterTemplate { draft, valid_from, reason } = request;
    let new = Proposal { draft, valid_from, reason };
    let version = app.store().write(move |tx| letters::propose(tx, &scope, &kind, &new)).await?;
    Ok((StatusCode::CREATED, Json(LetterTemplateProposed { version })))
}

/// Approves somebody else's proposal: letters are made by it from its first day on.
#[utoipa::path(post, path = "/letter_templates/{kind}/proposals/{version}/approve", tag = "platform",
    operation_id = "approve_letter_template", params(("kind" = String, Path), ("version" = i64, Path)),
    request_body = DecisionNote, responses((status = 204)),
    extensions(("x-permission" = json!("letter.approve"))))]
pub async fn approve_letter_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((kind, version)): Path<(String, i64)>,
    Json(request): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Letter, act::Approve>()?;
    app.store().write(move |tx| letters::approve(tx, &scope, &kind, version, request.note())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Turns somebody else's proposal down.
#[utoipa::path(post, path = "/letter_templates/{kind}/proposals/{version}/reject", tag = "platform",
    operation_id = "reject_letter_template", params(("kind" = String, Path), ("version" = i64, Path)),
    request_body = DecisionNote, responses((status = 204)),
    extensions(("x-permission" = json!("letter.approve"))))]
pub async fn reject_letter_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((kind, version)): Path<(String, i64)>,
    Json(request): Json<DecisionNote>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Letter, act::Approve>()?;
    app.store().write(move |tx| letters::reject(tx, &scope, &kind, version, request.note())).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes an own proposal back.
#[utoipa::path(post, path = "/letter_templates/{kind}/proposals/{version}/withdraw", tag = "platform",
    operation_id = "withdraw_letter_template", params(("kind" = String, Path), ("version" = i64, Path)),
    responses((status = 204)), extensions(("x-permission" = json!("letter.propose"))))]
pub async fn withdraw_letter_template(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((kind, version)): Path<(String, i64)>,
) -> Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Letter, act::Propose>()?;
    app.store().write(move |tx| letters::withdraw_proposal(tx, &scope, &kind, version)).await?;
    Ok(StatusCode::NO_CONTENT)
}
