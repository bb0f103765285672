//! Receipts: money that came in, and which bills it went into.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use platform::scoped::{begins, within};
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::enrolment::{Receipt, ReceiptState};
use platform::lists::Text;

store::statements! {
    BY_ID = one("id"),
        "SELECT r.id, r.union_id, u.path, r.statement_id, r.line, r.bank_number, r.state, r.day, r.amount, r.matched, r.refunded,
           r.payer, r.account, r.account_tail, r.note, r.version
         FROM mutual_receipt r JOIN trade_union u ON u.id = r.union_id WHERE r.id = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_receipt (id, union_id, statement_id, line, bank_number, state, day, amount, matched, refunded, payer,
           payer_key, account, account_tail, note, version)
         VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, 0, 0, $8, $9, $10, $11, $12, 1)";
    /// Whoever comes second finds the line taken.
    PUT_KEY = one("digest"),
        "INSERT INTO mutual_receipt_key (digest, receipt_id) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING";
    USE = one("id"),
        "UPDATE mutual_receipt SET matched = matched + $3, refunded = refunded + $4,
           state = CASE WHEN matched + $3 + refunded + $4 = amount THEN 'matched'
             WHEN matched + $3 + refunded + $4 = 0 THEN 'open' ELSE 'part' END,
           version = version + 1
         WHERE id = $1 AND version = $2 AND matched + $3 >= 0 AND matched + $3 + refunded + $4 <= amount";
    LAST_MATCH = one("receipt_id"), "SELECT MAX(seq) FROM mutual_match WHERE receipt_id = $1";
    INSERT_MATCH = one("receipt_id"),
        "INSERT INTO mutual_match (receipt_id, seq, bill_id, amount, how, entry_id, by_name, at, undone_at, undone_by_name, why)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', '')";
    UNDO_MATCH = one("receipt_id"),
        "UPDATE mutual_match SET undone_at = $3, undone_by_name = $4, why = $5
         WHERE receipt_id = $1 AND seq = $2 AND undone_at = 0";
    MATCHES = one("receipt_id"),
        "SELECT receipt_id, seq, bill_id, amount, how, entry_id, by_name, at, undone_at, undone_by_name, why
         FROM mutual_match WHERE receipt_id = $1 ORDER BY seq";
    OF_BILL = fan_out("money of one bill"),
        "SELECT receipt_id, seq, bill_id, amount, how, entry_id, by_name, at, undone_at, undone_by_name, why
         FROM mutual_match WHERE bill_id = $1 ORDER BY receipt_id, seq";
    OPEN = fan_out("receipts of a fund that are still to be matched"),
        "SELECT id FROM mutual_receipt WHERE union_id = $1 AND state = 'open' AND id > $2 ORDER BY id LIMIT $3";
}

const COLUMNS: &str = "r.id, r.union_id, u.path, r.statement_id, r.line, r.bank_number, r.state, r.day, r.amount, r.matched, r.refunded, r.payer,
     r.account, r.account_tail, r.note, r.version";

fn read(row: &Row) -> DbResult<Receipt> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Receipt {
        id,
        union_id: r.next()?,
        union_path: r.next()?,
        statement_id: r.next()?,
        line: r.next()?,
        serial: r.next()?,
        state: ReceiptState::parse(&r.next::<String>()?)
            .ok_or_else(|| DbError::Inconsistent(format!("receipt {id}: state")))?,
        day: r.next()?,
        amount: r.next()?,
        matched: r.next()?,
        refunded: r.next()?,
        payer: r.next()?,
        account: r.next()?,
        account_tail: r.next()?,
        note: r.next()?,
        version: r.next()?,
    })
}

/// What an account of a payer is sealed to.
pub fn account_seal(receipt: Id) -> String {
    format!("mutual-receipt:{receipt}")
}

/// Keeps a new receipt; `false` if a line with this digest was taken before, then nothing is kept.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, digest: &[u8], r: &Receipt) -> DbResult<bool> {
    if tx.execute(&PUT_KEY, params![digest, r.id])? == 0 {
        return Ok(false);
    }
    let args = params![
        r.id,
        r.union_id,
        r.statement_id,
        r.line,
        &r.serial,
        r.day,
        r.amount,
        &r.payer,
        kernel::text::name_key(&r.payer),
        &r.account,
        &r.account_tail,
        &r.note
    ];
    tx.execute(&INSERT, args)?;
    Ok(true)
}

/// A receipt of a fund in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Fund, A>, id: Id) -> DbResult<Option<Receipt>> {
    Ok(unscoped(tx, id)?.filter(|r| scope.covers(&r.union_path)))
}

/// A receipt; for whoever has found it through something in sight.
///
/// # Errors
/// Any [`DbError`].
pub fn unscoped(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Receipt>> {
    tx.query_one(&BY_ID, params![id], read)
}

/// Uses up some of a receipt, or with a negative amount gives it free again; `false` if the version is not the present one, or
/// there is not as much.
///
/// # Errors
/// Any [`DbError`].
pub fn use_up(tx: &mut Tx<'_>, r: &Receipt, matched: Fen, refunded: Fen) -> DbResult<bool> {
    Ok(tx.execute(&USE, params![r.id, r.version, matched, refunded])? == 1)
}

/// What of a receipt went into a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Receipt.
    pub receipt_id: Id,
    /// Number within the receipt, from 1.
    pub seq: i64,
    /// Bill.
    pub bill_id: Id,
    /// How much.
    pub amount: Fen,
    /// `reference` or `hand`.
    pub how: String,
    /// Transfer of the ledger.
    pub entry_id: Id,
    /// Who did it; who sent the file, if the reference told.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// When it was taken back; none while it stands.
    pub undone_at: Option<Timestamp>,
    /// Who took it back.
    pub undone_by_name: String,
    /// Why.
    pub why: String,
}

fn read_match(row: &Row) -> DbResult<Match> {
    let mut r = row.reader();
    Ok(Match {
        receipt_id: r.next()?,
        seq: r.next()?,
        bill_id: r.next()?,
        amount: r.next()?,
        how: r.next()?,
        entry_id: r.next()?,
        by_name: r.next()?,
        at: r.next()?,
        undone_at: Some(r.next::<Timestamp>()?).filter(|t| t.0 != 0),
        undone_by_name: r.next()?,
        why: r.next()?,
    })
}

/// The number of the next match of a receipt, from 1.
///
/// # Errors
/// Any [`DbError`].
pub fn next_match(tx: &mut Tx<'_>, receipt: Id) -> DbResult<i64> {
    let last = tx.query_one(&LAST_MATCH, params![receipt], |r| r.get::<Option<i64>>(0))?;
    Ok(last.flatten().unwrap_or_default() + 1)
}

/// Keeps a match.
///
/// # Errors
/// Any [`DbError`].
pub fn insert_match(tx: &mut Tx<'_>, m: &Match) -> DbResult<()> {
    let args = params![m.receipt_id, m.seq, m.bill_id, m.amount, &m.how, m.entry_id, &m.by_name, m.at];
    tx.execute(&INSERT_MATCH, args).map(drop)
}

/// Marks a match as taken back; `false` if it was.
///
/// # Errors
/// Any [`DbError`].
pub fn undo_match(tx: &mut Tx<'_>, (receipt, seq): (Id, i64), by: &str, why: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&UNDO_MATCH, params![receipt, seq, now, by, why])? == 1)
}

/// The matches of a receipt, oldest first.
///
/// # Errors
/// Any [`DbError`].
pub fn matches(tx: &mut Tx<'_>, receipt: Id) -> DbResult<Vec<Match>> {
    tx.query(&MATCHES, params![receipt], read_match)
}

/// The matches of a bill.
///
/// # Errors
/// Any [`DbError`].
pub fn matches_of_bill(tx: &mut Tx<'_>, bill: Id) -> DbResult<Vec<Match>> {
    tx.query(&OF_BILL, params![bill], read_match)
}

/// Receipts of a fund of which nothing was matched, after one of them; at most `limit`.
///
/// # Errors
/// Any [`DbError`].
pub fn open(tx: &mut Tx<'_>, fund: Id, after: Id, limit: i64) -> DbResult<Vec<Id>> {
    tx.query(&OPEN, params![fund, after, limit], |r| r.get(0))
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of funds at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this statement.
    pub statement: Option<Id>,
    /// Only in this state.
    pub state: Option<ReceiptState>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
    /// Beginning of the payer's name, as `kernel::text::name_key` makes it.
    pub q: String,
}

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Fund, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("r.statement_id", f.statement);
    t.equal("r.state", f.state.map(ReceiptState::code));
    if let Some(from) = f.from {
        let n = t.arg(from);
        t.text.push_str(&format!(" AND r.day >= ${n}"));
    }
    if let Some(to) = f.to {
        let n = t.arg(to);
        t.text.push_str(&format!(" AND r.day <= ${n}"));
    }
    if !f.q.is_empty() {
        begins(&mut t.text, &mut t.args, "r.payer_key", &f.q);
    }
}

const FROM: &str = "FROM mutual_receipt r JOIN trade_union u ON u.id = r.union_id WHERE";

/// A page of the receipts in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Receipt>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND r.id < ${a} ORDER BY r.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_receipts", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT r.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_receipts", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
