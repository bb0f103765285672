//! Uses of standing discounts that a till recorded by the member's code.

use kernel::{Day, Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a use stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitUseState)]
pub enum UseState {
    /// 有效.
    Good,
    /// 已撤销.
    Void,
}

impl UseState {
    /// All states.
    pub const ALL: [Self; 2] = [Self::Good, Self::Void];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Void => "void",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Good => "有效",
            Self::Void => "已撤销",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A use of a standing discount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscountUse {
    /// Merchant.
    pub merchant_id: Id,
    /// Use.
    pub id: Id,
    /// Standing discount.
    pub discount_id: Id,
    /// Member.
    pub person_id: Id,
    /// What the member's code says.
    pub number: String,
    /// The member's name, masked.
    pub name: String,
    /// Where the person was a member.
    pub union_id: Id,
    /// Shop.
    pub shop_id: Id,
    /// Account at the till.
    pub account_id: Id,
    /// Its name.
    pub clerk_name: String,
    /// What the till's page calls the device that it runs on.
    pub device: String,
    /// What the till's page calls this use.
    pub scan_key: String,
    /// On which day.
    pub day: Day,
    /// Minute of the code: instant by 60,000.
    pub minute: i64,
    /// Which of the uses of the day it is, from 1.
    pub turn: i64,
    /// 分 of the whole bill; 0 if nobody told.
    pub bill: Fen,
    /// 分 that were taken off; 0 if nobody told.
    pub saved: Fen,
    /// When the code was shown.
    pub at: Timestamp,
    /// When the program learned of it.
    pub received_at: Timestamp,
    /// Whether the till had no network then.
    pub offline: bool,
    /// Where it stands.
    pub state: UseState,
    /// Why it was taken back.
    pub reason: String,
    /// Title that the discount had then; empty of earlier uses while it still has the same.
    pub title: String,
}
