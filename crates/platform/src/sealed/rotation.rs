//! Renewal of everything that depends on the keys, in chunks, resumable at any of them (docs/adr/0006).
//!
//! First half: every row is sealed anew and gets its digest under the new key; the old digests stay beside, for
//! processes that have not read the key file yet. Second half: old digests go, pass after pass until a whole pass finds
//! nothing old; then the old keys are retired.

use kernel::Timestamp;
use serde::Serialize;
use store::{DbError, DbResult, Tx, params};

use super::{Keyring, forget_key_ids};
use crate::App;
use crate::jobs::{Job, JobEnd, JobError, JobHandler};

/// Rows in one transaction.
const CHUNK: i64 = 500;

store::statements! {
    FIND = reference,
        "SELECT target, after_key, renewed, clean, since FROM key_progress WHERE table_name = $1";
    PUT = reference,
        "INSERT INTO key_progress (table_name, target, after_key, renewed, clean, since) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (table_name) DO UPDATE SET target = excluded.target, after_key = excluded.after_key,
           renewed = excluded.renewed, clean = excluded.clean, since = excluded.since";
}

/// A table with columns that depend on the keys. A module lists all of its own; a test looks for forgotten ones.
#[derive(Clone, Copy, Debug)]
pub struct SealedTable {
    /// Name of the walk, usually the table's.
    pub name: &'static str,
    /// `table.column` of every sealed value and every keyed digest that the walk renews.
    pub columns: &'static [&'static str],
    /// Renews the rows after a key. Must be conditional on what was read: others write at the same time.
    pub renew: fn(&mut Tx<'_>, &App, &Walk<'_>) -> DbResult<Step>,
}

/// Where a walk stands.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    /// Key of the last row that was looked at; empty at the beginning.
    pub after: &'a str,
    /// Rows to look at.
    pub limit: i64,
    /// Second half: old digests are removed.
    pub closing: bool,
    /// When this half began: what is younger was written with the new keys.
    pub since: Timestamp,
}

/// What a step of a walk did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Rows that were old.
    pub renewed: i64,
    /// Key to go on after; `None` at the end.
    pub next: Option<String>,
    /// Something old goes away by itself soon (one-time codes): come back later.
    pub waiting: bool,
}

/// Where a rotation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// One set of keys; nothing to do.
    Settled,
    /// First half: rows are sealed anew.
    Renewing,
    /// Second half: old digests are removed.
    Closing,
}

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Stage.
    pub stage: Stage,
    /// Walks that are through with this stage.
    pub done: Vec<&'static str>,
    /// Walks that are not.
    pub open: Vec<&'static str>,
}

struct Row {
    after: String,
    renewed: i64,
    clean: bool,
    since: Timestamp,
}

fn target(keys: &Keyring) -> String {
    format!("{}:{}", if keys.is_closing() { "closing" } else { "renewing" }, keys.writing_ids())
}

/// The progress of a walk towards the present target; a fresh one if it was on its way to another.
fn find(tx: &mut Tx<'_>, name: &str, target: &str) -> DbResult<Row> {
    let now = tx.now();
    let found = tx.query_one(&FIND, params![name], |row| {
        let mut r = row.reader();
        let of: String = r.next()?;
        Ok((of, Row { after: r.next()?, renewed: r.next()?, clean: r.next()?, since: r.next()? }))
    })?;
    let fresh = Row { after: String::new(), renewed: 0, clean: false, since: now };
    Ok(found.filter(|(of, _)| of == target).map_or(fresh, |(_, row)| row))
}

fn put(tx: &mut Tx<'_>, name: &str, target: &str, row: &Row) -> DbResult<()> {
    let Row { after, renewed, clean, since } = row;
    tx.execute(&PUT, params![name, target, after.as_str(), *renewed, *clean, *since]).map(drop)
}

/// Where the rotation stands.
///
/// # Errors
/// Any [`store::DbError`].
pub fn progress(app: &App, tables: &'static [SealedTable]) -> DbResult<Progress> {
    let keys = app.keyring();
    let stage = match (keys.is_rotating(), keys.is_closing()) {
        (false, _) => Stage::Settled,
        (true, false) => Stage::Renewing,
        (true, true) => Stage::Closing,
    };
    let mut all = Progress { stage, done: Vec::new(), open: Vec::new() };
    if stage == Stage::Settled {
        return Ok(all);
    }
    let target = target(keys);
    for t in tables {
        let target = target.clone();
        let row = app.store().read_blocking(move |tx| find(tx, t.name, &target))?;
        if row.clean { all.done.push(t.name) } else { all.open.push(t.name) }
    }
    Ok(all)
}

/// Goes on with the present half until it is through, something has to be waited for, or `more` says no. Each chunk is one
/// transaction with its progress: a kill between any two loses and doubles nothing.
///
/// # Errors
/// The database's; [`DbError::Inconsistent`] if a sealed value does not open with any key.
pub fn work(app: &App, tables: &'static [SealedTable], mut more: impl FnMut() -> bool) -> DbResult<Stage> {
    let keys = app.keyring().clone();
    let file = |e: super::SealError| DbError::Inconsistent(e.to_string());
    if !keys.is_rotating() {
        return Ok(Stage::Settled);
    }
    let (closing, target) = (keys.is_closing(), target(&keys));
    let mut through = true;
    for table in tables {
        through &= walk(app, table, &target, closing, &mut more)?;
    }
    match (through, closing) {
        (false, false) => Ok(Stage::Renewing),
        (false, true) => Ok(Stage::Closing),
        (true, false) => {
            keys.close().map_err(file)?;
            Ok(Stage::Closing)
        }
        (true, true) => {
            let writing = keys.newest_ids();
            app.store().write_blocking(move |tx| forget_key_ids(tx, &writing))?;
            let kept = keys.retire().map_err(file)?;
            tracing::info!(kept = ?kept, "old keys are retired; backups made before need the kept file");
            Ok(Stage::Settled)
        }
    }
}

/// One table; whether it is through with this half.
fn walk(
    app: &App,
    table: &'static SealedTable,
    target: &str,
    closing: bool,
    more: &mut impl FnMut() -> bool,
) -> DbResult<bool> {
    loop {
        let (inner, goal) = (app.clone(), target.to_owned());
        let (clean, waiting) = app.store().write_blocking(move |tx| {
            let mut row = find(tx, table.name, &goal)?;
            if row.clean {
                return Ok::<_, DbError>((true, false));
            }
            let at = Walk { after: &row.after, limit: CHUNK, closing, since: row.since };
            let step = (table.renew)(tx, &inner, &at)?;
            row.renewed += step.renewed;
            match step.next {
                Some(next) => row.after = next,
                None => {
                    // The first half needs one pass; the second a pass that finds nothing.
                    row.clean = !step.waiting && (!closing || row.renewed == 0);
                    (row.after, row.renewed) = (String::new(), 0);
                }
            }
            put(tx, table.name, &goal, &row)?;
            Ok((row.clean, step.waiting))
        })?;
        if clean || waiting || !more() {
            return Ok(clean);
        }
    }
}

/// Goes on with a rotation that a command began, also after a crash. One half a run: between the halves other processes
/// have time to read the key file.
pub struct RekeyJob(pub &'static [SealedTable]);

impl JobHandler for RekeyJob {
    fn kind(&self) -> &'static str {
        "platform.rekey"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(60)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        work(app, self.0, || true)?;
        Ok(JobEnd::Done)
    }
}
