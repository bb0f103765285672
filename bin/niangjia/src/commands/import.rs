//! `niangjia import`

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use guard::{Actor, Reason, act, res};
use platform::App;
use platform::files::store_file;
use registry::RegistryError;
use registry::api::{self, Batch, BatchState};
use serde_json::json;

use crate::installation::{Access, Place};
use crate::output::{Done, Output};

/// What to import.
#[derive(clap::Subcommand)]
pub enum What {
    /// Members, from the form of docs/rules §5.1.
    Members {
        /// .xlsx, .xls or .csv.
        file: PathBuf,
        /// Into which union: id or code.
        #[arg(long)]
        union: String,
        /// Write the workbook with the verdicts here.
        #[arg(long)]
        result: Option<PathBuf>,
        /// Only check; change nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

pub fn run(place: &Place, out: Output, what: &What) -> Result<Done> {
    let What::Members { file, union, result, dry_run } = what;
    let installation = place.open(Access::Write)?;
    let started = Instant::now();
    let user = std::env::var("USER").unwrap_or_else(|_| "cli".into());
    let actor = Actor::system(Reason::Cli, user);
    let batch = import_file(&installation.app, &actor, file, union, *dry_run)?;
    if let Some(result) = result {
        let target = File::options()
            .create(true)
            .truncate(true)
            .read(true)
            .write(true)
            .open(result)
            .context("--result")?;
        api::write_result(&installation.app, &batch, target)?;
    }
    if batch.state == BatchState::Failed {
        anyhow::bail!(
            "{}（{}）",
            kernel::locale::sentence(&batch.error, &kernel::Params::new()),
            batch.error
        );
    }
    let (t, seconds) = (batch.tally, started.elapsed().as_secs_f64());
    let text = format!(
        "共 {} 行：成功 {}（其中转接 {}、无变化 {}），退回 {}，提示 {}；用时 {seconds:.1} 秒",
        t.rows, t.accepted, t.transfers, t.unchanged, t.rejected, t.warnings
    );
    let object = json!({
        "batch": batch.id, "rows": t.rows, "accepted": t.accepted, "rejected": t.rejected,
        "transfers_proposed": t.transfers, "unchanged": t.unchanged, "warnings": t.warnings,
        "dry_run": dry_run, "seconds": seconds,
    });
    out.answer(&object, &text);
    Ok(if t.rejected > 0 { Done::WithRejected } else { Done::All })
}

/// Imports one file by the same path as the browser: store, begin, work.
///
/// # Errors
/// The file cannot be read, the union is not found, the database's.
pub fn import_file(app: &App, actor: &Actor, file: &Path, union: &str, dry_run: bool) -> Result<Batch> {
    let upload = store_file(app, &api::ORIGINAL, file).with_context(|| file.display().to_string())?;
    let create = actor.permit::<res::Import, act::Create>()?;
    let read = actor.permit::<res::Union, act::Read>()?;
    let (union, by) = (union.to_owned(), actor.clone());
    let batch = app.store().write_blocking(move |tx| {
        let u = api::find_union(tx, &read, &union)?;
        let b = api::begin_import(tx, &create, u.id, &upload)?;
        // Without a preview to look at, the rows are judged as they are entered.
        if !dry_run {
            api::move_batch(tx, &by, &b, BatchState::Running, "")?;
        }
        Ok::<_, RegistryError>(b)
    })?;
    Ok(api::work_batch(app, actor, batch.id, app.codesets())?)
}
