//! A whole file as parts of read rows, made on a thread of its own while earlier parts are judged.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use kernel::Day;
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use sheets::header::{Header, RowKind, find_header};
use sheets::{SheetError, Workbook};

use super::PART;
use super::form::SPEC;
use super::row::{ReadRow, RowReader};
use super::verdict::Issue;
use crate::model::scheme::Scheme;

/// Some hundred rows of the file, in order.
#[derive(Debug)]
pub struct Parsed {
    /// Number of the part, from 0.
    pub index: i64,
    /// Its rows.
    pub rows: Vec<ReadRow>,
    /// How much of the file has been read, in thousandths.
    pub share: i64,
}

/// What a file is read with.
#[derive(Clone)]
pub struct Reading {
    /// The file.
    pub path: PathBuf,
    /// Scheme of the period.
    pub scheme: Arc<Scheme>,
    /// Class of rows that tell none.
    pub class: String,
    /// Keys, for digests.
    pub keys: Arc<Keyring>,
    /// Dictionaries, for kinds of documents.
    pub codesets: Arc<Codesets>,
    /// The day of the reading.
    pub today: Day,
    /// Parts that were worked off before a crash; read for their people, not handed on.
    pub skip: i64,
}

/// The sheets of a file that carry the form. Hidden sheets are left alone.
///
/// # Errors
/// As [`find_header`].
pub fn recognise(book: &Workbook) -> Result<Vec<(usize, Header)>, SheetError> {
    let mut found = Vec::new();
    for (at, info) in book.sheets().iter().enumerate() {
        if info.hidden {
            continue;
        }
        if let Some(header) = find_header(book, at, &SPEC)? {
            found.push((at, header));
        }
    }
    Ok(found)
}

/// Starts reading. The channel ends after the last part, or with the error that ended the reading.
pub fn start(reading: Reading) -> Receiver<Result<Parsed, SheetError>> {
    // Two parts ahead: the reader keeps the judge busy, and memory stays bounded.
    let (out, parts) = sync_channel(2);
    let run = move || {
        if let Err(e) = read_all(&reading, &out) {
            let _ = out.send(Err(e));
        }
    };
    if let Err(e) = std::thread::Builder::new().name("roster-read".into()).spawn(run) {
        tracing::error!(error = %e, "no thread for a roster");
    }
    parts
}

/// Rows on their way into a part.
struct Collector<'a> {
    skip: i64,
    out: &'a SyncSender<Result<Parsed, SheetError>>,
    /// Sheet and row of each person seen.
    seen: HashMap<[u8; 16], (u32, u32)>,
    rows: Vec<ReadRow>,
    index: i64,
}

fn read_all(reading: &Reading, out: &SyncSender<Result<Parsed, SheetError>>) -> Result<(), SheetError> {
    let book = Workbook::open(&reading.path)?;
    let sheets = recognise(&book)?;
    let reader = RowReader {
        scheme: &reading.scheme,
        class: &reading.class,
        keys: &reading.keys,
        codesets: &reading.codesets,
        today: reading.today,
    };
    let mut collector =
        Collector { skip: reading.skip, out, seen: HashMap::new(), rows: Vec::with_capacity(PART), index: 0 };
    let count = sheets.len().max(1) as f32;
    for (n, (sheet, header)) in sheets.iter().enumerate() {
        let flow = book.for_each_row(*sheet, &mut |row| {
            if row.number <= header.last_row || header.kind(&row) != RowKind::Data {
                return ControlFlow::Continue(());
            }
            let share = (n as f32 + row.share.clamp(0.0, 1.0)) / count;
            collector.take(reader.read(*sheet as u32, header, &row), share)
        })?;
        if flow.is_break() {
            return Ok(());
        }
    }
    let _ = collector.hand_on(1.0);
    Ok(())
}

impl Collector<'_> {
    fn take(&mut self, mut row: ReadRow, share: f32) -> ControlFlow<()> {
        if let Some(person) = row.digests.first().copied() {
            if let Some((sheet, first)) = self.seen.get(&person) {
                row.issues = vec![
                    Issue::of("mutual.row-double")
                        .with("sheet", (sheet + 1).to_string())
                        .with("row", first.to_string()),
                ];
                row.wish = None;
                row.digests.clear();
            } else {
                self.seen.insert(person, (row.sheet, row.row));
            }
        }
        self.rows.push(row);
        if self.rows.len() == PART { self.hand_on(share) } else { ControlFlow::Continue(()) }
    }

    fn hand_on(&mut self, share: f32) -> ControlFlow<()> {
        let rows = std::mem::replace(&mut self.rows, Vec::with_capacity(PART));
        let index = self.index;
        self.index += 1;
        if rows.is_empty() || index < self.skip {
            return ControlFlow::Continue(());
        }
        let share = (share * 1000.0) as i64;
        // The receiver is gone when the roster was cancelled.
        match self.out.send(Ok(Parsed { index, rows, share })) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
