//! Time as a parameter. `SystemClock` is made once, in the composition root.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

use crate::Day;

/// An instant in milliseconds since 1970-01-01 UTC.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(transparent)]
#[schema(value_type = i64, description = "Milliseconds since 1970-01-01 UTC")]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant `ms` milliseconds later (negative: earlier).
    #[must_use]
    pub fn plus_ms(self, ms: i64) -> Self {
        Self(self.0 + ms)
    }

    /// The instant `minutes` later.
    #[must_use]
    pub fn plus_minutes(self, minutes: i64) -> Self {
        self.plus_ms(minutes * 60_000)
    }

    /// The calendar day in China (docs/rules §23: Asia/Shanghai, fixed).
    pub fn day(self) -> Day {
        Day::from_date(self.civil().date())
    }

    /// Wall time in China, `2026-11-22 08:05:09`, for documents and logs.
    pub fn local_text(self) -> String {
        let t = self.civil();
        format!("{} {:02}:{:02}:{:02}", t.date(), t.hour(), t.minute(), t.second())
    }

    /// Milliseconds at the start of a day in China.
    pub fn at_day_start(day: Day) -> Self {
        let date: Date = day.date();
        let zoned = date.to_zoned(china()).map(|z| z.timestamp().as_millisecond());
        Self(zoned.unwrap_or(i64::MAX))
    }

    fn civil(self) -> jiff::civil::DateTime {
        let t = jiff::Timestamp::from_millisecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        t.to_zoned(china()).datetime()
    }
}

/// China has had one fixed offset since 1991; the zone database is not needed.
fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// Where "now" comes from. Business code never asks the operating system.
pub trait Clock: Send + Sync + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// The present day in China.
    fn today(&self) -> Day {
        self.now().day()
    }
}

/// The operating system's clock, for the composition root.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where time enters the program")]
    fn now(&self) -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock that stands still until it is moved; for tests and replays.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `at`.
    pub fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// Moves the clock forward by `ms` milliseconds.
    pub fn advance_ms(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// Sets the clock.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.0, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        // 2026-11-22 16:00 UTC is already the 23rd in China.
        assert_eq!(Timestamp(1_795_363_200_000).day(), Day::new(2026, 11, 23).unwrap());
        assert_eq!(Timestamp(1_795_363_199_999).day(), Day::new(2026, 11, 22).unwrap());
        let d = Day::new(2026, 11, 23).unwrap();
        assert_eq!(Timestamp::at_day_start(d), Timestamp(1_795_363_200_000));
        assert_eq!(Timestamp(1_795_363_200_000).local_text(), "2026-11-23 00:00:00");
    }
}
