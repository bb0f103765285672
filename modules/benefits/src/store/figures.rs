//! What is counted of benefits: by campaign, union, day and merchant.

use guard::Scope;
use guard::act::Action;
use guard::res;
use kernel::{Day, Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Row, Sql, Tx, params};

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

/// Days, both included.
pub type Days = (Day, Day);

/// What happened of a campaign, or at a merchant, to members beneath a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Campaign, or merchant.
    pub id: Id,
    /// Its title or name.
    pub title: String,
    /// Kind of the campaign, stored name; empty for a merchant.
    pub kind: String,
    /// What was counted.
    pub counts: Counts,
}

fn line(row: &Row) -> DbResult<Line> {
    let mut r = row.reader();
    Ok(Line {
        id: r.next()?,
        title: r.next()?,
        kind: r.next()?,
        counts: Counts { times: r.next()?, redeemed: r.next()?, saved: r.next()? },
    })
}

const SUMS: &str = "CAST(SUM(f.times) AS BIGINT) AS times, CAST(SUM(f.redeemed) AS BIGINT) AS redeemed,
       CAST(SUM(f.saved) AS BIGINT) AS saved";

/// Most lines that are told.
pub const LINES: i64 = 500;

/// What was counted of campaigns to members of unions in sight, at a place and beneath, within days; most first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_campaign<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    (path, (from, to)): (Option<&OrgPath>, Days),
) -> DbResult<Vec<Line>> {
    let mut text = format!(
        "SELECT c.id, c.title, c.kind, t.times, t.redeemed, t.saved FROM (SELECT f.campaign_id AS campaign_id, {SUMS}
           FROM benefit_counted f JOIN trade_union u ON u.id = f.union_id WHERE f.day >= $1 AND f.day <= $2 AND"
    );
    let mut args = vec![from.into(), to.into()];
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut text, &mut args, "u.path", &ranges);
    args.push(LINES.into());
    text.push_str(&format!(
        " GROUP BY f.campaign_id) t JOIN benefit_campaign c ON c.id = t.campaign_id
         ORDER BY t.times DESC, c.id DESC LIMIT ${}",
        args.len()
    ));
    tx.query(&Sql::composed("benefit_figures_by_campaign", Route::FanOut("figures"), text), &args, line)
}

/// What was used at merchants by members of unions in sight, at a place and beneath, within days; most first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_merchant<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    (path, (from, to)): (Option<&OrgPath>, Days),
) -> DbResult<Vec<Line>> {
    let mut text = format!(
        "SELECT m.id, m.name, '', t.times, t.redeemed, t.saved FROM (SELECT f.merchant_id AS merchant_id, {SUMS}
           FROM benefit_counted f JOIN trade_union u ON u.id = f.union_id
           WHERE f.merchant_id <> 0 AND f.day >= $1 AND f.day <= $2 AND"
    );
    let mut args = vec![from.into(), to.into()];
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut text, &mut args, "u.path", &ranges);
    args.push(LINES.into());
    text.push_str(&format!(
        " GROUP BY f.merchant_id) t JOIN benefit_merchant m ON m.id = t.merchant_id
         ORDER BY t.redeemed DESC, m.id DESC LIMIT ${}",
        args.len()
    ));
    tx.query(&Sql::composed("benefit_figures_by_merchant", Route::FanOut("figures"), text), &args, line)
}
