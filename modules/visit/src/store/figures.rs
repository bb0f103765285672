//! Figures over visits and their issues. What they count is grouped by the employer's place, so that who asks adds it up along
//! the tree of today.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx};

use super::list::{FROM, Filter, Text, conditions};
use crate::model::State;

/// How often an employer is visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Place of the employer's union.
    pub path: OrgPath,
    /// Employer.
    pub employer: Id,
    /// State of the visits.
    pub state: String,
    /// How many.
    pub n: i64,
}

/// Visits in sight by employer and state.
///
/// # Errors
/// Any [`store::DbError`].
pub fn visits<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    filter: &Filter,
) -> DbResult<Vec<Count>> {
    let mut t = Text {
        text: format!("SELECT e.union_path, v.employer_id, v.state, count(*) {FROM}"),
        args: Vec::new(),
    };
    conditions(&mut t, scope, filter);
    t.text.push_str(" GROUP BY e.union_path, v.employer_id, v.state");
    let sql = Sql::composed("visit_counts", Route::FanOut("figures"), t.text);
    tx.query(&sql, &t.args, |r| {
        Ok(Count { path: r.get(0)?, employer: r.get(1)?, state: r.get(2)?, n: r.get(3)? })
    })
}

/// Answers of visits that were made: question, level, how many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn answers<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    filter: &Filter,
) -> DbResult<Vec<(String, String, i64)>> {
    let filter = Filter { state: Some(State::Done), ..filter.clone() };
    let from = FROM.replace("FROM visit v", "FROM visit_answer a JOIN visit v ON v.id = a.visit_id");
    let mut t = Text { text: format!("SELECT a.question, a.level, count(*) {from}"), args: Vec::new() };
    conditions(&mut t, scope, &filter);
    t.text.push_str(" AND a.level <> '' GROUP BY a.question, a.level");
    let sql = Sql::composed("visit_answers", Route::FanOut("figures"), t.text);
    tx.query(&sql, &t.args, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// Issues of a kind, level and state at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issues {
    /// Place of the employer's union.
    pub path: OrgPath,
    /// Which of the five kinds.
    pub kind: String,
    /// Who can solve it; empty before that is said.
    pub level: String,
    /// State.
    pub state: String,
    /// How many.
    pub n: i64,
}

/// Issues of employers in the scope, at a place, of a plan and found within days.
///
/// # Errors
/// Any [`store::DbError`].
pub fn issues<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    place: &OrgPath,
    plan: Option<Id>,
    (from, to): (Option<Day>, Option<Day>),
) -> DbResult<Vec<Issues>> {
    let mut t = Text {
        text: "SELECT e.union_path, i.kind, i.level, i.state, count(*) FROM visit_issue i
         JOIN employer e ON e.id = i.employer_id WHERE"
            .to_owned(),
        args: Vec::new(),
    };
    within(&mut t.text, &mut t.args, "e.union_path", &scope.ranges_within(place));
    if let Some(plan) = plan {
        let n = t.arg(plan);
        t.text.push_str(&format!(" AND i.plan_id = ${n}"));
    }
    for (sign, day) in [(">=", from), ("<=", to)] {
        if let Some(day) = day {
            let n = t.arg(day);
            t.text.push_str(&format!(" AND i.found_on {sign} ${n}"));
        }
    }
    t.text.push_str(" GROUP BY e.union_path, i.kind, i.level, i.state");
    let sql = Sql::composed("visit_issues", Route::FanOut("figures"), t.text);
    tx.query(&sql, &t.args, |r| {
        Ok(Issues { path: r.get(0)?, kind: r.get(1)?, level: r.get(2)?, state: r.get(3)?, n: r.get(4)? })
    })
}
