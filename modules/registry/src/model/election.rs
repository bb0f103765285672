//! Founding and elections: from the request to the approval by the union above (docs/rules §4.2).

use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// What is elected, or asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ElectionKind {
    /// 组建: the union is founded with it.
    Founding,
    /// 换届.
    Renewal,
    /// 增补选: single offices within the term.
    ByElection,
    /// 延期换届: the term is extended, nothing is elected.
    Extension,
}

impl ElectionKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Founding, Self::Renewal, Self::ByElection, Self::Extension];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Founding => "founding",
            Self::Renewal => "renewal",
            Self::ByElection => "by_election",
            Self::Extension => "extension",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Founding => "组建",
            Self::Renewal => "换届",
            Self::ByElection => "增补选",
            Self::Extension => "延期换届",
        }
    }

    /// Whether a new term begins with it.
    pub fn begins_term(self) -> bool {
        matches!(self, Self::Founding | Self::Renewal)
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ElectionState {
    /// 已申请: the union above has to agree.
    Applied,
    /// 筹备: agreed to; the preparatory group works.
    Preparing,
    /// 已召集: the day of the congress and the candidates are fixed.
    Called,
    /// 已选举: attendance and votes are entered.
    Voted,
    /// 已报批: the result lies with the union above.
    Reported,
    /// 已批复: in office.
    Approved,
    /// 不同意: the request was refused.
    Refused,
    /// 已取消.
    Cancelled,
}

impl ElectionState {
    /// All states.
    pub const ALL: &'static [Self] = &[
        Self::Applied,
        Self::Preparing,
        Self::Called,
        Self::Voted,
        Self::Reported,
        Self::Approved,
        Self::Refused,
        Self::Cancelled,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Preparing => "preparing",
            Self::Called => "called",
            Self::Voted => "voted",
            Self::Reported => "reported",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Applied => "已申请",
            Self::Preparing => "筹备中",
            Self::Called => "已召集",
            Self::Voted => "已选举",
            Self::Reported => "已报批",
            Self::Approved => "已批复",
            Self::Refused => "不同意",
            Self::Cancelled => "已取消",
        }
    }

    /// Whether nothing more happens.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Approved | Self::Refused | Self::Cancelled)
    }
}

/// A step of an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ElectionStep {
    /// The union above agrees to the request.
    Agree,
    /// The union above refuses it.
    Refuse,
    /// Day and candidates are fixed, again if need be.
    Call,
    /// Attendance and votes are entered, again if need be.
    Vote,
    /// The result is reported.
    Report,
    /// The union above approves.
    Approve,
    /// The union above sends the report back.
    Return,
    /// It is given up.
    Cancel,
}

impl ElectionStep {
    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Agree => "同意",
            Self::Refuse => "不同意",
            Self::Call => "召集大会",
            Self::Vote => "录入选举结果",
            Self::Report => "报批",
            Self::Approve => "批复",
            Self::Return => "退回",
            Self::Cancel => "取消",
        }
    }
}

/// How the members vote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// 会员大会.
    #[default]
    Assembly,
    /// 会员代表大会.
    Delegates,
}

impl Method {
    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Assembly => "assembly",
            Self::Delegates => "delegates",
        }
    }

    /// From the stored name; an assembly where nothing is stored yet.
    pub fn parse(code: &str) -> Self {
        if code == "delegates" { Self::Delegates } else { Self::Assembly }
    }
}

/// Somebody who stands for an office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Candidate {
    /// 姓名.
    pub name: String,
    /// Office, code of `union_post`.
    pub post: String,
    /// 得票.
    #[serde(default)]
    pub votes: i64,
    /// 当选.
    #[serde(default)]
    pub elected: bool,
}

/// An election as stored. Days that have not come are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// Whose.
    pub union_id: Id,
    /// Election.
    pub id: Id,
    /// What for.
    pub kind: ElectionKind,
    /// How far.
    pub state: ElectionState,
    /// 申请日期.
    pub requested_on: Option<Day>,
    /// 请示文号.
    pub request_number: String,
    /// What is asked for, in words.
    pub request_note: String,
    /// Day on which the union above agreed.
    pub started_on: Option<Day>,
    /// 同意筹建（换届）文号.
    pub start_number: String,
    /// Assembly or delegates.
    pub method: Method,
    /// Day of the congress as planned.
    pub planned_on: Option<Day>,
    /// Seats of the committee, 名.
    pub seats: i64,
    /// 应到会有选举权人数.
    pub entitled: i64,
    /// Day of the congress.
    pub held_on: Option<Day>,
    /// 实到人数.
    pub attended: i64,
    /// Candidates with their votes.
    pub candidates: Vec<Candidate>,
    /// 报批日期.
    pub reported_on: Option<Day>,
    /// 批复文号.
    pub approval_number: String,
    /// 批复日期.
    pub approved_on: Option<Day>,
    /// First day of the term.
    pub term_from: Option<Day>,
    /// Last day of the term.
    pub term_to: Option<Day>,
    /// What the union above said last.
    pub note: String,
    /// By whom it was entered.
    pub created_by: Id,
    /// The name then.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// Somebody in office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Officer {
    /// Row.
    pub id: Id,
    /// Office, code of `union_post`.
    pub post: String,
    /// 姓名.
    pub name: String,
    /// First day.
    pub valid_from: Day,
    /// Last day; none while in office.
    pub valid_to: Option<Day>,
}
