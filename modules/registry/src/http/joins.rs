//! Applications to become a member, as the union sees and decides them.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Path, Query};
use kernel::{Day, Id, Params, Problem, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Entry};
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::get_member::{RevealField, Revealed};
use super::view::place_in_sight;
use crate::error::{RegistryError, Result, field};
use crate::forms::Check;
use crate::model::{JoinState, PROFILE_SETS, join_seal};
use crate::ops::create_member::Created;
use crate::ops::decide_join as decisions;
use crate::store::join::{self, Application};
use crate::store::join_list::{self, JoinFilter, JoinLine};
use crate::store::union;

/// Which applications.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct JoinConditions {
    /// State; waiting ones if missing.
    pub state: Option<JoinState>,
    /// Only to this union and those beneath it.
    pub union_id: Option<Id>,
    /// Beginning of the name.
    pub q: Option<String>,
}

/// An application in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinRow {
    id: Id,
    /// Empty when erased.
    name: String,
    masked_number: String,
    masked_phone: String,
    union_id: Id,
    union_name: String,
    employer_name: String,
    state: JoinState,
    state_label: String,
    /// Why it was refused, in words.
    reason: String,
    applied_at: Timestamp,
    decided_at: Option<Timestamp>,
    decided_by: String,
    /// The member that it became.
    person_id: Option<Id>,
    /// `member` or `transfer`, once approved.
    outcome: String,
}

/// Why an application was refused, in words.
pub(super) fn reason(words: &Codesets, code: &str, note: &str) -> String {
    let label = words.label("join_refusal", code).unwrap_or_default();
    [label, note].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join("：")
}

fn masked(keys: &Keyring, id: Id, column: &str, sealed: Option<&Vec<u8>>) -> Result<String> {
    let Some(sealed) = sealed else { return Ok(String::new()) };
    Ok(kernel::text::mask(&keys.open(sealed, &join_seal(column, id))?, 3, 4))
}

fn shown(app: &App, r: JoinLine) -> Result<JoinRow> {
    let keys = app.keyring();
    Ok(JoinRow {
        masked_number: masked(keys, r.id, "number", r.number.as_ref())?,
        masked_phone: masked(keys, r.id, "phone", r.phone.as_ref())?,
        id: r.id,
        name: r.name,
        union_id: r.union_id,
        union_name: r.union_name,
        employer_name: r.employer_name,
        state: r.state,
        state_label: r.state.title().to_owned(),
        reason: reason(&app.codesets(), &r.reason, &r.note),
        applied_at: r.applied_at,
        decided_at: Some(r.decided_at).filter(|at| at.0 != 0),
        decided_by: r.decided_name,
        person_id: r.person_id,
        outcome: r.outcome,
    })
}

fn filter(tx: &mut Tx<'_>, scope: &Scope<res::Join, act::Read>, c: &JoinConditions) -> Result<JoinFilter> {
    Ok(JoinFilter {
        state: c.state.unwrap_or(JoinState::Applied),
        path: place_in_sight(tx, scope, c.union_id)?,
        name: kernel::text::name_key(c.q.as_deref().unwrap_or_default()),
    })
}

/// Applications in sight: waiting ones oldest first, ended ones newest first.
#[utoipa::path(get, path = "/joins", tag = "registry", operation_id = "list_joins",
    params(JoinConditions, PageQuery), responses((status = 200, body = Page<JoinRow>)),
    extensions(("x-permission" = json!("join.read"))))]
pub async fn list_joins(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<JoinConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<JoinRow>>, ApiError> {
    let scope = actor.permit::<res::Join, act::Read>()?;
    let (after, limit) = (page.last()?, page.rows());
    let rows = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, RegistryError>(join_list::list(tx, &scope, &filter, after, limit + 1)?)
    });
    let page = Page::from_rows(rows.await?, limit as usize, |r: &JoinLine| Cursor::of(r.id));
    let Page { items, next, prev, count } = page;
    let items = items.into_iter().map(|r| shown(&app, r)).collect::<Result<Vec<_>>>()?;
    Ok(Json(Page { items, next, prev, count }))
}

/// How many applications match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/joins/count", tag = "registry", operation_id = "count_joins",
    params(JoinConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("join.read"))))]
pub async fn count_joins(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<JoinConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Join, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &conditions)?;
        Ok::<_, RegistryError>(join_list::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

/// An application as the union sees it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinDocument {
    #[serde(flatten)]
    row: JoinRow,
    union_path_names: Vec<String>,
    /// Code of `document_kind`.
    document_kind: String,
    birth_day: Option<Day>,
    /// Kept fields in words, by field.
    labels: std::collections::BTreeMap<&'static str, String>,
    consent_version: String,
    /// When what it said of the person was erased.
    erased_at: Option<Timestamp>,
}

fn document(app: &App, a: Application, names: Vec<String>) -> Result<JoinDocument> {
    let words = app.codesets();
    let fields = a.profile.fields();
    let label = |(name, set): &(&'static str, &str)| {
        let (_, code) = fields.iter().find(|(n, _)| n == name)?;
        Some((*name, words.label(set, code)?.to_owned()))
    };
    let labels = PROFILE_SETS.iter().filter_map(label).collect();
    let row = JoinLine {
        id: a.id,
        union_id: a.union_id,
        union_name: names.last().cloned().unwrap_or_default(),
        name: a.name,
        number: a.number,
        phone: a.phone,
        employer_name: a.employer_name,
        state: a.state,
        reason: a.reason,
        note: a.note,
        applied_at: a.applied_at,
        decided_at: a.decided_at,
        decided_name: a.decided_name,
        person_id: a.person_id,
        outcome: a.outcome,
    };
    Ok(JoinDocument {
        row: shown(app, row)?,
        union_path_names: names,
        document_kind: words.label("document_kind", &a.document_kind).unwrap_or_default().to_owned(),
        birth_day: a.birth_day,
        labels,
        consent_version: a.consent_version,
        erased_at: Some(a.erased_at).filter(|at| at.0 != 0),
    })
}

/// One application, numbers masked.
#[utoipa::path(get, path = "/joins/{id}", tag = "registry", operation_id = "get_join", params(("id" = Id, Path)),
    responses((status = 200, body = JoinDocument)), extensions(("x-permission" = json!("join.read"))))]
pub async fn get_join(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<JoinDocument>, ApiError> {
    let scope = actor.permit::<res::Join, act::Read>()?;
    let found = app.store().read(move |tx| {
        let a = join::find(tx, &scope, id)?.ok_or(RegistryError::JoinNotFound)?;
        let names = union::names_on_path(tx, &a.union_path)?;
        Ok::<_, RegistryError>((a, names))
    });
    let (a, names) = found.await?;
    Ok(Json(document(&app, a, names)?))
}

/// Which sealed value, and why.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct JoinRevealRequest {
    field: RevealField,
    /// At least four characters, e.g. 核对原件.
    purpose: String,
}

/// A sealed value in full; recorded before it is answered.
#[utoipa::path(post, path = "/joins/{id}/reveal", tag = "registry", operation_id = "reveal_join",
    params(("id" = Id, Path)), request_body = JoinRevealRequest, responses((status = 200, body = Revealed)),
    extensions(("x-permission" = json!("join.update"))))]
pub async fn reveal_join(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<JoinRevealRequest>,
) -> std::result::Result<Json<Revealed>, ApiError> {
    let scope = actor.permit::<res::Join, act::Update>()?;
    let keys = app.keyring().clone();
    let value = app.store().write(move |tx| {
        if request.purpose.trim().chars().count() < 4 {
            return Err(RegistryError::Invalid(vec![field(
                "/purpose",
                "registry.purpose-short",
                Params::new(),
            )]));
        }
        let a = join::find(tx, &scope, id)?.ok_or(RegistryError::JoinNotFound)?;
        let (action, column, sealed) = match request.field {
            RevealField::Document => ("join.reveal-document", "number", &a.number),
            RevealField::Phone => ("join.reveal-phone", "phone", &a.phone),
        };
        let value = sealed.as_ref().map(|s| keys.open(s, &join_seal(column, id))).transpose()?;
        let purpose = Some(request.purpose.as_str());
        let entry = Entry { union_path: Some(&a.union_path), purpose, ..Entry::of(action, id) };
        audit::record(tx, scope.actor(), entry)?;
        Ok(value.unwrap_or_default())
    });
    Ok(Json(Revealed { value: value.await? }))
}

/// Most applications that are approved at once.
const AT_ONCE: usize = 100;

/// Which applications are approved.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct JoinApproval {
    /// At most 100.
    ids: Vec<Id>,
}

/// What became of one.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct JoinResult {
    id: Id,
    /// The member.
    person_id: Option<Id>,
    /// `member`, `transfer`, or `failed`.
    outcome: String,
    /// Code of the refusal.
    code: String,
    /// Why not, in words.
    detail: String,
}

fn result(id: Id, done: Result<Created>) -> std::result::Result<JoinResult, ApiError> {
    let made = |person_id, outcome: &str| JoinResult {
        id,
        person_id: Some(person_id),
        outcome: outcome.to_owned(),
        code: String::new(),
        detail: String::new(),
    };
    match done {
        Ok(Created::Member(person)) => Ok(made(person, "member")),
        Ok(Created::Proposed(person)) => Ok(made(person, "transfer")),
        // What the program cannot do at all is no row's matter.
        Err(e) if matches!(e.status(), kernel::Status::Internal | kernel::Status::Busy) => Err(e.into()),
        Err(e) => {
            let first = e.field_errors().into_iter().next();
            let (code, params) = first.map_or_else(|| (e.code(), e.params()), |f| (f.code, f.params));
            let detail = kernel::locale::sentence(code, &params);
            let code = code.to_owned();
            Ok(JoinResult { id, person_id: None, outcome: "failed".to_owned(), code, detail })
        }
    }
}

/// Approves applications, each by itself: the worker is a member then, or proposed to move here. What cannot be done
/// is told row by row, and waits on.
#[utoipa::path(post, path = "/joins/approve", tag = "registry", operation_id = "approve_joins",
    request_body = JoinApproval, responses((status = 200, body = Vec<JoinResult>)),
    extensions(("x-permission" = json!("join.update"))))]
pub async fn approve_joins(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(request): Json<JoinApproval>,
) -> std::result::Result<Json<Vec<JoinResult>>, ApiError> {
    actor.permit::<res::Join, act::Update>()?;
    if request.ids.len() > AT_ONCE {
        let most = [("most", AT_ONCE.to_string())].into();
        return Err(RegistryError::Invalid(vec![field("/ids", "registry.join-many", most)]).into());
    }
    let mut results = Vec::with_capacity(request.ids.len());
    for id in request.ids {
        let (scope, entry) =
            (actor.permit::<res::Join, act::Update>()?, actor.permit::<res::Member, act::Create>()?);
        let keys = app.keyring().clone();
        let done = app.store().write(move |tx| decisions::approve_join(tx, &keys, &scope, &entry, id)).await;
        results.push(result(id, done)?);
    }
    Ok(Json(results))
}

/// Why an application is refused.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
pub struct JoinRefusal {
    /// Code of `join_refusal`.
    reason: String,
    /// More; the applicant sees it.
    #[serde(default)]
    note: String,
}

/// Refuses an application.
#[utoipa::path(post, path = "/joins/{id}/refuse", tag = "registry", operation_id = "refuse_join",
    params(("id" = Id, Path)), request_body = JoinRefusal, responses((status = 204)),
    extensions(("x-permission" = json!("join.update"))))]
pub async fn refuse_join(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(request): Json<JoinRefusal>,
) -> std::result::Result<StatusCode, ApiError> {
    let scope = actor.permit::<res::Join, act::Update>()?;
    let JoinRefusal { reason, mut note } = request;
    let mut check = Check::default();
    check.text("/note", &mut note, 100);
    if app.codesets().label("join_refusal", &reason).is_none() {
        check.refuse("/reason", "registry.code-unknown", [("content", reason.clone())].into());
    }
    check.done()?;
    let keys = app.keyring().clone();
    let work = move |tx: &mut Tx<'_>| {
        decisions::refuse_join(tx, &keys, &scope, id, (reason.as_str(), note.as_str()))
    };
    app.store().write(work).await?;
    Ok(StatusCode::NO_CONTENT)
}
