//! What is reported upwards (数据上报): targets with their columns, runs, and what became of each record. No I/O.

use std::collections::BTreeMap;

use kernel::Day;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$m:meta])* $name:ident { $($(#[$d:meta])* $v:ident = $code:literal, $title:literal;)+ }) => {
        $(#[$m])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$d])* $v),+ }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$v),+];

            /// Stored name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$v => $code),+ }
            }

            /// From the stored name.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|s| s.code() == code)
            }

            /// Chinese word.
            pub fn title(self) -> &'static str {
                match self { $(Self::$v => $title),+ }
            }
        }
    };
}

words! {
    /// What a target reports.
    TargetKind {
        /// Members (docs/rules §5.1).
        Member = "member", "会员";
        /// Unions with the employer they are at (docs/rules §5.2).
        Union = "union", "工会组织";
    }
}

/// Kind of the outgoing file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Text with commas.
    Csv,
    /// Excel.
    Xlsx,
}

/// Encoding of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileEncoding {
    /// UTF-8 with a mark at the start.
    Utf8,
    /// GB18030, for older platforms.
    Gb18030,
}

/// How a day is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayFormat {
    /// 2026-01-02.
    Dashes,
    /// 20260102.
    Compact,
    /// 2026/01/02.
    Slashes,
    /// 2026.01.02.
    Dots,
    /// 2026年01月02日.
    Chinese,
}

/// How one of our codes goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CodeUse {
    /// Our own code.
    Own,
    /// The label.
    Label,
    /// The dictionary's code in the national union file (导出码).
    Export,
    /// By this column's own map.
    Map,
}

words! {
    /// What happened to a record since the platform above last accepted it.
    Operation {
        /// It does not know the record.
        Added = "added", "新增";
        /// Something differs.
        Changed = "changed", "变更";
        /// The member left, the union was dissolved.
        Gone = "gone", "减少";
    }
}

words! {
    /// Where a run stands.
    RunState {
        /// The file is being made.
        Running = "running", "正在生成";
        /// The file is there and waits for its receipt.
        Done = "done", "待回执";
        /// A receipt was entered.
        Answered = "answered", "已有回执";
        /// Being given up: what it sent counts as not sent.
        Cancelling = "cancelling", "正在作废";
        /// Given up.
        Cancelled = "cancelled", "已作废";
    }
}

words! {
    /// What became of a record that was sent.
    SentState {
        /// Waits for the receipt.
        Sent = "sent", "待回执";
        /// Accepted above.
        Accepted = "accepted", "已接收";
        /// Refused above; it goes out again with the next run.
        Refused = "refused", "被退回";
    }
}

impl FileFormat {
    /// Ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// A column of the outgoing file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct ExchangeColumn {
    /// Header, as the platform above wants it; unique in the target.
    pub header: String,
    /// Name of a field of the catalogue; empty for a constant.
    pub source: String,
    /// What stands in every row, without a source; with one, what stands where it is empty.
    pub constant: String,
    /// How a day is written.
    pub day_format: DayFormat,
    /// How a code goes out.
    pub code_use: CodeUse,
    /// Our code to theirs, for [`CodeUse::Map`].
    pub map: BTreeMap<String, String>,
    /// What goes out for a code that the map or the dictionary does not have; missing: the row is refused.
    pub otherwise: Option<String>,
    /// A row without it is refused.
    pub required: bool,
    /// Most characters; 0 for any number. A longer value refuses the row.
    pub max_length: i64,
}

impl Default for ExchangeColumn {
    fn default() -> Self {
        Self {
            header: String::new(),
            source: String::new(),
            constant: String::new(),
            day_format: DayFormat::Dashes,
            code_use: CodeUse::Label,
            map: BTreeMap::new(),
            otherwise: None,
            required: false,
            max_length: 0,
        }
    }
}

/// How a target's file looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ExchangeDefinition {
    /// Kind of file.
    pub format: FileFormat,
    /// Encoding of a text file.
    pub encoding: FileEncoding,
    /// Columns, in order.
    pub columns: Vec<ExchangeColumn>,
}

/// A target as it is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TargetForm {
    /// Chinese name, 2 to 60 characters.
    pub name: String,
    /// What is reported.
    pub kind: TargetKind,
    /// First day on which runs may begin.
    pub valid_from: Day,
    /// Last one; 9999-12-31 until further notice.
    pub valid_to: Day,
    /// The file.
    pub definition: ExchangeDefinition,
}

/// Why a row is not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RowFault {
    /// Header of the column.
    pub header: String,
    /// What is wrong.
    pub fault: Fault,
    /// The code without a counterpart in words; empty otherwise.
    pub value: String,
}

/// What is wrong with a value that goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It must be there.
    Missing,
    /// The code has no counterpart.
    Unmapped,
    /// It is too long.
    TooLong,
}

impl Fault {
    /// Chinese words.
    pub fn title(self) -> &'static str {
        match self {
            Self::Missing => "必填项为空",
            Self::Unmapped => "代码没有对照",
            Self::TooLong => "超过最大长度",
        }
    }
}

impl RowFault {
    /// The fault as a sentence.
    pub fn sentence(&self) -> String {
        match self.value.as_str() {
            "" => format!("{}：{}", self.header, self.fault.title()),
            value => format!("{}：{}（{value}）", self.header, self.fault.title()),
        }
    }
}
