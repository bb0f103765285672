//! Refunds: decided for people, bills and receipts, and listed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query,
};
use kernel::{Fen, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, export_list, money, number, text, time};
use platform::{App, idempotency};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{UnionNames, place, searched, some};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{RefundKind, RefundState};
use crate::ops::refund::{self as ops, Payee};
use crate::store::refund::{self, Filter, Refund};

/// Which refunds.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualRefundConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<RefundState>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<RefundKind>,
    /// In the name of the payee, or in the reason.
    pub q: Option<String>,
}

/// A refund.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualRefundRow {
    id: Id,
    /// Union that runs the fund.
    union_id: Id,
    union_name: String,
    /// Union that paid.
    unit_id: Option<Id>,
    unit_name: String,
    kind: RefundKind,
    kind_label: String,
    state: RefundState,
    state_label: String,
    people: i64,
    amount_fen: i64,
    payee: String,
    bank: String,
    /// Last four digits of the account.
    account_tail: String,
    why: String,
    bill_id: Option<Id>,
    receipt_id: Option<Id>,
    payment_id: Option<Id>,
    created_at: Timestamp,
    created_by_name: String,
    version: i64,
}

/// Refunds as they are shown.
pub fn shown(tx: &mut Tx<'_>, all: Vec<Refund>) -> Result<Vec<MutualRefundRow>> {
    let mut names = UnionNames::default();
    let mut rows = Vec::with_capacity(all.len());
    for f in all {
        rows.push(MutualRefundRow {
            id: f.id,
            union_id: f.union_id,
            union_name: names.of(tx, f.union_id)?,
            unit_id: some(f.unit_id),
            unit_name: names.of(tx, f.unit_id)?,
            kind: f.kind,
            kind_label: f.kind.title().to_owned(),
            state: f.state,
            state_label: f.state.title().to_owned(),
            people: f.people,
            amount_fen: f.amount.0,
            payee: f.payee,
            bank: f.bank,
            account_tail: f.account_tail,
            why: f.why,
            bill_id: some(f.bill_id),
            receipt_id: some(f.receipt_id),
            payment_id: some(f.payment_id),
            created_at: f.created_at,
            created_by_name: f.created_by_name,
            version: f.version,
        });
    }
    Ok(rows)
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, act::Read>,
    c: &MutualRefundConditions,
) -> Result<Filter> {
    let path = place(tx, scope, c.union_id)?;
    Ok(Filter { path, kind: c.kind, state: c.state, q: searched(c.q.as_deref()) })
}

/// Refunds in sight, newest first.
#[utoipa::path(get, path = "/mutual_refunds", tag = "mutual", operation_id = "list_mutual_refunds",
    params(MutualRefundConditions, PageQuery), responses((status = 200, body = Page<MutualRefundRow>)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn list_mutual_refunds(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualRefundConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualRefundRow>>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let rows = refund::list(tx, &scope, &filter, before, limit + 1)?;
        shown(tx, rows)
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r| Cursor::of(r.id))))
}

/// How many refunds match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_refunds/count", tag = "mutual", operation_id = "count_mutual_refunds",
    params(MutualRefundConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn count_mutual_refunds(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualRefundConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, EnrolError>(refund::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static REFUNDS: List = List {
    resource: ResourceKind::Fund,
    action: "mutual-refund.export",
    title: "退费",
    columns: &[
        text("union_name", "互助组织", 28),
        text("unit_name", "缴费工会", 36),
        text("kind_label", "类别", 12),
        text("state_label", "状态", 10),
        number("people", "人数"),
        money("amount_fen", "金额"),
        text("payee", "收款人", 28),
        text("bank", "开户银行", 28),
        text("account_tail", "账号末四位", 12),
        text("why", "原因", 40),
        text("created_by_name", "经办人", 12),
        time("created_at", "办理时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_refunds/export", tag = "mutual", operation_id = "export_mutual_refunds",
    request_body = Export<MutualRefundConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("fund.export"))))]
pub async fn export_mutual_refunds(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualRefundConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&REFUNDS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_refunds(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// What of a bill is given back, and to whom.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualBillRefund {
    /// The whole bill if empty.
    #[serde(default)]
    person_ids: Vec<Id>,
    /// 2 to 200 characters.
    why: String,
    /// Holder of the account, 2 to 60 characters.
    payee: String,
    #[serde(default)]
    bank: String,
    /// 8 to 32 digits.
    account: String,
}

/// What of a receipt is given back, and to whom.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualReceiptRefund {
    /// All that is left if missing.
    #[serde(default)]
    amount_fen: Option<i64>,
    /// 2 to 200 characters.
    why: String,
    /// Who paid if empty.
    #[serde(default)]
    payee: String,
    #[serde(default)]
    bank: String,
    /// Where it came from if empty.
    #[serde(default)]
    account: String,
}

fn one(tx: &mut Tx<'_>, id: Id) -> Result<MutualRefundRow> {
    let f = refund::unscoped(tx, id)?.ok_or(EnrolError::RefundNotFound)?;
    shown(tx, vec![f])?.pop().ok_or(EnrolError::RefundNotFound)
}

/// To whom a refund goes.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MutualRefundPayee {
    /// Holder of the account, 2 to 60 characters.
    payee: String,
    #[serde(default)]
    bank: String,
    /// 8 to 32 digits.
    account: String,
}

/// Writes another account for money that is in no payment: before the first one, or when the bank sent it back.
#[utoipa::path(patch, path = "/mutual_refunds/{id}", tag = "mutual", operation_id = "change_mutual_refund_payee",
    params(("id" = Id, Path)), request_body = MutualRefundPayee, responses((status = 200, body = MutualRefundRow)),
    extensions(("x-permission" = json!("fund.update"))))]
pub async fn change_mutual_refund_payee(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(new): Json<MutualRefundPayee>,
) -> std::result::Result<Json<MutualRefundRow>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Update>()?;
    let keys = app.keyring().clone();
    let changed = app.store().write(move |tx| {
        let payee = Payee { name: new.payee.clone(), bank: new.bank.clone(), account: new.account.clone() };
        ops::change_payee(tx, &keys, &scope, (id, version), &payee)?;
        one(tx, id)
    });
    Ok(Json(changed.await?))
}

/// Gives premiums of a full bill back, before cover begins.
#[utoipa::path(post, path = "/mutual_bills/{id}/refund", tag = "mutual", operation_id = "refund_mutual_bill",
    params(("id" = Id, Path)), request_body = NewMutualBillRefund, responses((status = 201, body = MutualRefundRow)),
    extensions(("x-permission" = json!("fund.update"))))]
pub async fn refund_mutual_bill(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualBillRefund>,
) -> std::result::Result<(StatusCode, Json<MutualRefundRow>), ApiError> {
    let scope = actor.permit::<res::Fund, act::Update>()?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let payee =
                Payee { name: new.payee.clone(), bank: new.bank.clone(), account: new.account.clone() };
            let made = ops::of_bill(tx, &keys, &scope, (id, &new.person_ids), (&new.why, &payee))?;
            Ok::<_, EnrolError>(made.id)
        })?;
        one(tx, id)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Gives back what of a receipt belongs to no bill.
#[utoipa::path(post, path = "/mutual_receipts/{id}/refund", tag = "mutual", operation_id = "refund_mutual_receipt",
    params(("id" = Id, Path)), request_body = NewMutualReceiptRefund,
    responses((status = 201, body = MutualRefundRow)), extensions(("x-permission" = json!("fund.update"))))]
pub async fn refund_mutual_receipt(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualReceiptRefund>,
) -> std::result::Result<(StatusCode, Json<MutualRefundRow>), ApiError> {
    let scope = actor.permit::<res::Fund, act::Update>()?;
    let keys = app.keyring().clone();
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &(id, &new), |tx| {
            let payee =
                Payee { name: new.payee.clone(), bank: new.bank.clone(), account: new.account.clone() };
            let wanted = new.amount_fen.map(Fen);
            let made = ops::of_receipt(tx, &keys, &scope, (id, wanted), (&new.why, &payee))?;
            Ok::<_, EnrolError>(made.id)
        })?;
        one(tx, id)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}
