//! What a column may be, and what a new post of it starts with.

use kernel::{Day, FieldError, text};

use super::wrong;

/// Longest title, in characters.
pub const TITLE: i64 = 20;
/// Longest introduction, in characters.
pub const INTRO: i64 = 200;
/// Least and most characters that a column may allow a post.
pub const CHARS: (i64, i64) = (50, 20_000);
/// Longest template, in characters.
pub const TEMPLATE: i64 = 2_000;
/// Highest place among columns.
pub const SORT: i64 = 999;

/// What an editor says of a column, tidied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// Introduction.
    pub intro: String,
    /// Most characters of a post.
    pub most_chars: i64,
    /// Unit, office and name of the author must be there.
    pub signed: bool,
    /// Members may comment.
    pub comments: bool,
    /// What a new post starts with.
    pub template: String,
    /// New posts are taken.
    pub open: bool,
    /// Place among columns.
    pub sort: i64,
}

/// What is wrong with it.
pub fn faults(d: &Draft) -> Vec<FieldError> {
    let count = |t: &str| i64::try_from(text::length(t)).unwrap_or(i64::MAX);
    let mut all = Vec::new();
    if !(2..=TITLE).contains(&count(&d.title)) {
        all.push(wrong("/title", "posts.column-title", TITLE));
    }
    if count(&d.intro) > INTRO {
        all.push(wrong("/intro", "posts.column-intro", INTRO));
    }
    if !(CHARS.0..=CHARS.1).contains(&d.most_chars) {
        all.push(wrong("/most_chars", "posts.column-chars", CHARS.1));
    }
    if count(&d.template) > TEMPLATE {
        all.push(wrong("/template", "posts.column-template", TEMPLATE));
    }
    if !(0..=SORT).contains(&d.sort) {
        all.push(wrong("/sort", "posts.column-sort", SORT));
    }
    all
}

fn words(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month_number() % 100, day.number() % 100)
}

/// 2026年11月23日至2026年11月29日.
pub fn week_words(from: Day, to: Day) -> String {
    format!("{}至{}", words(from), words(to))
}

/// A template on a day: `{日期}` is the day, `{本周}` its week from Monday to Sunday.
pub fn starter(template: &str, today: Day) -> String {
    let monday = today.plus_days(1 - i64::from(today.weekday()));
    let week = week_words(monday, monday.plus_days(6));
    template.replace("{日期}", &words(today)).replace("{本周}", &week)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_knows_its_week() {
        let t = "本周普惠（{本周}）\n{日期}整理";
        let on = |d| starter(t, Day::constant(2026, 11, d));
        let week = "本周普惠（2026年11月23日至2026年11月29日）\n";
        assert_eq!(on(23), format!("{week}2026年11月23日整理"));
        assert_eq!(on(29), format!("{week}2026年11月29日整理"));
        assert!(on(30).starts_with("本周普惠（2026年11月30日至2026年12月6日）"));
    }

    #[test]
    fn limits_of_a_column() {
        let good = Draft {
            title: "娘家人".into(),
            intro: String::new(),
            most_chars: 200,
            signed: true,
            comments: true,
            template: String::new(),
            open: true,
            sort: 10,
        };
        assert!(faults(&good).is_empty());
        let bad = Draft {
            title: "一".into(),
            intro: "长".repeat(201),
            most_chars: 49,
            template: "长".repeat(2_001),
            sort: 1_000,
            ..good
        };
        let codes: Vec<_> = faults(&bad).into_iter().map(|f| f.code).collect();
        assert_eq!(codes.len(), 5, "{codes:?}");
    }
}
