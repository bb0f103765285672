//! Corrections: a new transfer in the opposite direction, with its reason.

use guard::Actor;
use kernel::{Day, Id};
use store::Tx;

use super::apply::{Move, apply};
use super::deed::{Entry, TransferKind, TransferState};
use super::error::LedgerError;
use super::reasons::REVERSAL;
use super::store::transfer as sql;
use super::transfer::{check, made_before, stored};

/// Takes a posted transfer back by one in the opposite direction, once. `why` becomes its memo, 2 to 200 characters. What was
/// posted from a reservation is taken back under the id of the post. The same id with the same content again changes nothing.
///
/// # Errors
/// [`LedgerError::NotFound`], [`LedgerError::NotReversible`], [`LedgerError::Reversed`], [`LedgerError::Why`],
/// [`LedgerError::Limit`] if the money has moved on; the caller's transaction must then fail.
pub fn reverse(tx: &mut Tx<'_>, by: &Actor, id: Id, of: Id, why: &str, day: Day) -> Result<(), LedgerError> {
    let why = why.trim();
    if why.chars().count() < 2 {
        return Err(LedgerError::Why);
    }
    let first = sql::find(tx, of)?.ok_or(LedgerError::NotFound)?;
    let posted = first.state == TransferState::Posted;
    if !posted || !matches!(first.kind, TransferKind::Single | TransferKind::Post) {
        return Err(LedgerError::NotReversible);
    }
    let entry = Entry {
        id,
        debit: first.credit,
        credit: first.debit,
        amount: first.amount,
        day,
        reason: REVERSAL,
        record: (&first.record_kind, first.record_id),
        memo: why,
    };
    check(&entry, tx.today())
        .map_err(|e| if matches!(e, LedgerError::Memo) { LedgerError::Why } else { e })?;
    let mut wanted = stored(by, &entry, TransferKind::Reversal, of);
    if made_before(tx, std::slice::from_ref(&wanted))? {
        return Ok(());
    }
    let now = tx.now();
    if !sql::reverse(tx, of, id, now, by.name())? {
        return Err(LedgerError::Reversed);
    }
    let applied = apply(tx, &[Move::posting(&entry, kernel::Fen(0))], now)?;
    applied.iter().for_each(|a| wanted.applied(a));
    Ok(sql::put(tx, &[wanted])?)
}
