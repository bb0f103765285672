//! Receipts: listed, shown with the bills that may be theirs, matched and taken back.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use guard::{Actor, ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Path, Query, etag};
use kernel::{Day, Fen, Id, Timestamp};
use platform::App;
use platform::accounts::Staff;
use platform::exports::{Export, List, day, export_list, money, number, text};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::enrol_place::{UnionNames, place};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{Bill, Receipt, ReceiptState};
use crate::ops::matching::{self as ops, Hint, How};
use crate::ops::statement::match_again;
use crate::store::bill;
use crate::store::receipt::{self, Filter};

/// Which receipts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct MutualReceiptConditions {
    /// Only of funds of this union and those beneath it.
    pub union_id: Option<Id>,
    /// Only of this statement.
    pub statement_id: Option<Id>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<ReceiptState>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
    /// Beginning of the payer's name.
    pub q: Option<String>,
}

/// A receipt in a list.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualReceiptRow {
    id: Id,
    union_id: Id,
    union_name: String,
    statement_id: Id,
    /// Row of the file, from 1.
    line: i64,
    serial: String,
    state: ReceiptState,
    state_label: String,
    day: Day,
    amount_fen: i64,
    /// What went into bills.
    matched_fen: i64,
    /// What was given back.
    refunded_fen: i64,
    /// What is still in suspense.
    rest_fen: i64,
    payer: String,
    account_tail: String,
    note: String,
    version: i64,
}

fn row(tx: &mut Tx<'_>, names: &mut UnionNames, r: &Receipt) -> Result<MutualReceiptRow> {
    Ok(MutualReceiptRow {
        id: r.id,
        union_id: r.union_id,
        union_name: names.of(tx, r.union_id)?,
        statement_id: r.statement_id,
        line: r.line,
        serial: r.serial.clone(),
        state: r.state,
        state_label: r.state.title().to_owned(),
        day: r.day,
        amount_fen: r.amount.0,
        matched_fen: r.matched.0,
        refunded_fen: r.refunded.0,
        rest_fen: r.rest().0,
        payer: r.payer.clone(),
        account_tail: r.account_tail.clone(),
        note: r.note.clone(),
        version: r.version,
    })
}

fn filter(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, act::Read>,
    c: &MutualReceiptConditions,
) -> Result<Filter> {
    Ok(Filter {
        path: place(tx, scope, c.union_id)?,
        statement: c.statement_id,
        state: c.state,
        from: c.from,
        to: c.to,
        q: kernel::text::name_key(c.q.as_deref().unwrap_or_default()),
    })
}

/// Receipts in sight, newest first.
#[utoipa::path(get, path = "/mutual_receipts", tag = "mutual", operation_id = "list_mutual_receipts",
    params(MutualReceiptConditions, PageQuery), responses((status = 200, body = Page<MutualReceiptRow>)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn list_mutual_receipts(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualReceiptConditions>,
    Query(page): Query<PageQuery>,
) -> std::result::Result<Json<Page<MutualReceiptRow>>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let (before, limit) = (page.last()?, page.rows());
    let found = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        let mut names = UnionNames::default();
        let rows = receipt::list(tx, &scope, &filter, before, limit + 1)?;
        rows.iter().map(|r| row(tx, &mut names, r)).collect::<Result<Vec<_>>>()
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, |r| Cursor::of(r.id))))
}

/// How many receipts match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/mutual_receipts/count", tag = "mutual", operation_id = "count_mutual_receipts",
    params(MutualReceiptConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn count_mutual_receipts(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(c): Query<MutualReceiptConditions>,
    Query(exactness): Query<Exactness>,
) -> std::result::Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Read>()?;
    let value = app.store().read_slow(move |tx| {
        let filter = filter(tx, &scope, &c)?;
        Ok::<_, EnrolError>(receipt::count(tx, &scope, &filter, exactness.bound())?)
    });
    Ok(Json(exactness.count(value.await?)))
}

static RECEIPTS: List = List {
    resource: ResourceKind::Fund,
    action: "mutual-receipt.export",
    title: "到账记录",
    columns: &[
        day("day", "到账日期"),
        money("amount_fen", "金额"),
        text("payer", "付款人", 36),
        text("account_tail", "账号末四位", 12),
        text("note", "附言", 40),
        text("serial", "流水号", 24),
        text("state_label", "状态", 10),
        money("matched_fen", "已匹配"),
        money("refunded_fen", "已退回"),
        money("rest_fen", "余额"),
        number("line", "文件行号"),
    ],
};

/// The list as a file.
#[utoipa::path(post, path = "/mutual_receipts/export", tag = "mutual", operation_id = "export_mutual_receipts",
    request_body = Export<MutualReceiptConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("fund.export"))))]
pub async fn export_mutual_receipts(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<MutualReceiptConditions>>,
) -> std::result::Result<Response, ApiError> {
    export_list(app, actor, (&RECEIPTS, Id(0)), asked, |app, actor, conditions, page| {
        list_mutual_receipts(State(app), Staff(actor), Query(conditions), Query(page))
    })
    .await
}

/// What of a receipt went into a bill.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualReceiptMatch {
    seq: i64,
    bill_id: Id,
    reference: String,
    union_name: String,
    amount_fen: i64,
    how: String,
    how_label: String,
    by_name: String,
    at: Timestamp,
    undone_at: Option<Timestamp>,
    undone_by_name: String,
    why: String,
}

/// A bill that a receipt may belong to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualSuggestion {
    bill_id: Id,
    reference: String,
    union_name: String,
    people: i64,
    amount_fen: i64,
    due_fen: i64,
    /// `reference`, `amount`, `payer`.
    reasons: Vec<String>,
    reasons_label: String,
}

/// A receipt with its bills, and those that may be its.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualReceiptDetail {
    #[serde(flatten)]
    row: MutualReceiptRow,
    matches: Vec<MutualReceiptMatch>,
    suggestions: Vec<MutualSuggestion>,
    may_update: bool,
}

fn suggestion((b, hints): (Bill, Vec<Hint>)) -> MutualSuggestion {
    MutualSuggestion {
        bill_id: b.id,
        people: b.people,
        amount_fen: b.parts.premium.0,
        due_fen: b.due().0,
        reference: b.reference,
        union_name: b.union_name,
        reasons: hints.iter().map(|h| h.code().to_owned()).collect(),
        reasons_label: hints.iter().map(|h| h.title()).collect::<Vec<_>>().join("，"),
    }
}

fn detail(tx: &mut Tx<'_>, actor: &Actor, id: Id) -> Result<MutualReceiptDetail> {
    let see = actor.permit::<res::Fund, act::Read>()?;
    let r = receipt::find(tx, &see, id)?.ok_or(EnrolError::ReceiptNotFound)?;
    let mut matches = Vec::new();
    for m in receipt::matches(tx, id)? {
        let b = bill::unscoped(tx, m.bill_id)?.ok_or(EnrolError::BillNotFound)?;
        matches.push(MutualReceiptMatch {
            seq: m.seq,
            bill_id: m.bill_id,
            reference: b.reference,
            union_name: b.union_name,
            amount_fen: m.amount.0,
            how_label: How::title_of(&m.how).to_owned(),
            how: m.how,
            by_name: m.by_name,
            at: m.at,
            undone_at: m.undone_at,
            undone_by_name: m.undone_by_name,
            why: m.why,
        });
    }
    let suggestions = ops::suggestions(tx, &r)?.into_iter().map(suggestion).collect();
    let may = actor.permit::<res::Fund, act::Update>().is_ok_and(|s| s.covers(&r.union_path));
    let row = row(tx, &mut UnionNames::default(), &r)?;
    Ok(MutualReceiptDetail { row, matches, suggestions, may_update: may })
}

/// A receipt of a fund in sight.
#[utoipa::path(get, path = "/mutual_receipts/{id}", tag = "mutual", operation_id = "get_mutual_receipt",
    params(("id" = Id, Path)), responses((status = 200, body = MutualReceiptDetail)),
    extensions(("x-permission" = json!("fund.read"))))]
pub async fn get_mutual_receipt(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> std::result::Result<impl IntoResponse, ApiError> {
    actor.permit::<res::Fund, act::Read>()?;
    let found = app.store().read_slow(move |tx| detail(tx, &actor, id)).await?;
    Ok(([(header::ETAG, etag(found.row.version))], Json(found)))
}

/// The bill that a receipt belongs to.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualMatchWish {
    bill_id: Id,
    /// As much as fits if missing.
    #[serde(default)]
    amount_fen: Option<i64>,
}

/// Puts a receipt into a bill by hand.
#[utoipa::path(post, path = "/mutual_receipts/{id}/match", tag = "mutual", operation_id = "match_mutual_receipt",
    params(("id" = Id, Path)), request_body = MutualMatchWish, responses((status = 200, body = MutualReceiptDetail)),
    extensions(("x-permission" = json!("fund.update"))))]
pub async fn match_mutual_receipt(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(wish): Json<MutualMatchWish>,
) -> std::result::Result<Json<MutualReceiptDetail>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Update>()?;
    let after = app.store().write(move |tx| {
        ops::by_hand(tx, &scope, (id, wish.bill_id), wish.amount_fen.map(Fen))?;
        detail(tx, &actor, id)
    });
    Ok(Json(after.await?))
}

/// A match to be taken back.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualUnmatch {
    /// Number of the match.
    seq: i64,
    /// 2 to 200 characters.
    why: String,
}

/// Takes a match back by a correcting entry.
#[utoipa::path(post, path = "/mutual_receipts/{id}/unmatch", tag = "mutual", operation_id = "unmatch_mutual_receipt",
    params(("id" = Id, Path)), request_body = MutualUnmatch, responses((status = 200, body = MutualReceiptDetail)),
    extensions(("x-permission" = json!("fund.update"))))]
pub async fn unmatch_mutual_receipt(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Json(asked): Json<MutualUnmatch>,
) -> std::result::Result<Json<MutualReceiptDetail>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Update>()?;
    let after = app.store().write(move |tx| {
        ops::undo(tx, &scope, (id, asked.seq), &asked.why)?;
        detail(tx, &actor, id)
    });
    Ok(Json(after.await?))
}

/// Whose receipts are looked at once more.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct MutualMatchAgain {
    /// Union that runs the fund.
    union_id: Id,
}

/// What came of it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MutualMatchedAgain {
    looked_at: i64,
    matched: i64,
}

/// Looks once more for the bills of a fund's receipts that found none.
#[utoipa::path(post, path = "/mutual_receipts/match", tag = "mutual", operation_id = "match_mutual_receipts",
    request_body = MutualMatchAgain, responses((status = 200, body = MutualMatchedAgain)),
    extensions(("x-permission" = json!("fund.update"))))]
pub async fn match_mutual_receipts(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<MutualMatchAgain>,
) -> std::result::Result<Json<MutualMatchedAgain>, ApiError> {
    let scope = actor.permit::<res::Fund, act::Update>()?;
    let done = app.store().write(move |tx| match_again(tx, &scope, asked.union_id));
    let (looked_at, matched) = done.await?;
    Ok(Json(MutualMatchedAgain { looked_at, matched }))
}
