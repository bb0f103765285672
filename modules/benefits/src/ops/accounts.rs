//! The accounts of benefits in the book of a union (docs/adr/0022).

use kernel::{Fen, Id};
use platform::ledger::{Account, AccountKind, LedgerError, NewAccount, account_of, open_account};
use store::{DbResult, Tx};

/// Accounts of a book that do not belong to one campaign, year or merchant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// 普惠资金.
    pub bank: Id,
}

fn open(tx: &mut Tx<'_>, book: Id, code: &str, kind: AccountKind, title: &str) -> Result<Id, LedgerError> {
    let title: String = title.chars().take(60).collect();
    open_account(tx, &NewAccount { book, code, kind, title: &title })
}

/// The accounts of a book that do not belong to one campaign, year or merchant; those that are missing are opened.
///
/// # Errors
/// [`LedgerError`].
pub fn accounts(tx: &mut Tx<'_>, book: Id) -> Result<Accounts, LedgerError> {
    Ok(Accounts { bank: open(tx, book, "benefits:bank", AccountKind::Bank, "普惠资金")? })
}

/// Code of the account of a year's budget.
pub(super) fn budget_code(year: i64) -> String {
    format!("benefits:budget:{year}")
}

/// What was granted for a year and is in no campaign; opened if it is missing.
///
/// # Errors
/// [`LedgerError`].
pub fn budget_account(tx: &mut Tx<'_>, book: Id, year: i64) -> Result<Id, LedgerError> {
    open(tx, book, &budget_code(year), AccountKind::Budget, &format!("普惠年度预算：{year}年"))
}

/// The envelope of a campaign, less what was given; opened, with its number, if it is missing.
///
/// # Errors
/// [`LedgerError`].
pub fn campaign_account(tx: &mut Tx<'_>, book: Id, campaign: Id) -> Result<Id, LedgerError> {
    named(tx, book, campaign, ("benefits:campaign", AccountKind::Budget, "活动预算"))
}

/// What people hold of a campaign; opened, with its number, if it is missing.
///
/// # Errors
/// [`LedgerError`].
pub fn issued_account(tx: &mut Tx<'_>, book: Id, campaign: Id) -> Result<Id, LedgerError> {
    named(tx, book, campaign, ("benefits:issued", AccountKind::Payable, "已发券"))
}

fn named(
    tx: &mut Tx<'_>,
    book: Id,
    campaign: Id,
    (code, kind, title): (&str, AccountKind, &str),
) -> Result<Id, LedgerError> {
    let code = format!("{code}:{campaign}");
    if let Some(there) = account_of(tx, book, &code)? {
        return Ok(there.id);
    }
    let c = crate::store::campaign::unscoped(tx, campaign)?;
    let title = c.map_or_else(|| title.to_owned(), |c| format!("{title}：{} {}", c.number, c.title));
    open(tx, book, &code, kind, &title)
}

/// What a merchant is owed by the union of the book; opened, with the name that is given, if it is missing.
///
/// # Errors
/// [`LedgerError`].
pub fn merchant_account(tx: &mut Tx<'_>, book: Id, merchant: Id, name: &str) -> Result<Id, LedgerError> {
    let code = format!("benefits:merchant:{merchant}");
    if let Some(there) = account_of(tx, book, &code)? {
        return Ok(there.id);
    }
    open(tx, book, &code, AccountKind::Payable, &format!("应付商家：{name}"))
}

/// The account of a year's budget, if anything was ever granted for it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn budget(tx: &mut Tx<'_>, book: Id, year: i64) -> DbResult<Option<Account>> {
    account_of(tx, book, &budget_code(year))
}

/// What may still be taken from a year's budget.
///
/// # Errors
/// Any [`store::DbError`].
pub fn left_of(tx: &mut Tx<'_>, book: Id, year: i64) -> DbResult<Fen> {
    Ok(budget(tx, book, year)?.and_then(|a| a.available()).unwrap_or(Fen(0)))
}
