//! What accounts that unions keep elsewhere may be, and what may be told of them.

use kernel::{Day, FieldError};

use super::wrong;
use crate::model::channel::ChannelKind;

/// Longest name, in characters.
pub const NAME: i64 = 40;
/// Longest note, in characters.
pub const NOTE: i64 = 100;
/// The highest figure of a month.
pub const MOST: i64 = 10_000_000_000;
/// The day until which what is open lasts.
pub const OPEN_END: Day = Day::constant(9999, 12, 31);

/// What somebody says of an account, tidied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it is.
    pub kind: ChannelKind,
    /// Name.
    pub name: String,
    /// Since when.
    pub since: Day,
    /// Last day; none while it is there.
    pub closed_on: Option<Day>,
    /// Note.
    pub note: String,
}

/// What is told of a month, tidied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Month, `yyyymm`.
    pub month: i64,
    /// Followers at its end.
    pub followers: i64,
    /// Reads in it.
    pub reads: i64,
    /// Posts in it.
    pub posts: i64,
    /// Place in a ranking; 0 for none.
    pub place: i64,
    /// Among how many; 0 for none.
    pub place_of: i64,
    /// Note.
    pub note: String,
    /// Version that was seen; 0 of a month that nobody told of.
    pub version: i64,
}

fn count(text: &str) -> i64 {
    i64::try_from(kernel::text::length(text)).unwrap_or(i64::MAX)
}

/// What is wrong with an account.
pub fn faults(d: &Draft, today: Day) -> Vec<FieldError> {
    let mut all = Vec::new();
    if !(2..=NAME).contains(&count(&d.name)) {
        all.push(wrong("/name", "posts.channel-name", NAME));
    }
    if d.since > today {
        all.push(wrong("/since", "posts.channel-since", 0));
    }
    if d.closed_on.is_some_and(|last| last < d.since || last > today) {
        all.push(wrong("/closed_on", "posts.channel-closed", 0));
    }
    if count(&d.note) > NOTE {
        all.push(wrong("/note", "posts.channel-note", NOTE));
    }
    all
}

/// The first and the last day of a month; nothing if there is no such month.
pub fn days_of(month: i64) -> Option<(Day, Day)> {
    let first = Day::from_number(month.checked_mul(100)? + 1)?;
    Some((first, first.plus_months(1).plus_days(-1)))
}

/// The month of a day, `yyyymm`.
pub fn month_of(day: Day) -> i64 {
    day.number() / 100
}

/// What is wrong with what is told of a month of an account that was there within these days.
pub fn return_faults(e: &Entered, (since, closed_on): (Day, Day), today: Day) -> Vec<FieldError> {
    let mut all = Vec::new();
    let there =
        days_of(e.month).is_some_and(|(first, last)| first <= today && since <= last && first <= closed_on);
    if !there {
        all.push(wrong("/month", "posts.return-month", 0));
    }
    for (pointer, n) in [("/followers", e.followers), ("/reads", e.reads), ("/posts", e.posts)] {
        if !(0..=MOST).contains(&n) {
            all.push(wrong(pointer, "posts.return-count", 0));
        }
    }
    let none = (e.place, e.place_of) == (0, 0);
    if !none && !(1..=e.place_of).contains(&e.place) {
        all.push(wrong("/place", "posts.return-place", 0));
    }
    if count(&e.note) > NOTE {
        all.push(wrong("/note", "posts.channel-note", NOTE));
    }
    all
}

/// Growth from one number to another, in hundredths of a percent, rounded down; none from nothing.
pub fn growth(from: i64, to: i64) -> Option<i64> {
    (from > 0).then(|| ((to - from) * 10_000).div_euclid(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day::constant(2026, 11, 28);

    #[test]
    fn an_account_has_a_name_and_days() {
        let good = Draft {
            kind: ChannelKind::Wechat,
            name: "甬工惠".into(),
            since: TODAY,
            closed_on: None,
            note: String::new(),
        };
        assert!(faults(&good, TODAY).is_empty());
        let bad = Draft {
            name: "惠".into(),
            since: TODAY.plus_days(1),
            closed_on: Some(TODAY),
            note: "长".repeat(101),
            ..good
        };
        let codes: Vec<_> = faults(&bad, TODAY).into_iter().map(|f| f.code).collect();
        let all = ["posts.channel-name", "posts.channel-since", "posts.channel-closed", "posts.channel-note"];
        assert_eq!(codes, all);
    }

    #[test]
    fn a_month_is_told_while_the_account_was_there() {
        let e = Entered {
            month: 202_611,
            followers: 9,
            reads: 0,
            posts: 0,
            place: 0,
            place_of: 0,
            note: String::new(),
            version: 0,
        };
        let days = (Day::constant(2026, 3, 15), Day::constant(2026, 11, 2));
        let codes =
            |e: &Entered| return_faults(e, days, TODAY).into_iter().map(|f| f.code).collect::<Vec<_>>();
        for (month, right) in [
            (202_602, false),
            (202_603, true),
            (202_611, true),
            (202_612, false),
            (202_613, false),
            (7, false),
        ] {
            assert_eq!(codes(&Entered { month, ..e.clone() }).is_empty(), right, "{month}");
        }
        assert_eq!(
            codes(&Entered { followers: -1, reads: MOST + 1, ..e.clone() }),
            ["posts.return-count"; 2]
        );
        for (place, place_of, right) in
            [(2, 483, true), (484, 483, false), (0, 483, false), (1, 0, false), (1, 1, true)]
        {
            assert_eq!(
                codes(&Entered { place, place_of, ..e.clone() }).is_empty(),
                right,
                "{place} of {place_of}"
            );
        }
    }

    #[test]
    fn growth_is_of_what_was_there() {
        assert_eq!(growth(9_100, 20_110), Some(12_098));
        assert_eq!((growth(0, 5), growth(3, 2), growth(4, 4)), (None, Some(-3_334), Some(0)));
    }
}
