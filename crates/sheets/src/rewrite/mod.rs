//! The answer to an import: the cadre's own workbook with 是否导入成功 and 错误原因 in every data row, same sheets,
//! same row numbers. An .xlsx is rewritten by streaming its XML, so that everything else in it stays as it was; an
//! .xls, a .csv and an .xlsx with live parts (macros, links to other files) are written anew.

mod package;
mod plain;
mod sheet;
mod styles;

use std::io::{Seek, Write};
use std::iter::Peekable;
use std::ops::ControlFlow;

use crate::header::Header;
use crate::workbook::Inner;
use crate::{SheetError, Workbook};

/// How a row fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 是, green.
    Accepted,
    /// 是, with something to look at: amber.
    Warned,
    /// 否, red.
    Rejected,
}

impl Level {
    /// What stands in the column 是否导入成功.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Accepted | Self::Warned => "是",
            Self::Rejected => "否",
        }
    }
}

/// What is written beside one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Position of the sheet, from 0.
    pub sheet: usize,
    /// Row number as in the file, from 1.
    pub row: u32,
    /// How it fared.
    pub level: Level,
    /// The text under 错误原因; may be empty.
    pub reason: String,
}

/// A sheet that gets verdicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResultSheet {
    /// Position of the sheet, from 0.
    pub sheet: usize,
    /// Row that gets the two header texts, from 1.
    pub header_row: u32,
    /// Columns of an earlier result that are used again: 是否导入成功 and 错误原因, from 0. Without them the two columns
    /// after the last one in use are taken.
    pub columns: Option<(u32, u32)>,
}

impl ResultSheet {
    /// For a sheet with a recognised header.
    pub fn of(sheet: usize, header: &Header) -> Self {
        Self { sheet, header_row: header.last_row, columns: header.success_column.zip(header.reason_column) }
    }
}

/// Where the verdicts of one sheet go.
#[derive(Clone, Copy, Debug)]
struct Place {
    header_row: u32,
    success: u32,
    reason: u32,
    /// The columns are new.
    added: bool,
}

/// Writes the result of an import as .xlsx. `verdicts` must be ordered by sheet and row; memory does not grow with
/// their number. Formulas of the source come out as their last values, never as formulas.
///
/// # Errors
/// Those of `verdicts`, of reading the source and writing the target, and [`SheetError::VerdictOutOfPlace`] for a
/// verdict out of order or for a row or sheet that the source does not have.
pub fn rewrite<W, E>(
    source: &Workbook,
    target: W,
    sheets: &[ResultSheet],
    verdicts: impl Iterator<Item = Result<Verdict, E>>,
) -> Result<(), E>
where
    W: Write + Seek + Send,
    E: From<SheetError>,
{
    let mut places = vec![None; source.sheets().len()];
    for sheet in sheets {
        let place = places.get_mut(sheet.sheet).ok_or(SheetError::NoSuchSheet(sheet.sheet))?;
        *place = Some(place_of(source, sheet)?);
    }
    let mut verdicts = Verdicts { coming: verdicts.peekable() };
    match &source.inner {
        Inner::Xlsx(book) if package::can_be_kept(book)? => {
            package::rewrite(book, &source.limits, target, &places, &mut verdicts)?;
        }
        _ => plain::rewrite(source, target, &places, &mut verdicts)?,
    }
    verdicts.end(None)
}

fn place_of(source: &Workbook, sheet: &ResultSheet) -> Result<Place, SheetError> {
    let header_row = sheet.header_row;
    if let Some((success, reason)) = sheet.columns {
        return Ok(Place { header_row, success, reason, added: false });
    }
    let mut width = 0;
    let _ = source.for_each_row(sheet.sheet, &mut |row| {
        // Titles and notes may be merged far beyond the table.
        let own = |c: &crate::RawCell<'_>| !c.filled || row.number == header_row;
        let last = row.cells().filter(|(_, c)| own(c)).map(|(column, _)| column + 1).last();
        width = width.max(last.unwrap_or(0));
        ControlFlow::Continue(())
    })?;
    if width + 2 > crate::MAX_COLUMNS {
        return Err(SheetError::damaged(format!("sheet {}", sheet.sheet + 1), "no column is free"));
    }
    Ok(Place { header_row, success: width, reason: width + 1, added: true })
}

/// The verdicts in their order, handed out row by row.
struct Verdicts<I: Iterator> {
    coming: Peekable<I>,
}

impl<E, I> Verdicts<I>
where
    I: Iterator<Item = Result<Verdict, E>>,
    E: From<SheetError>,
{
    /// The verdict of a row, if there is one. Rows must be asked for in rising order.
    fn take(&mut self, sheet: usize, row: u32) -> Result<Option<Verdict>, E> {
        match self.coming.peek() {
            Some(Ok(v)) if (v.sheet, v.row) > (sheet, row) => Ok(None),
            None => Ok(None),
            _ => match self.coming.next() {
                Some(Ok(v)) if (v.sheet, v.row) == (sheet, row) => Ok(Some(v)),
                Some(Ok(v)) => Err(SheetError::VerdictOutOfPlace { sheet: v.sheet, row: v.row }.into()),
                Some(Err(e)) => Err(e),
                None => Ok(None),
            },
        }
    }

    /// Nothing may be left for this sheet or an earlier one; `None` means at all.
    fn end(&mut self, sheet: Option<usize>) -> Result<(), E> {
        match self.coming.peek() {
            Some(Ok(v)) if sheet.is_some_and(|s| v.sheet > s) => Ok(()),
            None => Ok(()),
            _ => match self.coming.next() {
                Some(Ok(v)) => Err(SheetError::VerdictOutOfPlace { sheet: v.sheet, row: v.row }.into()),
                Some(Err(e)) => Err(e),
                None => Ok(()),
            },
        }
    }
}
