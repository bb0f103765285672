//! How many members, employers and unions there are beneath a place.

use kernel::OrgPath;
use serde::Serialize;
use store::{DbResult, Tx, params};

/// Members beneath a place up to which they are counted by kind too.
const BY_KIND: i64 = 50_000;

store::statements! {
    MEMBERS = fan_out("count"),
        "SELECT count(*), CAST(COALESCE(SUM(CASE WHEN status = 'retained' THEN 1 ELSE 0 END), 0) AS BIGINT)
         FROM membership WHERE union_path >= $1 AND union_path < $2 AND valid_to = 99991231";
    PEOPLE = fan_out("count"),
        "SELECT CAST(COALESCE(SUM(CASE WHEN p.sex = '2' THEN 1 ELSE 0 END), 0) AS BIGINT),
           CAST(COALESCE(SUM(CASE WHEN p.migrant_worker = '1' THEN 1 ELSE 0 END), 0) AS BIGINT)
         FROM membership m JOIN person p ON p.id = m.person_id
         WHERE m.union_path >= $1 AND m.union_path < $2 AND m.valid_to = 99991231";
    EMPLOYERS = reference,
        "SELECT count(*), CAST(COALESCE(SUM(e.workers), 0) AS BIGINT) FROM employer e
         JOIN employer_cover c ON c.employer_id = e.id AND c.valid_to = 99991231
         WHERE e.union_path >= $1 AND e.union_path < $2";
    UNIONS = reference,
        "SELECT count(*) FROM trade_union WHERE path > $1 AND path >= $2 AND path < $3 AND state <> 'dissolved'";
}

/// Counts of a union and everything beneath it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct UnionCounts {
    /// 会员数, retained ones among them.
    pub members: i64,
    /// 会籍保留, among them.
    pub retained: i64,
    /// 女会员数; missing where more than 50,000 members would have to be read.
    pub female_members: Option<i64>,
    /// 农民工会员数; missing likewise.
    pub migrant_members: Option<i64>,
    /// 覆盖单位.
    pub employers: i64,
    /// Workers of the covered employers.
    pub workers: i64,
    /// Unions beneath it, at any depth.
    pub unions: i64,
}

/// Counts in the register, without a scope: the caller has found the place through one.
pub fn count(tx: &mut Tx<'_>, path: &OrgPath) -> DbResult<UnionCounts> {
    let (from, to) = path.range();
    let (members, retained) =
        tx.query_one(&MEMBERS, params![&from, &to], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or((0, 0));
    let by_kind = if members <= BY_KIND {
        tx.query_one(&PEOPLE, params![&from, &to], |r| Ok((r.get(0)?, r.get(1)?)))?
    } else {
        None
    };
    let (employers, workers) =
        tx.query_one(&EMPLOYERS, params![&from, &to], |r| Ok((r.get(0)?, r.get(1)?)))?.unwrap_or((0, 0));
    let unions = tx.query_one(&UNIONS, params![path, &from, &to], |r| r.get(0))?.unwrap_or(0);
    Ok(UnionCounts {
        members,
        retained,
        female_members: by_kind.map(|(f, _): (i64, i64)| f),
        migrant_members: by_kind.map(|(_, m)| m),
        employers,
        workers,
        unions,
    })
}
