//! A year's claims under a scheme: asked for, watched, told.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{ActionKind as A, ResourceKind as R, act, res};
use http_base::{ApiError, IdempotencyKey, Json, Path};
use kernel::{Id, Timestamp};
use platform::accounts::Staff;
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};

use crate::model::scheme_file::{Rerun, RerunResult, RerunState};
use crate::ops::rerun as ops;
use crate::scheme_error::SchemeError;
use crate::store::{rerun, scheme};

/// Whose claims are judged again.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualRerun {
    /// Code of the scheme that they were decided under; the same code if missing.
    #[serde(default)]
    code: Option<String>,
    /// Its year.
    year: i64,
}

/// What was asked for.
#[derive(Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct StartedMutualRerun {
    id: Id,
}

/// Runs all claims of a year under a scheme, a draft too; poll the run until it is done. Nothing of the claims changes.
#[utoipa::path(post, path = "/mutual_schemes/{id}/reruns", tag = "mutual", operation_id = "start_mutual_rerun",
    params(("id" = Id, Path)), request_body = NewMutualRerun, responses((status = 202, body = StartedMutualRerun)),
    extensions(("x-permission" = json!("scheme.propose"))))]
pub async fn start_mutual_rerun(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(asked): Json<NewMutualRerun>,
) -> Result<(StatusCode, Json<StartedMutualRerun>), ApiError> {
    let scope = actor.permit::<res::Scheme, act::Propose>()?;
    let started = app.store().write(move |tx| {
        idempotency::once(tx, &actor, key.as_deref(), &(id, &asked), |tx| {
            let id = ops::start(tx, &scope, id, (asked.code.as_deref(), asked.year))?;
            Ok::<_, SchemeError>(StartedMutualRerun { id })
        })
    });
    Ok((StatusCode::ACCEPTED, Json(started.await?)))
}

/// A run in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRerunRow {
    id: Id,
    code: String,
    year: i64,
    state: RerunState,
    state_label: String,
    /// Claims that are judged.
    done: i64,
    /// Claims.
    total: i64,
    /// Why it was broken off.
    why: String,
    created_by_name: String,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
}

fn row(r: Rerun) -> MutualRerunRow {
    MutualRerunRow {
        id: r.id,
        code: r.code,
        year: r.year,
        state: r.state,
        state_label: r.state.title().to_owned(),
        done: r.claims_done,
        total: r.claims,
        why: r.why,
        created_by_name: r.created_by_name,
        created_at: r.created_at,
        finished_at: r.finished_at,
    }
}

/// Runs under a scheme.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualReruns {
    /// Latest first, at most 50.
    rows: Vec<MutualRerunRow>,
}

/// The latest runs under a scheme of the caller's union.
#[utoipa::path(get, path = "/mutual_schemes/{id}/reruns", tag = "mutual", operation_id = "list_mutual_reruns",
    params(("id" = Id, Path)), responses((status = 200, body = MutualReruns)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn list_mutual_reruns(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<MutualReruns>, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        let s = scheme::find(tx, &scope, id)?.filter(|s| scope.covers(&s.union_path));
        s.ok_or(SchemeError::NotFound)?;
        Ok::<_, SchemeError>(rerun::of_scheme(tx, id, 50)?)
    });
    Ok(Json(MutualReruns { rows: found.await?.into_iter().map(row).collect() }))
}

/// A run with what came of it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRerunDetail {
    #[serde(flatten)]
    run: MutualRerunRow,
    scheme_id: Id,
    scheme_title: String,
    /// Missing until it is done.
    result: Option<RerunResult>,
}

/// A run under a scheme of the caller's union. Single claims are told to those alone who decide or audit claims, and no names.
#[utoipa::path(get, path = "/mutual_reruns/{id}", tag = "mutual", operation_id = "get_mutual_rerun",
    params(("id" = Id, Path)), responses((status = 200, body = MutualRerunDetail)),
    extensions(("x-permission" = json!("scheme.read"))))]
pub async fn get_mutual_rerun(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<MutualRerunDetail>, ApiError> {
    let scope = actor.permit::<res::Scheme, act::Read>()?;
    let single = [(R::Claim, A::Update), (R::Claim, A::Approve), (R::Sample, A::Read)];
    let single = single.into_iter().any(|(resource, action)| actor.can(resource, action));
    let found = app.store().read(move |tx| {
        let mut run = rerun::find(tx, id)?.ok_or(SchemeError::RerunNotFound)?;
        let s = scheme::find(tx, &scope, run.scheme_id)?.filter(|s| scope.covers(&s.union_path));
        let s = s.ok_or(SchemeError::RerunNotFound)?;
        let (scheme_id, mut result) = (run.scheme_id, run.result.take());
        if let Some(r) = result.as_mut().filter(|_| !single) {
            (r.gains, r.losses) = (Vec::new(), Vec::new());
        }
        Ok::<_, SchemeError>(MutualRerunDetail {
            run: row(run),
            scheme_id,
            scheme_title: s.body.title,
            result,
        })
    });
    Ok(Json(found.await?))
}
