//! The reader for text with separators. It is our own because blank lines count: the clerk's row 17 must be row 17
//! here, and readers for data (which skip blank lines) would shift it.

pub(crate) mod decode;
mod parse;

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use crate::cell::{NoShared, RawRow, RowBuffer, Slot};
use crate::workbook::{SheetInfo, Visit};
use crate::{Layout, Limits, SheetError};
use decode::{Decoded, Encoding};
use parse::Parser;

/// A text file with one table.
pub(crate) struct Book {
    path: PathBuf,
    limits: Limits,
    encoding: Encoding,
    separator: char,
    size: u64,
    layout: Layout,
    pub sheet: SheetInfo,
}

impl Book {
    pub fn open(path: &Path, encoding: Encoding, limits: &Limits) -> Result<Self, SheetError> {
        let file = File::open(path)?;
        let size = file.metadata()?.len();
        let mut head = String::new();
        let mut decoded = Decoded::new(file, encoding);
        while head.len() < 64 << 10 && decoded.more(&mut head)? {}
        if head.trim().is_empty() {
            return Err(SheetError::EmptyFile);
        }
        if encoding != Encoding::Gb18030 && head.contains('\0') {
            return Err(SheetError::NotAWorkbook);
        }
        let name = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Self {
            path: path.to_owned(),
            limits: limits.clone(),
            encoding,
            separator: parse::separator(&head),
            size,
            layout: Layout::default(),
            sheet: SheetInfo { name, hidden: false },
        })
    }

    pub fn layout(&self, sheet: usize) -> Result<&Layout, SheetError> {
        if sheet == 0 { Ok(&self.layout) } else { Err(SheetError::NoSuchSheet(sheet)) }
    }

    pub fn for_each_row(&self, sheet: usize, visit: Visit<'_>) -> Result<ControlFlow<()>, SheetError> {
        self.layout(sheet)?;
        let mut parser = Parser::new(Decoded::new(File::open(&self.path)?, self.encoding), self.separator);
        let mut buffer = RowBuffer::default();
        let mut number = 0;
        while parser.row(&mut buffer, &self.limits)? {
            number += 1;
            // Empty fields at the end are separators only.
            buffer.cells.retain(|c| !matches!(c.slot, Slot::Text { start, end } if start == end));
            let share = (parser.consumed() as f32 / self.size.max(1) as f32).min(1.0);
            let row = RawRow { number, hidden: false, share, buffer: &buffer, shared: &NoShared };
            if visit(row).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}
