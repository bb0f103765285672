//! Completeness and error rate of the reporting unions as a file.

use std::io::{Seek, Write};

use sheets::write::{ColumnKind as K, Value};

use super::{Field, Plan, Sheet, col};
use crate::error::Result;
use crate::quality::{DOUBTS, FIELDS};

/// A line: a union with everything beneath it.
#[derive(Clone, Debug)]
pub struct QualityLine<'a> {
    /// Its name.
    pub union_name: &'a str,
    /// Members counted.
    pub members: i64,
    /// Required values that are there, and that there should be.
    pub share: (i64, i64),
    /// Members without each field, in the order of [`FIELDS`].
    pub missing: Vec<i64>,
    /// Members with something to check in their documents, in the order of [`DOUBTS`].
    pub doubts: Vec<i64>,
    /// Members not looked at for long.
    pub stale: i64,
    /// Refused rows of imports, and all.
    pub imports: (i64, i64),
}

/// Writes the lines; how many.
///
/// # Errors
/// [`crate::RegistryError::Sheet`] if the target refuses, [`platform::exports::ExportError::Stopped`].
pub fn export_quality<W: Write + Seek + Send>(
    lines: &[QualityLine<'_>],
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let mut fields: Vec<Field> = vec![
        col("union", "工会", 32, K::Text),
        col("members", "会员", 10, K::Number),
        col("filled", "必填项已填", 12, K::Number),
        col("wanted", "必填项应填", 12, K::Number),
    ];
    fields.extend(FIELDS.iter().map(|f| col(f.code, f.indicator.title, 12, K::Number)));
    fields.extend(DOUBTS.iter().map(|d| col(d.code, d.indicator.title, 12, K::Number)));
    fields.push(col("stale", "久未核对", 10, K::Number));
    fields.push(col("rejected", "退回行数", 10, K::Number));
    fields.push(col("rows", "导入行数", 10, K::Number));
    let mut out = Sheet::start(plan, "数据质量", &fields, target)?;
    let mut write = || {
        for l in lines {
            let mut row = vec![
                Value::Text(l.union_name),
                Value::Int(l.members),
                Value::Int(l.share.0),
                Value::Int(l.share.1),
            ];
            row.extend(l.missing.iter().chain(&l.doubts).map(|n| Value::Int(*n)));
            row.extend([Value::Int(l.stale), Value::Int(l.imports.0), Value::Int(l.imports.1)]);
            out.row(&row)?;
        }
        Ok(())
    };
    let outcome = write();
    Ok(out.finish(outcome)?)
}
