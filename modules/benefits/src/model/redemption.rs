//! Vouchers that were taken at a till.

use kernel::{Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a redemption stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitRedemptionState)]
pub enum RedemptionState {
    /// 有效.
    Good,
    /// 已撤销: the voucher was given back before anything was settled.
    Void,
    /// 待退款: it was paid and is wrong; the next statement takes it off.
    Refunding,
    /// 已退款: a later statement took it off.
    Refunded,
}

impl RedemptionState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Good, Self::Void, Self::Refunding, Self::Refunded];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Void => "void",
            Self::Refunding => "refunding",
            Self::Refunded => "refunded",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Good => "有效",
            Self::Void => "已撤销",
            Self::Refunding => "待退款",
            Self::Refunded => "已退款",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// A voucher that was taken at a till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// Merchant.
    pub merchant_id: Id,
    /// Redemption.
    pub id: Id,
    /// Campaign of the voucher.
    pub campaign_id: Id,
    /// Which of the campaign's vouchers.
    pub serial: i64,
    /// Who held it.
    pub person_id: Id,
    /// Union that pays.
    pub union_id: Id,
    /// Shop.
    pub shop_id: Id,
    /// Account at the till.
    pub account_id: Id,
    /// Its name.
    pub clerk_name: String,
    /// What the till's page calls the device that it runs on.
    pub device: String,
    /// What the till's page calls this scan.
    pub scan_key: String,
    /// 分 that the union owes the merchant for it.
    pub worth: Fen,
    /// 分 that the person paid.
    pub pays: Fen,
    /// When it was scanned.
    pub at: Timestamp,
    /// When the program learned of it.
    pub received_at: Timestamp,
    /// Whether the till had no network then.
    pub offline: bool,
    /// Where it stands.
    pub state: RedemptionState,
    /// Statement that it is on; 0 if none.
    pub statement_id: Id,
    /// Why it was voided or is refunded.
    pub reason: String,
}

/// A paid redemption that is taken off the next statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Merchant.
    pub merchant_id: Id,
    /// Redemption.
    pub id: Id,
    /// Union that gets it back.
    pub union_id: Id,
    /// Statement that takes it off; 0 while there is none.
    pub statement_id: Id,
    /// 分.
    pub amount: Fen,
    /// Why.
    pub reason: String,
    /// Who said so.
    pub made_by_name: String,
}
