//! Transfers by their caller-made ids.

use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::ledger::deed::{Transfer, TransferKind, TransferState};

macro_rules! columns {
    () => {
        "id, book_id, kind, state, debit_id, credit_id, amount, day, at, reason, record_kind, record_id, memo, of_id,
           debit_seq, credit_seq, expires_at, end_id, end_at, end_by_name, made_by, made_by_name"
    };
}
pub(super) use columns;

store::statements! {
    FIND = one("id"), concat!("SELECT ", columns!(), " FROM ledger_transfer WHERE id = $1");
    END = one("id"),
        concat!("UPDATE ledger_transfer SET state = $2, end_id = $3, end_at = $4, end_by_name = $5
         WHERE id = $1 AND state = 'open' AND (expires_at = 0 OR expires_at > $6) RETURNING ", columns!());
    REVERSE = one("id"),
        "UPDATE ledger_transfer SET end_id = $2, end_at = $3, end_by_name = $4
         WHERE id = $1 AND state = 'posted' AND end_id = 0";
    OVERDUE = fan_out("the job that ends reservations"),
        "SELECT id FROM ledger_transfer WHERE state = 'open' AND expires_at > 0 AND expires_at <= $1
         ORDER BY expires_at, id LIMIT $2";
}

const INT: Kind = Kind::Int;
const TEXT: Kind = Kind::Text;

static PUT: Insert = Insert::new(
    "ledger_transfer",
    &[
        ("id", INT),
        ("book_id", INT),
        ("kind", TEXT),
        ("state", TEXT),
        ("debit_id", INT),
        ("credit_id", INT),
        ("amount", INT),
        ("day", INT),
        ("at", INT),
        ("reason", TEXT),
        ("record_kind", TEXT),
        ("record_id", INT),
        ("memo", TEXT),
        ("of_id", INT),
        ("debit_seq", INT),
        ("credit_seq", INT),
        ("expires_at", INT),
        ("end_id", INT),
        ("end_at", INT),
        ("end_by_name", TEXT),
        ("made_by", INT),
        ("made_by_name", TEXT),
    ],
    "ON CONFLICT (id) DO NOTHING",
);

pub(super) fn read(row: &Row) -> DbResult<Transfer> {
    let mut r = row.reader();
    let bad = |what: &str, code: &str| DbError::Inconsistent(format!("ledger transfer {what} {code}"));
    Ok(Transfer {
        id: r.next()?,
        book: r.next()?,
        kind: r.next::<String>().and_then(|c| TransferKind::parse(&c).ok_or_else(|| bad("kind", &c)))?,
        state: r.next::<String>().and_then(|c| TransferState::parse(&c).ok_or_else(|| bad("state", &c)))?,
        debit: r.next()?,
        credit: r.next()?,
        amount: r.next()?,
        day: r.next()?,
        at: r.next()?,
        reason: r.next()?,
        record_kind: r.next()?,
        record_id: r.next()?,
        memo: r.next()?,
        of: r.next()?,
        debit_seq: r.next()?,
        credit_seq: r.next()?,
        expires_at: r.next()?,
        end_id: r.next()?,
        end_at: r.next()?,
        end_by_name: r.next()?,
        made_by: r.next()?,
        made_by_name: r.next()?,
    })
}

/// A transfer.
pub fn find(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Transfer>> {
    tx.query_one(&FIND, params![id], read)
}

/// Those of these ids that are there, in no order.
pub fn find_all(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<Transfer>> {
    if let [one] = ids {
        return Ok(find(tx, *one)?.into_iter().collect());
    }
    let mut all = Vec::new();
    super::by_ids(ids, |args, marks| {
        let text = format!("SELECT {} FROM ledger_transfer WHERE id IN ({marks})", columns!());
        let sql = Sql::composed("ledger_transfers", Route::FanOut("many at once"), text);
        all.append(&mut tx.query(&sql, args, read)?);
        Ok(())
    })?;
    Ok(all)
}

/// Writes new transfers.
///
/// # Errors
/// [`DbError::Busy`] if another transaction wrote one of them since they were looked for: the retry finds it.
pub fn put(tx: &mut Tx<'_>, all: &[Transfer]) -> DbResult<()> {
    let rows: Vec<Vec<Val<'_>>> = all.iter().map(row).collect();
    if tx.insert_many(&PUT, &rows)? == rows.len() as u64 {
        return Ok(());
    }
    Err(DbError::Busy("ledger transfer id".into()))
}

fn row(t: &Transfer) -> Vec<Val<'_>> {
    vec![
        t.id.into(),
        t.book.into(),
        t.kind.code().into(),
        t.state.code().into(),
        t.debit.into(),
        t.credit.into(),
        t.amount.into(),
        t.day.into(),
        t.at.into(),
        (&t.reason).into(),
        (&t.record_kind).into(),
        t.record_id.into(),
        (&t.memo).into(),
        t.of.into(),
        t.debit_seq.into(),
        t.credit_seq.into(),
        t.expires_at.into(),
        t.end_id.into(),
        t.end_at.into(),
        (&t.end_by_name).into(),
        t.made_by.into(),
        (&t.made_by_name).into(),
    ]
}

/// How a reservation ends.
#[derive(Clone, Copy, Debug)]
pub struct End<'a> {
    /// Its state from now on.
    pub state: TransferState,
    /// The transfer that posts it; 0 for none.
    pub by: Id,
    /// When.
    pub at: Timestamp,
    /// Who ended it; empty for its time.
    pub by_name: &'a str,
    /// It must not have run out at this instant; 0 to ask for nothing.
    pub alive_at: Timestamp,
}

/// Ends an open reservation; none if it is not open any more, or ran out.
pub fn end(tx: &mut Tx<'_>, id: Id, end: End<'_>) -> DbResult<Option<Transfer>> {
    // One that never runs out, and `alive_at` 0, both hold.
    tx.query_one(&END, params![id, end.state.code(), end.by, end.at, end.by_name, end.alive_at], read)
}

/// Marks a posted transfer as taken back; whether it was not before.
pub fn reverse(tx: &mut Tx<'_>, id: Id, by: Id, at: Timestamp, by_name: &str) -> DbResult<bool> {
    Ok(tx.execute(&REVERSE, params![id, by, at, by_name])? == 1)
}

/// Open reservations that ran out, longest first.
pub fn overdue(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&OVERDUE, params![now, limit], |r| r.get(0))
}
