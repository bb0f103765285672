//! Lists carried out of the program: exactly the rows that the list shows, masked as it masks them, with a purpose, recorded
//! before the first byte, and with a watermark as the last row.
//!
//! A list gets its file by a [`List`] of columns and [`export_list`] with the list's own handler: its pages are asked for
//! one by one until there are no more. [`export`] is for files that a walk of their own fills.

mod columns;
mod error;
mod file;
mod list;
mod sheet;

use std::fs::File;

use axum::response::Response;
use guard::Actor;
use http_base::ApiError;
use kernel::{Id, Problem};
use serde::{Deserialize, Serialize};
use sheets::SheetError;
use sheets::write::TableFormat;
use store::Tx;

pub use columns::{ListColumn, code, day, minute, money, number, text, time, words, yes};
pub use error::ExportError;
pub use file::{Waiting, answer, disposition, failed, unnamed};
pub use list::{Export, List, NoConditions, export_list, lines, rows_at, whole};
pub use sheet::{Field, Plan, Sheet, Watermark, col};

use crate::App;
use crate::audit::{self, Changes, Entry};

/// Media type of an Excel workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Kind of file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// Excel.
    #[default]
    Xlsx,
    /// UTF-8 text with commas, with a mark at the start.
    Csv,
}

impl ExportFormat {
    /// What is written, the end of its name, its media type.
    pub fn kind(self) -> (TableFormat, &'static str, &'static str) {
        match self {
            Self::Xlsx => (TableFormat::Xlsx, "xlsx", XLSX),
            Self::Csv => (TableFormat::Csv, "csv", "text/csv; charset=utf-8"),
        }
    }
}

/// What is asked of every export.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ExportRequest {
    /// What for, at least four characters; stands in the last row and in the audit.
    pub purpose: String,
    /// Kind of file.
    pub format: ExportFormat,
    /// Names of the columns, as the list names them; all if empty.
    pub columns: Vec<String>,
}

/// An export, by its names in the audit and on the file.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Deed in the audit.
    pub action: &'static str,
    /// First part of the file's name.
    pub title: &'static str,
    /// The record whose list it is; 0 where it is nobody's.
    pub about: Id,
    /// Conditions that the audit keeps; never a searched number.
    pub kept: Changes,
}

/// An export that is recorded and may be made.
struct Begun {
    plan: Plan,
    name: String,
    kind: &'static str,
    file: File,
    waiting: Waiting,
}

async fn begin(app: &App, actor: Actor, what: Exported, r: ExportRequest) -> Result<Begun, ApiError> {
    let (format, ending, kind) = r.format.kind();
    let changes = what.kept.note("format", ending).note("columns", r.columns.join(","));
    let mark = Watermark {
        who: actor.name().to_owned(),
        purpose: r.purpose.trim().to_owned(),
        at: app.clock().now(),
    };
    let name = format!("{}-{}.{ending}", what.title, mark.at.day());
    let work =
        move |tx: &mut Tx<'_>| record(tx, &actor, (what.action, what.about), &r.purpose, changes.clone());
    app.store().write(work).await?;
    let waiting = Waiting::default();
    let plan = Plan { format, columns: r.columns, mark, stop: waiting.flag() };
    let file = unnamed(app).map_err(|e| failed(&e))?;
    Ok(Begun { plan, name, kind, file, waiting })
}

/// Checks and records the export, makes the file and answers with it.
///
/// # Errors
/// [`ExportError`], and what `make` says.
pub async fn export<E, F>(
    app: App,
    actor: Actor,
    what: Exported,
    r: ExportRequest,
    make: F,
) -> Result<Response, ApiError>
where
    E: Problem + From<store::DbError> + From<ExportError>,
    F: FnOnce(&mut Tx<'_>, &Plan, File) -> Result<u64, E> + Send + 'static,
{
    let Begun { plan, name, kind, file, waiting } = begin(&app, actor, what, r).await?;
    let made = app.store().read_slow(move |tx| {
        let target = file.try_clone().map_err(|e| E::from(ExportError::Sheet(SheetError::from(e))))?;
        let rows = make(tx, &plan, target)?;
        Ok::<_, E>((file, rows))
    });
    let (file, rows) = made.await?;
    drop(waiting);
    answer(file, &name, kind, Some(rows))
}

/// Records an export; to be durable before the first byte leaves.
///
/// # Errors
/// [`ExportError::Purpose`] without a purpose.
pub fn record_export(
    tx: &mut Tx<'_>,
    actor: &Actor,
    action: &'static str,
    purpose: &str,
    changes: Changes,
) -> Result<(), ExportError> {
    record(tx, actor, (action, Id(0)), purpose, changes)
}

fn record(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (action, about): (&'static str, Id),
    purpose: &str,
    changes: Changes,
) -> Result<(), ExportError> {
    if purpose.trim().chars().count() < 4 {
        return Err(ExportError::Purpose);
    }
    let entry = Entry { changes, purpose: Some(purpose.trim()), ..Entry::of(action, about) };
    audit::record(tx, actor, entry).map_err(Into::into)
}
