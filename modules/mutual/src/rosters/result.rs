//! The union's own workbook with a verdict in every data row; of an earlier list a table of its people.

use std::fs::File;

use platform::App;
use sheets::Workbook;
use sheets::rewrite::{self, Level, ResultSheet};
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};

use super::read::recognise;
use super::run::{CHECK, ENTER};
use super::verdict::{RowResult, Verdict, unpack};
use crate::enrol_error::{EnrolError, Result};
use crate::model::enrolment::{RosterKind, RosterState};
use crate::store::roster::{self, Roster};

/// The phase whose verdicts are shown: those of the check until rows were entered.
pub fn shown(state: RosterState) -> i64 {
    match state {
        RosterState::Checking | RosterState::Checked | RosterState::Failed => CHECK,
        _ => ENTER,
    }
}

/// Writes the result of a roster to `target` (.xlsx, opened for reading and writing).
///
/// # Errors
/// [`EnrolError::Sheet`] if the source cannot be read or the target not be written.
pub fn write(app: &App, r: &Roster, target: File) -> Result<()> {
    match r.kind {
        RosterKind::Workbook => {
            let source = Workbook::open(&platform::files::path(app, &r.file_digest))?;
            let sheets: Vec<ResultSheet> =
                recognise(&source)?.iter().map(|(at, header)| ResultSheet::of(*at, header)).collect();
            let verdicts = rows(app, r).map(|row| row.map(|row| verdict(&row)));
            rewrite::rewrite::<_, EnrolError>(&source, target, &sheets, verdicts)
        }
        RosterKind::CarryOver => table(app, r, target),
    }
}

fn table(app: &App, r: &Roster, target: File) -> Result<()> {
    let column = |title: &str, width| Column { title: title.to_owned(), width, kind: ColumnKind::Text };
    let columns = vec![column("姓名", 14), column("核对结果", 14), column("原因", 60)];
    let mut table = TableWriter::new(TableFormat::Xlsx, "核对结果", columns, target)?;
    for row in rows(app, r) {
        let row = row?;
        table.row(&[Value::Text(&row.name), Value::Text(row.verdict.title()), Value::Text(&row.reason())])?;
    }
    table.finish()?;
    Ok(())
}

/// What became of every row of a roster, in the order of the file, a part at a time.
pub fn rows(app: &App, r: &Roster) -> impl Iterator<Item = Result<RowResult>> + use<> {
    let (app, id, phase) = (app.clone(), r.id, shown(r.state));
    let parts = (0..).map_while(move |n| {
        let read = app.store().read_blocking(move |tx| roster::part(tx, id, phase, n));
        match read.and_then(|body| body.map(|b| unpack(&b)).transpose()) {
            Ok(Some(rows)) => Some(Ok(rows)),
            Ok(None) => None,
            Err(e) => Some(Err(EnrolError::from(e))),
        }
    });
    parts.flat_map(|part| match part {
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
