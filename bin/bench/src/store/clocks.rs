//! Clocks of cases that are due at once, and what they said.

use store::{DbResult, Sql, Tx, params};

store::statements! {
    MAKE_DUE = fan_out("benchmark"),
        "UPDATE case_file SET state = 'open', step = 'general', track = 'general', closed_on = 0, closed_at = 0,
           clock = $1, clock_from = $4, clock_count = 5, clock_unit = 'days', paused_on = 0,
           due_on = $5, due_at = $2, tick_at = $2, mark = 2, watch_path = '', version = version + 1
         WHERE id IN (SELECT id FROM case_file ORDER BY id LIMIT $3)";
    STILL_DUE = fan_out("benchmark"), "SELECT count(*) FROM case_file WHERE clock = $1 AND mark = 2 AND tick_at > 0";
    MARKS = fan_out("benchmark"), "SELECT count(*) FROM case_mark WHERE clock = $1 AND mark = 2";
    LATE_CASES = fan_out("benchmark"),
        "SELECT count(DISTINCT case_id) FROM case_event
         WHERE deed = 'late' AND case_id IN (SELECT id FROM case_file WHERE clock = $1)
           AND at >= (SELECT min(at) FROM case_mark WHERE clock = $1 AND mark = 2)";
    // Bits 14 to 21 of an id tell the process that made it.
    LATE_EVENTS = fan_out("benchmark"),
        "SELECT count(*) FROM case_event
         WHERE deed = 'late' AND case_id IN (SELECT id FROM case_file WHERE clock = $1)
           AND at >= (SELECT min(at) FROM case_mark WHERE clock = $1 AND mark = 2)
         GROUP BY (id >> 14) & 255 ORDER BY 1";
}

/// Gives so many cases a limit that is over, under a number of the clock of their own.
///
/// # Errors
/// Any [`store::DbError`].
pub fn make_due(tx: &mut Tx<'_>, clock: i64, n: i64) -> DbResult<u64> {
    // Over since a minute: the next union above is told in some days, and is no part of this.
    let (at, due) = (tx.now().plus_ms(-60_000), tx.today().plus_days(-1));
    tx.execute(&MAKE_DUE, params![clock, at, n, due.plus_days(-5), due])
}

/// How many of those have not spoken yet.
///
/// # Errors
/// Any [`store::DbError`].
pub fn still_due(tx: &mut Tx<'_>, clock: i64) -> DbResult<i64> {
    Ok(tx.query_one(&STILL_DUE, params![clock], |r| r.get(0))?.unwrap_or_default())
}

/// What is there of clocks that have spoken.
#[derive(Debug)]
pub struct Spoken {
    /// Marks that they reached.
    pub marks: i64,
    /// Cases with an event that says so.
    pub cases: i64,
    /// Those events, by the process that wrote them.
    pub by_server: Vec<i64>,
}

/// Which of those have spoken.
///
/// # Errors
/// Any [`store::DbError`].
pub fn spoken(tx: &mut Tx<'_>, clock: i64) -> DbResult<Spoken> {
    let mut count = |sql: &Sql| tx.query_one(sql, params![clock], |r| r.get(0));
    let (marks, cases) = (count(&MARKS)?.unwrap_or_default(), count(&LATE_CASES)?.unwrap_or_default());
    Ok(Spoken { marks, cases, by_server: tx.query(&LATE_EVENTS, params![clock], |r| r.get(0))? })
}
