//! The list of unions that have something in a period.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Sql, Tx};

use super::period::{Standing, standing};
use platform::lists::Text;

/// A union that has something in a period.
#[derive(Clone, Debug)]
pub struct UnitRow {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub path: OrgPath,
    /// How it stands.
    pub standing: Standing,
}

/// A page of the unions in the scope that have something in a period, in the order of the tree, after a place.
///
/// # Errors
/// Any [`store::DbError`].
pub fn units<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Enrolment, A>,
    (period, path): (Id, Option<&OrgPath>),
    after: &str,
    limit: i64,
) -> DbResult<Vec<UnitRow>> {
    let mut t = Text::of(
        "SELECT n.union_id, u.name, u.path, n.listed, n.listed_amount, n.billed, n.billed_amount, n.active, n.active_amount,
           n.paid
         FROM mutual_unit n JOIN trade_union u ON u.id = n.union_id WHERE",
    );
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("n.period_id", Some(period));
    let (a, n) = (t.arg(after.to_owned()), t.arg(limit));
    t.text.push_str(&format!(" AND u.path > ${a} ORDER BY u.path LIMIT ${n}"));
    tx.query(&Sql::composed("list_mutual_units", Route::FanOut("list"), t.text), &t.args, |row| {
        let mut r = row.reader();
        Ok(UnitRow {
            union_id: r.next()?,
            union_name: r.next()?,
            path: r.next()?,
            standing: standing(&mut r)?,
        })
    })
}
