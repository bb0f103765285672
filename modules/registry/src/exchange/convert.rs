//! From a record to a row of the file, by a target's rules.

use kernel::Day;
use platform::codesets::Codesets;
use platform::sealed::Keyring;

use super::catalogue::{self, FieldKind, SourceRow};
use crate::model::exchange::{
    CodeUse, DayFormat, ExchangeColumn, ExchangeDefinition, Fault, Operation, RowFault, TargetKind,
};

/// Length of a column's digest, bytes.
const DIGEST: usize = 4;

/// A row that may go out: values in the order of the columns, and their digests.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Values; serial numbers are put in by the run.
    pub values: Vec<String>,
    /// Keyed digests, four bytes a column that says something of the record.
    pub digest: Vec<u8>,
}

/// A code of ours that has no counterpart in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmapped {
    /// Header of the column.
    pub header: String,
    /// Our code.
    pub code: String,
    /// In words.
    pub label: String,
}

fn day_text(number: &str, format: DayFormat) -> String {
    let Some(d) = number.parse().ok().and_then(Day::from_number) else { return String::new() };
    let date = d.date();
    let (y, m, d) = (date.year(), date.month(), date.day());
    match format {
        DayFormat::Dashes => format!("{y:04}-{m:02}-{d:02}"),
        DayFormat::Compact => format!("{y:04}{m:02}{d:02}"),
        DayFormat::Slashes => format!("{y:04}/{m:02}/{d:02}"),
        DayFormat::Dots => format!("{y:04}.{m:02}.{d:02}"),
        DayFormat::Chinese => format!("{y:04}年{m:02}月{d:02}日"),
    }
}

/// Their word for one of our codes; none if there is none.
fn code_text(words: &Codesets, set: &str, code: &str, c: &ExchangeColumn) -> Option<String> {
    let found = match c.code_use {
        CodeUse::Own => Some(code.to_owned()),
        CodeUse::Label => words.label(set, code).map(str::to_owned),
        CodeUse::Export => words.export_code(set, code).map(str::to_owned),
        CodeUse::Map => c.map.get(code).cloned(),
    };
    found.or_else(|| c.otherwise.clone())
}

fn operation_text(op: Operation, c: &ExchangeColumn) -> Option<String> {
    match c.code_use {
        CodeUse::Map => c.map.get(op.code()).cloned().or_else(|| c.otherwise.clone()),
        CodeUse::Own => Some(op.code().to_owned()),
        CodeUse::Label | CodeUse::Export => Some(op.title().to_owned()),
    }
}

fn value(
    words: &Codesets,
    kind: TargetKind,
    c: &ExchangeColumn,
    row: &SourceRow,
    op: Operation,
) -> Result<String, RowFault> {
    let fault = |fault, value: &str| RowFault { header: c.header.clone(), fault, value: value.to_owned() };
    let Some((at, field)) = catalogue::find(kind, &c.source) else { return Ok(c.constant.clone()) };
    let own = row.values.get(at).map(String::as_str).unwrap_or_default();
    let text = match field.kind {
        FieldKind::Serial => return Ok(String::new()),
        FieldKind::Operation => {
            return operation_text(op, c).ok_or_else(|| fault(Fault::Unmapped, op.title()));
        }
        FieldKind::Text => own.to_owned(),
        FieldKind::Day => day_text(own, c.day_format),
        FieldKind::Code(_) if own.is_empty() => String::new(),
        FieldKind::Code(set) => code_text(words, set, own, c)
            .ok_or_else(|| fault(Fault::Unmapped, words.label(set, own).unwrap_or(own)))?,
    };
    let text = if text.is_empty() { c.constant.clone() } else { text };
    if text.is_empty() && c.required {
        return Err(fault(Fault::Missing, ""));
    }
    if c.max_length > 0 && text.chars().count() as i64 > c.max_length {
        return Err(fault(Fault::TooLong, ""));
    }
    Ok(text)
}

/// Whether a column says something of the record, and so counts in what changed.
fn counts(kind: TargetKind, c: &ExchangeColumn) -> bool {
    match catalogue::find(kind, &c.source) {
        Some((_, f)) => !matches!(f.kind, FieldKind::Serial | FieldKind::Operation),
        None => false,
    }
}

/// The row as it goes out.
///
/// # Errors
/// Every rule of the target that it breaks.
pub fn outgoing(
    keys: &Keyring,
    words: &Codesets,
    kind: TargetKind,
    definition: &ExchangeDefinition,
    row: &SourceRow,
    op: Operation,
) -> Result<Outgoing, Vec<RowFault>> {
    let (mut values, mut faults) = (Vec::with_capacity(definition.columns.len()), Vec::new());
    for c in &definition.columns {
        match value(words, kind, c, row, op) {
            Ok(v) => values.push(v),
            // What is gone is told by its number alone; a hole elsewhere does not keep it.
            Err(_) if op == Operation::Gone => values.push(String::new()),
            Err(f) => faults.push(f),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut digest = Vec::with_capacity(values.len() * DIGEST);
    for (c, v) in definition.columns.iter().zip(&values) {
        if counts(kind, c) {
            digest.extend_from_slice(&column_digest(keys, row, &c.header, v));
        }
    }
    Ok(Outgoing { values, digest })
}

fn column_digest(keys: &Keyring, row: &SourceRow, header: &str, value: &str) -> [u8; DIGEST] {
    let id = row.id.0.to_be_bytes();
    let all = keys.stamp("exchange", &[&id, header.as_bytes(), value.as_bytes()]);
    [all[0], all[1], all[2], all[3]]
}

/// Headers whose value is not the one that a digest was made of.
pub fn differing(
    keys: &Keyring,
    kind: TargetKind,
    definition: &ExchangeDefinition,
    row: &SourceRow,
    values: &[String],
    accepted: &[u8],
) -> Vec<String> {
    let known = |d: [u8; DIGEST]| accepted.chunks_exact(DIGEST).any(|c| c == d);
    definition
        .columns
        .iter()
        .zip(values)
        .filter(|(c, v)| counts(kind, c) && !known(column_digest(keys, row, &c.header, v)))
        .map(|(c, _)| c.header.clone())
        .collect()
}

/// Codes that may be chosen on a day and have no counterpart.
pub fn unmapped(
    words: &Codesets,
    kind: TargetKind,
    definition: &ExchangeDefinition,
    today: Day,
) -> Vec<Unmapped> {
    let mut all = Vec::new();
    for c in definition.columns.iter().filter(|c| c.otherwise.is_none()) {
        let of = |code: &str, label: &str| Unmapped {
            header: c.header.clone(),
            code: code.to_owned(),
            label: label.to_owned(),
        };
        match catalogue::find(kind, &c.source).map(|(_, f)| f.kind) {
            Some(FieldKind::Code(set)) => all.extend(
                words
                    .choices(set, today)
                    .filter(|i| code_text(words, set, &i.code, c).is_none())
                    .map(|i| of(&i.code, &i.label)),
            ),
            Some(FieldKind::Operation) => all.extend(
                Operation::ALL
                    .iter()
                    .filter(|op| operation_text(**op, c).is_none())
                    .map(|op| of(op.code(), op.title())),
            ),
            _ => {}
        }
    }
    all
}

/// Whether numbers of people go out in full.
pub fn is_sensitive(kind: TargetKind, definition: &ExchangeDefinition) -> bool {
    definition.columns.iter().any(|c| catalogue::find(kind, &c.source).is_some_and(|(_, f)| f.sensitive))
}
