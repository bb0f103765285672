//! How much lies with whom.

use guard::act::Action;
use guard::{Scope, res};
use kernel::Id;
use store::{DbResult, Route, Row, Sql, Tx, Val};

use super::list::{CaseFilter, Text, conditions};
use super::sight::in_sight;

/// What lies with an account or waits at a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Load {
    /// Account; 0 for what nobody took.
    pub owner_id: Id,
    /// Its holder's name.
    pub owner_name: String,
    /// Union where it lies.
    pub holder_id: Id,
    /// Open cases.
    pub open: i64,
    /// Of those, late ones.
    pub overdue: i64,
    /// Of those, paused ones.
    pub paused: i64,
}

/// How much lies with whom, most first, at most `limit` lines.
///
/// # Errors
/// Any [`store::DbError`].
pub fn workload<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    filter: &CaseFilter,
    limit: i64,
) -> DbResult<Vec<Load>> {
    let now = tx.now();
    let mut t = Text { text: String::new(), args: vec![Val::from(now)] };
    t.text.push_str(
        "SELECT c.owner_id, c.owner_name, c.holder_id, count(*) AS open_cases,
           CAST(SUM(CASE WHEN c.paused_on = 0 AND c.due_at <= $1 THEN 1 ELSE 0 END) AS BIGINT),
           CAST(SUM(CASE WHEN c.paused_on > 0 THEN 1 ELSE 0 END) AS BIGINT)
         FROM case_file c WHERE",
    );
    in_sight(&mut t.text, &mut t.args, scope);
    t.text.push_str(" AND c.state IN ('open', 'paused')");
    conditions(&mut t, filter);
    let n = t.arg(limit);
    t.text.push_str(&format!(
        " GROUP BY c.owner_id, c.owner_name, c.holder_id ORDER BY open_cases DESC, c.owner_id, c.holder_id LIMIT ${n}"
    ));
    tx.query(&Sql::composed("case_workload", Route::FanOut("workload"), t.text), &t.args, |row: &Row| {
        let mut r = row.reader();
        Ok(Load {
            owner_id: r.next()?,
            owner_name: r.next()?,
            holder_id: r.next()?,
            open: r.next()?,
            overdue: r.next()?,
            paused: r.next()?,
        })
    })
}
