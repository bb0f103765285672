//! Rows of one sheet of an .xls.

use std::collections::HashSet;
use std::ops::ControlFlow;

use super::record::{Cursor, Record, Records, kind};
use crate::cell::{RawRow, RowBuffer, Slot};
use crate::layout::{MergeFill, Region};
use crate::limits::ROW_BYTES;
use crate::workbook::Visit;
use crate::xlsx::strings::Strings;
use crate::{Layout, Limits, SheetError};

/// Where the cells of a sheet are. Most writers order cells by row, but the format does not ask for it.
pub(super) struct Index {
    /// Row (from 0) and place in the stream of every record with cells, by row.
    cells: Vec<(u16, u32)>,
    hidden_rows: HashSet<u16>,
    pub layout: Layout,
}

impl Index {
    /// Walks over the records of one sheet.
    pub fn read(stream: &[u8], at: usize, limits: &Limits) -> Result<Self, SheetError> {
        let mut index = Self { cells: Vec::new(), hidden_rows: HashSet::new(), layout: Layout::default() };
        let mut records = Records::new(stream, at);
        if records.next().is_none_or(|first| first.kind != kind::BOF) {
            return Err(SheetError::damaged("Workbook", "a sheet does not begin where it should"));
        }
        // Charts inside the sheet are sheets within the sheet.
        let mut depth = 0u32;
        for record in records {
            match record.kind {
                kind::BOF => depth += 1,
                kind::EOF if depth == 0 => break,
                kind::EOF => depth -= 1,
                _ if depth == 0 => index.take(&record, limits)?,
                _ => {}
            }
        }
        index.cells.sort_by_key(|&(row, _)| row);
        index.layout.merges.sort_by_key(|m| (m.first_row, m.first_column));
        Ok(index)
    }

    fn take(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), SheetError> {
        match record.kind {
            kind::NUMBER
            | kind::RK
            | kind::MUL_RK
            | kind::LABEL
            | kind::LABEL_SST
            | kind::RICH_STRING
            | kind::BOOL_ERR
            | kind::FORMULA => self.cells.push((record.u16(0)?, record.at as u32)),
            kind::ROW if record.u16(12)? & 0x20 != 0 => {
                self.hidden_rows.insert(record.u16(0)?);
            }
            kind::COLUMN_INFO if record.u16(8)? & 1 != 0 && self.layout.hidden_columns.len() < 256 => {
                let (first, last) = (record.u16(0)?, record.u16(2)?);
                self.layout.hidden_columns.push((u32::from(first), u32::from(last.max(first))));
            }
            kind::MERGED_CELLS => self.take_merges(record, limits)?,
            _ => {}
        }
        Ok(())
    }

    fn take_merges(&mut self, record: &Record<'_>, limits: &Limits) -> Result<(), SheetError> {
        for n in 0..usize::from(record.u16(0)?) {
            let at = 2 + n * 8;
            let (r1, r2) = (u32::from(record.u16(at)?), u32::from(record.u16(at + 2)?));
            let (c1, c2) = (u32::from(record.u16(at + 4)?), u32::from(record.u16(at + 6)?));
            if r1 > r2 || c1 > c2 {
                continue;
            }
            if self.layout.merges.len() >= limits.merges {
                return Err(SheetError::TooLarge { what: "merges", limit: limits.merges as u64 });
            }
            self.layout.merges.push(Region {
                first_row: r1 + 1,
                last_row: r2 + 1,
                first_column: c1,
                last_column: c2,
            });
        }
        Ok(())
    }
}

/// Visits the rows that have cells.
pub(super) fn for_each_row(
    stream: &[u8],
    index: &Index,
    strings: &Strings,
    dates: &[bool],
    limits: &Limits,
    visit: Visit<'_>,
) -> Result<ControlFlow<()>, SheetError> {
    let mut buffer = RowBuffer::default();
    let mut fill = MergeFill::new(&index.layout.merges);
    let total = index.cells.len().max(1) as f32;
    let mut done = 0;
    for group in index.cells.chunk_by(|a, b| a.0 == b.0) {
        buffer.clear();
        for &(_, at) in group {
            push_cells(stream, at as usize, strings, dates, limits, &mut buffer)?;
            if buffer.text.len() > ROW_BYTES {
                return Err(SheetError::TooLarge { what: "row", limit: ROW_BYTES as u64 });
            }
        }
        buffer.cells.sort_by_key(|c| c.column);
        buffer.cells.dedup_by_key(|c| c.column);
        let row = group[0].0;
        let number = u32::from(row) + 1;
        fill.fill(number, &mut buffer, strings);
        done += group.len();
        let hidden = index.hidden_rows.contains(&row);
        let row = RawRow { number, hidden, share: done as f32 / total, buffer: &buffer, shared: strings };
        if visit(row).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Reads the cells of the record at `at` into the row.
fn push_cells(
    stream: &[u8],
    at: usize,
    strings: &Strings,
    dates: &[bool],
    limits: &Limits,
    buffer: &mut RowBuffer,
) -> Result<(), SheetError> {
    let Some(record) = Records::new(stream, at).next() else { return Ok(()) };
    let column = u32::from(record.u16(2)?);
    let is_date = |style: u16| dates.get(usize::from(style)).copied().unwrap_or(false);
    match record.kind {
        kind::NUMBER => push_number(buffer, column, record.f64(6)?, is_date(record.u16(4)?), false),
        kind::RK => push_number(buffer, column, rk(record.u32(6)?), is_date(record.u16(4)?), false),
        kind::MUL_RK => {
            for n in 0..(record.data.len().saturating_sub(6)) / 6 {
                let style = record.u16(4 + n * 6)?;
                push_number(buffer, column + n as u32, rk(record.u32(6 + n * 6)?), is_date(style), false);
            }
        }
        kind::LABEL_SST => {
            let number = record.u32(6)?;
            match strings.get(number) {
                Some("") => {}
                Some(_) => buffer.push(column, Slot::Shared(number), false),
                None => return Err(SheetError::damaged("Workbook", "no such shared text")),
            }
        }
        kind::LABEL | kind::RICH_STRING => {
            let slot = push_text(buffer, Cursor::over(record.data.get(6..).unwrap_or(&[])), limits)?;
            buffer.push(column, slot, false);
        }
        kind::BOOL_ERR => {
            let (value, is_error) = (record.u8(6)?, record.u8(7)? != 0);
            push_bool_or_error(buffer, column, value, is_error, false);
        }
        kind::FORMULA => push_formula(stream, &record, column, is_date(record.u16(4)?), limits, buffer)?,
        _ => {}
    }
    Ok(())
}

/// The stored result of a formula: a number, or a mark for something else.
fn push_formula(
    stream: &[u8],
    record: &Record<'_>,
    column: u32,
    is_date: bool,
    limits: &Limits,
    buffer: &mut RowBuffer,
) -> Result<(), SheetError> {
    if record.u16(12)? != 0xFFFF {
        push_number(buffer, column, record.f64(6)?, is_date, true);
        return Ok(());
    }
    match record.u8(6)? {
        // A text follows in a record of its own, after at most a shared or array formula.
        0 => {
            let text = Records::new(stream, record.at).skip(1).take(3).find(|r| r.kind == kind::STRING);
            let slot = match text {
                Some(r) => push_text(buffer, Cursor::joined(stream, r.at), limits)?,
                None => Slot::Empty,
            };
            buffer.push(column, slot, true);
        }
        mark @ (1 | 2) => push_bool_or_error(buffer, column, record.u8(8)?, mark == 2, true),
        _ => buffer.push(column, Slot::Empty, true),
    }
    Ok(())
}

fn push_text(buffer: &mut RowBuffer, mut cursor: Cursor<'_>, limits: &Limits) -> Result<Slot, SheetError> {
    let start = buffer.text.len();
    let read = cursor.u16().and_then(|count| cursor.text(usize::from(count), &mut buffer.text));
    read.ok_or_else(|| SheetError::damaged("Workbook", "a text breaks off"))?;
    if buffer.text.len() - start > limits.cell_bytes {
        return Err(SheetError::TooLarge { what: "cell", limit: limits.cell_bytes as u64 });
    }
    Ok(Slot::Text { start: start as u32, end: buffer.text.len() as u32 })
}

fn push_number(buffer: &mut RowBuffer, column: u32, value: f64, is_date: bool, formula: bool) {
    if !value.is_finite() {
        buffer.push(column, Slot::Empty, formula);
        return;
    }
    let (start, end) = buffer.add(&value.to_string());
    buffer.push(column, Slot::Number { start, end, value, is_date }, formula);
}

fn push_bool_or_error(buffer: &mut RowBuffer, column: u32, value: u8, is_error: bool, formula: bool) {
    if !is_error {
        buffer.push(column, Slot::Bool(value != 0), formula);
        return;
    }
    let (start, end) = buffer.add(match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    });
    buffer.push(column, Slot::Error { start, end }, formula);
}

/// A number packed in 30 bits: whole or the upper half of a double, perhaps in hundredths.
fn rk(packed: u32) -> f64 {
    let value = if packed & 2 != 0 {
        f64::from((packed as i32) >> 2)
    } else {
        f64::from_bits(u64::from(packed & !3) << 32)
    };
    if packed & 1 != 0 { value / 100.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        assert_eq!(rk(0x3FF0_0000), 1.0);
        assert_eq!(rk(0x3FF0_0001), 0.01);
        assert_eq!(rk(((-7i32 as u32) << 2) | 2), -7.0);
        assert_eq!(rk((198_760 << 2) | 3), 1987.6);
    }
}
