//! The clock of a step: pure. A limit begins the day after the step was reached and ends at 24:00 of its last day in China, which
//! is a working day (docs/rules §23). While it is stopped no day counts; the day on which it is stopped has counted.

use kernel::{Day, Timestamp};
use serde::{Deserialize, Serialize};

use super::procedure::Limit;
use crate::calendar::{Calendar, CalendarError, Unit};

/// A clock that runs or stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClock {
    /// The day from which it is counted; not counted itself.
    pub from: Day,
    /// Days that are left from there, at least 1.
    pub count: u32,
    /// Of which kind.
    pub unit: Unit,
    /// Since when it stands still.
    pub paused_on: Option<Day>,
    /// The last day, as if it were never stopped again.
    pub due_on: Day,
}

/// The marks of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Half of the time is over: at the start of that day, or at noon of a single one.
    pub half_at: Timestamp,
    /// All of it: 24:00 of the last day.
    pub due_at: Timestamp,
}

const HALF_DAY: i64 = 12 * 3_600_000;

impl CaseClock {
    /// Starts a clock.
    ///
    /// # Errors
    /// [`CalendarError::NoTable`] if the end lies in a year whose working days are not known.
    pub fn start(calendar: &Calendar, from: Day, limit: Limit) -> Result<Self, CalendarError> {
        let due_on = calendar.last_day(from, limit.count, limit.unit)?;
        Ok(Self { from, count: limit.count, unit: limit.unit, paused_on: None, due_on })
    }

    /// When it speaks.
    ///
    /// # Errors
    /// As [`CaseClock::start`].
    pub fn marks(&self, calendar: &Calendar) -> Result<Marks, CalendarError> {
        let due_at = Timestamp::at_day_start(self.due_on.plus_days(1));
        let half_at = match self.count / 2 {
            0 => Timestamp::at_day_start(self.due_on).plus_ms(HALF_DAY),
            half => Timestamp::at_day_start(calendar.last_day(self.from, half, self.unit)?.plus_days(1)),
        };
        Ok(Marks { half_at: half_at.min(due_at), due_at })
    }

    /// Stops it; a clock that stands still stays as it is.
    #[must_use]
    pub fn pause(self, today: Day) -> Self {
        Self { paused_on: self.paused_on.or(Some(today)), ..self }
    }

    /// Lets it run on with the days that were left. Stopped and started on one day, it is as before; stopped on its last day
    /// or later, one day is left.
    ///
    /// # Errors
    /// As [`CaseClock::start`].
    pub fn resume(self, calendar: &Calendar, today: Day) -> Result<Self, CalendarError> {
        let Some(paused_on) = self.paused_on else { return Ok(self) };
        if today <= paused_on {
            return Ok(Self { paused_on: None, ..self });
        }
        let used = self.counted(calendar, paused_on)?;
        let limit = Limit { count: self.count.saturating_sub(used).max(1), unit: self.unit };
        Self::start(calendar, today, limit)
    }

    /// Adds days at the end; a clock that stands still gets them too.
    ///
    /// # Errors
    /// As [`CaseClock::start`]; [`CalendarError::BadCount`] for more than thirty years in all.
    pub fn extend(self, calendar: &Calendar, more: u32) -> Result<Self, CalendarError> {
        let limit = Limit { count: self.count.saturating_add(more), unit: self.unit };
        Ok(Self { paused_on: self.paused_on, ..Self::start(calendar, self.from, limit)? })
    }

    /// Days of it that have counted up to and with a day.
    fn counted(&self, calendar: &Calendar, day: Day) -> Result<u32, CalendarError> {
        if day <= self.from {
            return Ok(0);
        }
        match self.unit {
            Unit::WorkingDays => calendar.working_days_between(self.from, day),
            _ => Ok(u32::try_from(self.from.days_until(day)).unwrap_or(u32::MAX)),
        }
    }

    /// Days left with today, of its kind; 0 when it is over.
    ///
    /// # Errors
    /// As [`CaseClock::start`].
    pub fn left(&self, calendar: &Calendar, today: Day) -> Result<u32, CalendarError> {
        let at = self.paused_on.unwrap_or(today);
        if at > self.due_on {
            return Ok(0);
        }
        Ok(self.count.saturating_sub(self.counted(calendar, at.plus_days(-1))?).max(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::calendar::{DayKind, MarkedDay, YearTable};

    /// Ten years of calendars with holidays and worked weekends drawn at random.
    fn calendar(marks: &[(i64, u8)]) -> Calendar {
        let tables = (2020..2030).map(|year| {
            let first = Day::new(year, 1, 1).unwrap();
            let mut days = vec![MarkedDay { day: first, kind: DayKind::Holiday, name: "元旦".into() }];
            for (n, kind) in marks {
                let day = first.plus_days(1 + (n + i64::from(year) * 37) % 363);
                let weekend = day.weekday() >= 6;
                let kind = match (kind % 3, weekend) {
                    (0, true) => DayKind::Work,
                    (1, _) => DayKind::Holiday,
                    _ => DayKind::Rest,
                };
                if days.iter().all(|d| d.day != day) {
                    days.push(MarkedDay { day, kind, name: "示范".into() });
                }
            }
            YearTable::new(year, &days).unwrap()
        });
        Calendar::new(tables)
    }

    fn unit(working: bool) -> Unit {
        if working { Unit::WorkingDays } else { Unit::Days }
    }

    prop_compose! {
        fn clock()(marks in prop::collection::vec((0i64..363, 0u8..3), 0..40), start in 0i64..2800, count in 1u32..60,
                   working: bool) -> (Calendar, CaseClock) {
            let calendar = calendar(&marks);
            let from = Day::new(2020, 1, 1).unwrap().plus_days(start);
            let clock = CaseClock::start(&calendar, from, Limit { count, unit: unit(working) }).unwrap();
            (calendar, clock)
        }
    }

    proptest! {
        #[test]
        fn a_limit_ends_on_a_working_day_after_its_half((calendar, clock) in clock()) {
            prop_assert!(clock.due_on > clock.from);
            prop_assert!(calendar.is_working_day(clock.due_on).unwrap());
            let marks = clock.marks(&calendar).unwrap();
            prop_assert!(marks.half_at <= marks.due_at && marks.half_at > Timestamp::at_day_start(clock.from));
            prop_assert_eq!(marks.due_at.day(), clock.due_on.plus_days(1), "24:00 in China, whatever the zone of the server");
        }

        #[test]
        fn stopped_and_started_on_one_day_it_is_as_before((calendar, clock) in clock(), after in 0i64..80) {
            let day = clock.from.plus_days(after);
            prop_assert_eq!(clock.pause(day).resume(&calendar, day).unwrap(), clock);
            prop_assert_eq!(clock.pause(day).pause(day.plus_days(9)), clock.pause(day), "stopped once");
        }

        #[test]
        fn a_pause_never_takes_days_away((calendar, clock) in clock(), after in 0i64..80, length in 1i64..200) {
            let stopped = clock.from.plus_days(after);
            let started = stopped.plus_days(length);
            let again = clock.pause(stopped).resume(&calendar, started).unwrap();
            prop_assert!(again.due_on > started, "at least a day is left");
            prop_assert!(again.count <= clock.count);
            if stopped <= clock.due_on {
                prop_assert!(again.due_on >= clock.due_on);
            }
            // What was used and what is left is all there was, unless it was over.
            let used = clock.counted(&calendar, stopped).unwrap();
            prop_assert_eq!(again.count, clock.count.saturating_sub(used).max(1));
        }

        #[test]
        fn more_time_moves_the_end_and_nothing_else((calendar, clock) in clock(), more in 1u32..60) {
            let longer = clock.extend(&calendar, more).unwrap();
            prop_assert!(longer.due_on >= clock.due_on);
            prop_assert_eq!((longer.from, longer.count), (clock.from, clock.count + more));
            let twice = clock.extend(&calendar, more).unwrap().extend(&calendar, more).unwrap();
            prop_assert_eq!(twice, clock.extend(&calendar, more * 2).unwrap());
        }

        #[test]
        fn days_left_fall_to_one_and_then_to_none((calendar, clock) in clock()) {
            prop_assert_eq!(clock.left(&calendar, clock.from.plus_days(1)).unwrap(), clock.count);
            prop_assert_eq!(clock.left(&calendar, clock.due_on).unwrap().max(1) >= 1, true);
            prop_assert_eq!(clock.left(&calendar, clock.due_on.plus_days(1)).unwrap(), 0);
            let mut before = clock.count;
            let mut at = clock.from.plus_days(1);
            while at <= clock.due_on {
                let left = clock.left(&calendar, at).unwrap();
                prop_assert!(left <= before && left >= 1);
                before = left;
                at = at.plus_days(1);
            }
        }
    }

    #[test]
    fn the_spring_festival_of_2026_by_days_and_by_working_days() {
        let c = Calendar::first();
        let from: Day = "2026-02-12".parse().unwrap();
        let ends =
            |count, unit| CaseClock::start(&c, from, Limit { count, unit }).unwrap().due_on.to_string();
        // 2026-02-15 to 23 are off, 14 and 28 are worked (国办发明电〔2025〕7号).
        assert_eq!(ends(5, Unit::Days), "2026-02-24", "the fifth day is off: the first working day after it");
        assert_eq!(ends(5, Unit::WorkingDays), "2026-02-26");
        let one = CaseClock::start(&c, from, Limit { count: 1, unit: Unit::WorkingDays }).unwrap();
        assert_eq!(
            one.marks(&c).unwrap().half_at.local_text(),
            "2026-02-13 12:00:00",
            "noon of a single day"
        );
    }
}
