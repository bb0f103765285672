//! Bills: listed, made, shown as they are printed, cancelled, given back.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{
    ApiError, Count, Cursor, Exactness, IdempotencyKey, IfMatch, Json, Page, PageQuery, Path, Query, etag,
};
use kernel::{Day, Id, Timestamp};
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, money, number, text, time};
use platform::{App, idempotency};
use registry::api::union_by_id;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{MutualParts, Words, class_title, place};
use super::refunds::{MutualRefundRow, shown as refund_row};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{Bill, BillState};
use crate::ops::bill as ops;
use crate::ops::matching::How;
use crate::store::bill::{self, Filter};
use crate::store::receipt::Match;
use crate::store::{enrolment, period, receipt, refund};

/// Which bills.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualBillConditions {
    /// Only of this period.
    pub period_id: Option<Id>,
    /// Only of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<BillState>,
    /// Beginning of the reference.
    pub q: Option<String>,
}

/// A bill in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualBillRow {
    id: Id,
    period_id: Id,
    period_title: String,
    union_id: Id,
    union_name: String,
    reference: String,
    state: BillState,
    state_label: String,
    people: i64,
    /// What is to be paid, 分.
    amount_fen: i64,
    #[serde(flatten)]
    parts: MutualParts,
    paid_fen: i64,
    due_fen: i64,
    refunded_fen: i64,
    paid_on: Option<Day>,
    cover_from: Option<Day>,
    created_at: Timestamp,
    created_by_name: String,
    version: i64,
}

fn row(title: String, b: &Bill) -> MutualBillRow {
    MutualBillRow {
        id: b.id,
        period_id: b.period_id,
        period_title: title,
        union_id: b.union_id,
        union_name: b.union_name.clone(),
        reference: b.reference.clone(),
        state: b.state,
        state_label: b.state.title().to_owned(),
        people: b.people,
        amount_fen: b.parts.premium.0,
        parts: b.parts.into(),
        paid_fen: b.paid.0,
        due_fen: b.due().0,
        refunded_fen: b.refunded.0,
        paid_on: b.paid_on,
        cover_from: b.cover_from,
        created_at: b.created_at,
        created_by_name: b.created_by_name.clone(),
        version: b.version,
    }
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, act::Read>,
    c: &MutualBillConditions,
) -> Result<Filter> {
    let q = kernel::text::clean(c.q.as_deref().unwrap_or_default()).to_ascii_uppercase();
    Ok(Filter { path: place(tx, scope, c.union_id)?, period: c.period_id, state: c.state, q })
}

/// Bills in sight, newest first.
#[utoipa::path(get, path = "/mutual_bills", tag = "mutual", operation_id = "list_mutual_bills",
    params(MutualBillConditions, PageQuery), responses((status = 200, body = Page<MutualBillRow>)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn list_mutual_bills(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualBillConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualBillRow>>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let titles = period::titles(tx)?;
        let rows = bill::list(tx, &scope, &filter, before, limit + 1)?;
        let title = |b: &Bill| titles.get(&b.period_id).cloned().unwrap_or_default();
        Ok::<_, EnrolError>(rows.iter().map(|b| row(title(b), b)).collect::<Vec<_>>())
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r| Cursor::of(r.id))))
}

/// How many bills match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_bills/count", tag = "mutual", operation_id = "count_mutual_bills",
    params(MutualBillConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn count_mutual_bills(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualBillConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, EnrolError>(bill::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static BILLS: List = List {
    resource: ResourceKind::Enrolment,
    action: "mutual-bill.export",
    title: "缴费单",
    columns: &[
        text("reference", "缴费单号", 16),
        text("period_title", "参保期", 30),
        text("union_name", "工会", 36),
        text("state_label", "状态", 10),
        number("people", "人数"),
        money("amount_fen", "应缴金额"),
        money("employer_fen", "单位承担"),
        money("union_fen", "工会承担"),
        money("person_fen", "个人承担"),
        money("paid_fen", "到账金额"),
        money("due_fen", "未缴金额"),
        money("refunded_fen", "已退金额"),
        day("paid_on", "缴清日期"),
        day("cover_from", "保障开始"),
        text("created_by_name", "经办人", 12),
        time("created_at", "开单时间"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_bills/export", tag = "mutual", operation_id = "export_mutual_bills",
    request_body = Export<MutualBillConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("enrolment.export"))))]
pub async fn export_mutual_bills(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualBillConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&BILLS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_bills(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// People of a bill in one class.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualBillClass {
    class: String,
    class_label: String,
    people: i64,
    shares: i64,
    amount_fen: i64,
}

/// Money of a bill.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualBillMatch {
    receipt_id: Id,
    seq: i64,
    amount_fen: i64,
    how: String,
    how_label: String,
    by_name: String,
    at: Timestamp,
    undone_at: Option<Timestamp>,
    undone_by_name: String,
    why: String,
    day: Day,
    payer: String,
}

fn money_of(tx: &mut Tx<'_>, m: Match) -> Result<MutualBillMatch> {
    let r = receipt::unscoped(tx, m.receipt_id)?.ok_or(EnrolError::ReceiptNotFound)?;
    Ok(MutualBillMatch {
        receipt_id: m.receipt_id,
        seq: m.seq,
        amount_fen: m.amount.0,
        how_label: How::title_of(&m.how).to_owned(),
        how: m.how,
        by_name: m.by_name,
        at: m.at,
        undone_at: m.undone_at,
        undone_by_name: m.undone_by_name,
        why: m.why,
        day: r.day,
        payer: r.payer,
    })
}

/// A bill with everything that is printed on it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualBillDetail {
    #[serde(flatten)]
    row: MutualBillRow,
    fund_name: String,
    scheme_title: String,
    classes: Vec<MutualBillClass>,
    matches: Vec<MutualBillMatch>,
    refunds: Vec<MutualRefundRow>,
    /// Why it was cancelled.
    reason: String,
    may_cancel: bool,
    may_refund: bool,
}

fn detail(tx: &mut Tx<'_>, actor: &Actor, b: Bill) -> Result<MutualBillDetail> {
    let p = period::unscoped(tx, b.period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let scheme = Words::default().scheme(tx, p.scheme_id)?;
    let classes = enrolment::classes(tx, (b.union_id, b.period_id), b.id)?.into_iter();
    let classes = classes.map(|(class, people, shares, amount_fen)| MutualBillClass {
        class_label: class_title(scheme.as_deref(), &class),
        class,
        people,
        shares,
        amount_fen,
    });
    let classes = classes.collect();
    let matches = receipt::matches_of_bill(tx, b.id)?;
    let matches = matches.into_iter().map(|m| money_of(tx, m)).collect::<Result<Vec<_>>>()?;
    let refunds = refund::of_bill(tx, b.id)?;
    let fund = union_by_id(tx, b.fund_id)?;
    let update = actor.permit::<res::Enrolment, act::Update>().is_ok_and(|s| s.covers(&b.union_path));
    let pay = actor.permit::<res::Fund, act::Update>();
    let at_fund = pay.is_ok_and(|s| fund.as_ref().is_some_and(|u| s.covers(&u.place())));
    let early = b.cover_from.is_some_and(|from| from > tx.today());
    let gives = scheme.as_ref().is_some_and(|s| s.entry.refund);
    Ok(MutualBillDetail {
        fund_name: fund.map(|u| u.name).unwrap_or_default(),
        scheme_title: scheme.map(|s| s.title.clone()).unwrap_or_default(),
        classes,
        matches,
        refunds: refund_row(tx, refunds)?,
        may_cancel: update && b.state == BillState::Open,
        may_refund: at_fund && early && gives && b.state == BillState::Paid,
        row: row(p.title, &b),
        reason: b.reason,
    })
}

/// A bill of a union in sight, as it is printed.
#[utoipa::path(get, path = "/mutual_bills/{id}", tag = "mutual", operation_id = "get_mutual_bill",
    params(("id" = Id, Path)), responses((status = 200, body = MutualBillDetail)),
    extensions(("x-permission" = json!("enrolment.read"))))]
pub async fn get_mutual_bill(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Read>()?;
    let found = app.store().read(move |tx| {
        let b = bill::find(tx, &scope, id)?.ok_or(EnrolError::BillNotFound)?;
        detail(tx, scope.actor(), b)
    });
    let found = found.await?;
    Ok(([(header::ETAG, etag(found.row.version))], Json(found)))
}

/// Whose list becomes a bill.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
pub struct NewMutualBill {
    period_id: Id,
    union_id: Id,
}

/// Makes a bill of everybody on a union's list.
#[utoipa::path(post, path = "/mutual_bills", tag = "mutual", operation_id = "create_mutual_bill",
    request_body = NewMutualBill, responses((status = 201, body = MutualBillDetail)),
    extensions(("x-permission" = json!("enrolment.create"))))]
pub async fn create_mutual_bill(
    State(app): State<App>,
    Staff(actor): Staff,
    IdempotencyKey(key): IdempotencyKey,
    Json(new): Json<NewMutualBill>,
) -> std::result::Result<(StatusCode, Json<MutualBillDetail>), ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Create>()?;
    let made = app.store().write(move |tx| {
        let id: Id = idempotency::once(tx, &actor, key.as_deref(), &new, |tx| {
            Ok::<_, EnrolError>(ops::create(tx, &scope, (new.period_id, new.union_id))?.id)
        })?;
        let b = bill::find(tx, &scope, id)?.ok_or(EnrolError::BillNotFound)?;
        detail(tx, &actor, b)
    });
    Ok((StatusCode::CREATED, Json(made.await?)))
}

/// Why a bill is cancelled.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualBillCancelled {
    /// 2 to 200 characters.
    reason: String,
}

/// Cancels a bill on which nothing was paid; `If-Match` carries the version that was seen.
#[utoipa::path(post, path = "/mutual_bills/{id}/cancel", tag = "mutual", operation_id = "cancel_mutual_bill",
    params(("id" = Id, Path)), request_body = MutualBillCancelled, responses((status = 200, body = MutualBillDetail)),
    extensions(("x-permission" = json!("enrolment.update"))))]
pub async fn cancel_mutual_bill(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    IfMatch(version): IfMatch,
    Json(why): Json<MutualBillCancelled>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    let scope = actor.permit::<res::Enrolment, act::Update>()?;
    let after = app.store().write(move |tx| {
        let b = ops::cancel(tx, &scope, (id, version), &why.reason)?;
        detail(tx, scope.actor(), b)
    });
    let after = after.await?;
    Ok(([(header::ETAG, etag(after.row.version))], Json(after)))
}
