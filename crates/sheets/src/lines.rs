//! Rows of a workbook under headers that are known by several names.

use std::ops::ControlFlow;
use std::path::Path;

use crate::cell::{RawCell, RawValue};
use crate::header::fold;
use crate::normal::date_text;
use crate::{SheetError, Workbook};

/// Rows that may stand above the headers.
const HEAD: u32 = 40;

/// The columns of a file: what each may be called, and which of them, by place, have to be there.
#[derive(Clone, Copy, Debug)]
pub struct Columns<const N: usize> {
    /// Names of each column, the usual one first.
    pub names: [&'static [&'static str]; N],
    /// Places of those without which a sheet is not meant.
    pub needed: &'static [usize],
}

/// A row: its number in the file, from 1, and the text of each column, empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<const N: usize> {
    /// Row in the file.
    pub row: u32,
    /// Texts of its cells: spaces tidied; days and times as 2026-10-31 08:05:30, however the cell shows them.
    pub cells: [String; N],
}

impl<const N: usize> Columns<N> {
    /// The rows beneath the headers of the first sheet that has them, `most` at most, blank ones left out; none if no sheet has.
    ///
    /// # Errors
    /// [`SheetError`] if the file is no workbook.
    pub fn lines(&self, path: &Path, most: usize) -> Result<Option<Vec<Line<N>>>, SheetError> {
        let book = Workbook::open(path)?;
        let from_1904 = book.from_1904();
        for (sheet, _) in book.sheets().iter().enumerate().filter(|(_, info)| !info.hidden) {
            let (mut at, mut all) = (None, Vec::new());
            let _ = book.for_each_row(sheet, &mut |row| {
                match at {
                    None if row.number > HEAD => return ControlFlow::Break(()),
                    None => {
                        at = self.found(&row.cells().map(|(n, c)| (n, fold(&c.text()))).collect::<Vec<_>>())
                    }
                    Some(columns) => {
                        let text = |n: u32| text(&row.cell(n), from_1904);
                        let cells = columns.map(|n: Option<u32>| n.map(text).unwrap_or_default());
                        if cells.iter().any(|c| !c.is_empty()) {
                            all.push(Line { row: row.number, cells });
                        }
                    }
                }
                if all.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            })?;
            if at.is_some() {
                return Ok(Some(all));
            }
        }
        Ok(None)
    }

    /// Where the columns stand, if those that are needed are among the headers. A template marks these with an asterisk.
    fn found(&self, headers: &[(u32, String)]) -> Option<[Option<u32>; N]> {
        let named =
            |w: &str| headers.iter().find(|(_, h)| h.trim_start_matches('*') == fold(w)).map(|(n, _)| *n);
        let found = self.names.map(|words| words.iter().find_map(|w| named(w)));
        self.needed.iter().all(|n| found.get(*n).is_some_and(Option::is_some)).then_some(found)
    }
}

fn text(cell: &RawCell<'_>, from_1904: bool) -> String {
    let dated = match cell.value {
        RawValue::Number { value, is_date: true, .. } => date_text(value, from_1904),
        _ => None,
    };
    dated.unwrap_or_else(|| kernel::text::clean(&cell.text()))
}
