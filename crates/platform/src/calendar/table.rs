//! The table of a year, and whether a day is worked.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Day;
use serde::{Deserialize, Serialize};

use super::{CalendarError, shipped};

/// What is said of a day that is not what its weekday says.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Holiday by law (法定节假日).
    Holiday,
    /// Off beside a holiday: a weekend day of the break, or a weekday that is made up for.
    Rest,
    /// Saturday or Sunday that is worked instead (调休上班).
    Work,
}

/// A marked day of a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
pub struct MarkedDay {
    /// Day.
    pub day: Day,
    /// What it is.
    pub kind: DayKind,
    /// Of which holiday, 春节.
    pub name: String,
}

/// The marked days of one year, checked: sorted, each once, all within the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearTable {
    year: i16,
    days: BTreeMap<Day, (DayKind, String)>,
}

/// Holidays by law in a year (docs/rules §23).
const HOLIDAYS: usize = 13;

impl YearTable {
    /// A table from marked days in any order.
    ///
    /// # Errors
    /// [`CalendarError::BadDay`]: a day of another year, twice, without a name, or a weekday marked as made up.
    /// [`CalendarError::BadTable`]: no holiday at all, or more than 100 marked days.
    pub fn new(year: i16, marked: &[MarkedDay]) -> Result<Self, CalendarError> {
        let mut days = BTreeMap::new();
        for m in marked {
            let name = m.name.trim();
            let weekend = m.day.weekday() >= 6;
            let fine = m.day.year() == year
                && (1..=20).contains(&name.chars().count())
                && (m.kind != DayKind::Work || weekend);
            if !fine || days.insert(m.day, (m.kind, name.to_owned())).is_some() {
                return Err(CalendarError::BadDay { day: m.day });
            }
        }
        let table = Self { year, days };
        if table.days.len() > 100 || table.count(DayKind::Holiday) == 0 {
            return Err(CalendarError::BadTable { year });
        }
        Ok(table)
    }

    /// Year.
    pub fn year(&self) -> i16 {
        self.year
    }

    /// Marked days in order.
    pub fn days(&self) -> Vec<MarkedDay> {
        let day = |(day, (kind, name)): (&Day, &(DayKind, String))| MarkedDay {
            day: *day,
            kind: *kind,
            name: name.clone(),
        };
        self.days.iter().map(day).collect()
    }

    /// What is said of a day, and of which holiday.
    pub fn mark(&self, day: Day) -> Option<(DayKind, &str)> {
        self.days.get(&day).map(|(kind, name)| (*kind, name.as_str()))
    }

    fn is_worked(&self, day: Day) -> bool {
        match self.mark(day) {
            Some((kind, _)) => kind == DayKind::Work,
            None => day.weekday() <= 5,
        }
    }

    fn count(&self, kind: DayKind) -> usize {
        self.days.values().filter(|(k, _)| *k == kind).count()
    }

    /// Working days of the year.
    pub fn working_days(&self) -> usize {
        let first = Day::constant(self.year, 1, 1);
        (0..366).map(|n| first.plus_days(n)).filter(|d| d.year() == self.year && self.is_worked(*d)).count()
    }

    /// What a second person should look at before approving: codes of sentences.
    pub fn remarks(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        if self.count(DayKind::Holiday) != HOLIDAYS {
            found.push("calendar.remark-holidays");
        }
        let off_weekdays = self.days.iter().filter(|(d, (k, _))| *k == DayKind::Rest && d.weekday() <= 5);
        if off_weekdays.count() < self.count(DayKind::Work) {
            found.push("calendar.remark-make-up");
        }
        found
    }
}

/// The years that are known.
#[derive(Clone, Debug, Default)]
pub struct Calendar(BTreeMap<i16, YearTable>);

impl Calendar {
    /// The years that come with the program.
    pub fn first() -> Self {
        Self::new(shipped::tables())
    }

    /// From tables.
    pub fn new(tables: impl IntoIterator<Item = YearTable>) -> Self {
        Self(tables.into_iter().map(|t| (t.year, t)).collect())
    }

    /// Years that are known.
    pub fn years(&self) -> BTreeSet<i16> {
        self.0.keys().copied().collect()
    }

    /// The table of a year.
    ///
    /// # Errors
    /// [`CalendarError::NoTable`].
    pub fn table(&self, year: i16) -> Result<&YearTable, CalendarError> {
        self.0.get(&year).ok_or(CalendarError::NoTable { year })
    }

    /// Whether a day is worked.
    ///
    /// # Errors
    /// [`CalendarError::NoTable`] for a year without a table.
    pub fn is_working_day(&self, day: Day) -> Result<bool, CalendarError> {
        Ok(self.table(day.year())?.is_worked(day))
    }

    /// The day itself if it is worked, otherwise the first working day after it.
    ///
    /// # Errors
    /// [`CalendarError::NoTable`] when the search comes into a year without a table.
    pub fn working_day_from(&self, day: Day) -> Result<Day, CalendarError> {
        let mut at = day;
        while !self.is_working_day(at)? {
            at = at.plus_days(1);
        }
        Ok(at)
    }

    /// The `n`th working day after a day; the day itself for 0.
    ///
    /// # Errors
    /// [`CalendarError::NoTable`] when the count comes into a year without a table.
    pub fn add_working_days(&self, day: Day, n: u32) -> Result<Day, CalendarError> {
        let mut at = day;
        for _ in 0..n {
            at = self.working_day_from(at.plus_days(1))?;
        }
        Ok(at)
    }

    /// Working days after `from` up to and with `to`; 0 if `to` is not after `from`.
    ///
    /// # Errors
    /// [`CalendarError::NoTable`] if the days lie in a year without a table.
    pub fn working_days_between(&self, from: Day, to: Day) -> Result<u32, CalendarError> {
        let (mut at, mut count) = (from, 0);
        while at < to {
            at = at.plus_days(1);
            count += u32::from(self.is_working_day(at)?);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// The State Council's notices for 2025 (国办发明电〔2024〕12号) and 2026 (国办发明电〔2025〕7号), day by day.
    #[test]
    fn the_announced_days_of_2025_and_2026() {
        let c = Calendar::first();
        assert_eq!(c.years(), [2025, 2026].into());
        for (from, to) in [
            ("2025-01-01", "2025-01-01"),
            ("2025-01-28", "2025-02-04"),
            ("2025-04-04", "2025-04-06"),
            ("2025-05-01", "2025-05-05"),
            ("2025-05-31", "2025-06-02"),
            ("2025-10-01", "2025-10-08"),
            ("2026-01-01", "2026-01-03"),
            ("2026-02-15", "2026-02-23"),
            ("2026-04-04", "2026-04-06"),
            ("2026-05-01", "2026-05-05"),
            ("2026-06-19", "2026-06-21"),
            ("2026-09-25", "2026-09-27"),
            ("2026-10-01", "2026-10-07"),
        ] {
            let (mut at, to) = (day(from), day(to));
            assert!(c.is_working_day(at.plus_days(-1)) != Ok(false) || at.plus_days(-1).weekday() >= 6);
            while at <= to {
                assert_eq!(c.is_working_day(at), Ok(false), "{at}");
                at = at.plus_days(1);
            }
        }
        for made_up in [
            "2025-01-26",
            "2025-02-08",
            "2025-04-27",
            "2025-09-28",
            "2025-10-11",
            "2026-01-04",
            "2026-02-14",
            "2026-02-28",
            "2026-05-09",
            "2026-09-20",
            "2026-10-10",
        ] {
            assert_eq!(c.is_working_day(day(made_up)), Ok(true), "{made_up}");
            assert!(day(made_up).weekday() >= 6, "{made_up}");
        }
        for year in [2025, 2026] {
            let table = c.table(year).unwrap();
            assert_eq!((table.working_days(), table.count(DayKind::Holiday)), (248, 13), "{year}");
            assert_eq!(table.remarks(), Vec::<&str>::new(), "{year}");
        }
        assert_eq!(c.is_working_day(day("2026-11-21")), Ok(false), "a Saturday like any other");
        assert_eq!(c.is_working_day(day("2026-11-23")), Ok(true));
    }

    #[test]
    fn a_year_without_a_table_is_refused() {
        let c = Calendar::first();
        let none = Err(CalendarError::NoTable { year: 2027 });
        assert_eq!(c.is_working_day(day("2027-01-04")), none);
        assert_eq!(c.add_working_days(day("2026-12-31"), 1), Err(CalendarError::NoTable { year: 2027 }));
        assert_eq!(c.add_working_days(day("2026-12-31"), 0), Ok(day("2026-12-31")));
        assert!(c.is_working_day(day("2024-12-31")).is_err());
    }

    #[test]
    fn tables_that_are_refused() {
        let mark = |d: &str, kind, name: &str| MarkedDay { day: day(d), kind, name: name.into() };
        let table =
            |days: &[MarkedDay]| YearTable::new(2027, days).map(drop).map_err(|e| kernel::Problem::code(&e));
        let new_year = mark("2027-01-01", DayKind::Holiday, "元旦");
        assert_eq!(table(std::slice::from_ref(&new_year)), Ok(()));
        assert_eq!(table(&[]), Err("calendar.bad-table"));
        assert_eq!(table(&[new_year.clone(), new_year.clone()]), Err("calendar.bad-day"));
        assert_eq!(table(&[mark("2026-01-01", DayKind::Holiday, "元旦")]), Err("calendar.bad-day"));
        assert_eq!(
            table(&[new_year.clone(), mark("2027-01-05", DayKind::Work, "元旦")]),
            Err("calendar.bad-day")
        );
        assert_eq!(
            table(&[new_year.clone(), mark("2027-01-03", DayKind::Work, " ")]),
            Err("calendar.bad-day")
        );
        let only = YearTable::new(2027, &[new_year, mark("2027-01-03", DayKind::Work, "元旦")]).unwrap();
        assert_eq!(only.remarks(), ["calendar.remark-holidays", "calendar.remark-make-up"]);
    }

    proptest! {
        #[test]
        fn counting_on_and_counting_between_agree(start in 0_i64..700, n in 0_u32..40) {
            let c = Calendar::first();
            let from = day("2025-01-01").plus_days(start);
            if let Ok(to) = c.add_working_days(from, n) {
                prop_assert_eq!(c.working_days_between(from, to), Ok(n));
                if n > 0 {
                    prop_assert_eq!(c.is_working_day(to), Ok(true));
                    // Not a day earlier: the day before has one working day less.
                    prop_assert_eq!(c.working_days_between(from, to.plus_days(-1)), Ok(n - 1));
                }
                if let Ok(on) = c.add_working_days(to, 3) {
                    prop_assert_eq!(c.add_working_days(from, n + 3), Ok(on), "steps add up");
                }
            }
        }
    }
}
