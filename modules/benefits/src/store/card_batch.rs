//! Batches of applications that go to the bank.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath};
use platform::scoped::within;
use store::{DbResult, Route, Row, Sql, Tx, params};

use crate::model::card::CardBatch;
use platform::lists::Text;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT b.id, b.union_id, u.name, u.path, b.number, b.bank, b.count, b.made, b.refused, b.made_by_name, b.created_at,
               b.version
             FROM benefit_card_batch b JOIN trade_union u ON u.id = b.union_id ",
            $rest
        )
    };
}

store::statements! {
    BY_ID = one("id"), select!("WHERE b.id = $1");
    INSERT = one("id"),
        "INSERT INTO benefit_card_batch (id, union_id, number, bank, count, made, refused, made_by_name, created_at, version)
         VALUES ($1, $2, $3, $4, $5, 0, 0, $6, $7, 1)";
    TALLY = one("id"),
        "UPDATE benefit_card_batch SET made = made + $2, refused = refused + $3, version = version + 1 WHERE id = $1";
}

fn read(row: &Row) -> DbResult<CardBatch> {
    let mut r = row.reader();
    Ok(CardBatch {
        id: r.next()?,
        union_id: r.next()?,
        union_name: r.next()?,
        union_path: r.next()?,
        number: r.next()?,
        bank: r.next()?,
        count: r.next()?,
        made: r.next()?,
        refused: r.next()?,
        made_by_name: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

/// A batch of a union in the scope.
///
/// # Errors
/// Any [`store::DbError`].
pub fn find<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, A>,
    id: Id,
) -> DbResult<Option<CardBatch>> {
    Ok(tx.query_one(&BY_ID, params![id], read)?.filter(|b| scope.covers(&b.union_path)))
}

/// Keeps a new batch.
///
/// # Errors
/// Any [`store::DbError`].
pub fn insert(tx: &mut Tx<'_>, b: &CardBatch) -> DbResult<()> {
    let args = params![b.id, b.union_id, &b.number, &b.bank, b.count, &b.made_by_name, b.created_at];
    tx.execute(&INSERT, args).map(drop)
}

/// Adds what an answer told.
///
/// # Errors
/// Any [`store::DbError`].
pub fn tally(tx: &mut Tx<'_>, id: Id, made: i64, refused: i64) -> DbResult<()> {
    tx.execute(&TALLY, params![id, made, refused]).map(drop)
}

/// A page of the batches in the scope, newest first, before the id `before`; within a place, if one is given.
///
/// # Errors
/// Any [`store::DbError`].
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, A>,
    path: Option<&OrgPath>,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<CardBatch>> {
    let mut t = Text::of(select!("WHERE"));
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    let (a, n) = (t.arg(before.map_or(i64::MAX, |id| id.0)), t.arg(limit));
    t.text.push_str(&format!(" AND b.id < ${a} ORDER BY b.id DESC LIMIT ${n}"));
    tx.query(&Sql::composed("list_benefit_card_batches", Route::FanOut("list"), t.text), &t.args, read)
}

/// How many batches are in the scope.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::BenefitCard, A>,
    path: Option<&OrgPath>,
    bound: i64,
) -> DbResult<i64> {
    let mut t = Text::of(
        "SELECT count(*) FROM (SELECT b.id FROM benefit_card_batch b JOIN trade_union u ON u.id = b.union_id WHERE",
    );
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    within(&mut t.text, &mut t.args, "u.path", &ranges);
    let n = t.arg(bound);
    t.text.push_str(&format!(" LIMIT ${n}) x"));
    let sql = Sql::composed("count_benefit_card_batches", Route::FanOut("count"), t.text);
    tx.query_one(&sql, &t.args, |r| r.get(0)).map(Option::unwrap_or_default)
}
