//! Steps of a batch: approved by another person, cancelled, sent; its payments and its file.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use guard::{act, res};
use http_base::{ApiError, IfMatch, Json, Path, Query};
use kernel::{Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::audit::{self, Changes, Entry};
use platform::exports::{ExportFormat, answer, failed, unnamed};
use serde::{Deserialize, Serialize};
use store::{DbError, Tx};

use super::batches::{answered, when};
use crate::model::payment::{BatchState, Payment, PaymentKind, PaymentState};
use crate::ops::bank_out::{Line, digest, write};
use crate::ops::pay_batch as ops;
use crate::pay_error::{PayError, Result, field};
use crate::store::{claim, payment};

/// Payments on a page.
const ROWS: i64 = 100;

/// Which payments of a batch.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualPaymentQuery {
    /// Only in this state.
    #[param(inline)]
    pub state: Option<PaymentState>,
    /// After this payment.
    pub from: Option<Id>,
}

/// A payment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPaymentRow {
    id: Id,
    /// By which the bank answers.
    number: String,
    kind: PaymentKind,
    kind_label: String,
    /// Claim or refund.
    record_id: Id,
    /// Number of the claim; empty for a refund.
    record_number: String,
    payee: String,
    bank: String,
    account_tail: String,
    amount_fen: i64,
    attempt: i64,
    state: PaymentState,
    state_label: String,
    /// Why it came back.
    why: String,
    answered_at: Option<Timestamp>,
}

/// Payments of a batch.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPaymentRows {
    rows: Vec<MutualPaymentRow>,
    /// What to ask for next; none at the end.
    next: Option<Id>,
}

fn row(tx: &mut Tx<'_>, p: Payment) -> Result<MutualPaymentRow> {
    let record_number = match p.kind {
        PaymentKind::Claim => claim::unscoped(tx, p.record_id)?.map(|c| c.number).unwrap_or_default(),
        PaymentKind::Refund => String::new(),
    };
    Ok(MutualPaymentRow {
        id: p.id,
        number: p.number,
        kind: p.kind,
        kind_label: p.kind.title().to_owned(),
        record_id: p.record_id,
        record_number,
        payee: p.payee,
        bank: p.bank,
        account_tail: p.account_tail,
        amount_fen: p.amount.0,
        attempt: p.attempt,
        state: p.state,
        state_label: p.state.title().to_owned(),
        why: p.why,
        answered_at: when(p.answered_at),
    })
}

fn rows(tx: &mut Tx<'_>, batch: Id, q: &MutualPaymentQuery) -> Result<MutualPaymentRows> {
    let (mut found, mut after) = (Vec::new(), q.from.unwrap_or(Id(0)));
    loop {
        let part = payment::of_batch(tx, batch, after, ROWS)?;
        let full = part.len() as i64 == ROWS;
        for p in part {
            if found.len() as i64 == ROWS {
                break;
            }
            after = p.id;
            if q.state.is_none_or(|s| s == p.state) {
                found.push(p);
            }
        }
        if !full || found.len() as i64 == ROWS {
            let next = (full || payment::of_batch(tx, batch, after, 1)?.len() == 1).then_some(after);
            let rows = found.into_iter().map(|p| row(tx, p)).collect::<Result<Vec<_>>>()?;
            return Ok(MutualPaymentRows { rows, next });
        }
    }
}

/// The payments of a batch, in the order of its file.
#[utoipa::path(get, path = "/mutual_payment_batches/{id}/payments", tag = "mutual",
    operation_id = "list_mutual_payments", params(("id" = Id, Path), MutualPaymentQuery),
    responses((status = 200, body = MutualPaymentRows)), extensions(("x-permission" = json!("payment.read"))))]
pub async fn list_mutual_payments(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(q): Query<MutualPaymentQuery>,
) -> std::result::Result<Json<MutualPaymentRows>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let found = app.store().read(move |tx| {
        payment::find(tx, &scope, id)?.ok_or(PayError::BatchNotFound)?;
        rows(tx, id, &q)
    });
    Ok(Json(found.await?))
}

/// Another person approves a batch; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_payment_batches/{id}/approve", tag = "mutual",
    operation_id = "approve_mutual_payment_batch", params(("id" = Id, Path)),
    responses((status = 200, body = super::batches::MutualPaymentBatchDetail)),
    extensions(("x-permission" = json!("payment.approve"))))]
pub async fn approve_mutual_payment_batch(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Payment, act::Approve>()?;
    let keys = app.keyring().clone();
    let after = app.store().write(move |tx| ops::approve(tx, &keys, &scope, (id, version))).await?;
    Ok(answered(&actor, &after))
}

/// Why a batch is cancelled.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualBatchCancelled {
    /// 2 to 200 characters.
    reason: String,
}

/// Takes a batch back before the bank has it; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_payment_batches/{id}/cancel", tag = "mutual",
    operation_id = "cancel_mutual_payment_batch", params(("id" = Id, Path)), request_body = MutualBatchCancelled,
    responses((status = 200, body = super::batches::MutualPaymentBatchDetail)),
    extensions(("x-permission" = json!("payment.update"))))]
pub async fn cancel_mutual_payment_batch(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<MutualBatchCancelled>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Payment, act::Update>()?;
    let after = app.store().write(move |tx| ops::cancel(tx, &scope, (id, version), &why.reason)).await?;
    Ok(answered(&actor, &after))
}

/// The bank has the file; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_payment_batches/{id}/send", tag = "mutual",
    operation_id = "send_mutual_payment_batch", params(("id" = Id, Path)),
    responses((status = 200, body = super::batches::MutualPaymentBatchDetail)),
    extensions(("x-permission" = json!("payment.update"))))]
pub async fn send_mutual_payment_batch(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Payment, act::Update>()?;
    let after = app.store().write(move |tx| ops::send(tx, &scope, (id, version))).await?;
    Ok(answered(&actor, &after))
}

/// The bank's file, and what for.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualPaymentFile {
    #[serde(default)]
    format: ExportFormat,
    /// At least four characters; stands in the audit.
    purpose: String,
}

fn file_lines(
    tx: &mut Tx<'_>,
    keys: &platform::sealed::Keyring,
    scope: &guard::Scope<res::Payment, act::Export>,
    id: Id,
    asked: &MutualPaymentFile,
) -> Result<(String, Vec<Line>)> {
    let b = payment::find(tx, scope, id)?.ok_or(PayError::BatchNotFound)?;
    if matches!(b.state, BatchState::Draft | BatchState::Cancelled) {
        return Err(PayError::State { deed: "下载银行文件", state: b.state.title() });
    }
    let lines = ops::lines(tx, keys, id)?;
    if digest(&lines)? != b.file_digest {
        return Err(DbError::Inconsistent(format!(
            "payment batch {id}: its file is not the one that was approved"
        ))
        .into());
    }
    let changes = Changes::new()
        .note("number", b.number.as_str())
        .note("count", b.count)
        .note("digest", b.file_digest.as_str());
    let purpose = Some(asked.purpose.trim());
    let entry = Entry {
        union_path: Some(&b.union_path),
        changes,
        purpose,
        ..Entry::of("payment-batch.download", id)
    };
    audit::record(tx, scope.actor(), entry)?;
    Ok((b.number, lines))
}

/// The bank's file with whole accounts; each download is recorded with its purpose.
#[utoipa::path(post, path = "/mutual_payment_batches/{id}/file", tag = "mutual",
    operation_id = "download_mutual_payment_file", params(("id" = Id, Path)), request_body = MutualPaymentFile,
    responses((status = 200, description = "The file, .csv or .xlsx", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("payment.export"))))]
pub async fn download_mutual_payment_file(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<MutualPaymentFile>,
) -> std::result::Result<Response, ApiError> {
    let scope = actor.permit::<res::Payment, act::Export>()?;
    if asked.purpose.trim().chars().count() < 4 {
        return Err(field("/purpose", "mutual.purpose-short").into());
    }
    let (keys, format) = (app.keyring().clone(), asked.format);
    let (number, lines) = app.store().write(move |tx| file_lines(tx, &keys, &scope, id, &asked)).await?;
    let (kind, ending, media) = format.kind();
    let made = tokio::task::spawn_blocking(move || -> std::result::Result<_, ApiError> {
        let mut file = unnamed(&app).map_err(|e| failed(&e))?;
        let rows = write(kind, &lines, &mut file)?;
        Ok((file, rows))
    });
    let (file, rows) = made.await.map_err(|e| failed(&e))??;
    answer(file, &format!("{number}.{ending}"), media, Some(rows))
}
