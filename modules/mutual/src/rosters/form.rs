//! The columns of a union's list, found by their texts.

use sheets::header::{Field, HeaderSpec, Need};

const fn field(
    key: &'static str,
    label: &'static str,
    need: Need,
    synonyms: &'static [&'static str],
) -> Field {
    Field { key, label, synonyms, need }
}

/// Positions of the columns.
pub mod column {
    /// 姓名
    pub const NAME: usize = 1;
    /// 证件号码
    pub const NUMBER: usize = 2;
    /// 保障项目
    pub const ITEMS: usize = 3;
    /// 缴费类别
    pub const CLASS: usize = 4;
    /// 份数
    pub const SHARES: usize = 5;
    /// 单位承担
    pub const EMPLOYER: usize = 6;
    /// 工会承担
    pub const UNION: usize = 7;
    /// 个人承担
    pub const PERSON: usize = 8;
    /// 证件类别
    pub const KIND: usize = 9;
}

const FIELDS: &[Field] = &[
    field("serial", "序号", Need::Serial, &["编号", "序", "NO", "NO.", "行号", "序列"]),
    field(
        "name",
        "姓名",
        Need::Identity,
        &[
            "会员姓名",
            "职工姓名",
            "员工姓名",
            "参保人",
            "参保人姓名",
            "被保障人",
            "名字",
            "人员姓名",
            "本人姓名",
        ],
    ),
    field(
        "number",
        "证件号码",
        Need::Identity,
        &[
            "身份证号码",
            "身份证号",
            "身份证",
            "证件号",
            "有效证件号码",
            "居民身份证号码",
            "公民身份号码",
            "参保人证件号码",
        ],
    ),
    field(
        "items",
        "保障项目",
        Need::Optional,
        &["参保项目", "互助项目", "险种", "项目", "参加项目", "保障计划", "保障类别"],
    ),
    field("class", "缴费类别", Need::Optional, &["单位类别", "人员类别", "缴费档次", "类别", "参保类别"]),
    field("shares", "份数", Need::Optional, &["参保份数", "购买份数", "投保份数"]),
    field(
        "employer",
        "单位承担",
        Need::Optional,
        &["行政承担", "单位缴费", "单位承担金额", "行政承担金额", "企业承担"],
    ),
    field("union", "工会承担", Need::Optional, &["工会缴费", "工会承担金额", "工会补助"]),
    field("person", "个人承担", Need::Optional, &["个人缴费", "个人承担金额", "职工承担", "本人承担"]),
    field("kind", "证件类别", Need::Optional, &["证件类型", "有效证件类别", "有效证件类型", "证件种类"]),
];

/// The form: a list without a name and a number is none.
pub static SPEC: HeaderSpec = HeaderSpec { fields: FIELDS, least: 2 };
