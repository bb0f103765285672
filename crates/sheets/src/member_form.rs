//! The form of members with its 20 columns in official order (docs/rules §5.1) and our own after them, for reading and for
//! the template.

use crate::header::{Field, HeaderSpec, Need};

const fn field(
    key: &'static str,
    label: &'static str,
    need: Need,
    synonyms: &'static [&'static str],
) -> Field {
    Field { key, label, synonyms, need }
}

/// Positions of the columns in [`FIELDS`].
pub mod column {
    /// 序号
    pub const SERIAL: usize = 0;
    /// 姓名
    pub const NAME: usize = 1;
    /// 性别
    pub const SEX: usize = 2;
    /// 出生日期
    pub const BIRTH_DAY: usize = 3;
    /// 民族
    pub const NATION: usize = 4;
    /// 就业状况
    pub const WORK_STATE: usize = 5;
    /// 有效证件类别
    pub const DOCUMENT_KIND: usize = 6;
    /// 证件号码
    pub const DOCUMENT_NUMBER: usize = 7;
    /// 学历
    pub const EDUCATION: usize = 8;
    /// 技能等级
    pub const SKILL: usize = 9;
    /// 移动电话
    pub const PHONE: usize = 10;
    /// 户籍类型
    pub const HOUSEHOLD_KIND: usize = 11;
    /// 户籍所在地
    pub const HOUSEHOLD_PLACE: usize = 12;
    /// 会籍变化类型
    pub const CHANGE_KIND: usize = 13;
    /// 会籍变化日期
    pub const CHANGE_DAY: usize = 14;
    /// 会籍变化原因
    pub const CHANGE_REASON: usize = 15;
    /// 政治面貌
    pub const POLITICAL: usize = 16;
    /// 工作单位
    pub const EMPLOYER: usize = 17;
    /// 籍贯
    pub const NATIVE_PLACE: usize = 18;
    /// 是否农民工
    pub const IS_FARMER: usize = 19;
    /// 新就业形态类别
    pub const NEW_EMPLOYMENT: usize = 20;
    /// 劳模级别
    pub const MODEL_WORKER: usize = 21;
    /// 是否新居民职工
    pub const NEW_RESIDENT: usize = 22;
    /// 技能等级取得日期
    pub const SKILL_DAY: usize = 23;
    /// 技能等级证书编号
    pub const SKILL_DOCUMENT: usize = 24;
}

/// The columns. The position of each is in [`column`].
pub const FIELDS: &[Field] = &[
    field("serial", "序号", Need::Serial, &["编号", "序", "NO", "NO.", "行号", "序列"]),
    field(
        "name",
        "姓名",
        Need::Identity,
        &["会员姓名", "职工姓名", "员工姓名", "会员名称", "名字", "人员姓名", "本人姓名"],
    ),
    field("sex", "性别", Need::Optional, &["男女", "性別"]),
    field(
        "birth_day",
        "出生日期",
        Need::Optional,
        &["出生年月", "出生年月日", "生日", "出生时间", "出生", "出生日"],
    ),
    field("nation", "民族", Need::Optional, &["族别", "民族名称"]),
    field(
        "work_state",
        "就业状况",
        Need::Optional,
        &["就业状态", "就业情况", "在岗情况", "在岗状况", "工作状态", "就业形式", "工作状况"],
    ),
    field(
        "document_kind",
        "有效证件类别",
        Need::Optional,
        &[
            "证件类别",
            "证件类型",
            "有效证件类型",
            "证件种类",
            "有效证件种类",
            "证件名称",
            "有效证件",
            "身份证件类型",
        ],
    ),
    field(
        "document_number",
        "证件号码",
        Need::Identity,
        &[
            "身份证号",
            "身份证号码",
            "身份证",
            "公民身份号码",
            "公民身份证号码",
            "证件号",
            "有效证件号码",
            "有效证件号",
            "身份证件号码",
            "身份证件号",
            "居民身份证号码",
            "居民身份证号",
            "居民身份证",
            "身份号码",
            "身份证编号",
            "会员身份证号",
            "会员身份证号码",
            "证件编号",
        ],
    ),
    field(
        "education",
        "学历",
        Need::Optional,
        &["文化程度", "最高学历", "学历层次", "受教育程度", "学历程度"],
    ),
    field(
        "skill",
        "技能等级",
        Need::Optional,
        &["职业技能等级", "技术等级", "职业资格等级", "技能级别", "技能水平", "职业资格", "工种等级"],
    ),
    field(
        "phone",
        "移动电话",
        Need::Optional,
        &[
            "手机",
            "手机号",
            "手机号码",
            "联系电话",
            "电话",
            "联系方式",
            "电话号码",
            "移动电话号码",
            "本人电话",
            "本人手机",
            "联系手机",
            "联系手机号",
            "联系电话号码",
            "手机电话",
        ],
    ),
    field(
        "household_kind",
        "户籍类型",
        Need::Optional,
        &["户口性质", "户口类型", "户籍性质", "户口类别", "户籍类别", "户口"],
    ),
    field(
        "household_place",
        "户籍所在地",
        Need::Optional,
        &["户口所在地", "户籍地", "户籍地址", "户籍", "户籍所在地址", "户口地址", "户籍所在"],
    ),
    field(
        "change_kind",
        "会籍变化类型",
        Need::Required,
        &[
            "变化类型",
            "会籍变动类型",
            "变动类型",
            "会籍变更类型",
            "变更类型",
            "会籍变化",
            "会籍变化类别",
            "会籍状态",
        ],
    ),
    field(
        "change_day",
        "会籍变化日期",
        Need::Required,
        &[
            "变化日期",
            "会籍变动日期",
            "变动日期",
            "会籍变更日期",
            "变更日期",
            "会籍变化时间",
            "变化时间",
            "变动时间",
            "入会日期",
            "入会时间",
            "入会年月",
            "加入工会日期",
            "加入工会时间",
        ],
    ),
    field(
        "change_reason",
        "会籍变化原因",
        Need::Optional,
        &["变化原因", "会籍变动原因", "变动原因", "会籍变更原因", "变更原因"],
    ),
    field("political", "政治面貌", Need::Optional, &["政治身份", "政治面目", "党派", "是否党员"]),
    field(
        "employer",
        "工作单位",
        Need::Optional,
        &[
            "单位",
            "单位名称",
            "所在单位",
            "所在单位名称",
            "企业名称",
            "公司名称",
            "公司",
            "工作单位名称",
            "所属单位",
            "用人单位",
            "所在企业",
            "所在公司",
            "就业单位",
        ],
    ),
    field("native_place", "籍贯", Need::Optional, &["祖籍", "籍贯地"]),
    field(
        "is_farmer",
        "是否农民工",
        Need::Optional,
        &["农民工", "是否为农民工", "农民工标识", "是否农民工会员", "是否属于农民工"],
    ),
    field(
        "new_employment",
        "新就业形态类别",
        Need::Optional,
        &["新就业形态", "新就业形态劳动者", "新就业形态类型", "新就业群体", "八大群体", "是否新就业形态"],
    ),
    field(
        "model_worker",
        "劳模级别",
        Need::Optional,
        &["劳模", "劳动模范", "劳动模范级别", "劳模等级", "劳模荣誉", "劳模或荣誉", "荣誉级别"],
    ),
    field(
        "new_resident",
        "是否新居民职工",
        Need::Optional,
        &["新居民", "新居民职工", "是否新居民", "是否为新居民"],
    ),
    field(
        "skill_day",
        "技能等级取得日期",
        Need::Optional,
        &[
            "技能等级日期",
            "技能等级发证日期",
            "技能证书日期",
            "技能等级认定日期",
            "职业资格取得日期",
            "技能等级取得时间",
        ],
    ),
    field(
        "skill_document",
        "技能等级证书编号",
        Need::Optional,
        &[
            "技能等级证书号",
            "技能证书编号",
            "技能证书号",
            "职业资格证书编号",
            "职业资格证书号",
            "技能等级证书号码",
        ],
    ),
];

/// The form as it is looked for in a workbook.
pub static SPEC: HeaderSpec = HeaderSpec { fields: FIELDS, least: 3 };

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::header::fold;

    #[test]
    fn twenty_columns_and_ours_and_no_word_with_two_meanings() {
        assert_eq!(FIELDS.len(), column::SKILL_DOCUMENT + 1);
        assert_eq!(FIELDS[column::SKILL_DOCUMENT].key, "skill_document");
        assert_eq!(FIELDS[column::DOCUMENT_NUMBER].label, "证件号码");
        assert_eq!(FIELDS[column::IS_FARMER].key, "is_farmer");
        let mut seen = HashMap::new();
        for field in FIELDS {
            for word in field.synonyms.iter().chain([&field.label]) {
                assert_eq!(fold(word), *word, "listed as it is compared");
                assert_eq!(seen.insert(*word, field.key), None, "{word}");
            }
        }
    }
}
