//! What one record adds to a measure of a union, and how that is taken back.

use kernel::{Day, Id};
use store::{DbResult, Tx, params};

use super::{Indicator, record};

store::statements! {
    OF_RECORD = one("union_id"),
        "SELECT day, CAST(SUM(delta) AS BIGINT) FROM fact WHERE union_id = $1 AND indicator = $2 AND record_id = $3
         GROUP BY day ORDER BY day";
}

fn of_record(
    tx: &mut Tx<'_>,
    indicator: &Indicator,
    union_id: Id,
    record_id: Id,
) -> DbResult<Vec<(Day, i64)>> {
    tx.query(&OF_RECORD, params![union_id, indicator.code, record_id], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// What a record adds to a measure of a union on a day. Facts of this very transaction are not among them.
///
/// # Errors
/// Any [`store::DbError`].
pub fn standing(
    tx: &mut Tx<'_>,
    indicator: &Indicator,
    union_id: Id,
    record_id: Id,
    day: Day,
) -> DbResult<i64> {
    Ok(of_record(tx, indicator, union_id, record_id)?.iter().filter(|(d, _)| *d <= day).map(|(_, x)| x).sum())
}

/// Takes back what a record adds to a measure of a union, from a day on: what it had by then on that day, later facts
/// each on their own. Nothing is deleted; the sum is zero on every day from then on.
///
/// # Errors
/// Any [`store::DbError`].
pub fn release(
    tx: &mut Tx<'_>,
    indicator: &Indicator,
    union_id: Id,
    record_id: Id,
    from: Day,
) -> DbResult<()> {
    let mut by_then = 0;
    for (day, delta) in of_record(tx, indicator, union_id, record_id)? {
        if day <= from {
            by_then += delta;
        } else if delta != 0 {
            record(tx, indicator, union_id, day, -delta, record_id);
        }
    }
    if by_then != 0 {
        record(tx, indicator, union_id, from, -by_then, record_id);
    }
    Ok(())
}
