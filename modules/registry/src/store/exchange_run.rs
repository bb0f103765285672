//! Runs of the upward exchange.

use guard::act::Action;
use guard::{Scope, res};
use kernel::{Id, OrgPath, Timestamp};
use store::{DbError, DbResult, Route, Row, Sql, Tx, Val, params};

use super::exchange_source::Seek;
use crate::model::exchange::{ExchangeDefinition, RunState, TargetKind};
use platform::scoped::within;

store::statements! {
    INSERT = one("id"),
        "INSERT INTO exchange_run (id, target_id, union_id, union_path, target_name, kind, target_version, definition, state,
           purpose, phase, seek_path, seek_key, seek_id, bytes_done, total, seen, added, changed, gone, refused, accepted,
           returned, file_id, reasons_id, created_by, created_by_name, created_at, finished_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'running', $9, 0, '', '', 0, 0, $10, 0, 0, 0, 0, 0, 0, 0, 0, 0, $11, $12,
           $13, 0)";
    BY_ID = one("id"),
        "SELECT id, target_id, union_id, union_path, target_name, kind, target_version, definition, state, purpose, phase,
           seek_path, seek_key, seek_id, bytes_done, total, seen, added, changed, gone, refused, accepted, returned, file_id,
           reasons_id, created_by, created_by_name, created_at, finished_at
         FROM exchange_run WHERE id = $1";
    ADVANCE = one("id"),
        "UPDATE exchange_run SET phase = $4, seek_path = $5, seek_key = $6, seek_id = $7, bytes_done = $8, seen = $9,
           added = $10, changed = $11, gone = $12, refused = $13
         WHERE id = $1 AND phase = $2 AND bytes_done = $3 AND state = 'running'";
    MOVE = one("id"),
        "UPDATE exchange_run SET state = $3, finished_at = $4 WHERE id = $1 AND state = $2";
    KEEP_FILES = one("id"), "UPDATE exchange_run SET file_id = $2, reasons_id = $3 WHERE id = $1";
    ANSWER = one("id"), "UPDATE exchange_run SET accepted = $2, returned = $3 WHERE id = $1";
}

const COLUMNS: &str = "id, target_id, union_id, union_path, target_name, kind, target_version, definition, state, purpose,
     phase, seek_path, seek_key, seek_id, bytes_done, total, seen, added, changed, gone, refused, accepted, returned, file_id,
     reasons_id, created_by, created_by_name, created_at, finished_at";

/// Rows of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunTally {
    /// Records looked at.
    pub seen: i64,
    /// New ones sent.
    pub added: i64,
    /// Changed ones sent.
    pub changed: i64,
    /// Ones sent that are there no more.
    pub gone: i64,
    /// Not sent, against the target's rules.
    pub refused: i64,
}

impl RunTally {
    /// Rows of the file.
    pub fn sent(&self) -> i64 {
        self.added + self.changed + self.gone
    }
}

/// A run as stored.
#[derive(Clone, Debug)]
pub struct Run {
    /// Run.
    pub id: Id,
    /// By which target.
    pub target_id: Id,
    /// Of which union and those beneath it.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// The target's name then.
    pub target_name: String,
    /// What is reported.
    pub kind: TargetKind,
    /// The target's version then.
    pub target_version: i64,
    /// Its columns then.
    pub definition: ExchangeDefinition,
    /// State.
    pub state: RunState,
    /// What for.
    pub purpose: String,
    /// 0 what is there, 1 what is gone, 2 the file is being made.
    pub phase: i64,
    /// The last record that is in the working file.
    pub seek: Seek,
    /// Length of the working file.
    pub bytes_done: i64,
    /// Records that there were at the start.
    pub total: i64,
    /// Rows.
    pub tally: RunTally,
    /// Accepted above.
    pub accepted: i64,
    /// Refused above.
    pub returned: i64,
    /// Attachment with the file; 0 if none.
    pub file_id: Id,
    /// Attachment with the rows not sent; 0 if none.
    pub reasons_id: Id,
    /// Account; 0 for the program.
    pub created_by: Id,
    /// Who began it.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When the file was made; 0 if not yet.
    pub finished_at: Timestamp,
}

fn run(row: &Row) -> DbResult<Run> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let wrong = |what: &str| DbError::Inconsistent(format!("exchange run {id}: {what}"));
    Ok(Run {
        id,
        target_id: r.next()?,
        union_id: r.next()?,
        union_path: r.next()?,
        target_name: r.next()?,
        kind: TargetKind::parse(&r.next::<String>()?).ok_or_else(|| wrong("kind"))?,
        target_version: r.next()?,
        definition: serde_json::from_str(&r.next::<String>()?).map_err(|_| wrong("definition"))?,
        state: RunState::parse(&r.next::<String>()?).ok_or_else(|| wrong("state"))?,
        purpose: r.next()?,
        phase: r.next()?,
        seek: Seek { path: r.next()?, key: r.next()?, id: r.next()? },
        bytes_done: r.next()?,
        total: r.next()?,
        tally: RunTally {
            seen: r.next()?,
            added: r.next()?,
            changed: r.next()?,
            gone: r.next()?,
            refused: r.next()?,
        },
        accepted: r.next()?,
        returned: r.next()?,
        file_id: r.next()?,
        reasons_id: r.next()?,
        created_by: r.next()?,
        created_by_name: r.next()?,
        created_at: r.next()?,
        finished_at: r.next()?,
    })
}

/// Stores a run that begins.
pub fn insert(tx: &mut Tx<'_>, r: &Run) -> DbResult<()> {
    let definition =
        serde_json::to_string(&r.definition).map_err(|e| DbError::Driver(format!("definition: {e}")))?;
    let args = params![
        r.id,
        r.target_id,
        r.union_id,
        &r.union_path,
        &r.target_name,
        r.kind.code(),
        r.target_version,
        definition,
        &r.purpose,
        r.total,
        r.created_by,
        &r.created_by_name,
        r.created_at
    ];
    tx.execute(&INSERT, args).map(drop)
}

/// A run within the scope.
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Exchange, A>, id: Id) -> DbResult<Option<Run>> {
    Ok(by_id(tx, id)?.filter(|r| scope.covers(&r.union_path)))
}

/// A run, for the program itself.
pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Run>> {
    tx.query_one(&BY_ID, params![id], run)
}

/// Runs in the scope, newest first.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Exchange, A>,
    (path, target, state): (Option<&OrgPath>, Option<Id>, Option<RunState>),
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Run>> {
    let ranges = path.map_or_else(|| scope.ranges(), |p| scope.ranges_within(p));
    let (mut text, mut args) = (format!("SELECT {COLUMNS} FROM exchange_run WHERE"), Vec::new());
    within(&mut text, &mut args, "union_path", &ranges);
    if let Some(target) = target {
        args.push(Val::from(target));
        text.push_str(&format!(" AND target_id = ${}", args.len()));
    }
    if let Some(state) = state {
        args.push(Val::from(state.code()));
        text.push_str(&format!(" AND state = ${}", args.len()));
    }
    args.extend([Val::from(before.unwrap_or(Id(i64::MAX))), Val::from(limit)]);
    let n = args.len();
    text.push_str(&format!(" AND id < ${} ORDER BY id DESC LIMIT ${n}", n - 1));
    tx.query(&Sql::composed("list_exchange_runs", Route::FanOut("list"), text), &args, run)
}

/// Moves a run on, from what was read of it; `false` if another worker did, or it was given up.
pub fn advance(
    tx: &mut Tx<'_>,
    before: &Run,
    phase: i64,
    seek: &Seek,
    bytes: i64,
    t: &RunTally,
) -> DbResult<bool> {
    let args = params![
        before.id,
        before.phase,
        before.bytes_done,
        phase,
        &seek.path,
        &seek.key,
        seek.id,
        bytes,
        t.seen,
        t.added,
        t.changed,
        t.gone,
        t.refused
    ];
    Ok(tx.execute(&ADVANCE, args)? == 1)
}

/// Moves a run to another state; `false` if it was not in the one it was read in.
pub fn set_state(tx: &mut Tx<'_>, r: &Run, to: RunState) -> DbResult<bool> {
    let finished = if r.finished_at.0 == 0 { tx.now() } else { r.finished_at };
    Ok(tx.execute(&MOVE, params![r.id, r.state.code(), to.code(), finished])? == 1)
}

/// The files of a run.
pub fn keep_files(tx: &mut Tx<'_>, id: Id, file: Id, reasons: Id) -> DbResult<()> {
    tx.execute(&KEEP_FILES, params![id, file, reasons]).map(drop)
}

/// What the receipts said so far.
pub fn answered(tx: &mut Tx<'_>, id: Id, accepted: i64, returned: i64) -> DbResult<()> {
    tx.execute(&ANSWER, params![id, accepted, returned]).map(drop)
}
