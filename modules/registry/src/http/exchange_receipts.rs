//! The other side of the upward exchange: receipts, and what they have against what there is.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::response::Response;
use guard::{Scope, act, res};
use http_base::{ApiError, Cursor, Json, Path, Query};
use kernel::{Id, Status as HttpStatus};
use platform::App;
use platform::accounts::Staff;
use platform::audit::Changes;
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::exchange::receipt::ReceiptColumns;
use crate::ops::compare_exchange::{Comparison, Difference, DifferenceCounts, Enough, Reached};
use crate::ops::enter_receipt::{RECEIPT, ReceiptOutcome, enter_receipt};
use crate::ops::export::export_difference;
use crate::store::exchange_target::{self, Target};
use crate::store::{exchange_run, exchange_source, union};
use platform::exports::failed;
use platform::exports::{ExportRequest, Exported, export};
use platform::files::transport::{receive_file, unreadable};

/// An answer of the platform above.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes the multipart body in the OpenAPI document")]
pub struct ReceiptForm {
    /// Column that tells the rows apart; guessed if missing.
    key: Option<String>,
    /// Column that says whether a row was accepted; guessed if missing.
    result: Option<String>,
    /// Column that says why not; guessed if missing.
    reason: Option<String>,
    /// `true` to enter it; a look otherwise.
    apply: Option<String>,
    /// .xlsx, .xls or .csv.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Reads an answer file against the run's rows and, with `apply`, marks them accepted or refused.
#[utoipa::path(post, path = "/exchange_runs/{id}/receipt", tag = "registry", operation_id = "enter_exchange_receipt",
    params(("id" = Id, Path)), request_body(content = ReceiptForm, content_type = "multipart/form-data"),
    responses((status = 200, body = ReceiptOutcome)), extensions(("x-permission" = json!("exchange.update"))))]
pub async fn enter_exchange_receipt(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    multipart: std::result::Result<Multipart, MultipartRejection>,
) -> std::result::Result<Json<ReceiptOutcome>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Update>()?;
    // Out of sight is told before anything is stored.
    let seen = scope.clone();
    let found = app.store().read(move |tx| exchange_run::find(tx, &seen, id)).await?;
    found.ok_or(RegistryError::RunNotFound)?;
    let broken = || ApiError::of(HttpStatus::BadRequest, "platform.upload-unreadable");
    let mut multipart = multipart.map_err(|_| broken())?;
    let (mut columns, mut apply, mut upload) = (ReceiptColumns::default(), false, None);
    while let Some(mut part) = multipart.next_field().await.map_err(unreadable)? {
        let name = part.name().unwrap_or_default().to_owned();
        match name.as_str() {
            "key" => columns.key = part.text().await.map_err(unreadable)?,
            "result" => columns.result = part.text().await.map_err(unreadable)?,
            "reason" => columns.reason = part.text().await.map_err(unreadable)?,
            "apply" => apply = part.text().await.map_err(unreadable)? == "true",
            _ => upload = Some(receive_file(&app, &RECEIPT, &mut part).await?),
        }
    }
    let upload = upload.ok_or_else(broken)?;
    let work = move || enter_receipt(&app, &scope, id, &upload, &columns, apply);
    let done = tokio::task::spawn_blocking(work).await.map_err(|e| failed(&e))?;
    Ok(Json(done?))
}

/// Which difference.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams)]
pub struct DifferenceQuery {
    /// Of this union and those beneath it; the one that keeps the target if missing.
    union_id: Option<Id>,
    /// `next` of another part.
    after: Option<String>,
}

/// What they have accepted against what there is now: a part of it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct DifferenceReport {
    /// Of this part.
    counts: DifferenceCounts,
    items: Vec<Difference>,
    /// Records there are here, compared or not.
    total: i64,
    /// Cursor of the next part; none at the end.
    next: Option<String>,
}

/// Where a part of the report ends.
const ENOUGH: Enough = Enough { records: 20_000, found: 200 };

/// Between the parts of a cursor's key.
const GAP: char = '\u{1e}';

fn cursor(at: &Reached) -> String {
    let key = format!("{}{GAP}{}{GAP}{}", u8::from(at.there), at.path, at.key);
    Cursor { key, id: Id(at.id) }.to_text()
}

fn reached(text: &str) -> std::result::Result<Reached, ApiError> {
    let Cursor { key, id } = Cursor::parse(text)?;
    let mut parts = key.splitn(3, GAP).map(str::to_owned);
    let (there, path, key) = (parts.next(), parts.next(), parts.next());
    match (path, key) {
        (Some(path), Some(key)) => Ok(Reached { there: there.as_deref() == Some("1"), path, key, id: id.0 }),
        _ => Err(ApiError::of(HttpStatus::BadRequest, "http.cursor")),
    }
}

fn compared(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, act::Read>,
    target: Id,
    union_id: Option<Id>,
) -> Result<(Target, kernel::OrgPath)> {
    let t = exchange_target::find(tx, scope, target)?.ok_or(RegistryError::TargetNotFound)?;
    let u = union::find_unscoped(tx, union_id.unwrap_or(t.union_id))?.filter(|u| scope.covers(&u.place()));
    let place = u.ok_or(RegistryError::UnionNotFound)?.place();
    Ok((t, place))
}

/// Compares what was accepted above with what there is now: up to the next 200 differences, in 20,000 records at most.
#[utoipa::path(get, path = "/exchange_targets/{id}/difference", tag = "registry",
    operation_id = "get_exchange_difference", params(("id" = Id, Path), DifferenceQuery),
    responses((status = 200, body = DifferenceReport)), extensions(("x-permission" = json!("exchange.read"))))]
pub async fn get_exchange_difference(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(q): Query<DifferenceQuery>,
) -> std::result::Result<Json<DifferenceReport>, ApiError> {
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    let at = q.after.as_deref().map(reached).transpose()?.unwrap_or_default();
    let (keys, words) = (app.keyring().clone(), app.codesets());
    let found = app.store().read_slow(move |tx| {
        let (t, place) = compared(tx, &scope, id, q.union_id)?;
        let total = exchange_source::count(tx, t.form.kind, &[place.range()])?;
        let comparison = Comparison {
            keys: &keys,
            words: &words,
            target: t.id,
            kind: t.form.kind,
            definition: &t.form.definition,
            place: &place,
        };
        let mut items = Vec::new();
        let (counts, next) = comparison.walk(tx, at, ENOUGH, |d| {
            items.push(d);
            Ok(())
        })?;
        Ok::<_, RegistryError>(DifferenceReport { counts, items, total, next: next.as_ref().map(cursor) })
    });
    Ok(Json(found.await?))
}

/// A difference report as a file.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct DifferenceExport {
    /// Of this union and those beneath it.
    union_id: Id,
    #[serde(flatten)]
    request: ExportRequest,
}

/// The difference report as a file, however many records there are.
#[utoipa::path(post, path = "/exchange_targets/{id}/difference/export", tag = "registry",
    operation_id = "export_exchange_difference", params(("id" = Id, Path)), request_body = DifferenceExport,
    responses((status = 200, description = "The report, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("exchange.export"))))]
pub async fn export_exchange_difference(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(r): Json<DifferenceExport>,
) -> std::result::Result<Response, ApiError> {
    actor.permit::<res::Exchange, act::Export>()?;
    let scope = actor.permit::<res::Exchange, act::Read>()?;
    // Out of sight is told before anything is recorded.
    let union_id = r.union_id;
    let (t, place) = app.store().read(move |tx| compared(tx, &scope, id, Some(union_id))).await?;
    let kept = Changes::new().note("target", t.form.name.as_str()).note("union", union_id.to_string());
    let (keys, words) = (app.keyring().clone(), app.codesets());
    let list = Exported { action: "exchange.difference", title: "上报差异", about: Id(0), kept };
    export(app, actor, list, r.request, move |tx, plan, target| {
        let comparison = Comparison {
            keys: &keys,
            words: &words,
            target: t.id,
            kind: t.form.kind,
            definition: &t.form.definition,
            place: &place,
        };
        export_difference(tx, &comparison, plan, target)
    })
    .await
}
