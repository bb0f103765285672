//! A file on its way in: streamed, measured, hashed, told by its content, put in its place.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use kernel::Timestamp;
use sm3::{Digest, Sm3};

use super::{FileError, FileUse, MediaType, NAME, draft, path};
use crate::App;

/// Bytes at both ends by which the kind is told.
const ENDS: usize = 4096;

/// A file in its place, not yet named by any row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Name as the sender knows it.
    pub name: String,
    /// SM3 of the bytes, hex.
    pub digest: String,
    /// Bytes.
    pub size: i64,
    /// Told by the content.
    pub media: MediaType,
}

/// A file that is being received; removed if it is dropped before its end.
pub struct Incoming {
    draft: PathBuf,
    out: File,
    hash: Sm3,
    size: u64,
    head: Vec<u8>,
    tail: Vec<u8>,
    kind: FileUse,
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Incoming({} bytes)", self.size)
    }
}

impl Incoming {
    /// Begins to receive a file of this use.
    ///
    /// # Errors
    /// [`FileError::Folder`].
    pub fn begin(app: &App, kind: &FileUse) -> Result<Self, FileError> {
        let draft = draft(app);
        let out = File::create(&draft).map_err(|e| FileError::io(&e))?;
        let (head, tail) = (Vec::with_capacity(ENDS), Vec::with_capacity(2 * ENDS));
        Ok(Self { draft, out, hash: Sm3::new(), size: 0, head, tail, kind: *kind })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`FileError::TooLarge`], [`FileError::Folder`].
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        self.size += bytes.len() as u64;
        if self.size > self.kind.max_bytes {
            return Err(FileError::TooLarge { megabytes: self.kind.max_bytes >> 20 });
        }
        self.hash.update(bytes);
        let missing = ENDS.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..missing]);
        self.tail.extend_from_slice(&bytes[bytes.len().saturating_sub(ENDS)..]);
        let surplus = self.tail.len().saturating_sub(ENDS);
        self.tail.drain(..surplus);
        self.out.write_all(bytes).map_err(|e| FileError::io(&e))
    }

    /// Checks the kind, flushes the bytes and puts the file in its place. `name` is cut to 120 characters and loses
    /// whatever would be a folder.
    ///
    /// # Errors
    /// [`FileError::Empty`], [`FileError::Type`], [`FileError::Folder`].
    pub fn finish(self, app: &App, name: &str) -> Result<StoredFile, FileError> {
        if self.size == 0 {
            return Err(FileError::Empty);
        }
        let media = MediaType::sniff(&self.head, &self.tail);
        if !self.kind.types.contains(&media) {
            let allowed: Vec<_> = self.kind.types.iter().map(|t| t.title()).collect();
            return Err(FileError::Type { found: media.title(), allowed: allowed.join("、") });
        }
        let digest = hex::encode(self.hash.clone().finalize());
        let target = path(app, &digest);
        self.place(&target, app.clock().now()).map_err(|e| FileError::io(&e))?;
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| !c.is_control()).take(NAME).collect();
        let name = if name.trim().is_empty() { "未命名".to_owned() } else { name };
        Ok(StoredFile { name, digest, size: self.size as i64, media })
    }

    /// The same bytes may lie there already: they are replaced, so that the file is young again for the sweeper.
    fn place(&self, target: &Path, now: Timestamp) -> std::io::Result<()> {
        self.out.set_modified(instant(now))?;
        self.out.sync_all()?;
        let dir = target.parent().unwrap_or(target);
        fs::create_dir_all(dir)?;
        fs::rename(&self.draft, target)?;
        File::open(dir)?.sync_all()
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // After `finish` it lies elsewhere, and there is nothing to remove.
        let _ = fs::remove_file(&self.draft);
    }
}

pub(super) fn instant(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(at.0.max(0) as u64)
}

/// Stores a file of this machine, for the command line and jobs.
///
/// # Errors
/// As [`Incoming`]; [`FileError::Folder`] also if the source cannot be read.
pub fn store_file(app: &App, kind: &FileUse, source: &Path) -> Result<StoredFile, FileError> {
    let mut from = File::open(source).map_err(|e| FileError::io(&e))?;
    let mut incoming = Incoming::begin(app, kind)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer).map_err(|e| FileError::io(&e))? {
            0 => break,
            n => incoming.push(&buffer[..n])?,
        }
    }
    let name = source.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    incoming.finish(app, &name)
}
