//! How much lies with whom.

use guard::act::Action;
use guard::{Scope, res};
use kernel::Id;
use store::{DbResult, Route, Row, Sql, Tx, params};

use super::filter::{CaseFilter, Lead, conditions};
use super::list::Text;
use super::places::seen;
use super::sight::personal;

store::statements! {
    NAMES = one("id"), "SELECT owner_name, holder_id FROM case_file WHERE id = $1";
}

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

/// How much lies with whom, most first, at most `limit` lines. Read from the indexes of places alone; names are those of a case of
/// each line.
///
/// # Errors
/// Any [`store::DbError`].
pub fn workload<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    filter: &CaseFilter,
    limit: i64,
) -> DbResult<Vec<Load>> {
    let Some(Text { text, args }) = statement(tx, scope, filter, limit) else { return Ok(Vec::new()) };
    let lines = tx.query(&Sql::composed("case_workload", Route::FanOut("workload"), text), &args, line)?;
    lines
        .into_iter()
        .map(|(case, load)| {
            let names = tx.query_one(&NAMES, params![case], |r| Ok((r.get(0)?, r.get(1)?)))?;
            let (owner_name, holder_id) = names.unwrap_or_else(|| (String::new(), Id(0)));
            Ok(Load { owner_name, holder_id, ..load })
        })
        .collect()
}

/// The lines without names; `None` if nothing can be in sight.
fn statement<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    filter: &CaseFilter,
    limit: i64,
) -> Option<Text> {
    let (mut t, now, ranges) = (Text::default(), tx.now(), scope.ranges());
    let each: Vec<String> = ranges.iter().flat_map(|range| seen(&mut t.args, range)).collect();
    if each.is_empty() {
        return None;
    }
    personal(&mut t.text, &mut t.args, scope);
    t.text.push_str(" AND c.state IN ('open', 'paused')");
    conditions(&mut t, filter, Lead::NONE);
    let rest = std::mem::take(&mut t.text);
    let one = |way: &String| {
        format!(
            "SELECT c.id, c.owner_id, c.holder_path, c.paused_on, c.due_at FROM case_file c WHERE{way}{rest}"
        )
    };
    // Of two places one may lie in the other.
    let union = if ranges.len() == 1 { " UNION ALL " } else { " UNION " };
    let all = each.iter().map(one).collect::<Vec<_>>().join(union);
    let (now, n) = (t.arg(now), t.arg(limit));
    t.text = format!(
        "SELECT max(x.id), x.owner_id, count(*) AS open_cases,
           CAST(SUM(CASE WHEN x.paused_on = 0 AND x.due_at <= ${now} THEN 1 ELSE 0 END) AS BIGINT),
           CAST(SUM(CASE WHEN x.paused_on > 0 THEN 1 ELSE 0 END) AS BIGINT)
         FROM ({all}) x GROUP BY x.owner_id, x.holder_path ORDER BY open_cases DESC, x.owner_id, x.holder_path LIMIT ${n}"
    );
    Some(t)
}

/// A case of a line, and the line.
fn line(row: &Row) -> DbResult<(Id, Load)> {
    let mut r = row.reader();
    let (case, owner_id, open, overdue, paused) = (r.next()?, r.next()?, r.next()?, r.next()?, r.next()?);
    Ok((case, Load { owner_id, owner_name: String::new(), holder_id: Id(0), open, overdue, paused }))
}
