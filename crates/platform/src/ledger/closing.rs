//! Months that are closed: their sums are frozen, and nothing is entered in them any more.

use std::collections::BTreeMap;

use guard::{Actor, Scope, act, res};
use kernel::{Day, Fen, Id};
use store::{DbResult, Tx};

use super::error::LedgerError;
use super::model::{Balance, Closing, ClosingLine};
use super::store::account::{self, of_book};
use super::store::book;
use super::store::closing::{self as sql, Closed, Sums};

/// Closes the books of a union to the end of a month that is over, that month and all before it that are open. Reservations do
/// not stand in the way: they have no entries, and are posted on a day of their own. A month that is closed stays as it is.
///
/// Whoever enters something at the same time either comes before, and is in the sums, or is refused: both change the accounts.
///
/// # Errors
/// [`LedgerError::MonthNotOver`], [`LedgerError::BookNotFound`]. That the book lies in the scope, the caller has found.
pub fn close_period(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Ledger, act::Freeze>,
    book: Id,
    month: i64,
) -> Result<(), LedgerError> {
    close(tx, scope.actor(), book, month)
}

fn close(tx: &mut Tx<'_>, by: &Actor, book: Id, month: i64) -> Result<(), LedgerError> {
    let first = month.checked_mul(100).and_then(|m| Day::from_number(m + 1));
    let first = first.filter(|d| d.plus_months(1) <= tx.today());
    let end = first.ok_or(LedgerError::MonthNotOver { month })?.plus_months(1).plus_days(-1);
    let before = book::find(tx, book)?.ok_or(LedgerError::BookNotFound)?.closed_to;
    if before >= month || !book::close(tx, book, month)? {
        return Ok(());
    }
    let accounts = of_book(tx, book)?;
    for a in &accounts {
        account::close(tx, a.id, month)?;
    }
    let mut sums: BTreeMap<Id, (Fen, Fen)> = accounts.iter().map(|a| (a.id, (Fen(0), Fen(0)))).collect();
    let earlier = if before > 0 { sql::lines(tx, book, before)? } else { Vec::new() };
    // Every day of a closed month is a smaller number than its 99th.
    let since = sql::sums(tx, book, before * 100 + 99, end)?;
    for (id, debit, credit) in earlier.into_iter().chain(since) {
        let sum = sums.entry(id).or_default();
        *sum = (Fen(sum.0.0 + debit.0), Fen(sum.1.0 + credit.0));
    }
    let lines: Vec<Sums> = sums.into_iter().map(|(id, (debit, credit))| (id, debit, credit)).collect();
    let closed = Closed { month, by: by.id(), by_name: by.name().to_owned(), at: tx.now() };
    Ok(sql::put(tx, book, &closed, &lines)?)
}

/// The closings of a book with their sums, latest month first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn closings(tx: &mut Tx<'_>, book: Id) -> DbResult<Vec<Closing>> {
    let accounts = super::accounts_of(tx, book)?;
    let mut all = Vec::new();
    for c in sql::all(tx, book)? {
        let sums: BTreeMap<Id, (Fen, Fen)> =
            sql::lines(tx, book, c.month)?.into_iter().map(|(id, d, c)| (id, (d, c))).collect();
        let line = |a: &super::Account| {
            let (debit, credit) = *sums.get(&a.id)?;
            let sums = Balance { debit, credit, balance: a.kind.balance(debit, credit) };
            Some(ClosingLine {
                account: a.id,
                code: a.code.clone(),
                kind: a.kind,
                title: a.title.clone(),
                sums,
            })
        };
        let lines = accounts.iter().filter_map(line).collect();
        all.push(Closing {
            month: c.month,
            closed_by: c.by,
            closed_by_name: c.by_name,
            closed_at: c.at,
            lines,
        });
    }
    Ok(all)
}
