//! What the auditor of a campaign reads. Statements of its own: what is wrong in those of issuing shall not be wrong here too.

use std::collections::HashMap;

use kernel::{Day, Fen, Id, Timestamp};
use store::{DbResult, Tx, params};

store::statements! {
    FIND = fan_out("audit of a campaign"),
        "SELECT id FROM benefit_campaign WHERE id = $1 OR number = $2 ORDER BY id LIMIT 1";
    STOCK = one("campaign_id"), "SELECT stock, issued, used, released, blank FROM benefit_stock WHERE campaign_id = $1";
    COMMITMENT = one("campaign_id"), "SELECT commitment FROM benefit_instant WHERE campaign_id = $1";
    DRAWN = one("campaign_id"), "SELECT drawn_at FROM benefit_draw WHERE campaign_id = $1";
    RANKS = one("campaign_id"), "SELECT person_id, rank FROM benefit_winner WHERE campaign_id = $1";
    PRIZES = one("campaign_id"), "SELECT prize, stock, given FROM benefit_prize WHERE campaign_id = $1";
    ROWS = one("campaign_id"),
        "SELECT serial, person_id, turn, state, prize, worth, issued_at, expires_on, used_at, merchant_id
         FROM benefit_voucher WHERE campaign_id = $1 AND serial > $2 ORDER BY serial LIMIT $3";
    REDEEMED = fan_out("audit of a campaign"),
        "SELECT serial, worth, merchant_id FROM benefit_redemption WHERE campaign_id = $1 AND ended = 0 ORDER BY serial, id";
    DAYS = one("campaign_id"), "SELECT day, issued FROM benefit_day WHERE campaign_id = $1 ORDER BY day";
    CODES = one("campaign_id"), "SELECT count(*), COALESCE(MAX(serial), 0) FROM benefit_code WHERE campaign_id = $1";
    BARE = one("campaign_id"),
        "SELECT v.serial FROM benefit_voucher v LEFT JOIN benefit_code k ON k.campaign_id = v.campaign_id AND k.serial = v.serial
         WHERE v.campaign_id = $1 AND k.serial IS NULL ORDER BY v.serial LIMIT $2";
    TWICE = one("campaign_id"),
        "SELECT count(*) FROM (SELECT digest FROM benefit_code WHERE campaign_id = $1 GROUP BY digest HAVING count(*) > 1) x";
    ELSEWHERE = fan_out("audit of a campaign"),
        "SELECT count(*) FROM benefit_code_place WHERE campaign_id = $1";
    PER_MINUTE = one("campaign_id"),
        "SELECT CAST(COALESCE(SUM(issued), 0) AS BIGINT) FROM benefit_minute WHERE campaign_id = $1";
}

/// A voucher as it lies in the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Serial.
    pub serial: i64,
    /// Who holds it.
    pub person: Id,
    /// Turn.
    pub turn: i64,
    /// State, as it is stored.
    pub state: String,
    /// Prize.
    pub prize: i64,
    /// 分.
    pub worth: Fen,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Last day.
    pub expires_on: Day,
    /// When it was used; 0 if not.
    pub used_at: Timestamp,
    /// Where; 0 if nowhere.
    pub merchant: Id,
}

/// The campaign of an id or a number.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, id: Id, number: &str) -> DbResult<Option<Id>> {
    tx.query_one(&FIND, params![id, number], |r| r.get(0))
}

/// Stock, issued, used, released, won nothing.
///
/// # Errors
/// Any [`store::DbError`].
pub fn stock(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<[i64; 5]>> {
    tx.query_one(&STOCK, params![campaign], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?]))
}

/// What was promised of tickets that win at once.
///
/// # Errors
/// Any [`store::DbError`].
pub fn commitment(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<String>> {
    tx.query_one(&COMMITMENT, params![campaign], |r| r.get(0))
}

/// When a draw was drawn; instant 0 if it was not.
///
/// # Errors
/// Any [`store::DbError`].
pub fn drawn(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Timestamp>> {
    tx.query_one(&DRAWN, params![campaign], |r| r.get(0))
}

/// Who stands where in the order that was drawn.
///
/// # Errors
/// Any [`store::DbError`].
pub fn ranks(tx: &mut Tx<'_>, campaign: Id) -> DbResult<HashMap<Id, i64>> {
    let all: Vec<(Id, i64)> = tx.query(&RANKS, params![campaign], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(all.into_iter().collect())
}

/// By prize, how many there are and how many are counted as won.
///
/// # Errors
/// Any [`store::DbError`].
pub fn prizes(tx: &mut Tx<'_>, campaign: Id) -> DbResult<HashMap<i64, (i64, i64)>> {
    let all = tx.query(&PRIZES, params![campaign], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?;
    Ok(all.into_iter().collect())
}

/// Vouchers after a serial.
///
/// # Errors
/// Any [`store::DbError`].
pub fn rows(tx: &mut Tx<'_>, campaign: Id, after: i64, limit: i64) -> DbResult<Vec<Row>> {
    tx.query(&ROWS, params![campaign, after, limit], |row| {
        let mut r = row.reader();
        Ok(Row {
            serial: r.next()?,
            person: r.next()?,
            turn: r.next()?,
            state: r.next()?,
            prize: r.next()?,
            worth: r.next()?,
            issued_at: r.next()?,
            expires_on: r.next()?,
            used_at: r.next()?,
            merchant: r.next()?,
        })
    })
}

/// What tills took and was not taken back: serial, 分 and merchant, in the order of serials.
///
/// # Errors
/// Any [`store::DbError`].
pub fn redeemed(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Vec<(i64, Fen, Id)>> {
    tx.query(&REDEEMED, params![campaign], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

/// How many were issued, minute by minute, added up.
///
/// # Errors
/// Any [`store::DbError`].
pub fn per_minute(tx: &mut Tx<'_>, campaign: Id) -> DbResult<i64> {
    Ok(tx.query_one(&PER_MINUTE, params![campaign], |r| r.get(0))?.unwrap_or(0))
}

/// By day, how many are counted as issued.
///
/// # Errors
/// Any [`store::DbError`].
pub fn days(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Vec<(Day, i64)>> {
    tx.query(&DAYS, params![campaign], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// How many codes are in the pool, the last serial of them, how many stand in it more than once, and how many places are kept for it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn codes(tx: &mut Tx<'_>, campaign: Id) -> DbResult<[i64; 4]> {
    let (count, last) =
        tx.query_one(&CODES, params![campaign], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or((0, 0));
    let twice = tx.query_one(&TWICE, params![campaign], |r| r.get(0))?.unwrap_or(0);
    let places = tx.query_one(&ELSEWHERE, params![campaign], |r| r.get(0))?.unwrap_or(0);
    Ok([count, last, twice, places])
}

/// Vouchers that have no code in the pool, the first ones.
///
/// # Errors
/// Any [`store::DbError`].
pub fn bare(tx: &mut Tx<'_>, campaign: Id, most: i64) -> DbResult<Vec<i64>> {
    tx.query(&BARE, params![campaign, most], |r| r.get(0))
}
