//! Closed months and their sums.

use kernel::{Day, Fen, Id, Timestamp};
use store::{DbResult, Insert, Kind, Tx, Val, params};

store::statements! {
    PUT = one("book_id"),
        "INSERT INTO ledger_close (book_id, month, closed_by, closed_by_name, closed_at) VALUES ($1, $2, $3, $4, $5)";
    ALL = one("book_id"),
        "SELECT month, closed_by, closed_by_name, closed_at FROM ledger_close WHERE book_id = $1 ORDER BY month DESC";
    LINES = one("book_id"),
        "SELECT account_id, debit_sum, credit_sum FROM ledger_close_line WHERE book_id = $1 AND month = $2
         ORDER BY account_id";
    SUMS = fan_out("closing of a month"),
        "SELECT account_id, CAST(SUM(debit) AS BIGINT), CAST(SUM(credit) AS BIGINT) FROM ledger_entry
         WHERE book_id = $1 AND day > $2 AND day <= $3 GROUP BY account_id ORDER BY account_id";
}

static PUT_LINES: Insert = Insert::new(
    "ledger_close_line",
    &[
        ("book_id", Kind::Int),
        ("month", Kind::Int),
        ("account_id", Kind::Int),
        ("debit_sum", Kind::Int),
        ("credit_sum", Kind::Int),
    ],
    "",
);

/// Debits and credits of an account.
pub type Sums = (Id, Fen, Fen);

/// When a month was closed, and by whom.
#[derive(Clone, Debug)]
pub struct Closed {
    /// `yyyymm`.
    pub month: i64,
    /// Account; 0 for the program.
    pub by: Id,
    /// Name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Records a closing with its sums.
pub fn put(tx: &mut Tx<'_>, book: Id, closed: &Closed, lines: &[Sums]) -> DbResult<()> {
    tx.execute(&PUT, params![book, closed.month, closed.by, &closed.by_name, closed.at])?;
    let row = |(account, debit, credit): &Sums| {
        vec![
            Val::from(book),
            Val::from(closed.month),
            Val::from(*account),
            Val::from(*debit),
            Val::from(*credit),
        ]
    };
    let rows: Vec<Vec<Val<'_>>> = lines.iter().map(row).collect();
    tx.insert_many(&PUT_LINES, &rows).map(drop)
}

/// The closings of a book, latest month first.
pub fn all(tx: &mut Tx<'_>, book: Id) -> DbResult<Vec<Closed>> {
    tx.query(&ALL, params![book], |row| {
        let mut r = row.reader();
        Ok(Closed { month: r.next()?, by: r.next()?, by_name: r.next()?, at: r.next()? })
    })
}

/// The sums of a closing, by account.
pub fn lines(tx: &mut Tx<'_>, book: Id, month: i64) -> DbResult<Vec<Sums>> {
    tx.query(&LINES, params![book, month], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Sums of the entries of a book by accounting day, after one day to another, by account.
pub fn sums(tx: &mut Tx<'_>, book: Id, after: i64, to: Day) -> DbResult<Vec<Sums>> {
    tx.query(&SUMS, params![book, after, to], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}
