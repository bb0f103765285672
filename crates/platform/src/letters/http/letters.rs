//! The archive, one letter, its file, and issuing by hand.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::App;
use crate::accounts::{OrgTree, Staff};
use crate::audit::{self, Changes, Entry};
use crate::exports::disposition;
use crate::idempotency;
use crate::letters::store::letter as sql;
use crate::letters::store::list::{self, LetterFilter};
use crate::letters::{self, Content, Issue, Letter, LetterError, Retention, Value, chinese_day};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Whether a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LetterState {
    /// It stands.
    Issued,
    /// It was withdrawn.
    Withdrawn,
}

/// Which letters.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct LetterConditions {
    /// Part of the number or the title; brackets and spaces do not matter.
    pub q: Option<String>,
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only this kind.
    pub kind: Option<String>,
    /// Only this year.
    pub year: Option<i64>,
    /// Only in this state; all if missing.
    #[param(inline)]
    pub state: Option<LetterState>,
}

/// A letter in the archive.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LetterRow {
    id: Id,
    /// As it is printed: 示总工函〔2026〕12号.
    number: String,
    title: String,
    kind: String,
    kind_name: String,
    union_id: Id,
    /// The union as its documents called it.
    agency: String,
    day: Day,
    /// 归档年度.
    year: i64,
    retention: Retention,
    retention_label: String,
    state: LetterState,
    state_label: String,
    issued_by: String,
    issued_at: Timestamp,
    /// Who withdrew it; empty while it stands.
    withdrawn_by: String,
    withdrawn_at: Option<Timestamp>,
    withdrawn_reason: String,
}

impl From<Letter> for LetterRow {
    fn from(l: Letter) -> Self {
        let state = if l.stands() { LetterState::Issued } else { LetterState::Withdrawn };
        Self {
            state,
            state_label: if l.stands() { "有效" } else { "作废" }.to_owned(),
            id: l.id,
            number: l.number,
            title: l.title,
            kind: l.kind,
            kind_name: l.kind_name,
            union_id: l.union_id,
            agency: l.agency,
            day: l.day,
            year: l.year,
            retention: l.retention,
            retention_label: l.retention.title().to_owned(),
            issued_by: l.issued_by_name,
            issued_at: l.issued_at,
            withdrawn_by: l.withdrawn_by_name,
            withdrawn_at: Some(l.withdrawn_at).filter(|at| at.0 != 0),
            withdrawn_reason: l.withdrawn_reason,
        }
    }
}

/// The place of a union in sight, in whole or in part.
pub(super) fn place_in_sight<A: act::Action>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Letter, A>,
    union_id: Option<Id>,
) -> Result<Option<OrgPath>, LetterError> {
    let Some(id) = union_id else { return Ok(None) };
    let place = tree.place(tx, id)?.map(|(path, _)| path).filter(|p| !scope.ranges_within(p).is_empty());
    place.ok_or(LetterError::UnionNotFound).map(Some)
}

fn filter<A: act::Action>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Letter, A>,
    c: &LetterConditions,
) -> Result<LetterFilter, LetterError> {
    Ok(LetterFilter {
        path: place_in_sight(tx, tree, scope, c.union_id)?,
        q: c.q.clone().unwrap_or_default(),
        kind: c.kind.clone().filter(|k| !k.is_empty()),
        year: c.year,
        withdrawn: c.state.map(|s| s == LetterState::Withdrawn),
    })
}

/// Letters of unions in sight, newest first.
#[utoipa::path(get, path = "/letters", tag = "platform", operation_id = "list_letters",
    params(LetterConditions, PageQuery), responses((status = 200, body = Page<LetterRow>)),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn list_letters(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<LetterConditions>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<LetterRow>>, ApiError> {
    let scope = actor.permit::<res::Letter, act::Read>()?;
    let (after, limit, tree) = (page.last()?, page.rows(), app.org_tree().clone());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, tree.as_ref(), &scope, &conditions)?;
        Ok::<_, LetterError>(list::list(tx, &scope, &filter, after, limit + 1)?)
    });
    let page = Page::from_rows(found.await?, limit as usize, |l: &Letter| Cursor::of(l.id));
    Ok(Json(page.map(LetterRow::from)))
}

/// How many letters match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/letters/count", tag = "platform", operation_id = "count_letters",
    params(LetterConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn count_letters(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<LetterConditions>,
    Query(exactness): Query<Exactness>,
) -> Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Letter, act::Read>()?;
    let tree = app.org_tree().clone();
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, tree.as_ref(), &scope, &conditions)?;
        Ok::<_, LetterError>(list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

/// A letter as it was issued.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LetterDetail {
    #[serde(flatten)]
    row: LetterRow,
    /// What kind of record it is about; empty if it was issued by hand.
    subject_kind: String,
    /// That record.
    subject_id: Option<Id>,
    /// What is printed above it when it was withdrawn; empty while it stands.
    withdrawn_mark: String,
    /// Frozen; never changes.
    content: Content,
    /// SM3 of the frozen content, in hex.
    digest: String,
}

fn detail(tx: &mut Tx<'_>, letter: Letter) -> Result<LetterDetail, LetterError> {
    let (content, digest) = sql::content(tx, &letter)?;
    let (subject_kind, subject_id) = (letter.subject_kind.clone(), letter.subject_id);
    let subject_id = Some(subject_id).filter(|id| id.0 != 0);
    let withdrawn_mark = mark(&letter).unwrap_or_default();
    Ok(LetterDetail { row: letter.into(), subject_kind, subject_id, withdrawn_mark, content, digest })
}

/// One letter.
#[utoipa::path(get, path = "/letters/{id}", tag = "platform", operation_id = "get_letter",
    params(("id" = Id, Path)), responses((status = 200, body = LetterDetail)),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn get_letter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<LetterDetail>, ApiError> {
    let scope = actor.permit::<res::Letter, act::Read>()?;
    let found = app.store().read(move |tx| {
        let letter = sql::find(tx, &scope, id)?.ok_or(LetterError::NotFound)?;
        detail(tx, letter)
    });
    Ok(Json(found.await?))
}

/// What is printed above a withdrawn letter.
fn mark(l: &Letter) -> Option<String> {
    (!l.stands()).then(|| {
        let day = chinese_day(l.withdrawn_at.day());
        format!("作废（{day}，原因：{}）", l.withdrawn_reason)
    })
}

/// The letter for a word processor; recorded before it is answered.
#[utoipa::path(get, path = "/letters/{id}/docx", tag = "platform", operation_id = "download_letter",
    params(("id" = Id, Path)),
    responses((status = 200, description = "The letter, .docx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("letter.read"))))]
pub async fn download_letter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Response, ApiError> {
    let scope = actor.permit::<res::Letter, act::Read>()?;
    let made = app.store().write(move |tx| {
        let letter = sql::find(tx, &scope, id)?.ok_or(LetterError::NotFound)?;
        let (content, _) = sql::content(tx, &letter)?;
        let changes = Changes::new().note("number", letter.number.as_str());
        let path = Some(&letter.union_path);
        audit::record(tx, &actor, Entry { union_path: path, changes, ..Entry::of("letter.download", id) })?;
        Ok::<_, LetterError>((letter, content))
    });
    let (letter, content) = made.await?;
    let bytes = letters::write_docx(&content, mark(&letter).as_deref(), letter.issued_at)?;
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(DOCX));
    headers
        .insert(header::CONTENT_DISPOSITION, disposition(&letters::file_name(&letter.number, &letter.title)));
    Ok((headers, bytes).into_response())
}

/// A letter to issue by hand.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LetterForm {
    /// Kind of letter.
    kind: String,
    /// Which union issues it.
    union_id: Id,
    /// Values of the template's fields.
    values: BTreeMap<String, Value>,
}

fn place<A: act::Action>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Letter, A>,
    id: Id,
) -> Result<OrgPath, LetterError> {
    let place = tree.place(tx, id)?.map(|(path, _)| path).filter(|p| scope.covers(p));
    place.ok_or(LetterError::UnionNotFound)
}

/// What a letter would say if it was issued today; takes no number.
#[utoipa::path(post, path = "/letters/preview", tag = "platform", operation_id = "preview_letter",
    request_body = LetterForm, responses((status = 200, body = Content)),
    extensions(("x-permission" = json!("letter.create"))))]
pub async fn preview_letter(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(form): Json<LetterForm>,
) -> Result<Json<Content>, ApiError> {
    let scope = actor.permit::<res::Letter, act::Create>()?;
    let tree = app.org_tree().clone();
    let shown = app.store().read(move |tx| {
        place(tx, tree.as_ref(), &scope, form.union_id)?;
        letters::preview(tx, &form.kind, form.union_id, &form.values)
    });
    Ok(Json(shown.await?))
}

/// A letter that was issued.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct IssuedLetter {
    id: Id,
    /// As it is printed.
    number: String,
}

/// Issues a letter by hand: it gets the next number and is frozen.
#[utoipa::path(post, path = "/letters", tag = "platform", operation_id = "issue_letter",
    request_body = LetterForm, responses((status = 201, body = IssuedLetter)),
    extensions(("x-permission" = json!("letter.create"))))]
pub async fn issue_letter(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(form): Json<LetterForm>,
) -> Result<(StatusCode, Json<IssuedLetter>), ApiError> {
    let scope = actor.permit::<res::Letter, act::Create>()?;
    let tree = app.org_tree().clone();
    let made = app.store().write(move |tx| {
        let path = place(tx, tree.as_ref(), &scope, form.union_id)?;
        idempotency::once(tx, &actor, key.as_deref(), &form, |tx| by_hand(tx, &actor, &form, &path))
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

fn by_hand(
    tx: &mut Tx<'_>,
    actor: &guard::Actor,
    form: &LetterForm,
    path: &OrgPath,
) -> Result<IssuedLetter, LetterError> {
    let new = Issue {
        kind: &form.kind,
        union_id: form.union_id,
        union_path: path,
        subject_kind: "",
        subject_id: Id(0),
        values: form.values.clone(),
    };
    let letter = letters::issue(tx, actor, new)?;
    Ok(IssuedLetter { id: letter.id, number: letter.number })
}

/// Why a letter is withdrawn.
#[derive(Clone, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct LetterWithdrawal {
    /// 4 to 200 characters.
    reason: String,
}

/// Withdraws a letter: it keeps its number and is marked 作废.
#[utoipa::path(post, path = "/letters/{id}/withdraw", tag = "platform", operation_id = "withdraw_letter",
    params(("id" = Id, Path)), request_body = LetterWithdrawal, responses((status = 200, body = LetterRow)),
    extensions(("x-permission" = json!("letter.update"))))]
pub async fn withdraw_letter(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<LetterWithdrawal>,
) -> Result<Json<LetterRow>, ApiError> {
    let scope = actor.permit::<res::Letter, act::Update>()?;
    let done = app.store().write(move |tx| letters::withdraw(tx, &scope, id, &request.reason)).await?;
    Ok(Json(done.into()))
}
