//! Files of the bank, and which of their columns mean what.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::enrolment::StatementState;
use crate::model::statement::Columns;
use platform::lists::Text;

store::statements! {
    BY_ID = one("id"),
        "SELECT s.id, s.union_id, u.name, u.path, s.bank, s.file_name, s.file_digest, s.columns, s.state, s.lines, s.lines_done,
           s.taken, s.known, s.outgoing, s.unreadable, s.matched, s.amount, s.error, s.created_by, s.created_by_name,
           s.created_at, s.version
         FROM mutual_statement s JOIN trade_union u ON u.id = s.union_id WHERE s.id = $1";
    INSERT = one("id"),
        "INSERT INTO mutual_statement (id, union_id, bank, file_name, file_digest, columns, state, lines, lines_done, taken,
           known, outgoing, unreadable, matched, amount, error, created_by, created_by_name, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 'reading', 0, 0, 0, 0, 0, 0, 0, 0, '', $7, $8, $9, 1)";
    ADVANCE = one("id"),
        "UPDATE mutual_statement SET lines_done = lines_done + $3, taken = taken + $4, known = known + $5,
           outgoing = outgoing + $6, unreadable = unreadable + $7, matched = matched + $8, amount = amount + $9
         WHERE id = $1 AND lines_done = $2 AND state = 'reading'";
    END = one("id"),
        "UPDATE mutual_statement SET state = $2, lines = lines_done, error = $3, version = version + 1
         WHERE id = $1 AND state = 'reading'";
    COLUMNS_OF = one("union_id"), "SELECT columns FROM mutual_statement_form WHERE union_id = $1 AND bank = $2";
    KEEP_COLUMNS = one("union_id"),
        "INSERT INTO mutual_statement_form (union_id, bank, columns) VALUES ($1, $2, $3)
         ON CONFLICT (union_id, bank) DO UPDATE SET columns = excluded.columns";
}

const ALL: &str = "s.id, s.union_id, u.name, u.path, s.bank, s.file_name, s.file_digest, s.columns, s.state, s.lines, s.lines_done,
     s.taken, s.known, s.outgoing, s.unreadable, s.matched, s.amount, s.error, s.created_by, s.created_by_name, s.created_at,
     s.version";

/// What became of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines.
    pub lines: i64,
    /// Became receipts.
    pub taken: i64,
    /// Were there already.
    pub known: i64,
    /// Are no income.
    pub outgoing: i64,
    /// Could not be read.
    pub unreadable: i64,
    /// Receipts that found their bill.
    pub matched: i64,
    /// Of the receipts, 分.
    pub amount: i64,
}

/// A file of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Statement.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Name of the bank.
    pub bank: String,
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file, hex.
    pub file_digest: String,
    /// Columns.
    pub columns: Columns,
    /// State.
    pub state: StatementState,
    /// Lines of the file; 0 until it was read.
    pub lines: i64,
    /// What became of those that are done; `lines` of it is how many.
    pub done: Tally,
    /// Why it failed: a problem code, or empty.
    pub error: String,
    /// Account that sent it.
    pub created_by: Id,
    /// Name of its holder.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// Rises with each change of state.
    pub version: i64,
}

fn read(row: &Row) -> DbResult<Statement> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let broken = |what: &str| DbError::Inconsistent(format!("statement {id}: {what}"));
    Ok(Statement {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        bank: r.next()?,
        file_name: r.next()?,
        file_digest: r.next()?,
        columns: serde_json::from_str(&r.next::<String>()?).map_err(|e| broken(&e.to_string()))?,
        state: StatementState::parse(&r.next::<String>()?).ok_or_else(|| broken("state"))?,
        lines: r.next()?,
        done: Tally {
            lines: r.next()?,
            taken: r.next()?,
            known: r.next()?,
            outgoing: r.next()?,
            unreadable: r.next()?,
            matched: r.next()?,
            amount: r.next()?,
        },
        error: r.next()?,
        created_by: r.next()?,
        created_by_name: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

fn json(c: &Columns) -> DbResult<String> {
    serde_json::to_string(c).map_err(|e| DbError::Driver(e.to_string()))
}

/// Keeps a new statement in the state `reading`.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, s: &Statement) -> DbResult<()> {
    let args = params![
        s.id,
        s.union_id,
        &s.bank,
        &s.file_name,
        &s.file_digest,
        json(&s.columns)?,
        s.created_by,
        &s.created_by_name,
        s.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// A statement of a fund in the scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Fund, A>, id: Id) -> DbResult<Option<Statement>> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.filter(|s| scope.covers(&s.union_path)))
}

/// Moves a statement on by some lines after the first `done`; `false` if another worker did, or it is at its end.
///
/// # Errors
/// Any [`DbError`].
pub fn advance(tx: &mut Tx<'_>, id: Id, done: i64, t: &Tally) -> DbResult<bool> {
    let args = params![id, done, t.lines, t.taken, t.known, t.outgoing, t.unreadable, t.matched, t.amount];
    Ok(tx.execute(&ADVANCE, args)? == 1)
}

/// Ends the reading; `false` if it was ended before.
///
/// # Errors
/// Any [`DbError`].
pub fn end(tx: &mut Tx<'_>, id: Id, to: StatementState, error: &str) -> DbResult<bool> {
    Ok(tx.execute(&END, params![id, to.code(), error])? == 1)
}

/// The columns of a bank's file as they were confirmed last.
///
/// # Errors
/// Any [`DbError`].
pub fn columns_of(tx: &mut Tx<'_>, union: Id, bank: &str) -> DbResult<Option<Columns>> {
    let kept = tx.query_one(&COLUMNS_OF, params![union, bank], |r| r.get::<String>(0))?;
    kept.map(|k| serde_json::from_str(&k).map_err(|e| DbError::Inconsistent(format!("form of {bank}: {e}"))))
        .transpose()
}

/// Keeps the columns of a bank's file.
///
/// # Errors
/// Any [`DbError`].
pub fn keep_columns(tx: &mut Tx<'_>, union: Id, bank: &str, c: &Columns) -> DbResult<()> {
    tx.execute(&KEEP_COLUMNS, params![union, bank, json(c)?]).map(drop)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of funds at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<StatementState>,
}

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Fund, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("s.state", f.state.map(StatementState::code));
}

const FROM: &str = "FROM mutual_statement s JOIN trade_union u ON u.id = s.union_id WHERE";

/// A page of the statements in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Fund, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Statement>> {
    let mut t = Text::of(format!("SELECT {ALL} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND s.id < ${a} ORDER BY s.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_statements", Route::FanOut("list"), t.text), &t.args, read)
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
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT s.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_statements", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
