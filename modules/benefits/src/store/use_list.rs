//! Lists of uses of standing discounts.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::lists::Text;
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx};

use super::discount_use::{COLUMNS, read};
use crate::model::discount_use::{DiscountUse, UseState};

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only by members of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only at this merchant.
    pub merchant: Option<Id>,
    /// Only of this discount.
    pub discount: Option<Id>,
    /// Only by whoever has this number of a member's code.
    pub number: Option<String>,
    /// Only in this state.
    pub state: Option<UseState>,
    /// Not before this day.
    pub from: Option<Day>,
    /// Not after this day.
    pub to: Option<Day>,
    /// In the name of the merchant, or the title of the discount then or now.
    pub q: String,
}

const FROM: &str = "FROM benefit_use r JOIN benefit_merchant m ON m.id = r.merchant_id
     JOIN benefit_discount d ON d.merchant_id = r.merchant_id AND d.id = r.discount_id
     JOIN trade_union u ON u.id = r.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Redemption, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("r.merchant_id", f.merchant);
    t.equal("r.discount_id", f.discount);
    t.equal("r.number", f.number.clone());
    t.equal("r.state", f.state.map(UseState::code));
    for (day, sign) in [(f.from, ">="), (f.to, "<=")] {
        if let Some(day) = day {
            let n = t.arg(day);
            t.text.push_str(&format!(" AND r.day {sign} ${n}"));
        }
    }
    t.contains(&["m.name", "r.title", "d.title"], &f.q);
}

/// A use with the names of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The use.
    pub of: DiscountUse,
    /// Name of the merchant.
    pub merchant_name: String,
    /// Title of the discount when it was used.
    pub discount_title: String,
    /// Name of the union where the person was a member.
    pub union_name: String,
}

/// A page of the uses in the scope, the latest first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Redemption, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Told>> {
    let mut t = Text::of(format!("SELECT {COLUMNS}, m.name, d.title, u.name {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND r.id < ${a} ORDER BY r.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_benefit_uses", Route::FanOut("list"), t.text), &t.args, |row| {
        let of = read(row)?;
        let discount_title = if of.title.is_empty() { row.get(24)? } else { of.title.clone() };
        Ok(Told { of, merchant_name: row.get(23)?, discount_title, union_name: row.get(25)? })
    })
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
    let sql = Sql::composed("count_benefit_uses", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
