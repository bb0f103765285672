//! Payments: batches, what stands in them, answers of the bank, samples of auditors; no I/O. Amounts are 分.

use kernel::{Fen, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::words::words;

words! {
    /// State of a batch.
    BatchState as MutualBatchState {
        /// Made; another person has to approve.
        Draft = "draft", "待审批";
        /// Approved: the bank's file may be made.
        Approved = "approved", "待发送";
        /// The bank has the file.
        Sent = "sent", "银行处理中";
        /// The bank has answered every payment.
        Done = "done", "已完成";
        /// Taken back before the bank had it.
        Cancelled = "cancelled", "已取消";
    }
}

words! {
    /// State of a payment.
    PaymentState as MutualPaymentState {
        /// In a batch that the bank does not have.
        Queued = "queued", "待发送";
        /// The bank has it.
        Sent = "sent", "银行处理中";
        /// On the card.
        Paid = "paid", "已支付";
        /// The bank sent it back.
        Returned = "returned", "已退票";
        /// Its batch was taken back.
        Dropped = "dropped", "已取消";
    }
}

words! {
    /// What is paid.
    PaymentKind as MutualPaymentKind {
        /// A benefit.
        Claim = "claim", "互助金";
        /// A premium, or what was paid too much.
        Refund = "refund", "退费";
    }
}

words! {
    /// What an auditor finds in a claim.
    Finding as MutualFinding {
        /// Nothing.
        None = "none", "无问题";
        /// Something small.
        Minor = "minor", "一般问题";
        /// Something grave.
        Major = "major", "严重问题";
    }
}

/// A batch that goes to the bank as one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Batch.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name now.
    pub union_name: String,
    /// Its place now.
    pub union_path: OrgPath,
    /// Number, `ZF…`.
    pub number: String,
    /// State.
    pub state: BatchState,
    /// Payments.
    pub count: i64,
    /// Their sum.
    pub amount: Fen,
    /// Payments that reached their card.
    pub paid: i64,
    /// Their sum.
    pub paid_amount: Fen,
    /// Payments that came back.
    pub returned: i64,
    /// Account that made it.
    pub made_by: Id,
    /// Name of that person.
    pub made_by_name: String,
    /// Name of who approved it; empty before.
    pub approved_by_name: String,
    /// When; 0 before.
    pub approved_at: Timestamp,
    /// When the bank got it; 0 before.
    pub sent_at: Timestamp,
    /// SM3 of the file as .csv, hexadecimal; empty before the approval.
    pub file_digest: String,
    /// Why it was taken back.
    pub reason: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

/// A payment of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Batch.
    pub batch_id: Id,
    /// Payment.
    pub id: Id,
    /// By which the bank answers.
    pub number: String,
    /// What is paid.
    pub kind: PaymentKind,
    /// Claim or refund.
    pub record_id: Id,
    /// Person of the claim; 0 for a refund.
    pub person_id: Id,
    /// The how-manieth attempt of the claim, from 1.
    pub attempt: i64,
    /// State.
    pub state: PaymentState,
    /// Holder of the account.
    pub payee: String,
    /// Bank.
    pub bank: String,
    /// Sealed account.
    pub account: Vec<u8>,
    /// Its last four digits.
    pub account_tail: String,
    /// More than 0.
    pub amount: Fen,
    /// Why it came back, in plain words.
    pub why: String,
    /// Number that the bank gave it.
    pub bank_ref: String,
    /// When the answer came; 0 before.
    pub answered_at: Timestamp,
}

/// A line of an answer that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MutualAnswerRow)]
pub struct AnswerRow {
    /// Row of the file, from 1.
    pub line: i64,
    /// Number of the payment as it stands there.
    pub number: String,
    /// Why it was not taken, Chinese.
    pub text: String,
}

/// An answer file and what came of its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Answer.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Name of the file.
    pub file_name: String,
    /// Digest of the file.
    pub file_digest: String,
    /// Lines with something in them.
    pub lines: i64,
    /// Payments that reached their card by it.
    pub paid: i64,
    /// Payments that came back by it.
    pub returned: i64,
    /// Lines that were known before.
    pub known: i64,
    /// Lines that were not taken.
    pub refused: i64,
    /// Those, the first thousand.
    pub rows: Vec<AnswerRow>,
    /// When.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
}

/// What a sample is drawn from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stratum {
    /// Only in this state.
    pub state: Option<super::claim::ClaimState>,
    /// Only of this scheme.
    pub scheme_code: Option<String>,
    /// Benefit at least.
    pub least: Option<Fen>,
    /// Benefit at most.
    pub most: Option<Fen>,
}

impl Stratum {
    /// In words.
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.state.map(|s| format!("状态：{}", s.title())));
        parts.extend(self.scheme_code.as_ref().map(|c| format!("方案：{c}")));
        match (self.least, self.most) {
            (Some(a), Some(b)) => parts.push(format!("金额：{a}—{b}元")),
            (Some(a), None) => parts.push(format!("金额：{a}元及以上")),
            (None, Some(b)) => parts.push(format!("金额：{b}元及以下")),
            (None, None) => {}
        }
        if parts.is_empty() { "全部申请".to_owned() } else { parts.join("；") }
    }
}

/// A sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Sample.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its place now.
    pub union_path: OrgPath,
    /// Title.
    pub title: String,
    /// What the choice depends on.
    pub seed: String,
    /// What was drawn from.
    pub stratum: Stratum,
    /// How many were asked for.
    pub size: i64,
    /// Claims to draw from.
    pub population: i64,
    /// Claims that were drawn.
    pub picked: i64,
    /// When.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// Rises with each note.
    pub version: i64,
}

/// A claim of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// From 1.
    pub seq: i64,
    /// Claim.
    pub claim_id: Id,
    /// What was found; none before somebody looked.
    pub finding: Option<Finding>,
    /// Note.
    pub note: String,
    /// When; 0 before.
    pub noted_at: Timestamp,
    /// By whom.
    pub noted_by_name: String,
}
