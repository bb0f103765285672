//! The list of members as a file.

use std::io::{Seek, Write};

use guard::act::Export;
use guard::{Scope, act, res};
use kernel::Id;
use platform::codesets::Codesets;
use platform::sealed::Keyring;
use sheets::write::{ColumnKind as K, Value};
use store::{DbError, DbResult, Tx};

use super::{Field, Plan, Sheet, col};
use crate::error::Result;
use crate::model::flag::flag_values;
use crate::ops::enter_people::seal_context;
use crate::store::member_filter::MemberFilter;
use crate::store::member_list::{self, ListRow};

const FIELDS: &[Field] = &[
    col("name", "姓名", 12, K::Text),
    col("sex", "性别", 6, K::Text),
    col("birth", "出生日期", 12, K::Day),
    col("id", "证件号码", 22, K::Text),
    col("phone", "移动电话", 14, K::Text),
    col("education", "学历", 14, K::Text),
    col("politics", "政治面貌", 14, K::Text),
    col("employer", "工作单位", 28, K::Text),
    col("union", "所属工会", 32, K::Text),
    col("status", "会籍状态", 10, K::Text),
    col("joined", "入会日期", 12, K::Day),
    col("flags", "身份标记", 24, K::Text),
];

/// What opens and shows numbers: the keys, and leave to show them in full, where there is one.
#[derive(Clone, Debug)]
pub struct MemberKeys<'a> {
    /// Keys of the sealed columns.
    pub keys: &'a Keyring,
    /// Numbers of members in its reach stand in full; masked without it.
    pub reveal: Option<Scope<res::Member, act::Reveal>>,
}

impl MemberKeys<'_> {
    fn number(&self, r: &ListRow, column: &str, sealed: &[u8]) -> DbResult<String> {
        let broken = |id: Id, e| DbError::Inconsistent(format!("member {id}: {e}"));
        let number = self.keys.open(sealed, &seal_context(column, r.id)).map_err(|e| broken(r.id, e))?;
        let full = self.reveal.as_ref().is_some_and(|s| s.covers(&r.union_path));
        Ok(if full { number } else { kernel::text::mask(&number, 3, 4) })
    }
}

/// Open flags in words, `劳模（省级）、新居民职工`.
pub fn flag_words(words: &Codesets, flags: &str) -> String {
    let word = |flag: &str| {
        let (kind, value) = flag.split_once(':').unwrap_or((flag, ""));
        let label = words.label("member_flag", kind).unwrap_or(kind);
        match flag_values(kind).and_then(|s| words.label(s, value)) {
            Some(value) => format!("{label}（{value}）"),
            None => label.to_owned(),
        }
    };
    let mut all: Vec<String> = flags.split(' ').filter(|f| !f.is_empty()).map(word).collect();
    all.sort();
    all.join("、")
}

/// Members in the scope that match, in the order of the filter; how many.
///
/// # Errors
/// The database's, [`crate::RegistryError::Sheet`] if the target refuses, [`platform::exports::ExportError::Stopped`].
pub fn export_members<W: Write + Seek + Send>(
    tx: &mut Tx<'_>,
    keys: &MemberKeys<'_>,
    words: &Codesets,
    scope: &Scope<res::Member, Export>,
    filter: &MemberFilter,
    plan: &Plan,
    target: W,
) -> Result<u64> {
    let mut out = Sheet::start(plan, "会员", FIELDS, target)?;
    let word = |set, code: &str| words.label(set, code).unwrap_or_default().to_owned();
    let outcome = member_list::for_each(tx, scope, filter, |r| {
        let number = keys.number(&r, "number", &r.document_number)?;
        let phone = r.phone.as_ref().map(|p| keys.number(&r, "phone", p)).transpose()?.unwrap_or_default();
        let (sex, education) = (word("sex", &r.sex), word("education", &r.education));
        let politics = word("political_status", &r.politics);
        out.row(&[
            Value::Text(&r.name),
            Value::Text(&sex),
            r.birth_day.map_or(Value::Empty, Value::Day),
            Value::Text(&number),
            Value::Text(&phone),
            Value::Text(&education),
            Value::Text(&politics),
            Value::Text(&r.employer_name),
            Value::Text(&r.union_name),
            Value::Text(r.status.title()),
            Value::Day(r.valid_from),
            Value::Text(&flag_words(words, &r.flags)),
        ])
    });
    Ok(out.finish(outcome)?)
}
