//! Entries of books in sight, and their file.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, Scope, act, res};
use http_base::{ApiError, Count, Cursor, Exactness, Json, Page, PageQuery, Query};
use kernel::{Day, Fen, Id, Status, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::sight::{self, Seen};
use crate::App;
use crate::accounts::{OrgTree, Staff};
use crate::exports::{Export, List, day, export_list, money, number, text, time};
use crate::ledger::store::account;
use crate::ledger::store::list::{self, Filter, Place};
use crate::ledger::{self, Account, LedgerError, Posting, reasons};

/// Which entries.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct LedgerEntryConditions {
    /// Only of this account.
    pub account_id: Option<Id>,
    /// Only in the books of this union.
    pub union_id: Option<Id>,
    /// Not before this accounting day.
    pub from: Option<Day>,
    /// Not after this accounting day.
    pub to: Option<Day>,
    /// Only for this reason.
    pub reason: Option<String>,
    /// Only for records of this kind.
    pub record_kind: Option<String>,
    /// Only for this record.
    pub record_id: Option<Id>,
}

/// An entry of an account.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LedgerEntryRow {
    account_id: Id,
    account_code: String,
    account_title: String,
    union_id: Id,
    union_name: String,
    /// Number in the account, from 1 without gaps.
    seq: i64,
    transfer_id: Id,
    /// The account on the other side.
    other_id: Id,
    other_code: String,
    other_title: String,
    at: Timestamp,
    /// Accounting day.
    day: Day,
    debit_fen: Fen,
    credit_fen: Fen,
    /// Of the account after it, on the account's side.
    balance_fen: Fen,
    reason: String,
    reason_label: String,
    record_kind: String,
    /// 0 for none.
    record_id: Id,
    memo: String,
}

/// Names of accounts, each read once.
pub(super) type Names = HashMap<Id, (String, String)>;

pub(super) fn names_of(all: Vec<Account>) -> Names {
    all.into_iter().map(|a| (a.id, (a.code, a.title))).collect()
}

pub(super) fn row(p: Posting, union_name: &str, names: &Names) -> LedgerEntryRow {
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    let ((account_code, account_title), (other_code, other_title)) = (name(p.account), name(p.other));
    LedgerEntryRow {
        account_id: p.account,
        account_code,
        account_title,
        union_id: p.book,
        union_name: union_name.to_owned(),
        seq: p.seq,
        transfer_id: p.transfer,
        other_id: p.other,
        other_code,
        other_title,
        at: p.at,
        day: p.day,
        debit_fen: p.debit,
        credit_fen: p.credit,
        balance_fen: p.after.balance,
        reason_label: reasons::label(&p.reason),
        reason: p.reason,
        record_kind: p.record_kind,
        record_id: p.record_id,
        memo: p.memo,
    }
}

fn filled(text: Option<&String>) -> Option<String> {
    text.filter(|t| !t.is_empty()).cloned()
}

/// The books that are walked through, and what is asked of their entries.
fn asked<A: act::Action>(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Ledger, A>,
    c: &LedgerEntryConditions,
) -> Result<(Vec<Seen>, Filter), LedgerError> {
    let filter = Filter {
        account: c.account_id,
        from: c.from,
        to: c.to,
        reason: filled(c.reason.as_ref()),
        record_kind: filled(c.record_kind.as_ref()),
        record: c.record_id,
    };
    let Some(id) = c.account_id else { return Ok((sight::all(tx, tree, scope, c.union_id)?, filter)) };
    let book = account::book_of(tx, id)?.ok_or(LedgerError::AccountNotFound)?;
    let seen = sight::one(tx, tree, scope, book).map_err(LedgerError::hidden_account)?;
    let elsewhere = c.union_id.is_some_and(|u| u != book);
    Ok((if elsewhere { Vec::new() } else { vec![seen] }, filter))
}

fn cursor_of(r: &LedgerEntryRow) -> Cursor {
    Cursor { key: format!("{}.{}.{}", r.day.number(), r.at.0, r.seq), id: r.account_id }
}

fn place_of(text: &str) -> Result<Place, ApiError> {
    let bad = || ApiError::of(Status::BadRequest, "http.cursor");
    let cursor = Cursor::parse(text)?;
    let parts: Vec<i64> = cursor.key.split('.').map_while(|p| p.parse().ok()).collect();
    let [day, at, seq] = parts[..] else { return Err(bad()) };
    let day = Day::from_number(day).ok_or_else(bad)?;
    Ok(Place { day, at: Timestamp(at), account: cursor.id, seq })
}

/// Entries of books in sight: of one account the latest number first, else the latest accounting day first.
#[utoipa::path(get, path = "/ledger_entries", tag = "platform", operation_id = "list_ledger_entries",
    params(LedgerEntryConditions, PageQuery), responses((status = 200, body = Page<LedgerEntryRow>)),
    extensions(("x-permission" = json!("ledger.read"))))]
pub async fn list_ledger_entries(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<LedgerEntryConditions>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<LedgerEntryRow>>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let after = page.after.as_deref().map(place_of).transpose()?;
    let (limit, tree) = (page.rows(), app.org_tree().clone());
    let found = app.store().read_slow(move |tx| {
        let (books, filter) = asked(tx, tree.as_ref(), &scope, &conditions)?;
        rows(tx, &books, &filter, after, limit + 1)
    });
    Ok(Json(Page::from_rows(found.await?, limit as usize, cursor_of)))
}

/// A page from several books: the best of each one's page.
fn rows(
    tx: &mut Tx<'_>,
    books: &[Seen],
    filter: &Filter,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<LedgerEntryRow>, LedgerError> {
    let mut found = Vec::new();
    for (n, seen) in books.iter().enumerate() {
        let part = list::list(tx, seen.book.union_id, filter, after, limit)?;
        found.extend(part.into_iter().map(|p| (n, p)));
    }
    if books.len() > 1 {
        found.sort_by_key(|(_, p)| std::cmp::Reverse(Place::of(p)));
        found.truncate(limit as usize);
    }
    let mut names: HashMap<usize, Names> = HashMap::new();
    let mut all = Vec::with_capacity(found.len());
    for (n, p) in found {
        let Some(seen) = books.get(n) else { continue };
        let known = match names.entry(n) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => {
                new.insert(names_of(ledger::accounts_of(tx, seen.book.union_id)?))
            }
        };
        all.push(row(p, &seen.name, known));
    }
    Ok(all)
}

/// How many entries match: exact to 1,000, and beyond that on request.
#[utoipa::path(get, path = "/ledger_entries/count", tag = "platform", operation_id = "count_ledger_entries",
    params(LedgerEntryConditions, Exactness), responses((status = 200, body = Count)),
    extensions(("x-permission" = json!("ledger.read"))))]
pub async fn count_ledger_entries(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(conditions): Query<LedgerEntryConditions>,
    Query(exactness): Query<Exactness>,
) -> Result<Json<Count>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let (tree, bound) = (app.org_tree().clone(), exactness.bound());
    let value = app.store().read_slow(move |tx| {
        let (books, filter) = asked(tx, tree.as_ref(), &scope, &conditions)?;
        let mut value = 0;
        for seen in books {
            value += list::count(tx, seen.book.union_id, &filter, bound - value)?;
        }
        Ok::<_, LedgerError>(value)
    });
    Ok(Json(exactness.count(value.await?)))
}

static ENTRIES: List = List {
    resource: ResourceKind::Ledger,
    action: "ledger.export-entries",
    title: "账簿分录",
    columns: &[
        text("union_name", "账簿", 28),
        text("account_code", "科目编码", 16),
        text("account_title", "科目名称", 22),
        number("seq", "序号"),
        time("at", "记账时间"),
        day("day", "记账日"),
        money("debit_fen", "借方（元）"),
        money("credit_fen", "贷方（元）"),
        money("balance_fen", "余额（元）"),
        text("other_code", "对方科目", 16),
        text("transfer_id", "凭证编号", 22),
        text("reason_label", "事由", 14),
        text("record_kind", "关联类别", 14),
        text("record_id", "关联编号", 22),
        text("memo", "摘要", 36),
    ],
};

/// The entries as a file.
#[utoipa::path(post, path = "/ledger_entries/export", tag = "platform", operation_id = "export_ledger_entries",
    request_body = Export<LedgerEntryConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("ledger.export"))))]
pub async fn export_ledger_entries(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<LedgerEntryConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&ENTRIES, Id(0)), asked, |app, actor, q, page| {
        list_ledger_entries(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}
