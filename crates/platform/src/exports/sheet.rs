//! The table of an export: chosen columns, rows one by one, the watermark as the last row.

use std::io::{Seek, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kernel::Timestamp;
use sheets::SheetError;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::DbError;

use super::ExportError;

/// Who carries it out, and what for; stands in the last row.
#[derive(Clone, Debug)]
pub struct Watermark {
    /// Name.
    pub who: String,
    /// Purpose.
    pub purpose: String,
    /// When.
    pub at: Timestamp,
}

impl Watermark {
    fn text(&self) -> String {
        format!("导出人：{}　时间：{}　用途：{}", self.who, self.at.local_text(), self.purpose)
    }
}

/// How a list is written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Kind of file.
    pub format: TableFormat,
    /// Names of the columns wanted; all if empty. Unknown names are left out.
    pub columns: Vec<String>,
    /// The last row.
    pub mark: Watermark,
    /// Set from outside when nobody waits for the file any more.
    pub stop: Arc<AtomicBool>,
}

impl Plan {
    /// All columns, not to be stopped.
    pub fn whole(format: TableFormat, mark: Watermark) -> Self {
        Self { format, columns: Vec::new(), mark, stop: Arc::default() }
    }
}

/// A column that a list has.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// By which it is chosen.
    pub name: &'static str,
    /// Header.
    pub title: &'static str,
    /// Characters.
    pub width: u16,
    /// How it is shown.
    pub kind: ColumnKind,
}

/// A column.
pub const fn col(name: &'static str, title: &'static str, width: u16, kind: ColumnKind) -> Field {
    Field { name, title, width, kind }
}

/// A table under way: the chosen ones of all columns.
pub struct Sheet<W: Write> {
    out: TableWriter<W>,
    chosen: Vec<usize>,
    plan: Plan,
    rows: u64,
    failed: Option<SheetError>,
}

impl<W: Write + Seek + Send> Sheet<W> {
    /// Starts a table with its header.
    ///
    /// # Errors
    /// [`ExportError::Sheet`] if the target refuses.
    pub fn start(plan: &Plan, name: &str, fields: &[Field], target: W) -> Result<Self, ExportError> {
        let wanted = |f: &Field| plan.columns.is_empty() || plan.columns.iter().any(|c| c == f.name);
        let mut chosen: Vec<usize> =
            fields.iter().enumerate().filter(|(_, f)| wanted(f)).map(|(i, _)| i).collect();
        if chosen.is_empty() {
            chosen = (0..fields.len()).collect();
        }
        let column = |i: &usize| {
            let f = &fields[*i];
            Column { title: f.title.to_owned(), width: f.width, kind: f.kind }
        };
        let columns = chosen.iter().map(column).collect();
        let out = TableWriter::new(plan.format, name, columns, target)?;
        Ok(Self { out, chosen, plan: plan.clone(), rows: 0, failed: None })
    }

    /// Writes one row, a value for every column that the list has. A failure of the file ends the reading of rows and is
    /// told at the end.
    ///
    /// # Errors
    /// [`DbError::Aborted`], so that a walk over rows ends.
    pub fn row(&mut self, values: &[Value<'_>]) -> Result<(), DbError> {
        if self.plan.stop.load(Ordering::Relaxed) {
            return Err(DbError::Aborted);
        }
        let row: Vec<Value<'_>> = self.chosen.iter().map(|i| values[*i]).collect();
        self.rows += 1;
        self.out.row(&row).map_err(|e| {
            self.failed = Some(e);
            DbError::Aborted
        })
    }

    /// Writes the watermark and closes the file; how many rows it holds beside it.
    ///
    /// # Errors
    /// What ended the walk: [`ExportError::Sheet`], [`ExportError::Stopped`], the database's.
    pub fn finish(mut self, outcome: Result<(), DbError>) -> Result<u64, ExportError> {
        match (outcome, self.failed.take()) {
            (Err(_), Some(e)) => return Err(ExportError::Sheet(e)),
            (Err(_), None) if self.plan.stop.load(Ordering::Relaxed) => return Err(ExportError::Stopped),
            (outcome, _) => outcome?,
        }
        self.out.row(&[Value::Text(&self.plan.mark.text())])?;
        self.out.finish()?;
        Ok(self.rows)
    }
}
