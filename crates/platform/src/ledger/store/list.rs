//! Lists of entries: of a book by accounting day, of an account by number; latest first.

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Route, Sql, Tx, Val};

use super::entry::{columns, read};
use crate::ledger::deed::Posting;

/// Which entries of a book.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this account of the book.
    pub account: Option<Id>,
    /// Not before this accounting day.
    pub from: Option<Day>,
    /// Not after this accounting day.
    pub to: Option<Day>,
    /// Only for this reason.
    pub reason: Option<String>,
    /// Only for records of this kind.
    pub record_kind: Option<String>,
    /// Only for this record.
    pub record: Option<Id>,
}

/// Where an entry stands in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Accounting day.
    pub day: Day,
    /// When.
    pub at: Timestamp,
    /// Account.
    pub account: Id,
    /// Number in the account.
    pub seq: i64,
}

impl Place {
    /// Of an entry.
    pub fn of(p: &Posting) -> Self {
        Self { day: p.day, at: p.at, account: p.account, seq: p.seq }
    }
}

struct Text {
    text: String,
    args: Vec<Val<'static>>,
}

impl Text {
    fn arg(&mut self, value: impl Into<Val<'static>>) -> usize {
        self.args.push(value.into());
        self.args.len()
    }

    fn and(&mut self, condition: &str, value: Option<impl Into<Val<'static>>>) {
        if let Some(value) = value {
            let n = self.arg(value);
            self.text.push_str(&format!(" AND {condition} ${n}"));
        }
    }
}

fn conditions(t: &mut Text, book: Id, f: &Filter) {
    let n = t.arg(book);
    t.text.push_str(&format!(" FROM ledger_entry WHERE book_id = ${n}"));
    t.and("account_id =", f.account);
    // An account is walked by its numbers, unless both ends of the days are given: then the days are the smaller part.
    let by_number = f.account.is_some() && (f.from.is_none() || f.to.is_none());
    let (from, to) = if by_number { ("+day >=", "+day <=") } else { ("day >=", "day <=") };
    t.and(from, f.from);
    t.and(to, f.to);
    t.and("reason =", f.reason.clone());
    t.and("record_kind =", f.record_kind.clone());
    if f.record.is_some() {
        // Said so that the index of records is used.
        t.text.push_str(" AND record_id > 0");
        t.and("record_id =", f.record);
    }
}

/// A page of entries of a book, latest first, after the one at `after`.
pub fn list(
    tx: &mut Tx<'_>,
    book: Id,
    f: &Filter,
    after: Option<Place>,
    limit: i64,
) -> DbResult<Vec<Posting>> {
    let mut t = Text { text: concat!("SELECT ", columns!()).to_owned(), args: Vec::new() };
    conditions(&mut t, book, f);
    let order = if f.account.is_some() {
        t.and("seq <", after.map(|p| p.seq));
        "seq DESC"
    } else {
        if let Some(p) = after {
            let [a, b, c, d] = [t.arg(p.day), t.arg(p.at), t.arg(p.account), t.arg(p.seq)];
            t.text.push_str(&format!(" AND (day, at, account_id, seq) < (${a}, ${b}, ${c}, ${d})"));
        }
        "day DESC, at DESC, account_id DESC, seq DESC"
    };
    let n = t.arg(limit);
    t.text.push_str(&format!(" ORDER BY {order} LIMIT ${n}"));
    tx.query(&Sql::composed("list_ledger_entries", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many entries of a book match, counted to `bound` at most.
pub fn count(tx: &mut Tx<'_>, book: Id, f: &Filter, bound: i64) -> DbResult<i64> {
    let mut t = Text { text: "SELECT count(*) FROM (SELECT seq".to_owned(), args: Vec::new() };
    conditions(&mut t, book, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_ledger_entries", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
