//! Lists of a township or less, and of what is mine: the cases are found by the indexes of places and people, and only the rows of
//! the page are read.
//!
//! The condition "told here or lying here" would lead to no index, nor would "mine, or nobody's at my post". Such a list is
//! therefore found in parts, each by its own index up to a page, and their ids are joined.

use guard::act::Action;
use guard::{Scope, res};
use kernel::OrgPath;

use super::case::COLUMNS;
use super::list::{CaseFilter, Me, Text, View, WIDE};
use super::sight::{in_sight, personal};
use crate::scoped::{within, within_levels};

/// What the parts of a list ask, each beginning after `WHERE`, and what all of them ask.
struct Parts {
    t: Text,
    each: Vec<String>,
    rest: String,
}

/// Takes places out of the sight of indexes: they are no columns then.
pub(super) fn placeless(text: &str) -> String {
    text.replace("c.home_path", "(c.home_path || '')").replace("c.holder_path", "(c.holder_path || '')")
}

/// A list in parts; `None` if it is a wide one, or has an index of its own. `conditions` adds what else is asked; for the ranges of
/// places the part says it.
fn parts<A: Action>(
    scope: &Scope<res::Case, A>,
    (view, me, filter): (View, &Me, &CaseFilter),
    conditions: impl FnOnce(&mut Text),
) -> Option<Parts> {
    let places = places(scope, view, filter);
    let mut t = Text::default();
    if view == View::Todo {
        in_sight(&mut t.text, &mut t.args, scope);
        t.text = format!(" AND{}", placeless(&t.text));
    } else if places.is_empty() {
        return None;
    } else {
        personal(&mut t.text, &mut t.args, scope);
    }
    conditions(&mut t);
    let rest = std::mem::take(&mut t.text);
    let mut each = Vec::new();
    for (column, ranges) in places {
        within(&mut t.text, &mut t.args, column, &ranges);
        each.push(std::mem::take(&mut t.text));
    }
    if view == View::Todo {
        each = todo(&mut t, me);
    }
    Some(Parts { t, each, rest })
}

/// Columns of places with the ranges in which a narrow list lies: of a place that was asked for, or of all that is in the scope.
fn places<A: Action>(
    scope: &Scope<res::Case, A>,
    view: View,
    filter: &CaseFilter,
) -> Vec<(&'static str, Vec<(String, String)>)> {
    // What is searched for by a key, and views of what is mine or comes to my place, have indexes of their own.
    let keyed = filter.q.is_some() || filter.owner.is_some() || filter.employer.is_some();
    if keyed || !matches!(view, View::Open | View::Overdue | View::Soon | View::Closed | View::All) {
        return Vec::new();
    }
    let seen = scope.ranges();
    let asked = filter.home.as_ref().map(OrgPath::range);
    match asked {
        None if seen.is_empty() || within_levels(&seen, WIDE) => Vec::new(),
        None => vec![("c.home_path", seen.clone()), ("c.holder_path", seen)],
        Some(asked) => {
            let inside = seen.iter().any(|(from, to)| *from <= asked.0 && asked.1 <= *to);
            let asked = vec![asked];
            if inside && !within_levels(&asked, WIDE) { vec![("c.home_path", asked)] } else { Vec::new() }
        }
    }
}

/// What is mine, what I help with, and what nobody took at each of my posts.
fn todo(t: &mut Text, me: &Me) -> Vec<String> {
    let mut each = vec![format!(" {}", t.any_of("c.owner_id", &me.accounts))];
    // Said so that the index of those who help is used.
    each.push(format!(" {} AND c.delegate_id <> 0", t.any_of("c.delegate_id", &me.accounts)));
    for (place, role) in &me.posts {
        let (p, r) = (t.arg(place.as_str().to_owned()), t.arg(role.clone()));
        // The sum keeps the index of owners, where nobody's cases of the whole installation stand, out of it.
        each.push(format!(" c.holder_path = ${p} AND c.holder_role = ${r} AND c.owner_id + 0 = 0"));
    }
    each
}

impl Parts {
    /// The statement of the ids, up to `limit` of each part, and the number of that value.
    fn ids(&mut self, limit: i64, order: &str) -> (String, usize) {
        let n = self.t.arg(limit);
        let rest = &self.rest;
        let one = |part: &String| {
            format!("SELECT x.id FROM (SELECT c.id FROM case_file c WHERE{part}{rest}{order} LIMIT ${n}) x")
        };
        (self.each.iter().map(one).collect::<Vec<_>>().join(" UNION "), n)
    }
}

/// The statement of a page of a list in parts; `None` if it is none.
pub(super) fn page<A: Action>(
    scope: &Scope<res::Case, A>,
    of: (View, &Me, &CaseFilter),
    limit: i64,
    conditions: impl FnOnce(&mut Text),
) -> Option<Text> {
    let mut parts = parts(scope, of, conditions)?;
    // The sum keeps an index of the order alone, which knows nothing of places and people, out of it.
    let (within, order) = match of.0.by_due() {
        true => (" ORDER BY c.due_at + 0, c.id", "c.due_at, c.id"),
        false => (" ORDER BY c.id + 0 DESC", "c.id DESC"),
    };
    let (ids, n) = parts.ids(limit, within);
    let text = format!("SELECT {COLUMNS} FROM case_file c WHERE c.id IN ({ids}) ORDER BY {order} LIMIT ${n}");
    Some(Text { text, args: parts.t.args })
}

/// The statement that counts a list in parts up to a bound; `None` if it is none.
pub(super) fn counted<A: Action>(
    scope: &Scope<res::Case, A>,
    of: (View, &Me, &CaseFilter),
    bound: i64,
    conditions: impl FnOnce(&mut Text),
) -> Option<Text> {
    let mut parts = parts(scope, of, conditions)?;
    let (ids, n) = parts.ids(bound, "");
    let text = format!("SELECT count(*) FROM (SELECT y.id FROM ({ids}) y LIMIT ${n}) q");
    Some(Text { text, args: parts.t.args })
}
