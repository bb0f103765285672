//! One way to read all three kinds of file.

use std::ops::ControlFlow;
use std::path::Path;

use crate::cell::RawRow;
use crate::detect::{Kind, detect};
use crate::{Layout, Limits, SheetError, csv, xls, xlsx};

/// What is called for every row; `Break` ends the reading.
pub(crate) type Visit<'v> = &'v mut dyn FnMut(RawRow<'_>) -> ControlFlow<()>;

/// The format of a file, told by its content and not by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Office Open XML.
    Xlsx,
    /// Excel 97 to 2003; also the `.et` of WPS.
    Xls,
    /// Text with separators.
    Csv,
}

/// A worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetInfo {
    /// The name on its tab; of a text file, the name of the file without its ending.
    pub name: String,
    /// The tab is hidden.
    pub hidden: bool,
}

/// An opened file. Opening reads the list of sheets and the shared texts; rows are streamed on demand, as often as
/// wanted and from any thread.
pub struct Workbook {
    pub(crate) inner: Inner,
    pub(crate) limits: Limits,
}

pub(crate) enum Inner {
    Xlsx(xlsx::Book),
    Xls(xls::Book),
    Csv(csv::Book),
}

impl Workbook {
    /// Opens a file within the default [`Limits`].
    ///
    /// # Errors
    /// Empty, not a workbook, of a kind that is not read, protected by a password, damaged, too large.
    pub fn open(path: &Path) -> Result<Self, SheetError> {
        Self::open_with(path, &Limits::default())
    }

    /// Opens a file within given limits.
    ///
    /// # Errors
    /// As [`Workbook::open`].
    pub fn open_with(path: &Path, limits: &Limits) -> Result<Self, SheetError> {
        let inner = match detect(path, limits)? {
            Kind::Xlsx => Inner::Xlsx(xlsx::Book::open(path, limits)?),
            Kind::Xls => Inner::Xls(xls::Book::open(path, limits)?),
            Kind::Text(encoding) => Inner::Csv(csv::Book::open(path, encoding, limits)?),
        };
        Ok(Self { inner, limits: limits.clone() })
    }

    /// The format of the file.
    pub fn format(&self) -> Format {
        match self.inner {
            Inner::Xlsx(_) => Format::Xlsx,
            Inner::Xls(_) => Format::Xls,
            Inner::Csv(_) => Format::Csv,
        }
    }

    /// The worksheets in the order of their tabs, hidden ones included. Sheets are numbered from 0 in this order.
    pub fn sheets(&self) -> &[SheetInfo] {
        match &self.inner {
            Inner::Xlsx(book) => &book.sheets,
            Inner::Xls(book) => &book.sheets,
            Inner::Csv(book) => std::slice::from_ref(&book.sheet),
        }
    }

    /// Day numbers of this file count from 1904 instead of 1900.
    pub fn from_1904(&self) -> bool {
        match &self.inner {
            Inner::Xlsx(book) => book.from_1904,
            Inner::Xls(book) => book.from_1904,
            Inner::Csv(_) => false,
        }
    }

    /// Merged regions and hidden columns of a sheet.
    ///
    /// # Errors
    /// No such sheet, or the file is damaged.
    pub fn layout(&self, sheet: usize) -> Result<&Layout, SheetError> {
        match &self.inner {
            Inner::Xlsx(book) => book.layout(sheet),
            Inner::Xls(book) => book.layout(sheet),
            Inner::Csv(book) => book.layout(sheet),
        }
    }

    /// Calls `visit` for every row of a sheet in rising order; rows that the file does not have are left out.
    /// Cells of merged regions carry the value of the top left cell.
    ///
    /// # Errors
    /// No such sheet, the file is damaged, or a limit is passed; rows before that place have been visited.
    pub fn for_each_row(
        &self,
        sheet: usize,
        visit: &mut dyn FnMut(RawRow<'_>) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, SheetError> {
        match &self.inner {
            Inner::Xlsx(book) => book.for_each_row(sheet, visit),
            Inner::Xls(book) => book.for_each_row(sheet, visit),
            Inner::Csv(book) => book.for_each_row(sheet, visit),
        }
    }
}
