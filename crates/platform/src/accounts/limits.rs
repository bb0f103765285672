//! The figures of sign-in: parameters of the day, not constants (docs/rules §24, §32).

use kernel::Day;

use crate::App;
use crate::parameters::{Parameters, keys};

/// What the parameters say about sign-in on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Failures in a row that lock an account.
    pub lock_failures: i64,
    /// Minutes for which it is locked.
    pub lock_minutes: i64,
    /// Days after which an administrator's password must be changed.
    pub admin_password_days: i64,
    /// Old passwords that may not come back.
    pub passwords_remembered: usize,
    /// A session of staff without a request for so many milliseconds is over.
    pub idle_ms: i64,
    /// Longest session of staff, ms.
    pub staff_ms: i64,
    /// Longest session of a member, ms; the phone asks again afterwards.
    pub member_ms: i64,
    /// Sessions of one account at a time; the oldest ends.
    pub sessions: usize,
    /// A one-time code lives so many milliseconds.
    pub code_ms: i64,
    /// Attempts at one code.
    pub code_attempts: i64,
    /// Milliseconds between two codes for one phone.
    pub code_pause_ms: i64,
    /// Codes for one phone in a day.
    pub codes_per_day: i64,
}

impl Limits {
    /// The figures of today.
    pub fn of(app: &App) -> Self {
        Self::on(&app.parameters(), app.clock().today())
    }

    /// The figures of a day.
    pub fn on(parameters: &Parameters, day: Day) -> Self {
        let n = |key| parameters.integer(key, day);
        // Counts are bounded by the editor; a broken row must not let anybody in, nor lock everybody out.
        let count = |key| usize::try_from(n(key)).unwrap_or(1).max(1);
        Self {
            lock_failures: n(keys::LOCK_FAIL).max(1),
            lock_minutes: n(keys::LOCK_MINUTES),
            admin_password_days: n(keys::ADMIN_PW_DAYS),
            passwords_remembered: count(keys::PW_REMEMBERED),
            idle_ms: n(keys::SESSION_MINUTES) * 60_000,
            staff_ms: n(keys::SESSION_HOURS) * 3_600_000,
            member_ms: n(keys::MEMBER_SESSION_DAYS) * 86_400_000,
            sessions: count(keys::SESSIONS_MAX),
            code_ms: n(keys::CODE_MINUTES) * 60_000,
            code_attempts: n(keys::CODE_ATTEMPTS),
            code_pause_ms: n(keys::CODE_PAUSE_SECONDS) * 1000,
            codes_per_day: n(keys::CODES_PER_DAY),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_values_are_those_of_the_rules() {
        let l = Limits::on(&Parameters::first(), Day::constant(2026, 11, 25));
        assert_eq!((l.lock_failures, l.lock_minutes, l.admin_password_days), (5, 30, 90));
        assert_eq!((l.idle_ms, l.staff_ms, l.member_ms), (1_800_000, 43_200_000, 2_592_000_000));
        assert_eq!((l.sessions, l.passwords_remembered), (3, 5));
        assert_eq!((l.code_ms, l.code_attempts, l.code_pause_ms, l.codes_per_day), (300_000, 5, 60_000, 8));
    }
}
