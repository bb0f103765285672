//! On which days a standing discount holds (服务日).

use kernel::Day;
use serde::{Deserialize, Serialize};

/// Most named days.
const DATES: usize = 60;
/// 周一 to 周日.
const NAMES: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/// The days on which something holds: those of the week, of the month, and named ones together; all empty for every day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = BenefitServiceDays)]
pub struct ServiceDays {
    /// Days of the week, Monday 1 to Sunday 7.
    pub weekdays: Vec<i64>,
    /// Days of the month, 1 to 31.
    pub month_days: Vec<i64>,
    /// Named days, 60 at most.
    pub dates: Vec<Day>,
}

impl ServiceDays {
    /// Whether it holds every day.
    pub fn is_every_day(&self) -> bool {
        self.weekdays.is_empty() && self.month_days.is_empty() && self.dates.is_empty()
    }

    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.is_every_day()
            || self.weekdays.contains(&i64::from(day.weekday()))
            || self.month_days.contains(&(day.number() % 100))
            || self.dates.contains(&day)
    }

    /// In order, each once; nothing if a day is none.
    pub fn tidied(&self) -> Option<Self> {
        fn once<T: Ord + Clone>(all: &[T]) -> Vec<T> {
            let mut all = all.to_vec();
            all.sort_unstable();
            all.dedup();
            all
        }
        let days = Self {
            weekdays: once(&self.weekdays),
            month_days: once(&self.month_days),
            dates: once(&self.dates),
        };
        let fits = days.weekdays.iter().all(|d| (1..=7).contains(d))
            && days.month_days.iter().all(|d| (1..=31).contains(d))
            && days.dates.len() <= DATES;
        fits.then_some(days)
    }

    /// In words, Chinese; empty for every day.
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        let name = |d: &i64| usize::try_from(d - 1).ok().and_then(|n| NAMES.get(n)).copied();
        let week: Vec<&str> = self.weekdays.iter().filter_map(name).collect();
        if !week.is_empty() {
            parts.push(format!("每{}", week.join("、")));
        }
        let month: Vec<String> = self.month_days.iter().map(|d| format!("{d}日")).collect();
        if !month.is_empty() {
            parts.push(format!("每月{}", month.join("、")));
        }
        parts.extend(self.dates.iter().map(Day::to_string));
        parts.join("，")
    }

    /// As it is stored: JSON, empty for every day.
    pub fn stored(&self) -> String {
        if self.is_every_day() { String::new() } else { serde_json::json!(self).to_string() }
    }

    /// From what is stored; nothing if that is broken.
    pub fn parse(stored: &str) -> Option<Self> {
        if stored.is_empty() { Some(Self::default()) } else { serde_json::from_str(stored).ok() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: i64) -> Day {
        Day::from_number(n).expect("a day")
    }

    #[test]
    fn days_hold_as_they_are_said() {
        let of = |weekdays: &[i64], month_days: &[i64], dates: &[i64]| ServiceDays {
            weekdays: weekdays.to_vec(),
            month_days: month_days.to_vec(),
            dates: dates.iter().map(|n| day(*n)).collect(),
        };
        // 2026-11-28 is a Saturday.
        let table = [
            (of(&[], &[], &[]), true, ""),
            (of(&[6], &[], &[]), true, "每周六"),
            (of(&[1, 3], &[], &[]), false, "每周一、周三"),
            (of(&[], &[1, 5], &[]), false, "每月1日、5日"),
            (of(&[], &[28], &[]), true, "每月28日"),
            (of(&[], &[31], &[]), false, "每月31日"),
            (of(&[1], &[5], &[20_261_128]), true, "每周一，每月5日，2026-11-28"),
            (of(&[], &[], &[20_261_129]), false, "2026-11-29"),
        ];
        for (days, holds, words) in table {
            assert_eq!((days.holds(day(20_261_128)), days.words().as_str()), (holds, words), "{days:?}");
            assert_eq!(ServiceDays::parse(&days.stored()), Some(days));
        }
        for wrong in [of(&[0], &[], &[]), of(&[8], &[], &[]), of(&[], &[32], &[]), of(&[], &[0], &[])] {
            assert_eq!(wrong.tidied(), None, "{wrong:?}");
        }
        assert_eq!(of(&[3, 1, 3], &[5, 1], &[]).tidied(), Some(of(&[1, 3], &[1, 5], &[])));
        assert_eq!(ServiceDays::parse("{"), None);
    }

    proptest! {
        /// The more days are named, the more it holds; of every week and of every month one day is enough.
        #[test]
        fn naming_more_takes_no_day_away(n in 0_i64..4_000, weekday in 1_i64..=7, other in 1_i64..=7, month_day in 1_i64..=31) {
            let on = Day::constant(2026, 1, 1).plus_days(n);
            let few = ServiceDays { weekdays: vec![weekday], ..ServiceDays::default() };
            let more = ServiceDays { weekdays: vec![weekday, other], month_days: vec![month_day], dates: vec![on] };
            prop_assert!(!few.holds(on) || more.holds(on));
            prop_assert!(more.holds(on));
            let week = (0..7).filter(|d| few.holds(on.plus_days(*d))).count();
            prop_assert_eq!(week, 1);
        }
    }
}
