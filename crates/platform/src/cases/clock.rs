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
