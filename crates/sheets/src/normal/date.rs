//! Dates as cadres write them (docs/rules §28.1): whole, to the month or to the year.

use kernel::Day;
use kernel::text::clean;

use super::Defect;
use crate::cell::{RawCell, RawValue};

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
}

/// A date of which the month or the day may be unknown. Years 1900 to 2100; only days that the calendar has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LooseDate {
    /// Year, 1900 to 2100.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month; only where the month is known.
    pub day: Option<i8>,
}

impl LooseDate {
    /// How exactly the date is known.
    #[must_use]
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            _ => Precision::Year,
        }
    }

    /// The first day that is meant: 1987年6月 → 1987-06-01.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("a LooseDate is checked against the calendar when it is made")
    }

    /// The day, where it is known.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        (self.precision() == Precision::Day).then(|| self.first_day())
    }

    /// Checks against the calendar; month or day 0 means "unknown" in old files.
    fn new(year: i64, month: Option<i64>, day: Option<i64>) -> Option<Self> {
        let (month, day) = (month.filter(|&m| m != 0), day.filter(|&d| d != 0));
        if day.is_some() && month.is_none() || !(1900..=2100).contains(&year) {
            return None;
        }
        let (year, month, day) = (
            i16::try_from(year).ok()?,
            month.map(i8::try_from).transpose().ok()?,
            day.map(i8::try_from).transpose().ok()?,
        );
        Day::new(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { year, month, day })
    }
}

/// Last serial number that is read as a date: 2100-12-31.
const LAST_SERIAL: f64 = 73_415.0;
/// First serial number that is read as a date where the cell is not formatted as one: 1927-05-18.
const FIRST_BARE_SERIAL: f64 = 10_000.0;

/// Day number 1 is 1900-01-01, and 60 the day 1900-02-29 that never was; or day 0 is 1904-01-01.
fn serial(value: f64, from_1904: bool) -> Option<LooseDate> {
    let n = value.floor() as i64;
    let day = if from_1904 {
        Day::new(1904, 1, 1)?.plus_days(n)
    } else if n < 60 {
        Day::new(1899, 12, 31)?.plus_days(n)
    } else if n > 60 {
        Day::new(1899, 12, 30)?.plus_days(n)
    } else {
        return None;
    };
    let (y, rest) = (day.number() / 10_000, day.number() % 10_000);
    LooseDate::new(y, Some(rest / 100), Some(rest % 100))
}

/// What a cell that is shown as a day says, as 2026-10-31, with a time behind it where it has one, to the second.
pub(crate) fn date_text(value: f64, from_1904: bool) -> Option<String> {
    if !(1.0..=LAST_SERIAL).contains(&value) {
        return None;
    }
    // Half a second more than the last one of a day is the next day.
    let seconds = (value * 86_400.0).round() as i64;
    let day = serial((seconds / 86_400) as f64, from_1904)?.first_day().number();
    let date = format!("{}-{:02}-{:02}", day / 10_000, day / 100 % 100, day % 100);
    let (h, m, s) = (seconds % 86_400 / 3_600, seconds / 60 % 60, seconds % 60);
    Some(if seconds % 86_400 == 0 { date } else { format!("{date} {h:02}:{m:02}:{s:02}") })
}

/// Reads dates of one file.
#[derive(Clone, Copy, Debug)]
pub struct DateReader {
    /// [`crate::Workbook::from_1904`].
    pub from_1904: bool,
    /// Two-digit years mean the last such year that is not after this one: with 2026, `87` is 1987 and `03` is 2003.
    pub latest_year: i16,
}

impl DateReader {
    /// A date from a cell; `None` for an empty cell and for `-` or `/`. A number such as 1987.1 is known to the year
    /// only, since Excel makes it of 1987.1 and of 1987.10.
    ///
    /// # Errors
    /// [`Defect::DateUnreadable`], [`Defect::DateImpossible`], [`Defect::CellError`].
    pub fn read(&self, cell: &RawCell<'_>) -> Result<Option<LooseDate>, Defect> {
        match cell.value {
            RawValue::Empty => Ok(None),
            RawValue::Error(text) => Err(Defect::CellError(text.to_owned())),
            RawValue::Bool(b) => Err(Defect::DateUnreadable(b.to_string().to_uppercase())),
            RawValue::Number { value, is_date, .. } => self.number(value, is_date, &cell.text()).map(Some),
            RawValue::Text(text) => self.text(text),
        }
    }

    fn number(&self, value: f64, is_date: bool, shown: &str) -> Result<LooseDate, Defect> {
        if is_date && (0.0..=LAST_SERIAL).contains(&value) {
            return serial(value, self.from_1904).ok_or_else(|| Defect::DateImpossible(Defect::shown(shown)));
        }
        if value.fract() == 0.0 && (0.0..1e9).contains(&value) {
            return self.digits(shown);
        }
        let unreadable = || Defect::DateUnreadable(Defect::shown(shown));
        let (whole, fraction) = shown.split_once('.').ok_or_else(unreadable)?;
        if (1900.0..2101.0).contains(&value) {
            let month = if fraction == "1" { None } else { Some(fraction) };
            return self.groups(&[Some(whole), month].into_iter().flatten().collect::<Vec<_>>(), true, shown);
        }
        if (FIRST_BARE_SERIAL..=LAST_SERIAL).contains(&value) {
            return serial(value, self.from_1904).ok_or_else(unreadable);
        }
        Err(unreadable())
    }

    /// Digits without separators: 19870615, 198706, 870615, 1987 or a day number.
    fn digits(&self, digits: &str) -> Result<LooseDate, Defect> {
        let impossible = || Defect::DateImpossible(Defect::shown(digits));
        let unreadable = || Defect::DateUnreadable(Defect::shown(digits));
        let n: i64 = digits.parse().map_err(|_| unreadable())?;
        match digits.len() {
            8 => LooseDate::new(n / 10_000, Some(n / 100 % 100), Some(n % 100)).ok_or_else(impossible),
            6 => {
                let to_month = LooseDate::new(n / 100, Some(n % 100), None);
                let to_month = to_month.filter(|d| d.month.is_some() && d.year <= self.latest_year);
                let (yy, month, day) = (n / 10_000, n / 100 % 100, n % 100);
                to_month
                    .or_else(|| LooseDate::new(self.century(yy), Some(month), Some(day)))
                    .ok_or_else(impossible)
            }
            4 => LooseDate::new(n, None, None).ok_or_else(unreadable),
            5 if (FIRST_BARE_SERIAL..=LAST_SERIAL).contains(&(n as f64)) => {
                serial(n as f64, self.from_1904).ok_or_else(unreadable)
            }
            _ => Err(unreadable()),
        }
    }

    fn century(&self, yy: i64) -> i64 {
        let latest = i64::from(self.latest_year);
        let year = latest - latest % 100 + yy;
        if year > latest { year - 100 } else { year }
    }

    fn text(&self, raw: &str) -> Result<Option<LooseDate>, Defect> {
        let cleaned = clean(raw);
        let text = cleaned.trim_matches(|c: char| matches!(c, '\'' | '"' | '‘' | '’' | '`' | ' '));
        if text.is_empty() || matches!(text, "-" | "/" | "--" | "—") {
            return Ok(None);
        }
        let unreadable = || Defect::DateUnreadable(Defect::shown(text));
        let body = without_time(text);
        let body = body.trim_end_matches("出生").trim_end_matches('生').trim();
        let is_separator = |c: char| {
            matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | '号' | '、' | ',' | ' ' | '\\' | '_' | '。')
                || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
        };
        if !body.chars().all(|c| c.is_ascii_digit() || is_separator(c))
            || !body.starts_with(|c: char| c.is_ascii_digit())
        {
            return Err(unreadable());
        }
        let groups: Vec<&str> = body.split(is_separator).filter(|g| !g.is_empty()).collect();
        self.groups(&groups, body.contains('年'), text).map(Some)
    }

    /// Groups of digits in the order they were written; `year_first` where it is certain.
    fn groups(&self, groups: &[&str], year_first: bool, shown: &str) -> Result<LooseDate, Defect> {
        let unreadable = || Defect::DateUnreadable(Defect::shown(shown));
        let numbers: Vec<i64> =
            groups.iter().map_while(|g| (g.len() <= 8).then(|| g.parse().ok())?).collect();
        if numbers.len() != groups.len() {
            return Err(unreadable());
        }
        let full = |i: usize| groups[i].len() == 4;
        let short = |i: usize| groups[i].len() <= 2;
        let year = |i: usize| if full(i) { numbers[i] } else { self.century(numbers[i]) };
        let is_year = |i: usize| full(i) || groups[i].len() == 2 && (year_first || numbers[i] > 12);
        let parts = match groups.len() {
            1 if year_first && is_year(0) => (year(0), None, None),
            1 => return self.digits(groups[0]),
            // The ".0" of a number that became text.
            2 if numbers[1] == 0 && matches!(groups[0].len(), 5 | 6 | 8) => return self.digits(groups[0]),
            2 if full(0) && full(1) => (numbers[0], Some(numbers[1] / 100), Some(numbers[1] % 100)),
            2 if is_year(0) && short(1) => (year(0), Some(numbers[1]), None),
            2 if short(0) && full(1) && !year_first => (numbers[1], Some(numbers[0]), None),
            3 if full(0) && short(1) && short(2) => (numbers[0], Some(numbers[1]), Some(numbers[2])),
            3 if !year_first && short(0) && short(1) && (full(2) || numbers[2] > 31 || numbers[1] > 12) => {
                // Month first, as English Excel writes; day first only where it cannot be a month.
                let swap = numbers[0] > 12;
                let (month, day) = if swap { (numbers[1], numbers[0]) } else { (numbers[0], numbers[1]) };
                (year(2), Some(month), Some(day))
            }
            3 if short(0) && groups[0].len() == 2 && short(1) && short(2) => {
                (year(0), Some(numbers[1]), Some(numbers[2]))
            }
            _ => return Err(unreadable()),
        };
        let (y, month, day) = parts;
        LooseDate::new(y, month, day).ok_or_else(|| Defect::DateImpossible(Defect::shown(shown)))
    }
}

/// Cuts a time of day: `1987-06-15 00:00:00`, `1987-06-15T00:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let hour = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    match hour.strip_suffix(['T', 't', ' ']) {
        Some(date) => date.trim_end(),
        None => text,
    }
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
