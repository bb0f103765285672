//! Complaints about merchants (商家投诉): cases of the platform, and which merchant they are about.

use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a complaint stands, as its case does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitComplaintState)]
pub enum ComplaintState {
    /// 办理中.
    Open,
    /// 成立.
    Upheld,
    /// 不成立.
    Dismissed,
    /// 撤回.
    Withdrawn,
}

impl ComplaintState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Open, Self::Upheld, Self::Dismissed, Self::Withdrawn];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Upheld => "upheld",
            Self::Dismissed => "dismissed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "办理中",
            Self::Upheld => "成立",
            Self::Dismissed => "不成立",
            Self::Withdrawn => "本人撤回",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A complaint about a merchant. What was said stands in its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Case.
    pub case_id: Id,
    /// Merchant.
    pub merchant_id: Id,
    /// Shop; 0 where none was named.
    pub shop_id: Id,
    /// Number of the case.
    pub number: String,
    /// Where it stands.
    pub state: ComplaintState,
    /// The merchant's answer is waited for.
    pub asked: bool,
    /// When the merchant was asked last; 0 if it never was.
    pub asked_at: Timestamp,
    /// Day of telling.
    pub opened_on: Day,
    /// Day of closing.
    pub closed_on: Option<Day>,
}
