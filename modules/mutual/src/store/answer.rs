//! Answer files of the bank.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::payment::Answer;
use platform::lists::Text;

store::statements! {
    INSERT = one("id"),
        "INSERT INTO mutual_answer (id, union_id, file_name, file_digest, lines, paid, returned, known, refused, rows, created_at,
           created_by_name) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
}

fn read(row: &Row) -> DbResult<Answer> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    Ok(Answer {
        id,
        union_id: r.next()?,
        union_name: r.next()?,
        file_name: r.next()?,
        file_digest: r.next()?,
        lines: r.next()?,
        paid: r.next()?,
        returned: r.next()?,
        known: r.next()?,
        refused: r.next()?,
        rows: serde_json::from_str(&r.next::<String>()?)
            .map_err(|e| DbError::Inconsistent(format!("answer {id}: {e}")))?,
        created_at: r.next()?,
        created_by_name: r.next()?,
    })
}

/// Keeps what came of an answer file.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, a: &Answer) -> DbResult<()> {
    let rows = serde_json::to_string(&a.rows).map_err(|e| DbError::Driver(e.to_string()))?;
    let args = params![
        a.id,
        a.union_id,
        &a.file_name,
        &a.file_digest,
        a.lines,
        a.paid,
        a.returned,
        a.known,
        a.refused,
        rows,
        a.created_at,
        &a.created_by_name
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of funds at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only this one.
    pub id: Option<Id>,
    /// Came not before this day.
    pub from: Option<Day>,
    /// Came not after this day.
    pub to: Option<Day>,
    /// In the name of the file.
    pub q: String,
}

const FROM: &str = "FROM mutual_answer a JOIN trade_union u ON u.id = a.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Payment, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("a.id", f.id);
    t.made("a.created_at", (f.from, f.to));
    t.contains(&["a.file_name"], &f.q);
}

/// Answers of funds in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Answer>> {
    let mut t = Text::of(format!(
        "SELECT a.id, a.union_id, u.name, a.file_name, a.file_digest, a.lines, a.paid, a.returned, a.known, a.refused, a.rows,
           a.created_at, a.created_by_name {FROM}"
    ));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND a.id < ${a} ORDER BY a.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_answers", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT a.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_mutual_answers", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
