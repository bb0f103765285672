//! The last day of a period (docs/rules §23, 民法典 arts 201–203): it begins the day after the event; if its last day
//! is a day off, it ends on the first working day after it.

use kernel::Day;
use serde::{Deserialize, Serialize};

use super::CalendarError;
use super::table::{Calendar, DayKind};

/// What a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PeriodUnit)]
pub enum Unit {
    /// 日: calendar days.
    Days,
    /// 工作日.
    WorkingDays,
    /// Months; end on the corresponding day, or on the month's last.
    Months,
    /// Years, likewise.
    Years,
}

/// What a day of a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Worked, Monday to Friday.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// Off by law.
    Holiday,
    /// Off beside a holiday.
    Rest,
    /// Saturday or Sunday that is worked.
    MakeUp,
}

/// A day of the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = PeriodStep)]
pub struct Step {
    /// Day.
    pub day: Day,
    /// What it is.
    pub kind: StepKind,
    /// Of which holiday, or empty.
    pub name: String,
    /// Which day of the period it is; none if it does not count.
    pub counted: Option<i64>,
}

/// The end of a period, with the way there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Deadline {
    /// Day of the event; not counted.
    pub from: Day,
    /// Last day of the period before days off are looked at.
    pub counted_to: Day,
    /// Last day: until 24:00 of it.
    pub last_day: Day,
    /// The days from the one after the event to the last; of a period of more than 400 days only the last 31.
    pub steps: Vec<Step>,
}

/// Longest periods, by unit: thirty years.
fn longest(unit: Unit) -> u32 {
    match unit {
        Unit::Days => 10_958,
        Unit::WorkingDays => 7_500,
        Unit::Months => 360,
        Unit::Years => 30,
    }
}

impl Calendar {
    /// The last day of a period of `count` units after the day of an event.
    ///
    /// # Errors
    /// [`CalendarError::NoTable`] if the end, or a working day that must be counted, lies in a year without a table;
    /// [`CalendarError::BadCount`] for 0 or more than thirty years.
    pub fn last_day(&self, from: Day, count: u32, unit: Unit) -> Result<Day, CalendarError> {
        self.ends(from, count, unit).map(|(_, last)| last)
    }

    fn ends(&self, from: Day, count: u32, unit: Unit) -> Result<(Day, Day), CalendarError> {
        if count == 0 || count > longest(unit) {
            return Err(CalendarError::BadCount);
        }
        let n = i64::from(count);
        let to = match unit {
            Unit::Days => from.plus_days(n),
            Unit::WorkingDays => self.add_working_days(from, count)?,
            Unit::Months => from.plus_months(n),
            Unit::Years => from.plus_months(n * 12),
        };
        Ok((to, self.working_day_from(to)?))
    }

    /// As [`Calendar::last_day`], with the days walked.
    ///
    /// # Errors
    /// As [`Calendar::last_day`]; days of a long period that lie in years without a table and need not be counted are
    /// shown by their weekday.
    pub fn deadline(&self, from: Day, count: u32, unit: Unit) -> Result<Deadline, CalendarError> {
        let (counted_to, last_day) = self.ends(from, count, unit)?;
        let mut steps = Vec::new();
        let (mut at, mut counted) = (from, 0);
        while at < last_day {
            at = at.plus_days(1);
            let (kind, name) = self.kind_of(at);
            let worked = matches!(kind, StepKind::Working | StepKind::MakeUp);
            let counts = at <= counted_to && (worked || unit != Unit::WorkingDays);
            counted += i64::from(counts);
            steps.push(Step { day: at, kind, name, counted: counts.then_some(counted) });
        }
        if steps.len() > 400 {
            steps.drain(..steps.len() - 31);
        }
        Ok(Deadline { from, counted_to, last_day, steps })
    }

    /// What a day is, and of which holiday.
    pub fn kind_of(&self, day: Day) -> (StepKind, String) {
        let mark = self.table(day.year()).ok().and_then(|t| t.mark(day));
        match mark {
            Some((DayKind::Holiday, name)) => (StepKind::Holiday, name.to_owned()),
            Some((DayKind::Rest, name)) => (StepKind::Rest, name.to_owned()),
            Some((DayKind::Work, name)) => (StepKind::MakeUp, name.to_owned()),
            None if day.weekday() >= 6 => (StepKind::Weekend, String::new()),
            None => (StepKind::Working, String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn periods_and_their_ends() {
        let c = Calendar::first();
        for (from, count, unit, last) in [
            // Over the Spring Festival of 2026: the 14th (Saturday) is worked, the 15th to 23rd are off, the 28th is
            // worked.
            ("2026-02-13", 1, Unit::WorkingDays, "2026-02-14"),
            ("2026-02-13", 2, Unit::WorkingDays, "2026-02-24"),
            ("2026-02-13", 5, Unit::WorkingDays, "2026-02-27"),
            ("2026-02-13", 6, Unit::WorkingDays, "2026-02-28"),
            ("2026-02-13", 7, Unit::WorkingDays, "2026-03-02"),
            // An event on a day off: the count begins with the next working day.
            ("2026-02-18", 1, Unit::WorkingDays, "2026-02-24"),
            // Calendar days count whatever they are; only the last one moves.
            ("2026-02-10", 15, Unit::Days, "2026-02-25"),
            ("2026-02-10", 5, Unit::Days, "2026-02-24"),
            ("2026-02-10", 4, Unit::Days, "2026-02-14"),
            ("2026-09-20", 12, Unit::Days, "2026-10-08"),
            ("2026-11-20", 1, Unit::Days, "2026-11-23"),
            // Months end on the corresponding day or the last of the month.
            ("2026-01-31", 1, Unit::Months, "2026-02-28"),
            ("2025-12-30", 2, Unit::Months, "2026-02-28"),
            ("2025-11-15", 3, Unit::Months, "2026-02-24"),
            ("2025-03-01", 1, Unit::Years, "2026-03-02"),
            ("2025-12-29", 3, Unit::WorkingDays, "2026-01-04"),
        ] {
            assert_eq!(c.last_day(day(from), count, unit), Ok(day(last)), "{count} {unit:?} after {from}");
        }
    }

    #[test]
    fn ends_in_a_year_without_a_table_are_refused() {
        let c = Calendar::first();
        let none = Err(CalendarError::NoTable { year: 2027 });
        assert_eq!(c.last_day(day("2026-12-30"), 2, Unit::WorkingDays), none);
        assert_eq!(
            c.last_day(day("2026-12-30"), 5, Unit::Days),
            none,
            "whether the last day is off is not known"
        );
        assert_eq!(
            c.last_day(day("2026-12-01"), 1, Unit::Months),
            Err(CalendarError::NoTable { year: 2027 })
        );
        assert_eq!(c.last_day(day("2026-12-30"), 1, Unit::WorkingDays), Ok(day("2026-12-31")));
        // Days before the first table need none as long as they are not counted as worked.
        assert_eq!(c.last_day(day("2024-12-20"), 20, Unit::Days), Ok(day("2025-01-09")));
        assert!(c.last_day(day("2024-12-20"), 20, Unit::WorkingDays).is_err());
        let sentence = kernel::locale::sentence("calendar.no-table", &[("year", "2027".to_owned())].into());
        assert!(sentence.contains("2027") && sentence.contains("工作日历"), "{sentence}");
    }

    #[test]
    fn counts_without_sense_are_refused() {
        let c = Calendar::first();
        for (count, unit) in [(0, Unit::Days), (31, Unit::Years), (u32::MAX, Unit::WorkingDays)] {
            assert_eq!(c.last_day(day("2026-01-05"), count, unit), Err(CalendarError::BadCount));
        }
    }

    #[test]
    fn the_days_walked_tell_the_story() {
        let d = Calendar::first().deadline(day("2026-02-13"), 2, Unit::WorkingDays).unwrap();
        assert_eq!((d.steps.len(), d.counted_to, d.last_day), (11, day("2026-02-24"), day("2026-02-24")));
        assert_eq!((d.steps[0].kind, d.steps[0].counted), (StepKind::MakeUp, Some(1)));
        assert_eq!(
            (d.steps[1].kind, d.steps[1].name.as_str(), d.steps[1].counted),
            (StepKind::Rest, "春节", None)
        );
        assert_eq!((d.steps[2].kind, d.steps[10].counted), (StepKind::Holiday, Some(2)));
        let d = Calendar::first().deadline(day("2026-11-20"), 1, Unit::Days).unwrap();
        assert_eq!((d.counted_to, d.last_day), (day("2026-11-21"), day("2026-11-23")));
        let counted: Vec<_> = d.steps.iter().map(|s| s.counted).collect();
        assert_eq!(counted, [Some(1), None, None], "moved days are not counted");
    }

    proptest! {
        #[test]
        fn a_period_ends_on_a_working_day_and_never_early(start in 0_i64..640, count in 1_u32..60, unit in 0..4) {
            let unit = [Unit::Days, Unit::WorkingDays, Unit::Months, Unit::Years][unit as usize];
            let c = Calendar::first();
            let from = day("2025-01-01").plus_days(start);
            let Ok(d) = c.deadline(from, count, unit) else { return Ok(()) };
            prop_assert_eq!(c.is_working_day(d.last_day), Ok(true));
            prop_assert!(d.last_day >= d.counted_to && d.counted_to > from);
            // Between the counted end and the last day nothing is worked.
            let mut at = d.counted_to;
            while at < d.last_day {
                prop_assert_eq!(c.is_working_day(at), Ok(false));
                at = at.plus_days(1);
            }
            // A later event never has an earlier end.
            if let Ok(next) = c.last_day(from.plus_days(1), count, unit) {
                prop_assert!(next >= d.last_day);
            }
            if unit == Unit::WorkingDays {
                prop_assert_eq!(c.working_days_between(from, d.last_day), Ok(count));
            }
        }
    }
}
