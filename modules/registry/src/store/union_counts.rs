//! What is counted in the register itself and not by the figures.

use kernel::OrgPath;
use store::{DbResult, Tx, params};

store::statements! {
    PEOPLE = fan_out("count"),
        "SELECT CAST(COALESCE(SUM(CASE WHEN p.sex = '2' THEN 1 ELSE 0 END), 0) AS BIGINT),
           CAST(COALESCE(SUM(CASE WHEN p.migrant_worker = '1' THEN 1 ELSE 0 END), 0) AS BIGINT)
         FROM membership m JOIN person p ON p.id = m.person_id
         WHERE m.union_path >= $1 AND m.union_path < $2 AND m.valid_to = 99991231";
    UNIONS = reference,
        "SELECT count(*) FROM trade_union WHERE path > $1 AND path >= $2 AND path < $3 AND state <> 'dissolved'";
}

/// Women and migrant workers among the members beneath a place; each member is read.
pub fn by_kind(tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<(i64, i64)> {
    let (from, to) = path.range();
    Ok(tx.query_one(&PEOPLE, params![&from, &to], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or((0, 0)))
}

/// Unions beneath a place, at any depth.
pub fn unions_beneath(tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<i64> {
    let (from, to) = path.range();
    Ok(tx.query_one(&UNIONS, params![path, &from, &to], |r| r.get(0))?.unwrap_or(0))
}
