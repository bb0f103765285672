//! Accounts: opened, found, changed under their limit.

use kernel::{Id, Timestamp};
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::ledger::model::{Account, AccountKind, NewAccount, Side};

store::statements! {
    FIND = one("id"),
        "SELECT id, book_id, code, kind, title, debit, credit, pending_debit, pending_credit, seq, last_at, closed_to
         FROM ledger_account WHERE id = $1";
    OF_BOOK = fan_out("the accounts of a book"),
        "SELECT id, book_id, code, kind, title, debit, credit, pending_debit, pending_credit, seq, last_at, closed_to
         FROM ledger_account WHERE book_id = $1 ORDER BY id";
    BOOK = one("id"), "SELECT book_id FROM ledger_account WHERE id = $1";
    CODE = one("book_id"), "SELECT account_id FROM ledger_code WHERE book_id = $1 AND code = $2";
    PUT_CODE = one("book_id"),
        "INSERT INTO ledger_code (book_id, code, account_id) VALUES ($1, $2, $3) ON CONFLICT (book_id, code) DO NOTHING";
    PUT = one("id"),
        "INSERT INTO ledger_account (id, book_id, code, kind, title, floor, debit, credit, pending_debit, pending_credit,
           seq, last_at, closed_to) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, 0, $7)";
    // `low` is the lowest point that the changes reach one after the other: no entry among them may break the limit.
    MOVE = one("id"),
        "UPDATE ledger_account SET debit = debit + $2, credit = credit + $3, pending_debit = pending_debit + $4,
           pending_credit = pending_credit + $5, seq = seq + $6,
           last_at = CASE WHEN last_at > $7 THEN last_at ELSE $7 END
         WHERE id = $1 AND closed_to < $8
           AND (floor = 0 OR (floor = 1 AND debit - credit - pending_credit + $9 >= 0)
             OR (floor = -1 AND credit - debit - pending_debit + $10 >= 0))
         RETURNING id, book_id, code, kind, title, debit, credit, pending_debit, pending_credit, seq, last_at, closed_to";
    TOUCH = one("id"), "UPDATE ledger_account SET last_at = $2 WHERE id = $1";
    CLOSE = one("id"), "UPDATE ledger_account SET closed_to = $2 WHERE id = $1";
}

const COLUMNS: &str =
    "id, book_id, code, kind, title, debit, credit, pending_debit, pending_credit, seq, last_at, closed_to";

/// The columns in their order.
pub(super) fn read(row: &Row) -> DbResult<Account> {
    let mut r = row.reader();
    Ok(Account {
        id: r.next()?,
        book: r.next()?,
        code: r.next()?,
        kind: kind(&r.next::<String>()?)?,
        title: r.next()?,
        debit: r.next()?,
        credit: r.next()?,
        pending_debit: r.next()?,
        pending_credit: r.next()?,
        seq: r.next()?,
        last_at: r.next()?,
        closed_to: r.next()?,
    })
}

/// A stored kind.
pub(super) fn kind(code: &str) -> DbResult<AccountKind> {
    AccountKind::parse(code).ok_or_else(|| DbError::Inconsistent(format!("ledger account kind {code}")))
}

/// An account.
pub fn find(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Account>> {
    tx.query_one(&FIND, params![id], read)
}

/// Those of these accounts that are there, in no order.
pub fn find_all(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<Account>> {
    let mut all = Vec::new();
    super::by_ids(ids, |args, marks| {
        let text = format!("SELECT {COLUMNS} FROM ledger_account WHERE id IN ({marks})");
        let sql = Sql::composed("ledger_accounts", Route::FanOut("many at once"), text);
        all.append(&mut tx.query(&sql, args, read)?);
        Ok(())
    })?;
    Ok(all)
}

/// The accounts of a book, oldest first.
pub fn of_book(tx: &mut Tx<'_>, book: Id) -> DbResult<Vec<Account>> {
    tx.query(&OF_BOOK, params![book], read)
}

/// The union whose books an account is in.
pub fn book_of(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Id>> {
    tx.query_one(&BOOK, params![id], |r| r.get(0))
}

/// The account under a code of a book.
pub fn by_code(tx: &mut Tx<'_>, book: Id, code: &str) -> DbResult<Option<Id>> {
    tx.query_one(&CODE, params![book, code], |r| r.get(0))
}

/// Opens an account whose code is free; `closed_to` is its book's.
pub fn open(tx: &mut Tx<'_>, id: Id, new: &NewAccount<'_>, closed_to: i64) -> DbResult<()> {
    let floor = match (new.kind.limited(), new.kind.side()) {
        (false, _) => 0_i64,
        (true, Side::Debit) => 1,
        (true, Side::Credit) => -1,
    };
    if tx.execute(&PUT_CODE, params![new.book, new.code, id])? == 0 {
        // Another server opened it between two statements: the caller's retry finds it.
        return Err(DbError::Busy("ledger account code".into()));
    }
    let args = params![id, new.book, new.code, new.kind.code(), new.title, floor, closed_to];
    tx.execute(&PUT, args).map(drop)
}

/// What the moves of one call do to an account.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Entries that it gets.
    pub entries: i64,
    /// 分 that they debit.
    pub debit: i64,
    /// 分 that they credit.
    pub credit: i64,
    /// 分 more (or less) that reservations will debit.
    pub pending_debit: i64,
    /// 分 more (or less) that reservations will credit.
    pub pending_credit: i64,
    /// The lowest that all this brings what is available on the debit side, on the way.
    pub low_debit: i64,
    /// The same of the credit side.
    pub low_credit: i64,
    /// The first month that it touches, `yyyymm`.
    pub month: i64,
}

/// Changes an account that stays within its limit and whose months are open; the account after it. `None` changes nothing:
/// there is no such account, or the limit or a closed month is in the way.
pub fn change(tx: &mut Tx<'_>, id: Id, c: &Change, at: Timestamp) -> DbResult<Option<Account>> {
    let at = if c.entries > 0 { at } else { super::NEVER };
    let args = params![
        id,
        c.debit,
        c.credit,
        c.pending_debit,
        c.pending_credit,
        c.entries,
        at,
        c.month,
        c.low_debit,
        c.low_credit
    ];
    tx.query_one(&MOVE, args, read)
}

/// Moves the instant of the last entry on, to that of the other side.
pub fn touch(tx: &mut Tx<'_>, id: Id, at: Timestamp) -> DbResult<()> {
    tx.execute(&TOUCH, params![id, at]).map(drop)
}

/// Closes the months of an account to this one.
pub fn close(tx: &mut Tx<'_>, id: Id, month: i64) -> DbResult<()> {
    tx.execute(&CLOSE, params![id, month]).map(drop)
}
