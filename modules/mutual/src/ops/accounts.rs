//! The accounts of a fund's book.

use kernel::Id;
use platform::ledger::{AccountKind, LedgerError, NewAccount, open_account};
use store::Tx;

/// Accounts of the book of the union that runs a fund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accounts {
    /// 银行存款.
    pub bank: Id,
    /// 暂收款: money that belongs to no bill yet.
    pub suspense: Id,
    /// 应付互助金.
    pub payable: Id,
    /// 在途资金.
    pub transit: Id,
    /// 应退保费.
    pub refund: Id,
    /// 银行手续费.
    pub fee: Id,
}

/// The accounts of a book that do not belong to one scheme; those that are missing are opened.
///
/// # Errors
/// [`LedgerError`].
pub fn accounts(tx: &mut Tx<'_>, book: Id) -> Result<Accounts, LedgerError> {
    let mut open = |code, kind, title| open_account(tx, &NewAccount { book, code, kind, title });
    Ok(Accounts {
        bank: open("bank", AccountKind::Bank, "银行存款")?,
        suspense: open("suspense", AccountKind::Suspense, "暂收款")?,
        payable: open("payable", AccountKind::Payable, "应付互助金")?,
        transit: open("transit", AccountKind::Transit, "在途资金")?,
        refund: open("refund", AccountKind::Payable, "应退保费")?,
        fee: open("fee", AccountKind::Expense, "银行手续费")?,
    })
}

/// The account of a scheme's fund; opened if it is missing.
///
/// # Errors
/// [`LedgerError`].
pub fn fund_account(tx: &mut Tx<'_>, book: Id, scheme_code: &str) -> Result<Id, LedgerError> {
    let (code, title) = (format!("fund:{scheme_code}"), format!("互助基金 {scheme_code}"));
    open_account(tx, &NewAccount { book, code: &code, kind: AccountKind::Fund, title: &title })
}
