//! Lists carried out of the program, row by row: exactly the rows that the filter shows, masked, with a watermark as the
//! last row. Browser and command line come through here.

mod difference;
mod employers;
mod members;
mod quality;
mod report;
mod unions;
mod zones;

use std::io::{Seek, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use guard::Actor;
use kernel::{Id, Params, Timestamp};
use platform::audit::{self, Changes, Entry};
use sheets::SheetError;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::{DbError, Tx};

pub use difference::export_difference;
pub use employers::export_employers;
pub use members::{MemberKeys, export_members, flag_words};
pub use quality::{QualityLine, export_quality};
pub use report::{Late, ReportLine, export_report};
pub use unions::export_unions;
pub use zones::export_zones;

use crate::error::{RegistryError, Result, field};

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
struct Field {
    name: &'static str,
    title: &'static str,
    width: u16,
    kind: ColumnKind,
}

const fn col(name: &'static str, title: &'static str, width: u16, kind: ColumnKind) -> Field {
    Field { name, title, width, kind }
}

/// A table under way: the chosen ones of all columns.
struct Sheet<'a, W: Write> {
    out: TableWriter<W>,
    chosen: Vec<usize>,
    plan: &'a Plan,
    rows: u64,
    failed: Option<SheetError>,
}

impl<'a, W: Write + Seek + Send> Sheet<'a, W> {
    fn start(plan: &'a Plan, name: &str, fields: &[Field], target: W) -> Result<Self> {
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
        Ok(Self {
            out: TableWriter::new(plan.format, name, columns, target)?,
            chosen,
            plan,
            rows: 0,
            failed: None,
        })
    }

    /// Writes one row. A failure of the file ends the reading of rows and is told at the end.
    fn row(&mut self, values: &[Value<'_>]) -> std::result::Result<(), DbError> {
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
    fn finish(mut self, outcome: std::result::Result<(), DbError>) -> Result<u64> {
        match (outcome, self.failed.take()) {
            (Err(_), Some(e)) => return Err(RegistryError::Sheet(e)),
            (Err(_), None) if self.plan.stop.load(Ordering::Relaxed) => {
                return Err(RegistryError::ExportStopped);
            }
            (outcome, _) => outcome?,
        }
        self.out.row(&[Value::Text(&self.plan.mark.text())])?;
        self.out.finish()?;
        Ok(self.rows)
    }
}

/// Records an export; to be durable before the first byte leaves.
///
/// # Errors
/// [`RegistryError::Invalid`] without a purpose.
pub fn record_export(
    tx: &mut Tx<'_>,
    actor: &Actor,
    action: &'static str,
    purpose: &str,
    changes: Changes,
) -> Result<()> {
    if purpose.trim().chars().count() < 4 {
        return Err(RegistryError::Invalid(vec![field("/purpose", "registry.purpose-short", Params::new())]));
    }
    let entry = Entry { changes, purpose: Some(purpose.trim()), ..Entry::of(action, Id(0)) };
    audit::record(tx, actor, entry).map_err(Into::into)
}
