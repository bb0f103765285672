//! Rewrites the XML of one worksheet. What is not changed is copied byte for byte.

use std::io::{Read, Write};

use super::styles::ResultStyles;
use super::{Place, Verdict, Verdicts};
use crate::SheetError;
use crate::header::{REASON_LABEL, SUCCESS_LABEL};
use crate::reference::{column_letters, parse_cell, parse_region};
use crate::xlsx::scan::{Scanner, Token, attributes};
use crate::xml::escape_into;

/// Longest text of a cell, in UTF-16 units.
const CELL_UNITS: usize = 32_767;

/// A cell that is to be written, text already escaped.
struct New {
    column: u32,
    style: u32,
    text: String,
}

/// What happens to the pieces that come.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// They are copied.
    Copy,
    /// The start of a cell waits until it is known whether a formula follows.
    Held,
    /// Up to the end of the cell they go: another cell takes its place.
    DropCell,
    /// The formula goes; afterwards pieces are copied.
    DropFormula,
    /// The cell had a formula with a text for result: the text alone stays. Inside the formula or not.
    TextResult { in_formula: bool, in_value: bool },
}

/// The sheet on its way from source to target.
pub(super) struct SheetRewriter<'a, W: Write> {
    part: &'a str,
    out: &'a mut W,
    sheet: usize,
    place: Option<Place>,
    styles: ResultStyles,
    mode: Mode,
    row: u32,
    next_column: u32,
    /// Cells still to be written in this row, the last one first.
    new: Vec<New>,
    /// Start tag of the cell that waits, and whether its value is a text.
    held: Vec<u8>,
    held_text: bool,
    /// `x:` of `x:row`.
    prefix: String,
    /// Highest column of the `cols` element, from 1; `None` before that element.
    last_col: Option<u32>,
}

impl<'a, W: Write> SheetRewriter<'a, W> {
    pub fn new(
        part: &'a str,
        out: &'a mut W,
        sheet: usize,
        place: Option<Place>,
        styles: ResultStyles,
    ) -> Self {
        Self {
            part,
            out,
            sheet,
            place,
            styles,
            mode: Mode::Copy,
            row: 0,
            next_column: 0,
            new: Vec::new(),
            held: Vec::new(),
            held_text: false,
            prefix: String::new(),
            last_col: None,
        }
    }

    /// Copies the sheet with the verdicts put in.
    pub fn run<E, I>(mut self, source: impl Read, verdicts: &mut Verdicts<I>) -> Result<(), E>
    where
        E: From<SheetError>,
        I: Iterator<Item = Result<Verdict, E>>,
    {
        let mut scanner = Scanner::new(self.part, source);
        loop {
            let (token, raw) = scanner.next_raw()?;
            if self.mode == Mode::Held && !matches!(token, Token::Start { name: b"f", .. }) {
                self.out.write_all(&self.held).map_err(SheetError::Io)?;
                self.mode = Mode::Copy;
            }
            match token {
                Token::Eof if self.mode == Mode::Copy => return Ok(()),
                Token::Eof => return Err(SheetError::damaged(self.part, "the sheet breaks off").into()),
                Token::Start { name: b"row", attributes, empty } => {
                    self.start_row(raw, attributes, verdicts)?;
                    self.write_row_start(raw, attributes, empty)?;
                }
                Token::Start { name, attributes, empty } => self.start(name, attributes, empty, raw)?,
                Token::End { name } => self.end(name, raw)?,
                _ => self.content(raw)?,
            }
        }
    }

    fn put(&mut self, text: &str) -> Result<(), SheetError> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    fn copy(&mut self, raw: &[u8]) -> Result<(), SheetError> {
        Ok(self.out.write_all(raw)?)
    }

    fn content(&mut self, raw: &[u8]) -> Result<(), SheetError> {
        match self.mode {
            Mode::Copy | Mode::TextResult { in_value: true, .. } => self.copy(raw),
            _ => Ok(()),
        }
    }

    fn start(&mut self, name: &[u8], attributes: &[u8], empty: bool, raw: &[u8]) -> Result<(), SheetError> {
        match (self.mode, name) {
            (Mode::Held, _) => self.start_formula(empty),
            (Mode::DropCell | Mode::DropFormula, _) => Ok(()),
            (Mode::TextResult { in_formula: false, .. }, b"v") => {
                self.mode = Mode::TextResult { in_formula: false, in_value: !empty };
                Ok(())
            }
            (Mode::TextResult { .. }, _) => Ok(()),
            // A formula that is not the first thing in its cell.
            (Mode::Copy, b"f") => {
                self.mode = if empty { Mode::Copy } else { Mode::DropFormula };
                Ok(())
            }
            (Mode::Copy, b"c") => self.start_cell(attributes, empty, raw),
            (Mode::Copy, b"dimension") => self.dimension(attributes, empty, raw),
            (Mode::Copy, b"sheetData") => {
                self.start_data(raw)?;
                self.copy(raw)
            }
            (Mode::Copy, b"cols") => {
                self.last_col = Some(0);
                self.copy(raw)
            }
            (Mode::Copy, b"col") => {
                let last = value(attributes, b"max").and_then(|v| v.parse().ok());
                self.last_col = self.last_col.max(last);
                self.copy(raw)
            }
            _ => self.copy(raw),
        }
    }

    fn end(&mut self, name: &[u8], raw: &[u8]) -> Result<(), SheetError> {
        match (self.mode, name) {
            (Mode::DropCell, b"c") | (Mode::DropFormula, b"f") => self.mode = Mode::Copy,
            (Mode::DropCell | Mode::DropFormula, _) => {}
            (Mode::TextResult { .. }, b"c") => {
                self.put(&format!("</{0}t></{0}is>", self.prefix))?;
                self.mode = Mode::Copy;
                self.copy(raw)?;
            }
            (Mode::TextResult { .. }, b"f" | b"v") => {
                self.mode = Mode::TextResult { in_formula: false, in_value: false };
            }
            (Mode::TextResult { .. }, _) => {}
            (_, b"row") => {
                self.rest_of_row()?;
                self.copy(raw)?;
            }
            (_, b"cols") => {
                self.add_col(prefix(raw))?;
                self.copy(raw)?;
            }
            _ => self.copy(raw)?,
        }
        Ok(())
    }

    /// Decides which cells the row gets.
    fn start_row<E, I>(&mut self, raw: &[u8], attributes: &[u8], verdicts: &mut Verdicts<I>) -> Result<(), E>
    where
        E: From<SheetError>,
        I: Iterator<Item = Result<Verdict, E>>,
    {
        if self.mode != Mode::Copy {
            return Err(SheetError::damaged(self.part, "a row inside a cell").into());
        }
        self.row = value(attributes, b"r").and_then(|v| v.parse().ok()).unwrap_or(self.row + 1);
        self.next_column = 0;
        self.prefix.clear();
        self.prefix.push_str(prefix(raw));
        self.new.clear();
        let Some(place) = self.place else { return Ok(()) };
        let (style, success, reason) = if self.row == place.header_row {
            (self.styles.header(), SUCCESS_LABEL, REASON_LABEL.to_owned())
        } else {
            match verdicts.take(self.sheet, self.row)? {
                Some(v) => (self.styles.of(v.level), v.level.word(), v.reason),
                None => return Ok(()),
            }
        };
        self.new.push(New { column: place.success, style, text: escaped(success) });
        self.new.push(New { column: place.reason, style, text: escaped(&reason) });
        self.new.sort_by_key(|n| std::cmp::Reverse(n.column));
        Ok(())
    }

    /// A row that gets cells says nothing of its width any more.
    fn write_row_start(&mut self, raw: &[u8], attributes: &[u8], empty: bool) -> Result<(), SheetError> {
        if self.new.is_empty() {
            return self.copy(raw);
        }
        let mut text = format!("<{}row r=\"{}\"", self.prefix, self.row);
        push_others(attributes, &["r", "spans"], &mut text);
        text.push('>');
        self.put(&text)?;
        if empty {
            self.rest_of_row()?;
            self.put(&format!("</{}row>", self.prefix))?;
        }
        Ok(())
    }

    fn rest_of_row(&mut self) -> Result<(), SheetError> {
        while let Some(new) = self.new.pop() {
            self.write_new(&new)?;
        }
        Ok(())
    }

    fn write_new(&mut self, new: &New) -> Result<(), SheetError> {
        let (p, row, style, at) = (&self.prefix, self.row, new.style, column_letters(new.column));
        if new.text.is_empty() {
            write!(self.out, "<{p}c r=\"{at}{row}\" s=\"{style}\"/>")?;
        } else {
            write!(
                self.out,
                "<{p}c r=\"{at}{row}\" s=\"{style}\" t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{}</{p}t></{p}is></{p}c>",
                new.text
            )?;
        }
        Ok(())
    }

    /// Copies, holds back or drops a cell, after the new cells that stand before it.
    fn start_cell(&mut self, attributes: &[u8], empty: bool, raw: &[u8]) -> Result<(), SheetError> {
        let given = value(attributes, b"r").and_then(parse_cell).map(|(_, column)| column);
        let column = given.unwrap_or(self.next_column);
        self.next_column = column + 1;
        while self.new.last().is_some_and(|n| n.column <= column) {
            let Some(new) = self.new.pop() else { break };
            self.write_new(&new)?;
            if new.column == column {
                self.mode = if empty { Mode::Copy } else { Mode::DropCell };
                return Ok(());
            }
        }
        self.held.clear();
        // In a sheet with results every cell says where it is.
        if given.is_none() && self.place.is_some() {
            let name = self.prefix.len() + "<c".len();
            let (head, tail) = raw.split_at(name.min(raw.len()));
            self.held.extend_from_slice(head);
            self.held.extend_from_slice(format!(" r=\"{}{}\"", column_letters(column), self.row).as_bytes());
            self.held.extend_from_slice(tail);
        } else {
            self.held.extend_from_slice(raw);
        }
        if empty {
            self.out.write_all(&self.held)?;
        } else {
            self.held_text = value(attributes, b"t") == Some("str");
            self.mode = Mode::Held;
        }
        Ok(())
    }

    /// The cell that waits has a formula: its start is written without what belongs to formulas.
    fn start_formula(&mut self, empty: bool) -> Result<(), SheetError> {
        let inside = &self.held[..self.held.len() - 1];
        let name = self.prefix.len() + "<c".len();
        let mut text = String::from_utf8_lossy(&inside[..name.min(inside.len())]).into_owned();
        let attributes = inside.get(name..).unwrap_or(&[]);
        if self.held_text {
            push_others(attributes, &["cm", "vm", "t"], &mut text);
            text.push_str(&format!(" t=\"inlineStr\"><{0}is><{0}t xml:space=\"preserve\">", self.prefix));
            self.mode = Mode::TextResult { in_formula: !empty, in_value: false };
        } else {
            push_others(attributes, &["cm", "vm"], &mut text);
            text.push('>');
            self.mode = if empty { Mode::Copy } else { Mode::DropFormula };
        }
        self.put(&text)
    }

    /// The region in use grows by the new columns.
    fn dimension(&mut self, attributes: &[u8], empty: bool, raw: &[u8]) -> Result<(), SheetError> {
        let region = value(attributes, b"ref").and_then(parse_region);
        let (Some(r), Some(place), true) = (region, self.place, empty) else { return self.copy(raw) };
        let last = r.last_column.max(place.reason).max(place.success);
        let (from, to) = (column_letters(r.first_column), column_letters(last));
        self.put(&format!("<{}dimension ref=\"{from}{}:{to}{}\"/>", prefix(raw), r.first_row, r.last_row))
    }

    /// Without an element for the widths of columns one is made.
    fn start_data(&mut self, raw: &[u8]) -> Result<(), SheetError> {
        if self.last_col.is_none() && self.place.is_some_and(|p| p.added) {
            let p = prefix(raw);
            self.last_col = Some(0);
            self.put(&format!("<{p}cols>"))?;
            self.add_col(p)?;
            self.put(&format!("</{p}cols>"))?;
        }
        Ok(())
    }

    /// Widths of the two new columns, unless a width is already given for them.
    fn add_col(&mut self, p: &str) -> Result<(), SheetError> {
        let Some(place) = self.place.filter(|p| p.added) else { return Ok(()) };
        let (success, reason) = (place.success + 1, place.reason + 1);
        if self.last_col.is_some_and(|last| last >= success) {
            return Ok(());
        }
        self.put(&format!(
            "<{p}col min=\"{success}\" max=\"{success}\" width=\"14\" customWidth=\"1\"/>\
             <{p}col min=\"{reason}\" max=\"{reason}\" width=\"60\" customWidth=\"1\"/>"
        ))
    }
}

/// `x:` of `<x:row …` or `</x:row>`; empty without a prefix.
fn prefix(raw: &[u8]) -> &str {
    let name = raw.strip_prefix(b"</").or_else(|| raw.strip_prefix(b"<")).unwrap_or(raw);
    let end = name.iter().position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')));
    match end {
        Some(at) if name[at] == b':' => std::str::from_utf8(&name[..=at]).unwrap_or(""),
        _ => "",
    }
}

/// The value of one attribute as written.
fn value<'a>(raw: &'a [u8], wanted: &[u8]) -> Option<&'a str> {
    let mut found = None;
    attributes(raw, |name, value| {
        if name == wanted && found.is_none() {
            found = std::str::from_utf8(value).ok();
        }
    });
    found
}

/// Appends the attributes as they are written, some left out.
fn push_others(raw: &[u8], left_out: &[&str], into: &mut String) {
    attributes(raw, |name, value| {
        let texts = std::str::from_utf8(name).ok().zip(std::str::from_utf8(value).ok());
        if let Some((name, value)) = texts.filter(|(name, _)| !left_out.contains(name)) {
            let quote = if value.contains('"') { '\'' } else { '"' };
            into.push_str(&format!(" {name}={quote}{value}{quote}"));
        }
    });
}

fn escaped(text: &str) -> String {
    let mut units = 0;
    let fitting: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= CELL_UNITS
        })
        .collect();
    let mut out = String::with_capacity(fitting.len());
    escape_into(&mut out, &fitting);
    out
}
