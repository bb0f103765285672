//! Lists that are found by places and people: of a township or less, and of what is mine or comes to my place. Only the rows of the page
//! are read, all else stands in the indexes.
//!
//! The condition "told here or lying here" would lead to no index, nor would "mine, or nobody's at my post". Such a list is
//! therefore found in parts, each by its own index in the order of the list up to a page, and their ids are joined.

use std::collections::BTreeSet;

use guard::act::Action;
use guard::{Scope, res};
use kernel::OrgPath;

use super::case::COLUMNS;
use super::filter::{CaseFilter, Lead, beside, conditions};
use super::list::{Me, Order, Text, View};
use super::places::{AWAY, LYING, TOLD, in_town, is_wide, seen, told};
use super::sight::{in_sight_behind, personal};

/// What the parts of a list ask, each beginning after `WHERE`, and what all of them ask.
struct Parts {
    t: Text,
    each: Vec<String>,
    rest: String,
    order: Order,
}

/// A list in parts; `None` if it is a wide one, or what it searches for has an index of its own. `more` adds the view.
fn parts<A: Action>(
    scope: &Scope<res::Case, A>,
    (view, me, filter): (View, &Me, &CaseFilter),
    more: impl FnOnce(&mut Text, Order),
) -> Option<Parts> {
    let (mut t, mut order) = (Text::default(), Order::of(view, filter, Lead::NONE));
    let each = match view {
        View::Todo => todo(&mut t, me),
        View::HandedOver => handed_over(&mut t, me),
        View::Watched => watched(&mut t, me),
        _ => match at_places(&mut t, scope, (view, filter)) {
            Some(each) => {
                let rest = said_places(&mut t, scope, filter, |t| more(t, order));
                return Some(Parts { t, each, rest, order });
            }
            None => {
                let each = closed(view, filter)?;
                order = Order::Told;
                each
            }
        },
    };
    t.text.push_str(" AND");
    in_sight_behind(&mut t.text, &mut t.args, scope);
    more(&mut t, order);
    let lead = Lead { kind: order == Order::Told, ..Lead::NONE };
    conditions(&mut t, filter, lead);
    Some(Parts { rest: std::mem::take(&mut t.text), t, each, order })
}

/// What all parts ask that say the place themselves, and with it what is in sight of places.
fn said_places<A: Action>(
    t: &mut Text,
    scope: &Scope<res::Case, A>,
    filter: &CaseFilter,
    more: impl FnOnce(&mut Text),
) -> String {
    personal(&mut t.text, &mut t.args, scope);
    more(t);
    if inside(scope, filter) {
        beside(t, filter, Lead::NONE);
    } else {
        conditions(t, filter, Lead::NONE);
    }
    std::mem::take(&mut t.text)
}

/// What is closed by each way of it, in a wide list that nothing leads to but its kind: the index has state and kind before the order.
fn closed(view: View, filter: &CaseFilter) -> Option<Vec<String>> {
    let led = view == View::Closed && Lead::of(view, filter).is_by_kind();
    led.then(|| vec![" c.state = 'closed'".to_owned(), " c.state = 'merged'".to_owned()])
}

/// Whether a place was asked for that lies within the scope.
fn inside<A: Action>(scope: &Scope<res::Case, A>, filter: &CaseFilter) -> bool {
    filter.home.as_ref().is_some_and(|home| scope.covers(home))
}

/// A part for each way in which a case is in sight of a narrow scope, or of a narrow place that was asked for; `None` if it is wide.
fn at_places<A: Action>(
    t: &mut Text,
    scope: &Scope<res::Case, A>,
    (view, filter): (View, &CaseFilter),
) -> Option<Vec<String>> {
    if filter.is_keyed() || view == View::Judging {
        return None;
    }
    if let Some(home) = filter.home.as_ref().filter(|_| inside(scope, filter)) {
        let (range, mut part) = (home.range(), String::new());
        if is_wide(&range) {
            return None;
        }
        told(&mut part, &mut t.args, &range);
        return Some(vec![part]);
    }
    let ranges = scope.ranges();
    if ranges.is_empty() || ranges.iter().any(is_wide) {
        return None;
    }
    Some(ranges.iter().flat_map(|range| seen(&mut t.args, range)).collect())
}

/// What is mine, what I help with, and what nobody took at each of my posts.
fn todo(t: &mut Text, me: &Me) -> Vec<String> {
    // Said so that the indexes of those who have something and of those who help are used.
    let mut each = vec![format!(" {} AND c.owner_id <> 0", t.any_of("c.owner_id", &me.accounts))];
    each.push(format!(" {} AND c.delegate_id <> 0", t.any_of("c.delegate_id", &me.accounts)));
    for (place, role) in &me.posts {
        for (town, more) in [(TOLD, ""), (LYING, AWAY)] {
            let mut part = String::new();
            in_town(&mut part, &mut t.args, town, place.as_str());
            let (p, r) = (t.arg(place.as_str().to_owned()), t.arg(role.clone()));
            // An equal column would be put into the expression of the town, and its index not be found.
            let post = format!("(c.holder_path || '') = ${p} AND c.holder_role = ${r} AND c.owner_id = 0");
            each.push(format!("{part}{more} AND {post}"));
        }
    }
    each
}

/// My places, each once.
fn places(me: &Me) -> BTreeSet<&OrgPath> {
    me.posts.iter().map(|(place, _)| place).collect()
}

/// What was told at each of my places; where it lies, the view says.
fn handed_over(t: &mut Text, me: &Me) -> Vec<String> {
    let each = places(me).into_iter().map(|place| {
        let mut part = String::new();
        in_town(&mut part, &mut t.args, TOLD, place.as_str());
        let p = t.arg(place.as_str().to_owned());
        format!("{part} AND (c.home_path || '') = ${p}")
    });
    or_nothing(each.collect())
}

/// What climbed to each of my places.
fn watched(t: &mut Text, me: &Me) -> Vec<String> {
    let each = places(me).into_iter().map(|place| {
        let p = t.arg(place.as_str().to_owned());
        format!(" c.watch_path = ${p} AND c.watch_path <> ''")
    });
    or_nothing(each.collect())
}

fn or_nothing(each: Vec<String>) -> Vec<String> {
    if each.is_empty() { vec![" 1 = 0".to_owned()] } else { each }
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
    more: impl FnOnce(&mut Text, Order),
) -> Option<Text> {
    let mut parts = parts(scope, of, more)?;
    let order = parts.order.text();
    let (ids, n) = parts.ids(limit, &format!(" ORDER BY {order}"));
    let text = format!("SELECT {COLUMNS} FROM case_file c WHERE c.id IN ({ids}) ORDER BY {order} LIMIT ${n}");
    Some(Text { text, args: parts.t.args })
}

/// The statement that counts a list in parts up to a bound; `None` if it is none.
pub(super) fn counted<A: Action>(
    scope: &Scope<res::Case, A>,
    of: (View, &Me, &CaseFilter),
    bound: i64,
    more: impl FnOnce(&mut Text, Order),
) -> Option<Text> {
    let mut parts = parts(scope, of, more)?;
    let (ids, n) = parts.ids(bound, "");
    let text = format!("SELECT count(*) FROM (SELECT y.id FROM ({ids}) y LIMIT ${n}) q");
    Some(Text { text, args: parts.t.args })
}
