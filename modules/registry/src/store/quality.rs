//! What the members of unions are like: counted union by union, for the figures of data quality.

use std::collections::HashMap;

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Route, Sql, Tx, Val, params};

use crate::quality::{DOUBTS, FIELDS};

store::statements! {
    /// Unions along their places; dissolved ones too, for what was counted there must go.
    UNIONS = reference, "SELECT id, path FROM trade_union WHERE path > $1 ORDER BY path LIMIT $2";
    CONFIRM = one("person_id"),
        "INSERT INTO person_confirmed (person_id, day) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET day = excluded.day";
    CONFIRMED = one("person_id"), "SELECT day FROM person_confirmed WHERE person_id = $1";
    COUNTED = reference, "SELECT counted_at FROM quality_count WHERE id = 1";
    SET_COUNTED = reference,
        "INSERT INTO quality_count (id, counted_at) VALUES (1, $1)
         ON CONFLICT (id) DO UPDATE SET counted_at = excluded.counted_at";
}

/// The next unions along their places, with these.
pub fn unions(tx: &mut Tx<'_>, after: &str, limit: i64) -> DbResult<Vec<(Id, String)>> {
    tx.query(&UNIONS, params![after, limit], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// Of each union whose place is in `[from, to]`: members, stale ones, those without each field, those with each doubt. Unions without members
/// are left out.
pub fn count(
    tx: &mut Tx<'_>,
    (from, to): (&str, &str),
    stale_before: Day,
) -> DbResult<HashMap<Id, Vec<i64>>> {
    let mut text = String::from(
        "SELECT m.union_id, count(*),
           CAST(SUM(CASE WHEN COALESCE(c.day, m.valid_from) < $3 THEN 1 ELSE 0 END) AS BIGINT)",
    );
    for condition in FIELDS.iter().map(|f| f.missing).chain(DOUBTS.iter().map(|d| d.holds)) {
        text.push_str(&format!(", CAST(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS BIGINT)"));
    }
    text.push_str(
        " FROM membership m CROSS JOIN person p LEFT JOIN person_confirmed c ON c.person_id = p.id
         WHERE p.id = m.person_id AND m.union_path >= $1 AND m.union_path <= $2 AND m.valid_to = 99991231
         GROUP BY m.union_id",
    );
    let sql = Sql::composed("count_quality", Route::FanOut("figures of data quality"), text);
    let args = [Val::from(from.to_owned()), Val::from(to.to_owned()), Val::from(stale_before)];
    let rows = tx.query(&sql, &args, |r| {
        let of: DbResult<Vec<i64>> = (1..FIELDS.len() + DOUBTS.len() + 3).map(|n| r.get(n)).collect();
        Ok((r.get(0)?, of?))
    })?;
    Ok(rows.into_iter().collect())
}

/// Finished imports of the unions in `[from, to]`: union, instant of the end, rows, refused ones.
pub fn imports(tx: &mut Tx<'_>, (from, to): (&str, &str)) -> DbResult<Vec<(Id, Timestamp, i64, i64)>> {
    let text = "SELECT union_id, finished_at, rows, rejected FROM import_batch
         WHERE union_path >= $1 AND union_path <= $2 AND state = 'done'";
    let sql = Sql::composed("quality_imports", Route::FanOut("figures of data quality"), text.to_owned());
    let args = [Val::from(from.to_owned()), Val::from(to.to_owned())];
    tx.query(&sql, &args, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
}

/// What is kept of a person was looked at today.
pub fn confirm(tx: &mut Tx<'_>, person: Id) -> DbResult<()> {
    let today = tx.today();
    tx.execute(&CONFIRM, params![person, today]).map(drop)
}

/// When it was last looked at; none if never since it was entered.
pub fn confirmed(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Day>> {
    tx.query_one(&CONFIRMED, params![person], |r| r.get(0))
}

/// When the figures were last counted as a whole.
pub fn counted_at(tx: &mut Tx<'_>) -> DbResult<Option<Timestamp>> {
    tx.query_one(&COUNTED, &[], |r| r.get(0))
}

/// They have been counted as a whole.
pub fn set_counted(tx: &mut Tx<'_>) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&SET_COUNTED, params![now]).map(drop)
}
