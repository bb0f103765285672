//! Accounts: opened, found, and what they hold.

use kernel::{Day, Fen, Id, Timestamp};
use store::{DbResult, Tx};

use super::error::LedgerError;
use super::model::{Account, Balance, Line, NewAccount};
use super::store::{account, book, entry};

/// Longest code and title, in characters.
const LONGEST: usize = 60;

/// Opens an account in the books of a union, and the books with the first one. One that is there already under this code is
/// answered as it is.
///
/// # Errors
/// [`LedgerError::Account`] if that one is of another kind, or code or title are not of 1 to 60 characters.
pub fn open_account(tx: &mut Tx<'_>, new: &NewAccount<'_>) -> Result<Id, LedgerError> {
    let refused = || LedgerError::Account { code: new.code.to_owned() };
    if let Some(there) = account_of(tx, new.book, new.code)? {
        return if there.kind == new.kind { Ok(there.id) } else { Err(refused()) };
    }
    let fits = |text: &str| (1..=LONGEST).contains(&text.trim().chars().count());
    if !fits(new.code) || !fits(new.title) {
        return Err(refused());
    }
    let (id, closed_to) = (tx.new_id(), book::one_more(tx, new.book)?);
    account::open(tx, id, new, closed_to)?;
    Ok(id)
}

/// The account under a code in the books of a union, as it stands now.
///
/// # Errors
/// Any [`store::DbError`].
pub fn account_of(tx: &mut Tx<'_>, book: Id, code: &str) -> DbResult<Option<Account>> {
    let Some(id) = account::by_code(tx, book, code)? else { return Ok(None) };
    account::find(tx, id)
}

/// An account as it stands now.
///
/// # Errors
/// Any [`store::DbError`].
pub fn account(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Account>> {
    account::find(tx, id)
}

/// All accounts in the books of a union, as they stand now, in the order of a trial balance.
///
/// # Errors
/// Any [`store::DbError`].
pub fn accounts_of(tx: &mut Tx<'_>, book: Id) -> DbResult<Vec<Account>> {
    let mut all = account::of_book(tx, book)?;
    all.sort_by(|a, b| rank(a).cmp(&rank(b)));
    Ok(all)
}

fn rank(a: &Account) -> (usize, &str, Id) {
    let place = super::model::AccountKind::ALL.iter().position(|k| *k == a.kind);
    (place.unwrap_or(usize::MAX), &a.code, a.id)
}

/// What an account holds now; zeros if there is no such account.
///
/// # Errors
/// Any [`store::DbError`].
pub fn balance(tx: &mut Tx<'_>, account: Id) -> DbResult<Balance> {
    Ok(account::find(tx, account)?.map_or_else(Balance::default, |a| a.balance()))
}

/// What an account held at an instant, by its entries alone: one step in their index, however many there are.
///
/// # Errors
/// Any [`store::DbError`].
pub fn balance_at(tx: &mut Tx<'_>, account: Id, at: Timestamp) -> DbResult<Balance> {
    Ok(entry::sums_at(tx, account, at)?.1)
}

/// What an account held at the end of an accounting day: what was entered by then, and what was entered later for days up to it.
/// Entries are never made for days ahead. Zeros if there is no such account.
///
/// # Errors
/// Any [`store::DbError`].
pub fn balance_on(tx: &mut Tx<'_>, account: Id, day: Day) -> DbResult<Balance> {
    let Some(of) = account::find(tx, account)? else { return Ok(Balance::default()) };
    let (seq, then) = entry::sums_at(tx, account, Timestamp::at_day_start(day.plus_days(1)).plus_ms(-1))?;
    let (debit, credit) = entry::later_for(tx, account, seq, day)?;
    let (debit, credit) = (Fen(then.debit.0 + debit.0), Fen(then.credit.0 + credit.0));
    Ok(Balance { debit, credit, balance: of.kind.balance(debit, credit) })
}

/// What every account in the books of a union held at an instant. Debits and credits are equal, because both sides of a
/// transfer have the same instant.
///
/// # Errors
/// Any [`store::DbError`].
pub fn trial_balance(tx: &mut Tx<'_>, book: Id, at: Timestamp) -> DbResult<Vec<Line>> {
    let mut lines = Vec::new();
    for account in accounts_of(tx, book)? {
        let at = entry::sums_at(tx, account.id, at)?.1;
        lines.push(Line { account, at });
    }
    Ok(lines)
}
