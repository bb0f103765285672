//! The cadre's own workbook with a verdict in every data row.

use std::fs::File;

use platform::App;
use sheets::Workbook;
use sheets::rewrite::{self, Level, ResultSheet};

use super::read::recognise;
use super::run::{CHECK, ENTER};
use super::verdict::{RowResult, Verdict, unpack};
use crate::error::{RegistryError, Result};
use crate::store::batch::{self, Batch, BatchState};

/// Writes the result of a batch to `target` (.xlsx, opened for reading and writing): the import's verdicts, or the preview's before it was entered.
///
/// # Errors
/// [`RegistryError::Sheet`] if the source cannot be read or the target not be written.
pub fn write_result(app: &App, b: &Batch, target: File) -> Result<()> {
    let source = Workbook::open(&platform::files::path(app, &b.file_digest))?;
    let sheets: Vec<ResultSheet> =
        recognise(&source)?.iter().map(|(at, header)| ResultSheet::of(*at, header)).collect();
    rewrite::rewrite::<_, RegistryError>(&source, target, &sheets, verdicts(app, b))
}

fn verdicts(app: &App, b: &Batch) -> impl Iterator<Item = Result<rewrite::Verdict>> {
    row_results(app, b).map(|r| r.map(|r| verdict(&r)))
}

/// What became of every data row of a batch, in the order of the file, a chunk at a time.
pub fn row_results(app: &App, b: &Batch) -> impl Iterator<Item = Result<RowResult>> + use<> {
    let (app, id) = (app.clone(), b.id);
    let phase = if matches!(b.state, BatchState::Checking | BatchState::Checked) { CHECK } else { ENTER };
    let chunks = (0..).map_while(move |n| {
        let read = app.store().read_blocking(move |tx| batch::chunk(tx, id, phase, n));
        match read.and_then(|body| body.map(|b| unpack(&b)).transpose()) {
            Ok(Some(rows)) => Some(Ok(rows)),
            Ok(None) => None,
            Err(e) => Some(Err(RegistryError::from(e))),
        }
    });
    chunks.flat_map(|chunk| match chunk {
        Ok(rows) => rows.into_iter().map(Ok).collect::<Vec<_>>(),
        Err(e) => vec![Err(e)],
    })
}

fn verdict(r: &RowResult) -> rewrite::Verdict {
    let level = match (r.verdict, r.issues.is_empty()) {
        (Verdict::Rejected, _) => Level::Rejected,
        (Verdict::Accepted, true) => Level::Accepted,
        _ => Level::Warned,
    };
    rewrite::Verdict { sheet: r.sheet as usize, row: r.row, level, reason: r.reason() }
}
