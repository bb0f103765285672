//! The queue's SQL.

use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Tx, params};

use super::Job;

/// Milliseconds for which a worker has a job to itself; renewed while it runs.
pub(super) const LEASE_MS: i64 = 60_000;

store::statements! {
    INSERT = one("id"),
        "INSERT INTO job (id, kind, payload, state, run_at, lease_until, attempts, error)
         VALUES ($1, $2, $3, 'waiting', $4, 0, 0, '')";
    TAKE_KEY = one("job_key"),
        "INSERT INTO job_key (job_key, job_id) VALUES ($1, $2) ON CONFLICT (job_key) DO NOTHING";
    FREE_KEY = fan_out("end of a job"), "DELETE FROM job_key WHERE job_id = $1";
    DUE = fan_out("the job runner"),
        "SELECT id, kind, payload, attempts FROM job
         WHERE state = 'waiting' AND run_at <= $1 AND lease_until <= $1 ORDER BY run_at, id LIMIT $2";
    LEASE = one("id"),
        "UPDATE job SET lease_until = $2, attempts = attempts + 1
         WHERE id = $1 AND state = 'waiting' AND lease_until <= $3";
    RENEW = one("id"), "UPDATE job SET lease_until = $2 WHERE id = $1 AND state = 'waiting'";
    END = one("id"), "DELETE FROM job WHERE id = $1";
    AGAIN = one("id"), "UPDATE job SET run_at = $2, lease_until = 0, attempts = 0, error = '' WHERE id = $1";
    FAIL = one("id"), "UPDATE job SET run_at = $2, lease_until = 0, state = $3, error = $4 WHERE id = $1";
    SCHEDULE = reference, "SELECT next_at FROM job_schedule WHERE kind = $1";
    SCHEDULE_FIRST = reference,
        "INSERT INTO job_schedule (kind, next_at) VALUES ($1, $2) ON CONFLICT (kind) DO NOTHING";
    SCHEDULE_NEXT = reference, "UPDATE job_schedule SET next_at = $3 WHERE kind = $1 AND next_at = $2";
    COUNTS = fan_out("overview"), "SELECT state, count(*) FROM job GROUP BY state";
}

/// How many jobs wait and how many have failed for good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Overview {
    /// Waiting or running.
    pub waiting: i64,
    /// Given up; an operator must look.
    pub failed: i64,
}

pub(super) fn insert(tx: &mut Tx<'_>, id: Id, kind: &str, payload: &str, run_at: Timestamp) -> DbResult<()> {
    tx.execute(&INSERT, params![id, kind, payload, run_at]).map(drop)
}

pub(super) fn take_key(tx: &mut Tx<'_>, key: &str, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&TAKE_KEY, params![key, id])? == 1)
}

pub(super) fn due(tx: &mut Tx<'_>, limit: i64) -> DbResult<Vec<Job>> {
    let now = tx.now();
    tx.query(&DUE, params![now, limit], |row| {
        let mut r = row.reader();
        Ok(Job { id: r.next()?, kind: r.next()?, payload: r.next()?, attempts: r.next()? })
    })
}

/// Takes the job; `false` if another worker has it.
pub(super) fn lease(tx: &mut Tx<'_>, id: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&LEASE, params![id, now.plus_ms(LEASE_MS), now])? == 1)
}

pub(super) fn renew(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    let until = tx.now().plus_ms(LEASE_MS);
    tx.execute(&RENEW, params![id, until]).map(drop)
}

pub(super) fn end(tx: &mut Tx<'_>, id: Id) -> DbResult<()> {
    tx.execute(&FREE_KEY, params![id])?;
    tx.execute(&END, params![id]).map(drop)
}

pub(super) fn again(tx: &mut Tx<'_>, id: Id, at: Timestamp) -> DbResult<()> {
    tx.execute(&AGAIN, params![id, at]).map(drop)
}

pub(super) fn fail(tx: &mut Tx<'_>, id: Id, again_at: Option<Timestamp>, error: &str) -> DbResult<()> {
    let (state, at) = again_at.map_or(("failed", tx.now()), |at| ("waiting", at));
    tx.execute(&FAIL, params![id, at, state, error])?;
    if again_at.is_none() {
        tx.execute(&FREE_KEY, params![id])?;
    }
    Ok(())
}

/// Moves a schedule on if it is due; `true` for exactly one of all workers.
pub(super) fn due_schedule(tx: &mut Tx<'_>, kind: &str, every_seconds: i64) -> DbResult<bool> {
    let now = tx.now();
    let Some(next) = tx.query_one(&SCHEDULE, params![kind], |r| r.get::<Timestamp>(0))? else {
        return Ok(tx.execute(&SCHEDULE_FIRST, params![kind, now.plus_ms(every_seconds * 1000)])? == 1);
    };
    if next > now {
        return Ok(false);
    }
    Ok(tx.execute(&SCHEDULE_NEXT, params![kind, next, now.plus_ms(every_seconds * 1000)])? == 1)
}

impl Overview {
    /// Counts the queue.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn read(tx: &mut Tx<'_>) -> DbResult<Self> {
        let mut all = Self::default();
        tx.for_each(&COUNTS, &[], |r| {
            let (state, n): (String, i64) = (r.get(0)?, r.get(1)?);
            if state == "failed" {
                all.failed = n
            } else {
                all.waiting += n
            }
            Ok(())
        })?;
        Ok(all)
    }
}
