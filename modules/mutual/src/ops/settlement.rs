//! Settlement files of the medical insurance (免申即享): looked at, taken in, worked off in parts. A part is kept with its verdicts in
//! one transaction, and only as the next one: a crash loses nothing, and two workers cannot both keep it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use guard::{Actor, Reason, Scope, act, res};
use kernel::{Day, Id, Problem};
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::files::{self, FileUse, MediaType, StoredFile, Subject};
use platform::indicators::record;
use platform::jobs::{Job, JobEnd, JobError, JobHandler, enqueue};
use platform::sealed::Keyring;
use serde::{Deserialize, Serialize};
use sheets::Workbook;
use sheets::normal::DateReader;
use store::{DbError, DbResult, Tx};

use super::reckon;
use super::settlement_file::head;
use super::settlement_judge::judge;
use crate::claim_error::{ClaimError, Result};
use crate::model::claim::{SettlementState, SettlementVerdict as Verdict};
use crate::model::indicators::CLAIMS;
use crate::rosters::verdict::{pack, unpack};
use crate::rules::settlement::{Places, Read, Said, places, read};
use crate::store::claim;
use crate::store::settlement::{self, Settlement, Source, Tally};

/// The file as the insurance gave it.
pub const ORIGINAL: FileUse = FileUse {
    name: "mutual.settlement",
    max_bytes: 64 << 20,
    types: &[MediaType::Xlsx, MediaType::Xls, MediaType::Text, MediaType::Zip, MediaType::Other],
};
/// Kind of the job.
const SETTLEMENT_JOB: &str = "mutual.settlement";
/// Rows of a part.
const PART: usize = 500;
/// How often a part is judged, as long as others claim its bills at the same instant.
const TRIES: usize = 8;
/// Milliseconds after which somebody looks whether the worker that was faster has come to the end.
const LOOK_AGAIN_MS: i64 = 5_000;

/// Takes a file of a source in, to be worked off.
///
/// # Errors
/// [`ClaimError::FileKnown`] for the very same file.
pub fn upload(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Claim, act::Update>,
    source: &Source,
    file: &StoredFile,
) -> Result<Id> {
    let s = Settlement {
        id: tx.new_id(),
        union_id: source.union_id,
        union_name: source.union_name.clone(),
        union_path: source.union_path.clone(),
        source_id: source.id,
        mapping: source.mapping.clone(),
        file_name: file.name.clone(),
        file_digest: file.digest.clone(),
        state: SettlementState::Running,
        parts_done: 0,
        done: Tally::default(),
        error: String::new(),
        created_by: scope.actor().id(),
        created_by_name: scope.actor().name().to_owned(),
        created_at: tx.now(),
        finished_at: kernel::Timestamp(0),
        version: 1,
    };
    if !settlement::insert(tx, &s)? {
        return Err(ClaimError::FileKnown);
    }
    let subject = Subject { id: s.id, path: &s.union_path };
    files::attach(tx, scope, subject, "mutual-settlement", &ORIGINAL, file, "")?;
    let changes = Changes::new().note("file", s.file_name.as_str()).note("digest", s.file_digest.as_str());
    let entry =
        Entry { union_path: Some(&s.union_path), changes, ..Entry::of("mutual-settlement.create", s.id) };
    audit::record(tx, scope.actor(), entry)?;
    let now = tx.now();
    let payload = Payload { id: s.id, by: scope.actor().name().to_owned() };
    enqueue(tx, SETTLEMENT_JOB, &payload, Some(&s.id.to_string()), now)?;
    Ok(s.id)
}

/// What is to be worked off, and for whom.
#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    id: Id,
    by: String,
}

/// Works settlement files off, and the claims out that they prepared.
#[derive(Debug)]
pub struct SettlementJob;

impl JobHandler for SettlementJob {
    fn kind(&self) -> &'static str {
        SETTLEMENT_JOB
    }

    fn run(&self, app: &App, job: &Job) -> std::result::Result<JobEnd, JobError> {
        let Payload { id, by } = job.payload()?;
        let actor = Actor::system(Reason::Job, by);
        let fund = work(app, &actor, id)?;
        reckon::work(app, fund)?;
        // Another worker was faster with a part. It may die yet: the job ends with the file, not before.
        let scope = actor.permit::<res::Claim, act::Update>()?;
        let s = app.store().read_blocking(move |tx| settlement::find(tx, &scope, id))?;
        Ok(match s.is_some_and(|s| s.state == SettlementState::Running) {
            true => JobEnd::Again(app.clock().now().plus_ms(LOOK_AGAIN_MS)),
            false => JobEnd::Done,
        })
    }
}

/// Kind of the job that works claims out.
const RECKON_JOB: &str = "mutual.reckon";

/// Works all claims of a fund out that wait for it.
#[derive(Debug)]
pub struct ReckonJob;

impl JobHandler for ReckonJob {
    fn kind(&self) -> &'static str {
        RECKON_JOB
    }

    fn run(&self, app: &App, job: &Job) -> std::result::Result<JobEnd, JobError> {
        reckon::work(app, job.payload()?)?;
        Ok(JobEnd::Done)
    }
}

/// Queues the work on all claims of a fund that wait to be worked out.
///
/// # Errors
/// [`ClaimError::ClaimNotFound`] outside the scope.
pub fn queue_reckoning(tx: &mut Tx<'_>, scope: &Scope<res::Claim, act::Update>, fund: Id) -> Result<()> {
    let union = registry::api::union_by_id(tx, fund)?.filter(|u| scope.covers(&u.place()));
    union.ok_or(ClaimError::ClaimNotFound)?;
    let now = tx.now();
    enqueue(tx, RECKON_JOB, &fund, Some(&fund.to_string()), now)?;
    Ok(())
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowResult {
    /// Row of the file, from 1.
    pub row: u32,
    /// Name as told.
    pub name: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Claim; 0 none.
    pub claim_id: Id,
    /// Its number.
    pub number: String,
}

/// Works off what is left of a file; the union that runs its fund.
///
/// # Errors
/// [`ClaimError::SettlementNotFound`], the database's.
pub fn work(app: &App, actor: &Actor, id: Id) -> Result<Id> {
    let scope = actor.permit::<res::Claim, act::Update>()?;
    let s = app.store().read_blocking(move |tx| settlement::find(tx, &scope, id))?;
    let s = s.ok_or(ClaimError::SettlementNotFound)?;
    if s.state != SettlementState::Running {
        return Ok(s.union_id);
    }
    let fund = s.union_id;
    let outcome = parts(app, &s);
    let (app, by) = (app.clone(), actor.clone());
    let (to, error) = match outcome {
        Ok(true) => (SettlementState::Done, String::new()),
        // Another worker is at it.
        Ok(false) => return Ok(fund),
        Err(e @ (ClaimError::Sheet(_) | ClaimError::Columns)) => {
            tracing::warn!(settlement = %id, error = %e, "a settlement file cannot be read");
            (SettlementState::Failed, e.code().to_owned())
        }
        Err(e) => return Err(e),
    };
    app.store().write_blocking(move |tx| {
        if settlement::end(tx, &s, to, &error)? {
            let changes = Changes::new().field("state", SettlementState::Running.title(), to.title());
            let entry = Entry {
                union_path: Some(&s.union_path),
                changes,
                ..Entry::of("mutual-settlement.state", id)
            };
            audit::record(tx, &by, entry)?;
            if s.created_by.0 != 0 {
                let title = format!("《{}》{}", s.file_name, to.title());
                platform::notices::send(tx, s.created_by, &title, "", &format!("/settlements/{id}"))?;
            }
        }
        Ok::<_, ClaimError>(fund)
    })
}

/// Works the parts off; `false` if another worker was faster.
fn parts(app: &App, s: &Settlement) -> Result<bool> {
    let book = Workbook::open(&files::path(app, &s.file_digest))?;
    let (head, columns) = head(&book, Some(&s.mapping))?.ok_or(ClaimError::Columns)?;
    let at: Places = places(&columns, &head.headers).ok_or(ClaimError::Columns)?;
    let today = app.clock().today();
    let dates = DateReader { from_1904: book.from_1904(), latest_year: today.year() };
    let (mut rows, mut index, mut outcome) = (Vec::with_capacity(PART), 0_i64, Ok(true));
    let hand_on = |rows: Vec<Read>, index: &mut i64| -> Result<bool> {
        let n = *index;
        *index += 1;
        if n < s.parts_done {
            return Ok(true);
        }
        kept(app, s, n, &Arc::new(rows), today)
    };
    let _ = book.for_each_row(head.sheet, &mut |row| {
        if row.number <= head.row {
            return ControlFlow::Continue(());
        }
        let one = read(&row, &at, &dates, today);
        if !matches!(one.said, Said::Nothing) {
            rows.push(one);
        }
        if rows.len() < PART {
            return ControlFlow::Continue(());
        }
        outcome = hand_on(std::mem::take(&mut rows), &mut index);
        if matches!(outcome, Ok(true)) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if matches!(outcome, Ok(true)) && !rows.is_empty() {
        outcome = hand_on(rows, &mut index);
    }
    outcome
}

/// Keeps a part. Where another file or somebody at the window claims one of its bills at this instant the database refuses the
/// whole part: it is judged again, and finds that bill claimed.
fn kept(app: &App, s: &Settlement, index: i64, rows: &Arc<Vec<Read>>, today: Day) -> Result<bool> {
    let mut last = Ok(false);
    for _ in 0..TRIES {
        let (fund, keys, rows) = (s.clone(), app.keyring().clone(), Arc::clone(rows));
        last =
            app.store().write_blocking(move |tx| keep_part(tx, &keys, (&fund, fund.id), index, &rows, today));
        if !matches!(last, Err(ClaimError::Db(DbError::Conflict(_)))) {
            break;
        }
    }
    last
}

/// Judges a part against register, cover and earlier claims and keeps it; `false` if it is not the next one.
fn keep_part(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    (s, id): (&Settlement, Id),
    index: i64,
    rows: &[Read],
    today: Day,
) -> Result<bool> {
    let (claims, results) = judge(tx, keys, s, rows, today)?;
    let mut t = Tally { rows: results.len() as i64, ..Tally::default() };
    for r in &results {
        let counter = match r.verdict {
            Verdict::Prepared => &mut t.prepared,
            Verdict::Known => &mut t.known,
            Verdict::Unmatched => &mut t.unmatched,
            Verdict::Uncovered => &mut t.uncovered,
            Verdict::Unreadable => &mut t.unreadable,
        };
        *counter += 1;
    }
    if !settlement::advance(tx, id, index, &t, &pack(&results)?)? {
        return Ok(false);
    }
    claim::insert(tx, &claims)?;
    for (c, _) in &claims {
        record(tx, &CLAIMS, c.union_id, today, 1, c.id);
    }
    Ok(true)
}

/// What became of every row of a file, in its order, a part at a time.
pub fn rows(app: &App, id: Id) -> impl Iterator<Item = Result<RowResult>> + use<> {
    let app = app.clone();
    let parts = (0..).map_while(move |n| {
        let body = app.store().read_blocking(move |tx| settlement::part(tx, id, n));
        let read = |body: Option<Vec<u8>>| -> DbResult<Option<Vec<RowResult>>> {
            body.map(|b| unpack(&b)).transpose()
        };
        match body.and_then(read) {
            Ok(Some(rows)) => Some(Ok(rows)),
            Ok(None) => None,
            Err(e) => Some(Err(ClaimError::from(e))),
        }
    });
    parts.flat_map(|part| match part {
        Ok(rows) => rows.into_iter().map(Ok).collect::<Vec<_>>(),
        Err(e) => vec![Err(e)],
    })
}

/// Writes the insurance's own file with a verdict in every row to `target` (.xlsx, opened for reading and writing).
///
/// # Errors
/// [`ClaimError::Sheet`] if the source cannot be read or the target not be written.
pub fn write_result(app: &App, s: &Settlement, target: std::fs::File) -> Result<()> {
    let path: &Path = &files::path(app, &s.file_digest);
    let book = Workbook::open(path)?;
    let Some((head, _)) = head(&book, Some(&s.mapping))? else {
        return Err(ClaimError::Columns);
    };
    let sheet = sheets::rewrite::ResultSheet { sheet: head.sheet, header_row: head.row, columns: None };
    let verdict = |r: RowResult| sheets::rewrite::Verdict {
        sheet: head.sheet,
        row: r.row,
        level: match r.verdict {
            Verdict::Prepared => sheets::rewrite::Level::Accepted,
            Verdict::Known => sheets::rewrite::Level::Warned,
            _ => sheets::rewrite::Level::Rejected,
        },
        reason: if r.reason.is_empty() { r.number } else { r.reason },
    };
    let verdicts = rows(app, s.id).map(|row| row.map(verdict));
    sheets::rewrite::rewrite::<_, ClaimError>(&book, target, &[sheet], verdicts)
}
