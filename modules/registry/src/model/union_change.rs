//! What may happen to a union in the tree (docs/rules §4.2): merged, moved, dissolved, upgraded, split.

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

/// Kind of a change of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// 合并: it is dissolved; members, employers and the unions beneath it go to another one.
    Merge,
    /// 划转: with everything beneath it, it comes under another union.
    Move,
    /// 撤销: it is dissolved; its members are kept by another one, its employers are without cover.
    Dissolve,
    /// 升格: another kind, usually with another name (联合工会 → 工会联合会).
    Upgrade,
    /// 拆分: some of its employers, with their members, get a union of their own.
    Split,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Merge, Self::Move, Self::Dissolve, Self::Upgrade, Self::Split];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Move => "move",
            Self::Dissolve => "dissolve",
            Self::Upgrade => "upgrade",
            Self::Split => "split",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Merge => "合并",
            Self::Move => "划转",
            Self::Dissolve => "撤销",
            Self::Upgrade => "升格",
            Self::Split => "拆分",
        }
    }

    /// Whether the union ends with it.
    pub fn dissolves(self) -> bool {
        matches!(self, Self::Merge | Self::Dissolve)
    }

    /// Whether members go from the union to another one.
    pub fn moves_members(self) -> bool {
        matches!(self, Self::Merge | Self::Dissolve | Self::Split)
    }
}

/// How far a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeState {
    /// Waits for its day.
    Planned,
    /// Is being worked off.
    Working,
    /// 已完成.
    Done,
    /// Taken back before its day.
    Cancelled,
    /// On its day it was no longer possible; nothing was changed.
    Failed,
}

impl ChangeState {
    /// All states.
    pub const ALL: &'static [Self] =
        &[Self::Planned, Self::Working, Self::Done, Self::Cancelled, Self::Failed];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Working => "working",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Planned => "待生效",
            Self::Working => "办理中",
            Self::Done => "已完成",
            Self::Cancelled => "已取消",
            Self::Failed => "未能办理",
        }
    }
}

/// What a cadre orders.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ChangeOrder {
    /// What.
    pub kind: ChangeKind,
    /// First day of the new state; may lie in the future.
    pub day: Day,
    /// The union that takes over (merge, dissolve: the one above if missing) or that it comes under (move).
    pub target_id: Option<Id>,
    /// Name of the upgraded union (unchanged if empty) or of the one that is split off.
    #[serde(default)]
    pub new_name: String,
    /// Kind of it, code of `union_kind`.
    #[serde(default)]
    pub new_kind: String,
    /// Employers that a split takes along.
    #[serde(default)]
    pub employers: Vec<Id>,
    /// 批复文号.
    #[serde(default)]
    pub document: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// A change as stored.
#[derive(Clone, Debug)]
pub struct UnionChange {
    /// Which union.
    pub union_id: Id,
    /// Change.
    pub id: Id,
    /// What was ordered; the target of a split stands here once there is one.
    pub order: ChangeOrder,
    /// How far it is.
    pub state: ChangeState,
    /// Where a moved union stood.
    pub old_path: Option<OrgPath>,
    /// Unions that came along.
    pub unions_moved: i64,
    /// Employers that came along.
    pub employers_moved: i64,
    /// Members that came along.
    pub members_moved: i64,
    /// Code of why it was not possible; empty otherwise.
    pub problem: String,
    /// By whom.
    pub created_by: Id,
    /// The name then.
    pub created_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}
