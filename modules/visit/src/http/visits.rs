//! A visit: made, shown, written, cancelled.

use axum::extract;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Id, Timestamp};
use platform::accounts::Staff;
use platform::cases::Procedures;
use platform::cases::store::case;
use platform::codesets::Codesets;
use platform::files::{self, Attachment};
use platform::letters;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{Result, VisitError};
use crate::model::{Content, Kind, QUESTIONS, State, Visit};
use crate::ops::keep_visit::{self, About};
use crate::store::{issue, plan, visit};

/// A new visit.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewVisit {
    /// Union that visits.
    union_id: Id,
    employer_id: Id,
    /// Plan it belongs to.
    plan_id: Option<Id>,
    /// What for; that of the plan if there is one.
    kind: Kind,
    /// The earlier visit that it comes back to.
    follows_id: Option<Id>,
    /// What led to it: `survey`; empty for nothing.
    #[serde(default)]
    source_kind: String,
    /// Its id there.
    source_id: Option<Id>,
    content: Content,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedVisit {
    id: Id,
}

/// One of the five questions as it is worded.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct VisitQuestion {
    /// Code.
    pub code: String,
    /// The question, 预期好不好.
    pub label: String,
    /// The help that answers it, 树信心.
    pub help: String,
}

/// An issue that was found on a visit, and its case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitIssueRow {
    case_id: Id,
    number: String,
    title: String,
    /// Code of one of the five kinds.
    kind: String,
    /// Who can solve it; empty before that is said.
    level_title: String,
    step_title: String,
    /// `open`, `solved`, `explained`, `unsolved` or `declined`.
    state: String,
}

/// A report on a visit that was issued as a letter.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitLetter {
    id: Id,
    number: String,
}

/// A visit.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct VisitDetail {
    pub(super) id: Id,
    pub(super) version: i64,
    plan_id: Option<Id>,
    plan_title: String,
    /// The caller may open the plan.
    plan_in_sight: bool,
    union_id: Id,
    union_name: String,
    employer_id: Id,
    employer_name: String,
    kind: Kind,
    kind_label: String,
    state: State,
    state_label: String,
    team: String,
    lead_name: String,
    content: Content,
    /// The five questions as they are worded.
    questions: Vec<VisitQuestion>,
    follows_id: Option<Id>,
    source_kind: String,
    source_id: Option<Id>,
    /// Why it was cancelled.
    reason: String,
    created_at: Timestamp,
    created_by_name: String,
    changed_at: Timestamp,
    changed_by_name: String,
    photos: Vec<Attachment>,
    /// Those of which the caller may see the case.
    issues: Vec<VisitIssueRow>,
    letters: Vec<VisitLetter>,
    /// The caller may write it.
    may_update: bool,
}

/// The five questions as the dictionaries word them.
pub(super) fn questions(words: &Codesets) -> Vec<VisitQuestion> {
    let label = |set: &str, code: &str| words.label(set, code).unwrap_or_default().to_owned();
    QUESTIONS
        .iter()
        .map(|code| VisitQuestion {
            code: (*code).to_owned(),
            label: label("visit_question", code),
            help: label("visit_help", code),
        })
        .collect()
}

/// What the page of a visit needs beside the database.
#[derive(Clone)]
pub(super) struct Words {
    pub(super) codesets: std::sync::Arc<Codesets>,
    pub(super) procedures: std::sync::Arc<Procedures>,
}

impl Words {
    pub(super) fn of(app: &App) -> Self {
        Self { codesets: app.codesets(), procedures: app.procedures() }
    }
}

fn issues(tx: &mut Tx<'_>, words: &Words, actor: &Actor, id: Id) -> Result<Vec<VisitIssueRow>> {
    let Ok(scope) = actor.permit::<res::Case, act::Read>() else { return Ok(Vec::new()) };
    let mut all = Vec::new();
    for i in issue::of_visit(tx, id)? {
        let Some(c) = case::find(tx, &scope, i.case_id)? else { continue };
        let p = words.procedures.version(&c.kind, c.procedure_version);
        let track = p.and_then(|p| p.track(&c.track)).map(|t| t.title.clone());
        let step = p.and_then(|p| p.step(&c.step)).map(|s| s.title.clone());
        all.push(VisitIssueRow {
            case_id: c.id,
            number: c.number,
            title: c.title,
            kind: i.kind,
            level_title: track.unwrap_or_default(),
            step_title: step.unwrap_or_default(),
            state: i.state,
        });
    }
    Ok(all)
}

pub(super) fn detail(tx: &mut Tx<'_>, words: &Words, actor: &Actor, v: Visit) -> Result<VisitDetail> {
    let plan_title = v.plan_id.map(|id| plan::title(tx, id)).transpose()?.unwrap_or_default();
    let plan_in_sight = match (v.plan_id, actor.permit::<res::Visit, act::Read>()) {
        (Some(id), Ok(scope)) => plan::find(tx, &scope, id)?.is_some(),
        _ => false,
    };
    let may = actor.permit::<res::Visit, act::Update>().is_ok_and(|s| s.covers(&v.union_path));
    let reads = actor.permit::<res::Letter, act::Read>().is_ok_and(|s| s.covers(&v.union_path));
    let letters = if reads { letters::of_subject(tx, "visit", v.id)? } else { Vec::new() };
    Ok(VisitDetail {
        id: v.id,
        version: v.version,
        plan_id: v.plan_id,
        plan_title,
        plan_in_sight,
        union_id: v.union_id,
        union_name: v.union_name,
        employer_id: v.employer_id,
        employer_name: v.employer_name,
        kind: v.kind,
        kind_label: v.kind.title().to_owned(),
        state: v.state,
        state_label: v.state.title().to_owned(),
        team: v.team,
        lead_name: v.lead_name,
        content: v.content,
        questions: questions(&words.codesets),
        follows_id: v.follows_id,
        source_kind: v.source_kind,
        source_id: v.source_id,
        reason: v.reason,
        created_at: v.created_at,
        created_by_name: v.created_by_name,
        changed_at: v.changed_at,
        changed_by_name: v.changed_by_name,
        photos: files::of_record(tx, v.id)?,
        issues: issues(tx, words, actor, v.id)?,
        letters: letters.into_iter().map(|l| VisitLetter { id: l.id, number: l.number }).collect(),
        may_update: may,
    })
}

/// Makes a visit: planned, or one that was made already.
#[utoipa::path(post, path = "/visits", tag = "visit", operation_id = "create_visit", request_body = NewVisit,
    responses((status = 201, body = CreatedVisit)), extensions(("x-permission" = json!("visit.create"))))]
pub async fn create_visit(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewVisit>,
) -> std::result::Result<(StatusCode, Json<CreatedVisit>), ApiError> {
    let scope = actor.permit::<res::Visit, act::Create>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let source = new.source_id.map(|id| (new.source_kind.clone(), id));
            let about = About {
                union_id: new.union_id,
                employer_id: new.employer_id,
                plan_id: new.plan_id,
                kind: new.kind,
                follows_id: new.follows_id,
                source,
            };
            let v = keep_visit::create(tx, &scope, &about, &new.content)?;
            Ok::<_, VisitError>(CreatedVisit { id: v.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A visit in sight: of a union there, or to an employer there. What is for the visiting union alone is left out for others.
#[utoipa::path(get, path = "/visits/{id}", tag = "visit", operation_id = "get_visit", params(("id" = Id, Path)),
    responses((status = 200, body = VisitDetail)), extensions(("x-permission" = json!("visit.read"))))]
pub async fn get_visit(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Visit, act::Read>()?;
    let words = Words::of(&app);
    let found = app.store().read(move |tx| {
        let v = visit::find(tx, &scope, id)?.ok_or(VisitError::NotFound)?;
        detail(tx, &words, scope.actor(), v)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.version))], Json(found)))
}

/// Writes what visitors found, as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/visits/{id}", tag = "visit", operation_id = "edit_visit", params(("id" = Id, Path)),
    request_body = Content, responses((status = 200, body = VisitDetail)),
    extensions(("x-permission" = json!("visit.update"))))]
pub async fn edit_visit(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(content): Json<Content>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let words = Words::of(&app);
    let after = app.store().write(move |tx| {
        let v = keep_visit::edit(tx, &scope, (id, version), &content)?;
        detail(tx, &words, scope.actor(), v)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}

/// Why a visit is not made.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct VisitReason {
    /// 2 to 200 characters.
    reason: String,
}

/// Cancels a planned visit; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/visits/{id}/cancel", tag = "visit", operation_id = "cancel_visit", params(("id" = Id, Path)),
    request_body = VisitReason, responses((status = 200, body = VisitDetail)),
    extensions(("x-permission" = json!("visit.update"))))]
pub async fn cancel_visit(
    extract::State(app): extract::State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<VisitReason>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Visit, act::Update>()?;
    let words = Words::of(&app);
    let after = app.store().write(move |tx| {
        let v = keep_visit::cancel(tx, &scope, (id, version), &why.reason)?;
        detail(tx, &words, scope.actor(), v)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.version))], Json(after)))
}
