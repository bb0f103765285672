//! Duty of representatives (工会代表接待日; docs/rules §4).

use kernel::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// State of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// 待值班.
    Planned,
    /// 已签到.
    SignedIn,
    /// 已完成: somebody said how many came, or the day is over.
    Done,
    /// 未到.
    Missed,
    /// 已换人: another duty stands in its place.
    Swapped,
    /// 已取消.
    Cancelled,
}

impl DutyState {
    /// All states.
    pub const ALL: &'static [Self] =
        &[Self::Planned, Self::SignedIn, Self::Done, Self::Missed, Self::Swapped, Self::Cancelled];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::SignedIn => "signed_in",
            Self::Done => "done",
            Self::Missed => "missed",
            Self::Swapped => "swapped",
            Self::Cancelled => "cancelled",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Planned => "待值班",
            Self::SignedIn => "已签到",
            Self::Done => "已完成",
            Self::Missed => "未到",
            Self::Swapped => "已换人",
            Self::Cancelled => "已取消",
        }
    }
}

/// When somebody is on duty: a day and minutes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyTime {
    /// Day.
    pub day: Day,
    /// First minute, 0–1439.
    pub from: i64,
    /// Minute after the last, up to 1440.
    pub to: i64,
}

impl DutyTime {
    /// From when until when one may sign in, with minutes of tolerance on both sides.
    pub fn window(self, tolerance: i64) -> (Timestamp, Timestamp) {
        let start = Timestamp::at_day_start(self.day);
        (start.plus_minutes(self.from - tolerance), start.plus_minutes(self.to + tolerance))
    }
}

/// The days of a series: these weekdays (1 Monday … 7 Sunday) from a day until another, both included, but those that
/// `leave_out` names.
pub fn series_days(
    (from, until): (Day, Day),
    weekdays: &[i8],
    mut leave_out: impl FnMut(Day) -> bool,
) -> Vec<Day> {
    let mut days = Vec::new();
    let mut day = from;
    while day <= until {
        if weekdays.contains(&day.weekday()) && !leave_out(day) {
            days.push(day);
        }
        day = day.plus_days(1);
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_takes_its_weekdays_and_leaves_holidays_out() {
        let (from, until) = (Day::constant(2026, 9, 28), Day::constant(2026, 10, 14));
        let all = series_days((from, until), &[3], |_| false);
        assert_eq!(
            all,
            [Day::constant(2026, 9, 30), Day::constant(2026, 10, 7), Day::constant(2026, 10, 14)]
        );
        let working = series_days((from, until), &[3], |d| d == Day::constant(2026, 10, 7));
        assert_eq!(working, [Day::constant(2026, 9, 30), Day::constant(2026, 10, 14)]);
        assert_eq!(series_days((until, from), &[1, 2, 3], |_| false), []);
    }

    #[test]
    fn the_window_is_wider_by_the_tolerance() {
        let time = DutyTime { day: Day::constant(2026, 11, 26), from: 540, to: 660 };
        let (from, to) = time.window(30);
        assert_eq!(from.local_text(), "2026-11-26 08:30:00");
        assert_eq!(to.local_text(), "2026-11-26 11:30:00");
    }
}
