//! Tickets that win at once: the promise, how many of each prize are out, and who won.

use kernel::{Id, Timestamp};
use store::{DbResult, Row, Tx, params};

store::statements! {
    PROMISE = one("campaign_id"),
        "INSERT INTO benefit_instant (campaign_id, commitment, committed_at, secret, revealed_at) VALUES ($1, $2, $3, '', 0)
         ON CONFLICT (campaign_id) DO NOTHING";
    FIND = one("campaign_id"),
        "SELECT commitment, committed_at, secret, revealed_at FROM benefit_instant WHERE campaign_id = $1";
    REVEAL = one("campaign_id"),
        "UPDATE benefit_instant SET secret = $2, revealed_at = $3 WHERE campaign_id = $1 AND revealed_at = 0";
    KEPT = fan_out("tickets whose campaign is over, once a minute"),
        "SELECT i.campaign_id FROM benefit_instant i JOIN benefit_campaign c ON c.id = i.campaign_id
         WHERE i.revealed_at = 0 AND c.state IN ('ended', 'settled', 'archived') ORDER BY i.campaign_id";
    PRIZE = one("campaign_id"),
        "INSERT INTO benefit_prize (campaign_id, prize, stock, given) VALUES ($1, $2, $3, 0)";
    GIVE = one("campaign_id"),
        "UPDATE benefit_prize SET given = given + $3 WHERE campaign_id = $1 AND prize = $2 AND given + $3 <= stock";
    PRIZES = one("campaign_id"), "SELECT stock, given FROM benefit_prize WHERE campaign_id = $1 ORDER BY prize";
    WON = one("campaign_id"),
        "SELECT serial, prize FROM benefit_voucher WHERE campaign_id = $1 AND prize > 0 ORDER BY serial";
}

/// What was promised of the tickets of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Digest of the secret.
    pub commitment: String,
    /// When it was published.
    pub committed_at: Timestamp,
    /// The secret; empty before the campaign is over.
    pub secret: String,
    /// When that was published; 0 if not yet.
    pub revealed_at: Timestamp,
}

/// How many there are of a prize.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PrizeStock {
    /// How many there are.
    pub stock: i64,
    /// How many of them were won.
    pub given: i64,
}

fn read(row: &Row) -> DbResult<Promise> {
    let mut r = row.reader();
    Ok(Promise { commitment: r.next()?, committed_at: r.next()?, secret: r.next()?, revealed_at: r.next()? })
}

/// Keeps the promise of a campaign, now; false if there is one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn promise(tx: &mut Tx<'_>, campaign: Id, commitment: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&PROMISE, params![campaign, commitment, now])? == 1)
}

/// The promise of a campaign.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Promise>> {
    tx.query_one(&FIND, params![campaign], read)
}

/// Publishes the secret of a campaign, now; false if it is published.
///
/// # Errors
/// Any [`store::DbError`].
pub fn reveal(tx: &mut Tx<'_>, campaign: Id, secret: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&REVEAL, params![campaign, secret, now])? == 1)
}

/// Campaigns that are over and whose secret is not published.
///
/// # Errors
/// Any [`store::DbError`].
pub fn kept(tx: &mut Tx<'_>) -> DbResult<Vec<Id>> {
    tx.query(&KEPT, &[], |r| r.get(0))
}

/// Lays so many of a prize (from 1) out.
///
/// # Errors
/// Any [`store::DbError`].
pub fn put_prize(tx: &mut Tx<'_>, campaign: Id, prize: i64, stock: i64) -> DbResult<()> {
    tx.execute(&PRIZE, params![campaign, prize, stock]).map(drop)
}

/// So many more of a prize are won; false if there are not as many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn give(tx: &mut Tx<'_>, campaign: Id, prize: i64, n: i64) -> DbResult<bool> {
    Ok(tx.execute(&GIVE, params![campaign, prize, n])? == 1)
}

/// How many there are of each prize, in the order of the terms.
///
/// # Errors
/// Any [`store::DbError`].
pub fn prizes(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Vec<PrizeStock>> {
    tx.query(&PRIZES, params![campaign], |r| Ok(PrizeStock { stock: r.get(0)?, given: r.get(1)? }))
}

/// Tickets that won: number and prize, in the order of numbers.
///
/// # Errors
/// Any [`store::DbError`].
pub fn won(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Vec<(i64, i64)>> {
    tx.query(&WON, params![campaign], |r| Ok((r.get(0)?, r.get(1)?)))
}
