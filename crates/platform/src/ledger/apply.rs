//! The one way in which accounts change: moves in their order, each account in one conditional statement.
//!
//! Accounts are changed in the order of their ids, so that two transactions never wait for each other in a circle. What a
//! list of moves does to an account is known before the account is read: its sums, and the lowest point on the way. So the
//! limit is part of the statement that changes it, and stays held until the commit.

use std::collections::BTreeMap;

use kernel::{Day, Fen, Id, Timestamp};
use store::{Tx, Val};

use super::error::LedgerError;
use super::model::{Account, Side};
use super::store::account::{self, Change};
use super::store::entry;

/// A month after all months.
const NO_MONTH: i64 = 999_999;

/// One step: entries of `amount` on both sides (none if it is 0), and so much more or less reserved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Move<'a> {
    pub transfer: Id,
    pub debit: Id,
    pub credit: Id,
    /// Posted, not negative.
    pub amount: Fen,
    /// Reserved (positive) or released (negative).
    pub pending: Fen,
    /// Accounting day, which must lie in an open month; none where nothing new is said.
    pub day: Option<Day>,
    pub reason: &'a str,
    pub record: (&'a str, Id),
    pub memo: &'a str,
}

/// What became of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Applied {
    pub book: Id,
    pub debit_seq: i64,
    pub credit_seq: i64,
    pub at: Timestamp,
}

impl Change {
    fn nothing() -> Self {
        Self {
            entries: 0,
            debit: 0,
            credit: 0,
            pending_debit: 0,
            pending_credit: 0,
            low_debit: i64::MAX,
            low_credit: i64::MAX,
            month: NO_MONTH,
        }
    }

    fn add(&mut self, side: Side, m: &Move<'_>) {
        match side {
            Side::Debit => {
                self.debit += m.amount.0;
                self.pending_debit += m.pending.0;
            }
            Side::Credit => {
                self.credit += m.amount.0;
                self.pending_credit += m.pending.0;
            }
        }
        self.entries += i64::from(m.amount.0 > 0);
        self.low_debit = self.low_debit.min(self.debit - self.credit - self.pending_credit);
        self.low_credit = self.low_credit.min(self.credit - self.debit - self.pending_debit);
        self.month = self.month.min(m.day.map_or(NO_MONTH, Day::month_number));
    }
}

/// An account under way: after all moves, and with the sums up to the entry that is written next.
struct State {
    after: Account,
    seq: i64,
    debit: i64,
    credit: i64,
}

fn changes(moves: &[Move<'_>]) -> BTreeMap<Id, Change> {
    let mut all: BTreeMap<Id, Change> = BTreeMap::new();
    for m in moves {
        all.entry(m.debit).or_insert_with(Change::nothing).add(Side::Debit, m);
        all.entry(m.credit).or_insert_with(Change::nothing).add(Side::Credit, m);
    }
    all
}

/// Makes the moves at `at`, or later if an account has later entries already; all of them at the same instant.
pub(super) fn apply(tx: &mut Tx<'_>, moves: &[Move<'_>], at: Timestamp) -> Result<Vec<Applied>, LedgerError> {
    let changes = changes(moves);
    let (mut states, mut at) = (BTreeMap::new(), at);
    for (id, c) in &changes {
        let Some(after) = account::change(tx, *id, c, at)? else { return Err(refused(tx, *id, c)?) };
        if c.entries > 0 {
            at = after.last_at;
        }
        let (seq, debit, credit) =
            (after.seq - c.entries, after.debit.0 - c.debit, after.credit.0 - c.credit);
        states.insert(*id, State { after, seq, debit, credit });
    }
    for (id, c) in &changes {
        if c.entries > 0 && states.get(id).is_some_and(|s| s.after.last_at < at) {
            account::touch(tx, *id, at)?;
        }
    }
    let (mut rows, mut applied) = (Vec::with_capacity(moves.len() * 2), Vec::with_capacity(moves.len()));
    for m in moves {
        applied.push(one(&mut states, m, at, &mut rows)?);
    }
    if !rows.is_empty() {
        // Account by account, as they lie in the table.
        rows.sort_by_key(|(place, _)| *place);
        let rows: Vec<Vec<Val<'_>>> = rows.into_iter().map(|(_, row)| row).collect();
        entry::put(tx, &rows)?;
    }
    Ok(applied)
}

fn one<'a>(
    states: &mut BTreeMap<Id, State>,
    m: &Move<'a>,
    at: Timestamp,
    rows: &mut Vec<((Id, i64), Vec<Val<'a>>)>,
) -> Result<Applied, LedgerError> {
    let mut side = |side: Side, id: Id, other: Id| {
        let s = states.get_mut(&id).ok_or(LedgerError::AccountNotFound)?;
        if m.amount.0 == 0 {
            return Ok((s.after.book, 0));
        }
        let (debit, credit) = match side {
            Side::Debit => (m.amount.0, 0),
            Side::Credit => (0, m.amount.0),
        };
        s.seq += 1;
        s.debit += debit;
        s.credit += credit;
        let balance = s.after.kind.balance(Fen(s.debit), Fen(s.credit));
        let row = vec![
            id.into(),
            s.seq.into(),
            s.after.book.into(),
            m.transfer.into(),
            other.into(),
            at.into(),
            m.day.map_or(0, Day::number).into(),
            debit.into(),
            credit.into(),
            s.debit.into(),
            s.credit.into(),
            balance.into(),
            m.reason.into(),
            m.record.0.into(),
            m.record.1.into(),
            m.memo.into(),
        ];
        rows.push(((id, s.seq), row));
        Ok::<_, LedgerError>((s.after.book, s.seq))
    };
    let (book, debit_seq) = side(Side::Debit, m.debit, m.credit)?;
    let (other_book, credit_seq) = side(Side::Credit, m.credit, m.debit)?;
    if book != other_book {
        return Err(LedgerError::OtherBook);
    }
    Ok(Applied { book, debit_seq, credit_seq, at })
}

/// Why an account did not change.
fn refused(tx: &mut Tx<'_>, id: Id, c: &Change) -> Result<LedgerError, LedgerError> {
    let Some(account) = account::find(tx, id)? else { return Ok(LedgerError::AccountNotFound) };
    if account.closed_to >= c.month {
        return Ok(LedgerError::Closed { month: c.month });
    }
    let low = match account.kind.side() {
        Side::Debit => c.low_debit,
        Side::Credit => c.low_credit,
    };
    let (available, wanted) = (account.available().unwrap_or_default(), Fen(low.saturating_neg()));
    Ok(LedgerError::Limit { title: account.title, available, wanted })
}
