//! Batches: what waits for money, made, listed, shown.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, text, time};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{place, searched};
use crate::model::payment::{Batch, BatchState};
use crate::ops::pay_batch::{self as ops, Wanted, fund_of};
use crate::pay_error::{PayError, Result};
use crate::store::payment::{self, Filter};

/// Of which fund.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
pub struct MutualFundQuery {
    /// Union that runs the fund.
    #[serde(default = "super::enrol_place::nobody")]
    pub fund_id: Id,
}

/// How many, and their sum.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSum {
    count: i64,
    amount_fen: i64,
}

/// Claims that may be paid.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPayableClaims {
    /// Of people with a card.
    count: i64,
    amount_fen: i64,
    /// Of people without one.
    without_card: i64,
}

/// A claim that cannot be paid because nobody knows the card.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualWithoutCard {
    claim_id: Id,
    number: String,
    name: String,
    union_name: String,
    amount_fen: i64,
}

/// What waits for money.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPayable {
    claims: MutualPayableClaims,
    refunds: MutualSum,
    /// Sent back by the bank, waiting for another card.
    returned: MutualSum,
    /// The first two hundred.
    without_card: Vec<MutualWithoutCard>,
}

/// What of a fund waits for money.
#[utoipa::path(get, path = "/mutual_payable", tag = "mutual", operation_id = "get_mutual_payable",
    params(MutualFundQuery), responses((status = 200, body = MutualPayable)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn get_mutual_payable(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(q): Query<MutualFundQuery>,
) -> std::result::Result<Json<MutualPayable>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let found = app.store().read_slow(move |tx| {
        fund_of(tx, &scope, q.fund_id)?;
        ops::payable(tx, q.fund_id)
    });
    let p = found.await?;
    let sum = |(count, amount): (i64, kernel::Fen)| MutualSum { count, amount_fen: amount.0 };
    let without = p.without_card.into_iter().map(|w| MutualWithoutCard {
        claim_id: w.claim_id,
        number: w.number,
        name: w.name,
        union_name: w.union_name,
        amount_fen: w.amount.0,
    });
    Ok(Json(MutualPayable {
        claims: MutualPayableClaims { count: p.claims.0, amount_fen: p.claims.1.0, without_card: p.without },
        refunds: sum(p.refunds),
        returned: sum(p.returned),
        without_card: without.collect(),
    }))
}

/// Which batches.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualBatchConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<BatchState>,
    /// Made not before this day.
    pub from: Option<Day>,
    /// Made not after this day.
    pub to: Option<Day>,
    /// In the number, or the number of a payment of it.
    pub q: Option<String>,
}

/// A batch.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPaymentBatch {
    id: Id,
    /// Union that runs the fund.
    union_id: Id,
    union_name: String,
    number: String,
    state: BatchState,
    state_label: String,
    /// Payments.
    count: i64,
    amount_fen: i64,
    /// Payments that reached their card.
    paid: i64,
    paid_fen: i64,
    /// Payments that came back.
    returned: i64,
    made_by_name: String,
    approved_by_name: String,
    approved_at: Option<Timestamp>,
    sent_at: Option<Timestamp>,
    /// SM3 of the bank's file as .csv; empty before the approval.
    file_digest: String,
    /// Why it was cancelled.
    reason: String,
    created_at: Timestamp,
    version: i64,
}

/// An instant, unless it is none.
pub fn when(at: Timestamp) -> Option<Timestamp> {
    Some(at).filter(|t| t.0 != 0)
}

fn row(b: &Batch) -> MutualPaymentBatch {
    MutualPaymentBatch {
        id: b.id,
        union_id: b.union_id,
        union_name: b.union_name.clone(),
        number: b.number.clone(),
        state: b.state,
        state_label: b.state.title().to_owned(),
        count: b.count,
        amount_fen: b.amount.0,
        paid: b.paid,
        paid_fen: b.paid_amount.0,
        returned: b.returned,
        made_by_name: b.made_by_name.clone(),
        approved_by_name: b.approved_by_name.clone(),
        approved_at: when(b.approved_at),
        sent_at: when(b.sent_at),
        file_digest: b.file_digest.clone(),
        reason: b.reason.clone(),
        created_at: b.created_at,
        version: b.version,
    }
}

/// What somebody may do with a batch now.
#[derive(Clone, Copy, Debug, Default, Serialize, utoipa::ToSchema)]
pub struct MutualBatchMay {
    approve: bool,
    cancel: bool,
    send: bool,
    download: bool,
}

/// A batch with what may be done.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualPaymentBatchDetail {
    #[serde(flatten)]
    batch: MutualPaymentBatch,
    may: MutualBatchMay,
}

/// A batch as it is shown to somebody.
pub fn detail(actor: &Actor, b: &Batch) -> MutualPaymentBatchDetail {
    use BatchState as S;
    let path = &b.union_path;
    let approves = actor.permit::<res::Payment, act::Approve>().is_ok_and(|s| s.covers(path));
    let updates = actor.permit::<res::Payment, act::Update>().is_ok_and(|s| s.covers(path));
    let exports = actor.permit::<res::Payment, act::Export>().is_ok_and(|s| s.covers(path));
    MutualPaymentBatchDetail {
        batch: row(b),
        may: MutualBatchMay {
            approve: approves && b.state == S::Draft && b.made_by != actor.id(),
            cancel: updates && matches!(b.state, S::Draft | S::Approved),
            send: updates && b.state == S::Approved,
            download: exports && matches!(b.state, S::Approved | S::Sent | S::Done),
        },
    }
}

/// A batch with its version, as it is answered.
pub fn answered(actor: &Actor, b: &Batch) -> impl IntoResponse + use<> {
    ([(header::ETAG, etag(b.version))], Json(detail(actor, b)))
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, act::Read>,
    c: &MutualBatchConditions,
) -> Result<Filter> {
    let path = place(tx, scope, c.union_id)?;
    Ok(Filter { path, state: c.state, from: c.from, to: c.to, q: searched(c.q.as_deref()) })
}

/// Batches in sight, newest first.
#[utoipa::path(get, path = "/mutual_payment_batches", tag = "mutual", operation_id = "list_mutual_payment_batches",
    params(MutualBatchConditions, PageQuery), responses((status = 200, body = Page<MutualPaymentBatch>)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn list_mutual_payment_batches(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualBatchConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualPaymentBatch>>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, PayError>(payment::list(tx, &scope, &filter, before, limit + 1)?)
    });
    let rows = found.await?.iter().map(row).collect();
    Ok(Json(Page::from_rows(rows, limit as usize, |r: &MutualPaymentBatch| Cursor::of(r.id))))
}

/// How many batches match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_payment_batches/count", tag = "mutual", operation_id = "count_mutual_payment_batches",
    params(MutualBatchConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn count_mutual_payment_batches(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualBatchConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, PayError>(payment::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static BATCHES: List = List {
    resource: ResourceKind::Payment,
    action: "payment-batch.export",
    title: "支付批次",
    columns: &[
        text("number", "批次号", 20),
        text("union_name", "互助组织", 28),
        text("state_label", "状态", 12),
        number("count", "笔数"),
        money("amount_fen", "金额"),
        number("paid", "支付成功笔数"),
        money("paid_fen", "支付成功金额"),
        number("returned", "退票笔数"),
        text("made_by_name", "制单人", 12),
        text("approved_by_name", "审批人", 12),
        time("approved_at", "审批时间"),
        time("sent_at", "发送时间"),
        time("created_at", "制单时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_payment_batches/export", tag = "mutual",
    operation_id = "export_mutual_payment_batches", request_body = Export<MutualBatchConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("payment.export"))))]
pub async fn export_mutual_payment_batches(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualBatchConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&BATCHES, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_payment_batches(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// A batch of a fund in sight.
#[utoipa::path(get, path = "/mutual_payment_batches/{id}", tag = "mutual", operation_id = "get_mutual_payment_batch",
    params(("id" = Id, Path)), responses((status = 200, body = MutualPaymentBatchDetail)),
    extensions(("x-permission" = json!("payment.read"))))]
pub async fn get_mutual_payment_batch(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Payment, act::Read>()?;
    let found = app.store().read(move |tx| payment::find(tx, &scope, id)).await?;
    Ok(answered(&actor, &found.ok_or(PayError::BatchNotFound)?))
}

/// What goes into a batch.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualPaymentBatch {
    /// Union that runs the fund.
    fund_id: Id,
    /// Payable claims.
    claims: bool,
    /// Refunds.
    refunds: bool,
    /// At most so many payments, 1 to 2,000; 2,000 if missing.
    #[serde(default)]
    most: Option<i64>,
}

/// Makes a batch of what waits for money and has an account, the oldest first.
#[utoipa::path(post, path = "/mutual_payment_batches", tag = "mutual", operation_id = "make_mutual_payment_batch",
    request_body = NewMutualPaymentBatch, responses((status = 201, body = MutualPaymentBatchDetail)),
    extensions(("x-permission" = json!("payment.create"))))]
pub async fn make_mutual_payment_batch(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualPaymentBatch>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Payment, act::Create>()?;
    let (keys, by) = (app.keyring().clone(), actor.clone());
    let wanted = Wanted { fund: new.fund_id, claims: new.claims, refunds: new.refunds, most: new.most };
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &by, key.as_deref(), &new, |tx| {
            Ok::<_, PayError>(ops::make(tx, &keys, &scope, wanted)?.id)
        })?;
        payment::find(tx, &scope, id)?.ok_or(PayError::BatchNotFound)
    });
    Ok((StatusCode::CREATED, answered(&actor, &made.await?)))
}
