//! The accounts of benefits in the book of a union (docs/adr/0022).

use std::collections::HashMap;

use guard::{Actor, Reason};
use kernel::{Fen, Id};
use platform::ledger::{
    Account, AccountKind, Entry, LedgerError, NewAccount, account_of, accounts_of, id_of, open_account,
    transfer,
};
use store::{DbResult, Tx};

use crate::store::settling;

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

/// What the codes of the accounts of [`merchant_account`] begin with.
pub const MERCHANTS: &str = "benefits:merchant:";
/// Code of [`unsettled_account`].
pub const UNSETTLED: &str = "benefits:unsettled";

/// What was used at merchants and is on no approved statement; opened if it is missing. Books that are older than this account have
/// it with the merchants: it is moved when the account is opened.
///
/// # Errors
/// [`LedgerError`].
pub fn unsettled_account(tx: &mut Tx<'_>, book: Id) -> Result<Id, LedgerError> {
    if let Some(there) = account_of(tx, book, UNSETTLED)? {
        return Ok(there.id);
    }
    let account = open(tx, book, UNSETTLED, AccountKind::Payable, "待结算核销款")?;
    let mut approved: HashMap<Id, i64> = HashMap::new();
    for s in settling::unpaid(tx, book)? {
        *approved.entry(s.merchant_id).or_default() += s.amount.0;
    }
    let (day, mut entries) = (tx.today(), Vec::new());
    for a in accounts_of(tx, book)? {
        let Some(merchant) = a.code.strip_prefix(MERCHANTS).and_then(|id| id.parse().ok()) else { continue };
        let amount = Fen(a.balance().balance.0 - approved.get(&merchant).copied().unwrap_or(0));
        if amount.0 > 0 {
            entries.push(Entry {
                id: id_of("benefits.unsettled", a.id, 0),
                debit: a.id,
                credit: account,
                amount,
                day,
                reason: "benefits.unsettled",
                record: ("benefit_merchant", merchant),
                memo: "",
            });
        }
    }
    transfer(tx, &Actor::system(Reason::Job, "核销"), &entries)?;
    Ok(account)
}

/// What a merchant is to be paid by the union of the book: its approved statements; opened, with the name that is given, if it is
/// missing.
///
/// # Errors
/// [`LedgerError`].
pub fn merchant_account(tx: &mut Tx<'_>, book: Id, merchant: Id, name: &str) -> Result<Id, LedgerError> {
    let code = format!("{MERCHANTS}{merchant}");
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
