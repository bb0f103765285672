//! Visits to merchants.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Day, Id, OrgPath};
use platform::lists::Text;
use platform::scoped::within;
use store::{DbError, DbResult, Route, Row, Sql, Tx, params};

use crate::model::visit::Visit;

const COLUMNS: &str =
    "v.merchant_id, v.id, v.shop_id, v.day, v.people, v.items, v.note, v.mend_by, v.mended_on, v.mended_note,
  v.mended_by_name, v.made_by_name, v.created_at, v.edited_by_name, v.edited_at, v.version";

store::statements! {
    FIND = one("merchant_id"),
        "SELECT merchant_id, id, shop_id, day, people, items, note, mend_by, mended_on, mended_note, mended_by_name, made_by_name,
           created_at, edited_by_name, edited_at, version FROM benefit_visit WHERE merchant_id = $1 AND id = $2";
    INSERT = one("merchant_id"),
        "INSERT INTO benefit_visit (merchant_id, id, shop_id, day, people, items, note, mend_by, mended_on, mended_note,
           mended_by_name, made_by_name, created_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, '', '', $9, $10, 1)";
    MENDED = one("merchant_id"),
        "UPDATE benefit_visit SET mended_on = $4, mended_note = $5, mended_by_name = $6, version = version + 1
         WHERE merchant_id = $1 AND id = $2 AND version = $3 AND mend_by > 0 AND mended_on = 0";
    EDIT = one("merchant_id"),
        "UPDATE benefit_visit SET shop_id = $4, day = $5, people = $6, items = $7, note = $8, mend_by = $9, edited_by_name = $10,
           edited_at = $11, version = version + 1
         WHERE merchant_id = $1 AND id = $2 AND version = $3 AND mended_on = 0";
    LAST = one("merchant_id"), "SELECT day FROM benefit_visit WHERE merchant_id = $1 ORDER BY day DESC LIMIT 1";
}

fn read(row: &Row) -> DbResult<Visit> {
    let mut r = row.reader();
    let (merchant_id, id, shop_id): (Id, Id, Id) = (r.next()?, r.next()?, r.next()?);
    let (day, people) = (r.next()?, r.next()?);
    let items = serde_json::from_str(&r.next::<String>()?);
    Ok(Visit {
        merchant_id,
        id,
        shop_id,
        day,
        people,
        items: items.map_err(|e| DbError::Inconsistent(format!("visit {id}: {e}")))?,
        note: r.next()?,
        mend_by: Day::from_number(r.next::<i64>()?),
        mended_on: Day::from_number(r.next::<i64>()?),
        mended_note: r.next()?,
        mended_by_name: r.next()?,
        made_by_name: r.next()?,
        created_at: r.next()?,
        edited_by_name: r.next()?,
        edited_at: r.next()?,
        version: r.next()?,
    })
}

/// A visit to a merchant. The caller has found the merchant within its scope.
///
/// # Errors
/// Any [`DbError`].
pub fn find(tx: &mut Tx<'_>, merchant: Id, id: Id) -> DbResult<Option<Visit>> {
    tx.query_one(&FIND, params![merchant, id], read)
}

fn items(v: &Visit) -> DbResult<String> {
    serde_json::to_string(&v.items).map_err(|e| DbError::Driver(e.to_string()))
}

/// Keeps a new visit.
///
/// # Errors
/// Any [`DbError`].
pub fn insert(tx: &mut Tx<'_>, v: &Visit) -> DbResult<()> {
    let by = v.mend_by.map_or(0, Day::number);
    let args = params![
        v.merchant_id,
        v.id,
        v.shop_id,
        v.day,
        &v.people,
        items(v)?,
        &v.note,
        by,
        &v.made_by_name,
        v.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// Keeps what was corrected of a visit; `false` unless it stands in this very version and nothing of it was mended.
///
/// # Errors
/// Any [`DbError`].
pub fn edit(tx: &mut Tx<'_>, v: &Visit) -> DbResult<bool> {
    let by = v.mend_by.map_or(0, Day::number);
    let args = params![
        v.merchant_id,
        v.id,
        v.version,
        v.shop_id,
        v.day,
        &v.people,
        items(v)?,
        &v.note,
        by,
        &v.edited_by_name,
        v.edited_at
    ];
    Ok(tx.execute(&EDIT, args)? == 1)
}

/// Keeps that what was to be mended is; `false` unless it waits in this very version.
///
/// # Errors
/// Any [`DbError`].
pub fn mended(tx: &mut Tx<'_>, v: &Visit) -> DbResult<bool> {
    let on = v.mended_on.map_or(0, Day::number);
    let args = params![v.merchant_id, v.id, v.version, on, &v.mended_note, &v.mended_by_name];
    Ok(tx.execute(&MENDED, args)? == 1)
}

/// The last day on which a merchant was visited.
///
/// # Errors
/// Any [`DbError`].
pub fn last_day(tx: &mut Tx<'_>, merchant: Id) -> DbResult<Option<Day>> {
    tx.query_one(&LAST, params![merchant], |r| r.get(0))
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of merchants of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only to this merchant.
    pub merchant: Option<Id>,
    /// Only where something waits to be mended.
    pub mend: bool,
    /// Only where that was to be mended before this day.
    pub late_on: Option<Day>,
    /// Only on this day and later.
    pub from: Option<Day>,
    /// Only on this day and earlier.
    pub to: Option<Day>,
    /// In the name of the merchant, or who went.
    pub q: String,
}

/// A visit with the names that a list shows.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Visit.
    pub visit: Visit,
    /// Its merchant.
    pub merchant_name: String,
    /// Union under contract.
    pub union_name: String,
}

const FROM: &str = "FROM benefit_visit v JOIN benefit_merchant m ON m.id = v.merchant_id
  JOIN trade_union u ON u.id = m.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Merchant, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("v.merchant_id", f.merchant);
    if f.mend || f.late_on.is_some() {
        t.text.push_str(" AND v.mend_by > 0 AND v.mended_on = 0");
    }
    for (column, sign, day) in [("v.mend_by", "<", f.late_on), ("v.day", ">=", f.from), ("v.day", "<=", f.to)]
    {
        if let Some(day) = day {
            let n = t.arg(day);
            t.text.push_str(&format!(" AND {column} {sign} ${n}"));
        }
    }
    t.contains(&["m.name", "v.people"], &f.q);
}

/// A page of the visits in the scope, entered last first, before the id `before`.
///
/// # Errors
/// Any [`DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Listed>> {
    let mut t = Text::of(format!("SELECT {COLUMNS}, m.name, u.name {FROM}"));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND v.id < ${a} ORDER BY v.id DESC LIMIT ${n}"));
    let sql = Sql::composed("list_benefit_visits", Route::FanOut("list"), t.text);
    tx.query(&sql, &t.args, |row| {
        Ok(Listed { visit: read(row)?, merchant_name: row.get(16)?, union_name: row.get(17)? })
    })
}

/// How many match, counted to `bound` at most.
///
/// # Errors
/// Any [`DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    f: &Filter,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT v.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_visits", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
