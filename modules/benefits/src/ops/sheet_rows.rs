//! Rows of a workbook under the headers that are known.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

use sheets::header::fold;
use sheets::{SheetError, Workbook};

/// Rows that may stand above the headers.
const HEAD: u32 = 40;

/// A row: its number in the file, from 1, and the text of each column that is known, empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<const N: usize> {
    /// Row in the file.
    pub row: u32,
    /// Texts of its cells.
    pub cells: [String; N],
}

/// The rows beneath the first headers that tell the first column, at most `most`, those without any of the cells left out; none if no
/// sheet has such a header.
///
/// # Errors
/// [`SheetError`] if the file is none.
pub fn read<const N: usize>(
    path: &Path,
    headers: [&[&str]; N],
    most: usize,
) -> Result<Option<Vec<Line<N>>>, SheetError> {
    let book = Workbook::open(path)?;
    for (sheet, _) in book.sheets().iter().enumerate().filter(|(_, info)| !info.hidden) {
        let (mut at, mut all) = (None::<[Option<u32>; N]>, Vec::new());
        let _ = book.for_each_row(sheet, &mut |row| {
            match at {
                None if row.number > HEAD => return ControlFlow::Break(()),
                None => {
                    let heads: HashMap<String, u32> =
                        row.cells().map(|(n, c)| (fold(&c.text()), n)).collect();
                    let found = headers.map(|words| words.iter().find_map(|w| heads.get(&fold(w)).copied()));
                    at = found.first().is_some_and(Option::is_some).then_some(found);
                }
                Some(columns) => {
                    let text = |n: u32| kernel::text::clean(&row.cell(n).text());
                    let cells = columns.map(|n| n.map(text).unwrap_or_default());
                    if all.len() < most && cells.iter().any(|c| !c.is_empty()) {
                        all.push(Line { row: row.number, cells });
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        if at.is_some() {
            return Ok(Some(all));
        }
    }
    Ok(None)
}
