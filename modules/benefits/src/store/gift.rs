//! How far the walks over those who are meant have come, of campaigns that are given without a press.

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    OPEN = fan_out("what is given without a press, once a minute"),
        "SELECT c.id FROM benefit_campaign c LEFT JOIN benefit_gift g ON g.campaign_id = c.id
         WHERE c.kind = 'gift' AND c.state = 'published' AND c.opens_at <= $1 AND c.closes_at > $1
           AND (g.day IS NULL OR g.day < $2 OR g.done = 0) ORDER BY c.id";
    FIND = one("campaign_id"), "SELECT day, after, done, missed FROM benefit_gift WHERE campaign_id = $1";
    KEEP = one("campaign_id"),
        "INSERT INTO benefit_gift (campaign_id, day, after, done, missed) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (campaign_id) DO UPDATE SET day = $2, after = $3, done = $4, missed = $5";
}

/// A walk over those who are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Day of the walk.
    pub day: Day,
    /// The last person that it looked at.
    pub after: Id,
    /// Whether it came to the end.
    pub done: bool,
    /// Whom it had nothing left for.
    pub missed: i64,
}

/// Campaigns that are open and whose walk of the day is not over.
///
/// # Errors
/// Any [`store::DbError`].
pub fn open(tx: &mut Tx<'_>, now: Timestamp, today: Day) -> DbResult<Vec<Id>> {
    tx.query(&OPEN, params![now, today], |r| r.get(0))
}

/// The last walk of a campaign; none before the first one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Walk>> {
    tx.query_one(&FIND, params![campaign], |r| {
        Ok(Walk { day: r.get(0)?, after: r.get(1)?, done: r.get::<i64>(2)? == 1, missed: r.get(3)? })
    })
}

/// Keeps how far a walk has come.
///
/// # Errors
/// Any [`store::DbError`].
pub fn keep(tx: &mut Tx<'_>, campaign: Id, w: &Walk) -> DbResult<()> {
    tx.execute(&KEEP, params![campaign, w.day, w.after, i64::from(w.done), w.missed]).map(drop)
}
