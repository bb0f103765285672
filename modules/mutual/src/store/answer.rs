//! Answer files of the bank.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use super::lists::Text;
use crate::model::payment::Answer;

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

const HEAD: &str = "SELECT a.id, a.union_id, a.file_name, a.file_digest, a.lines, a.paid, a.returned, a.known, a.refused, a.rows, a.created_at,
       a.created_by_name FROM mutual_answer a JOIN trade_union u ON u.id = a.union_id WHERE";

/// Answers of funds in the scope, newest first, before the id `before`; only that one if `id` is given.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Payment, A>,
    (path, id): (Option<&OrgPath>, Option<Id>),
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Answer>> {
    let mut t = Text::of(HEAD);
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("a.id", id);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND a.id < ${a} ORDER BY a.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_answers", Route::FanOut("list"), t.text), &t.args, read)
}
