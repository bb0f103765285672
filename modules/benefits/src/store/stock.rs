//! The stock of a campaign: the row that everybody draws on.

use kernel::{Day, Id};
use store::{DbResult, Row, Tx, params};

use crate::model::campaign::CampaignKind;

store::statements! {
    OPEN = one("campaign_id"),
        "INSERT INTO benefit_stock (campaign_id, stock, issued, used, released, refused, folded, blank, expired)
         VALUES ($1, $2, 0, 0, 0, 0, 0, 0, 0)";
    FIND = one("campaign_id"),
        "SELECT stock, issued, used, released, refused, folded, blank FROM benefit_stock WHERE campaign_id = $1";
    // Whoever comes after waits for the commit of who was here first, and sees what it left.
    HOLD = one("campaign_id"),
        "UPDATE benefit_stock SET issued = issued WHERE campaign_id = $1
         RETURNING stock, issued, used, released, refused, folded, blank";
    RAISE = one("campaign_id"),
        "UPDATE benefit_stock SET issued = issued + $2 WHERE campaign_id = $1 AND issued + $2 <= stock + released
         RETURNING issued";
    RELEASE = one("campaign_id"), "UPDATE benefit_stock SET released = released + $2 WHERE campaign_id = $1";
    EXPIRED = one("campaign_id"), "UPDATE benefit_stock SET expired = $2 WHERE campaign_id = $1 AND expired < $2";
    USED = one("campaign_id"), "UPDATE benefit_stock SET used = used + $2 WHERE campaign_id = $1";
    REFUSED = one("campaign_id"), "UPDATE benefit_stock SET refused = refused + $2 WHERE campaign_id = $1";
    BLANK = one("campaign_id"), "UPDATE benefit_stock SET blank = blank + $2 WHERE campaign_id = $1";
    FOLD = one("campaign_id"), "UPDATE benefit_stock SET folded = $3 WHERE campaign_id = $1 AND folded = $2";
    MINUTE = one("campaign_id"),
        "INSERT INTO benefit_minute (campaign_id, minute, issued) VALUES ($1, $2, $3)
         ON CONFLICT (campaign_id, minute) DO UPDATE SET issued = benefit_minute.issued + $3";
    DAY = one("campaign_id"), "SELECT issued FROM benefit_day WHERE campaign_id = $1 AND day = $2";
    OPEN_DAY = one("campaign_id"),
        "INSERT INTO benefit_day (campaign_id, day, issued) VALUES ($1, $2, 0) ON CONFLICT (campaign_id, day) DO NOTHING";
    RAISE_DAY = one("campaign_id"),
        "UPDATE benefit_day SET issued = issued + $3 WHERE campaign_id = $1 AND day = $2 AND issued + $3 <= $4";
    MINUTES = one("campaign_id"),
        "SELECT minute, issued FROM benefit_minute WHERE campaign_id = $1 AND minute >= $2 ORDER BY minute";
}

/// How far a campaign is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stock {
    /// How many there are.
    pub stock: i64,
    /// How many were issued, the last serial.
    pub issued: i64,
    /// How many of them were used.
    pub used: i64,
    /// How many of them went back: expired, or taken back.
    pub released: i64,
    /// How many people were told that nothing is left.
    pub refused: i64,
    /// Last serial whose facts are in the figures.
    pub folded: i64,
    /// How many of the issued ones won nothing.
    pub blank: i64,
}

impl Stock {
    /// How many may still be issued. What went back is given again, but where each serial has its own amount or prize.
    pub fn left(&self, kind: CampaignKind) -> i64 {
        let again = if kind.gives_again() { self.released } else { 0 };
        (self.stock + again - self.issued).max(0)
    }

    /// How many are held: neither used nor gone back.
    pub fn held(&self) -> i64 {
        self.issued - self.used - self.released - self.blank
    }
}

fn read(row: &Row) -> DbResult<Stock> {
    let mut r = row.reader();
    Ok(Stock {
        stock: r.next()?,
        issued: r.next()?,
        used: r.next()?,
        released: r.next()?,
        refused: r.next()?,
        folded: r.next()?,
        blank: r.next()?,
    })
}

/// Lays the stock of a campaign out, when it is published.
///
/// # Errors
/// Any [`store::DbError`].
pub fn open(tx: &mut Tx<'_>, campaign: Id, stock: i64) -> DbResult<()> {
    tx.execute(&OPEN, params![campaign, stock]).map(drop)
}

/// The stock of a campaign; none before it is published.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Stock>> {
    tx.query_one(&FIND, params![campaign], read)
}

/// The stock, which nobody else changes until this transaction is over.
///
/// # Errors
/// Any [`store::DbError`].
pub fn hold(tx: &mut Tx<'_>, campaign: Id) -> DbResult<Option<Stock>> {
    tx.query_one(&HOLD, params![campaign], read)
}

/// Takes so many out of the stock; the last serial of them. `None` if there are not as many.
///
/// # Errors
/// Any [`store::DbError`].
pub fn raise(tx: &mut Tx<'_>, campaign: Id, n: i64) -> DbResult<Option<i64>> {
    tx.query_one(&RAISE, params![campaign, n], |r| r.get(0))
}

/// How many were issued on a day, of a campaign that gives so many a day at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_day(tx: &mut Tx<'_>, campaign: Id, day: Day) -> DbResult<i64> {
    Ok(tx.query_one(&DAY, params![campaign, day], |r| r.get(0))?.unwrap_or(0))
}

/// Takes so many out of what a day has; false if that would be more than `most`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn raise_day(tx: &mut Tx<'_>, campaign: Id, day: Day, (n, most): (i64, i64)) -> DbResult<bool> {
    tx.execute(&OPEN_DAY, params![campaign, day])?;
    Ok(tx.execute(&RAISE_DAY, params![campaign, day, n, most])? == 1)
}

/// So many of the issued ones went back.
///
/// # Errors
/// Any [`store::DbError`].
pub fn release(tx: &mut Tx<'_>, campaign: Id, n: i64) -> DbResult<()> {
    tx.execute(&RELEASE, params![campaign, n]).map(drop)
}

/// Nothing up to this serial will run out any more.
///
/// # Errors
/// Any [`store::DbError`].
pub fn looked_at(tx: &mut Tx<'_>, campaign: Id, serial: i64) -> DbResult<()> {
    tx.execute(&EXPIRED, params![campaign, serial]).map(drop)
}

/// So many more (or fewer) of the issued ones are used.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_used(tx: &mut Tx<'_>, campaign: Id, n: i64) -> DbResult<()> {
    tx.execute(&USED, params![campaign, n]).map(drop)
}

/// So many more people were told that nothing is left.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_refused(tx: &mut Tx<'_>, campaign: Id, n: i64) -> DbResult<()> {
    tx.execute(&REFUSED, params![campaign, n]).map(drop)
}

/// So many more of the issued ones won nothing.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_blank(tx: &mut Tx<'_>, campaign: Id, n: i64) -> DbResult<()> {
    tx.execute(&BLANK, params![campaign, n]).map(drop)
}

/// The facts of serials after `from`, to `to`, are in the figures; false if somebody else has put them there.
///
/// # Errors
/// Any [`store::DbError`].
pub fn fold(tx: &mut Tx<'_>, campaign: Id, from: i64, to: i64) -> DbResult<bool> {
    Ok(tx.execute(&FOLD, params![campaign, from, to])? == 1)
}

/// So many more were issued in a minute.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_minute(tx: &mut Tx<'_>, campaign: Id, minute: i64, n: i64) -> DbResult<()> {
    tx.execute(&MINUTE, params![campaign, minute, n]).map(drop)
}

/// How many were issued in the minutes from one on, those with any.
///
/// # Errors
/// Any [`store::DbError`].
pub fn minutes(tx: &mut Tx<'_>, campaign: Id, from: i64) -> DbResult<Vec<(i64, i64)>> {
    tx.query(&MINUTES, params![campaign, from], |r| Ok((r.get(0)?, r.get(1)?)))
}
