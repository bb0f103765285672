//! The one private fragment that every statement over cases starts from: what the scope lets one see.

use guard::act::Action;
use guard::{Reach, Scope, res};
use store::Val;

use super::places::seen;
use crate::scoped::within;

/// Adds to `text` the condition that the case `c` is in sight: told or lying at a place of the scope; not complaining about
/// something that the actor is tied to; and, if it is restricted, open to this very account.
pub fn in_sight<A: Action>(text: &mut String, args: &mut Vec<Val<'static>>, scope: &Scope<res::Case, A>) {
    text.push_str(" (");
    at_places(text, args, scope);
    text.push(')');
    personal(text, args, scope);
}

/// As [`in_sight`], said of columns that no index begins with: something else leads to the cases. Databases know how many there are of
/// a value of a column, which they do not know of what is made of it.
pub(super) fn in_sight_behind<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Case, A>,
) {
    let ranges = scope.ranges();
    text.push_str(" (");
    within(text, args, "c.home_path", &ranges);
    text.push_str(" OR");
    within(text, args, "c.holder_path", &ranges);
    text.push(')');
    personal(text, args, scope);
}

/// As [`in_sight`], and also for unions that were asked for their opinion: of one case, not of a list, which would find no index.
pub fn one_in_sight<A: Action>(text: &mut String, args: &mut Vec<Val<'static>>, scope: &Scope<res::Case, A>) {
    text.push_str(" (");
    at_places(text, args, scope);
    text.push_str(" OR EXISTS (SELECT 1 FROM case_opinion o WHERE o.case_id = c.id AND");
    within(text, args, "o.union_path", &scope.ranges());
    text.push_str("))");
    personal(text, args, scope);
}

fn at_places<A: Action>(text: &mut String, args: &mut Vec<Val<'static>>, scope: &Scope<res::Case, A>) {
    let ways: Vec<String> = scope.ranges().iter().flat_map(|range| seen(args, range)).collect();
    text.push_str(&if ways.is_empty() { "1 = 0".to_owned() } else { ways.join(" OR") });
}

/// Adds what is asked beside the place: not complaining about something that the actor is tied to, and open to this very account if
/// it is restricted.
pub(super) fn personal<A: Action>(
    text: &mut String,
    args: &mut Vec<Val<'static>>,
    scope: &Scope<res::Case, A>,
) {
    if *scope.reach() == Reach::All {
        return;
    }
    impartial(text, args, scope);
    args.push(Val::from(scope.actor().id()));
    let me = args.len();
    text.push_str(&format!(
        " AND (c.restricted = 0 OR c.owner_id = ${me} OR c.delegate_id = ${me} OR EXISTS
           (SELECT 1 FROM case_named n WHERE n.case_id = c.id AND n.account_id = ${me}))"
    ));
}

/// Keeps cases from those who are tied to what they complain about.
fn impartial<A: Action>(text: &mut String, args: &mut Vec<Val<'static>>, scope: &Scope<res::Case, A>) {
    let places = scope.actor().places_above();
    if places.is_empty() {
        return;
    }
    text.push_str(" AND NOT EXISTS (SELECT 1 FROM case_tie t WHERE t.case_id = c.id AND t.path IN (");
    for (i, place) in places.iter().enumerate() {
        args.push(Val::from(place.as_str().to_owned()));
        let comma = if i == 0 { "" } else { ", " };
        text.push_str(&format!("{comma}${}", args.len()));
    }
    text.push_str("))");
}
