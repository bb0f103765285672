//! Lists of merchants.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx};

use super::merchant::{COLUMNS, read};
use crate::model::merchant::{Category, Merchant, MerchantState};
use platform::lists::Text;

store::statements! {
    SHOPS = one("merchant_id"), "SELECT count(*) FROM benefit_shop WHERE merchant_id = $1 AND open = 1";
    CLERKS = fan_out("clerks of a merchant"), "SELECT count(*) FROM benefit_clerk WHERE merchant_id = $1 AND open = 1";
}

/// Merchants that were complained about.
#[derive(Clone, Copy, Debug)]
pub enum Complained {
    /// A complaint is being dealt with.
    Open,
    /// A complaint was upheld.
    Upheld {
        /// On this day or later.
        from: Day,
    },
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only in this state.
    pub state: Option<MerchantState>,
    /// Only of this category.
    pub category: Option<Category>,
    /// Only those that were complained about.
    pub complained: Option<Complained>,
    /// Only those under contract that nobody visited on this day or later.
    pub unvisited: Option<Day>,
    /// In the name, or the credit code.
    pub q: String,
}

const FROM: &str = "FROM benefit_merchant m JOIN trade_union u ON u.id = m.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Merchant, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("m.state", f.state.map(MerchantState::code));
    t.equal("m.category", f.category.map(Category::code));
    let complained = "AND m.id IN (SELECT c.merchant_id FROM benefit_complaint c WHERE c.state =";
    match f.complained {
        None => {}
        Some(Complained::Open) => t.text.push_str(&format!(" {complained} 'open')")),
        Some(Complained::Upheld { from }) => {
            let n = t.arg(from);
            t.text.push_str(&format!(" {complained} 'upheld' AND c.closed_on >= ${n})"));
        }
    }
    if let Some(since) = f.unvisited {
        let n = t.arg(since);
        t.text.push_str(&format!(
            " AND m.state = 'contracted' AND m.id NOT IN (SELECT v.merchant_id FROM benefit_visit v WHERE v.day >= ${n})"
        ));
    }
    t.contains(&["m.name", "m.credit_code"], &f.q);
}

/// A page of the merchants in the scope, newest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Merchant>> {
    let mut t = Text::of(format!("SELECT {COLUMNS} {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND m.id < ${a} ORDER BY m.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_benefit_merchants", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT m.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_merchants", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}

/// Open shops and open clerks of a merchant.
///
/// # Errors
/// Any [`store::DbError`].
pub fn sizes(tx: &mut Tx<'_>, merchant: Id) -> DbResult<(i64, i64)> {
    let shops = tx.query_one(&SHOPS, store::params![merchant], |r| r.get(0))?.unwrap_or_default();
    let clerks = tx.query_one(&CLERKS, store::params![merchant], |r| r.get(0))?.unwrap_or_default();
    Ok((shops, clerks))
}
