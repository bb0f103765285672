//! The fields that a column of a target may take its value from.

use kernel::Id;
use kernel::OrgPath;

use crate::model::exchange::TargetKind;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text or a number, as it is.
    Text,
    /// A day, `yyyymmdd`.
    Day,
    /// A code of this dictionary.
    Code(&'static str),
    /// 新增, 变更, 减少: said by the run, no part of what the record says.
    Operation,
    /// Number of the row in the file; said by the run.
    Serial,
}

/// A field of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct ExchangeField {
    /// Name in a definition.
    pub name: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Goes out in full only with the right to see numbers.
    pub sensitive: bool,
}

const fn text(name: &'static str, title: &'static str) -> ExchangeField {
    ExchangeField { name, title, kind: FieldKind::Text, sensitive: false }
}

const fn secret(name: &'static str, title: &'static str) -> ExchangeField {
    ExchangeField { name, title, kind: FieldKind::Text, sensitive: true }
}

const fn day(name: &'static str, title: &'static str) -> ExchangeField {
    ExchangeField { name, title, kind: FieldKind::Day, sensitive: false }
}

const fn code(name: &'static str, title: &'static str, set: &'static str) -> ExchangeField {
    ExchangeField { name, title, kind: FieldKind::Code(set), sensitive: false }
}

const SERIAL: ExchangeField =
    ExchangeField { name: "serial", title: "序号", kind: FieldKind::Serial, sensitive: false };
const OPERATION: ExchangeField =
    ExchangeField { name: "operation", title: "操作类型", kind: FieldKind::Operation, sensitive: false };

/// Fields of members, in the order of their values.
pub static MEMBER: &[ExchangeField] = &[
    SERIAL,
    OPERATION,
    text("id", "系统编号"),
    text("name", "姓名"),
    code("sex", "性别", "sex"),
    day("birth_day", "出生日期"),
    code("nation", "民族", "nation"),
    code("work_state", "就业状况", "work_situation"),
    code("document_kind", "有效证件类别", "document_kind"),
    secret("document_number", "证件号码"),
    code("education", "学历", "education"),
    code("skill", "技能等级", "skill_level"),
    secret("phone", "移动电话"),
    code("household_kind", "户籍类型", "household_type"),
    text("household_place", "户籍所在地"),
    code("change_kind", "会籍变化类型", "membership_change"),
    day("change_day", "会籍变化日期"),
    code("change_reason", "会籍变化原因", "membership_change_reason"),
    code("politics", "政治面貌", "political_status"),
    text("employer_name", "工作单位"),
    text("native_place", "籍贯"),
    code("migrant_worker", "是否农民工", "migrant_worker"),
    text("union_name", "所属工会"),
    text("union_code", "工会编码"),
    text("union_credit_code", "工会统一社会信用代码"),
    text("employer_credit_code", "单位统一社会信用代码"),
    day("joined_on", "入会日期"),
];

/// Fields of unions, in the order of their values.
pub static UNION: &[ExchangeField] = &[
    SERIAL,
    OPERATION,
    text("id", "系统编号"),
    text("employer_name", "单位名称"),
    text("employer_old_code", "组织机构代码"),
    text("employer_credit_code", "统一社会信用代码"),
    text("employer_address", "单位地址"),
    text("division_name", "单位所在政区"),
    text("division_code", "政区代码"),
    code("employer_nature", "单位性质类别", "employer_nature"),
    code("economic_type", "经济类型", "economic_type"),
    text("parent_name", "上级工会名称"),
    day("founded_on", "建会日期"),
    code("base_kind", "基层工会类型", "base_union_kind"),
    text("chair", "工会负责人"),
    text("contact", "联系电话"),
    code("industry", "单位所属行业", "industry"),
    text("union_name", "工会名称"),
    text("union_code", "工会编码"),
    text("union_credit_code", "工会统一社会信用代码"),
    code("union_kind", "工会类型", "union_kind"),
    code("union_level", "工会级别", "union_level"),
    text("workers", "职工数"),
    day("term_to", "本届届满日期"),
];

/// Fields that a kind of target has.
pub fn fields(kind: TargetKind) -> &'static [ExchangeField] {
    match kind {
        TargetKind::Member => MEMBER,
        TargetKind::Union => UNION,
    }
}

/// A field by its name, and where its value stands.
pub fn find(kind: TargetKind, name: &str) -> Option<(usize, &'static ExchangeField)> {
    fields(kind).iter().enumerate().find(|(_, f)| f.name == name)
}

/// A record as it goes out, before it is converted.
#[derive(Clone, Debug)]
pub struct SourceRow {
    /// Person or union.
    pub id: Id,
    /// Where it stands.
    pub path: OrgPath,
    /// How the list sorts it within its place.
    pub key: String,
    /// Its name, for those who mend it.
    pub name: String,
    /// Name of the union, likewise.
    pub union_name: String,
    /// It is there no more.
    pub gone: bool,
    /// Values in the order of the catalogue; codes as ours, days as `yyyymmdd`.
    pub values: Vec<String>,
}
