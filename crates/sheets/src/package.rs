//! A zip package that is opened with suspicion.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;
use zip::read::ZipFile;

use crate::{Limits, SheetError};

/// Unpacked bytes before the ratio of packing is looked at: short parts of spaces pack extremely well.
const RATIO_FROM: u64 = 16 << 20;

/// An opened package. Names of parts are compared without regard to case, with `/` between folders.
pub(crate) struct Package {
    zip: ZipArchive<BufReader<File>>,
    names: HashMap<String, usize>,
    limits: Limits,
}

/// Travels through `io::Error` to become [`SheetError::TooLarge`] again.
#[derive(Debug, thiserror::Error)]
#[error("{what} is larger than {limit}")]
pub(crate) struct LimitHit {
    pub what: &'static str,
    pub limit: u64,
}

/// Turns an error met while reading a part into ours.
pub(crate) fn read_error(part: &str, e: &io::Error) -> SheetError {
    match e.get_ref().and_then(|inner| inner.downcast_ref::<LimitHit>()) {
        Some(hit) => SheetError::TooLarge { what: hit.what, limit: hit.limit },
        None => SheetError::damaged(part, e),
    }
}

/// The form in which names of parts are compared.
pub(crate) fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

impl Package {
    /// Reads the list of parts.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, SheetError> {
        let file = File::open(path)?;
        let zip = ZipArchive::new(BufReader::with_capacity(64 << 10, file))
            .map_err(|e| SheetError::damaged("package", e))?;
        if zip.len() > limits.entries {
            return Err(SheetError::TooLarge { what: "entries", limit: limits.entries as u64 });
        }
        let mut names = HashMap::with_capacity(zip.len());
        for (at, name) in zip.file_names().enumerate() {
            if let Ok(name) = name {
                names.insert(key(&name), at);
            }
        }
        Ok(Self { zip, names, limits: limits.clone() })
    }

    /// Names of all parts, lower case, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// There is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&key(name))
    }

    /// Number of parts, for [`Package::raw`].
    pub fn len(&self) -> usize {
        self.zip.len()
    }

    /// A part still packed, to be copied as it is.
    pub fn raw(&mut self, at: usize) -> Result<ZipFile<'_, BufReader<File>>, SheetError> {
        self.zip.by_index_raw(at).map_err(|e| SheetError::damaged("package", e))
    }

    /// A small part as a whole, or `None` where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, SheetError> {
        let limit = self.limits.part_bytes;
        if !self.has(name) {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        self.stream(name, "part", limit)?.read_to_end(&mut bytes).map_err(|e| read_error(name, &e))?;
        Ok(Some(bytes))
    }

    /// Unpacks a part piece by piece; `what` and `limit` go into the error.
    pub fn stream(
        &mut self,
        name: &str,
        what: &'static str,
        limit: u64,
    ) -> Result<Unpacked<ZipFile<'_, BufReader<File>>>, SheetError> {
        let at = self.names.get(&key(name)).copied();
        let at = at.ok_or_else(|| SheetError::damaged(name, "the part is missing"))?;
        let ratio = self.limits.ratio;
        let file = self.zip.by_index(at).map_err(|e| SheetError::damaged(name, e))?;
        if file.encrypted() {
            return Err(SheetError::Encrypted);
        }
        let (packed, size) = (file.compressed_size(), file.size());
        Ok(Unpacked { inner: file, done: 0, packed, size, what, limit, ratio })
    }
}

/// Counts what is really unpacked and stops at the limits.
pub(crate) struct Unpacked<R> {
    inner: R,
    done: u64,
    packed: u64,
    size: u64,
    what: &'static str,
    limit: u64,
    ratio: u64,
}

impl<R> Unpacked<R> {
    /// Share of the part that has been read, going by the size it claims.
    pub fn share(&self) -> f32 {
        if self.size == 0 { 1.0 } else { (self.done as f32 / self.size as f32).min(1.0) }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(into)?;
        self.done += n as u64;
        if self.done > self.limit {
            return Err(io::Error::other(LimitHit { what: self.what, limit: self.limit }));
        }
        if self.done > RATIO_FROM && self.done / self.packed.max(1) > self.ratio {
            return Err(io::Error::other(LimitHit { what: "ratio", limit: self.ratio }));
        }
        Ok(n)
    }
}
