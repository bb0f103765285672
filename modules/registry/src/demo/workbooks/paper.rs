//! Sheets as files of the kinds that cadres send.

use std::path::Path;

use kernel::Day;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, XlsxError};
use sheets::SheetError;
use sheets::write::{XlsCell, XlsFile, XlsSheet};

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A date that the program knows as one.
    Date(Day),
    /// A formula; what it gives stands in the second text.
    Formula(&'static str, &'static str),
}

/// A sheet.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// Name of the tab.
    pub name: String,
    /// Rows from the first on.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that are one merged cell over so many columns.
    pub merged: Vec<(usize, usize)>,
    /// Hidden columns, from 0.
    pub hidden: Vec<usize>,
}

/// Kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// .xlsx
    Xlsx,
    /// .xls of 2003; days may count from 1904.
    Xls {
        /// As on an old Macintosh.
        from_1904: bool,
    },
    /// .csv in GB18030.
    Gbk,
    /// .csv in UTF-8, with or without a mark.
    Utf8 {
        /// With the byte order mark.
        mark: bool,
    },
}

impl Kind {
    /// Ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xls { .. } => "xls",
            Self::Gbk | Self::Utf8 { .. } => "csv",
        }
    }

    /// Whether cells have types.
    pub fn is_workbook(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xls { .. })
    }

    /// Writes the file; a .csv holds the first sheet.
    pub fn write(self, path: &Path, sheets: &[Paper]) -> Result<(), SheetError> {
        match self {
            Self::Xlsx => {
                xlsx(path, sheets).map_err(|e| SheetError::from(std::io::Error::other(e.to_string())))
            }
            Self::Xls { from_1904 } => Ok(std::fs::write(path, xls(sheets, from_1904).to_bytes())?),
            Self::Gbk => Ok(std::fs::write(path, encoding_rs::GB18030.encode(&csv(sheets)).0)?),
            Self::Utf8 { mark } => {
                let text = csv(sheets);
                Ok(std::fs::write(path, if mark { format!("\u{feff}{text}") } else { text })?)
            }
        }
    }
}

fn xlsx(path: &Path, sheets: &[Paper]) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    // The same seed gives the same file: it does not say when it was made.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 5)?));
    let (date, middle) = (Format::new().set_num_format("yyyy/m/d"), Format::new());
    for paper in sheets {
        let sheet = book.add_worksheet().set_name(&paper.name)?;
        for (r, row) in (0_u32..).zip(&paper.rows) {
            for (c, cell) in (0_u16..).zip(row) {
                match cell {
                    Cell::Blank => continue,
                    Cell::Text(text) => sheet.write_string(r, c, text)?,
                    Cell::Number(n) => sheet.write_number(r, c, *n)?,
                    Cell::Date(day) => {
                        let d = day.date();
                        let value = ExcelDateTime::from_ymd(d.year() as u16, d.month() as u8, d.day() as u8)?;
                        sheet.write_datetime_with_format(r, c, &value, &date)?
                    }
                    Cell::Formula(text, gives) => {
                        sheet.write_formula(r, c, Formula::new(*text).set_result(*gives))?
                    }
                };
            }
        }
        for (row, columns) in &paper.merged {
            if let Some(Cell::Text(text)) = paper.rows[*row].first() {
                sheet.merge_range(*row as u32, 0, *row as u32, *columns as u16 - 1, text, &middle)?;
            }
        }
        for column in &paper.hidden {
            sheet.set_column_hidden(*column as u16)?;
        }
    }
    book.save(path)
}

fn xls(sheets: &[Paper], from_1904: bool) -> XlsFile {
    let epoch = if from_1904 { Day::constant(1904, 1, 1) } else { Day::constant(1899, 12, 30) };
    let cell = |c: &Cell| match c {
        Cell::Blank => XlsCell::Empty,
        Cell::Text(text) => XlsCell::Text(text.clone()),
        Cell::Formula(text, _) => XlsCell::Text((*text).to_owned()),
        Cell::Number(n) => XlsCell::Number(*n),
        Cell::Date(day) => XlsCell::Date(epoch.days_until(*day) as f64),
    };
    let sheet = |p: &Paper| XlsSheet {
        name: p.name.clone(),
        rows: p.rows.iter().map(|r| r.iter().map(cell).collect()).collect(),
        merges: p.merged.iter().map(|(r, c)| (*r as u16, *r as u16, 0, *c as u16 - 1)).collect(),
        hidden_columns: p.hidden.iter().map(|c| *c as u16).collect(),
        ..XlsSheet::default()
    };
    XlsFile { sheets: sheets.iter().map(sheet).collect(), from_1904 }
}

fn csv(sheets: &[Paper]) -> String {
    let text = |c: &Cell| match c {
        Cell::Blank => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Formula(text, _) => (*text).to_owned(),
        // As Excel writes what it shows.
        Cell::Number(n) if *n >= 1e15 => format!("{n:.5E}").replace('E', "E+"),
        Cell::Number(n) => n.to_string(),
        Cell::Date(day) => day.to_string(),
    };
    let quoted = |t: String| {
        if t.contains([',', '"', '\n']) { format!("\"{}\"", t.replace('"', "\"\"")) } else { t }
    };
    let mut out = String::new();
    for row in sheets.first().map_or(&[][..], |s| &s.rows) {
        out.push_str(&row.iter().map(|c| quoted(text(c))).collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}
