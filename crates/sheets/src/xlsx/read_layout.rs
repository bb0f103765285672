//! Merged regions and hidden columns of a worksheet part.

use std::io::{BufRead, Read};

use quick_xml::events::Event;

use crate::limits::MAX_COLUMNS;
use crate::package::{Unpacked, read_error};
use crate::reference::parse_region;
use crate::xml::{self, Xml};
use crate::{Layout, Limits, SheetError};

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
                xml::attributes(&e, |name, value| match name {
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
    let tail = skim_to_merges(part, &mut xml.into_bytes())?;
    let mut xml = Xml::new(part, tail.as_slice());
    while let Ok(event) = xml.next() {
        match event {
            Event::Start(e) | Event::Empty(e) if e.local_name().into_inner() == "mergeCell" => {
                xml::attributes(&e, |name, value| {
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
