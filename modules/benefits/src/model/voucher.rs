//! What people hold.

use kernel::{Day, Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a voucher stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitVoucherState)]
pub enum VoucherState {
    /// 待使用.
    Held,
    /// 已使用.
    Used,
    /// 已过期: nobody used it in time; its worth went back to the campaign.
    Expired,
    /// 已作废: taken back, with a reason in the audit.
    Void,
    /// 谢谢参与: a ticket that won nothing. It stays so.
    Blank,
}

impl VoucherState {
    /// All states.
    pub const ALL: [Self; 5] = [Self::Held, Self::Used, Self::Expired, Self::Void, Self::Blank];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Used => "used",
            Self::Expired => "expired",
            Self::Void => "void",
            Self::Blank => "blank",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Held => "待使用",
            Self::Used => "已使用",
            Self::Expired => "已过期",
            Self::Void => "已作废",
            Self::Blank => "谢谢参与",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What somebody got out of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voucher {
    /// Campaign.
    pub campaign_id: Id,
    /// Who holds it.
    pub person_id: Id,
    /// Which of the tries that the rule allows.
    pub turn: i64,
    /// Counts the campaign's vouchers from 1.
    pub serial: i64,
    /// Where it stands.
    pub state: VoucherState,
    /// Place of the prize in the terms, from 1; 0 where there are no prizes, and of a ticket that won nothing.
    pub prize: i64,
    /// 分 it costs the budget.
    pub worth: Fen,
    /// Where the person was a member then.
    pub union_id: Id,
    /// When it was got.
    pub issued_at: Timestamp,
    /// Last day it holds.
    pub expires_on: Day,
    /// When it was used; 0 if not.
    pub used_at: Timestamp,
    /// At which merchant; 0 if not.
    pub merchant_id: Id,
}
