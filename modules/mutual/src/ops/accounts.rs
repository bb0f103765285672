//! The accounts of a fund's book.

use kernel::Id;
use platform::ledger::{AccountKind, LedgerError, NewAccount, account_of, open_account};
use store::Tx;

use crate::store::scheme;

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

/// The account of a scheme's fund; opened, with the scheme's name, if it is missing.
///
/// # Errors
/// [`LedgerError`].
pub fn fund_account(tx: &mut Tx<'_>, book: Id, scheme_code: &str) -> Result<Id, LedgerError> {
    let code = format!("fund:{scheme_code}");
    if let Some(there) = account_of(tx, book, &code)? {
        return Ok(there.id);
    }
    let versions = scheme::in_force(tx, scheme_code)?.0;
    let last = versions.iter().max_by_key(|v| v.from_day);
    let title: String = last.map_or(scheme_code, |v| lasting(&v.scheme.title)).chars().take(50).collect();
    let title = format!("互助基金：{title}");
    open_account(tx, &NewAccount { book, code: &code, kind: AccountKind::Fund, title: &title })
}

/// A scheme's title without the year at its end: the account stays from year to year.
pub(super) fn lasting(title: &str) -> &str {
    let end = title.rsplit_once('（').filter(|(_, end)| end.ends_with("年度）"));
    end.map_or(title, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_scheme_is_no_part_of_its_funds_name() {
        assert_eq!(lasting("某县职工医疗互助方案（2026年度）"), "某县职工医疗互助方案");
        assert_eq!(lasting("某县职工医疗互助方案（在职）"), "某县职工医疗互助方案（在职）");
        assert_eq!(lasting("2026年度）"), "2026年度）");
    }
}
