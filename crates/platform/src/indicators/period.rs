//! Which stored sums make up a span of days.
//!
//! Sums are kept by day (`yyyymmdd`), by month (`yyyymm`) and by year (`yyyy`); the three kinds of numbers lie in ranges
//! of their own, so that one column holds them all. A span is cut into as few ranges as possible: a figure of today
//! reads the years before, the months of this year and the days of this month, not every day there ever was.

use kernel::Day;

/// The sums that a fact of `day` is added to.
pub(super) fn of_day(day: Day) -> [i64; 3] {
    let n = day.number();
    [n / 10_000, n / 100, n]
}

/// Ranges of periods, both ends included, that together are the days `from` to `to`.
pub(super) fn ranges(from: Option<Day>, to: Day) -> Vec<(i64, i64)> {
    let (from, to) = (from.map_or(0, Day::number), to.number());
    if from > to {
        return Vec::new();
    }
    let (first_month, last_month) = (from / 100, to / 100);
    if first_month == last_month {
        return vec![(from, to)];
    }
    let mut all = Vec::with_capacity(5);
    let mut add = |low: i64, high: i64| {
        if low <= high {
            all.push((low, high));
        }
    };
    // The month of `to` by days; the month of `from` by days unless the span has no beginning.
    add(last_month * 100, to);
    let (first_year, last_year) = (first_month / 100, last_month / 100);
    if from == 0 {
        add(last_year * 100, last_month - 1);
        add(0, last_year - 1);
        return all;
    }
    add(from, first_month * 100 + 99);
    if first_year == last_year {
        add(first_month + 1, last_month - 1);
        return all;
    }
    add(last_year * 100, last_month - 1);
    add(first_month + 1, first_year * 100 + 99);
    add(first_year + 1, last_year - 1);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: i64) -> Day {
        Day::from_number(n).unwrap()
    }

    #[test]
    fn a_span_is_cut_into_few_ranges() {
        assert_eq!(ranges(Some(day(20261103)), day(20261125)), [(20261103, 20261125)]);
        assert_eq!(ranges(None, day(20261125)), [(20261100, 20261125), (202600, 202610), (0, 2025)]);
        assert_eq!(
            ranges(Some(day(20240215)), day(20261125)),
            [(20261100, 20261125), (20240215, 20240299), (202600, 202610), (202403, 202499), (2025, 2025)]
        );
        assert!(ranges(Some(day(20261126)), day(20261125)).is_empty());
    }

    proptest! {
        /// Every day of the span is counted exactly once, no other day at all.
        #[test]
        fn ranges_count_each_day_once(start in 0_i64..1_500, length in 0_i64..1_200, probe in -50_i64..2_800, open: bool) {
            let from = Day::constant(2023, 1, 1).plus_days(start);
            let to = from.plus_days(length);
            let from = (!open).then_some(from);
            let probe = Day::constant(2023, 1, 1).plus_days(probe);
            let cut = ranges(from, to);
            let times = of_day(probe).iter().filter(|p| cut.iter().any(|(low, high)| low <= p && *p <= high)).count();
            let inside = from.is_none_or(|f| f <= probe) && probe <= to;
            prop_assert_eq!(times, usize::from(inside), "{} in {:?}", probe, cut);
        }
    }
}
