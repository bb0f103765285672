//! Transfers: entered by hand, shown, taken back.

use axum::extract::State;
use axum::http::StatusCode;
use guard::{Scope, act, res};
use http_base::{ApiError, Json, Path};
use kernel::{Day, Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::entries::{LedgerEntryRow, names_of, row};
use super::sight;
use crate::App;
use crate::accounts::{OrgTree, Staff};
use crate::audit::{self, Changes};
use crate::ledger::entering::Wanted;
use crate::ledger::store::entry;
use crate::ledger::{self, Done, LedgerError, Transfer, TransferKind, TransferState, reasons};

/// A transfer to enter by hand.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct NewLedgerTransfer {
    /// Made by the caller and kept for a retry: any positive number below 2^63, best one in the order of time (milliseconds since
    /// 2020-01-01 UTC, times 2^22, plus a counter or chance below 2^22): transfers that come together then lie together.
    id: Id,
    /// Account that is debited.
    debit_id: Id,
    /// Account that is credited, of the same book.
    credit_id: Id,
    /// More than 0.
    amount_fen: Fen,
    /// Accounting day; not after today, not in a closed month.
    day: Day,
    /// At most 200 characters.
    #[serde(default)]
    memo: String,
}

/// What was entered.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LedgerTransferMade {
    id: Id,
    /// `false`: it was there already, with the same content.
    made: bool,
}

/// Enters a transfer between two accounts of a book in sight. The same id with the same content again changes nothing.
#[utoipa::path(post, path = "/ledger_transfers", tag = "platform", operation_id = "create_ledger_transfer",
    request_body = NewLedgerTransfer, responses((status = 201, body = LedgerTransferMade)),
    extensions(("x-permission" = json!("ledger.create"))))]
pub async fn create_ledger_transfer(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(new): Json<NewLedgerTransfer>,
) -> Result<(StatusCode, Json<LedgerTransferMade>), ApiError> {
    let scope = actor.permit::<res::Ledger, act::Create>()?;
    let NewLedgerTransfer { id, debit_id: debit, credit_id: credit, amount_fen: amount, day, memo } = new;
    let done = app.entering().enter(Wanted { scope, id, debit, credit, amount, day, memo }).await?;
    Ok((StatusCode::CREATED, Json(LedgerTransferMade { id, made: done == Done::Made })))
}

/// A transfer with its two entries.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LedgerTransferDetail {
    id: Id,
    union_id: Id,
    union_name: String,
    kind: TransferKind,
    kind_label: String,
    state: TransferState,
    state_label: String,
    debit_id: Id,
    debit_code: String,
    debit_title: String,
    credit_id: Id,
    credit_code: String,
    credit_title: String,
    amount_fen: Fen,
    day: Day,
    at: Timestamp,
    reason: String,
    reason_label: String,
    record_kind: String,
    /// 0 for none.
    record_id: Id,
    memo: String,
    /// The reservation that it posts, or the transfer that it takes back; 0 for none.
    of_id: Id,
    /// Of a posted one its reversal, of a reservation its post; 0 while there is none.
    end_id: Id,
    /// When it ended; 0 before.
    end_at: Timestamp,
    end_by_name: String,
    /// When a reservation runs out; 0 for never.
    expires_at: Timestamp,
    made_by_name: String,
    /// The caller may take it back.
    may_reverse: bool,
    entries: Vec<LedgerEntryRow>,
}

fn detail(
    tx: &mut Tx<'_>,
    t: Transfer,
    union_name: String,
    may: bool,
) -> Result<LedgerTransferDetail, LedgerError> {
    let mut known = Vec::new();
    for id in [t.debit, t.credit] {
        known.extend(ledger::account(tx, id)?);
    }
    let names = names_of(known);
    let mut entries = Vec::new();
    for (account, seq) in [(t.debit, t.debit_seq), (t.credit, t.credit_seq)] {
        entries.extend(entry::find(tx, account, seq)?.map(|p| row(p, &union_name, &names)));
    }
    let name = |id: Id| names.get(&id).cloned().unwrap_or_default();
    let ((debit_code, debit_title), (credit_code, credit_title)) = (name(t.debit), name(t.credit));
    let standing = t.state == TransferState::Posted && t.end_id.0 == 0;
    Ok(LedgerTransferDetail {
        may_reverse: may && standing && matches!(t.kind, TransferKind::Single | TransferKind::Post),
        id: t.id,
        union_id: t.book,
        union_name,
        kind: t.kind,
        kind_label: t.kind.title().to_owned(),
        state: t.state,
        state_label: t.state.title().to_owned(),
        debit_id: t.debit,
        debit_code,
        debit_title,
        credit_id: t.credit,
        credit_code,
        credit_title,
        amount_fen: t.amount,
        day: t.day,
        at: t.at,
        reason_label: reasons::label(&t.reason),
        reason: t.reason,
        record_kind: t.record_kind,
        record_id: t.record_id,
        memo: t.memo,
        of_id: t.of,
        end_id: t.end_id,
        end_at: t.end_at,
        end_by_name: t.end_by_name,
        expires_at: t.expires_at,
        made_by_name: t.made_by_name,
        entries,
    })
}

/// A transfer in the books of a union in sight.
#[utoipa::path(get, path = "/ledger_transfers/{id}", tag = "platform", operation_id = "get_ledger_transfer",
    params(("id" = Id, Path)), responses((status = 200, body = LedgerTransferDetail)),
    extensions(("x-permission" = json!("ledger.read"))))]
pub async fn get_ledger_transfer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<Id>,
) -> Result<Json<LedgerTransferDetail>, ApiError> {
    let scope = actor.permit::<res::Ledger, act::Read>()?;
    let tree = app.org_tree().clone();
    let found = app.store().read(move |tx| {
        let t = ledger::find_transfer(tx, id)?.ok_or(LedgerError::NotFound)?;
        let seen = sight::one(tx, tree.as_ref(), &scope, t.book).map_err(LedgerError::hidden_transfer)?;
        let may = actor.permit::<res::Ledger, act::Create>().is_ok_and(|s| s.covers(&seen.path));
        detail(tx, t, seen.name, may)
    });
    Ok(Json(found.await?))
}

/// Why a transfer is taken back.
#[derive(Clone, Debug, Deserialize, utoipa::ToSchema)]
pub struct LedgerReversal {
    /// Of the new, opposite transfer; made by the caller and kept for a retry.
    id: Id,
    /// 2 to 200 characters.
    why: String,
    /// Accounting day; not after today, not in a closed month.
    day: Day,
}

fn take_back(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    scope: &Scope<res::Ledger, act::Create>,
    of: Id,
    asked: &LedgerReversal,
) -> Result<bool, LedgerError> {
    let t = ledger::find_transfer(tx, of)?.ok_or(LedgerError::NotFound)?;
    let seen = sight::one(tx, tree, scope, t.book).map_err(LedgerError::hidden_transfer)?;
    ledger::reverse(tx, scope.actor(), asked.id, of, &asked.why, asked.day)?;
    if t.end_id.0 != 0 {
        return Ok(false);
    }
    let changes = Changes::new().note("reversal", asked.id.to_string()).note("amount", t.amount.to_string());
    let told = audit::Entry {
        union_path: Some(&seen.path),
        changes,
        purpose: Some(asked.why.trim()),
        ..audit::Entry::of("ledger.reverse", of)
    };
    audit::record(tx, scope.actor(), told)?;
    Ok(true)
}

/// Takes a posted transfer back by an opposite one, once.
#[utoipa::path(post, path = "/ledger_transfers/{id}/reverse", tag = "platform",
    operation_id = "reverse_ledger_transfer", params(("id" = Id, Path)), request_body = LedgerReversal,
    responses((status = 201, body = LedgerTransferMade)), extensions(("x-permission" = json!("ledger.create"))))]
pub async fn reverse_ledger_transfer(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(of): Path<Id>,
    Json(asked): Json<LedgerReversal>,
) -> Result<(StatusCode, Json<LedgerTransferMade>), ApiError> {
    let scope = actor.permit::<res::Ledger, act::Create>()?;
    let (tree, id) = (app.org_tree().clone(), asked.id);
    let made = app.store().write(move |tx| take_back(tx, tree.as_ref(), &scope, of, &asked)).await?;
    Ok((StatusCode::CREATED, Json(LedgerTransferMade { id, made })))
}
