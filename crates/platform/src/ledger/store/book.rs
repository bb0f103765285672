//! Books: which unions keep some, and to which month they are closed.

use kernel::{Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    OPEN = one("union_id"),
        "INSERT INTO ledger_book (union_id, accounts, closed_to, opened_at) VALUES ($1, 1, 0, $2)
         ON CONFLICT (union_id) DO UPDATE SET accounts = ledger_book.accounts + 1 RETURNING closed_to";
    CLOSE = one("union_id"),
        "UPDATE ledger_book SET closed_to = $2 WHERE union_id = $1 AND closed_to < $2";
    FIND = one("union_id"), "SELECT union_id, accounts, closed_to, opened_at FROM ledger_book WHERE union_id = $1";
    AFTER = fan_out("list"),
        "SELECT union_id, accounts, closed_to, opened_at FROM ledger_book WHERE union_id > $1 ORDER BY union_id LIMIT $2";
}

/// The books of a union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Book {
    /// Union.
    pub union_id: Id,
    /// Number of its accounts.
    pub accounts: i64,
    /// Last closed month, `yyyymm`; 0 if none is.
    pub closed_to: i64,
    /// When the first account was opened.
    pub opened_at: Timestamp,
}

fn read(row: &store::Row) -> DbResult<Book> {
    let mut r = row.reader();
    Ok(Book { union_id: r.next()?, accounts: r.next()?, closed_to: r.next()?, opened_at: r.next()? })
}

/// One account more in the books of a union; to which month they are closed.
pub fn one_more(tx: &mut Tx<'_>, union_id: Id) -> DbResult<i64> {
    let now = tx.now();
    Ok(tx.query_one(&OPEN, params![union_id, now], |r| r.get(0))?.unwrap_or_default())
}

/// Closes the books to a month, if they are not closed that far; whether it did.
pub fn close(tx: &mut Tx<'_>, union_id: Id, month: i64) -> DbResult<bool> {
    Ok(tx.execute(&CLOSE, params![union_id, month])? == 1)
}

/// The books of a union.
pub fn find(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Option<Book>> {
    tx.query_one(&FIND, params![union_id], read)
}

/// Books after that of a union, by its id.
pub fn after(tx: &mut Tx<'_>, union_id: Id, limit: i64) -> DbResult<Vec<Book>> {
    tx.query(&AFTER, params![union_id, limit], read)
}
