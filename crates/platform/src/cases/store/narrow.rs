//! Lists of a township or less: its cases are found by the indexes of places, and only the rows of the page are read.
//!
//! The condition "told here or lying here" would lead to no index that has the order as well. Told here and lying here are
//! therefore two parts, each by its own index up to a page, and their ids are joined.

use guard::act::Action;
use guard::{Scope, res};

use super::case::COLUMNS;
use super::list::{CaseFilter, Text, View, WIDE};
use super::sight::personal;
use crate::scoped::{within, within_levels};

/// What the parts are: a column of a place and the ranges it lies in.
type Part = (&'static str, Vec<(String, String)>);

/// The parts of a list, where it is narrow: of a place that was asked for, or of all that is in the scope.
fn parts<A: Action>(scope: &Scope<res::Case, A>, view: View, filter: &CaseFilter) -> Option<Vec<Part>> {
    // What is searched for by a key, and views of what is mine or comes to my place, have indexes of their own.
    let keyed = filter.q.is_some() || filter.owner.is_some() || filter.employer.is_some();
    if keyed || !matches!(view, View::Open | View::Overdue | View::Soon | View::Closed | View::All) {
        return None;
    }
    let seen = scope.ranges();
    let Some(home) = &filter.home else {
        let narrow = !seen.is_empty() && !within_levels(&seen, WIDE);
        return narrow.then(|| vec![("c.home_path", seen.clone()), ("c.holder_path", seen)]);
    };
    let asked = home.range();
    let inside = seen.iter().any(|(from, to)| *from <= asked.0 && asked.1 <= *to);
    let asked = vec![asked];
    (inside && !within_levels(&asked, WIDE)).then(|| vec![("c.home_path", asked)])
}

/// The order of a list. The sum keeps an index of the order alone, which knows nothing of places, out of it.
fn order(view: View, ids: bool) -> &'static str {
    match (view.by_due(), ids) {
        (true, true) => "c.due_at + 0, c.id",
        (true, false) => "c.due_at, c.id",
        (false, true) => "c.id + 0 DESC",
        (false, false) => "c.id DESC",
    }
}

/// The ids of a narrow list, up to `limit` of each part; `None` if it is not narrow. `conditions` adds what else is asked.
fn ids<A: Action>(
    scope: &Scope<res::Case, A>,
    (view, filter): (View, &CaseFilter),
    (limit, ordered): (i64, bool),
    conditions: impl FnOnce(&mut Text),
) -> Option<(Text, String, usize)> {
    let parts = parts(scope, view, filter)?;
    let mut t = Text::default();
    personal(&mut t.text, &mut t.args, scope);
    conditions(&mut t);
    let (rest, n) = (std::mem::take(&mut t.text), t.arg(limit));
    let order = if ordered { format!(" ORDER BY {}", order(view, true)) } else { String::new() };
    let mut all = Vec::new();
    for (column, ranges) in parts {
        t.text.clear();
        within(&mut t.text, &mut t.args, column, &ranges);
        all.push(format!(
            "SELECT x.id FROM (SELECT c.id FROM case_file c WHERE{}{rest}{order} LIMIT ${n}) x",
            t.text
        ));
    }
    Some((t, all.join(" UNION "), n))
}

/// The statement of a page of a narrow list; `None` if it is not narrow.
pub(super) fn page<A: Action>(
    scope: &Scope<res::Case, A>,
    of: (View, &CaseFilter),
    limit: i64,
    conditions: impl FnOnce(&mut Text),
) -> Option<Text> {
    let (mut t, ids, n) = ids(scope, of, (limit, true), conditions)?;
    let order = order(of.0, false);
    t.text = format!("SELECT {COLUMNS} FROM case_file c WHERE c.id IN ({ids}) ORDER BY {order} LIMIT ${n}");
    Some(t)
}

/// The statement that counts a narrow list up to a bound; `None` if it is not narrow.
pub(super) fn counted<A: Action>(
    scope: &Scope<res::Case, A>,
    of: (View, &CaseFilter),
    bound: i64,
    conditions: impl FnOnce(&mut Text),
) -> Option<Text> {
    let (mut t, ids, n) = ids(scope, of, (bound, false), conditions)?;
    t.text = format!("SELECT count(*) FROM (SELECT y.id FROM ({ids}) y LIMIT ${n}) q");
    Some(t)
}
