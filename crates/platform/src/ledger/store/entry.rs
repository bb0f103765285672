//! Entries of accounts.

use kernel::{Day, Fen, Id, Timestamp};
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
    LAST = one("id"), "SELECT seq, last_at FROM ledger_account WHERE id = $1";
    SUMS = one("account_id"),
        "SELECT at, debit_sum, credit_sum, balance FROM ledger_entry WHERE account_id = $1 AND seq = $2";
    LATER = one("account_id"),
        "SELECT CAST(COALESCE(SUM(debit), 0) AS BIGINT), CAST(COALESCE(SUM(credit), 0) AS BIGINT) FROM ledger_entry
         WHERE account_id = $1 AND seq > $2 AND day <= $3";
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

fn sums(tx: &mut Tx<'_>, account: Id, seq: i64) -> DbResult<Option<(Timestamp, Balance)>> {
    tx.query_one(&SUMS, params![account, seq], |r| {
        Ok((r.get(0)?, Balance { debit: r.get(1)?, credit: r.get(2)?, balance: r.get(3)? }))
    })
}

/// The sums of an account at an instant, what was posted at it included; zeros before its first entry. With the number of the last
/// entry that is in them.
///
/// The entries of an account are numbered without gaps in the order of time, so the last one of an instant is found by halving:
/// twenty looks for a million entries. An index by time would be two more places that each transfer writes to.
pub fn sums_at(tx: &mut Tx<'_>, account: Id, at: Timestamp) -> DbResult<(i64, Balance)> {
    let last = tx.query_one(&LAST, params![account], |r| Ok((r.get::<i64>(0)?, r.get::<Timestamp>(1)?)))?;
    let Some((seq, last_at)) = last else { return Ok((0, Balance::default())) };
    // Entries up to `known` are not after the instant; those from `later` on are.
    let (mut known, mut later, mut found) = (0, seq + 1, Balance::default());
    let mut look = if last_at <= at { seq } else { later / 2 };
    while known + 1 < later {
        match sums(tx, account, look)? {
            Some((when, balance)) if when <= at => (known, found) = (look, balance),
            _ => later = look,
        }
        look = known + (later - known) / 2;
    }
    Ok((known, found))
}

/// What was debited and credited after the entry `seq` for accounting days up to `day`.
pub fn later_for(tx: &mut Tx<'_>, account: Id, seq: i64, day: Day) -> DbResult<(Fen, Fen)> {
    let sums = tx.query_one(&LATER, params![account, seq, day], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(sums.unwrap_or_default())
}
