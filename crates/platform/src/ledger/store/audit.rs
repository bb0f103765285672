//! Walks over everything, for the verification and the journal.

use kernel::{Day, Id};
use store::{DbResult, Tx, params};

use super::{account, entry, transfer};
use crate::ledger::deed::{Posting, Transfer};
use crate::ledger::model::Account;

store::statements! {
    ACCOUNTS = fan_out("verification"),
        "SELECT id, book_id, code, kind, title, debit, credit, pending_debit, pending_credit, seq, last_at, closed_to
         FROM ledger_account ORDER BY id";
    ENTRIES = fan_out("verification"),
        concat!("SELECT ", entry::columns!(), " FROM ledger_entry ORDER BY account_id, seq");
    TRANSFERS = fan_out("verification"),
        concat!("SELECT ", transfer::columns!(), " FROM ledger_transfer ORDER BY id");
    CLOSED = fan_out("verification"),
        "SELECT book_id, month, account_id, debit_sum, credit_sum FROM ledger_close_line
         ORDER BY book_id, month, account_id";
    OF_ACCOUNT = one("account_id"),
        concat!("SELECT ", entry::columns!(), " FROM ledger_entry WHERE account_id = $1 AND day >= $2 AND day <= $3
         ORDER BY seq");
}

/// Every account.
pub fn accounts(tx: &mut Tx<'_>) -> DbResult<Vec<Account>> {
    tx.query(&ACCOUNTS, &[], account::read)
}

/// Every entry, account by account, in its order.
pub fn each_entry(tx: &mut Tx<'_>, mut each: impl FnMut(&Posting)) -> DbResult<()> {
    tx.for_each(&ENTRIES, &[], |r| {
        each(&entry::read(r)?);
        Ok(())
    })
}

/// Every transfer.
pub fn each_transfer(tx: &mut Tx<'_>, mut each: impl FnMut(Transfer)) -> DbResult<()> {
    tx.for_each(&TRANSFERS, &[], |r| {
        each(transfer::read(r)?);
        Ok(())
    })
}

/// A frozen sum: book, month, account, debits and credits to the end of the month.
pub type Frozen = (Id, i64, Id, i64, i64);

/// Every frozen sum.
pub fn frozen(tx: &mut Tx<'_>) -> DbResult<Vec<Frozen>> {
    tx.query(&CLOSED, &[], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)))
}

/// The entries of an account between two accounting days, in their order.
pub fn each_of_account(
    tx: &mut Tx<'_>,
    account: Id,
    (from, to): (Day, Day),
    mut each: impl FnMut(&Posting) -> DbResult<()>,
) -> DbResult<()> {
    tx.for_each(&OF_ACCOUNT, params![account, from, to], |r| each(&entry::read(r)?))
}
