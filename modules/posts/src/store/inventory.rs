//! What past years came to, added up from records: for the comparison with what was told of them.

use kernel::{Day, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    UNTIL = fan_out("records of past years"),
        "SELECT count(*), CAST(COALESCE(SUM(opened), 0) AS BIGINT) FROM post WHERE live = 1 AND published_at < $1";
    TOLD = fan_out("records of past years"),
        "SELECT r.followers, r.place, r.place_of FROM post_channel_return r JOIN post_channel c ON c.id = r.channel_id
         WHERE c.name = $1 AND r.month = $2";
}

/// What was told of an account for a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldOf {
    /// Followers at its end.
    pub followers: i64,
    /// Place in a ranking; 0 if none was told.
    pub place: i64,
    /// Among how many accounts.
    pub place_of: i64,
}

/// What was told of the account of a name for a month, `yyyymm`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn told_of(tx: &mut Tx<'_>, name: &str, month: i64) -> DbResult<Option<ToldOf>> {
    tx.query_one(&TOLD, params![name, month], |r| {
        Ok(ToldOf { followers: r.get(0)?, place: r.get(1)?, place_of: r.get(2)? })
    })
}

/// Posts that were published until a day, and how often they were opened.
///
/// # Errors
/// Any [`store::DbError`].
pub fn until(tx: &mut Tx<'_>, last: Day) -> DbResult<(i64, i64)> {
    let end = Timestamp::at_day_start(last.plus_days(1));
    let found = tx.query_one(&UNTIL, params![end], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(found.unwrap_or((0, 0)))
}
