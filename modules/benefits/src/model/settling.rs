//! Statements: what a union owes a merchant, until it is paid.

use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a statement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitStatementState)]
pub enum StatementState {
    /// 草拟.
    Draft,
    /// 待商家确认.
    Sent,
    /// 商家已确认: somebody else approves.
    Confirmed,
    /// 商家有异议.
    Disputed,
    /// 已审批: to be paid.
    Approved,
    /// 已付款.
    Paid,
    /// 已作废: what was on it waits for another one.
    Cancelled,
}

impl StatementState {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Sent,
        Self::Confirmed,
        Self::Disputed,
        Self::Approved,
        Self::Paid,
        Self::Cancelled,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sent => "sent",
            Self::Confirmed => "confirmed",
            Self::Disputed => "disputed",
            Self::Approved => "approved",
            Self::Paid => "paid",
            Self::Cancelled => "cancelled",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草拟",
            Self::Sent => "待商家确认",
            Self::Confirmed => "商家已确认",
            Self::Disputed => "商家有异议",
            Self::Approved => "已审批",
            Self::Paid => "已付款",
            Self::Cancelled => "已作废",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the merchant sees it.
    pub fn is_told(self) -> bool {
        !matches!(self, Self::Draft | Self::Cancelled)
    }
}

/// What a union owes a merchant for what was redeemed until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Statement.
    pub id: Id,
    /// Number on paper.
    pub number: String,
    /// Union that pays.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Merchant.
    pub merchant_id: Id,
    /// First day that it names; what came in late from before is on it too.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Where it stands.
    pub state: StatementState,
    /// Redemptions.
    pub count: i64,
    /// Their sum.
    pub amount: Fen,
    /// Redemptions of earlier statements that are taken off.
    pub refunds: i64,
    /// Their sum, positive; never above `amount`.
    pub refund_amount: Fen,
    /// Account that made it.
    pub made_by: Id,
    /// Its name.
    pub made_by_name: String,
    /// When the merchant got it; 0 if not yet.
    pub sent_at: Timestamp,
    /// When the merchant answered; 0 if not yet.
    pub answered_at: Timestamp,
    /// Who answered.
    pub answered_by_name: String,
    /// What the merchant says is wrong.
    pub dispute: String,
    /// Who approved it.
    pub approved_by_name: String,
    /// When; 0 if not yet.
    pub approved_at: Timestamp,
    /// When it was paid; 0 if not yet.
    pub paid_at: Timestamp,
    /// Who paid it.
    pub paid_by_name: String,
    /// What the bank calls the payment.
    pub bank_ref: String,
    /// Why it was returned or cancelled.
    pub reason: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Raised by every change.
    pub version: i64,
}

impl Statement {
    /// What is paid.
    pub fn net(&self) -> Fen {
        Fen(self.amount.0 - self.refund_amount.0)
    }
}

/// What a merchant says is wrong with a line, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Statement.
    pub statement_id: Id,
    /// Line.
    pub redemption_id: Id,
    /// Number of the voucher.
    pub number: String,
    /// What is wrong.
    pub reason: String,
    /// What the union says.
    pub answer: String,
    /// Whether the line stayed; none while nobody answered.
    pub kept: Option<bool>,
}
