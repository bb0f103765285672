//! What decisions about claims ask of the installation, as it is today.

use std::sync::Arc;

use kernel::Fen;
use platform::App;
use platform::calendar::Calendar;
use platform::parameters::keys;

use crate::rules::claim::yuan;

/// The day's parameters and the calendar.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// Claims of a hundred that are drawn for a second look.
    pub second_percent: i64,
    /// Above it two people approve.
    pub second: Fen,
    /// Working days for what is missing.
    pub supplement_days: u32,
    /// Working days of a notice.
    pub notice_days: u32,
    /// From it a claim stands on a notice.
    pub notice: Fen,
    /// Days for an appeal.
    pub appeal_days: i64,
}

impl Terms {
    /// As they are today.
    pub fn of(app: &App) -> Self {
        let (parameters, today) = (app.parameters(), app.clock().today());
        let number = |key| parameters.integer(key, today);
        let days = |key| u32::try_from(number(key)).unwrap_or(1);
        Self {
            calendar: app.calendar(),
            second_percent: number(keys::MUTUAL_SECOND_PERCENT),
            second: yuan(number(keys::MUTUAL_SECOND_YUAN)),
            supplement_days: days(keys::MUTUAL_SUPPLEMENT_DAYS),
            notice_days: days(keys::MUTUAL_NOTICE_DAYS),
            notice: yuan(number(keys::MUTUAL_NOTICE_YUAN)),
            appeal_days: number(keys::MUTUAL_APPEAL_DAYS),
        }
    }
}
