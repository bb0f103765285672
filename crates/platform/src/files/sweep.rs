//! Takes away what no row names: files of requests that failed, attachments that were removed, drafts of a crash.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::incoming::instant;
use super::{FileError, folder, store as sql};
use crate::App;
use crate::jobs::{Job, JobEnd, JobError, JobHandler};

/// A file younger than this is left alone: its transaction may still be under way.
const GRACE_MS: i64 = 86_400_000;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files looked at.
    pub seen: u64,
    /// Files removed.
    pub removed: u64,
}

/// Sweeps the folder; safe to run twice, also at the same time.
///
/// # Errors
/// [`FileError::Folder`], [`FileError::Db`].
pub fn sweep(app: &App) -> Result<Swept, FileError> {
    let old = instant(app.clock().now().plus_ms(-GRACE_MS));
    let mut swept = Swept::default();
    for dir in entries(&folder(app))? {
        let drafts = dir.file_name().is_some_and(|n| n == "tmp");
        for file in entries(&dir)? {
            swept.seen += 1;
            if is_older(&file, old) && (drafts || !is_named(app, &dir, &file)?) {
                swept.removed += u64::from(remove(&file, old));
            }
        }
    }
    Ok(swept)
}

fn entries(dir: &Path) -> Result<Vec<PathBuf>, FileError> {
    let read = match fs::read_dir(dir) {
        Ok(read) => read,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(FileError::io(&e)),
    };
    let mut all: Vec<PathBuf> = read.filter_map(|e| e.ok().map(|e| e.path())).collect();
    all.sort();
    Ok(all)
}

fn is_older(file: &Path, than: SystemTime) -> bool {
    fs::metadata(file).and_then(|m| m.modified()).is_ok_and(|at| at < than)
}

fn is_named(app: &App, dir: &Path, file: &Path) -> Result<bool, FileError> {
    let part = |p: &Path| p.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let digest = format!("{}{}", part(dir), part(file));
    Ok(app.store().read_blocking(move |tx| sql::is_named(tx, &digest))?)
}

/// Moves the file aside and looks again: somebody may have stored the same bytes between the question and now. Then the
/// young file goes back.
fn remove(file: &Path, old: SystemTime) -> bool {
    let aside = file.with_extension("swept");
    if fs::rename(file, &aside).is_err() {
        return false;
    }
    if !is_older(&aside, old) {
        let _ = fs::rename(&aside, file);
        return false;
    }
    fs::remove_file(&aside).is_ok()
}

/// Sweeps every few hours.
pub(crate) struct Sweep;

impl JobHandler for Sweep {
    fn kind(&self) -> &'static str {
        "platform.sweep-files"
    }

    fn every_seconds(&self) -> Option<i64> {
        Some(6 * 3600)
    }

    fn run(&self, app: &App, _: &Job) -> Result<JobEnd, JobError> {
        let swept = sweep(app)?;
        tracing::info!(seen = swept.seen, removed = swept.removed, "attachments swept");
        Ok(JobEnd::Done)
    }
}
