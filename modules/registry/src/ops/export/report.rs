//! A frozen report as a file.

use std::collections::BTreeMap;
use std::io::{Seek, Write};

use platform::indicators::reports::Report;
use sheets::write::{ColumnKind as K, Value};

use super::{Field, Plan, Sheet, col};
use crate::error::Result;
use crate::measures::{MEASURES, Rate};

/// A line: a union with everything beneath it.
#[derive(Clone, Copy, Debug)]
pub struct ReportLine<'a> {
    /// Its name.
    pub union_name: &'a str,
    /// Figures by code.
    pub values: &'a BTreeMap<String, i64>,
    /// 建会率 and 入会率.
    pub rates: &'a [Rate],
}

/// What became known later.
#[derive(Clone, Debug)]
pub struct Late {
    /// Name of the union.
    pub union_name: String,
    /// Figure, difference and why, as a sentence.
    pub text: String,
}

/// Writes the lines of a report, then a row for each adjustment; how many rows.
///
/// # Errors
/// [`crate::RegistryError::Sheet`] if the target refuses, [`platform::exports::ExportError::Stopped`].
pub fn export_report<W: Write + Seek + Send>(
    report: &Report,
    lines: &[ReportLine<'_>],
    late: &[Late],
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let mut fields: Vec<Field> = vec![col("union", "工会", 32, K::Text)];
    fields.extend(MEASURES.iter().map(|m| col(m.code, m.title, 12, K::Number)));
    fields.push(col("coverage", "建会率（已建/应建）", 20, K::Text));
    fields.push(col("share", "入会率（会员/职工）", 20, K::Text));
    fields.push(col("starts_on", "期间起", 14, K::Day));
    fields.push(col("day", "截至", 14, K::Day));
    fields.push(col("adjustment", "冻结后变化", 48, K::Text));
    let mut out = Sheet::start(plan, "统计报表", &fields, target)?;
    let mut write = || {
        for line in lines {
            let rates: Vec<String> =
                line.rates.iter().map(|r| format!("{}/{}", r.numerator, r.denominator)).collect();
            let mut row = vec![Value::Text(line.union_name)];
            row.extend(MEASURES.iter().map(|m| Value::Int(line.values.get(m.code).copied().unwrap_or(0))));
            row.extend(rates.iter().map(|r| Value::Text(r)));
            row.extend([Value::Day(report.starts_on), Value::Day(report.day), Value::Empty]);
            out.row(&row)?;
        }
        for l in late {
            let mut row = vec![Value::Text(&l.union_name)];
            row.extend(std::iter::repeat_n(Value::Empty, fields.len() - 2));
            row.push(Value::Text(&l.text));
            out.row(&row)?;
        }
        Ok(())
    };
    let outcome = write();
    Ok(out.finish(outcome)?)
}
