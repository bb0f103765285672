//! A whole file as chunks of read rows, made on a thread of its own while earlier chunks are entered.

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use kernel::Day;
use platform::codesets::Codesets;
use platform::sealed::{DigestKind, Keyring};
use sheets::header::{Header, RowKind, find_header};
use sheets::normal::DateReader;
use sheets::{SheetError, SheetInfo, Workbook, member_form};

use super::CHUNK;
use super::divisions::DivisionBook;
use super::row::{ReadRow, RowReader};
use super::verdict::Issue;

/// Some hundred rows of the file, in order.
#[derive(Debug)]
pub struct Parsed {
    /// Number of the chunk, from 0.
    pub index: i64,
    /// Its rows.
    pub rows: Arc<Vec<ReadRow>>,
    /// How much of the file has been read, in thousandths.
    pub share: i64,
}

/// What a file is read with.
#[derive(Clone)]
pub struct Reading {
    /// The file.
    pub path: PathBuf,
    /// Dictionaries.
    pub codesets: Arc<Codesets>,
    /// Keys, for telling that two rows are about one person.
    pub keys: Arc<Keyring>,
    /// The day of the import.
    pub today: Day,
    /// Divisions, for written places.
    pub divisions: Arc<DivisionBook>,
    /// Chunks that were worked off before a crash; read for their people, not handed on.
    pub skip: i64,
    /// Youngest and oldest age that are not asked about (parameters `import.age_warn_min`, `import.age_warn_max`).
    pub usual_ages: (i64, i64),
}

/// The sheets of a file that carry the member form. Hidden sheets are left alone.
///
/// # Errors
/// As [`find_header`]; [`SheetError::NotAWorkbook`] is not used for a workbook without the form: the list is empty.
pub fn recognise(book: &Workbook) -> Result<Vec<(usize, Header)>, SheetError> {
    let mut found = Vec::new();
    for (at, info) in book.sheets().iter().enumerate() {
        if skipped(info) {
            continue;
        }
        if let Some(header) = find_header(book, at, &member_form::SPEC)? {
            found.push((at, header));
        }
    }
    Ok(found)
}

fn skipped(info: &SheetInfo) -> bool {
    info.hidden
}

/// Starts reading. The channel ends after the last chunk, or with the error that ended the reading.
pub fn start(reading: Reading) -> Receiver<Result<Parsed, SheetError>> {
    // Two chunks ahead: the reader keeps the writer busy, and memory stays bounded.
    let (out, chunks) = sync_channel(2);
    let run = move || {
        if let Err(e) = read_all(&reading, &out) {
            let _ = out.send(Err(e));
        }
    };
    if let Err(e) = std::thread::Builder::new().name("import-read".into()).spawn(run) {
        tracing::error!(error = %e, "no thread for an import");
    }
    chunks
}

/// Rows on their way into a chunk.
struct Collector<'a> {
    reading: &'a Reading,
    out: &'a SyncSender<Result<Parsed, SheetError>>,
    /// Sheet and row of each person seen.
    seen: HashMap<[u8; 16], (u32, u32)>,
    rows: Vec<ReadRow>,
    index: i64,
}

fn read_all(reading: &Reading, out: &SyncSender<Result<Parsed, SheetError>>) -> Result<(), SheetError> {
    let book = Workbook::open(Path::new(&reading.path))?;
    let sheets = recognise(&book)?;
    let dates = DateReader { from_1904: book.from_1904(), latest_year: reading.today.year() };
    let reader = RowReader {
        codesets: &reading.codesets,
        dates,
        today: reading.today,
        divisions: &reading.divisions,
        usual_ages: reading.usual_ages,
    };
    let mut collector = Collector { reading, out, seen: HashMap::new(), rows: Vec::new(), index: 0 };
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
        if let Some(draft) = &row.draft {
            let person = self.reading.keys.digest(DigestKind::Document, &draft.document.key());
            if let Some((sheet, first)) = self.seen.get(&person) {
                let issue = Issue::of("registry.duplicate-in-file")
                    .with("sheet", (sheet + 1).to_string())
                    .with("row", first.to_string());
                row.draft = None;
                row.issues = vec![issue];
            } else {
                self.seen.insert(person, (row.sheet, row.row));
            }
        }
        self.rows.push(row);
        if self.rows.len() == CHUNK { self.hand_on(share) } else { ControlFlow::Continue(()) }
    }

    fn hand_on(&mut self, share: f32) -> ControlFlow<()> {
        let rows = std::mem::take(&mut self.rows);
        let index = self.index;
        self.index += 1;
        if rows.is_empty() || index < self.reading.skip {
            return ControlFlow::Continue(());
        }
        let share = (share * 1000.0) as i64;
        // The receiver is gone when the import was cancelled.
        match self.out.send(Ok(Parsed { index, rows: Arc::new(rows), share })) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
