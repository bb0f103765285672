//! Streams the rows of one worksheet part.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;

use quick_xml::events::Event;

use super::plain_cell::{PlainCell, plain_cell};
use super::scan::{Scanner, Token, attributes, push_data, push_text};
use super::strings::Strings;
use super::styles::DateStyles;
use crate::cell::{RawRow, RowBuffer, Slot};
use crate::layout::MergeFill;
use crate::limits::{MAX_COLUMNS, MAX_ROWS, ROW_BYTES};
use crate::package::Unpacked;
use crate::reference::parse_cell;
use crate::workbook::Visit;
use crate::xml::{Xml, unescape_control};
use crate::{Layout, Limits, SheetError};

/// What the type of a cell says.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Text,
    Bool,
    Error,
}

/// The cell being read.
#[derive(Clone, Copy)]
struct Open {
    column: u32,
    kind: Kind,
    style: u32,
    formula: bool,
    /// Where its text starts in the row buffer.
    start: usize,
}

/// Reads the rows of a sheet one by one.
pub(crate) struct SheetReader<'a, R: Read> {
    part: &'a str,
    /// `None` where the sheet has no rows.
    scanner: Option<Scanner<'a, BufReader<Unpacked<R>>>>,
    strings: &'a Strings,
    styles: &'a DateStyles,
    limits: &'a Limits,
    buffer: RowBuffer,
    number: u32,
    hidden: bool,
    open: Option<Open>,
    next_column: u32,
    in_row: bool,
    /// Inside `v` or `t`.
    taking: bool,
    /// Inside an element whose content is no part of the value.
    passing: bool,
}

impl<'a, R: Read> SheetReader<'a, R> {
    pub fn new(
        part: &'a str,
        source: Unpacked<R>,
        strings: &'a Strings,
        styles: &'a DateStyles,
        limits: &'a Limits,
    ) -> Result<Self, SheetError> {
        let scanner = start_of_rows(part, source)?.map(|source| Scanner::new(part, source));
        Ok(Self {
            part,
            scanner,
            strings,
            styles,
            limits,
            buffer: RowBuffer::default(),
            number: 0,
            hidden: false,
            open: None,
            next_column: 0,
            in_row: false,
            taking: false,
            passing: false,
        })
    }

    /// Reads to the end of the rows, or until the visitor breaks off.
    pub fn run(mut self, layout: &Layout, visit: Visit<'_>) -> Result<ControlFlow<()>, SheetError> {
        let Some(mut scanner) = self.scanner.take() else { return Ok(ControlFlow::Continue(())) };
        let mut fill = MergeFill::new(&layout.merges);
        loop {
            while let Some(cell) =
                plain_cell(scanner.at_hand()).filter(|_| self.in_row && self.open.is_none() && !self.passing)
            {
                let length = cell.length;
                if !self.take_plain(&cell)? {
                    break;
                }
                scanner.pass(length);
            }
            let row_done = match scanner.next()? {
                Token::Start { name, attributes, empty } => self.start(name, attributes, empty)?,
                Token::End { name: b"sheetData" } => return Ok(ControlFlow::Continue(())),
                Token::End { name } => self.end(name)?,
                Token::Text(raw) if self.taking => {
                    push_text(self.part, raw, &mut self.buffer.text)?;
                    self.check_size()?;
                    false
                }
                Token::Data(raw) if self.taking => {
                    push_data(self.part, raw, &mut self.buffer.text)?;
                    self.check_size()?;
                    false
                }
                Token::Eof => return Err(SheetError::damaged(self.part, "the sheet breaks off")),
                _ => false,
            };
            if row_done {
                let share = scanner.source().get_ref().share();
                if self.visit_row(share, &mut fill, visit).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
    }

    /// Takes a start tag; `true` where it is a whole row.
    fn start(&mut self, name: &[u8], attributes: &[u8], empty: bool) -> Result<bool, SheetError> {
        match name {
            _ if self.passing => {}
            b"c" | b"row" if self.open.is_some() || self.in_row != (name == b"c") => {
                return Err(self.ill_formed());
            }
            b"c" => {
                let open = start_cell(self.part, attributes, self.next_column, self.buffer.text.len())?;
                if empty {
                    self.next_column = open.column + 1;
                } else {
                    self.open = Some(open);
                }
            }
            b"v" | b"t" => self.taking = !empty && self.open.is_some(),
            b"f" => {
                if let Some(open) = &mut self.open {
                    open.formula = true;
                }
                self.passing = !empty;
            }
            b"rPh" | b"extLst" => self.passing = !empty,
            b"row" => {
                self.start_row(attributes)?;
                self.in_row = !empty;
                return Ok(empty);
            }
            _ => {}
        }
        Ok(false)
    }

    /// Takes an end tag; `true` at the end of a row.
    fn end(&mut self, name: &[u8]) -> Result<bool, SheetError> {
        match name {
            b"v" | b"t" => self.taking = false,
            b"f" | b"rPh" | b"extLst" => self.passing = false,
            b"c" | b"row" if self.taking || self.passing || !self.in_row => return Err(self.ill_formed()),
            b"row" if self.open.is_some() => return Err(self.ill_formed()),
            b"c" => self.end_cell()?,
            b"row" => {
                self.in_row = false;
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    }

    fn ill_formed(&self) -> SheetError {
        SheetError::damaged(self.part, format!("row {} is not well formed", self.number))
    }

    fn start_row(&mut self, raw: &[u8]) -> Result<(), SheetError> {
        let (mut given, mut hidden) = (None, false);
        attributes(raw, |name, value| match name {
            b"r" => given = Some(decimal(value).unwrap_or(0)),
            b"hidden" => hidden = matches!(value, b"1" | b"true"),
            _ => {}
        });
        let n = given.unwrap_or(self.number + 1);
        if n <= self.number || n > MAX_ROWS {
            return Err(SheetError::damaged(self.part, format!("row {n} after row {}", self.number)));
        }
        self.number = n;
        self.hidden = hidden;
        self.next_column = 0;
        Ok(())
    }

    fn check_size(&self) -> Result<(), SheetError> {
        let start = self.open.map_or(0, |o| o.start);
        if self.buffer.text.len() - start > self.limits.cell_bytes {
            return Err(SheetError::TooLarge { what: "cell", limit: self.limits.cell_bytes as u64 });
        }
        if self.buffer.text.len() > ROW_BYTES {
            return Err(SheetError::TooLarge { what: "row", limit: ROW_BYTES as u64 });
        }
        Ok(())
    }

    fn visit_row(&mut self, share: f32, fill: &mut MergeFill<'_>, visit: Visit<'_>) -> ControlFlow<()> {
        fill.fill(self.number, &mut self.buffer, self.strings);
        let row = RawRow {
            number: self.number,
            hidden: self.hidden,
            share,
            buffer: &self.buffer,
            shared: self.strings,
        };
        let flow = visit(row);
        self.buffer.clear();
        flow
    }

    /// Takes a cell of the usual form; `false` leaves it to the general way.
    fn take_plain(&mut self, cell: &PlainCell<'_>) -> Result<bool, SheetError> {
        let Ok(text) = std::str::from_utf8(cell.value) else { return Ok(false) };
        if cell.column < self.next_column {
            return Ok(false);
        }
        let slot = if cell.shared {
            self.shared(text)?
        } else {
            let Some(value) = number(text) else { return Ok(false) };
            let (start, end) = self.buffer.add(text);
            Slot::Number { start, end, value, is_date: self.styles.is_date(cell.style) }
        };
        self.next_column = cell.column + 1;
        if !matches!(slot, Slot::Empty) {
            self.buffer.push(cell.column, slot, false);
        }
        Ok(true)
    }

    /// A shared text by its number as written.
    fn shared(&self, number: &str) -> Result<Slot, SheetError> {
        let number = number.trim().parse::<u32>().ok();
        match number.and_then(|n| self.strings.get(n).map(|t| (n, t.is_empty()))) {
            Some((_, true)) => Ok(Slot::Empty),
            Some((number, false)) => Ok(Slot::Shared(number)),
            None => Err(SheetError::damaged(self.part, "no such shared text")),
        }
    }

    /// Decides what the text of a cell means and keeps the cell if it has content.
    fn end_cell(&mut self) -> Result<(), SheetError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        self.next_column = open.column + 1;
        let text = &self.buffer.text[open.start..];
        let (start, end) = (open.start as u32, self.buffer.text.len() as u32);
        let slot = match open.kind {
            _ if text.is_empty() => Slot::Empty,
            Kind::Shared => {
                let slot = self.shared(text)?;
                self.buffer.text.truncate(open.start);
                slot
            }
            Kind::Text => {
                unescape_control(&mut self.buffer.text, open.start);
                Slot::Text { start, end: self.buffer.text.len() as u32 }
            }
            Kind::Bool => Slot::Bool(matches!(text.trim(), "1" | "true")),
            Kind::Error => Slot::Error { start, end },
            Kind::Number => match number(text) {
                Some(value) => Slot::Number { start, end, value, is_date: self.styles.is_date(open.style) },
                None => Slot::Text { start, end },
            },
        };
        // An empty cell with a format only is no content; a formula without a result is.
        if open.formula || !matches!(slot, Slot::Empty) {
            self.buffer.push(open.column, slot, open.formula);
        }
        Ok(())
    }
}

/// A finite decimal number. Rust's own parser would also take `inf` and `nan`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let first = text.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.')) {
        return None;
    }
    text.parse().ok().filter(|v: &f64| v.is_finite())
}

fn start_cell(part: &str, raw: &[u8], next_column: u32, start: usize) -> Result<Open, SheetError> {
    let (mut column, mut kind, mut style) = (Some(next_column), Kind::Number, 0);
    attributes(raw, |name, value| match name {
        b"r" => column = parse_cell(value).map(|(_, column)| column),
        b"s" => style = decimal(value).unwrap_or(0),
        b"t" => {
            kind = match value {
                b"s" => Kind::Shared,
                b"b" => Kind::Bool,
                b"e" => Kind::Error,
                b"n" => Kind::Number,
                // Texts in place, results of formulas and dates in ISO form.
                _ => Kind::Text,
            }
        }
        _ => {}
    });
    match column {
        Some(column) if column >= next_column && column < MAX_COLUMNS => {
            Ok(Open { column, kind, style, formula: false, start })
        }
        _ => Err(SheetError::damaged(part, "a cell has a wrong address")),
    }
}

/// Digits as a number.
fn decimal(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The bytes after the tag `sheetData`; `None` where the sheet has no rows.
fn start_of_rows<R: Read>(
    part: &str,
    source: Unpacked<R>,
) -> Result<Option<BufReader<Unpacked<R>>>, SheetError> {
    let mut xml = Xml::new(part, source);
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().into_inner() == "sheetData" => break,
            Event::Empty(e) if e.local_name().into_inner() == "sheetData" => return Ok(None),
            Event::Eof => return Err(SheetError::damaged(part, "the sheet has no rows")),
            _ => {}
        }
    }
    Ok(Some(xml.into_bytes()))
}
