//! What merchants tell of standing discounts.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::lists::Text;
use platform::scoped::within;
use store::{DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::monthly::{Return, Told};

static PUT: Insert = Insert::new(
    "benefit_return",
    &[
        ("merchant_id", Kind::Int),
        ("discount_id", Kind::Int),
        ("month", Kind::Int),
        ("id", Kind::Int),
        ("times", Kind::Int),
        ("off", Kind::Int),
        ("note", Kind::Text),
        ("made_by_name", Kind::Text),
        ("changed_at", Kind::Int),
        ("version", Kind::Int),
    ],
    "",
);

store::statements! {
    FIND = one("merchant_id"),
        "SELECT merchant_id, discount_id, month, id, times, off, note, made_by_name, changed_at, version FROM benefit_return
         WHERE merchant_id = $1 AND discount_id = $2 AND month = $3";
    EDIT = one("merchant_id"),
        "UPDATE benefit_return SET times = $5, off = $6, note = $7, made_by_name = $8, changed_at = $9, version = version + 1
         WHERE merchant_id = $1 AND discount_id = $2 AND month = $3 AND version = $4";
}

fn read(row: &Row) -> DbResult<Return> {
    let mut r = row.reader();
    Ok(Return {
        merchant_id: r.next()?,
        discount_id: r.next()?,
        month: r.next()?,
        id: r.next()?,
        times: r.next()?,
        off: r.next()?,
        note: r.next()?,
        made_by_name: r.next()?,
        changed_at: r.next()?,
        version: r.next()?,
    })
}

/// The return of a month.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find(tx: &mut Tx<'_>, (merchant, discount): (Id, Id), month: i64) -> DbResult<Option<Return>> {
    tx.query_one(&FIND, params![merchant, discount, month], read)
}

/// Keeps new returns.
///
/// # Errors
/// [`store::DbError::Conflict`] if somebody told of a month already.
pub fn insert(tx: &mut Tx<'_>, all: &[Return]) -> DbResult<()> {
    let row = |r: &Return| -> Vec<Val<'static>> {
        vec![
            r.merchant_id.into(),
            r.discount_id.into(),
            r.month.into(),
            r.id.into(),
            r.times.into(),
            r.off.into(),
            r.note.clone().into(),
            r.made_by_name.clone().into(),
            r.changed_at.into(),
            r.version.into(),
        ]
    };
    tx.insert_many(&PUT, &all.iter().map(row).collect::<Vec<_>>()).map(drop)
}

/// Writes a return; `false` if the version is not the present one.
///
/// # Errors
/// Any [`store::DbError`].
pub fn edit(tx: &mut Tx<'_>, r: &Return) -> DbResult<bool> {
    let args = params![
        r.merchant_id,
        r.discount_id,
        r.month,
        r.version,
        r.times,
        r.off,
        &r.note,
        &r.made_by_name,
        r.changed_at
    ];
    Ok(tx.execute(&EDIT, args)? == 1)
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of merchants of unions at this place and beneath.
    pub path: Option<OrgPath>,
    /// Only of this merchant.
    pub merchant: Option<Id>,
    /// Only of this month and later ones.
    pub from: Option<i64>,
    /// Only of this month and earlier ones.
    pub to: Option<i64>,
    /// In the name of the merchant or the title of the discount.
    pub q: String,
}

const FROM: &str = "FROM benefit_return r JOIN benefit_merchant m ON m.id = r.merchant_id
     JOIN benefit_discount d ON d.merchant_id = r.merchant_id AND d.id = r.discount_id
     JOIN trade_union u ON u.id = m.union_id WHERE";

fn conditions<A: Action>(t: &mut Text, scope: &Scope<res::Merchant, A>, f: &Filter) {
    let ranges = f.path.as_ref().map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    t.equal("r.merchant_id", f.merchant);
    for (month, sign) in [(f.from, ">="), (f.to, "<=")] {
        if let Some(month) = month {
            let n = t.arg(month);
            t.text.push_str(&format!(" AND r.month {sign} ${n}"));
        }
    }
    t.contains(&["m.name", "d.title"], &f.q);
}

/// A page of what merchants in the scope told, what was entered last first, before the id `before`.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    f: &Filter,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Told>> {
    let mut t = Text::of(format!(
        "SELECT r.merchant_id, r.discount_id, r.month, r.id, r.times, r.off, r.note, r.made_by_name, r.changed_at, r.version,
           m.name, d.title, u.name {FROM}"
    ));
    conditions(&mut t, scope, f);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND r.id < ${a} ORDER BY r.id DESC LIMIT ${n}"));
    let sql = Sql::composed("list_benefit_returns", Route::FanOut("list"), t.text);
    tx.query(&sql, &t.args, |row| {
        Ok(Told {
            of: read(row)?,
            merchant_name: row.get(10)?,
            discount_title: row.get(11)?,
            union_name: row.get(12)?,
        })
    })
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
    let mut t = Text::of(format!("SELECT count(*) FROM (SELECT r.id {FROM}"));
    conditions(&mut t, scope, f);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_returns", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
