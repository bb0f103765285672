//! Lists of redemptions.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Fen, Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx, Val, params};

use super::redemption::{COLUMNS, read};
use crate::model::redemption::{Redemption, RedemptionState};
use platform::lists::Text;

store::statements! {
    OF_STATEMENT = one("merchant_id"),
        "SELECT r.merchant_id, r.id, r.campaign_id, r.serial, r.person_id, r.union_id, r.shop_id, r.account_id, r.clerk_name,
     r.device, r.scan_key, r.worth, r.pays, r.at, r.received_at, r.offline, r.state, r.statement_id, r.reason
         FROM benefit_redemption r WHERE r.merchant_id = $1 AND r.statement_id = $2 AND r.id > $3 ORDER BY r.id LIMIT $4";
    OF_MERCHANT = one("merchant_id"),
        "SELECT r.merchant_id, r.id, r.campaign_id, r.serial, r.person_id, r.union_id, r.shop_id, r.account_id, r.clerk_name,
     r.device, r.scan_key, r.worth, r.pays, r.at, r.received_at, r.offline, r.state, r.statement_id, r.reason
         FROM benefit_redemption r WHERE r.merchant_id = $1 AND r.shop_id = $2 AND r.id >= $3 AND r.id < $4
         ORDER BY r.id DESC LIMIT $5";
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only paid by unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only at this merchant.
    pub merchant: Option<Id>,
    /// Only of this campaign.
    pub campaign: Option<Id>,
    /// Only in this state.
    pub state: Option<RedemptionState>,
    /// Scanned not before this day.
    pub from: Option<Day>,
    /// Scanned not after this day.
    pub to: Option<Day>,
    /// Only of this voucher: campaign and serial.
    pub voucher: Option<(Id, i64)>,
}

const FROM: &str = "FROM benefit_redemption r JOIN trade_union u ON u.id = r.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Redemption, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("r.merchant_id", f.merchant);
    t.equal("r.campaign_id", f.voucher.map(|v| v.0).or(f.campaign));
    t.equal("r.serial", f.voucher.map(|v| v.1));
    t.equal("r.state", f.state.map(RedemptionState::code));
    t.made("r.at", (f.from, f.to));
}

/// A page of the redemptions in the scope, the latest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Redemption>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND r.id < ${a} ORDER BY r.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_benefit_redemptions", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT r.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_redemptions", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Redemptions of a statement, the oldest first, after an id.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_statement(
    tx: &mut Tx<'_>,
    (merchant, statement): (Id, Id),
    after: Id,
    limit: i64,
) -> DbResult<Vec<Redemption>> {
    tx.query(&OF_STATEMENT, params![merchant, statement, after, limit], read)
}

/// What a shop handed in between two ids, the latest first: from the first, before the second.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_shop(
    tx: &mut Tx<'_>,
    (merchant, shop): (Id, Id),
    (from, before): (Id, Id),
    limit: i64,
) -> DbResult<Vec<Redemption>> {
    tx.query(&OF_MERCHANT, params![merchant, shop, from, before, limit], read)
}

/// What looks odd and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// Merchant.
    pub merchant_id: Id,
    /// What the rows have in common: a shop, a device, a minute, a person; depends on the question.
    pub key: String,
    /// When it began.
    pub at: i64,
    /// How many redemptions.
    pub count: i64,
    /// 分 that they are worth.
    pub amount: Fen,
}

/// How redemptions are grouped to see what is odd about them.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Name of the statement.
    pub name: &'static str,
    /// What the rows of a group have in common, SQL.
    pub by: &'static str,
    /// Which rows count, SQL.
    pub only: &'static str,
    /// Which groups count, SQL.
    pub having: &'static str,
}

/// Groups of redemptions in the scope that match a filter, the largest first, at most `limit`; `ids` is what `IN` in `only` lists.
///
/// # Errors
/// Any [`store::DbError`].
pub fn odd<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    f: &Filter,
    g: &Group,
    ids: &[Id],
    limit: i64,
) -> DbResult<Vec<Odd>> {
    let mut t = Text::of(format!(
        "SELECT r.merchant_id, CAST({} AS TEXT), min(r.at), count(*), CAST(SUM(r.worth) AS BIGINT) {FROM}",
        g.by
    ));
    conditions(&mut t, scope, f);
    t.text.push_str(" AND r.state <> 'void'");
    t.text.push_str(g.only);
    if !ids.is_empty() {
        let marks: Vec<String> = ids.iter().map(|id| format!("${}", t.arg(*id))).collect();
        t.text.push_str(&format!(" AND r.person_id IN ({})", marks.join(", ")));
    }
    let n = t.arg(Val::from(limit));
    t.text.push_str(&format!(
        " GROUP BY r.merchant_id, {} {} ORDER BY 4 DESC, 1, 2 LIMIT ${n}",
        g.by, g.having
    ));
    tx.query(&Sql::composed(g.name, Route::FanOut("signals of a period"), t.text), &t.args, |r| {
        Ok(Odd { merchant_id: r.get(0)?, key: r.get(1)?, at: r.get(2)?, count: r.get(3)?, amount: r.get(4)? })
    })
}
