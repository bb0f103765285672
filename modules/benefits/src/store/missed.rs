//! Whom benefits reached, and whom they never did: members by union, counted once a day.

use std::collections::HashMap;

use kernel::{Id, OrgPath, Timestamp};
use store::{DbResult, Insert, Kind, Tx, Val, params};

static PUT: Insert = Insert::new(
    "benefit_missed",
    &[
        ("union_id", Kind::Int),
        ("slice", Kind::Text),
        ("members", Kind::Int),
        ("reached", Kind::Int),
        ("counted_at", Kind::Int),
    ],
    "ON CONFLICT (union_id, slice) DO UPDATE SET members = excluded.members, reached = excluded.reached,
       counted_at = excluded.counted_at",
);

store::statements! {
    BY_NATURE = fan_out("members whom benefits reached, once a day"),
        "SELECT m.union_id, COALESCE(e.nature, ''), count(*),
           CAST(SUM(CASE WHEN EXISTS (SELECT 1 FROM benefit_reached r WHERE r.person_id = m.person_id) THEN 1 ELSE 0 END) AS BIGINT)
         FROM membership m LEFT JOIN employer e ON e.id = m.employer_id
         WHERE m.union_path >= $1 AND m.union_path < $2 AND m.valid_to = 99991231 GROUP BY m.union_id, COALESCE(e.nature, '')";
    BY_FLAG = fan_out("members whom benefits reached, once a day"),
        "SELECT m.union_id, f.kind, count(DISTINCT f.person_id),
           count(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM benefit_reached r WHERE r.person_id = f.person_id)
             THEN f.person_id ELSE NULL END)
         FROM member_flag f CROSS JOIN membership m
         WHERE m.person_id = f.person_id AND f.valid_to >= $1 AND f.valid_from <= $1 AND m.valid_to = 99991231 GROUP BY m.union_id, f.kind";
    PLACES = reference, "SELECT id, path FROM trade_union";
    OLD = fan_out("what was not counted again"), "DELETE FROM benefit_missed WHERE counted_at < $1";
    OF = one("union_id"), "SELECT slice, members, reached, counted_at FROM benefit_missed WHERE union_id = $1 ORDER BY slice";
    BENEATH = fan_out("figures of the unions right beneath"),
        "SELECT union_id, members, reached FROM benefit_missed
         WHERE union_id IN (SELECT id FROM trade_union WHERE parent_id = $1) AND slice = 'all'";
}

/// Members of a union, and those of them who ever got something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// `all`, `nature:` and a code, or `flag:` and a code.
    pub slice: String,
    /// Members.
    pub members: i64,
    /// Those who ever got something.
    pub reached: i64,
    /// When they were counted.
    pub counted_at: Timestamp,
}

/// Members of one union, by a code, and those who were reached.
pub type Counted = (Id, String, i64, i64);

/// The members at a place and beneath, by the nature of their employer.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_nature(tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Vec<Counted>> {
    let (from, to) = place.range();
    tx.query(&BY_NATURE, params![from, to], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// The members who have a flag on a day (`yyyymmdd`), by its kind.
///
/// # Errors
/// Any [`store::DbError`].
pub fn by_flag(tx: &mut Tx<'_>, day: i64) -> DbResult<Vec<Counted>> {
    tx.query(&BY_FLAG, params![day], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// All unions and where they stand.
///
/// # Errors
/// Any [`store::DbError`].
pub fn places(tx: &mut Tx<'_>) -> DbResult<Vec<(Id, OrgPath)>> {
    tx.query(&PLACES, params![], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Writes what was counted: union, slice, members, reached.
///
/// # Errors
/// Any [`store::DbError`].
pub fn put(tx: &mut Tx<'_>, all: &[(Id, String, i64, i64)], at: Timestamp) -> DbResult<()> {
    let row = |(union, slice, members, reached): &(Id, String, i64, i64)| -> Vec<Val<'static>> {
        vec![(*union).into(), slice.clone().into(), (*members).into(), (*reached).into(), at.into()]
    };
    tx.insert_many(&PUT, &all.iter().map(row).collect::<Vec<_>>()).map(drop)
}

/// Takes away what was counted before an instant.
///
/// # Errors
/// Any [`store::DbError`].
pub fn drop_old(tx: &mut Tx<'_>, before: Timestamp) -> DbResult<()> {
    tx.execute(&OLD, params![before]).map(drop)
}

/// What was counted of a union. Unscoped: who asks has found the union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of(tx: &mut Tx<'_>, union: Id) -> DbResult<Vec<Slice>> {
    tx.query(&OF, params![union], |r| {
        Ok(Slice { slice: r.get(0)?, members: r.get(1)?, reached: r.get(2)?, counted_at: r.get(3)? })
    })
}

/// Members and those who were reached, of the unions right beneath one. Unscoped: who asks has found the union.
///
/// # Errors
/// Any [`store::DbError`].
pub fn beneath(tx: &mut Tx<'_>, union: Id) -> DbResult<HashMap<Id, (i64, i64)>> {
    let all = tx.query(&BENEATH, params![union], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?;
    Ok(all.into_iter().collect())
}
