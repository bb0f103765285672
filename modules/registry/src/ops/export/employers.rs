//! The list of employers as a file.

use std::io::{Seek, Write};

use guard::act::Export;
use guard::{Scope, res};
use platform::codesets::Codesets;
use sheets::write::{ColumnKind as K, Value};
use store::Tx;

use super::{Field, Plan, Sheet, col};
use crate::error::Result;
use crate::store::employer::{self, EmployerFilter};

const FIELDS: &[Field] = &[
    col("name", "单位名称", 36, K::Text),
    col("old_code", "组织机构代码", 16, K::Text),
    col("credit", "统一社会信用代码", 22, K::Text),
    col("address", "单位地址", 32, K::Text),
    col("division", "政区代码", 14, K::Text),
    col("nature", "单位性质", 14, K::Text),
    col("economic", "经济类型", 20, K::Text),
    col("contact", "联系人", 12, K::Text),
    col("phone", "联系电话", 16, K::Text),
    col("industry", "所属行业", 24, K::Text),
    col("size", "企业规模", 10, K::Text),
    col("workers", "职工数", 10, K::Number),
    col("female", "女职工数", 10, K::Number),
    col("migrant", "农民工数", 10, K::Number),
    col("exempt", "不应建会原因", 20, K::Text),
    col("union", "覆盖工会", 32, K::Text),
    col("covered_from", "覆盖起始日期", 14, K::Day),
];

/// Employers in the scope that match, in the order of the filter; how many.
///
/// # Errors
/// The database's, [`crate::RegistryError::Sheet`] if the target refuses, [`platform::exports::ExportError::Stopped`].
pub fn export_employers<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Employer, Export>,
    filter: &EmployerFilter,
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let mut out = Sheet::start(plan, "用人单位", FIELDS, target)?;
    let word = |set, code: &str| words.label(set, code).unwrap_or_default().to_owned();
    let outcome = employer::for_each(tx, scope, filter, |e| {
        let f = &e.facts;
        let (nature, economic) =
            (word("employer_nature", &f.nature), word("economic_type", &f.economic_type));
        let (industry, size) = (word("industry", &f.industry), word("size_class", &f.size_class));
        let exempt = word("exempt_reason", &f.exempt_reason);
        let union = if e.covered_from.is_some() { e.union_name.as_str() } else { "" };
        out.row(&[
            Value::Text(&f.name),
            Value::Text(&f.old_code),
            Value::Text(&f.credit_code),
            Value::Text(&f.address),
            Value::Text(&f.division_code),
            Value::Text(&nature),
            Value::Text(&economic),
            Value::Text(&f.contact),
            Value::Text(&f.phone),
            Value::Text(&industry),
            Value::Text(&size),
            Value::Int(f.workers),
            Value::Int(f.female_workers),
            Value::Int(f.migrant_workers),
            Value::Text(&exempt),
            Value::Text(union),
            e.covered_from.map_or(Value::Empty, Value::Day),
        ])
    });
    Ok(out.finish(outcome)?)
}
