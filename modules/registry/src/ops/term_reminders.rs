//! Reminds of terms that end: once for each of the days that the parameter names, and once when it has ended.

use kernel::{Day, Id};
use store::Tx;

use super::election_notices;
use crate::error::Result;
use crate::store::{election, union};

/// The reminder that is due: the nearest of the days before the end that has been reached, −1 once it has ended.
pub fn due(ends: Day, today: Day, days: &[i64]) -> Option<i64> {
    if ends < today {
        return Some(-1);
    }
    let left = today.days_until(ends);
    days.iter().copied().filter(|d| left <= *d).min()
}

/// Sends the reminder of a union that is due, once; whether it was sent now.
///
/// # Errors
/// The database's.
pub fn remind(tx: &mut Tx<'_>, id: Id, ends: Day, days: &[i64]) -> Result<bool> {
    let today = tx.today();
    let Some(which) = due(ends, today, days) else { return Ok(false) };
    if !election::remind(tx, id, ends, which)? {
        return Ok(false);
    }
    let Some(u) = union::find_unscoped(tx, id)? else { return Ok(false) };
    let left = if which < 0 { -1 } else { today.days_until(ends) };
    election_notices::term_ends(tx, &u, ends, left)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reminder_that_was_missed_is_not_sent_late_but_the_next_one_is() {
        let (ends, days) = (Day::constant(2026, 12, 31), [180, 90, 30]);
        for (today, which) in [
            (Day::constant(2026, 6, 1), None),
            (Day::constant(2026, 7, 4), Some(180)),
            (Day::constant(2026, 10, 2), Some(90)),
            (Day::constant(2026, 12, 1), Some(30)),
            (Day::constant(2026, 12, 31), Some(30)),
            (Day::constant(2027, 1, 1), Some(-1)),
        ] {
            assert_eq!(due(ends, today, &days), which, "{today}");
        }
    }
}
