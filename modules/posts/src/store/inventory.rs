//! What past years came to, added up from records: for the comparison with what was told of them.

use kernel::{Day, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    UNTIL = fan_out("records of past years"),
        "SELECT count(*), CAST(COALESCE(SUM(opened), 0) AS BIGINT) FROM post WHERE live = 1 AND published_at < $1";
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
