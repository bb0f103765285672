//! Figures over cases in sight: counted where they can be walked back to, by the same conditions as the lists.

use guard::act::Action;
use guard::{Scope, res};
use kernel::OrgPath;
use store::{DbResult, Route, Row, Sql, Tx};

use super::filter::{CaseFilter, Lead, conditions};
use super::list::Text;
use super::sight::in_sight;

/// What cases are grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// All in one.
    Whole,
    /// Track.
    Track,
    /// How they came in.
    Channel,
    /// What is known of who told them.
    Reporter,
    /// Month in which they were told, `yyyymm`.
    Month,
    /// Employer that they are about; those without one are left out.
    Employer,
    /// Value of a field that is searched by.
    Field(String),
    /// The union right beneath a place, or the place itself; as a path.
    Beneath(OrgPath),
}

/// How many of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// What the group has in common; empty for what is not known.
    pub key: String,
    /// Told in the period.
    pub received: i64,
    /// Of those, answered by now.
    pub closed: i64,
    /// Of those, answered within all limits.
    pub in_time: i64,
    /// Of those told, ones that passed a limit.
    pub late: i64,
    /// Rated 满意.
    pub satisfied: i64,
    /// Rated 基本满意.
    pub fair: i64,
    /// Rated 不满意.
    pub dissatisfied: i64,
    /// Opened again.
    pub reopened: i64,
}

const SUMS: &str = "count(*) AS told,
  CAST(SUM(CASE WHEN c.state = 'closed' THEN 1 ELSE 0 END) AS BIGINT),
  CAST(SUM(CASE WHEN c.state = 'closed' AND c.late = 0 THEN 1 ELSE 0 END) AS BIGINT),
  CAST(SUM(c.late) AS BIGINT),
  CAST(SUM(CASE WHEN c.rating = 3 THEN 1 ELSE 0 END) AS BIGINT),
  CAST(SUM(CASE WHEN c.rating = 2 THEN 1 ELSE 0 END) AS BIGINT),
  CAST(SUM(CASE WHEN c.rating = 1 THEN 1 ELSE 0 END) AS BIGINT),
  CAST(SUM(CASE WHEN c.reopened > 0 THEN 1 ELSE 0 END) AS BIGINT)";

fn tally(row: &Row) -> DbResult<Tally> {
    let mut r = row.reader();
    Ok(Tally {
        key: r.next()?,
        received: r.next()?,
        closed: r.next()?,
        in_time: r.next()?,
        late: r.next()?,
        satisfied: r.next()?,
        fair: r.next()?,
        dissatisfied: r.next()?,
        reopened: r.next()?,
    })
}

/// The key of a group as SQL, the tables it needs, and a condition.
fn grouped(t: &mut Text, group: &Group) -> (String, &'static str, String) {
    let plain = |column: &str| (column.to_owned(), "case_file c", String::new());
    match group {
        // PostgreSQL groups by no constant, only by an expression.
        Group::Whole => plain("substr(c.kind, 1, 0)"),
        Group::Track => plain("c.track"),
        Group::Channel => plain("c.channel"),
        Group::Reporter => plain("c.reporter"),
        Group::Month => plain("CAST(c.received_on / 100 AS TEXT)"),
        Group::Employer => {
            ("c.employer_name".to_owned(), "case_file c", " AND c.employer_name <> ''".to_owned())
        }
        Group::Field(code) => {
            let n = t.arg(code.clone());
            let tables = "case_file c JOIN case_value v ON v.case_id = c.id";
            ("v.value".to_owned(), tables, format!(" AND v.field = ${n}"))
        }
        Group::Beneath(path) => {
            let letters = path.as_str().len() + kernel::SEGMENT;
            plain(&format!("substr(c.home_path, 1, {letters})"))
        }
    }
}

/// Most groups that are told.
const GROUPS: i64 = 500;

/// Cases of a period in groups, biggest first, at most 500.
///
/// # Errors
/// Any [`store::DbError`].
pub fn tallies<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    filter: &CaseFilter,
    group: &Group,
) -> DbResult<Vec<Tally>> {
    let mut t = Text::default();
    let (key, tables, more) = grouped(&mut t, group);
    t.text = format!("SELECT {key} AS k, {SUMS} FROM {tables} WHERE");
    in_sight(&mut t.text, &mut t.args, scope);
    t.text.push_str(&more);
    conditions(&mut t, filter, Lead::FIGURES);
    let n = t.arg(GROUPS);
    t.text.push_str(&format!(" GROUP BY {key} ORDER BY told DESC, k LIMIT ${n}"));
    tx.query(&Sql::composed("case_tallies", Route::FanOut("figures"), t.text), &t.args, tally)
}

/// Days from telling to answering (whole ones, begun ones not counted) with how many cases took them, shortest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn answer_days<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    filter: &CaseFilter,
) -> DbResult<Vec<(i64, i64)>> {
    let mut t = Text::default();
    t.text
        .push_str("SELECT (c.closed_at - c.received_at) / 86400000 AS days, count(*) FROM case_file c WHERE");
    in_sight(&mut t.text, &mut t.args, scope);
    t.text.push_str(" AND c.state = 'closed'");
    conditions(&mut t, filter, Lead::FIGURES);
    t.text.push_str(" GROUP BY (c.closed_at - c.received_at) / 86400000 ORDER BY days");
    let sql = Sql::composed("case_answer_days", Route::FanOut("figures"), t.text);
    tx.query(&sql, &t.args, |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Members who told more than one case by name, and how many cases that were.
///
/// # Errors
/// Any [`store::DbError`].
pub fn repeated<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, A>,
    filter: &CaseFilter,
) -> DbResult<(i64, i64)> {
    let mut t = Text::default();
    t.text.push_str("SELECT c.person_id AS p, count(*) AS n FROM case_file c WHERE");
    in_sight(&mut t.text, &mut t.args, scope);
    t.text.push_str(" AND c.person_id <> 0");
    conditions(&mut t, filter, Lead::FIGURES);
    let text = format!(
        "SELECT count(*), CAST(COALESCE(SUM(n), 0) AS BIGINT)
         FROM ({} GROUP BY c.person_id HAVING count(*) > 1) q",
        t.text
    );
    let found =
        tx.query_one(&Sql::composed("case_repeated", Route::FanOut("figures"), text), &t.args, |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    Ok(found.unwrap_or_default())
}

/// The value below which a share of all lie: the smallest with at least `share` hundredths of them at or below it. Pure.
pub fn percentile(histogram: &[(i64, i64)], share: i64) -> Option<i64> {
    let all: i64 = histogram.iter().map(|(_, n)| n).sum();
    let mut seen = 0;
    histogram.iter().find_map(|(value, n)| {
        seen += n;
        (seen * 100 >= all * share).then_some(*value)
    })
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn a_percentile_is_a_value_that_was_there() {
        let days = [(0, 5), (1, 3), (4, 1), (30, 1)];
        assert_eq!(percentile(&days, 50), Some(0));
        assert_eq!(percentile(&days, 80), Some(1));
        assert_eq!(percentile(&days, 90), Some(4));
        assert_eq!(percentile(&days, 100), Some(30));
        assert_eq!(percentile(&[], 50), None);
        assert_eq!(percentile(&[(7, 1)], 90), Some(7));
    }
}
