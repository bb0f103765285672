//! What a member, or a near relative of a deceased one, asks about the member's data (docs/rules §25): kinds, states, and the fields that can be corrected.

use kernel::Id;
use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// 更正.
    Correction,
    /// 删除: the membership ends and what the register says of the person goes.
    Erasure,
    /// 申报身份标记: a flag, with what shows it.
    Flag,
    /// 查阅、复制: asked for by a near relative of a deceased member. A member has the own copy without asking.
    Copy,
}

impl RequestKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Correction, Self::Erasure, Self::Flag, Self::Copy];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Erasure => "erasure",
            Self::Flag => "flag",
            Self::Copy => "copy",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }

    /// Stored name of a request about `topic`, so that one of each topic may be open.
    pub fn stored(self, topic: &str) -> String {
        if topic.is_empty() { self.code().to_owned() } else { format!("{}:{topic}", self.code()) }
    }

    /// Kind and topic from what is stored.
    pub fn from_stored(text: &str) -> Option<(Self, String)> {
        let (code, topic) = text.split_once(':').unwrap_or((text, ""));
        Self::parse(code).map(|kind| (kind, topic.to_owned()))
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Correction => "更正个人信息",
            Self::Erasure => "删除个人信息",
            Self::Flag => "登记身份标记",
            Self::Copy => "查阅、复制个人信息",
        }
    }
}

/// State of a request; all but the first are ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// 待答复.
    Open,
    /// 已同意.
    Accepted,
    /// 未同意.
    Refused,
    /// 已撤回.
    Withdrawn,
}

impl RequestState {
    /// All states.
    pub const ALL: &'static [Self] = &[Self::Open, Self::Accepted, Self::Refused, Self::Withdrawn];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "待答复",
            Self::Accepted => "已同意",
            Self::Refused => "未同意",
            Self::Withdrawn => "已撤回",
        }
    }
}

/// One field of a correction. Of a document number both values are masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Name of the field.
    pub field: String,
    /// Value when it was asked.
    pub old: String,
    /// Wanted value.
    pub wanted: String,
}

/// The field of a document number among the others.
pub const DOCUMENT_FIELD: &str = "document_number";

/// Fields that a correction can be asked for, in the order of the paper form, with their words. The phone has a way of its
/// own: a cadre enters it with evidence.
pub const CORRECTABLE: [(&str, &str); 14] = [
    ("name", "姓名"),
    (DOCUMENT_FIELD, "证件号码"),
    ("sex", "性别"),
    ("birth_day", "出生日期"),
    ("nation", "民族"),
    ("education", "学历"),
    ("politics", "政治面貌"),
    ("work_state", "就业状况"),
    ("skill", "技能等级"),
    ("household_kind", "户籍类型"),
    ("household_place", "户籍所在地"),
    ("native_place", "籍贯"),
    ("migrant_worker", "是否农民工"),
    ("employer_name", "工作单位"),
];

/// Kind of a declared flag, code of `member_flag`.
pub const FLAG_KIND: &str = "flag_kind";
/// Its value, code of the kind's own dictionary.
pub const FLAG_VALUE: &str = "flag_value";
/// Its first day.
pub const FLAG_FROM: &str = "flag_from";
/// Number of the document that shows it.
pub const FLAG_DOCUMENT: &str = "flag_document";

/// The fields of a declared flag, with their words.
const DECLARED: [(&str, &str); 4] = [
    (FLAG_KIND, "身份标记"),
    (FLAG_VALUE, "内容"),
    (FLAG_FROM, "起始日期"),
    (FLAG_DOCUMENT, "证书编号或文号"),
];

/// The word of a field of a request; empty for an unknown one.
pub fn field_label(field: &str) -> &'static str {
    CORRECTABLE.iter().chain(&DECLARED).find(|(name, _)| *name == field).map_or("", |(_, label)| label)
}

/// The dictionary of a field of a request about `topic`, if it has one.
pub fn field_set(topic: &str, field: &str) -> Option<&'static str> {
    match field {
        FLAG_KIND => Some("member_flag"),
        FLAG_VALUE => super::flag::flag_values(topic),
        _ => super::PROFILE_SETS.iter().find(|(name, _)| *name == field).map(|(_, set)| *set),
    }
}

/// Fields that say who somebody is: a correction needs evidence.
pub const NEEDS_EVIDENCE: [&str; 3] = ["name", DOCUMENT_FIELD, "birth_day"];

/// The text that the wanted number of a request is sealed for.
pub fn request_seal(request: Id) -> String {
    format!("data-request:{request}")
}

/// Dictionary of how a near relative stands to a deceased member.
pub const RELATIONS: &str = "relative_relation";

/// The text that a relative's `phone` or `number` is sealed for.
pub fn relative_seal(column: &str, request: Id) -> String {
    format!("data-relative-{column}:{request}")
}

/// What a request is called on paper and on the phone: the number that the union which was asked gave it in that year. One
/// from before there were numbers has none.
pub fn request_number(year: i64, ordinal: i64) -> String {
    if ordinal == 0 { String::new() } else { format!("GX{}", platform::numbers::text(year, ordinal)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_tells_kind_and_topic() {
        for kind in RequestKind::ALL {
            for topic in ["", "skill"] {
                assert_eq!(RequestKind::from_stored(&kind.stored(topic)), Some((*kind, topic.to_owned())));
            }
        }
        assert_eq!(RequestKind::from_stored("unknown:skill"), None);
    }

    #[test]
    fn words_and_codes_go_both_ways() {
        assert!(RequestKind::ALL.iter().all(|k| RequestKind::parse(k.code()) == Some(*k)));
        assert!(RequestState::ALL.iter().all(|s| RequestState::parse(s.code()) == Some(*s)));
        assert!(NEEDS_EVIDENCE.iter().all(|f| CORRECTABLE.iter().any(|(name, _)| name == f)));
    }
}
