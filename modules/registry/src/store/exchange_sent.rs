//! What the platform above was last sent of a record, and what it last accepted.

use std::collections::HashMap;

use kernel::{Id, OrgPath};
use store::{DbError, DbResult, Insert, Kind, Route, Row, Sql, Tx, Val, params};

use crate::model::exchange::{Operation, SentState};
use platform::scoped::within;

static UPSERT: Insert = Insert::new(
    "exchange_sent",
    &[
        ("record_id", Kind::Int),
        ("target_id", Kind::Int),
        ("union_path", Kind::Text),
        ("run_id", Kind::Int),
        ("row_number", Kind::Int),
        ("operation", Kind::Text),
        ("state", Kind::Text),
        ("digest", Kind::Bytes),
        ("accepted", Kind::Bytes),
        ("reason", Kind::Text),
    ],
    "ON CONFLICT (record_id, target_id) DO UPDATE SET union_path = excluded.union_path, run_id = excluded.run_id,
       row_number = excluded.row_number, operation = excluded.operation, state = excluded.state, digest = excluded.digest,
       accepted = excluded.accepted, reason = excluded.reason",
);

store::statements! {
    OF_RUN = fan_out("rows of a run"),
        "SELECT record_id, target_id, union_path, run_id, row_number, operation, state, digest, accepted, reason
         FROM exchange_sent WHERE run_id = $1 AND row_number > $2 ORDER BY row_number LIMIT $3";
    DELETE = one("record_id"), "DELETE FROM exchange_sent WHERE record_id = $1 AND target_id = $2";
    OF_RECORD = one("record_id"),
        "SELECT record_id, target_id, union_path, run_id, row_number, operation, state, digest, accepted, reason
         FROM exchange_sent WHERE record_id = $1 ORDER BY target_id";
}

const COLUMNS: &str =
    "record_id, target_id, union_path, run_id, row_number, operation, state, digest, accepted, reason";

/// What was sent of a record to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Person or union.
    pub record_id: Id,
    /// Target.
    pub target_id: Id,
    /// Where it stood.
    pub path: OrgPath,
    /// With which run.
    pub run_id: Id,
    /// Row of its file, from 1 beneath the header.
    pub row: i64,
    /// As what.
    pub operation: Operation,
    /// What became of it.
    pub state: SentState,
    /// Digests of what was sent.
    pub digest: Vec<u8>,
    /// Digests of what was accepted; empty if nothing was.
    pub accepted: Vec<u8>,
    /// Why it was refused.
    pub reason: String,
}

fn sent(row: &Row) -> DbResult<Sent> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let wrong = |what: &str| DbError::Inconsistent(format!("exchange of {id}: {what}"));
    Ok(Sent {
        record_id: id,
        target_id: r.next()?,
        path: r.next()?,
        run_id: r.next()?,
        row: r.next()?,
        operation: Operation::parse(&r.next::<String>()?).ok_or_else(|| wrong("operation"))?,
        state: SentState::parse(&r.next::<String>()?).ok_or_else(|| wrong("state"))?,
        digest: r.next()?,
        accepted: r.next()?,
        reason: r.next()?,
    })
}

/// Stores what was sent.
pub fn put(tx: &mut Tx<'_>, all: &[Sent]) -> DbResult<()> {
    let mut all: Vec<&Sent> = all.iter().collect();
    all.sort_by_key(|s| (s.record_id, s.target_id));
    let rows: Vec<Vec<Val<'_>>> = all
        .iter()
        .map(|s| {
            vec![
                Val::from(s.record_id),
                Val::from(s.target_id),
                Val::from(&s.path),
                Val::from(s.run_id),
                Val::from(s.row),
                Val::from(s.operation.code()),
                Val::from(s.state.code()),
                Val::from(&s.digest),
                Val::from(&s.accepted),
                Val::from(&s.reason),
            ]
        })
        .collect();
    tx.insert_many(&UPSERT, &rows).map(drop)
}

/// Forgets what was sent of a record: the platform above has it no more.
pub fn forget(tx: &mut Tx<'_>, record: Id, target: Id) -> DbResult<()> {
    tx.execute(&DELETE, params![record, target]).map(drop)
}

/// What was sent of these records, by record.
pub fn of_ids(tx: &mut Tx<'_>, target: Id, ids: &[Id]) -> DbResult<HashMap<Id, Sent>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let marks: Vec<String> = (2..=ids.len() + 1).map(|n| format!("${n}")).collect();
    let text = format!(
        "SELECT {COLUMNS} FROM exchange_sent WHERE target_id = $1 AND record_id IN ({})",
        marks.join(", ")
    );
    let mut args = vec![Val::from(target)];
    args.extend(ids.iter().map(|id| Val::from(*id)));
    let rows = tx.query(&Sql::composed("exchange_sent_of", Route::FanOut("export"), text), &args, sent)?;
    Ok(rows.into_iter().map(|s| (s.record_id, s)).collect())
}

/// What was sent within the ranges, after a place and a record.
pub fn part(
    tx: &mut Tx<'_>,
    target: Id,
    ranges: &[(String, String)],
    (path, id): (&str, i64),
    limit: i64,
) -> DbResult<Vec<Sent>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS} FROM exchange_sent WHERE"), Vec::new());
    within(&mut text, &mut args, "union_path", ranges);
    args.extend([Val::from(target), Val::from(path.to_owned()), Val::from(id), Val::from(limit)]);
    let n = args.len();
    text.push_str(&format!(
        " AND target_id = ${} AND (union_path, record_id) > (${}, ${}) ORDER BY union_path, record_id LIMIT ${n}",
        n - 3,
        n - 2,
        n - 1
    ));
    tx.query(&Sql::composed("exchange_sent_part", Route::FanOut("export"), text), &args, sent)
}

/// Rows of a run whose last word is still that run's, after a row of its file.
pub fn of_run(tx: &mut Tx<'_>, run: Id, after: i64, limit: i64) -> DbResult<Vec<Sent>> {
    tx.query(&OF_RUN, params![run, after, limit], sent)
}

/// All that was sent of one record.
pub fn of_record(tx: &mut Tx<'_>, record: Id) -> DbResult<Vec<Sent>> {
    tx.query(&OF_RECORD, params![record], sent)
}
