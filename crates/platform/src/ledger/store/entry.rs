//! Entries of accounts.

use kernel::{Id, Timestamp};
use store::{DbResult, Insert, Kind, Row, Tx, Val, params};

use crate::ledger::deed::Posting;
use crate::ledger::model::Balance;

macro_rules! columns {
    () => {
        "account_id, seq, book_id, transfer_id, other_id, at, day, debit, credit, debit_sum, credit_sum, balance, reason,
           record_kind, record_id, memo"
    };
}
pub(super) use columns;

store::statements! {
    FIND = one("account_id"),
        concat!("SELECT ", columns!(), " FROM ledger_entry WHERE account_id = $1 AND seq = $2");
    SUMS_AT = one("account_id"),
        "SELECT debit_sum, credit_sum, balance FROM ledger_entry WHERE account_id = $1 AND at <= $2
         ORDER BY at DESC, seq DESC LIMIT 1";
}

const INT: Kind = Kind::Int;
const TEXT: Kind = Kind::Text;

static PUT: Insert = Insert::new(
    "ledger_entry",
    &[
        ("account_id", INT),
        ("seq", INT),
        ("book_id", INT),
        ("transfer_id", INT),
        ("other_id", INT),
        ("at", INT),
        ("day", INT),
        ("debit", INT),
        ("credit", INT),
        ("debit_sum", INT),
        ("credit_sum", INT),
        ("balance", INT),
        ("reason", TEXT),
        ("record_kind", TEXT),
        ("record_id", INT),
        ("memo", TEXT),
    ],
    "",
);

pub(super) fn read(row: &Row) -> DbResult<Posting> {
    let mut r = row.reader();
    Ok(Posting {
        account: r.next()?,
        seq: r.next()?,
        book: r.next()?,
        transfer: r.next()?,
        other: r.next()?,
        at: r.next()?,
        day: r.next()?,
        debit: r.next()?,
        credit: r.next()?,
        after: Balance { debit: r.next()?, credit: r.next()?, balance: r.next()? },
        reason: r.next()?,
        record_kind: r.next()?,
        record_id: r.next()?,
        memo: r.next()?,
    })
}

/// Writes entries.
pub fn put(tx: &mut Tx<'_>, rows: &[Vec<Val<'_>>]) -> DbResult<()> {
    tx.insert_many(&PUT, rows).map(drop)
}

/// An entry by its number in the account.
pub fn find(tx: &mut Tx<'_>, account: Id, seq: i64) -> DbResult<Option<Posting>> {
    tx.query_one(&FIND, params![account, seq], read)
}

/// The sums of an account at an instant, what was posted at it included; zeros before its first entry.
pub fn sums_at(tx: &mut Tx<'_>, account: Id, at: Timestamp) -> DbResult<Balance> {
    let read = |r: &Row| Ok(Balance { debit: r.get(0)?, credit: r.get(1)?, balance: r.get(2)? });
    tx.query_one(&SUMS_AT, params![account, at], read).map(Option::unwrap_or_default)
}
