//! Transfers that are posted at once, linked ones together.

use guard::Actor;
use kernel::{Day, Id, Timestamp};
use store::Tx;

use super::apply::{Applied, Move, apply};
use super::deed::{Done, Entry, MEMO, MOST, Transfer, TransferKind, TransferState};
use super::error::LedgerError;
use super::reasons;
use super::store::{NEVER, NOTHING, transfer as sql};

/// What a transfer must be by itself, whatever the accounts hold.
pub(super) fn check(e: &Entry<'_>, latest: Day) -> Result<(), LedgerError> {
    if e.id.0 <= 0 {
        return Err(LedgerError::BadId);
    }
    if e.debit == e.credit {
        return Err(LedgerError::SameAccount);
    }
    if e.amount.0 <= 0 || e.amount > MOST {
        return Err(LedgerError::Amount);
    }
    if e.day > latest {
        return Err(LedgerError::DayAhead);
    }
    // Bytes first: counting characters is for the long ones only.
    if e.memo.len() > MEMO && e.memo.chars().count() > MEMO {
        return Err(LedgerError::Memo);
    }
    if !reasons::known(e.reason) {
        return Err(LedgerError::Reason(e.reason.to_owned()));
    }
    Ok(())
}

/// A transfer as it will be stored, before its entries are known.
pub(super) fn stored(by: &Actor, e: &Entry<'_>, kind: TransferKind, of: Id) -> Transfer {
    Transfer {
        id: e.id,
        book: NOTHING,
        kind,
        state: if kind == TransferKind::Pending { TransferState::Open } else { TransferState::Posted },
        debit: e.debit,
        credit: e.credit,
        amount: e.amount,
        day: e.day,
        at: NEVER,
        reason: e.reason.to_owned(),
        record_kind: e.record.0.to_owned(),
        record_id: e.record.1,
        memo: e.memo.to_owned(),
        of,
        debit_seq: 0,
        credit_seq: 0,
        expires_at: NEVER,
        end_id: NOTHING,
        end_at: NEVER,
        end_by_name: String::new(),
        made_by: by.id(),
        made_by_name: by.name().to_owned(),
    }
}

impl Transfer {
    /// Fills in what became of it.
    pub(super) fn applied(&mut self, a: &Applied) {
        (self.book, self.debit_seq, self.credit_seq, self.at) = (a.book, a.debit_seq, a.credit_seq, a.at);
    }

    /// Whether the other one asks for the same; not by whom, when, and what became of it.
    pub(super) fn same(&self, other: &Self) -> bool {
        let key =
            |t: &Self| (t.id, t.kind, t.of, t.debit, t.credit, t.amount, t.day, t.record_id, t.expires_at);
        key(self) == key(other)
            && (&self.reason, &self.record_kind, &self.memo)
                == (&other.reason, &other.record_kind, &other.memo)
    }
}

/// Whether all of these were made before.
///
/// # Errors
/// [`LedgerError::IdReused`] if one was made with other content, or only some were.
pub(super) fn made_before(tx: &mut Tx<'_>, wanted: &[Transfer]) -> Result<bool, LedgerError> {
    let ids: Vec<Id> = wanted.iter().map(|t| t.id).collect();
    let found = sql::find_all(tx, &ids)?;
    let Some(first) = found.first() else { return Ok(false) };
    for w in wanted {
        match found.iter().find(|f| f.id == w.id) {
            Some(f) if f.same(w) => {}
            Some(f) => return Err(LedgerError::IdReused(f.id)),
            None => return Err(LedgerError::IdReused(first.id)),
        }
    }
    Ok(true)
}

/// Posts transfers: all of them or none. In the order of `entries`, none of which may break a limit on the way. The same ids
/// with the same content again change nothing and are [`Done::Already`].
///
/// # Errors
/// Any [`LedgerError`]; the caller's transaction must then fail, because some accounts may have been changed in it.
pub fn transfer(tx: &mut Tx<'_>, by: &Actor, entries: &[Entry<'_>]) -> Result<Done, LedgerError> {
    let now = tx.now();
    transfer_as_of(tx, by, entries, now)
}

/// [`transfer`] as if it were made at an earlier instant: for the first load of history and the demo, account by account in
/// the order of time. An account that has later entries already takes it at the instant of the last of them.
///
/// # Errors
/// As [`transfer`]; [`LedgerError::DayAhead`] for an accounting day after that instant.
pub fn transfer_as_of(
    tx: &mut Tx<'_>,
    by: &Actor,
    entries: &[Entry<'_>],
    at: Timestamp,
) -> Result<Done, LedgerError> {
    let at = at.min(tx.now());
    let latest = at.day();
    entries.iter().try_for_each(|e| check(e, latest))?;
    twice(entries)?;
    let mut all: Vec<Transfer> =
        entries.iter().map(|e| stored(by, e, TransferKind::Single, NOTHING)).collect();
    if all.is_empty() || made_before(tx, &all)? {
        return Ok(Done::Already);
    }
    let moves: Vec<Move<'_>> = entries.iter().map(|e| Move::posting(e, NEVER_RESERVED)).collect();
    let applied = apply(tx, &moves, at)?;
    all.iter_mut().zip(&applied).for_each(|(t, a)| t.applied(a));
    sql::put(tx, &all)?;
    Ok(Done::Made)
}

/// Nothing is released by a transfer that was not reserved.
const NEVER_RESERVED: kernel::Fen = kernel::Fen(0);

impl<'a> Move<'a> {
    /// The move of a transfer that posts its whole amount.
    pub(super) fn posting(e: &Entry<'a>, pending: kernel::Fen) -> Self {
        Self {
            transfer: e.id,
            debit: e.debit,
            credit: e.credit,
            amount: e.amount,
            pending,
            day: Some(e.day),
            reason: e.reason,
            record: e.record,
            memo: e.memo,
        }
    }
}

/// The same id twice among linked transfers.
fn twice(entries: &[Entry<'_>]) -> Result<(), LedgerError> {
    if entries.len() < 2 {
        return Ok(());
    }
    let mut ids: Vec<Id> = entries.iter().map(|e| e.id).collect();
    ids.sort_unstable();
    let meet = ids.windows(2).find(|w| w.first() == w.last()).and_then(|w| w.first());
    meet.map_or(Ok(()), |id| Err(LedgerError::IdReused(*id)))
}
