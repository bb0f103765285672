//! Claims and what is decided of them; no I/O. Amounts are 分.

use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::case::{Facts, Refusal, TraceLine};
use super::scheme::ItemKind;
use super::words::words;

words! {
    /// State of a claim. Prepared and reckoned ones change by work in bulk, all others by people, days or the bank.
    ClaimState as MutualClaimState {
        /// From a settlement file, not worked out yet.
        Prepared = "prepared", "待核算";
        /// Worked out; somebody looks at it.
        Reckoned = "reckoned", "待初审";
        /// Something is missing; the worker is asked.
        Supplement = "supplement", "待补正";
        /// The first person agrees.
        Reviewed = "reviewed", "待审批";
        /// Drawn for a second look, or above the limit of one approval.
        Second = "second", "待复审";
        /// Approved: the money is set aside.
        Approved = "approved", "待公示";
        /// On a public notice.
        Notice = "notice", "公示中";
        /// The money is owed.
        Payable = "payable", "待支付";
        /// In a batch for the bank.
        Batched = "batched", "支付中";
        /// On the card.
        Paid = "paid", "已支付";
        /// The bank sent it back.
        Returned = "returned", "退票待更正";
        /// Nothing is paid.
        Refused = "refused", "不予补助";
        /// Taken back by who made it.
        Withdrawn = "withdrawn", "已撤回";
    }
}

impl ClaimState {
    /// Whether it may still be worked out anew.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Prepared | Self::Reckoned | Self::Supplement | Self::Reviewed | Self::Second)
    }
}

words! {
    /// How a claim came.
    ClaimChannel as MutualClaimChannel {
        /// 免申即享: out of a settlement file.
        Settlement = "settlement", "结算数据";
        /// By the worker on the phone.
        Phone = "phone", "手机申请";
        /// By the worker's union.
        Union = "union", "工会代办";
        /// At the window.
        Window = "window", "窗口受理";
    }
}

words! {
    /// What looks odd about a claim. Shown to who decides; never a refusal by itself.
    SignalKind as MutualSignalKind {
        /// The same invoice number stands on another bill.
        SameInvoice = "same_invoice", "发票号重复";
        /// Stays of one person overlap.
        StayOverlap = "stay_overlap", "住院时间重叠";
        /// Several people are paid on one card.
        SharedCard = "shared_card", "多人共用收款账户";
        /// Far above what is usual at that hospital.
        HospitalOutlier = "hospital_outlier", "费用明显高于同院水平";
        /// Many claims of one person within a year.
        Frequent = "frequent", "一年内多次申请";
    }
}

/// A signal with what led to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = MutualSignal)]
pub struct Signal {
    /// Which.
    pub kind: SignalKind,
    /// What was seen, Chinese.
    pub text: String,
    /// Another claim that it is about.
    #[serde(default)]
    pub claim_id: Option<Id>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Claim.
    pub id: Id,
    /// Its number, `HZ2026000123`.
    pub number: String,
    /// Whose.
    pub person_id: Id,
    /// Name of that person.
    pub name: String,
    /// Union that enrolled the person.
    pub union_id: Id,
    /// Its name now.
    pub union_name: String,
    /// Its place now.
    pub union_path: OrgPath,
    /// Union that runs the fund.
    pub fund_id: Id,
    /// Version of the scheme.
    pub scheme_id: Id,
    /// Code of the scheme.
    pub scheme_code: String,
    /// Period of the cover.
    pub period_id: Id,
    /// What is claimed.
    pub item: ItemKind,
    /// How it came.
    pub channel: ClaimChannel,
    /// Source of the settlement file; 0 none.
    pub source_id: Id,
    /// Settlement file; 0 none.
    pub settlement_id: Id,
    /// State.
    pub state: ClaimState,
    /// Hospital.
    pub hospital: String,
    /// Number of the bill.
    pub invoice: String,
    /// What the rules ask.
    pub facts: Facts,
    /// What it comes to, 分.
    pub benefit: Fen,
    /// Deductible that it bears, 分.
    pub deductible: Fen,
    /// How it was worked out; empty before.
    pub trace: Vec<TraceLine>,
    /// Why nothing is paid.
    pub refusals: Vec<Refusal>,
    /// What looks odd.
    pub signals: Vec<Signal>,
    /// What the worker is asked for while it is a supplement.
    pub asked: String,
    /// Last day of what is awaited.
    pub due_on: Option<Day>,
    /// Account that entered it; 0 the worker or the program.
    pub entered_by: Id,
    /// Account of the first person; 0 none.
    pub reviewed_by: Id,
    /// Account of the first approval where two are needed; 0 none.
    pub second_by: Id,
    /// Account that approved; 0 none.
    pub approved_by: Id,
    /// When.
    pub approved_at: Option<Timestamp>,
    /// Drawn for a second look.
    pub sampled: bool,
    /// Notice it stands on; 0 none.
    pub notice_id: Id,
    /// Objections that are open.
    pub objections: i64,
    /// How often it was approved: an appeal or an upheld objection begins a new round.
    pub round: i64,
    /// Payment; 0 none.
    pub payment_id: Id,
    /// Attempts of payment.
    pub attempt: i64,
    /// Day of the money.
    pub paid_on: Option<Day>,
    /// When it came.
    pub created_at: Timestamp,
    /// Version.
    pub version: i64,
}

/// A line of what was done with a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// From 1.
    pub seq: i64,
    /// Stored name of the deed.
    pub deed: String,
    /// What was done, Chinese.
    pub title: String,
    /// What the cadre wrote; not for the worker.
    pub note: String,
    /// What the worker reads; empty where it is none of theirs.
    pub plain: String,
    /// Account; 0 the program or the worker.
    pub by_id: Id,
    /// Name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

words! {
    /// State of a settlement file.
    SettlementState as MutualSettlementState {
        /// Rows are read.
        Running = "running", "正在处理";
        /// All rows have a verdict.
        Done = "done", "处理完成";
        /// It cannot be read.
        Failed = "failed", "无法读取";
    }
}

words! {
    /// What became of a row of a settlement file.
    SettlementVerdict as MutualSettlementVerdict {
        /// A claim was prepared.
        Prepared = "prepared", "已生成申请";
        /// Claimed before.
        Known = "known", "此前已申请";
        /// Nobody in the register has the number.
        Unmatched = "unmatched", "查无此人";
        /// Not covered on the day.
        Uncovered = "uncovered", "未参保";
        /// It cannot be read.
        Unreadable = "unreadable", "数据有误";
    }
}

words! {
    /// State of a public notice.
    NoticeState as MutualNoticeState {
        /// Its days have not begun or are running.
        Open = "open", "公示中";
        /// Its days are over.
        Over = "over", "已结束";
    }
}

words! {
    /// What a case about a claim is.
    ClaimCaseKind as MutualClaimCaseKind {
        /// Somebody objects on a notice.
        Objection = "objection", "异议";
        /// The worker appeals.
        Appeal = "appeal", "申诉";
    }
}

/// The band of an amount that a notice tells.
pub fn band(amount: Fen) -> &'static str {
    match amount.0 {
        ..100_000 => "1000元以下",
        100_000..300_000 => "1000—3000元",
        300_000..1_000_000 => "3000—10000元",
        1_000_000..3_000_000 => "10000—30000元",
        _ => "30000元以上",
    }
}
