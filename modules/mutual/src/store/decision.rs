//! What was done with claims.

use kernel::Id;
use store::{DbResult, Row, Tx, params};

use crate::model::claim::Decision;

store::statements! {
    NEXT = one("claim_id"), "SELECT COALESCE(MAX(seq), 0) + 1 FROM mutual_decision WHERE claim_id = $1";
    INSERT = one("claim_id"),
        "INSERT INTO mutual_decision (claim_id, seq, deed, title, note, plain, by_id, by_name, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    OF_CLAIM = one("claim_id"),
        "SELECT seq, deed, title, note, plain, by_id, by_name, at FROM mutual_decision WHERE claim_id = $1 ORDER BY seq";
}

fn read(row: &Row) -> DbResult<Decision> {
    let mut r = row.reader();
    Ok(Decision {
        seq: r.next()?,
        deed: r.next()?,
        title: r.next()?,
        note: r.next()?,
        plain: r.next()?,
        by_id: r.next()?,
        by_name: r.next()?,
        at: r.next()?,
    })
}

/// Adds a line; its `seq` is found here.
///
/// # Errors
/// Any [`store::DbError`].
pub fn add(tx: &mut Tx<'_>, claim: Id, d: &Decision) -> DbResult<()> {
    let seq: i64 = tx.query_one(&NEXT, params![claim], |r| r.get(0))?.unwrap_or(1);
    let args = params![claim, seq, &d.deed, &d.title, &d.note, &d.plain, d.by_id, &d.by_name, d.at];
    tx.execute(&INSERT, args).map(drop)
}

/// All lines of a claim, in order.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_claim(tx: &mut Tx<'_>, claim: Id) -> DbResult<Vec<Decision>> {
    tx.query(&OF_CLAIM, params![claim], read)
}
