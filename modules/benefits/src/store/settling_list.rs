//! Lists of statements.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx, params};

use super::settling::{COLUMNS, read};
use crate::model::settling::{Statement, StatementState};
use platform::lists::Text;

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this merchant.
    pub merchant: Option<Id>,
    /// Only in this state.
    pub state: Option<StatementState>,
    /// Ending not before this day.
    pub from: Option<Day>,
    /// Ending not after this day.
    pub to: Option<Day>,
    /// In the number.
    pub q: String,
}

const FROM: &str = "FROM benefit_statement s JOIN trade_union u ON u.id = s.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Redemption, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("s.merchant_id", f.merchant);
    t.equal("s.state", f.state.map(StatementState::code));
    for (day, sign) in [(f.from, ">="), (f.to, "<=")] {
        if let Some(day) = day {
            let n = t.arg(day);
            t.text.push_str(&format!(" AND s.to_day {sign} ${n}"));
        }
    }
    t.contains(&["s.number"], &f.q);
}

/// A page of the statements in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Statement>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND s.id < ${a} ORDER BY s.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_benefit_statements", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT s.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_statements", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// A page of the statements of a merchant that it was told of, newest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn told(tx: &mut Tx<'_>, merchant: Id, before: Option<Id>, limit: i64) -> DbResult<Vec<Statement>> {
    let text = format!(
        "SELECT {COLUMNS} {FROM} s.merchant_id = $1 AND s.id < $2 AND s.state NOT IN ('draft', 'cancelled')
         ORDER BY s.id DESC LIMIT $3"
    );
    let sql = Sql::composed("told_benefit_statements", Route::FanOut("statements of a merchant"), text);
    tx.query(&sql, params![merchant, before.map_or(i64::MAX, |id| id.0), limit], read)
}
