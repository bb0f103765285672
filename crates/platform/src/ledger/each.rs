//! Transfers of many callers in one transaction, each made or refused by itself.
//!
//! An account that everybody draws on is a row that everybody waits for. So what arrives while a commit is under way is entered
//! together: the accounts are read once, each transfer is tried in memory in its turn, and those that hold are applied as if
//! they were linked, under the same conditions in the statements. If another server was there in between, the condition fails
//! and the whole is tried again.

use std::collections::{BTreeMap, HashMap};

use guard::Actor;
use kernel::Id;
use store::{DbError, DbResult, Tx};

use super::apply::{Move, apply};
use super::deed::{Done, Entry, Transfer, TransferKind};
use super::error::LedgerError;
use super::model::Account;
use super::store::{NOTHING, account, transfer as sql};
use super::transfer::{check, stored};

/// What became of one of them.
pub(super) type Outcome = Result<Done, LedgerError>;

/// Posts transfers that do not depend on each other, each with who makes it: in their order, each made or refused on its own.
///
/// # Errors
/// Any [`DbError`]: then none of them was made.
pub fn transfer_each(tx: &mut Tx<'_>, all: &[(&Actor, Entry<'_>)]) -> DbResult<Vec<Outcome>> {
    each(tx, all, |_, _, _| Ok(true))
}

/// [`transfer_each`], where `seen` says whether the caller of the n-th may know of a book at all.
pub(super) fn each(
    tx: &mut Tx<'_>,
    all: &[(&Actor, Entry<'_>)],
    mut seen: impl FnMut(&mut Tx<'_>, usize, Id) -> DbResult<bool>,
) -> DbResult<Vec<Outcome>> {
    let mut trial = Trial::read(tx, all)?;
    let mut outcomes = Vec::with_capacity(all.len());
    for (n, (by, e)) in all.iter().enumerate() {
        let hidden = match (trial.book(e.debit), trial.book(e.credit)) {
            (Some(a), Some(b)) => !seen(tx, n, a)? || (a != b && !seen(tx, n, b)?),
            _ => true,
        };
        outcomes.push(if hidden { Err(LedgerError::AccountNotFound) } else { trial.one(tx, by, e) });
    }
    trial.write(tx)?;
    Ok(outcomes)
}

/// The accounts and ids as they are after the transfers so far.
struct Trial<'a> {
    accounts: HashMap<Id, Account>,
    known: HashMap<Id, Transfer>,
    moves: Vec<Move<'a>>,
    made: Vec<Id>,
}

fn distinct(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut all: Vec<Id> = ids.collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl<'a> Trial<'a> {
    fn read(tx: &mut Tx<'_>, all: &[(&Actor, Entry<'a>)]) -> DbResult<Self> {
        let known = sql::find_all(tx, &distinct(all.iter().map(|(_, e)| e.id)))?;
        let accounts = distinct(all.iter().flat_map(|(_, e)| [e.debit, e.credit]));
        let accounts = account::find_all(tx, &accounts)?;
        Ok(Self {
            accounts: accounts.into_iter().map(|a| (a.id, a)).collect(),
            known: known.into_iter().map(|t| (t.id, t)).collect(),
            moves: Vec::new(),
            made: Vec::new(),
        })
    }

    fn book(&self, account: Id) -> Option<Id> {
        self.accounts.get(&account).map(|a| a.book)
    }

    fn one(&mut self, tx: &Tx<'_>, by: &Actor, e: &Entry<'a>) -> Outcome {
        check(e, tx.today())?;
        let wanted = stored(by, e, TransferKind::Single, NOTHING);
        if let Some(there) = self.known.get(&e.id) {
            return if there.same(&wanted) { Ok(Done::Already) } else { Err(LedgerError::IdReused(e.id)) };
        }
        if self.book(e.debit) != self.book(e.credit) {
            return Err(LedgerError::OtherBook);
        }
        self.hold(e)?;
        self.known.insert(e.id, wanted);
        self.moves.push(Move::posting(e, kernel::Fen(0)));
        self.made.push(e.id);
        Ok(Done::Made)
    }

    /// Enters it on both sides, if both hold; neither otherwise.
    fn hold(&mut self, e: &Entry<'_>) -> Result<(), LedgerError> {
        let month = e.day.month_number();
        let find = |id: Id| self.accounts.get(&id).cloned().ok_or(LedgerError::AccountNotFound);
        let (mut debit, mut credit) = (find(e.debit)?, find(e.credit)?);
        if debit.closed_to >= month {
            return Err(LedgerError::Closed { month });
        }
        debit.debit.0 += e.amount.0;
        credit.credit.0 += e.amount.0;
        for (after, id) in [(&debit, e.debit), (&credit, e.credit)] {
            if after.available().is_some_and(|left| left.0 < 0) {
                let before = find(id)?;
                let available = before.available().unwrap_or_default();
                return Err(LedgerError::Limit { title: before.title, available, wanted: e.amount });
            }
        }
        self.accounts.insert(e.debit, debit);
        self.accounts.insert(e.credit, credit);
        Ok(())
    }

    fn write(mut self, tx: &mut Tx<'_>) -> DbResult<()> {
        if self.moves.is_empty() {
            return Ok(());
        }
        let now = tx.now();
        let applied = apply(tx, &self.moves, now).map_err(|e| match e {
            LedgerError::Db(e) => e,
            // What was read is not so any more: another server was there in between.
            _ => DbError::Busy("ledger accounts".into()),
        })?;
        let mut all = BTreeMap::new();
        for (id, a) in self.made.iter().zip(&applied) {
            if let Some(mut t) = self.known.remove(id) {
                t.applied(a);
                all.insert(*id, t);
            }
        }
        // In the order of their ids, so that two servers with the same ids do not wait for each other in a circle.
        let all: Vec<Transfer> = all.into_values().collect();
        sql::put(tx, &all)
    }
}
