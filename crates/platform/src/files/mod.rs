//! Attachments: bytes in the data folder under their SM3 digest, rows that say whose they are. An attachment belongs to
//! a record and is reached only through a scope over that record's resource and place.
//!
//! The bytes are written, flushed and put in their place before the transaction that names them begins; if that fails,
//! a file is left that nothing names, and the sweeper takes it away a day later.

mod error;
mod incoming;
mod kind;
mod store;
mod sweep;
pub mod transport;

use std::path::PathBuf;

use ::store::Tx;
use guard::act::Action;
use guard::res::Resource;
use guard::{Actor, Scope};
use kernel::{Id, OrgPath, Timestamp};

use crate::App;
use crate::audit::{self, Changes, Entry};

pub use error::FileError;
pub use incoming::{Incoming, StoredFile, store_file};
pub use kind::MediaType;
pub use store::{Attachment, missing};
pub(crate) use sweep::Sweep;
pub use sweep::{Swept, sweep};

/// What files of one use may be.
#[derive(Clone, Copy, Debug)]
pub struct FileUse {
    /// Stored name, `member.evidence`.
    pub name: &'static str,
    /// Most bytes.
    pub max_bytes: u64,
    /// Kinds, told by content.
    pub types: &'static [MediaType],
}

/// Most characters of a file's name.
const NAME: usize = 120;

/// Whose attachments: the record and its present place.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Record.
    pub id: Id,
    /// Where it lies now.
    pub path: &'a OrgPath,
}

/// Where the bytes of a digest lie.
pub fn path(app: &App, digest: &str) -> PathBuf {
    let (head, tail) = digest.split_at(digest.len().min(2));
    folder(app).join(head).join(tail)
}

pub(crate) fn folder(app: &App) -> PathBuf {
    app.config().data.join("files")
}

/// Where a file grows before it has a digest; also for results that are thrown away after they were answered.
pub fn draft(app: &App) -> PathBuf {
    let dir = folder(app).join("tmp");
    // A folder that cannot be made shows when the file is opened, with the reason.
    let _ = std::fs::create_dir_all(&dir);
    dir.join(hex::encode(app.random::<12>()))
}

fn reach<R: Resource, A: Action>(scope: &Scope<R, A>, of: Subject<'_>) -> Result<(), FileError> {
    if scope.covers(of.path) || scope.is_own(of.id) { Ok(()) } else { Err(FileError::NotFound) }
}

/// Attaches a stored file to a record, with an audit entry.
///
/// # Errors
/// [`FileError::NotFound`] outside the scope.
pub fn attach<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    of: Subject<'_>,
    resource: &'static str,
    kind: &FileUse,
    file: &StoredFile,
    note: &str,
) -> Result<Id, FileError> {
    reach(scope, of)?;
    attach_by(tx, scope.actor(), of, resource, kind, file, note)
}

/// Attaches a stored file in somebody's name. Without a scope: callers have found the record through one, or the one who
/// attaches has proved to be its reporter.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn attach_by(
    tx: &mut Tx<'_>,
    by: &Actor,
    of: Subject<'_>,
    resource: &'static str,
    kind: &FileUse,
    file: &StoredFile,
    note: &str,
) -> Result<Id, FileError> {
    let id = tx.new_id();
    store::insert(tx, id, of, resource, kind, file, note, by)?;
    let changes = Changes::new()
        .note("file", file.name.as_str())
        .note("kind", kind.name)
        .note("digest", file.digest.as_str())
        .note("size", file.size);
    let entry = Entry { union_path: Some(of.path), changes, ..Entry::of("file.attach", of.id) };
    audit::record(tx, by, entry)?;
    Ok(id)
}

/// The attachments of a record that the caller has found, first added first.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn of_record(tx: &mut Tx<'_>, subject: Id) -> ::store::DbResult<Vec<Attachment>> {
    store::of_subject(tx, subject)
}

/// Whether something was attached to a record since an instant.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn any_since(tx: &mut Tx<'_>, subject: Id, since: Timestamp) -> ::store::DbResult<bool> {
    Ok(store::of_subject(tx, subject)?.iter().any(|a| a.added_at >= since))
}

/// The attachments of a record, first added first.
///
/// # Errors
/// [`FileError::NotFound`] outside the scope.
pub fn list<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    of: Subject<'_>,
) -> Result<Vec<Attachment>, FileError> {
    reach(scope, of)?;
    Ok(store::of_subject(tx, of.id)?)
}

/// One attachment of a record.
///
/// # Errors
/// [`FileError::NotFound`] outside the scope, or if the record has no such attachment.
pub fn find<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    of: Subject<'_>,
    id: Id,
) -> Result<Attachment, FileError> {
    reach(scope, of)?;
    store::find(tx, of.id, id)?.ok_or(FileError::NotFound)
}

/// One attachment that is about to leave the program: recorded before it is answered.
///
/// # Errors
/// As [`find`].
pub fn take_out<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    of: Subject<'_>,
    id: Id,
) -> Result<Attachment, FileError> {
    reach(scope, of)?;
    take_out_by(tx, scope.actor(), of, id)
}

/// As [`take_out`], in somebody's name; callers have found the record through a scope, or the one who asks has proved to be its
/// reporter.
///
/// # Errors
/// [`FileError::NotFound`] if the record has no such attachment.
pub fn take_out_by(tx: &mut Tx<'_>, by: &Actor, of: Subject<'_>, id: Id) -> Result<Attachment, FileError> {
    let found = store::find(tx, of.id, id)?.ok_or(FileError::NotFound)?;
    let changes = Changes::new().note("file", found.name.as_str()).note("digest", found.digest.as_str());
    let entry = Entry { union_path: Some(of.path), changes, ..Entry::of("file.download", of.id) };
    audit::record(tx, by, entry)?;
    Ok(found)
}

/// Takes an attachment from a record. The bytes stay until the sweeper finds that nothing names them.
///
/// # Errors
/// As [`find`].
pub fn remove<R: Resource, A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<R, A>,
    of: Subject<'_>,
    id: Id,
    why: &str,
) -> Result<(), FileError> {
    let found = find(tx, scope, of, id)?;
    if !store::delete(tx, of.id, id)? {
        return Err(FileError::NotFound);
    }
    let changes = Changes::new()
        .note("file", found.name.as_str())
        .note("kind", found.kind.as_str())
        .note("digest", found.digest.as_str());
    let purpose = Some(why).filter(|w| !w.is_empty());
    let entry = Entry { union_path: Some(of.path), changes, purpose, ..Entry::of("file.remove", of.id) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(())
}

/// Lets attachments of one record be another's, all or only some; which they were. Without a scope: callers have found
/// both records through one, and record why.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn hand_over(tx: &mut Tx<'_>, from: Id, to: Id, only: Option<&[Id]>) -> ::store::DbResult<Vec<Id>> {
    store::hand_over(tx, from, to, only)
}

/// Takes all attachments of a record away because the record is erased; how many. The bytes go with the next sweep, unless
/// another record names them. Without a scope and an entry: callers have found the record, and record the erasure.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn forget(tx: &mut Tx<'_>, subject: Id) -> ::store::DbResult<u64> {
    store::forget(tx, subject)
}
