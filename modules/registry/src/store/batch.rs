//! Imports: batches and the verdicts of their chunks.

use guard::Scope;
use guard::act::Action;
use guard::res;
use kernel::{Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbResult, Route, Row, Sql, Tx, Val, params};

use platform::scoped;

store::statements! {
    INSERT = one("id"),
        "INSERT INTO import_batch (id, union_id, union_path, file_name, file_digest, state, chunks_done, share_done,
           rows, accepted, rejected, transfers, unchanged, warnings, error, created_by, created_by_name, created_at,
           started_at, finished_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, 0, 0, 0, '', $7, $8, $9, 0, 0, 1)";
    BY_ID = one("id"),
        "SELECT id, union_id, union_path, file_name, file_digest, state, chunks_done, share_done, rows, accepted,
           rejected, transfers, unchanged, warnings, error, created_by, created_by_name, created_at, started_at, finished_at, version
         FROM import_batch WHERE id = $1";
    SET_STATE = one("id"),
        "UPDATE import_batch SET state = $3, error = $4, started_at = $5, finished_at = $6, version = version + 1
         WHERE id = $1 AND state = $2";
    RESET = one("id"),
        "UPDATE import_batch SET chunks_done = 0, share_done = 0, rows = 0, accepted = 0, rejected = 0, transfers = 0,
           unchanged = 0, warnings = 0 WHERE id = $1";
    ADVANCE = one("id"),
        "UPDATE import_batch SET chunks_done = chunks_done + 1, share_done = $3, rows = rows + $4,
           accepted = accepted + $5, rejected = rejected + $6, transfers = transfers + $7, unchanged = unchanged + $8,
           warnings = warnings + $9 WHERE id = $1 AND chunks_done = $2 AND state = $10";
    INSERT_CHUNK = one("batch_id"),
        "INSERT INTO import_chunk (batch_id, phase, chunk, rows, body) VALUES ($1, $2, $3, $4, $5)";
    CHUNK = one("batch_id"), "SELECT body FROM import_chunk WHERE batch_id = $1 AND phase = $2 AND chunk = $3";
    DELETE_CHUNKS = one("batch_id"), "DELETE FROM import_chunk WHERE batch_id = $1 AND phase = $2";
    DELETE_CHUNK = one("batch_id"),
        "DELETE FROM import_chunk WHERE batch_id = $1 AND phase = $2 AND chunk = $3";
    RETREAT = one("id"), "UPDATE import_batch SET chunks_done = $2 WHERE id = $1";
}

const COLUMNS: &str = "id, union_id, union_path, file_name, file_digest, state, chunks_done, share_done, rows, accepted,
     rejected, transfers, unchanged, warnings, error, created_by, created_by_name, created_at, started_at, finished_at, version";

/// Where a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BatchState {
    /// The file is being checked.
    Checking,
    /// Checked; waits for the cadre.
    Checked,
    /// Good rows are being entered.
    Running,
    /// Done.
    Done,
    /// Given up by the cadre before it was done; what was entered stays and can be undone.
    Cancelled,
    /// Being undone.
    Undoing,
    /// Undone.
    Undone,
    /// Cannot go on; the error says why.
    Failed,
}

impl BatchState {
    const ALL: [Self; 8] = [
        Self::Checking,
        Self::Checked,
        Self::Running,
        Self::Done,
        Self::Cancelled,
        Self::Undoing,
        Self::Undone,
        Self::Failed,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Failed => "failed",
        }
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Checking => "正在检查",
            Self::Checked => "检查完成，等待确认",
            Self::Running => "正在导入",
            Self::Done => "导入完成",
            Self::Cancelled => "已取消",
            Self::Undoing => "正在撤销",
            Self::Undone => "已撤销",
            Self::Failed => "未能完成",
        }
    }

    /// Whether a job is at work on it.
    pub fn is_moving(self) -> bool {
        matches!(self, Self::Checking | Self::Running | Self::Undoing)
    }
}

/// Rows by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Tally {
    /// Data rows.
    pub rows: i64,
    /// Rows with 是, those below among them.
    pub accepted: i64,
    /// Rows with 否.
    pub rejected: i64,
    /// Rows that became a proposed transfer.
    pub transfers: i64,
    /// Rows that changed nothing.
    pub unchanged: i64,
    /// Rows with a warning.
    pub warnings: i64,
}

/// An import of one workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Batch {
    /// Batch.
    pub id: Id,
    /// Into which union.
    pub union_id: Id,
    /// Its place.
    #[serde(skip)]
    #[schema(ignore)]
    pub union_path: OrgPath,
    /// Name of the file as uploaded.
    pub file_name: String,
    /// SM3 of the file, hex.
    pub file_digest: String,
    /// State.
    pub state: BatchState,
    /// Chunks worked off in this phase.
    pub chunks_done: i64,
    /// How much of the file has been worked off, in thousandths.
    pub share_done: i64,
    /// Rows by verdict so far.
    #[serde(flatten)]
    pub tally: Tally,
    /// Why it failed: a problem code, or empty.
    pub error: String,
    /// Account that uploaded it; 0 for the command line.
    pub created_by: Id,
    /// Who uploaded it.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When the present phase began; 0 before.
    pub started_at: Timestamp,
    /// When it ended; 0 before.
    pub finished_at: Timestamp,
    /// Rises with each change of state.
    pub version: i64,
}

fn batch(row: &Row) -> DbResult<Batch> {
    let mut r = row.reader();
    let (id, union_id, union_path) = (r.next()?, r.next()?, r.next()?);
    let (file_name, file_digest, state): (String, String, String) = (r.next()?, r.next()?, r.next()?);
    let state = BatchState::ALL.into_iter().find(|s| s.code() == state);
    Ok(Batch {
        id,
        union_id,
        union_path,
        file_name,
        file_digest,
        state: state.ok_or_else(|| store::DbError::Inconsistent(format!("batch {id}: state")))?,
        chunks_done: r.next()?,
        share_done: r.next()?,
        tally: Tally {
            rows: r.next()?,
            accepted: r.next()?,
            rejected: r.next()?,
            transfers: r.next()?,
            unchanged: r.next()?,
            warnings: r.next()?,
        },
        error: r.next()?,
        created_by: r.next()?,
        created_by_name: r.next()?,
        created_at: r.next()?,
        started_at: r.next()?,
        finished_at: r.next()?,
        version: r.next()?,
    })
}

/// A batch to begin.
#[derive(Clone, Debug)]
pub struct NewBatch {
    /// Batch.
    pub id: Id,
    /// Into which union.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// Name of the file as uploaded.
    pub file_name: String,
    /// SM3 of the file, hex.
    pub file_digest: String,
    /// Account.
    pub created_by: Id,
    /// Name of the account's holder.
    pub created_by_name: String,
}

/// Stores a new batch in the state `checking`.
pub fn insert(tx: &mut Tx<'_>, b: &NewBatch) -> DbResult<()> {
    let now = tx.now();
    tx.execute(
        &INSERT,
        params![
            b.id,
            b.union_id,
            &b.union_path,
            &b.file_name,
            &b.file_digest,
            BatchState::Checking.code(),
            b.created_by,
            &b.created_by_name,
            now
        ],
    )
    .map(drop)
}

/// A batch within the scope.
pub fn find<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Import, A>, id: Id) -> DbResult<Option<Batch>> {
    Ok(tx.query_one(&BY_ID, params![id], batch)?.filter(|b| scope.covers(&b.union_path)))
}

/// Batches in the scope, newest first; older than `before`, at most `limit`.
pub fn list<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Import, A>,
    before: Option<Id>,
    limit: i64,
) -> DbResult<Vec<Batch>> {
    let (mut text, mut args) = (format!("SELECT {COLUMNS} FROM import_batch WHERE"), Vec::new());
    scoped::within(&mut text, &mut args, "union_path", &scope.ranges());
    args.push(Val::from(before.unwrap_or(Id(i64::MAX))));
    args.push(Val::from(limit));
    let n = args.len();
    text.push_str(&format!(" AND id < ${} ORDER BY id DESC LIMIT ${n}", n - 1));
    tx.query(&Sql::composed("list_batches", Route::FanOut("list"), text), &args, batch)
}

/// Moves a batch from one state to the next; `false` if it is not in that state.
pub fn set_state(tx: &mut Tx<'_>, b: &Batch, to: BatchState, error: &str) -> DbResult<bool> {
    let now = tx.now();
    let (started, finished) = if to.is_moving() { (now, Timestamp(0)) } else { (b.started_at, now) };
    Ok(tx.execute(&SET_STATE, params![b.id, b.state.code(), to.code(), error, started, finished])? == 1)
}

/// Sets the counters back before a phase begins.
pub fn reset(tx: &mut Tx<'_>, id: Id, phase: i64) -> DbResult<()> {
    tx.execute(&DELETE_CHUNKS, params![id, phase])?;
    tx.execute(&RESET, params![id]).map(drop)
}

/// Stores the verdicts of the next chunk and moves the counters on. `false` if the batch is no longer in `state`, or
/// another worker has done this chunk: then nothing may be kept.
#[expect(clippy::too_many_arguments, reason = "one statement's worth of values")]
pub fn advance(
    tx: &mut Tx<'_>,
    id: Id,
    state: BatchState,
    phase: i64,
    chunk: i64,
    share: i64,
    tally: &Tally,
    body: &[u8],
) -> DbResult<bool> {
    let t = tally;
    let moved = tx.execute(
        &ADVANCE,
        params![
            id,
            chunk,
            share,
            t.rows,
            t.accepted,
            t.rejected,
            t.transfers,
            t.unchanged,
            t.warnings,
            state.code()
        ],
    )?;
    if moved == 0 {
        return Ok(false);
    }
    tx.execute(&INSERT_CHUNK, params![id, phase, chunk, t.rows, body])?;
    Ok(true)
}

/// The verdicts of a chunk.
pub fn chunk(tx: &mut Tx<'_>, id: Id, phase: i64, chunk: i64) -> DbResult<Option<Vec<u8>>> {
    tx.query_one(&CHUNK, params![id, phase, chunk], |r| r.get(0))
}

/// Removes the last chunk after its rows have been taken back.
pub fn retreat(tx: &mut Tx<'_>, id: Id, phase: i64, chunk: i64) -> DbResult<()> {
    tx.execute(&DELETE_CHUNK, params![id, phase, chunk])?;
    tx.execute(&RETREAT, params![id, chunk]).map(drop)
}
