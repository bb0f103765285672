//! The difference report of the upward exchange as a file.

use std::io::{Seek, Write};

use sheets::write::{ColumnKind as K, Value};
use store::Tx;

use super::{Field, Plan, Sheet, col};
use crate::error::Result;
use crate::ops::compare_exchange::{Comparison, Enough, Reached};

const FIELDS: &[Field] = &[
    col("kind", "差异", 14, K::Text),
    col("id", "系统编号", 22, K::Text),
    col("name", "名称", 20, K::Text),
    col("union", "所属工会", 32, K::Text),
    col("fields", "不一致的列", 40, K::Text),
    col("note", "说明", 48, K::Text),
];

/// Writes what differs; how many rows.
///
/// # Errors
/// The database's, [`crate::RegistryError::Sheet`] if the target refuses, [`platform::exports::ExportError::Stopped`].
pub fn export_difference<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    comparison: &Comparison<'_>,
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let mut out = Sheet::start(plan, "上报差异", FIELDS, target)?;
    let outcome = comparison.walk(tx, Reached::default(), Enough::NEVER, |d| {
        let (id, fields) = (d.record_id.to_string(), d.fields.join("、"));
        out.row(&[
            Value::Text(d.kind.title()),
            Value::Text(&id),
            Value::Text(&d.name),
            Value::Text(&d.union_name),
            Value::Text(&fields),
            Value::Text(&d.note),
        ])
    });
    Ok(out.finish(outcome.map(drop))?)
}
