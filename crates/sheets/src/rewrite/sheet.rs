//! Rewrites the XML of one worksheet.

use std::io::{Read, Write};

use quick_xml::events::{BytesStart, Event};

use super::styles::{ResultStyles, prefix};
use super::{Place, Verdict, Verdicts};
use crate::header::{REASON_LABEL, SUCCESS_LABEL};
use crate::reference::{column_letters, parse_cell, parse_region};
use crate::xml::{Xml, attribute, copy, escape_into};
use crate::{SheetError, limits::ROW_BYTES};

/// Longest text of a cell, in UTF-16 units.
const CELL_UNITS: usize = 32_767;

/// A cell that is to be written, text already escaped.
struct New {
    column: u32,
    style: u32,
    text: String,
}

/// The sheet on its way from source to target.
pub(super) struct SheetRewriter<'a, R: Read, W: Write> {
    xml: Xml<'a, R>,
    part: &'a str,
    out: &'a mut W,
    sheet: usize,
    place: Option<Place>,
    styles: ResultStyles,
    row: u32,
    next_column: u32,
    /// Cells still to be written in this row, by column.
    new: Vec<New>,
    prefix: String,
    /// Highest column of the `cols` element, from 1; `None` before that element.
    last_col: Option<u32>,
}

impl<'a, R: Read, W: Write> SheetRewriter<'a, R, W> {
    pub fn new(
        part: &'a str,
        source: R,
        out: &'a mut W,
        sheet: usize,
        place: Option<Place>,
        styles: ResultStyles,
    ) -> Self {
        Self {
            xml: Xml::new(part, source),
            part,
            out,
            sheet,
            place,
            styles,
            row: 0,
            next_column: 0,
            new: Vec::new(),
            prefix: String::new(),
            last_col: None,
        }
    }

    /// Copies the sheet with the verdicts put in.
    pub fn run<E, I>(mut self, verdicts: &mut Verdicts<I>) -> Result<(), E>
    where
        E: From<SheetError>,
        I: Iterator<Item = Result<Verdict, E>>,
    {
        loop {
            let event = self.xml.next()?;
            match event {
                Event::Eof => return Ok(()),
                Event::Start(e) => match e.local_name().into_inner() {
                    "row" => {
                        let e = e.into_owned();
                        self.start_row(&e, verdicts)?;
                        self.write_row_start(&e, ">")?;
                    }
                    "c" => {
                        let e = e.into_owned();
                        self.cell(&e, false)?;
                    }
                    "cols" => {
                        self.last_col = Some(0);
                        copy(&Event::Start(e), self.out).map_err(SheetError::Io)?;
                    }
                    "sheetData" => {
                        let e = e.into_owned();
                        self.start_data(&e)?;
                        copy(&Event::Start(e), self.out).map_err(SheetError::Io)?;
                    }
                    _ => copy(&Event::Start(e), self.out).map_err(SheetError::Io)?,
                },
                Event::Empty(e) => {
                    let e = e.into_owned();
                    self.empty(e, verdicts)?;
                }
                Event::End(e) => {
                    let e = e.into_owned();
                    match e.local_name().into_inner() {
                        "row" => self.rest_of_row()?,
                        "cols" => self.add_col(prefix(&e))?,
                        _ => {}
                    }
                    copy(&Event::End(e), self.out).map_err(SheetError::Io)?;
                }
                event => copy(&event, self.out).map_err(SheetError::Io)?,
            }
        }
    }

    fn empty<E, I>(&mut self, e: BytesStart<'static>, verdicts: &mut Verdicts<I>) -> Result<(), E>
    where
        E: From<SheetError>,
        I: Iterator<Item = Result<Verdict, E>>,
    {
        match e.local_name().into_inner() {
            "row" => {
                self.start_row(&e, verdicts)?;
                if self.new.is_empty() {
                    self.write_row_start(&e, "/>")?;
                } else {
                    self.write_row_start(&e, ">")?;
                    self.rest_of_row()?;
                    self.put(&format!("</{}>", e.name().into_inner()))?;
                }
                return Ok(());
            }
            "c" => return Ok(self.cell(&e, true)?),
            "dimension" => return Ok(self.dimension(&e)?),
            "sheetData" => self.start_data(&e)?,
            "col" => {
                let last = attribute(&e, "max").and_then(|v| v.parse().ok()).unwrap_or(0);
                self.last_col = self.last_col.max(Some(last));
            }
            _ => {}
        }
        copy(&Event::Empty(e), self.out).map_err(SheetError::Io)?;
        Ok(())
    }

    fn put(&mut self, text: &str) -> Result<(), SheetError> {
        Ok(self.out.write_all(text.as_bytes())?)
    }

    /// Decides which cells the row gets.
    fn start_row<E, I>(&mut self, start: &BytesStart<'_>, verdicts: &mut Verdicts<I>) -> Result<(), E>
    where
        E: From<SheetError>,
        I: Iterator<Item = Result<Verdict, E>>,
    {
        self.row = attribute(start, "r").and_then(|v| v.parse().ok()).unwrap_or(self.row + 1);
        self.next_column = 0;
        self.prefix = prefix(start.name().into_inner()).to_owned();
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
        self.new.sort_by_key(|n| n.column);
        Ok(())
    }

    /// A row that gets cells says nothing of its width any more.
    fn write_row_start(&mut self, start: &BytesStart<'_>, end: &str) -> Result<(), SheetError> {
        if self.new.is_empty() {
            self.put("<")?;
            self.put(start)?;
            return self.put(end);
        }
        let mut text = format!("<{} r=\"{}\"", start.name().into_inner(), self.row);
        each_other(start, &["r", "spans"], &mut text);
        text.push_str(end);
        self.put(&text)
    }

    fn rest_of_row(&mut self) -> Result<(), SheetError> {
        for new in std::mem::take(&mut self.new) {
            self.write_new(&new)?;
        }
        Ok(())
    }

    fn write_new(&mut self, new: &New) -> Result<(), SheetError> {
        let (p, at) = (&self.prefix, column_letters(new.column));
        let text = if new.text.is_empty() {
            format!("<{p}c r=\"{at}{}\" s=\"{}\"/>", self.row, new.style)
        } else {
            format!(
                "<{p}c r=\"{at}{}\" s=\"{}\" t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{}</{p}t></{p}is></{p}c>",
                self.row, new.style, new.text
            )
        };
        self.put(&text)
    }

    /// Copies, drops or changes one cell.
    fn cell(&mut self, start: &BytesStart<'_>, empty: bool) -> Result<(), SheetError> {
        let given = attribute(start, "r").and_then(|r| parse_cell(&r)).map(|(_, column)| column);
        let column = given.unwrap_or(self.next_column);
        self.next_column = column + 1;
        while self.new.first().is_some_and(|n| n.column < column) {
            let new = self.new.remove(0);
            self.write_new(&new)?;
        }
        let replaced = self.new.first().is_some_and(|n| n.column == column);
        let inner = if empty { Inner::default() } else { self.inner()? };
        if replaced {
            let new = self.new.remove(0);
            return self.write_new(&new);
        }
        // In a changed row every cell says where it is.
        let address = if given.is_none() && self.place.is_some() {
            format!(" r=\"{}{}\"", column_letters(column), self.row)
        } else {
            String::new()
        };
        let name = start.name().into_inner();
        let text_result = inner.formula && attribute(start, "t").is_some_and(|t| t == "str");
        let mut text = format!("<{name}{address}");
        match (inner.formula, text_result) {
            (false, _) => text.push_str(start.attributes_raw()),
            (true, false) => each_other(start, &["cm", "vm"], &mut text),
            (true, true) => each_other(start, &["cm", "vm", "t"], &mut text),
        }
        if text_result {
            let p = &self.prefix;
            text.push_str(" t=\"inlineStr\">");
            text.push_str(&format!(
                "<{p}is><{p}t xml:space=\"preserve\">{}</{p}t></{p}is></{name}>",
                inner.value
            ));
        } else if empty {
            text.push_str("/>");
        } else {
            text.push_str(&format!(">{}</{name}>", inner.all));
        }
        self.put(&text)
    }

    /// The content of a cell up to its end, without any formula.
    fn inner(&mut self) -> Result<Inner, SheetError> {
        let mut all = Vec::new();
        let mut value = Vec::new();
        let mut formula = false;
        let mut in_value = false;
        loop {
            match self.xml.next()? {
                Event::Start(e) if e.local_name().into_inner() == "f" => {
                    formula = true;
                    self.xml.skip()?;
                }
                Event::Empty(e) if e.local_name().into_inner() == "f" => formula = true,
                Event::End(e) if e.local_name().into_inner() == "c" => {
                    let text =
                        |b: Vec<u8>| String::from_utf8(b).map_err(|e| SheetError::damaged(self.part, e));
                    return Ok(Inner { formula, all: text(all)?, value: text(value)? });
                }
                Event::Eof => return Err(SheetError::damaged(self.part, "the sheet breaks off")),
                event => {
                    let name = match &event {
                        Event::Start(e) => Some((e.local_name().into_inner() == "v", true)),
                        Event::End(e) => Some((e.local_name().into_inner() == "v", false)),
                        _ => None,
                    };
                    match name {
                        Some((true, opens)) => in_value = opens,
                        None if in_value => copy(&event, &mut value)?,
                        _ => {}
                    }
                    copy(&event, &mut all)?;
                }
            }
            if all.len() > ROW_BYTES {
                return Err(SheetError::TooLarge { what: "cell", limit: ROW_BYTES as u64 });
            }
        }
    }

    /// The region in use grows by the new columns.
    fn dimension(&mut self, start: &BytesStart<'_>) -> Result<(), SheetError> {
        let region = attribute(start, "ref").and_then(|r| parse_region(&r));
        let name = start.name().into_inner().to_owned();
        let text = match (region, self.place) {
            (Some(r), Some(place)) => {
                let last = r.last_column.max(place.reason).max(place.success);
                let (from, to) = (column_letters(r.first_column), column_letters(last));
                format!("<{name} ref=\"{from}{}:{to}{}\"/>", r.first_row, r.last_row)
            }
            _ => format!("<{}/>", &**start),
        };
        self.put(&text)
    }

    /// Without an element for the widths of columns one is made.
    fn start_data(&mut self, start: &BytesStart<'_>) -> Result<(), SheetError> {
        if self.last_col.is_none() && self.place.is_some_and(|p| p.added) {
            let p = prefix(start.name().into_inner()).to_owned();
            self.last_col = Some(0);
            self.put(&format!("<{p}cols>"))?;
            self.add_col(&p)?;
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

/// The content of a cell.
#[derive(Default)]
struct Inner {
    formula: bool,
    /// Everything but the formula, as written.
    all: String,
    /// What stands inside `v`, as written.
    value: String,
}

/// Appends the attributes as they are written, some left out.
fn each_other(start: &BytesStart<'_>, left_out: &[&str], into: &mut String) {
    for attribute in start.attributes().with_checks(false) {
        let Ok(attribute) = attribute else { return };
        let name = attribute.key.into_inner();
        if !left_out.contains(&name) {
            let quote = if attribute.value.contains('"') { '\'' } else { '"' };
            into.push_str(&format!(" {name}={quote}{}{quote}", attribute.value));
        }
    }
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
