//! Lists of visits.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::{begins, within};
use store::{DbResult, Route, Sql, Tx, Val};

use super::visit::{COLUMNS, read};
use crate::model::{Kind, State, Visit};

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only to employers at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this plan.
    pub plan: Option<Id>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only in this state.
    pub state: Option<State>,
    /// Only to this employer.
    pub employer: Option<Id>,
    /// Only those that this account leads.
    pub lead: Option<Id>,
    /// Only those that something led to: kind and id.
    pub source: Option<(String, Id)>,
    /// Only those that come back to this one.
    pub follows: Option<Id>,
    /// Not over before this day.
    pub from: Option<Day>,
    /// Not begun after this day.
    pub to: Option<Day>,
    /// Beginning of the employer's name.
    pub q: String,
}

/// A statement under way.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) args: Vec<Val<'static>>,
}

impl Text {
    pub(super) fn arg(&mut self, value: impl Into<Val<'static>>) -> usize {
        self.args.push(value.into());
        self.args.len()
    }

    fn equal(&mut self, column: &str, value: Option<impl Into<Val<'static>>>) {
        if let Some(value) = value {
            let n = self.arg(value);
            self.text.push_str(&format!(" AND {column} = ${n}"));
        }
    }
}

/// Tables of visits that are read with their places.
pub(super) const FROM: &str =
    "FROM visit v JOIN trade_union u ON u.id = v.union_id JOIN employer e ON e.id = v.employer_id WHERE";

/// Adds what is in sight, and the conditions of a filter.
pub(super) fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Visit, A>, f: &Filter) {
    t.text.push_str(" (");
    within(&mut t.text, &mut t.args, "u.path", &scope.ranges());
    t.text.push_str(" OR");
    within(&mut t.text, &mut t.args, "e.union_path", &scope.ranges());
    t.text.push(')');
    if let Some(path) = &f.path {
        t.text.push_str(" AND");
        within(&mut t.text, &mut t.args, "e.union_path", &[path.range()]);
    }
    t.equal("v.plan_id", f.plan);
    t.equal("v.kind", f.kind.map(Kind::code));
    t.equal("v.state", f.state.map(State::code));
    t.equal("v.employer_id", f.employer);
    t.equal("v.lead_id", f.lead);
    t.equal("v.source_kind", f.source.as_ref().map(|s| s.0.clone()));
    t.equal("v.source_id", f.source.as_ref().map(|s| s.1));
    t.equal("v.follows_id", f.follows);
    if let Some(from) = f.from {
        let n = t.arg(from);
        t.text.push_str(&format!(" AND v.until_day >= ${n}"));
    }
    if let Some(to) = f.to {
        let n = t.arg(to);
        t.text.push_str(&format!(" AND v.day <= ${n}"));
    }
    if !f.q.is_empty() {
        begins(&mut t.text, &mut t.args, "e.name_key", &f.q);
    }
}

/// A page of visits in sight, latest day first, after the one with `after`: its day and id. Without answers and without what
/// is for the visiting union alone.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    filter: &Filter,
    after: Option<(Day, Id)>,
    limit: i64,
) -> DbResult<Vec<Visit>> {
    let mut t = Text { text: format!("SELECT {COLUMNS} {FROM}"), args: Vec::new() };
    conditions(&mut t, scope, filter);
    if let Some((day, id)) = after {
        let (a, b) = (t.arg(day), t.arg(id));
        t.text.push_str(&format!(" AND (v.day, v.id) < (${a}, ${b})"));
    }
    let n = t.arg(limit);
    t.text.push_str(&format!(" ORDER BY v.day DESC, v.id DESC LIMIT ${n}"));
    let sql = Sql::composed("list_visits", Route::FanOut("list"), t.text);
    let mut all = tx.query(&sql, &t.args, read)?;
    all.iter_mut().for_each(|v| v.content.internal_note.clear());
    Ok(all)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Visit, A>,
    filter: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text { text: format!("SELECT count(*) FROM (SELECT v.id {FROM}"), args: Vec::new() };
    conditions(&mut t, scope, filter);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_visits", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
