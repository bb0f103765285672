//! The container of an .xls: sectors chained by an allocation table, as in [MS-CFB].

use crate::SheetError;

const FREE: u32 = 0xFFFF_FFFA;
const DIRECTORY_ENTRY: usize = 128;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// An opened container over the bytes of the file.
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    mini_table: Vec<u32>,
    mini_stream: Vec<u8>,
    mini_cutoff: u64,
    directory: Vec<u8>,
}

fn broken(detail: &str) -> SheetError {
    SheetError::damaged("container", detail)
}

impl<'a> Container<'a> {
    /// Reads the tables.
    pub fn open(bytes: &'a [u8]) -> Result<Self, SheetError> {
        let header = |at| u32_at(bytes, at).ok_or_else(|| broken("the header is too short"));
        let shift = u16_at(bytes, 30).unwrap_or(0);
        if shift != 9 && shift != 12 {
            return Err(broken("unknown size of sectors"));
        }
        let mut container = Self {
            bytes,
            sector: 1 << shift,
            table: Vec::new(),
            mini_table: Vec::new(),
            mini_stream: Vec::new(),
            mini_cutoff: u64::from(header(56)?),
            directory: Vec::new(),
        };
        container.read_table(header(68)?)?;
        container.directory = container.chain(header(48)?, u64::MAX)?;
        let mini = container.chain(header(60)?, u64::MAX)?;
        container.mini_table = mini.chunks_exact(4).filter_map(|c| u32_at(c, 0)).collect();
        if let Some((start, size)) = container.entry(0) {
            container.mini_stream = container.chain(start, size)?;
        }
        Ok(container)
    }

    /// The allocation table: 109 sectors are named in the header, further ones in a chain of their own.
    fn read_table(&mut self, first_extra: u32) -> Result<(), SheetError> {
        let mut sectors: Vec<u32> = (0..109).filter_map(|n| u32_at(self.bytes, 76 + n * 4)).collect();
        let mut extra = first_extra;
        let most = self.bytes.len() / self.sector + 1;
        while extra < FREE {
            let names = self.sector_bytes(extra)?.to_vec();
            if sectors.len() > most {
                return Err(broken("the list of tables runs in a circle"));
            }
            let count = self.sector / 4 - 1;
            sectors.extend((0..count).filter_map(|n| u32_at(&names, n * 4)));
            extra = u32_at(&names, count * 4).unwrap_or(u32::MAX);
        }
        for sector in sectors.into_iter().filter(|&s| s < FREE) {
            let entries = self.sector_bytes(sector)?;
            if self.table.len() > most + self.sector {
                break;
            }
            self.table.extend(entries.chunks_exact(4).filter_map(|c| u32_at(c, 0)));
        }
        Ok(())
    }

    fn sector_bytes(&self, number: u32) -> Result<&'a [u8], SheetError> {
        let start = (number as usize + 1).checked_mul(self.sector);
        let bytes = start.and_then(|s| self.bytes.get(s..(s + self.sector).min(self.bytes.len())));
        bytes.filter(|b| !b.is_empty()).ok_or_else(|| broken("a sector lies outside the file"))
    }

    /// The bytes of a chain of sectors, at most `size`.
    fn chain(&self, start: u32, size: u64) -> Result<Vec<u8>, SheetError> {
        let mut all = Vec::new();
        let mut at = start;
        while at < FREE && (all.len() as u64) < size {
            // Each sector can occur once, so a circle shows by the length.
            if all.len() > self.bytes.len() {
                return Err(broken("a chain runs in a circle"));
            }
            all.extend_from_slice(self.sector_bytes(at)?);
            at = self.table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        all.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(all)
    }

    fn mini_chain(&self, start: u32, size: u64) -> Result<Vec<u8>, SheetError> {
        const MINI: usize = 64;
        let mut all = Vec::new();
        let mut at = start;
        while at < FREE && (all.len() as u64) < size {
            if all.len() > self.mini_stream.len() {
                return Err(broken("a chain runs in a circle"));
            }
            let from = at as usize * MINI;
            let piece = self.mini_stream.get(from..(from + MINI).min(self.mini_stream.len()));
            all.extend_from_slice(piece.ok_or_else(|| broken("a small sector lies outside"))?);
            at = self.mini_table.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        all.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(all)
    }

    /// First sector and size of a directory entry.
    fn entry(&self, number: usize) -> Option<(u32, u64)> {
        let entry = self.directory.get(number * DIRECTORY_ENTRY..(number + 1) * DIRECTORY_ENTRY)?;
        Some((u32_at(entry, 116)?, u64::from(u32_at(entry, 120)?)))
    }

    fn find(&self, name: &str) -> Option<usize> {
        let wanted: Vec<u16> = name.encode_utf16().collect();
        (0..self.directory.len() / DIRECTORY_ENTRY).find(|&n| {
            let entry = &self.directory[n * DIRECTORY_ENTRY..];
            let length = usize::from(u16_at(entry, 64).unwrap_or(0));
            let is_stream = entry.get(66) == Some(&2);
            is_stream
                && length == (wanted.len() + 1) * 2
                && wanted.iter().enumerate().all(|(i, &w)| u16_at(entry, i * 2) == Some(w))
        })
    }

    /// There is a stream with this name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The content of a stream, or `None` where there is no such stream.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, SheetError> {
        let Some((start, size)) = self.find(name).and_then(|n| self.entry(n)) else { return Ok(None) };
        if size < self.mini_cutoff { self.mini_chain(start, size) } else { self.chain(start, size) }.map(Some)
    }
}
