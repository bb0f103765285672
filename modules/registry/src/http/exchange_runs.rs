//! Runs of the upward exchange: begin, follow, give up, take the file out.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{Actor, Scope, act, res};
use http_base::{ApiError, Cursor, IdempotencyKey, Json, Page, PageQuery, Path, Query};
use kernel::{Id, Params, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::{files, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::view::place_in_sight;
use crate::error::{RegistryError, Result, field};
use crate::exchange_job::queue_run;
use crate::model::exchange::{RunState, SentState, TargetKind};
use crate::ops::cancel_exchange::cancel_run;
use crate::ops::run_exchange::{begin_run, subject};
use crate::store::exchange_run::{self, Run};
use crate::store::exchange_sent::{self, Sent};
use crate::store::{exchange_source, union};
use platform::exports::{answer, failed};

/// A run as shown.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct RunDocument {
    id: Id,
    target_id: Id,
    target_name: String,
    /// Version of the target that it was made by.
    target_version: i64,
    kind: TargetKind,
    union_id: Id,
    union_name: String,
    state: RunState,
    state_label: String,
    purpose: String,
    /// Records that there were when it began.
    total: i64,
    /// Records looked at.
    seen: i64,
    /// New ones sent.
    added: i64,
    /// Changed ones sent.
    changed: i64,
    /// Sent as there no more.
    gone: i64,
    /// Not sent, against the target's rules.
    refused: i64,
    /// Accepted above.
    accepted: i64,
    /// Refused above.
    returned: i64,
    has_file: bool,
    has_reasons: bool,
    /// Headers of the file, for choosing the key of a receipt.
    headers: Vec<String>,
    created_by_name: String,
    created_at: Timestamp,
    finished_at: Option<Timestamp>,
}

fn document(tx: &mut Tx<'_>, r: Run) -> Result<RunDocument> {
    Ok(RunDocument {
        union_name: union::name(tx, r.union_id)?,
        id: r.id,
        target_id: r.target_id,
        target_name: r.target_name,
        target_version: r.target_version,
        kind: r.kind,
        union_id: r.union_id,
        state: r.state,
        state_label: r.state.title().to_owned(),
        purpose: r.purpose,
        total: r.total,
        seen: r.tally.seen,
        added: r.tally.added,
        changed: r.tally.changed,
        gone: r.tally.gone,
        refused: r.tally.refused,
        accepted: r.accepted,
        returned: r.returned,
        has_file: r.file_id.0 != 0,
        has_reasons: r.reasons_id.0 != 0,
        headers: r.definition.columns.into_iter().map(|c| c.header).collect(),
        created_by_name: r.created_by_name,
        created_at: r.created_at,
        finished_at: Some(r.finished_at).filter(|t| t.0 != 0),
    })
}

/// Which runs.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct RunConditions {
    /// Only of this union and those beneath it.
    union_id: Option<Id>,
    /// Only by this target.
    target_id: Option<Id>,
    /// Only in this state.
    state: Option<RunState>,
}

/// Runs in sight, newest first.
#[utoipa::path(get, path = "/exchange_runs", tag = "registry", operation_id = "list_exchange_runs",
    params(RunConditions, PageQuery), responses((status = 200, body = Page<RunDocument>)),
    extensions(("x-permission" = json!("exchange.read"))))]
pub async fn list_exchange_runs(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<RunConditions>,
    Query(query): Query<PageQuery>,
) -> std::result::Result<Json<Page<RunDocument>>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    let (before, limit) = (query.last()?, query.rows());
    let rows = app.store().read_slow(move |tx| {
        let place = place_in_sight(tx, &scope, c.union_id)?;
        let narrowed = (place.as_ref(), c.target_id, c.state);
        let rows = exchange_run::list(tx, &scope, narrowed, before, limit + 1)?;
        rows.into_iter().map(|r| document(tx, r)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(rows.await?, limit as usize, |r| Cursor::of(r.id))))
}

/// One run.
#[utoipa::path(get, path = "/exchange_runs/{id}", tag = "registry", operation_id = "get_exchange_run",
    params(("id" = Id, Path)), responses((status = 200, body = RunDocument)),
    extensions(("x-permission" = json!("exchange.read"))))]
pub async fn get_exchange_run(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<RunDocument>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    let found = app.store().read(move |tx| {
        let r = exchange_run::find(tx, &scope, id)?.ok_or(RegistryError::RunNotFound)?;
        document(tx, r)
    });
    Ok(Json(found.await?))
}

/// What to report.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewRun {
    target_id: Id,
    /// Of this union and everything beneath it.
    union_id: Id,
    /// What for, at least four characters; stands in the last row of the file and in the audit.
    purpose: String,
}

/// Begins to make a delta file: everything that changed since it was last accepted.
#[utoipa::path(post, path = "/exchange_runs", tag = "registry", operation_id = "begin_exchange_run",
    request_body = NewRun, responses((status = 201, body = RunDocument)),
    extensions(("x-permission" = json!("exchange.create"))))]
pub async fn begin_exchange_run(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewRun>,
) -> std::result::Result<(StatusCode, Json<RunDocument>), ApiError> {
    let scope = actor.permit::<res::Exchange, act::Create>()?;
    let made = app.store().write(move |tx| {
        let id = idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            let id = begin_run(tx, &scope, (new.target_id, new.union_id), &new.purpose)?;
            queue_run(tx, id, scope.actor())?;
            Ok::<_, RegistryError>(id)
        })?;
        let run = exchange_run::find(tx, &scope, id)?.ok_or(RegistryError::RunNotFound)?;
        document(tx, run)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Gives a run up whose file was not handed in; what it sent counts as not sent.
#[utoipa::path(post, path = "/exchange_runs/{id}/cancel", tag = "registry", operation_id = "cancel_exchange_run",
    params(("id" = Id, Path)), responses((status = 200, body = RunDocument)),
    extensions(("x-permission" = json!("exchange.update"))))]
pub async fn cancel_exchange_run(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<Json<RunDocument>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    let given_up = app.store().write(move |tx| {
        cancel_run(tx, &scope, id)?;
        queue_run(tx, id, scope.actor())?;
        let run = exchange_run::find(tx, &scope, id)?.ok_or(RegistryError::RunNotFound)?;
        document(tx, run)
    });
    Ok(Json(given_up.await?))
}

/// Which file of a run, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct FileRequest {
    /// What for, at least four characters; stands in the audit.
    purpose: String,
    /// The rows that were not sent, with the reasons, instead of what goes out.
    #[serde(default)]
    reasons: bool,
}

/// A file of a run. What goes out shows numbers in full, so it takes the right to see them.
#[utoipa::path(post, path = "/exchange_runs/{id}/file", tag = "registry", operation_id = "take_exchange_file",
    params(("id" = Id, Path)), request_body = FileRequest,
    responses((status = 200, description = "The file", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("exchange.export"))))]
pub async fn take_exchange_file(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(r): Json<FileRequest>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Export>()?;
    let file = app.store().write(move |tx| take_out(tx, &scope, &actor, id, &r)).await?;
    let path = files::path(&app, &file.digest);
    let open = std::fs::File::open(path).map_err(|e| failed(&e))?;
    answer(open, &file.name, "application/octet-stream", None)
}

fn take_out(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Export>,
    actor: &Actor,
    id: Id,
    r: &FileRequest,
) -> Result<files::Attachment> {
    let run = exchange_run::find(tx, scope, id)?.ok_or(RegistryError::RunNotFound)?;
    let file = if r.reasons { run.reasons_id } else { run.file_id };
    if file.0 == 0 {
        return Err(RegistryError::RunState { state: run.state.title() });
    }
    if !r.reasons && crate::exchange::convert::is_sensitive(run.kind, &run.definition) {
        let reveal = actor.permit::<res::Member, act::Reveal>()?;
        if !reveal.covers(&run.union_path) {
            return Err(RegistryError::RunNotFound);
        }
    }
    if r.purpose.trim().chars().count() < 4 {
        return Err(RegistryError::Invalid(vec![field("/purpose", "registry.purpose-short", Params::new())]));
    }
    let found = files::take_out(tx, scope, subject(&run, &run.union_path), file)?;
    let entry = Entry {
        union_path: Some(&run.union_path),
        changes: Changes::new().note("file", found.name.as_str()),
        purpose: Some(r.purpose.trim()),
        ..Entry::of("exchange.export", id)
    };
    audit::record(tx, actor, entry)?;
    Ok(found)
}

/// Which rows of a run.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
pub struct SentConditions {
    /// Only in this state.
    state: Option<SentState>,
    /// Rows after this one.
    after: Option<i64>,
}

/// A row that was sent, as it stands now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SentRow {
    /// Row of the file, from 1.
    row: i64,
    record_id: Id,
    name: String,
    union_name: String,
    operation_label: String,
    state: SentState,
    state_label: String,
    /// Why it was refused.
    reason: String,
}

/// Rows of a run and where to go on.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct SentRows {
    items: Vec<SentRow>,
    /// Value of `after` for the next page; none at the end.
    next: Option<i64>,
}

/// Rows that are read for a page.
const PAGE: i64 = 50;
/// Rows that are read at once when only those of one state are wanted.
const READ: i64 = 400;

/// Rows of a run that no later run has sent again, in the order of the file.
#[utoipa::path(get, path = "/exchange_runs/{id}/rows", tag = "registry", operation_id = "list_exchange_rows",
    params(("id" = Id, Path), SentConditions), responses((status = 200, body = SentRows)),
    extensions(("x-permission" = json!("exchange.read"))))]
pub async fn list_exchange_rows(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(c): Query<SentConditions>,
) -> std::result::Result<Json<SentRows>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    let keys = app.keyring().clone();
    let found = app.store().read_slow(move |tx| {
        let run = exchange_run::find(tx, &scope, id)?.ok_or(RegistryError::RunNotFound)?;
        let (mut rows, mut after, mut more): (Vec<Sent>, i64, bool) =
            (Vec::new(), c.after.unwrap_or(0), true);
        while more && rows.len() < PAGE as usize {
            let part = exchange_sent::of_run(tx, id, after, READ)?;
            more = part.len() as i64 == READ;
            for s in part {
                if rows.len() == PAGE as usize {
                    more = true;
                    break;
                }
                after = s.row;
                if c.state.is_none_or(|state| state == s.state) {
                    rows.push(s);
                }
            }
        }
        let ids: Vec<Id> = rows.iter().map(|s| s.record_id).collect();
        let records = exchange_source::of_ids(tx, &keys, run.kind, &ids)?;
        let shown = |s: Sent| {
            let record = records.iter().find(|r| r.id == s.record_id);
            SentRow {
                row: s.row,
                record_id: s.record_id,
                name: record.map(|r| r.name.clone()).unwrap_or_default(),
                union_name: record.map(|r| r.union_name.clone()).unwrap_or_default(),
                operation_label: s.operation.title().to_owned(),
                state: s.state,
                state_label: s.state.title().to_owned(),
                reason: s.reason,
            }
        };
        let items = rows.into_iter().map(shown).collect();
        Ok::<_, RegistryError>(SentRows { items, next: more.then_some(after) })
    });
    Ok(Json(found.await?))
}
