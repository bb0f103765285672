//! What past years came to, added up from records: for the comparison with what was told of them.

use kernel::{Fen, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    VOUCHERS = fan_out("records of past years"),
        "SELECT c.title, count(*), CAST(COALESCE(SUM(CASE WHEN v.state = 'used' THEN v.worth ELSE 0 END), 0) AS BIGINT)
         FROM benefit_campaign c JOIN benefit_voucher v ON v.campaign_id = c.id
         WHERE c.opens_at >= $1 AND c.opens_at < $2 AND v.state <> 'blank' GROUP BY c.id, c.title";
    RETURNS = fan_out("records of past years"),
        "SELECT count(DISTINCT discount_id), CAST(COALESCE(SUM(times), 0) AS BIGINT), CAST(COALESCE(SUM(off), 0) AS BIGINT)
         FROM benefit_return WHERE month >= $1 AND month <= $2";
    CARDS = fan_out("records of past years"),
        "SELECT count(*) FROM benefit_card WHERE live = 1 AND state IN ('handed', 'active', 'lost')";
    MERCHANTS = fan_out("records of past years"), "SELECT count(*) FROM benefit_merchant WHERE state = 'contracted'";
}

/// Vouchers of campaigns whose title begins so and that opened between two instants, and 分 of those that were used.
///
/// # Errors
/// Any [`store::DbError`].
pub fn vouchers(tx: &mut Tx<'_>, title: &str, (from, to): (Timestamp, Timestamp)) -> DbResult<(i64, Fen)> {
    let all = tx.query(&VOUCHERS, params![from, to], |r| {
        Ok((r.get::<String>(0)?, r.get::<i64>(1)?, r.get::<i64>(2)?))
    })?;
    let mine = all.into_iter().filter(|(of, ..)| of.starts_with(title));
    let (times, used) = mine.fold((0, 0), |(times, used), (_, n, fen)| (times + n, used + fen));
    Ok((times, Fen(used)))
}

/// Discounts that merchants told of between two months, how often they were used, and 分 that were taken off.
///
/// # Errors
/// Any [`store::DbError`].
pub fn returns(tx: &mut Tx<'_>, (from, to): (i64, i64)) -> DbResult<(i64, i64, Fen)> {
    let found = tx.query_one(&RETURNS, params![from, to], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(found.unwrap_or((0, 0, Fen(0))))
}

/// Cards that people have, and merchants under contract.
///
/// # Errors
/// Any [`store::DbError`].
pub fn cards_and_merchants(tx: &mut Tx<'_>) -> DbResult<(i64, i64)> {
    let cards = tx.query_one(&CARDS, params![], |r| r.get(0))?.unwrap_or(0);
    Ok((cards, tx.query_one(&MERCHANTS, params![], |r| r.get(0))?.unwrap_or(0)))
}
