//! A whole file, checked or entered; resumed where it stopped.

use std::sync::{Arc, Mutex};

use guard::{Actor, Scope, act, res};
use kernel::Id;
use platform::App;
use platform::audit::{self, Changes, Entry};
use platform::codesets::Codesets;
use platform::parameters::keys;
use store::Tx;

use super::chunk::{Context, work_chunk};
use super::divisions::DivisionBook;
use super::employers::EmployerBook;
use super::read::{self, Parsed, Reading};
use super::verdict::{pack, tally};
use crate::error::{RegistryError, Result};
use crate::store::batch::{self, Batch, BatchState};

/// Phase of the preview.
pub const CHECK: i64 = 0;
/// Phase of the import itself.
pub const ENTER: i64 = 1;

/// Works off what is left of a moving batch: the check, or the entering. Safe to call again after a crash: chunks that
/// are there are skipped, and two workers cannot both add the same chunk.
///
/// # Errors
/// [`RegistryError::Sheet`] if the file cannot be read to its end; the database's errors.
pub fn work_batch(app: &App, actor: &Actor, id: Id, codesets: Arc<Codesets>) -> Result<Batch> {
    let scope = actor.permit::<res::Import, act::Update>()?;
    let b = find(app, &scope, id)?;
    let phase = match b.state {
        BatchState::Checking => CHECK,
        BatchState::Running => ENTER,
        _ => return Ok(b),
    };
    let divisions = Arc::new(app.store().read_blocking(DivisionBook::load)?);
    let (parameters, today) = (app.parameters(), app.clock().today());
    let number = |key| parameters.integer(key, today);
    let reading = Reading {
        path: platform::files::path(app, &b.file_digest),
        codesets,
        keys: app.keyring().clone(),
        today,
        divisions,
        skip: b.chunks_done,
        usual_ages: (number(keys::AGE_WARN_MIN), number(keys::AGE_WARN_MAX)),
    };
    let ctx = Context {
        union_id: b.union_id,
        union_path: b.union_path.clone(),
        keys: app.keyring().clone(),
        actor: actor.clone(),
        batch_id: b.id,
        dry: phase == CHECK,
        phone_shared: number(keys::PHONE_SHARED_MAX),
        employers: Arc::new(Mutex::new(EmployerBook::default())),
    };
    for parsed in read::start(reading) {
        match parsed {
            Ok(parsed) => {
                if !enter_chunk(app, &ctx, b.state, phase, parsed)? {
                    return find(app, &scope, id);
                }
            }
            Err(e) => return fail(app, &scope, id, &e),
        }
    }
    finish(app, actor, &scope, id)
}

/// Enters one chunk with its verdicts; `false` if the batch was cancelled meanwhile.
fn enter_chunk(app: &App, ctx: &Context, state: BatchState, phase: i64, parsed: Parsed) -> Result<bool> {
    let ctx = ctx.clone();
    let outcome = app.store().write_blocking(move |tx| {
        let results = work_chunk(tx, &ctx, &parsed.rows)?;
        let body = pack(&results)?;
        let t = tally(&results);
        if batch::advance(tx, ctx.batch_id, state, phase, parsed.index, parsed.share, &t, &body)? {
            Ok(())
        } else {
            Err(RegistryError::BatchMoved)
        }
    });
    match outcome {
        Ok(()) => Ok(true),
        // Cancelled, or another worker was faster: nothing of this chunk was kept.
        Err(RegistryError::BatchMoved) => Ok(false),
        Err(e) => Err(e),
    }
}

fn find(app: &App, scope: &Scope<res::Import, act::Update>, id: Id) -> Result<Batch> {
    let scope = scope.clone();
    app.store().read_blocking(move |tx| batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound))
}

fn finish(app: &App, actor: &Actor, scope: &Scope<res::Import, act::Update>, id: Id) -> Result<Batch> {
    let (actor, scope) = (actor.clone(), scope.clone());
    app.store().write_blocking(move |tx| {
        let b = batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)?;
        let to = match b.state {
            BatchState::Checking => BatchState::Checked,
            BatchState::Running => BatchState::Done,
            _ => return Ok(b),
        };
        if b.tally.rows == 0 {
            move_batch(tx, &actor, &b, BatchState::Failed, "registry.no-rows")?;
        } else {
            move_batch(tx, &actor, &b, to, "")?;
            tell(tx, &b, to)?;
        }
        batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)
    })
}

/// Tells who uploaded the workbook; the command line has no inbox.
fn tell(tx: &mut Tx<'_>, b: &Batch, to: BatchState) -> Result<()> {
    if b.created_by.0 == 0 {
        return Ok(());
    }
    let (title, t) = (format!("《{}》{}", b.file_name, to.title()), b.tally);
    let body = format!("共{}行，成功{}行，退回{}行", t.rows, t.accepted, t.rejected);
    platform::notices::send(tx, b.created_by, &title, &body, &format!("/imports/{}", b.id))
        .map_err(Into::into)
}

fn fail(app: &App, scope: &Scope<res::Import, act::Update>, id: Id, e: &sheets::SheetError) -> Result<Batch> {
    let code = kernel::Problem::code(e);
    tracing::warn!(batch = %id, error = %e, "an import's file cannot be read");
    let scope = scope.clone();
    app.store().write_blocking(move |tx| {
        let b = batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)?;
        move_batch(tx, scope.actor(), &b, BatchState::Failed, code)?;
        batch::find(tx, &scope, id)?.ok_or(RegistryError::BatchNotFound)
    })
}

/// Moves a batch to another state, with an audit entry.
///
/// # Errors
/// [`RegistryError::BatchMoved`] if it is no longer in the state it was read in.
pub fn move_batch(tx: &mut Tx<'_>, actor: &Actor, b: &Batch, to: BatchState, error: &str) -> Result<()> {
    if !batch::set_state(tx, b, to, error)? {
        return Err(RegistryError::BatchMoved);
    }
    let changes = Changes::new()
        .field("state", b.state.code(), to.code())
        .note("file", b.file_name.as_str())
        .note("rows", b.tally.rows)
        .note("rejected", b.tally.rejected);
    let entry = Entry { union_path: Some(&b.union_path), changes, ..Entry::of("import.state", b.id) };
    audit::record(tx, actor, entry).map_err(Into::into)
}
