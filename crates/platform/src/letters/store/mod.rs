//! SQL of letters.

pub mod agency;
pub mod letter;
pub mod list;
pub mod template;

use store::Val;

/// Adds `(column >= $i AND column < $j OR …)` for stored-path ranges; an empty list of ranges matches nothing.
fn within(text: &mut String, args: &mut Vec<Val<'static>>, column: &str, ranges: &[(String, String)]) {
    if ranges.is_empty() {
        text.push_str(" (1 = 0)");
        return;
    }
    for (i, (from, to)) in ranges.iter().enumerate() {
        args.extend([Val::from(from.clone()), Val::from(to.clone())]);
        let n = args.len();
        text.push_str(if i == 0 { " (" } else { " OR " });
        text.push_str(&format!("({column} >= ${} AND {column} < ${n})", n - 1));
    }
    text.push(')');
}

/// Adds that `column` contains what is searched for.
fn contains(text: &mut String, args: &mut Vec<Val<'static>>, column: &str, key: &str) {
    args.push(Val::from(key.to_owned()));
    text.push_str(&format!(" AND replace({column}, ${}, '') <> {column}", args.len()));
}
