//! The list of unions as a file.

use std::io::{Seek, Write};

use guard::act::Export;
use guard::{Scope, res};
use platform::codesets::Codesets;
use sheets::write::{ColumnKind as K, Value};
use store::Tx;

use super::{Field, Plan, Sheet, col};
use crate::error::Result;
use crate::store::union_list::{self, UnionFilter};

const FIELDS: &[Field] = &[
    col("code", "编号", 20, K::Text),
    col("name", "工会名称", 36, K::Text),
    col("level", "级别", 14, K::Text),
    col("kind", "类型", 18, K::Text),
    col("credit", "统一社会信用代码", 22, K::Text),
    col("chair", "负责人", 12, K::Text),
    col("phone", "联系电话", 16, K::Text),
    col("address", "地址", 32, K::Text),
    col("founded", "建会日期", 12, K::Day),
    col("approval", "建会批复文号", 20, K::Text),
    col("workers", "职工数", 10, K::Number),
    col("female", "女职工数", 10, K::Number),
    col("term_from", "本届起", 12, K::Day),
    col("term_to", "本届止", 12, K::Day),
    col("stars", "职工之家星级", 12, K::Number),
];

/// Unions in the scope that match, in the order of the filter; how many.
///
/// # Errors
/// The database's, [`crate::RegistryError::Sheet`] if the target refuses, [`platform::exports::ExportError::Stopped`].
pub fn export_unions<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    words: &Codesets,
    scope: &Scope<res::Union, Export>,
    filter: &UnionFilter,
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let mut out = Sheet::start(plan, "工会", FIELDS, target)?;
    let outcome = union_list::for_each(tx, scope, filter, |u| {
        let level = words.label("union_level", &u.level.to_string()).unwrap_or_default().to_owned();
        let kind = words.label("union_kind", &u.kind).unwrap_or_default().to_owned();
        let number = |n: Option<i64>| n.map_or(Value::Empty, Value::Int);
        let day = |d: Option<kernel::Day>| d.map_or(Value::Empty, Value::Day);
        out.row(&[
            Value::Text(&u.code),
            Value::Text(&u.name),
            Value::Text(&level),
            Value::Text(&kind),
            Value::Text(&u.credit_code),
            Value::Text(&u.chair),
            Value::Text(&u.contact),
            Value::Text(&u.address),
            day(u.founded_on),
            Value::Text(&u.form.approval_number),
            number(u.form.workers),
            number(u.form.female_workers),
            day(u.form.term_from),
            day(u.form.term_to),
            number(u.form.home_stars),
        ])
    });
    Ok(out.finish(outcome)?)
}
