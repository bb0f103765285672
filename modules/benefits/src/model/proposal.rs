//! Discounts that merchants propose (商家自荐优惠): to add one, to change or to end one that runs.

use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::merchant::{Discount, DiscountTerms};

/// What is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitProposalKind)]
pub enum ProposalKind {
    /// 新增优惠.
    Add,
    /// 调整优惠.
    Change,
    /// 结束优惠.
    End,
}

impl ProposalKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Add, Self::Change, Self::End];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::End => "end",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Add => "新增优惠",
            Self::Change => "调整优惠",
            Self::End => "结束优惠",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitProposalState)]
pub enum ProposalState {
    /// 草稿: only the merchant sees it.
    Draft,
    /// 待审核.
    Proposed,
    /// 已通过: the discount is written.
    Approved,
    /// 已退回: the merchant changes it and hands it in again.
    Returned,
    /// 已撤回.
    Withdrawn,
}

impl ProposalState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Draft, Self::Proposed, Self::Approved, Self::Returned, Self::Withdrawn];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草稿",
            Self::Proposed => "待审核",
            Self::Approved => "已通过",
            Self::Returned => "已退回",
            Self::Withdrawn => "已撤回",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the merchant may still write it.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether the merchant may take it back.
    pub fn may_withdraw(self) -> bool {
        matches!(self, Self::Draft | Self::Proposed | Self::Returned)
    }
}

/// What stands of a discount, without whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountText {
    /// In one line, 2 to 30 characters.
    pub title: String,
    /// The rest, up to 200 characters.
    pub detail: String,
    /// First day.
    pub from: Day,
    /// Last day; [`Day::OPEN`] until further notice.
    pub to: Day,
    /// How and when it is given.
    pub terms: DiscountTerms,
}

impl From<&Discount> for DiscountText {
    fn from(d: &Discount) -> Self {
        Self {
            title: d.title.clone(),
            detail: d.detail.clone(),
            from: d.from,
            to: d.to,
            terms: d.terms.clone(),
        }
    }
}

/// A proposal of a merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Merchant.
    pub merchant_id: Id,
    /// Proposal.
    pub id: Id,
    /// What is proposed.
    pub kind: ProposalKind,
    /// Discount that is changed or ended; of a new one 0 until it is approved.
    pub discount_id: Id,
    /// The discount as it is to be; once approved, as it was written.
    pub told: DiscountText,
    /// The discount as it stood when somebody decided.
    pub was: Option<DiscountText>,
    /// What the merchant says to it, up to 200 characters.
    pub note: String,
    /// Where it stands.
    pub state: ProposalState,
    /// Why it was sent back last.
    pub reason: String,
    /// Account that wrote it last.
    pub made_by: Id,
    /// Its name.
    pub made_by_name: String,
    /// Account that handed it in last; 0 if nobody did.
    pub proposed_by: Id,
    /// Its name.
    pub proposed_by_name: String,
    /// When; 0 if nobody did.
    pub proposed_at: Timestamp,
    /// Who decided last.
    pub decided_by_name: String,
    /// When; 0 if nobody did.
    pub decided_at: Timestamp,
    /// When it was begun.
    pub created_at: Timestamp,
    /// Raised by every change.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_names_lead_back() {
        assert!(ProposalState::ALL.iter().all(|s| ProposalState::parse(s.code()) == Some(*s)));
        assert!(ProposalKind::ALL.iter().all(|k| ProposalKind::parse(k.code()) == Some(*k)));
    }

    #[test]
    fn what_is_decided_is_written_no_more() {
        use ProposalState as S;
        let of = |fits: fn(S) -> bool| S::ALL.into_iter().filter(|s| fits(*s)).collect::<Vec<_>>();
        assert_eq!(of(S::is_written), [S::Draft, S::Returned]);
        assert_eq!(of(S::may_withdraw), [S::Draft, S::Proposed, S::Returned]);
    }
}
