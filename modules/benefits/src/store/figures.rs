//! What is counted of benefits: by campaign, union, day and merchant.

use kernel::{Day, Id};
use store::{DbResult, Tx, params};

store::statements! {
    ADD = one("campaign_id"),
        "INSERT INTO benefit_counted (campaign_id, union_id, day, merchant_id, times, redeemed, saved)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (campaign_id, union_id, day, merchant_id) DO UPDATE SET times = benefit_counted.times + $5,
           redeemed = benefit_counted.redeemed + $6, saved = benefit_counted.saved + $7";
    // Days are those of China, eight hours ahead.
    USED = one("campaign_id"),
        "SELECT union_id, (used_at + 28800000) / 86400000, merchant_id, count(*), CAST(SUM(worth) AS BIGINT)
         FROM benefit_voucher WHERE campaign_id = $1 AND state = 'used'
         GROUP BY union_id, (used_at + 28800000) / 86400000, merchant_id";
    COUNTED = one("campaign_id"),
        "SELECT union_id, day, merchant_id, redeemed, saved FROM benefit_counted
         WHERE campaign_id = $1 AND (redeemed <> 0 OR saved <> 0)";
    REDEEMED = one("campaign_id"),
        "SELECT CAST(COALESCE(SUM(redeemed), 0) AS BIGINT) FROM benefit_counted WHERE campaign_id = $1";
    SAVED = one("campaign_id"),
        "SELECT CAST(COALESCE(SUM(saved), 0) AS BIGINT) FROM benefit_counted WHERE campaign_id = $1";
    REACHED = one("person_id"),
        "INSERT INTO benefit_reached (person_id, year, union_id) VALUES ($1, $2, $3) ON CONFLICT (person_id, year) DO NOTHING";
}

/// What was counted at a union, on a day, at a merchant: 0 for what has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Where the person was a member when the voucher was got.
    pub union_id: Id,
    /// When it was got, or used.
    pub day: Day,
    /// Where it was used.
    pub merchant_id: Id,
}

/// What was counted, or by how much it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Vouchers that were got.
    pub times: i64,
    /// Vouchers that were used.
    pub redeemed: i64,
    /// 分 that the used ones saved people.
    pub saved: i64,
}

/// Changes what is counted of a campaign at a place.
///
/// # Errors
/// Any [`store::DbError`].
pub fn add(tx: &mut Tx<'_>, campaign: Id, at: Place, by: Counts) -> DbResult<()> {
    let args = params![campaign, at.union_id, at.day, at.merchant_id, by.times, by.redeemed, by.saved];
    tx.execute(&ADD, args).map(drop)
}

/// What was used of a campaign, from the vouchers.
///
/// # Errors
/// Any [`store::DbError`].
pub fn used(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Vec<(Place, Counts)>> {
    tx.query(&USED, params![campaign], |row| {
        let mut r = row.reader();
        let (union_id, since, merchant_id): (Id, i64, Id) = (r.next()?, r.next()?, r.next()?);
        let day = Day::constant(1970, 1, 1).plus_days(since);
        Ok((Place { union_id, day, merchant_id }, Counts { times: 0, redeemed: r.next()?, saved: r.next()? }))
    })
}

/// What is counted as used of a campaign.
///
/// # Errors
/// Any [`store::DbError`].
pub fn counted(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Vec<(Place, Counts)>> {
    tx.query(&COUNTED, params![campaign], |row| {
        let mut r = row.reader();
        let at = Place { union_id: r.next()?, day: r.next()?, merchant_id: r.next()? };
        Ok((at, Counts { times: 0, redeemed: r.next()?, saved: r.next()? }))
    })
}

/// How many vouchers of a campaign are counted as used.
///
/// # Errors
/// Any [`store::DbError`].
pub fn redeemed(tx: &mut Tx<'_>, campaign: Id) -> DbResult<i64> {
    Ok(tx.query_one(&REDEEMED, params![campaign], |r| r.get(0))?.unwrap_or(0))
}

/// What the used vouchers of a campaign saved, 分.
///
/// # Errors
/// Any [`store::DbError`].
pub fn saved(tx: &mut Tx<'_>, campaign: Id) -> DbResult<i64> {
    Ok(tx.query_one(&SAVED, params![campaign], |r| r.get(0))?.unwrap_or(0))
}

/// Notes that a person was reached in a year; whether for the first time.
///
/// # Errors
/// Any [`store::DbError`].
pub fn reached(tx: &mut Tx<'_>, person: Id, year: i64, union: Id) -> DbResult<bool> {
    Ok(tx.execute(&REACHED, params![person, year, union])? == 1)
}
