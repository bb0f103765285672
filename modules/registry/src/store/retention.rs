//! Runs of the erasure of people who have left.

use kernel::{Day, Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Row, Tx, params};

store::statements! {
    INSERT = one("id"),
        "INSERT INTO retention_run (id, day, years, cut_day, erased, held, started_at, finished_at)
         VALUES ($1, $2, $3, $4, 0, 0, $5, 0)";
    OPEN = fan_out("retention"),
        "SELECT id, day, years, cut_day, erased, held, started_at, finished_at FROM retention_run
         WHERE finished_at = 0 ORDER BY id LIMIT 1";
    LIST = fan_out("list"),
        "SELECT id, day, years, cut_day, erased, held, started_at, finished_at FROM retention_run
         WHERE id < $1 ORDER BY id DESC LIMIT $2";
    ADD = one("id"), "UPDATE retention_run SET erased = erased + 1 WHERE id = $1 AND finished_at = 0";
    FINISH = one("id"), "UPDATE retention_run SET held = $2, finished_at = $3 WHERE id = $1 AND finished_at = 0";
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RetentionRun {
    /// Run.
    pub id: Id,
    /// Day.
    pub day: Day,
    /// The rule: years after the last membership, `privacy.left_years` of the day.
    pub years: i64,
    /// Those whose last membership ended before this day.
    pub cut_day: Day,
    /// People erased.
    pub erased: i64,
    /// People whose time was over and who are held, e.g. by an open request.
    pub held: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; 0 while it goes on.
    pub finished_at: Timestamp,
}

fn run(row: &Row) -> DbResult<RetentionRun> {
    let mut r = row.reader();
    Ok(RetentionRun {
        id: r.next()?,
        day: r.next()?,
        years: r.next()?,
        cut_day: r.next()?,
        erased: r.next()?,
        held: r.next()?,
        started_at: r.next()?,
        finished_at: r.next()?,
    })
}

/// Begins a run.
pub fn begin(tx: &mut Tx<'_>, years: i64, cut: Day) -> DbResult<RetentionRun> {
    let (id, now, today) = (tx.new_id(), tx.now(), tx.today());
    tx.execute(&INSERT, params![id, today, years, cut, now])?;
    let zero = Timestamp(0);
    Ok(RetentionRun {
        id,
        day: today,
        years,
        cut_day: cut,
        erased: 0,
        held: 0,
        started_at: now,
        finished_at: zero,
    })
}

/// The run that has not ended, left by a crash perhaps.
pub fn open(tx: &mut Tx<'_>) -> DbResult<Option<RetentionRun>> {
    tx.query_one(&OPEN, params![], run)
}

/// Runs, newest first, before one of them; at most `limit`.
pub fn list(tx: &mut Tx<'_>, before: Option<Id>, limit: i64) -> DbResult<Vec<RetentionRun>> {
    tx.query(&LIST, params![before.unwrap_or(Id(i64::MAX)), limit], run)
}

/// Counts one more erased person, in the transaction that erases.
pub fn add(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    tx.execute(&ADD, params![id]).map(drop)
}

/// Ends a run; `false` if it had ended.
pub fn finish(tx: &mut Tx<'_>, id: Id, held: i64) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&FINISH, params![id, held, now])? == 1)
}
