//! Closed months of a book.

use axum::extract::State;
use guard::{act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::books::{TrialBalanceLine, totals};
use super::sight;
use crate::App;
use crate::accounts::Staff;
use crate::audit::{self, Changes, Entry};
use crate::ledger::{self, Closing, ClosingLine, LedgerError};

/// A closed month with its frozen sums by accounting day.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LedgerClosing {
    /// `yyyymm`.
    month: i64,
    closed_by_name: String,
    closed_at: Timestamp,
    /// Sum of all debits to the end of the month; equal to the credits.
    debit_fen: Fen,
    credit_fen: Fen,
    lines: Vec<TrialBalanceLine>,
}

impl From<ClosingLine> for TrialBalanceLine {
    fn from(l: ClosingLine) -> Self {
        Self {
            account_id: l.account,
            code: l.code,
            title: l.title,
            kind: l.kind,
            kind_label: l.kind.title().to_owned(),
            side: l.kind.side(),
            debit_fen: l.sums.debit,
            credit_fen: l.sums.credit,
            balance_fen: l.sums.balance,
        }
    }
}

impl From<Closing> for LedgerClosing {
    fn from(c: Closing) -> Self {
        let lines: Vec<TrialBalanceLine> = c.lines.into_iter().map(TrialBalanceLine::from).collect();
        let (debit_fen, credit_fen) = totals(&lines);
        Self {
            month: c.month,
            closed_by_name: c.closed_by_name,
            closed_at: c.closed_at,
            debit_fen,
            credit_fen,
            lines,
        }
    }
}

/// The closed months of a book in sight, latest first.
#[utoipa::path(get, path = "/ledger_books/{union_id}/closings", tag = "platform",
    operation_id = "list_ledger_closings", params(("union_id" = Id, Path)),
    responses((status = 200, body = Vec<LedgerClosing>)), extensions(("x-permission" = json!("ledger.read"))))]
pub async fn list_ledger_closings(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(union): Path<Id>,
) -> Result<Json<Vec<LedgerClosing>>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let tree = app.org_tree().clone();
    let found = app.store().read(move |tx| {
        sight::one(tx, tree.as_ref(), &scope, union)?;
        Ok::<_, LedgerError>(ledger::closings(tx, union)?)
    });
    Ok(Json(found.await?.into_iter().map(LedgerClosing::from).collect()))
}

/// Which month.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
pub struct LedgerMonth {
    /// `yyyymm`; it must be over.
    month: i64,
}

/// A month as people write it; nothing where none is closed yet.
fn written(month: i64) -> String {
    if month == 0 { String::new() } else { format!("{}-{:02}", month / 100, month % 100) }
}

/// Closes the books to the end of a month: nothing is entered in it any more. A month that is closed is answered as it is.
#[utoipa::path(post, path = "/ledger_books/{union_id}/close", tag = "platform", operation_id = "close_ledger_month",
    params(("union_id" = Id, Path)), request_body = LedgerMonth, responses((status = 200, body = LedgerClosing)),
    extensions(("x-permission" = json!("ledger.freeze"))))]
pub async fn close_ledger_month(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(union): Path<Id>,
    Json(LedgerMonth { month }): Json<LedgerMonth>,
) -> Result<Json<LedgerClosing>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Freeze>()?;
    let tree = app.org_tree().clone();
    let closed = app.store().write(move |tx| {
        let seen = sight::one(tx, tree.as_ref(), &scope, union)?;
        if seen.book.closed_to < month {
            ledger::close_period(tx, &scope, union, month)?;
            let changes = Changes::new().field("closed_to", written(seen.book.closed_to), written(month));
            let entry = Entry { union_path: Some(&seen.path), changes, ..Entry::of("ledger.close", union) };
            audit::record(tx, scope.actor(), entry)?;
        }
        let all = ledger::closings(tx, union)?;
        // A month that was closed together with a later one has no sums of its own.
        let fits = |c: &Closing| c.month >= month;
        all.into_iter().rev().find(fits).ok_or(LedgerError::MonthNotOver { month })
    });
    Ok(Json(LedgerClosing::from(closed.await?)))
}
