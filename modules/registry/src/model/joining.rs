//! States of an application to become a member.

use kernel::{Id, PersonDocument};
use serde::{Deserialize, Serialize};

/// State of an application to become a member (docs/rules §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JoinState {
    /// 待审核.
    Applied,
    /// 已通过.
    Approved,
    /// 未通过.
    Refused,
    /// 本人撤回.
    Withdrawn,
    /// 到期.
    Expired,
}

impl JoinState {
    /// All states; all but the first are ends.
    pub const ALL: &'static [Self] =
        &[Self::Applied, Self::Approved, Self::Refused, Self::Withdrawn, Self::Expired];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Applied => "待审核",
            Self::Approved => "已通过",
            Self::Refused => "未通过",
            Self::Withdrawn => "已撤回",
            Self::Expired => "已到期",
        }
    }
}

/// What a person's one open application to a union is known by, before it is digested.
pub fn join_key(union: Id, document: &PersonDocument) -> String {
    format!("join:{union}:{}", document.key())
}

/// The text that a value of an application is sealed for.
pub fn join_seal(column: &str, application: Id) -> String {
    format!("join-{column}:{application}")
}
