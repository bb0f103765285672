//! Numbers on paper: each owner counts each series by the year, without gap or double.

use kernel::Id;
use store::{DbResult, Tx, params};

store::statements! {
    NEXT = one("owner_id"),
        "INSERT INTO number_series (owner_id, series, year, last) VALUES ($1, $2, $3, $4)
         ON CONFLICT (owner_id, series, year) DO UPDATE SET last = number_series.last + 1 RETURNING last";
}

/// The next number of an owner (a union) in a series and year, from 1, or from the one after `before`: those that were given
/// out elsewhere before the series began. Two transactions that ask wait for each other, and a
/// number whose transaction failed is given again.
///
/// # Errors
/// Any [`store::DbError`].
pub fn next(tx: &mut Tx<'_>, owner: Id, series: &str, year: i64, before: i64) -> DbResult<i64> {
    Ok(tx.query_one(&NEXT, params![owner, series, year, before + 1], |r| r.get(0))?.unwrap_or(before + 1))
}

/// A number as it is printed: `2026-0003`.
pub fn text(year: i64, ordinal: i64) -> String {
    format!("{year}-{ordinal:04}")
}
