//! Accounts in sight, and what they hold now or held at an instant.

use axum::extract::State;
use axum::response::Response;
use guard::{ResourceKind, act, res};
use http_base::{ApiError, Cursor, Json, Page, PageQuery, Path, Query};
use kernel::{Fen, Id, Status, Timestamp};
use serde::{Deserialize, Serialize};

use super::books::LedgerInstant;
use super::sight;
use crate::App;
use crate::accounts::Staff;
use crate::exports::{Export, List, export_list, money, number, text, time};
use crate::ledger::store::account;
use crate::ledger::{self, Account, AccountKind, Balance, LedgerError, Side};

/// Which accounts.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct LedgerAccountConditions {
    /// Only in the books of this union.
    pub union_id: Option<Id>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<AccountKind>,
}

/// An account as it stands now.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LedgerAccountRow {
    id: Id,
    union_id: Id,
    union_name: String,
    code: String,
    title: String,
    kind: AccountKind,
    kind_label: String,
    side: Side,
    debit_fen: Fen,
    credit_fen: Fen,
    /// On the side of the account.
    balance_fen: Fen,
    /// What open reservations will debit.
    pending_debit_fen: Fen,
    /// What open reservations will credit.
    pending_credit_fen: Fen,
    /// What may still leave it; none for a kind without a limit.
    available_fen: Option<Fen>,
    /// Number of entries.
    entries: i64,
    /// Instant of the last entry; 0 before the first.
    last_at: Timestamp,
}

fn row(a: Account, union_name: String) -> LedgerAccountRow {
    LedgerAccountRow {
        balance_fen: a.balance().balance,
        available_fen: a.available(),
        id: a.id,
        union_id: a.book,
        union_name,
        code: a.code,
        title: a.title,
        kind: a.kind,
        kind_label: a.kind.title().to_owned(),
        side: a.kind.side(),
        debit_fen: a.debit,
        credit_fen: a.credit,
        pending_debit_fen: a.pending_debit,
        pending_credit_fen: a.pending_credit,
        entries: a.seq,
        last_at: a.last_at,
    }
}

/// Book and account of the row before a page.
fn after(page: &PageQuery) -> Result<(Id, Id), ApiError> {
    let Some(text) = page.after.as_deref() else { return Ok((Id(0), Id(0))) };
    let cursor = Cursor::parse(text)?;
    let book = cursor.key.parse().map_err(|_| ApiError::of(Status::BadRequest, "http.cursor"))?;
    Ok((book, cursor.id))
}

/// Accounts of books in sight, by book and in the order in which they were opened.
#[utoipa::path(get, path = "/ledger_accounts", tag = "platform", operation_id = "list_ledger_accounts",
    params(LedgerAccountConditions, PageQuery), responses((status = 200, body = Page<LedgerAccountRow>)),
    extensions(("x-permission" = json!("ledger.read"))))]
pub async fn list_ledger_accounts(
    State(app): State<App>,
    Staff(actor): Staff,
    Query(asked): Query<LedgerAccountConditions>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<LedgerAccountRow>>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let (after, limit, tree) = (after(&page)?, page.rows() as usize, app.org_tree().clone());
    let found = app.store().read_slow(move |tx| {
        let mut rows = Vec::new();
        for seen in sight::all(tx, tree.as_ref(), &scope, asked.union_id)? {
            if seen.book.union_id < after.0 || rows.len() > limit {
                continue;
            }
            let all = account::of_book(tx, seen.book.union_id)?.into_iter();
            let fits = |a: &Account| (a.book, a.id) > after && asked.kind.is_none_or(|k| k == a.kind);
            rows.extend(all.filter(fits).map(|a| row(a, seen.name.clone())));
        }
        Ok::<_, LedgerError>(rows)
    });
    let cursor = |r: &LedgerAccountRow| Cursor { key: r.union_id.to_string(), id: r.id };
    Ok(Json(Page::from_rows(found.await?, limit, cursor)))
}

static ACCOUNTS: List = List {
    resource: ResourceKind::Ledger,
    action: "ledger.export-accounts",
    title: "科目余额表",
    columns: &[
        text("union_name", "账簿", 28),
        text("code", "科目编码", 18),
        text("title", "科目名称", 28),
        text("kind_label", "类别", 12),
        money("debit_fen", "借方累计（元）"),
        money("credit_fen", "贷方累计（元）"),
        money("balance_fen", "余额（元）"),
        money("available_fen", "可用额（元）"),
        number("entries", "分录数"),
        time("last_at", "最近一笔"),
    ],
};

/// The accounts as a file.
#[utoipa::path(post, path = "/ledger_accounts/export", tag = "platform", operation_id = "export_ledger_accounts",
    request_body = Export<LedgerAccountConditions>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("ledger.export"))))]
pub async fn export_ledger_accounts(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(asked): Json<Export<LedgerAccountConditions>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&ACCOUNTS, Id(0)), asked, |app, actor, q, page| {
        list_ledger_accounts(State(app), Staff(actor), Query(q), Query(page))
    })
    .await
}

/// An account with what it held at an instant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LedgerAccountDetail {
    #[serde(flatten)]
    row: LedgerAccountRow,
    /// The instant that was asked for, or now.
    at: Timestamp,
    /// What it held then, by its entries alone.
    at_balance: Balance,
}

/// An account of a book in sight, now and at an instant.
#[utoipa::path(get, path = "/ledger_accounts/{id}", tag = "platform", operation_id = "get_ledger_account",
    params(("id" = Id, Path), LedgerInstant), responses((status = 200, body = LedgerAccountDetail)),
    extensions(("x-permission" = json!("ledger.read"))))]
pub async fn get_ledger_account(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
    Query(asked): Query<LedgerInstant>,
) -> Result<Json<LedgerAccountDetail>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let tree = app.org_tree().clone();
    let found = app.store().read(move |tx| {
        let account = ledger::account(tx, id)?.ok_or(LedgerError::AccountNotFound)?;
        let seen = sight::one(tx, tree.as_ref(), &scope, account.book);
        let seen = seen.map_err(LedgerError::hidden_account)?;
        let at = asked.at.unwrap_or_else(|| tx.now());
        let at_balance = ledger::balance_at(tx, id, at)?;
        Ok::<_, LedgerError>(LedgerAccountDetail { row: row(account, seen.name), at, at_balance })
    });
    Ok(Json(found.await?))
}
