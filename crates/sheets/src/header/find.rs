//! Looks for the header in the first rows of a sheet.

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use super::fold::fold;
use super::{Header, HeaderSpec, Need, REASON_LABEL, SUCCESS_LABEL, TEMPLATE_MARK};
use crate::{Layout, SheetError, Workbook};

/// Rows that may stand above the data.
const HEAD_ROWS: u32 = 30;
/// A header of more rows has not been seen.
const HEADER_HEIGHT: usize = 3;
/// A longer text is a note and no header.
const LABEL_CHARS: usize = 60;

/// What a header text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Field(usize),
    Success,
    Reason,
}

/// A row of the head: texts by column.
struct HeadRow {
    number: u32,
    texts: BTreeMap<u32, String>,
}

/// Finds the header of a form in a sheet by the text of its cells, whatever stands above it and in whatever order the
/// columns are. `None` where too few columns are recognised.
///
/// # Errors
/// As [`Workbook::for_each_row`].
pub fn find_header(
    book: &Workbook,
    sheet: usize,
    spec: &'static HeaderSpec,
) -> Result<Option<Header>, SheetError> {
    let (rows, template) = read_head(book, sheet)?;
    let words = dictionary(spec);
    let mut best: Option<(usize, Header)> = None;
    for last in 0..rows.len() {
        for height in 1..=HEADER_HEIGHT.min(last + 1) {
            let block = &rows[last + 1 - height..=last];
            if block[0].number + height as u32 != rows[last].number + 1 {
                break;
            }
            let header = read_block(block, spec, &words, book.layout(sheet)?);
            let found = header.columns.iter().flatten().count();
            // Of equals the first and the lowest: rows below the header can only add to it by mistake.
            if best.as_ref().is_none_or(|(most, _)| found > *most) {
                best = Some((found, header));
            }
        }
    }
    let has_identity =
        |h: &Header| spec.fields.iter().zip(&h.columns).any(|(f, c)| f.need == Need::Identity && c.is_some());
    Ok(best
        .filter(|(found, h)| *found >= spec.least && has_identity(h))
        .map(|(_, header)| Header { template, ..header }))
}

fn read_head(book: &Workbook, sheet: usize) -> Result<(Vec<HeadRow>, Option<String>), SheetError> {
    let mut rows = Vec::new();
    let mut template = None;
    let _ = book.for_each_row(sheet, &mut |row| {
        if row.number > HEAD_ROWS {
            return ControlFlow::Break(());
        }
        let mut texts = BTreeMap::new();
        for (column, cell) in row.cells() {
            let text = cell.text();
            if let Some(mark) = text.strip_prefix(TEMPLATE_MARK) {
                template = Some(mark.trim().to_owned());
            } else if text.chars().nth(LABEL_CHARS).is_none() {
                let folded = fold(&text);
                if !folded.is_empty() {
                    texts.insert(column, folded);
                }
            }
        }
        rows.push(HeadRow { number: row.number, texts });
        ControlFlow::Continue(())
    })?;
    Ok((rows, template))
}

fn dictionary(spec: &HeaderSpec) -> HashMap<String, Meaning> {
    let mut words = HashMap::new();
    for (n, field) in spec.fields.iter().enumerate() {
        for word in field.synonyms.iter().chain([&field.label]) {
            words.insert(fold(word), Meaning::Field(n));
        }
    }
    words.insert(SUCCESS_LABEL.to_owned(), Meaning::Success);
    words.insert(REASON_LABEL.to_owned(), Meaning::Reason);
    words
}

/// Takes some rows together as one header.
fn read_block(
    block: &[HeadRow],
    spec: &'static HeaderSpec,
    words: &HashMap<String, Meaning>,
    layout: &Layout,
) -> Header {
    let last = block.len() - 1;
    let mut header = Header {
        spec,
        first_row: block[0].number,
        last_row: block[last].number,
        columns: vec![None; spec.fields.len()],
        unknown: Vec::new(),
        duplicates: Vec::new(),
        hidden: Vec::new(),
        success_column: None,
        reason_column: None,
        template: None,
    };
    let mut columns: Vec<u32> = block.iter().flat_map(|r| r.texts.keys().copied()).collect();
    columns.sort_unstable();
    columns.dedup();
    for column in columns {
        let parts: Vec<&str> =
            block.iter().filter_map(|r| r.texts.get(&column)).map(String::as_str).collect();
        match meaning(&parts, words) {
            Some(Meaning::Field(n)) => take_column(&mut header, n, column, layout),
            Some(Meaning::Success) => header.success_column = Some(column),
            Some(Meaning::Reason) => header.reason_column = Some(column),
            // A title above the header is no column.
            None => {
                if let Some(text) = block[last].texts.get(&column) {
                    header.unknown.push((column, text.clone()));
                }
            }
        }
    }
    let is_hidden = |c: &Option<u32>| c.is_some_and(|c| layout.is_hidden(c));
    header.hidden = (0..header.columns.len()).filter(|&n| is_hidden(&header.columns[n])).collect();
    header
}

/// A visible column goes before a hidden one, else the first before the later.
fn take_column(header: &mut Header, field: usize, column: u32, layout: &Layout) {
    match header.columns[field] {
        None => header.columns[field] = Some(column),
        Some(known) if layout.is_hidden(known) && !layout.is_hidden(column) => {
            header.columns[field] = Some(column);
            header.duplicates.push((field, known));
        }
        Some(_) => header.duplicates.push((field, column)),
    }
}

/// The lowest text alone, or all joined (证件 above 号码), without repeating what a merged cell repeats.
fn meaning(parts: &[&str], words: &HashMap<String, Meaning>) -> Option<Meaning> {
    let lowest = parts.last()?;
    if let Some(&meaning) = words.get(*lowest) {
        return Some(meaning);
    }
    let mut parts = parts.to_vec();
    parts.dedup();
    (0..parts.len()).find_map(|from| words.get(&parts[from..].concat()).copied())
}
