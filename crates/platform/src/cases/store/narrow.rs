//! Lists of a township or less, and of what is mine: the cases are found by the indexes of places and people, and only the rows of
//! the page are read.
//!
//! The condition "told here or lying here" would lead to no index, nor would "mine, or nobody's at my post". Such a list is
//! therefore found in parts, each by its own index up to a page, and their ids are joined.

use guard::act::Action;
use guard::{Scope, res};

use super::case::COLUMNS;
use super::list::{CaseFilter, Me, Text, View, WIDE};
use super::sight::{in_sight, personal};
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

/// The ids of what somebody has to do, up to `limit` of each part: what is mine, what I help with, what nobody took at each post.
fn todo_ids<A: Action>(
    scope: &Scope<res::Case, A>,
    me: &Me,
    (limit, ordered): (i64, bool),
    conditions: impl FnOnce(&mut Text),
) -> (Text, String, usize) {
    let mut t = Text::default();
    in_sight(&mut t.text, &mut t.args, scope);
    // Places are no columns here, so that they lead to no index.
    t.text = t
        .text
        .replace("c.home_path", "(c.home_path || '')")
        .replace("c.holder_path", "(c.holder_path || '')");
    conditions(&mut t);
    let (rest, n) = (std::mem::take(&mut t.text), t.arg(limit));
    let mut parts = vec![t.any_of("c.owner_id", &me.accounts)];
    // Said so that the index of those who help is used.
    parts.push(format!("{} AND c.delegate_id <> 0", t.any_of("c.delegate_id", &me.accounts)));
    // The sum keeps the index of owners, where nobody's cases of the whole installation stand, out of it.
    for (place, role) in &me.posts {
        let (p, r) = (t.arg(place.as_str().to_owned()), t.arg(role.clone()));
        parts.push(format!("c.holder_path = ${p} AND c.holder_role = ${r} AND c.owner_id + 0 = 0"));
    }
    let order = if ordered { format!(" ORDER BY {}", order(View::Todo, true)) } else { String::new() };
    let all = parts.iter().map(|part| {
        format!(
            "SELECT x.id FROM (SELECT c.id FROM case_file c WHERE {part} AND c.state IN ('open', 'paused') AND{rest}{order}
               LIMIT ${n}) x"
        )
    });
    let all: Vec<String> = all.collect();
    (t, all.join(" UNION "), n)
}

/// The statement of a page of what somebody has to do.
pub(super) fn todo<A: Action>(
    scope: &Scope<res::Case, A>,
    me: &Me,
    limit: i64,
    conditions: impl FnOnce(&mut Text),
) -> Text {
    let (mut t, ids, n) = todo_ids(scope, me, (limit, true), conditions);
    let order = order(View::Todo, false);
    t.text = format!("SELECT {COLUMNS} FROM case_file c WHERE c.id IN ({ids}) ORDER BY {order} LIMIT ${n}");
    t
}

/// The statement that counts what somebody has to do, up to a bound.
pub(super) fn todo_counted<A: Action>(
    scope: &Scope<res::Case, A>,
    me: &Me,
    bound: i64,
    conditions: impl FnOnce(&mut Text),
) -> Text {
    let (mut t, ids, n) = todo_ids(scope, me, (bound, false), conditions);
    t.text = format!("SELECT count(*) FROM (SELECT y.id FROM ({ids}) y LIMIT ${n}) q");
    t
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
