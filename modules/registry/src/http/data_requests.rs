//! What members, and near relatives of deceased ones, ask about the members' data, as the union sees and answers it.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, IfMatch, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Params, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::codesets::Codesets;
use platform::files::{self, Attachment, Subject};
use platform::parameters::keys;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::own_requests::{RequestField, field_rows, word};
use super::relatives::{RelativeView, relative_view};
use super::view::place_in_sight;
use crate::error::{RegistryError, Result, field};
use crate::forms::Check;
use crate::model::data_request::{
    DOCUMENT_FIELD, FLAG_VALUE, RELATIONS, RequestKind, RequestState, request_number,
};
use crate::ops::answer_data_request::{Means, accept_request, is_own, refuse_request};
use crate::ops::ask_about_data::present;
use crate::ops::declare_flag::present_flag;
use crate::ops::erase_person::held_by;
use crate::own_data_error::OwnDataError;
use crate::store::data_request::{self, DataRequest};
use crate::store::data_request_list::{self, RequestFilter, RequestLine};
use crate::store::{member, union};

/// How near the last day for the answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueWhen {
    /// Within the days of `privacy.remind_days`, and not over.
    Soon,
    /// Over.
    Overdue,
}

/// Which requests.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct RequestConditions {
    /// State; open ones if missing.
    pub state: Option<RequestState>,
    /// What is asked.
    pub kind: Option<RequestKind>,
    /// How near the last day is.
    #[param(inline)]
    pub due: Option<DueWhen>,
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Beginning of the member's name.
    pub q: Option<String>,
}

/// A request in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DataRequestRow {
    id: Id,
    /// What it is called on paper.
    number: String,
    person_id: Id,
    /// Empty when erased.
    name: String,
    union_id: Id,
    union_name: String,
    kind: RequestKind,
    kind_label: String,
    /// How the near relative who asks stands to the member, in words; empty where the member asks.
    relation_label: String,
    state: RequestState,
    state_label: String,
    asked_at: Timestamp,
    /// Last day for the answer.
    due_on: Day,
    /// Working days left, the last one included; 0 on and after it. Of open ones alone.
    overdue: bool,
    answered_at: Option<Timestamp>,
    answered_by: String,
    answer: String,
}

fn shown(words: &Codesets, r: RequestLine, today: Day) -> DataRequestRow {
    DataRequestRow {
        number: request_number(r.year, r.ordinal),
        id: r.id,
        person_id: r.person_id,
        name: r.name,
        union_id: r.union_id,
        union_name: r.union_name,
        kind: r.kind,
        kind_label: r.kind.title().to_owned(),
        relation_label: words.label(RELATIONS, &r.relation).unwrap_or(&r.relation).to_owned(),
        state: r.state,
        state_label: r.state.title().to_owned(),
        asked_at: r.asked_at,
        due_on: r.due_on,
        overdue: r.state == RequestState::Open && r.due_on < today,
        answered_at: Some(r.answered_at).filter(|at| at.0 != 0),
        answered_by: r.answered_name,
        answer: r.answer,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::DataRequest, act::Read>,
    c: &RequestConditions,
    (today, soon): (Day, Day),
) -> Result<RequestFilter> {
    let (due_from, due_to) = match c.due {
        None => (None, None),
        Some(DueWhen::Soon) => (Some(today), Some(soon)),
        Some(DueWhen::Overdue) => (None, Some(today.plus_days(-1))),
    };
    Ok(RequestFilter {
        state: c.state.unwrap_or(RequestState::Open),
        kind: c.kind,
        due_from,
        due_to,
        path: place_in_sight(tx, scope, c.union_id)?,
        name: kernel::text::name_key(c.q.as_deref().unwrap_or_default()),
    })
}

/// Today, and the last day of "soon".
fn days(app: &App) -> (Day, Day) {
    let today = app.clock().today();
    (today, today.plus_days(app.parameters().integer(keys::ANSWER_REMIND_DAYS, today)))
}

/// Requests in sight: open ones by their last day, answered ones newest first.
#[utoipa::path(get, path = "/data_requests", tag = "registry", operation_id = "list_data_requests",
    params(RequestConditions, PageQuery), responses((status = 200, body = Page<DataRequestRow>)),
    extensions(("x-permission" = json!("data_request.read"))))]
pub async fn list_data_requests(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<RequestConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<DataRequestRow>>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Read>()?;
    let after = page.after.as_deref().map(Cursor::parse).transpose()?;
    let after = after.and_then(|c| Some((c.key.parse::<Day>().ok()?, c.id)));
    let (limit, days) = (page.rows(), days(&app));
    let rows = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions, days)?;
        Ok::<_, RegistryError>(data_request_list::list(tx, &scope, &filter, after, limit + 1)?)
    });
    let cursor = |r: &RequestLine| Cursor { key: r.due_on.to_string(), id: r.id };
    let Page { items, next, prev, count } = Page::from_rows(rows.await?, limit as usize, cursor);
    let words = app.codesets();
    let items = items.into_iter().map(|r| shown(&words, r, days.0)).collect();
    Ok(Json(Page { items, next, prev, count }))
}

/// How many requests match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/data_requests/count", tag = "registry", operation_id = "count_data_requests",
    params(RequestConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("data_request.read"))))]
pub async fn count_data_requests(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<RequestConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Read>()?;
    let days = days(&app);
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions, days)?;
        Ok::<_, RegistryError>(data_request_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

/// A field of a request beside what the register says now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ComparedField {
    #[serde(flatten)]
    field: RequestField,
    /// What the register says now, in words; empty for a number, which is compared masked.
    present: String,
    /// The register says something else than when it was asked.
    moved: bool,
}

/// A request as the union sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DataRequestDocument {
    #[serde(flatten)]
    row: DataRequestRow,
    version: i64,
    fields: Vec<ComparedField>,
    evidence: Vec<Attachment>,
    reason: String,
    /// Why an erasure cannot be done now, in words; empty if nothing stands against it.
    held: String,
    /// The member, or the near relative who asks, holds the same name as who reads: somebody else must answer.
    own: bool,
    /// The near relative who asks; none where the member does.
    relative: Option<RelativeView>,
}

fn document(tx: &mut Tx<'_>, app: &App, actor: &guard::Actor, q: DataRequest) -> Result<DataRequestDocument> {
    let words = app.codesets();
    let members = actor.permit::<res::Member, act::Read>()?;
    let d = member::find(tx, &members, q.person_id)?;
    let evidence = match &d {
        Some(d) if !q.evidence.is_empty() => {
            let all = files::list(tx, &members, Subject { id: d.id, path: &d.union_path })?;
            all.into_iter().filter(|a| q.evidence.contains(&a.id)).collect()
        }
        _ => Vec::new(),
    };
    let flag = d.as_ref().filter(|_| q.kind == RequestKind::Flag);
    let flag = flag.map(|d| present_flag(tx, d, &q.topic)).transpose()?;
    let compared = |field: RequestField| {
        let value = match field.field.as_str() {
            FLAG_VALUE => flag.clone(),
            name => d.as_ref().map(|d| present(d, name)),
        };
        let now = value.map(|v| word(&words, (&q.topic, &field.field), &v));
        let present = now.filter(|_| field.field != DOCUMENT_FIELD).unwrap_or_default();
        let moved = field.field != DOCUMENT_FIELD && q.state == RequestState::Open && present != field.old;
        ComparedField { field, present, moved }
    };
    let fields = field_rows(&words, &q).into_iter().map(compared).collect();
    let erases = q.kind == RequestKind::Erasure && q.state == RequestState::Open;
    let held = if erases { held_but_for(tx, &q)? } else { "" };
    let union_name = union::name(tx, q.union_id)?;
    let own = is_own(tx, actor, &q)?;
    let relative = relative_view(tx, app.keyring(), (&members, d.as_ref()), &q)?;
    let name = d.map(|d| d.profile.name).unwrap_or_default();
    let row = RequestLine {
        person_id: q.person_id,
        id: q.id,
        name,
        union_id: q.union_id,
        union_name,
        kind: q.kind,
        relation: q.relation.clone(),
        state: q.state,
        asked_at: q.asked_at,
        due_on: q.due_on,
        answered_at: q.answered_at,
        answered_name: q.answered_name,
        answer: q.answer,
        year: q.year,
        ordinal: q.ordinal,
    };
    Ok(DataRequestDocument {
        own,
        relative,
        row: shown(&words, row, app.clock().today()),
        version: q.version,
        fields,
        evidence,
        reason: q.reason,
        held: held.to_owned(),
    })
}

/// What holds an erasure beside the request for it.
fn held_but_for(tx: &mut Tx<'_>, q: &DataRequest) -> Result<&'static str> {
    let others = data_request::of_person(tx, q.person_id)?;
    let other = others.iter().any(|o| o.state == RequestState::Open && o.id != q.id);
    match held_by(tx, q.person_id)? {
        Some(why) if other || !why.contains("个人信息申请") => Ok(why),
        _ => Ok(""),
    }
}

/// One request: old, present and wanted values, evidence.
#[utoipa::path(get, path = "/members/{id}/data_requests/{request_id}", tag = "registry",
    operation_id = "get_data_request", params(("id" = Id, Path), ("request_id" = Id, Path)),
    responses((status = 200, body = DataRequestDocument)),
    extensions(("x-permission" = json!("data_request.read"))))]
pub async fn get_data_request(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((person, id)): Path<(Id, Id)>,
) -> std::result::Result<Json<DataRequestDocument>, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Read>()?;
    let inner = app.clone();
    let found = app.store().read(move |tx| {
        let q = data_request::find(tx, &scope, person, id)?
            .ok_or(RegistryError::Own(OwnDataError::RequestNotFound))?;
        document(tx, &inner, scope.actor(), q)
    });
    Ok(Json(found.await?))
}

/// What is said to a request.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct RequestAnswer {
    /// At most 200 characters; the member reads it.
    #[serde(default)]
    answer: String,
}

/// Accepts a request: the correction is done, or the person erased.
#[utoipa::path(post, path = "/members/{id}/data_requests/{request_id}/accept", tag = "registry",
    operation_id = "accept_data_request", params(("id" = Id, Path), ("request_id" = Id, Path)),
    request_body = RequestAnswer, responses((status = 204)),
    extensions(("x-permission" = json!("data_request.update"))))]
pub async fn accept_data_request(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(of): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(request): Json<RequestAnswer>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Update>()?;
    let answer = said(request, false)?;
    let (keys, words) = (app.keyring().clone(), app.codesets());
    let work = move |tx: &mut Tx<'_>| {
        accept_request(tx, Means { keys: &keys, words: &words }, &scope, of, (version, &answer))
    };
    app.store().write(work).await?;
    // Sessions of an erased person have ended; those in memory are read again.
    app.sessions().forget_all();
    Ok(StatusCode::NO_CONTENT)
}

/// Refuses a request with a reason.
#[utoipa::path(post, path = "/members/{id}/data_requests/{request_id}/refuse", tag = "registry",
    operation_id = "refuse_data_request", params(("id" = Id, Path), ("request_id" = Id, Path)),
    request_body = RequestAnswer, responses((status = 204)),
    extensions(("x-permission" = json!("data_request.update"))))]
pub async fn refuse_data_request(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(of): Path<(Id, Id)>,
    IfMatch(version): IfMatch,
    Json(request): Json<RequestAnswer>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::DataRequest, act::Update>()?;
    // Sight goes before form: who cannot see the request hears nothing of its fields.
    let given = request.answer.trim().chars().count() >= 4;
    let seen = scope.clone();
    app.store()
        .read(move |tx| {
            data_request::find(tx, &seen, of.0, of.1)?
                .ok_or(RegistryError::Own(OwnDataError::RequestNotFound))
        })
        .await?;
    let answer = said(request, !given)?;
    app.store().write(move |tx| refuse_request(tx, &scope, of, (version, &answer))).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn said(request: RequestAnswer, too_short: bool) -> Result<String> {
    if too_short {
        return Err(RegistryError::Invalid(vec![field("/answer", "registry.purpose-short", Params::new())]));
    }
    let (mut check, mut answer) = (Check::default(), request.answer);
    check.text("/answer", &mut answer, 200);
    check.done()?;
    Ok(answer)
}
