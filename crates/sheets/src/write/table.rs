//! Exports: rows in, a file out, with memory that does not grow with the rows.

use std::io::{Seek, Write};

use kernel::{Day, Fen};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook as NewBook};

use super::csv::CsvWriter;
use crate::{MAX_ROWS, SheetError};

/// The kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Excel; goes on in a further sheet after 1,048,575 rows.
    Xlsx,
    /// UTF-8 text with commas and a mark at the start.
    Csv,
}

/// How a column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, also of digits only: numbers of documents and telephones.
    Text,
    /// Whole numbers.
    Number,
    /// Days.
    Day,
    /// Amounts of money, shown in yuan.
    Money,
}

/// A column of an export.
#[derive(Clone, Debug)]
pub struct Column {
    /// Header text.
    pub title: String,
    /// Width in characters.
    pub width: u16,
    /// How it is shown.
    pub kind: ColumnKind,
}

/// A value of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text; never becomes a formula.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// A day; the open end is shown as nothing.
    Day(Day),
    /// An amount of money.
    Money(Fen),
}

/// Writes one table.
pub struct TableWriter<W: Write> {
    sink: Sink<W>,
}

enum Sink<W: Write> {
    Xlsx(Box<XlsxSink<W>>),
    Csv(CsvWriter<W>),
}

struct XlsxSink<W> {
    book: NewBook,
    target: W,
    name: String,
    columns: Vec<Column>,
    formats: Formats,
    /// Rows of data that one sheet takes.
    per_sheet: u32,
    /// Next row of the present sheet, from 0.
    row: u32,
    sheets: usize,
}

struct Formats {
    header: Format,
    text: Format,
    number: Format,
    day: Format,
    money: Format,
}

impl<W: Write + Seek + Send> TableWriter<W> {
    /// Starts a table with its header. `name` is the name of the (first) sheet, at most 25 characters of it.
    ///
    /// # Errors
    /// The target refuses.
    pub fn new(format: TableFormat, name: &str, columns: Vec<Column>, target: W) -> Result<Self, SheetError> {
        Self::with_rows(format, name, columns, target, MAX_ROWS - 1)
    }

    fn with_rows(
        format: TableFormat,
        name: &str,
        columns: Vec<Column>,
        target: W,
        per_sheet: u32,
    ) -> Result<Self, SheetError> {
        let sink = match format {
            TableFormat::Csv => {
                let mut csv = CsvWriter::new(target)?;
                for column in &columns {
                    csv.text(&column.title)?;
                }
                csv.end_row()?;
                Sink::Csv(csv)
            }
            TableFormat::Xlsx => {
                let name = name.chars().take(25).collect();
                let formats = Formats::new();
                let book = NewBook::new();
                let mut sink =
                    XlsxSink { book, target, name, columns, formats, per_sheet, row: 0, sheets: 0 };
                sink.start_sheet()?;
                Sink::Xlsx(Box::new(sink))
            }
        };
        Ok(Self { sink })
    }

    /// Writes one row; values beyond the columns are an error of the caller and are refused.
    ///
    /// # Errors
    /// The target refuses, or a text is longer than 32,767 characters (.xlsx).
    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), SheetError> {
        match &mut self.sink {
            Sink::Csv(csv) => {
                for value in values {
                    match value {
                        Value::Empty | Value::Day(Day::OPEN) => csv.plain("")?,
                        Value::Text(text) => csv.text(text)?,
                        Value::Int(n) => csv.plain(&n.to_string())?,
                        Value::Day(day) => csv.plain(&day.to_string())?,
                        Value::Money(fen) => csv.plain(&fen.to_string())?,
                    }
                }
                Ok(csv.end_row()?)
            }
            Sink::Xlsx(sink) => sink.row(values),
        }
    }

    /// Completes the file.
    ///
    /// # Errors
    /// The target refuses.
    pub fn finish(self) -> Result<W, SheetError> {
        match self.sink {
            Sink::Csv(csv) => Ok(csv.finish()?),
            Sink::Xlsx(mut sink) => {
                sink.book.save_to_writer(&mut sink.target)?;
                Ok(sink.target)
            }
        }
    }
}

impl Formats {
    fn new() -> Self {
        let header = Format::new().set_bold().set_border(FormatBorder::Thin).set_align(FormatAlign::Center);
        Self {
            header,
            text: Format::new().set_num_format_index(49),
            number: Format::new().set_num_format("0"),
            day: Format::new().set_num_format("yyyy-mm-dd"),
            money: Format::new().set_num_format("#,##0.00"),
        }
    }
}

impl<W> XlsxSink<W> {
    fn start_sheet(&mut self) -> Result<(), SheetError> {
        self.sheets += 1;
        let sheet = self.book.add_worksheet_with_constant_memory()?;
        let name =
            if self.sheets == 1 { self.name.clone() } else { format!("{}({})", self.name, self.sheets) };
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in self.columns.iter().enumerate() {
            let at = at as u16;
            let format = match column.kind {
                ColumnKind::Text => &self.formats.text,
                ColumnKind::Number => &self.formats.number,
                ColumnKind::Day => &self.formats.day,
                ColumnKind::Money => &self.formats.money,
            };
            sheet.set_column_width(at, f64::from(column.width))?;
            sheet.set_column_format(at, format)?;
            sheet.write_string_with_format(0, at, &column.title, &self.formats.header)?;
        }
        self.row = 1;
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> Result<(), SheetError> {
        if self.row > self.per_sheet {
            self.start_sheet()?;
        }
        let (row, formats) = (self.row, &self.formats);
        let sheet = self.book.worksheet_from_index(self.sheets - 1)?;
        for (at, value) in values.iter().enumerate() {
            let at = at as u16;
            match value {
                Value::Empty | Value::Day(Day::OPEN) => {}
                Value::Text(text) => {
                    sheet.write_string_with_format(row, at, *text, &formats.text)?;
                }
                Value::Int(n) => {
                    sheet.write_number_with_format(row, at, *n as f64, &formats.number)?;
                }
                Value::Day(day) => {
                    sheet.write_number_with_format(row, at, serial(*day), &formats.day)?;
                }
                Value::Money(fen) => {
                    sheet.write_number_with_format(row, at, fen.0 as f64 / 100.0, &formats.money)?;
                }
            }
        }
        self.row += 1;
        Ok(())
    }
}

/// The number under which Excel knows a day after February 1900.
fn serial(day: Day) -> f64 {
    let base = Day::from_number(18_991_230).expect("1899-12-30 is a day");
    base.days_until(day) as f64
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::Workbook;

    fn columns() -> Vec<Column> {
        let of = |title: &str, kind| Column { title: title.into(), width: 12, kind };
        vec![
            of("姓名", ColumnKind::Text),
            of("证件号码", ColumnKind::Text),
            of("人数", ColumnKind::Number),
            of("入会日期", ColumnKind::Day),
            of("金额", ColumnKind::Money),
        ]
    }

    const DAY: i64 = 19_870_615;

    fn row() -> [Value<'static>; 5] {
        let day = Day::from_number(DAY).unwrap();
        [
            Value::Text("=1+1"),
            Value::Text("330226199003070015"),
            Value::Int(-3),
            Value::Day(day),
            Value::Money(Fen(-1_205)),
        ]
    }

    fn written(format: TableFormat, per_sheet: u32, rows: usize) -> tempfile::NamedTempFile {
        let mut table =
            TableWriter::with_rows(format, "会员", columns(), Cursor::new(Vec::new()), per_sheet).unwrap();
        for _ in 0..rows {
            table.row(&row()).unwrap();
        }
        table.row(&[Value::Empty, Value::Empty, Value::Empty, Value::Day(Day::OPEN)]).unwrap();
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), table.finish().unwrap().into_inner()).unwrap();
        file
    }

    #[test]
    fn csv() {
        let text = std::fs::read_to_string(written(TableFormat::Csv, 9, 1).path()).unwrap();
        assert_eq!(
            text,
            "\u{feff}姓名,证件号码,人数,入会日期,金额\r\n'=1+1,330226199003070015,-3,1987-06-15,-12.05\r\n,,,\r\n"
        );
    }

    #[test]
    fn xlsx_goes_on_in_a_further_sheet() {
        let file = written(TableFormat::Xlsx, 2, 3);
        let book = Workbook::open(file.path()).unwrap();
        let names: Vec<&str> = book.sheets().iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["会员", "会员(2)"]);
        let mut seen = Vec::new();
        for sheet in 0..2 {
            let _ = book
                .for_each_row(sheet, &mut |row| {
                    let cells: Vec<_> = row.cells().map(|(_, c)| c.text().into_owned()).collect();
                    assert!(row.cells().all(|(_, c)| !c.formula));
                    seen.push(cells.join("|"));
                    std::ops::ControlFlow::Continue(())
                })
                .unwrap();
        }
        let (header, line) = ("姓名|证件号码|人数|入会日期|金额", "=1+1|330226199003070015|-3|31943|-12.05");
        assert_eq!(seen, [header, line, line, header, line]);
    }
}
