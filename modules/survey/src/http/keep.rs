//! A survey: made, shown, changed, copied.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Id, Timestamp};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::blind::fingerprint;
use crate::error::{Result, SurveyError};
use crate::model::{Form, Survey, SurveyKind, SurveyState};
use crate::ops::keep_survey::{self, Draft};
use crate::ops::publish::obstacles;
use crate::store::{count, survey};

/// What a cadre writes of a survey.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SurveyDraft {
    #[serde(default)]
    kind: SurveyKind,
    /// Answers carry no person.
    #[serde(default)]
    anonymous: bool,
    /// 2 to 60 characters.
    title: String,
    /// At most 1,000 characters.
    #[serde(default)]
    intro: String,
    /// From when answers are taken.
    opens_at: Timestamp,
    /// Until when, not included.
    closes_at: Timestamp,
    #[serde(default)]
    form: Form,
}

impl SurveyDraft {
    fn draft(&self) -> Draft {
        Draft {
            kind: self.kind,
            anonymous: self.anonymous,
            title: self.title.clone(),
            intro: self.intro.clone(),
            opens_at: self.opens_at,
            closes_at: self.closes_at,
            form: self.form.clone(),
        }
    }
}

/// A new survey.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewSurvey {
    /// The union that it belongs to; whoever is a member there or beneath may answer.
    union_id: Id,
    #[serde(flatten)]
    draft: SurveyDraft,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedSurvey {
    id: Id,
}

/// Something that keeps a draft from being published.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyObstacle {
    /// JSON pointer of the field.
    pointer: String,
    /// Stable code.
    code: String,
    /// The sentence.
    detail: String,
}

/// A survey as a cadre sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SurveyDetail {
    pub(super) id: Id,
    pub(super) version: i64,
    union_id: Id,
    union_name: String,
    kind: SurveyKind,
    state: SurveyState,
    state_label: String,
    anonymous: bool,
    title: String,
    intro: String,
    opens_at: Timestamp,
    closes_at: Timestamp,
    form: Form,
    created_at: Timestamp,
    created_by_name: String,
    published_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    copied_from: Option<Id>,
    /// Digits from the digest of the public key, as the phone shows them; empty without a key.
    fingerprint: String,
    /// Tokens that were issued.
    issued: i64,
    /// Complete answers.
    answered: i64,
    /// What keeps a draft from being published.
    obstacles: Vec<SurveyObstacle>,
    /// The caller may change, publish, close and archive it.
    may_update: bool,
    may_export: bool,
}

pub(super) fn detail(tx: &mut Tx<'_>, actor: &Actor, s: Survey) -> Result<SurveyDetail> {
    let (issued, answered) = count::whole(tx, s.id)?;
    let found = if s.state == SurveyState::Draft { obstacles(&s, tx.now()) } else { Vec::new() };
    let obstacle = |e: kernel::FieldError| SurveyObstacle {
        detail: kernel::locale::sentence(e.code, &e.params),
        pointer: e.pointer,
        code: e.code.to_owned(),
    };
    let some = |at: Timestamp| Some(at).filter(|at| at.0 != 0);
    let may_update =
        actor.permit::<res::Survey, act::Update>().is_ok_and(|scope| scope.covers(&s.union_path));
    let may_export =
        actor.permit::<res::Survey, act::Export>().is_ok_and(|scope| scope.covers(&s.union_path));
    Ok(SurveyDetail {
        id: s.id,
        version: s.version,
        union_id: s.union_id,
        union_name: s.union_name,
        kind: s.kind,
        state: s.state,
        state_label: s.state.title().to_owned(),
        anonymous: s.anonymous,
        title: s.title,
        intro: s.intro,
        opens_at: s.opens_at,
        closes_at: s.closes_at,
        form: s.form,
        created_at: s.created_at,
        created_by_name: s.created_by_name,
        published_at: some(s.published_at),
        closed_at: some(s.closed_at),
        copied_from: s.copied_from,
        fingerprint: s.public_key.as_deref().map(fingerprint).unwrap_or_default(),
        issued,
        answered,
        obstacles: found.into_iter().map(obstacle).collect(),
        may_update,
        may_export,
    })
}

/// Makes a draft.
#[utoipa::path(post, path = "/surveys", tag = "survey", operation_id = "create_survey", request_body = NewSurvey,
    responses((status = 201, body = CreatedSurvey)), extensions(("x-permission" = json!("survey.create"))))]
pub async fn create_survey(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewSurvey>,
) -> std::result::Result<(StatusCode, Json<CreatedSurvey>), ApiError> {
    let scope = actor.permit::<res::Survey, act::Create>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let s = keep_survey::create(tx, &scope, new.union_id, &new.draft.draft())?;
            Ok::<_, SurveyError>(CreatedSurvey { id: s.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A survey in sight.
#[utoipa::path(get, path = "/surveys/{id}", tag = "survey", operation_id = "get_survey", params(("id" = Id, Path)),
    responses((status = 200, body = SurveyDetail)), extensions(("x-permission" = json!("survey.read"))))]
pub async fn get_survey(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Survey, act::Read>()?;
    let found = app.store().read(move |tx| {
        let s = survey::find(tx, &scope, id)?.ok_or(SurveyError::NotFound)?;
        detail(tx, scope.actor(), s)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.version))], Json(found)))
}

/// Writes a draft as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/surveys/{id}", tag = "survey", operation_id = "edit_survey", params(("id" = Id, Path)),
    request_body = SurveyDraft, responses((status = 200, body = SurveyDetail)),
    extensions(("x-permission" = json!("survey.update"))))]
pub async fn edit_survey(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(draft): Json<SurveyDraft>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Survey, act::Update>()?;
    let after = app.store().write(move |tx| {
        let s = keep_survey::edit(tx, &scope, (id, version), &draft.draft())?;
        detail(tx, scope.actor(), s)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}

/// Makes a new draft with the questions of another survey.
#[utoipa::path(post, path = "/surveys/{id}/copy", tag = "survey", operation_id = "copy_survey",
    params(("id" = Id, Path)), responses((status = 201, body = CreatedSurvey)),
    extensions(("x-permission" = json!("survey.create"))))]
pub async fn copy_survey(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
) -> std::result::Result<(StatusCode, Json<CreatedSurvey>), ApiError> {
    let scope = actor.permit::<res::Survey, act::Create>()?;
    let sight = actor.permit::<res::Survey, act::Read>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &("copy", id), |tx| {
            let s = keep_survey::copy(tx, &sight, &scope, id)?;
            Ok::<_, SurveyError>(CreatedSurvey { id: s.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
