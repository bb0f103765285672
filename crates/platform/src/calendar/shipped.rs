//! The years that come with the program.

use kernel::Day;
use serde::Deserialize;

use super::table::{DayKind, MarkedDay, YearTable};

/// The files of the first load.
pub(crate) const SHIPPED: [&str; 2] =
    [include_str!("../../data/calendar/2025.toml"), include_str!("../../data/calendar/2026.toml")];

/// A year as it is announced.
#[derive(Deserialize)]
pub(super) struct Year {
    pub year: i16,
    pub source: String,
    pub mark: String,
    holiday: Vec<Holiday>,
}

#[derive(Deserialize)]
struct Holiday {
    name: String,
    rest: Break,
    statutory: Vec<Day>,
    work: Vec<Day>,
}

#[derive(Deserialize)]
struct Break {
    from: Day,
    to: Day,
}

impl Year {
    fn marked(&self) -> Vec<MarkedDay> {
        let mut all = Vec::new();
        for h in &self.holiday {
            let mark = |day, kind| MarkedDay { day, kind, name: h.name.clone() };
            let days = (0..).map(|n| h.rest.from.plus_days(n)).take_while(|d| *d <= h.rest.to);
            let kind = |d: &Day| if h.statutory.contains(d) { DayKind::Holiday } else { DayKind::Rest };
            all.extend(days.map(|d| mark(d, kind(&d))));
            all.extend(h.work.iter().map(|d| mark(*d, DayKind::Work)));
        }
        all
    }

    pub fn table(&self) -> YearTable {
        YearTable::new(self.year, &self.marked()).expect("a test reads the shipped years")
    }
}

/// The shipped years with their sources.
pub(super) fn years() -> Vec<Year> {
    SHIPPED.iter().map(|text| toml::from_str(text).expect("a test reads the shipped years")).collect()
}

/// The shipped tables.
pub(super) fn tables() -> Vec<YearTable> {
    years().iter().map(Year::table).collect()
}
