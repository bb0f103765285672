//! Books in sight, and their trial balance at any instant.

use axum::extract::State;
use axum::response::Response;
use guard::{Actor, ResourceKind, act, res};
use http_base::{ApiError, Json, Path, Query};
use kernel::{Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::sight::{self, Seen};
use crate::App;
use crate::accounts::Staff;
use crate::exports::{Export, List, export_list, money, rows_at, text};
use crate::ledger::{self, AccountKind, LedgerError, Line, Side};

/// The books of a union.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LedgerBookRow {
    union_id: Id,
    union_name: String,
    /// Number of accounts.
    accounts: i64,
    /// Last closed month, `yyyymm`; 0 if none is.
    closed_to: i64,
    /// When the first account was opened.
    opened_at: Timestamp,
}

impl From<Seen> for LedgerBookRow {
    fn from(s: Seen) -> Self {
        Self {
            union_id: s.book.union_id,
            union_name: s.name,
            accounts: s.book.accounts,
            closed_to: s.book.closed_to,
            opened_at: s.book.opened_at,
        }
    }
}

/// The books in sight.
#[utoipa::path(get, path = "/ledger_books", tag = "platform", operation_id = "list_ledger_books",
    responses((status = 200, body = Vec<LedgerBookRow>)), extensions(("x-permission" = json!("ledger.read"))))]
pub async fn list_ledger_books(
    State(app): State<App>,
    Staff(actor): Staff,
) -> Result<Json<Vec<LedgerBookRow>>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let tree = app.org_tree().clone();
    let found = app.store().read(move |tx| sight::all(tx, tree.as_ref(), &scope, None)).await?;
    Ok(Json(found.into_iter().map(LedgerBookRow::from).collect()))
}

/// At which instant.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, utoipa::IntoParams, utoipa::ToSchema)]
#[serde(default)]
pub struct LedgerInstant {
    /// Milliseconds since 1970; now if missing.
    pub at: Option<Timestamp>,
}

/// Sums of an account.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TrialBalanceLine {
    pub(super) account_id: Id,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) kind: AccountKind,
    pub(super) kind_label: String,
    pub(super) side: Side,
    pub(super) debit_fen: Fen,
    pub(super) credit_fen: Fen,
    /// On the side of the account.
    pub(super) balance_fen: Fen,
}

impl From<Line> for TrialBalanceLine {
    fn from(l: Line) -> Self {
        Self {
            account_id: l.account.id,
            code: l.account.code,
            title: l.account.title,
            kind: l.account.kind,
            kind_label: l.account.kind.title().to_owned(),
            side: l.account.kind.side(),
            debit_fen: l.at.debit,
            credit_fen: l.at.credit,
            balance_fen: l.at.balance,
        }
    }
}

/// All accounts of a book at an instant.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct TrialBalance {
    union_id: Id,
    union_name: String,
    at: Timestamp,
    /// Sum of all debits; equal to the credits.
    debit_fen: Fen,
    credit_fen: Fen,
    lines: Vec<TrialBalanceLine>,
}

/// Debits and credits of lines together.
pub(super) fn totals(lines: &[TrialBalanceLine]) -> (Fen, Fen) {
    let sum = |of: fn(&TrialBalanceLine) -> Fen| Fen(lines.iter().map(|l| of(l).0).sum());
    (sum(|l| l.debit_fen), sum(|l| l.credit_fen))
}

async fn balance(app: App, actor: Actor, union: Id, asked: LedgerInstant) -> Result<TrialBalance, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let tree = app.org_tree().clone();
    let found = app.store().read(move |tx| {
        let seen = sight::one(tx, tree.as_ref(), &scope, union)?;
        let at = asked.at.unwrap_or_else(|| tx.now());
        let lines = ledger::trial_balance(tx, union, at)?;
        Ok::<_, LedgerError>((seen, at, lines))
    });
    let (seen, at, lines) = found.await?;
    let lines: Vec<TrialBalanceLine> = lines.into_iter().map(TrialBalanceLine::from).collect();
    let (debit_fen, credit_fen) = totals(&lines);
    Ok(TrialBalance { union_id: union, union_name: seen.name, at, debit_fen, credit_fen, lines })
}

/// The trial balance of a book in sight, now or at an instant, made of the entries alone.
#[utoipa::path(get, path = "/ledger_books/{union_id}/trial_balance", tag = "platform",
    operation_id = "get_trial_balance", params(("union_id" = Id, Path), LedgerInstant),
    responses((status = 200, body = TrialBalance)), extensions(("x-permission" = json!("ledger.read"))))]
pub async fn get_trial_balance(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(union): Path<Id>,
    Query(asked): Query<LedgerInstant>,
) -> Result<Json<TrialBalance>, ApiError> {
    Ok(Json(balance(app, actor, union, asked).await?))
}

static TRIAL_BALANCE: List = List {
    resource: ResourceKind::Ledger,
    action: "ledger.export-trial-balance",
    title: "试算平衡表",
    columns: &[
        text("code", "科目编码", 18),
        text("title", "科目名称", 28),
        text("kind_label", "类别", 12),
        money("debit_fen", "借方累计（元）"),
        money("credit_fen", "贷方累计（元）"),
        money("balance_fen", "余额（元）"),
    ],
};

/// The trial balance as a file.
#[utoipa::path(post, path = "/ledger_books/{union_id}/trial_balance/export", tag = "platform",
    operation_id = "export_trial_balance", params(("union_id" = Id, Path)), request_body = Export<LedgerInstant>,
    responses((status = 200, description = "The list, .xlsx or .csv", content_type = "application/octet-stream")),
    extensions(("x-permission" = json!("ledger.export"))))]
pub async fn export_trial_balance(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(union): Path<Id>,
    Json(asked): Json<Export<LedgerInstant>>,
) -> Result<Response, ApiError> {
    export_list(app, actor, (&TRIAL_BALANCE, union), asked, move |app, actor, at, _| async move {
        Ok(Json(rows_at(&balance(app, actor, union, at).await?, "/lines")))
    })
    .await
}
