//! What was granted for benefits.

use guard::Scope;
use guard::act::Action;
use guard::res;
use kernel::{Fen, Id, OrgPath, Timestamp};
use platform::scoped::within;
use store::{DbResult, Route, Row, Sql, Tx, params};

use super::campaign::{COLUMNS, read as campaign};
use crate::model::campaign::Campaign;

store::statements! {
    INSERT = one("union_id"),
        "INSERT INTO benefit_grant (union_id, id, year, amount, basis, made_by, made_by_name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    OF_YEAR = one("union_id"),
        "SELECT union_id, id, year, amount, basis, made_by, made_by_name, created_at FROM benefit_grant
         WHERE union_id = $1 AND year = $2 ORDER BY id";
}

/// Money that was set aside for a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Union.
    pub union_id: Id,
    /// Grant.
    pub id: Id,
    /// Year.
    pub year: i64,
    /// How much.
    pub amount: Fen,
    /// By which decision.
    pub basis: String,
    /// Account that entered it.
    pub made_by: Id,
    /// Its name.
    pub made_by_name: String,
    /// When.
    pub created_at: Timestamp,
}

fn grant(row: &Row) -> DbResult<Grant> {
    let mut r = row.reader();
    Ok(Grant {
        union_id: r.next()?,
        id: r.next()?,
        year: r.next()?,
        amount: r.next()?,
        basis: r.next()?,
        made_by: r.next()?,
        made_by_name: r.next()?,
        created_at: r.next()?,
    })
}

/// Keeps a grant.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, g: &Grant) -> DbResult<()> {
    let args =
        params![g.union_id, g.id, g.year, g.amount, &g.basis, g.made_by, &g.made_by_name, g.created_at];
    tx.execute(&INSERT, args).map(drop)
}

/// What was granted to a union for a year, in order. Unscoped: who asks has found the union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_year(tx: &mut Tx<'_>, union: Id, year: i64) -> DbResult<Vec<Grant>> {
    tx.query(&OF_YEAR, params![union, year], grant)
}

/// A year of a union: union, its name, year, and what was granted.
pub type Year = (Id, String, i64, Fen);

/// Most years that are listed.
pub const MOST: i64 = 500;

/// The years for which something was granted in sight, at a place or beneath it; the latest first, at most [`MOST`].
///
/// # Errors
/// Any [`store::DbError`].
pub fn years<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    (path, year): (Option<&OrgPath>, Option<i64>),
) -> DbResult<Vec<Year>> {
    let mut text = String::from(
        "SELECT u.id, u.name, g.year, CAST(SUM(g.amount) AS BIGINT)
         FROM benefit_grant g JOIN trade_union u ON u.id = g.union_id WHERE",
    );
    let mut args = Vec::new();
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut text, &mut args, "u.path", &ranges);
    if let Some(year) = year {
        args.push(year.into());
        text.push_str(&format!(" AND g.year = ${}", args.len()));
    }
    args.push(MOST.into());
    text.push_str(&format!(
        " GROUP BY u.id, u.name, g.year, u.path ORDER BY g.year DESC, u.path LIMIT ${}",
        args.len()
    ));
    let sql = Sql::composed("benefit_budget_years", Route::FanOut("a list of budgets"), text);
    tx.query(&sql, &args, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// The campaigns of a union that were taken from the budget of a year: those that open between two instants and were published.
///
/// # Errors
/// Any [`store::DbError`].
pub fn campaigns(tx: &mut Tx<'_>, union: Id, (from, to): (Timestamp, Timestamp)) -> DbResult<Vec<Campaign>> {
    let text = format!(
        "SELECT {COLUMNS} FROM benefit_campaign c WHERE c.union_id = $1
           AND c.state IN ('published', 'paused', 'ended', 'settled', 'archived') AND c.opens_at >= $2 AND c.opens_at < $3
         ORDER BY c.opens_at, c.id"
    );
    let sql = Sql::composed("benefit_campaigns_of_year", Route::FanOut("the campaigns of a budget"), text);
    tx.query(&sql, params![union, from, to], campaign)
}
