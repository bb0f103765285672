//! Streams the rows of one worksheet part.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};

use super::strings::Strings;
use super::styles::DateStyles;
use crate::cell::{RawRow, RowBuffer, Slot};
use crate::layout::MergeFill;
use crate::limits::{MAX_COLUMNS, MAX_ROWS, ROW_BYTES};
use crate::package::{Unpacked, read_error};
use crate::reference::{parse_cell, parse_region};
use crate::workbook::Visit;
use crate::xml::{Xml, attributes, push_reference, unescape_control};
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

pub(crate) struct SheetReader<'a, R: Read> {
    xml: Xml<'a, Unpacked<R>>,
    part: &'a str,
    strings: &'a Strings,
    styles: &'a DateStyles,
    limits: &'a Limits,
    buffer: RowBuffer,
    number: u32,
    hidden: bool,
    open: Option<Open>,
    next_column: u32,
    taking: bool,
}

impl<'a, R: Read> SheetReader<'a, R> {
    pub fn new(
        part: &'a str,
        source: Unpacked<R>,
        strings: &'a Strings,
        styles: &'a DateStyles,
        limits: &'a Limits,
    ) -> Self {
        Self {
            xml: Xml::new(part, source),
            part,
            strings,
            styles,
            limits,
            buffer: RowBuffer::default(),
            number: 0,
            hidden: false,
            open: None,
            next_column: 0,
            taking: false,
        }
    }

    /// Reads to the end of the rows, or until the visitor breaks off.
    pub fn run(mut self, layout: &Layout, visit: Visit<'_>) -> Result<ControlFlow<()>, SheetError> {
        let mut fill = MergeFill::new(&layout.merges);
        loop {
            let mut row_done = false;
            match self.xml.next()? {
                Event::Start(e) => match e.local_name().into_inner() {
                    "row" => {
                        start_row(self.part, &e, &mut self.number, &mut self.hidden, &mut self.next_column)?
                    }
                    "c" => {
                        let mut open = start_cell(self.part, &e, self.next_column)?;
                        open.start = self.buffer.text.len();
                        self.open = Some(open);
                    }
                    "v" | "t" => self.taking = self.open.is_some(),
                    "f" => {
                        if let Some(open) = &mut self.open {
                            open.formula = true;
                        }
                        self.xml.skip()?;
                    }
                    "rPh" | "extLst" => self.xml.skip()?,
                    _ => {}
                },
                Event::Empty(e) => match e.local_name().into_inner() {
                    "row" => {
                        start_row(self.part, &e, &mut self.number, &mut self.hidden, &mut self.next_column)?;
                        row_done = true;
                    }
                    "c" => self.next_column = start_cell(self.part, &e, self.next_column)?.column + 1,
                    "f" => {
                        if let Some(open) = &mut self.open {
                            open.formula = true;
                        }
                    }
                    "sheetData" => return Ok(ControlFlow::Continue(())),
                    _ => {}
                },
                Event::End(e) => match e.local_name().into_inner() {
                    "v" | "t" => self.taking = false,
                    "c" => self.end_cell()?,
                    "row" => row_done = true,
                    "sheetData" => return Ok(ControlFlow::Continue(())),
                    _ => {}
                },
                Event::Text(e) if self.taking => self.buffer.text.push_str(&e.xml10_content()),
                Event::CData(e) if self.taking => self.buffer.text.push_str(&e),
                Event::GeneralRef(e) if self.taking => push_reference(&mut self.buffer.text, &e),
                Event::Eof => return Err(SheetError::damaged(self.part, "the sheet breaks off")),
                _ => {}
            }
            if self.taking {
                self.check_size()?;
            }
            if row_done && self.visit_row(&mut fill, visit).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
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

    fn visit_row(&mut self, fill: &mut MergeFill<'_>, visit: Visit<'_>) -> ControlFlow<()> {
        fill.fill(self.number, &mut self.buffer, self.strings);
        let share = self.xml.source().share();
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

    /// Decides what the text of a cell means and keeps the cell if it has content.
    fn end_cell(&mut self) -> Result<(), SheetError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        self.next_column = open.column + 1;
        self.taking = false;
        let text = &self.buffer.text[open.start..];
        let (start, end) = (open.start as u32, self.buffer.text.len() as u32);
        let slot = match open.kind {
            _ if text.is_empty() => Slot::Empty,
            Kind::Shared => {
                let number = text.trim().parse::<u32>().ok().filter(|&n| self.strings.get(n).is_some());
                let number = number.ok_or_else(|| SheetError::damaged(self.part, "no such shared text"))?;
                self.buffer.text.truncate(open.start);
                if self.strings.get(number) == Some("") { Slot::Empty } else { Slot::Shared(number) }
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

fn start_row(
    part: &str,
    start: &BytesStart<'_>,
    number: &mut u32,
    hidden: &mut bool,
    next_column: &mut u32,
) -> Result<(), SheetError> {
    let (mut given, mut is_hidden) = (None, false);
    attributes(start, |name, value| match name {
        "r" => given = Some(value.parse::<u32>().unwrap_or(0)),
        "hidden" => is_hidden = value == "1" || value == "true",
        _ => {}
    });
    let n = given.unwrap_or(*number + 1);
    if n <= *number || n > MAX_ROWS {
        return Err(SheetError::damaged(part, format!("row {n} after row {number}")));
    }
    *number = n;
    *hidden = is_hidden;
    *next_column = 0;
    Ok(())
}

fn start_cell(part: &str, start: &BytesStart<'_>, next_column: u32) -> Result<Open, SheetError> {
    let (mut column, mut kind, mut style) = (Some(next_column), Kind::Number, 0);
    attributes(start, |name, value| match name {
        "r" => column = parse_cell(value).map(|(_, column)| column),
        "s" => style = value.parse().unwrap_or(0),
        "t" => {
            kind = match value {
                "s" => Kind::Shared,
                "b" => Kind::Bool,
                "e" => Kind::Error,
                "n" => Kind::Number,
                // Texts in place, results of formulas and dates in ISO form.
                _ => Kind::Text,
            }
        }
        _ => {}
    });
    match column {
        Some(column) if column >= next_column && column < MAX_COLUMNS => {
            Ok(Open { column, kind, style, formula: false, start: 0 })
        }
        _ => Err(SheetError::damaged(part, "a cell has a wrong address")),
    }
}

/// Reads hidden columns before the rows and merged regions after them; the rows themselves are only skimmed.
pub(crate) fn read_layout(
    part: &str,
    source: Unpacked<impl Read>,
    limits: &Limits,
) -> Result<Layout, SheetError> {
    let mut layout = Layout::default();
    let mut xml = Xml::new(part, source);
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().into_inner() == "sheetData" => break,
            Event::Empty(e) if e.local_name().into_inner() == "sheetData" => break,
            Event::Start(e) | Event::Empty(e) if e.local_name().into_inner() == "col" => {
                let (mut first, mut last, mut hidden) = (0u32, 0u32, false);
                attributes(&e, |name, value| match name {
                    "min" => first = value.parse().unwrap_or(0),
                    "max" => last = value.parse().unwrap_or(0),
                    "hidden" => hidden = value == "1" || value == "true",
                    _ => {}
                });
                if hidden && first > 0 && layout.hidden_columns.len() < MAX_COLUMNS as usize {
                    layout.hidden_columns.push((first - 1, last.max(first) - 1));
                }
            }
            Event::Eof => return Ok(layout),
            _ => {}
        }
    }
    let tail = skim_to_merges(part, xml.bytes())?;
    let mut xml = Xml::new(part, tail.as_slice());
    while let Ok(event) = xml.next() {
        match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().into_inner() == "mergeCell" => {
                attributes(&e, |name, value| {
                    if name == "ref" && layout.merges.len() <= limits.merges {
                        layout.merges.extend(parse_region(value));
                    }
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if layout.merges.len() > limits.merges {
        return Err(SheetError::TooLarge { what: "merges", limit: limits.merges as u64 });
    }
    layout.merges.sort_by_key(|m| (m.first_row, m.first_column));
    Ok(layout)
}

/// The element `mergeCells` as bytes, found without parsing the rows. In a sound file the tag cannot occur inside a
/// cell, where `<` is written `&lt;`.
fn skim_to_merges(part: &str, source: &mut impl BufRead) -> Result<Vec<u8>, SheetError> {
    /// Bytes kept so that a tag on the border of two pieces is found.
    const OVERLAP: usize = 64;
    /// More than any sound list of merged regions takes.
    const ENOUGH: usize = 16 << 20;
    let mut window: Vec<u8> = Vec::new();
    let mut found = false;
    loop {
        let piece = source.fill_buf().map_err(|e| read_error(part, &e))?;
        let n = piece.len();
        if n == 0 || window.len() > ENOUGH {
            return Ok(if found { window } else { Vec::new() });
        }
        window.extend_from_slice(piece);
        source.consume(n);
        if !found {
            match merges_tag(&window) {
                Some(at) => {
                    window.drain(..at);
                    found = true;
                }
                None => {
                    window.drain(..window.len().saturating_sub(OVERLAP));
                }
            }
        }
        // The opening tag itself may end like this; the closing one is further on.
        let from = window.len().saturating_sub(n + OVERLAP).max(OVERLAP.min(window.len()));
        if found && let Some(at) = memchr::memmem::find(&window[from..], b"mergeCells>") {
            window.truncate(from + at + b"mergeCells>".len());
            return Ok(window);
        }
    }
}

/// Where `<mergeCells` or `<x:mergeCells` starts.
fn merges_tag(window: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(window, b"mergeCells").find_map(|at| {
        let tag = window[..at].iter().rposition(|&b| b == b'<')?;
        let prefix = &window[tag + 1..at];
        (prefix.is_empty() || prefix.ends_with(b":") && prefix.len() < 32 && !prefix.contains(&b'>'))
            .then_some(tag)
    })
}
