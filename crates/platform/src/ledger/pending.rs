//! Two-phase transfers: reserved first, then posted, given up, or run out.

use guard::Actor;
use kernel::{Day, Fen, Id, Timestamp};
use store::Tx;

use super::apply::{Move, apply};
use super::deed::{Entry, Transfer, TransferKind, TransferState};
use super::error::LedgerError;
use super::store::transfer::{self as sql, End};
use super::store::{NEVER, NOTHING};
use super::transfer::{check, made_before, stored};

/// Reservations ended in one transaction.
const PART: i64 = 200;

/// The move that only reserves (positive) or releases (negative).
fn reserving<'a>(t: &'a Transfer, pending: Fen, day: Option<Day>) -> Move<'a> {
    Move {
        transfer: t.id,
        debit: t.debit,
        credit: t.credit,
        amount: Fen(0),
        pending,
        day,
        reason: &t.reason,
        record: (&t.record_kind, t.record_id),
        memo: &t.memo,
    }
}

/// Reserves a transfer: its amount is held on both accounts as if it had left already, without entries. Until it is posted,
/// given up, or the instant `expires_at`. The same id with the same content again changes nothing.
///
/// # Errors
/// As [`super::transfer`]; the caller's transaction must then fail.
pub fn reserve(
    tx: &mut Tx<'_>,
    by: &Actor,
    entry: &Entry<'_>,
    expires_at: Option<Timestamp>,
) -> Result<(), LedgerError> {
    check(entry, tx.today())?;
    let mut wanted = stored(by, entry, TransferKind::Pending, NOTHING);
    wanted.expires_at = expires_at.unwrap_or(NEVER);
    if made_before(tx, std::slice::from_ref(&wanted))? {
        return Ok(());
    }
    let now = tx.now();
    if expires_at.is_some_and(|e| e <= now) {
        return Err(LedgerError::Expired);
    }
    let applied = apply(tx, &[reserving(&wanted, entry.amount, Some(entry.day))], now)?;
    applied.iter().for_each(|a| wanted.applied(a));
    wanted.at = now;
    Ok(sql::put(tx, &[wanted])?)
}

/// Posts a reservation under a new id: `amount` of it, or all of it; the rest is released. The same id with the same content
/// again changes nothing.
///
/// # Errors
/// [`LedgerError::NotFound`], [`LedgerError::Expired`] after its time (whether or not the job has ended it),
/// [`LedgerError::Ended`], [`LedgerError::MoreThanReserved`], [`LedgerError::Closed`]; the caller's transaction must then fail.
pub fn post(
    tx: &mut Tx<'_>,
    by: &Actor,
    id: Id,
    pending: Id,
    amount: Option<Fen>,
    day: Day,
) -> Result<(), LedgerError> {
    let reserved = find_pending(tx, pending)?;
    let entry = Entry {
        id,
        debit: reserved.debit,
        credit: reserved.credit,
        amount: amount.unwrap_or(reserved.amount),
        day,
        reason: &reserved.reason,
        record: (&reserved.record_kind, reserved.record_id),
        memo: &reserved.memo,
    };
    check(&entry, tx.today())?;
    let mut wanted = stored(by, &entry, TransferKind::Post, pending);
    if made_before(tx, std::slice::from_ref(&wanted))? {
        return Ok(());
    }
    if entry.amount > reserved.amount {
        return Err(LedgerError::MoreThanReserved { reserved: reserved.amount });
    }
    let now = tx.now();
    let end = End { state: TransferState::Posted, by: id, at: now, by_name: by.name(), alive_at: now };
    if sql::end(tx, pending, end)?.is_none() {
        return Err(why_not_open(tx, pending)?);
    }
    let applied = apply(tx, &[Move::posting(&entry, Fen(-reserved.amount.0))], now)?;
    applied.iter().for_each(|a| wanted.applied(a));
    Ok(sql::put(tx, &[wanted])?)
}

/// Gives a reservation up. One that was given up or ran out before stays as it is.
///
/// # Errors
/// [`LedgerError::NotFound`]; [`LedgerError::Ended`] if it was posted.
pub fn void(tx: &mut Tx<'_>, by: &Actor, pending: Id) -> Result<(), LedgerError> {
    find_pending(tx, pending)?;
    if release(tx, pending, TransferState::Voided, by.name())? {
        return Ok(());
    }
    match find_pending(tx, pending)?.state {
        TransferState::Voided | TransferState::Expired => Ok(()),
        state => Err(LedgerError::Ended(state)),
    }
}

/// Ends up to 200 reservations whose time is over; how many there were. Harmless when two do it at once.
///
/// # Errors
/// Any [`LedgerError::Db`].
pub fn expire(tx: &mut Tx<'_>) -> Result<usize, LedgerError> {
    let now = tx.now();
    let overdue = sql::overdue(tx, now, PART)?;
    for id in &overdue {
        release(tx, *id, TransferState::Expired, "")?;
    }
    Ok(overdue.len())
}

/// Ends an open reservation and frees what it held; whether it was open.
fn release(tx: &mut Tx<'_>, pending: Id, state: TransferState, by_name: &str) -> Result<bool, LedgerError> {
    let now = tx.now();
    let end = End { state, by: NOTHING, at: now, by_name, alive_at: NEVER };
    let Some(t) = sql::end(tx, pending, end)? else { return Ok(false) };
    apply(tx, &[reserving(&t, Fen(-t.amount.0), None)], now)?;
    Ok(true)
}

fn find_pending(tx: &mut Tx<'_>, id: Id) -> Result<Transfer, LedgerError> {
    let found = sql::find(tx, id)?.filter(|t| t.kind == TransferKind::Pending);
    found.ok_or(LedgerError::NotFound)
}

fn why_not_open(tx: &mut Tx<'_>, id: Id) -> Result<LedgerError, LedgerError> {
    Ok(match find_pending(tx, id)?.state {
        // Its time is over, and the job has not come by yet.
        TransferState::Open | TransferState::Expired => LedgerError::Expired,
        state => LedgerError::Ended(state),
    })
}
