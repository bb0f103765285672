//! Writes the result anew from the values of the cells: for .xls, .csv, and for .xlsx files with live parts.

use std::collections::HashSet;
use std::io::Write;
use std::ops::ControlFlow;

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook as NewBook, Worksheet};

use super::{Level, Place, Verdict, Verdicts};
use crate::cell::{RawCell, RawRow, RawValue};
use crate::header::{REASON_LABEL, SUCCESS_LABEL};
use crate::{SheetError, Workbook};

/// Days between the two ways to count days.
const DAYS_TO_1904: f64 = 1_462.0;

/// Longest text of a cell, in characters that all fit.
const CELL_CHARS: usize = 32_767 / 2;

struct Formats {
    date: Format,
    text: Format,
    header: Format,
    levels: [Format; 3],
}

impl Formats {
    fn new() -> Self {
        let base =
            || Format::new().set_num_format_index(49).set_text_wrap().set_align(FormatAlign::VerticalCenter);
        let fill = |rgb: u32| base().set_background_color(Color::RGB(rgb));
        Self {
            date: Format::new().set_num_format("yyyy-mm-dd"),
            text: Format::new().set_num_format_index(49),
            header: fill(0xD9_D9D9),
            levels: [fill(0xC6_EFCE), fill(0xFF_EB9C), fill(0xFF_C7CE)],
        }
    }

    fn of(&self, level: Level) -> &Format {
        match level {
            Level::Accepted => &self.levels[0],
            Level::Warned => &self.levels[1],
            Level::Rejected => &self.levels[2],
        }
    }
}

pub(super) fn rewrite<W, E, I>(
    source: &Workbook,
    target: W,
    places: &[Option<Place>],
    verdicts: &mut Verdicts<I>,
) -> Result<(), E>
where
    W: Write + Send,
    E: From<SheetError>,
    I: Iterator<Item = Result<Verdict, E>>,
{
    let formats = Formats::new();
    let mut book = NewBook::new();
    let mut names = HashSet::new();
    let first_visible = source.sheets().iter().position(|s| !s.hidden).unwrap_or(0);
    for (at, info) in source.sheets().iter().enumerate() {
        let sheet = book.add_worksheet_with_constant_memory().map_err(SheetError::from)?;
        sheet.set_name(sheet_name(&info.name, at, &mut names)).map_err(SheetError::from)?;
        if at == first_visible {
            sheet.set_active(true);
            sheet.set_first_tab(true);
        } else if info.hidden {
            sheet.set_hidden(true);
        }
        if let Some(place) = places[at].filter(|p| p.added) {
            set_widths(sheet, &place)?;
        }
        let shift = if source.from_1904() { DAYS_TO_1904 } else { 0.0 };
        let mut writer = Writer { sheet, formats: &formats, shift };
        writer.rows(source, at, places[at], verdicts)?;
        verdicts.end(Some(at))?;
    }
    book.save_to_writer(target).map_err(SheetError::from)?;
    Ok(())
}

fn set_widths(sheet: &mut Worksheet, place: &Place) -> Result<(), SheetError> {
    sheet.set_column_width(place.success as u16, 14)?;
    sheet.set_column_width(place.reason as u16, 60)?;
    Ok(())
}

/// A name that Excel accepts and that no other sheet has.
fn sheet_name(name: &str, at: usize, taken: &mut HashSet<String>) -> String {
    let allowed = |c: &char| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') && !c.is_control();
    let cleaned: String = name.chars().filter(allowed).take(15).collect();
    let whole: String = name.chars().filter(allowed).collect();
    let whole = if whole.encode_utf16().count() <= 31 { whole } else { cleaned };
    let whole = whole.trim_matches('\'').trim().to_owned();
    let free = !whole.is_empty() && !taken.contains(&whole.to_lowercase());
    let name = if free { whole } else { format!("Sheet{}-{}", at + 1, taken.len() + 1) };
    taken.insert(name.to_lowercase());
    name
}

struct Writer<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a Formats,
    shift: f64,
}

impl Writer<'_> {
    fn rows<E, I>(
        &mut self,
        source: &Workbook,
        at: usize,
        place: Option<Place>,
        verdicts: &mut Verdicts<I>,
    ) -> Result<(), E>
    where
        E: From<SheetError>,
        I: Iterator<Item = Result<Verdict, E>>,
    {
        let mut failed = None;
        let _ = source.for_each_row(at, &mut |row| match self.row(at, &row, place, verdicts) {
            Ok(()) => ControlFlow::Continue(()),
            Err(e) => {
                failed = Some(e);
                ControlFlow::Break(())
            }
        })?;
        failed.map_or(Ok(()), Err)
    }

    fn row<E, I>(
        &mut self,
        at: usize,
        row: &RawRow<'_>,
        place: Option<Place>,
        verdicts: &mut Verdicts<I>,
    ) -> Result<(), E>
    where
        E: From<SheetError>,
        I: Iterator<Item = Result<Verdict, E>>,
    {
        let result = match place {
            Some(p) if row.number == p.header_row => {
                Some((p, SUCCESS_LABEL, REASON_LABEL.to_owned(), &self.formats.header))
            }
            Some(p) => verdicts
                .take(at, row.number)?
                .map(|v| (p, v.level.word(), v.reason, self.formats.of(v.level))),
            None => None,
        };
        let replaced =
            |column: u32| result.as_ref().is_some_and(|r| column == r.0.success || column == r.0.reason);
        for (column, cell) in row.cells() {
            let left_out = replaced(column) || cell.filled && is_repeated(row, column);
            if !left_out {
                self.cell(row.number - 1, column as u16, &cell)?;
            }
        }
        if let Some((p, success, reason, format)) = &result {
            let line = row.number - 1;
            let write = |sheet: &mut Worksheet, column: u32, text: &str| {
                sheet.write_string_with_format(line, column as u16, fitting(text), format).map(|_| ())
            };
            write(self.sheet, p.success, success).map_err(SheetError::from)?;
            write(self.sheet, p.reason, reason).map_err(SheetError::from)?;
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, column: u16, cell: &RawCell<'_>) -> Result<(), SheetError> {
        match cell.value {
            RawValue::Empty => {}
            RawValue::Text(text) | RawValue::Error(text) => {
                self.sheet.write_string_with_format(row, column, fitting(text), &self.formats.text)?;
            }
            RawValue::Bool(b) => {
                self.sheet.write_boolean(row, column, b)?;
            }
            RawValue::Number { value, is_date: true, .. } => {
                self.sheet.write_number_with_format(row, column, value + self.shift, &self.formats.date)?;
            }
            RawValue::Number { value, .. } => {
                self.sheet.write_number(row, column, value)?;
            }
        }
        Ok(())
    }
}

/// Filled in from the left: a title is written once. What is filled in from above (a department over several rows)
/// is written in every row, because the region is not merged any more.
fn is_repeated(row: &RawRow<'_>, column: u32) -> bool {
    column > 0 && row.cell(column - 1).text() == row.cell(column).text()
}

/// Excel refuses longer texts.
fn fitting(text: &str) -> String {
    if text.len() <= CELL_CHARS { text.to_owned() } else { text.chars().take(CELL_CHARS).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets() {
        let mut taken = HashSet::new();
        assert_eq!(sheet_name("名单", 0, &mut taken), "名单");
        assert_eq!(sheet_name("名单", 1, &mut taken), "Sheet2-2");
        assert_eq!(sheet_name("a/b[c]", 2, &mut taken), "abc");
        assert_eq!(sheet_name("", 3, &mut taken), "Sheet4-4");
        assert_eq!(sheet_name(&"名".repeat(40), 4, &mut taken).chars().count(), 15);
    }
}
