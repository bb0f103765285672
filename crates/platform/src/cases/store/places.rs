//! How places are found. Indexes know a place by its town (migration 0021): the first three levels of its path, or the place itself
//! if it has fewer. A case stands under the town where it was told, and under that where it lies only if that is another one.

use kernel::SEGMENT;
use store::Val;

use crate::scoped::within;

/// Letters of a town, as the indexes have it.
const LETTERS: usize = 3 * SEGMENT;
/// Levels from the top to which a place is wide: the top and its counties. Their lists are walked in their order.
const WIDE: usize = 2;
/// Town where a case was told.
pub(super) const TOLD: &str = "substr(c.home_path, 1, 12)";
/// Town where it lies.
pub(super) const LYING: &str = "substr(c.holder_path, 1, 12)";
/// It lies in another town than it was told in.
pub(super) const AWAY: &str = " AND substr(c.home_path, 1, 12) <> substr(c.holder_path, 1, 12)";

/// Range of stored paths: a place with all beneath it.
type Range = (String, String);

/// Whether a place has so many cases that its lists are walked in their order.
pub(super) fn is_wide((place, _): &Range) -> bool {
    place.len() <= WIDE * SEGMENT
}

/// Whether a town is more than the place.
fn is_deep((place, _): &Range) -> bool {
    place.len() > LETTERS
}

/// Adds that a town is that of a place.
pub(super) fn in_town(text: &mut String, args: &mut Vec<Val<'static>>, town: &str, place: &str) {
    args.push(Val::from(place.get(..LETTERS).unwrap_or(place).to_owned()));
    text.push_str(&format!(" {town} = ${}", args.len()));
}

/// Adds that a case was told in a range.
pub(super) fn told(text: &mut String, args: &mut Vec<Val<'static>>, range: &Range) {
    if is_wide(range) {
        return within(text, args, TOLD, std::slice::from_ref(range));
    }
    in_town(text, args, TOLD, &range.0);
    if is_deep(range) {
        text.push_str(" AND");
        within(text, args, "c.home_path", std::slice::from_ref(range));
    }
}

/// The ways in which a case is told or lies in a range, each with an index of its own: no case is found by both.
pub(super) fn seen(args: &mut Vec<Val<'static>>, range: &Range) -> [String; 2] {
    let (mut here, mut away) = (String::new(), String::new());
    let one = std::slice::from_ref(range);
    if is_wide(range) {
        within(&mut here, args, TOLD, one);
        within(&mut away, args, LYING, one);
        away.push_str(AWAY);
        away.push_str(" AND NOT");
        within(&mut away, args, TOLD, one);
        return [here, away];
    }
    in_town(&mut here, args, TOLD, &range.0);
    in_town(&mut away, args, LYING, &range.0);
    away.push_str(AWAY);
    if is_deep(range) {
        here.push_str(" AND (");
        within(&mut here, args, "c.home_path", one);
        here.push_str(" OR");
        within(&mut here, args, "c.holder_path", one);
        here.push(')');
        away.push_str(" AND");
        within(&mut away, args, "c.holder_path", one);
    }
    [here, away]
}

/// What a statement over all cases of a place says beside the range of a column, so that its index is found; the range begins at `$1`
/// and is that of a place of so many levels.
pub fn beside_range(column: &str, levels: usize) -> &'static str {
    let narrow = levels * SEGMENT >= LETTERS;
    match column {
        "watch_path" => " AND watch_path <> ''",
        "home_path" if narrow => " AND substr(home_path, 1, 12) = substr($1, 1, 12)",
        // Under the town where it was told, or, if that is another one, under that where it lies.
        "holder_path" if narrow => {
            " AND (substr(home_path, 1, 12) = substr($1, 1, 12) OR (substr(holder_path, 1, 12) = substr($1, 1, 12)
               AND substr(home_path, 1, 12) <> substr(holder_path, 1, 12)))"
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use kernel::OrgPath;

    use super::*;

    fn range(levels: u32) -> Range {
        let place = (0..levels).try_fold(OrgPath::top(), |p, _| p.child(1));
        place.expect("a short path").range()
    }

    #[test]
    fn a_town_is_the_place_itself_down_to_the_third_level_and_what_is_above_from_there_on() {
        let mut args = Vec::new();
        let mut text = String::new();
        told(&mut text, &mut args, &range(3));
        assert_eq!((text.as_str(), args.len()), (" substr(c.home_path, 1, 12) = $1", 1));
        text.clear();
        told(&mut text, &mut args, &range(4));
        let beneath = " substr(c.home_path, 1, 12) = $2 AND ((c.home_path >= $3 AND c.home_path < $4))";
        assert_eq!(text, beneath);
        assert_eq!(args[0], args[1], "both stand under one town");
        text.clear();
        told(&mut text, &mut args, &range(2));
        assert!(text.contains("substr(c.home_path, 1, 12) >= $5"), "a county has many");
    }

    #[test]
    fn what_lies_in_the_town_where_it_was_told_is_found_there_alone() {
        let mut args = Vec::new();
        let [here, away] = seen(&mut args, &range(4));
        assert!(here.contains("c.holder_path >="), "what a union has from its neighbour");
        assert!(away.ends_with(")") && away.contains(AWAY), "what it has from elsewhere");
        let [_, away] = seen(&mut args, &range(1));
        assert!(away.contains(" AND NOT ("), "what a county has of its own is found once");
    }
}
