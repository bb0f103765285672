//! Backup while serving, and restore into an empty place. Keys are never part of it (docs/operations.md).

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sm3::Digest;

use crate::options::OpenOptions;
use crate::sqlite::{FILE, map_error};
use crate::{DbError, DbResult, Engine, Store};

const MANIFEST: &str = "manifest.json";
const DUMP: &str = "niangjia.pgdump";

/// What a backup holds; its digests are checked before a restore touches anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupManifest {
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// Version of the program that made it.
    pub version: String,
    /// When, ms UTC.
    pub made_at: i64,
    /// Rows per table at that instant (SQLite) or just before it (PostgreSQL).
    pub rows: BTreeMap<String, i64>,
    /// SM3 of every file, by its path inside the backup.
    pub files: BTreeMap<String, String>,
    /// Ids of the keys that the data needs; the keys themselves are kept elsewhere.
    pub key_ids: Vec<String>,
}

/// Copies database and attachments into the new folder `out` while the program serves.
///
/// # Errors
/// [`DbError::Conflict`] if `out` exists and is not empty; [`DbError::DiskFull`] and others from the copy.
pub fn backup(store: &Store, data: &Path, out: &Path, key_ids: Vec<String>) -> DbResult<BackupManifest> {
    empty_dir(out)?;
    let engine = match store.engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    // Before and after the database: what a row names at the instant of the copy was there before it, or came while the
    // first copy ran. What is removed meanwhile is in the first copy.
    copy_files(data, out)?;
    let rows = match store.engine() {
        Engine::Sqlite => copy_sqlite(store, &out.join(FILE))?,
        Engine::Postgres => store.read_blocking(crate::migrate::row_counts)?,
    };
    if let Some(url) = store.postgres_url() {
        dump_postgres(&url, &out.join(DUMP))?;
    }
    copy_files(data, out)?;
    finish(store, out, engine, rows, key_ids)
}

/// Dumps a PostgreSQL database with `pg_dump`, beside the attachments.
///
/// # Errors
/// [`DbError::Driver`] with the tool's own words.
pub(crate) fn dump_postgres(url: &str, out: &Path) -> DbResult<()> {
    run(Command::new("pg_dump").args(["--format=custom", "--no-owner", "--file"]).arg(out).arg(url))
}

fn finish(
    store: &Store,
    out: &Path,
    engine: &str,
    rows: BTreeMap<String, i64>,
    key_ids: Vec<String>,
) -> DbResult<BackupManifest> {
    let files = tree(out)?
        .into_iter()
        .map(|rel| Ok((rel.to_string_lossy().into_owned(), digest(&out.join(&rel))?)))
        .collect::<DbResult<_>>()?;
    let manifest = BackupManifest {
        engine: engine.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: store.env().clock.now().0,
        rows,
        files,
        key_ids,
    };
    let json = serde_json::to_vec_pretty(&manifest).map_err(|e| DbError::Driver(e.to_string()))?;
    fs::write(out.join(MANIFEST), json).map_err(|e| io(&e))?;
    Ok(manifest)
}

fn read_manifest(from: &Path) -> DbResult<BackupManifest> {
    let wrong = |e: &dyn std::fmt::Display| DbError::Inconsistent(format!("{MANIFEST}: {e}"));
    serde_json::from_slice(&fs::read(from.join(MANIFEST)).map_err(|e| wrong(&e))?).map_err(|e| wrong(&e))
}

/// Ids of the keys that a backup needs.
///
/// # Errors
/// [`DbError::Inconsistent`] if its manifest cannot be read.
pub fn backup_key_ids(from: &Path) -> DbResult<Vec<String>> {
    read_manifest(from).map(|m| m.key_ids)
}

/// Puts a backup back into an empty data folder or an empty PostgreSQL database.
///
/// # Errors
/// [`DbError::Conflict`] if there is data already; [`DbError::Inconsistent`] if a file is damaged or missing.
pub fn restore(from: &Path, options: &OpenOptions) -> DbResult<BackupManifest> {
    let manifest = read_manifest(from)?;
    for (rel, sum) in &manifest.files {
        if digest(&from.join(rel))? != *sum {
            return Err(DbError::Inconsistent(format!("{rel} is damaged")));
        }
    }
    let wants = if options.database.is_some() { "postgres" } else { "sqlite" };
    if manifest.engine != wants {
        return Err(DbError::Check(format!("the backup is of {}, the target is {wants}", manifest.engine)));
    }
    fs::create_dir_all(&options.dir).map_err(|e| io(&e))?;
    // Attachments first: an interrupted restore leaves no database that looks complete.
    let files = options.dir.join("files");
    if !tree(&files)?.is_empty() {
        return Err(DbError::Conflict(format!("{} is not empty", files.display())));
    }
    if let Some(url) = &options.database {
        empty_postgres(options)?;
        copy_files(from, &options.dir)?;
        run(Command::new("pg_restore")
            .args(["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", url])
            .arg(from.join(DUMP)))?;
    } else {
        let target = options.dir.join(FILE);
        let taken = ["", "-wal", "-shm"].map(|end| options.dir.join(format!("{FILE}{end}")));
        if let Some(path) = taken.iter().find(|p| p.exists()) {
            return Err(DbError::Conflict(format!("{} exists", path.display())));
        }
        copy_files(from, &options.dir)?;
        let draft = options.dir.join(format!("{FILE}.restoring"));
        fs::copy(from.join(FILE), &draft).map_err(|e| io(&e))?;
        fs::File::open(&draft).and_then(|f| f.sync_all()).map_err(|e| io(&e))?;
        fs::rename(draft, target).map_err(|e| io(&e))?;
    }
    Ok(manifest)
}

/// Refuses a PostgreSQL database in which there are tables.
fn empty_postgres(options: &OpenOptions) -> DbResult<()> {
    let options = OpenOptions { connections: 1, ..options.clone() };
    let store = Store::open(&options, crate::Env::new(std::sync::Arc::new(kernel::SystemClock), 0))?;
    let tables = store.read_blocking(crate::dialect::schema)?;
    if tables.is_empty() { Ok(()) } else { Err(DbError::Conflict("the database is not empty".into())) }
}

fn copy_sqlite(store: &Store, to: &Path) -> DbResult<BTreeMap<String, i64>> {
    let copy = store.with_sqlite_reader(|source| {
        let mut target = rusqlite::Connection::open(to).map_err(|e| map_error(&e))?;
        {
            let backup = rusqlite::backup::Backup::new(&source.0, &mut target).map_err(|e| map_error(&e))?;
            // All pages in one step: one snapshot, readers and the writer go on beside it (WAL).
            while backup.step(-1).map_err(|e| map_error(&e))? != rusqlite::backup::StepResult::Done {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        let ok: String =
            target.query_row("PRAGMA quick_check", [], |r| r.get(0)).map_err(|e| map_error(&e))?;
        if ok != "ok" {
            return Err(DbError::Inconsistent(ok));
        }
        count_rows(&target)
    });
    copy.unwrap_or_else(|| Err(DbError::Driver("not a SQLite store".into())))
}

fn count_rows(conn: &rusqlite::Connection) -> DbResult<BTreeMap<String, i64>> {
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut stmt = conn.prepare(names).map_err(|e| map_error(&e))?;
    let names: Vec<String> =
        stmt.query_map([], |r| r.get(0)).and_then(Iterator::collect).map_err(|e| map_error(&e))?;
    let count = |t: String| {
        let n = conn
            .query_row(&format!("SELECT count(*) FROM {t}"), [], |r| r.get(0))
            .map_err(|e| map_error(&e))?;
        Ok((t, n))
    };
    names.into_iter().map(count).collect()
}

fn empty_dir(dir: &Path) -> DbResult<()> {
    fs::create_dir_all(dir).map_err(|e| io(&e))?;
    let mut entries = fs::read_dir(dir).map_err(|e| io(&e))?;
    if entries.next().is_some() {
        return Err(DbError::Conflict(format!("{} is not empty", dir.display())));
    }
    Ok(())
}

/// Files under `dir`, relative to it.
fn tree(dir: &Path) -> DbResult<Vec<PathBuf>> {
    let (mut found, mut todo) = (Vec::new(), vec![PathBuf::new()]);
    while let Some(rel) = todo.pop() {
        let Ok(entries) = fs::read_dir(dir.join(&rel)) else { continue };
        for entry in entries {
            let entry = entry.map_err(|e| io(&e))?;
            let path = rel.join(entry.file_name());
            if entry.file_type().map_err(|e| io(&e))?.is_dir() { todo.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies attachments that the target does not have; their names are digests of their bytes. Drafts stay behind, and a
/// file that is removed meanwhile is none.
fn copy_files(from: &Path, to: &Path) -> DbResult<()> {
    let (from, to) = (from.join("files"), to.join("files"));
    for rel in tree(&from)?.into_iter().filter(|rel| !rel.starts_with("tmp")) {
        let target = to.join(&rel);
        if target.exists() {
            continue;
        }
        fs::create_dir_all(target.parent().unwrap_or(&to)).map_err(|e| io(&e))?;
        match fs::copy(from.join(&rel), &target) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                let _ = fs::remove_file(&target);
            }
            copied => drop(copied.map_err(|e| io(&e))?),
        }
    }
    Ok(())
}

fn digest(path: &Path) -> DbResult<String> {
    let mut file =
        fs::File::open(path).map_err(|e| DbError::Inconsistent(format!("{}: {e}", path.display())))?;
    let (mut hash, mut buf) = (sm3::Sm3::new(), vec![0_u8; 1 << 16]);
    loop {
        let n = file.read(&mut buf).map_err(|e| io(&e))?;
        if n == 0 {
            return Ok(hex::encode(hash.finalize()));
        }
        hash.update(&buf[..n]);
    }
}

fn run(command: &mut Command) -> DbResult<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let out = command.output().map_err(|e| DbError::Driver(format!("{name}: {e}")))?;
    if out.status.success() {
        return Ok(());
    }
    Err(DbError::Driver(format!("{name}: {}", String::from_utf8_lossy(&out.stderr).trim())))
}

fn io(e: &std::io::Error) -> DbError {
    match e.kind() {
        std::io::ErrorKind::StorageFull
        | std::io::ErrorKind::FileTooLarge
        | std::io::ErrorKind::QuotaExceeded => DbError::DiskFull(e.to_string()),
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            DbError::ReadOnly(e.to_string())
        }
        _ => DbError::Driver(e.to_string()),
    }
}
