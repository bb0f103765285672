//! The fragments that every scoped statement starts from: stored-path ranges.

use kernel::SEGMENT;
use store::Val;

/// Adds `(column >= $i AND column < $j OR …)` for the ranges to `text` and the bounds to `args`; an empty list of ranges
/// matches nothing.
pub fn within(text: &mut String, args: &mut Vec<Val<'static>>, column: &str, ranges: &[(String, String)]) {
    if ranges.is_empty() {
        text.push_str(" (1 = 0)");
        return;
    }
    text.push_str(" (");
    for (i, (from, to)) in ranges.iter().enumerate() {
        if i > 0 {
            text.push_str(" OR ");
        }
        args.push(Val::from(from.clone()));
        args.push(Val::from(to.clone()));
        let n = args.len();
        text.push_str(&format!("({column} >= ${} AND {column} < ${n})", n - 1));
    }
    text.push(')');
}

/// Whether the ranges are one place with all beneath it, at most this many levels from the top.
pub fn within_levels(ranges: &[(String, String)], levels: usize) -> bool {
    matches!(ranges, [(place, _)] if place.len() <= levels * SEGMENT)
}

/// Adds `AND column >= $i AND column < $j` for texts that begin with `beginning`.
pub fn begins(text: &mut String, args: &mut Vec<Val<'static>>, column: &str, beginning: &str) {
    args.push(Val::from(beginning.to_owned()));
    args.push(Val::from(format!("{beginning}\u{10FFFF}")));
    let n = args.len();
    text.push_str(&format!(" AND {column} >= ${} AND {column} < ${n}", n - 1));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_range_matches_nothing() {
        let (mut text, mut args) = (String::new(), Vec::new());
        within(&mut text, &mut args, "p", &[]);
        assert_eq!((text.as_str(), args.len()), (" (1 = 0)", 0));
    }

    #[test]
    fn ranges_are_numbered_after_what_is_there() {
        let (mut text, mut args) = (String::from("WHERE x = $1 AND"), vec![Val::from(1_i64)]);
        within(&mut text, &mut args, "p", &[("a".into(), "b".into()), ("c".into(), "d".into())]);
        assert_eq!(text, "WHERE x = $1 AND ((p >= $2 AND p < $3) OR (p >= $4 AND p < $5))");
        assert_eq!(args.len(), 5);
    }
}
