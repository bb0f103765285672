//! Which of the tries that a rule allows somebody has: the number is a key of the table, so the key itself keeps the limit.
//!
//! A turn is the span in which it counts and the how-many-th it is in the span: `span * 16 + n`, n from 1. The span of a whole
//! campaign is 0, that of a day is the day, that of a week its Monday, that of a month its first day, as `yyyymmdd`.

use kernel::Day;

use crate::model::campaign::{Limit, Span};

/// More than a limit may allow in a span.
const WIDTH: i64 = 16;
/// The most that a limit may allow in a span.
pub const MOST: i64 = 10;

/// The span of a day.
fn span(per: Span, day: Day) -> i64 {
    match per {
        Span::Campaign => 0,
        Span::Day => day.number(),
        Span::Week => day.plus_days(1 - i64::from(day.weekday())).number(),
        Span::Month => day.month_start().number(),
    }
}

/// How many of the turns that somebody has count on a day.
pub fn used(limit: &Limit, day: Day, taken: &[i64]) -> i64 {
    let now = span(limit.per, day);
    taken.iter().filter(|t| **t / WIDTH == now).count() as i64
}

/// The next turn of somebody who has these; none if the limit is reached.
pub fn next(limit: &Limit, day: Day, taken: &[i64]) -> Option<i64> {
    let now = span(limit.per, day);
    (1..=limit.most.clamp(0, MOST)).map(|n| now * WIDTH + n).find(|t| !taken.contains(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Day {
        Day::from_number(number).unwrap()
    }

    #[test]
    fn turns_of_a_campaign_are_counted_from_one() {
        let limit = Limit { per: Span::Campaign, most: 2 };
        let (a, b) = (day(20_261_204), day(20_261_211));
        assert_eq!(next(&limit, a, &[]), Some(1));
        assert_eq!(next(&limit, b, &[1]), Some(2));
        assert_eq!((next(&limit, b, &[2, 1]), used(&limit, b, &[2, 1])), (None, 2));
    }

    #[test]
    fn a_day_a_week_and_a_month_begin_anew() {
        let daily = Limit { per: Span::Day, most: 1 };
        let first = next(&daily, day(20_261_204), &[]).unwrap();
        assert_eq!(next(&daily, day(20_261_204), &[first]), None);
        assert!(next(&daily, day(20_261_205), &[first]).is_some_and(|t| t > first));
        // Saturday and Sunday are of the week that began on Monday the 30th of November.
        let weekly = Limit { per: Span::Week, most: 1 };
        let saturday = next(&weekly, day(20_261_205), &[]).unwrap();
        assert_eq!(saturday, 20_261_130 * 16 + 1);
        assert_eq!(next(&weekly, day(20_261_206), &[saturday]), None);
        assert_eq!(next(&weekly, day(20_261_207), &[saturday]), Some(20_261_207 * 16 + 1));
        let monthly = Limit { per: Span::Month, most: 1 };
        let last = next(&monthly, day(20_261_231), &[]).unwrap();
        assert_eq!((last, next(&monthly, day(20_261_201), &[last])), (20_261_201 * 16 + 1, None));
        assert_eq!(next(&monthly, day(20_270_101), &[last]), Some(20_270_101 * 16 + 1));
    }
}
