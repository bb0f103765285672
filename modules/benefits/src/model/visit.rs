//! Visits to merchants (商家走访): what was looked at, and what is to be mended until when.

use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// An item of the checklist, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitVisitItem)]
pub struct VisitItem {
    /// Code in the dictionary `merchant_visit`.
    pub code: String,
    /// What is looked at.
    pub label: String,
    /// Whether it is as it should be.
    #[serde(default)]
    pub met: bool,
}

/// What came of a visit, seen on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitVisitState)]
pub enum VisitState {
    /// 正常: nothing is to be mended.
    Good,
    /// 待整改.
    Mend,
    /// 逾期未改.
    Late,
    /// 已整改.
    Mended,
}

impl VisitState {
    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Good => "正常",
            Self::Mend => "待整改",
            Self::Late => "逾期未改",
            Self::Mended => "已整改",
        }
    }
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Merchant.
    pub merchant_id: Id,
    /// Visit.
    pub id: Id,
    /// Shop; 0 where none was named.
    pub shop_id: Id,
    /// Day.
    pub day: Day,
    /// Who went.
    pub people: String,
    /// The checklist of that day with what was found.
    pub items: Vec<VisitItem>,
    /// What was said of it.
    pub note: String,
    /// Until when something is to be mended.
    pub mend_by: Option<Day>,
    /// When it was found mended.
    pub mended_on: Option<Day>,
    /// What was said of that.
    pub mended_note: String,
    /// Who found it mended.
    pub mended_by_name: String,
    /// Who entered the visit.
    pub made_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// Who corrected it last; empty if nobody did.
    pub edited_by_name: String,
    /// When; 0 if nobody did.
    pub edited_at: Timestamp,
    /// Raised by every change.
    pub version: i64,
}

impl Visit {
    /// Whether it may still be corrected on a day: so many days after it was entered, and not once what was to be mended is.
    pub fn may_edit(&self, today: Day, days: i64) -> bool {
        self.mended_on.is_none() && today <= self.created_at.day().plus_days(days)
    }

    /// What came of it, seen on a day.
    pub fn state(&self, today: Day) -> VisitState {
        match (self.mend_by, self.mended_on) {
            (None, _) => VisitState::Good,
            (_, Some(_)) => VisitState::Mended,
            (Some(by), None) if by < today => VisitState::Late,
            _ => VisitState::Mend,
        }
    }
}
