//! A settlement file before it is taken in: where its rows begin, and which columns mean what.

use std::ops::ControlFlow;

use platform::App;
use platform::files;
use sheets::{SheetError, Workbook};

use crate::claim_error::{ClaimError, Result};
use crate::model::settlement::Columns;
use crate::rules::settlement::{found, guess, places};

/// Rows that may stand above the header.
const HEAD: u32 = 40;

/// Where the rows of a file begin.
#[derive(Debug)]
pub struct Head {
    /// Sheet, from 0.
    pub sheet: usize,
    /// Row of the header, from 1.
    pub row: u32,
    /// Column and text of the header.
    pub headers: Vec<(u32, String)>,
}

/// The row that is likely to be the header: the one in which most columns are known, or in which those of `told` stand.
pub(super) fn head(
    book: &Workbook,
    told: Option<&Columns>,
) -> std::result::Result<Option<(Head, Columns)>, SheetError> {
    let mut best: Option<(usize, Head, Columns)> = None;
    for (sheet, _) in book.sheets().iter().enumerate().filter(|(_, info)| !info.hidden) {
        let _ = book.for_each_row(sheet, &mut |row| {
            if row.number > HEAD {
                return ControlFlow::Break(());
            }
            let filled = row.cells().filter(|(_, c)| !c.is_blank());
            let headers: Vec<(u32, String)> = filled.map(|(n, c)| (n, c.text().into_owned())).collect();
            let texts: Vec<String> = headers.iter().map(|(_, t)| t.clone()).collect();
            let columns = match told {
                Some(c) if places(c, &headers).is_some() => c.clone(),
                Some(_) => return ControlFlow::Continue(()),
                None => guess(&texts),
            };
            let known = found(&columns);
            if known >= 3 && best.as_ref().is_none_or(|(most, ..)| known > *most) {
                best = Some((known, Head { sheet, row: row.number, headers }, columns));
            }
            ControlFlow::Continue(())
        })?;
    }
    Ok(best.map(|(_, head, columns)| (head, columns)))
}

/// What is seen of a file before it is taken in.
#[derive(Debug)]
pub struct Look {
    /// Texts of the header.
    pub headers: Vec<String>,
    /// What they are likely to mean, or as the source has them.
    pub columns: Columns,
    /// Rows beneath the header.
    pub rows: i64,
    /// The first rows: number and cells under the headers.
    pub sample: Vec<(u32, Vec<String>)>,
}

/// Looks at a file.
///
/// # Errors
/// [`ClaimError::Sheet`] if it is no workbook or nothing in it looks like a header.
pub fn look(app: &App, digest: &str, kept: Option<&Columns>) -> Result<Look> {
    let book = Workbook::open(&files::path(app, digest))?;
    let known = match kept {
        Some(c) => head(&book, Some(c))?,
        None => None,
    };
    let found = match known {
        Some(found) => Some(found),
        None => head(&book, None)?,
    };
    let (head, columns) = found.ok_or(ClaimError::Columns)?;
    let (mut rows, mut sample) = (0, Vec::new());
    let _ = book.for_each_row(head.sheet, &mut |row| {
        if row.number > head.row && !row.is_blank() {
            rows += 1;
            if sample.len() < 5 {
                let cells = head.headers.iter().map(|(n, _)| kernel::text::clean(&row.cell(*n).text()));
                sample.push((row.number, cells.collect()));
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(Look { headers: head.headers.into_iter().map(|(_, t)| t).collect(), columns, rows, sample })
}
