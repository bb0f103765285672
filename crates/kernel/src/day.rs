//! Calendar days and dated periods.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar day. Stored as the number `yyyymmdd` (sorts, and a person can read it),
/// written `2026-11-22` in JSON.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// The open end of a dated row: "until further notice".
    pub const OPEN: Self = Self(99_991_231);

    /// The first day there is: the stored number has no room for years before.
    pub const FIRST: Self = Self(10_101);

    /// A day of the Gregorian calendar from year 1 on, or `None` where there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().filter(|d| d.year() >= 1).map(Self::from_date)
    }

    /// A day known when the program is written.
    ///
    /// # Panics
    /// If there is no such day; at compile time in a constant.
    pub const fn constant(year: i16, month: i8, day: i8) -> Self {
        let _checked = Date::constant(year, month, day);
        Self(year as i32 * 10_000 + month as i32 * 100 + day as i32)
    }

    /// From the stored number `yyyymmdd`.
    pub fn from_number(n: i64) -> Option<Self> {
        let (y, m, d) = (n / 10_000, n / 100 % 100, n % 100);
        Self::new(i16::try_from(y).ok()?, i8::try_from(m).ok()?, i8::try_from(d).ok()?)
    }

    /// The stored number `yyyymmdd`.
    pub fn number(self) -> i64 {
        i64::from(self.0)
    }

    /// From the calendar library's date; one before [`Day::FIRST`] becomes that.
    pub fn from_date(d: Date) -> Self {
        if d.year() < 1 {
            return Self::FIRST;
        }
        Self(i32::from(d.year()) * 10_000 + i32::from(d.month()) * 100 + i32::from(d.day()))
    }

    /// As the calendar library's date.
    pub fn date(self) -> Date {
        Date::constant((self.0 / 10_000) as i16, (self.0 / 100 % 100) as i8, (self.0 % 100) as i8)
    }

    /// Year, e.g. 2026.
    pub fn year(self) -> i16 {
        self.date().year()
    }

    /// Month number `yyyymm`.
    pub fn month_number(self) -> i64 {
        i64::from(self.0 / 100)
    }

    /// First day of its month.
    #[must_use]
    pub fn month_start(self) -> Self {
        Self::from_number(self.number() / 100 * 100 + 1).unwrap_or(self)
    }

    /// First day of its year.
    #[must_use]
    pub fn year_start(self) -> Self {
        Self::from_number(self.number() / 10_000 * 10_000 + 101).unwrap_or(self)
    }

    /// `n` days later (negative: earlier); saturates at the calendar's ends.
    #[must_use]
    pub fn plus_days(self, n: i64) -> Self {
        Self::from_date(self.date().saturating_add(n.clamp(-4_000_000, 4_000_000).days()))
    }

    /// `n` months later; a day that does not exist becomes the month's last day (docs/rules §23).
    #[must_use]
    pub fn plus_months(self, n: i64) -> Self {
        Self::from_date(self.date().saturating_add(n.clamp(-120_000, 120_000).months()))
    }

    /// Whole days from `self` to `later` (negative if earlier).
    pub fn days_until(self, later: Self) -> i64 {
        self.date().until(later.date()).map_or(0, |s| i64::from(s.get_days()))
    }

    /// Completed years of age on `on`.
    pub fn age_on(self, on: Self) -> i32 {
        let (a, b) = (self.0, on.0);
        b / 10_000 - a / 10_000 - i32::from(b % 10_000 < a % 10_000)
    }

    /// ISO weekday, Monday = 1 … Sunday = 7.
    pub fn weekday(self) -> i8 {
        self.date().weekday().to_monday_one_offset()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0 / 10_000, self.0 / 100 % 100, self.0 % 100)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not a day written `2026-11-22`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not a calendar day: {0}")]
pub struct NotADay(pub String);

impl FromStr for Day {
    type Err = NotADay;
    fn from_str(s: &str) -> Result<Self, NotADay> {
        let date = s.parse::<Date>().ok().filter(|d| d.year() >= 1);
        date.map(Self::from_date).ok_or_else(|| NotADay(s.chars().take(20).collect()))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

impl utoipa::PartialSchema for Day {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .description(Some("Calendar day in China, 2026-11-22"))
            .into()
    }
}

impl utoipa::ToSchema for Day {
    fn name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
}

/// A dated period, both ends included; an open end is [`Day::OPEN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Period {
    /// Whether `day` lies within.
    pub fn contains(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn months_and_years_begin_with_their_first_day() {
        for (day, month, year) in [
            (20_240_229, 20_240_201, 20_240_101),
            (20_260_101, 20_260_101, 20_260_101),
            (20_261_231, 20_261_201, 20_260_101),
        ] {
            let of = |n| Day::from_number(n).unwrap();
            assert_eq!((of(day).month_start(), of(day).year_start()), (of(month), of(year)));
        }
    }

    #[test]
    fn impossible_days_are_refused() {
        assert_eq!(Day::new(2025, 2, 29), None);
        assert_eq!(Day::from_number(20_001_301), None);
        assert!("2026-11-31".parse::<Day>().is_err());
        assert!("0000-12-31".parse::<Day>().is_err() && "-000001-06-01".parse::<Day>().is_err());
    }

    #[test]
    fn the_calendar_ends_and_nothing_breaks_there() {
        let first: Day = "0001-01-01".parse().unwrap();
        assert_eq!(first, Day::FIRST);
        assert_eq!((first.plus_days(-30), first.plus_months(-999_999)), (first, first));
        assert_eq!("9999-12-31".parse::<Day>().unwrap().plus_days(30).to_string(), "9999-12-31");
    }

    #[test]
    fn months_end_on_the_last_day() {
        let d: Day = "2026-01-31".parse().unwrap();
        assert_eq!(d.plus_months(1).to_string(), "2026-02-28");
    }

    #[test]
    fn age_turns_on_the_birthday() {
        let born: Day = "1990-03-07".parse().unwrap();
        assert_eq!(born.age_on("2026-03-06".parse().unwrap()), 35);
        assert_eq!(born.age_on("2026-03-07".parse().unwrap()), 36);
    }

    proptest! {
        #[test]
        fn number_and_text_round_trip(y in 1900i16..2200, m in 1i8..=12, d in 1i8..=31) {
            if let Some(day) = Day::new(y, m, d) {
                prop_assert_eq!(Day::from_number(day.number()), Some(day));
                prop_assert_eq!(day.to_string().parse::<Day>().unwrap(), day);
                prop_assert_eq!(day.days_until(day.plus_days(400)), 400);
            }
        }
    }
}
