//! Schemes: shown, written, copied.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, act, res};
use http_base::{ApiError, IdempotencyKey, IfMatch, Json, Path, etag};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::scheme_words::{self, Problem, problems};
use super::{reruns, scheme_list, scheme_steps, trial};
use crate::model::scheme::Scheme;
use crate::model::scheme_file::{SchemeFile, SchemeState};
use crate::ops::scheme as ops;
use crate::rules::scheme_check::check;
use crate::scheme_error::SchemeError;
use crate::store::scheme;

/// A scheme with its rules.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSchemeDetail {
    id: Id,
    version: i64,
    union_id: Id,
    union_name: String,
    state: SchemeState,
    state_label: String,
    /// First day on which cases are judged by it.
    from_day: Day,
    body: Scheme,
    /// What is wrong with the rules; none of a scheme in force.
    problems: Vec<Problem>,
    created_by_name: String,
    created_at: Timestamp,
    proposed_by_name: String,
    proposed_at: Option<Timestamp>,
    decided_by_name: String,
    decided_at: Option<Timestamp>,
    reason: String,
    may_edit: bool,
    may_propose: bool,
    may_decide: bool,
    may_withdraw: bool,
    /// The caller may make a draft of its rules.
    may_copy: bool,
}

fn detail(actor: &Actor, s: SchemeFile) -> MutualSchemeDetail {
    let propose = actor.permit::<res::Scheme, act::Propose>().is_ok_and(|scope| scope.covers(&s.union_path));
    let approve = actor.permit::<res::Scheme, act::Approve>().is_ok_and(|scope| scope.covers(&s.union_path));
    let draft = s.state == SchemeState::Draft;
    let proposed = s.state == SchemeState::Proposed;
    let other = s.written_by != actor.id() && s.proposed_by != Some(actor.id());
    let open = draft || proposed;
    MutualSchemeDetail {
        id: s.id,
        version: s.version,
        union_id: s.union_id,
        union_name: s.union_name,
        state: s.state,
        state_label: s.state.title().to_owned(),
        from_day: s.from_day,
        problems: if open { problems(check(&s.body)) } else { Vec::new() },
        body: s.body,
        created_by_name: s.created_by_name,
        created_at: s.created_at,
        proposed_by_name: s.proposed_by_name,
        proposed_at: s.proposed_at,
        decided_by_name: s.decided_by_name,
        decided_at: s.decided_at,
        reason: s.reason,
        may_edit: propose && draft,
        may_propose: propose && draft,
        may_decide: approve && proposed && other,
        may_withdraw: propose && open,
        may_copy: propose,
    }
}

/// What a cadre writes of a scheme.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSchemeDraft {
    /// First day on which cases are judged by it; the first day of cover if missing.
    #[serde(default)]
    from_day: Option<Day>,
    body: Scheme,
}

/// A new scheme.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualScheme {
    /// Union that runs the fund.
    union_id: Id,
    #[serde(flatten)]
    draft: MutualSchemeDraft,
}

/// What was made.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CreatedMutualScheme {
    id: Id,
}

/// Makes a draft. It may have mistakes in its rules, but not in code, year, title and days.
#[utoipa::path(post, path = "/mutual_schemes", tag = "mutual", operation_id = "create_mutual_scheme",
    request_body = NewMutualScheme, responses((status = 201, body = CreatedMutualScheme)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn create_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualScheme>,
) -> std::result::Result<(StatusCode, Json<CreatedMutualScheme>), ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let s = ops::create(tx, &scope, new.union_id, new.draft.from_day, new.draft.body.clone())?;
            Ok::<_, SchemeError>(CreatedMutualScheme { id: s.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// A scheme in sight.
#[utoipa::path(get, path = "/mutual_schemes/{id}", tag = "mutual", operation_id = "get_mutual_scheme",
    params(("id" = Id, Path)), responses((status = 200, body = MutualSchemeDetail)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn get_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let found = app.store().read(move |tx| {
        let s = scheme::find(tx, &scope, id)?.ok_or(SchemeError::NotFound)?;
        Ok::<_, SchemeError>(s)
    });
    Ok(answer(&actor, found.await?))
}

/// A scheme as an answer, with its version.
pub(super) fn answer(actor: &Actor, s: SchemeFile) -> Response {
    let shown = detail(actor, s);
    ([(header::ETAG, etag(shown.version))], Json(shown)).into_response()
}

/// Writes a draft as a whole; `If-Match` carries the version that was seen.
#[utoipa::path(patch, path = "/mutual_schemes/{id}", tag = "mutual", operation_id = "edit_mutual_scheme",
    params(("id" = Id, Path)), request_body = MutualSchemeDraft, responses((status = 200, body = MutualSchemeDetail)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn edit_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(draft): Json<MutualSchemeDraft>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let after =
        app.store().write(move |tx| ops::edit(tx, &scope, (id, version), draft.from_day, draft.body.clone()));
    Ok(answer(&actor, after.await?))
}

/// Where the rules are copied to.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualSchemeCopy {
    /// Year of cover: another one, or the same for a later version.
    year: i64,
    /// First day on which cases are judged by it; the first day of cover if missing.
    #[serde(default)]
    from_day: Option<Day>,
}

/// Makes a draft of a scheme's rules for another year, or of a later version of the same.
#[utoipa::path(post, path = "/mutual_schemes/{id}/copy", tag = "mutual", operation_id = "copy_mutual_scheme",
    params(("id" = Id, Path)), request_body = MutualSchemeCopy, responses((status = 201, body = CreatedMutualScheme)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn copy_mutual_scheme(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(to): Json<MutualSchemeCopy>,
) -> std::result::Result<(StatusCode, Json<CreatedMutualScheme>), ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let made = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &to), |tx| {
            let s = ops::copy(tx, &scope, id, (to.year, to.from_day))?;
            Ok::<_, SchemeError>(CreatedMutualScheme { id: s.id })
        })
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Routes of schemes and their trials.
pub fn scheme_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(scheme_list::list_mutual_schemes, create_mutual_scheme))
        .routes(routes!(scheme_list::count_mutual_schemes))
        .routes(routes!(scheme_list::export_mutual_schemes))
        .routes(routes!(scheme_words::get_mutual_scheme_words))
        .routes(routes!(scheme_words::check_mutual_scheme))
        .routes(routes!(get_mutual_scheme, edit_mutual_scheme))
        .routes(routes!(copy_mutual_scheme))
        .routes(routes!(scheme_list::list_mutual_scheme_versions))
        .routes(routes!(scheme_steps::propose_mutual_scheme))
        .routes(routes!(scheme_steps::decide_mutual_scheme))
        .routes(routes!(scheme_steps::withdraw_mutual_scheme))
        .routes(routes!(trial::try_mutual_scheme))
        .routes(routes!(trial::load_mutual_cases))
        .routes(routes!(reruns::list_mutual_reruns, reruns::start_mutual_rerun))
        .routes(routes!(reruns::get_mutual_rerun))
}
