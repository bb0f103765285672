//! Periods, enrolments, rosters, bills, receipts, refunds, cover; no I/O. Amounts are 分.

use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::scheme::ItemKind;
use super::words::words;

words! {
    /// State of a period: draft → open ⇄ closed.
    PeriodState as MutualPeriodState {
        /// 筹备: only seen by those who run the fund.
        Draft = "draft", "筹备";
        /// 开放.
        Open = "open", "开放";
        /// 已截止: nobody is listed or billed any more; money that comes late is still taken.
        Closed = "closed", "已截止";
    }
}

words! {
    /// State of an enrolment: listed → billed → active → refunded; a cancelled bill lists again.
    EnrolmentState as MutualEnrolmentState {
        /// 已登记: on a list, no bill yet.
        Listed = "listed", "已登记";
        /// 待缴费.
        Billed = "billed", "待缴费";
        /// 已生效: paid.
        Active = "active", "已生效";
        /// 已退费: given back before cover began.
        Refunded = "refunded", "已退费";
    }
}

words! {
    /// Where a roster comes from.
    RosterKind as MutualRosterKind {
        /// A workbook of the union.
        Workbook = "workbook", "名单文件";
        /// The union's list of an earlier period.
        CarryOver = "carry_over", "沿用上期名单";
    }
}

words! {
    /// State of a roster.
    RosterState as MutualRosterState {
        /// 正在核对.
        Checking = "checking", "正在核对";
        /// 核对完成，等待确认.
        Checked = "checked", "核对完成，等待确认";
        /// 正在登记.
        Running = "running", "正在登记";
        /// 登记完成.
        Done = "done", "登记完成";
        /// 已取消.
        Cancelled = "cancelled", "已取消";
        /// 正在撤销.
        Undoing = "undoing", "正在撤销";
        /// 已撤销.
        Undone = "undone", "已撤销";
        /// 未能完成.
        Failed = "failed", "未能完成";
    }
}

words! {
    /// State of a bill: open → part → paid; open → cancelled; what was matched may be taken back.
    BillState as MutualBillState {
        /// 待缴费.
        Open = "open", "待缴费";
        /// 部分到账.
        Part = "part", "部分到账";
        /// 已缴清.
        Paid = "paid", "已缴清";
        /// 已作废.
        Cancelled = "cancelled", "已作废";
    }
}

words! {
    /// State of a statement.
    StatementState as MutualStatementState {
        /// 正在读取.
        Reading = "reading", "正在读取";
        /// 已读取.
        Done = "done", "已读取";
        /// 未能读取.
        Failed = "failed", "未能读取";
    }
}

words! {
    /// State of a receipt: what of it is still in suspense.
    ReceiptState as MutualReceiptState {
        /// 待匹配: nothing was matched.
        Open = "open", "待匹配";
        /// 有余额: some of it was matched or given back.
        Part = "part", "有余额";
        /// 已匹配: all of it went into bills or back.
        Matched = "matched", "已匹配";
    }
}

words! {
    /// What is given back.
    RefundKind as MutualRefundKind {
        /// Premiums of single people.
        People = "people", "个人退费";
        /// A whole bill.
        Bill = "bill", "整单退费";
        /// What of a receipt belongs to no bill.
        Receipt = "receipt", "余款退回";
    }
}

words! {
    /// State of a refund: decided → batched → paid; a returned payment decides it again.
    RefundState as MutualRefundState {
        /// 待支付.
        Decided = "decided", "待支付";
        /// 支付中: in a batch of payments.
        Batched = "batched", "支付中";
        /// 已退付.
        Paid = "paid", "已退付";
    }
}

impl RosterState {
    /// Whether a job is at work on it.
    pub fn is_moving(self) -> bool {
        matches!(self, Self::Checking | Self::Running | Self::Undoing)
    }
}

/// A period in which people are enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// Period.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Scheme in force.
    pub scheme_id: Id,
    /// Code of the scheme; names the fund's account.
    pub scheme_code: String,
    /// Title.
    pub title: String,
    /// State.
    pub state: PeriodState,
    /// First day on which people are listed.
    pub opens_on: Day,
    /// Last day.
    pub closes_on: Day,
    /// First day of cover at the earliest.
    pub cover_from: Day,
    /// Last day of cover.
    pub cover_to: Day,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

/// What of a premium who pays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// The whole.
    pub premium: Fen,
    /// The employer's part.
    pub employer: Fen,
    /// The union's part.
    pub union: Fen,
    /// The person's part.
    pub person: Fen,
}

impl Parts {
    /// Adds another.
    pub fn add(&mut self, other: Self) {
        self.premium.0 += other.premium.0;
        self.employer.0 += other.employer.0;
        self.union.0 += other.union.0;
        self.person.0 += other.person.0;
    }
}

/// A person in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// Person.
    pub person_id: Id,
    /// Period.
    pub period_id: Id,
    /// Union that enrolled the person.
    pub union_id: Id,
    /// Scheme.
    pub scheme_id: Id,
    /// Roster it came with; 0 for a single person.
    pub roster_id: Id,
    /// Bill; 0 while listed.
    pub bill_id: Id,
    /// State.
    pub state: EnrolmentState,
    /// Name at that time.
    pub name: String,
    /// Items.
    pub items: Vec<ItemKind>,
    /// Those of them that were covered until the day before.
    pub continued: Vec<ItemKind>,
    /// Payer class of the scheme.
    pub class: String,
    /// Shares, from 1.
    pub shares: i64,
    /// Who pays what.
    pub parts: Parts,
    /// First day of cover; none before it is active.
    pub cover_from: Option<Day>,
    /// Last day of cover; none before it is active.
    pub cover_to: Option<Day>,
    /// When it was listed.
    pub created_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

/// The cover of a person on a day: of an active enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Person.
    pub person_id: Id,
    /// Period.
    pub period_id: Id,
    /// Scheme of the period; the version that is valid on a day is found by its code.
    pub scheme_id: Id,
    /// Union that enrolled the person.
    pub union_id: Id,
    /// Bill that was paid.
    pub bill_id: Id,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Items, gift cover among them.
    pub items: Vec<ItemKind>,
    /// Items for which nobody waits: they were covered until the day before `from`.
    pub continued: Vec<ItemKind>,
    /// Payer class.
    pub class: String,
    /// Shares, from 1.
    pub shares: i64,
    /// Premium.
    pub premium: Fen,
}

impl Cover {
    /// Whether it holds the item.
    pub fn has(&self, item: ItemKind) -> bool {
        self.items.contains(&item)
    }

    /// Whether the item was covered until the day before: no waiting.
    pub fn is_continuous(&self, item: ItemKind) -> bool {
        self.continued.contains(&item)
    }

    /// Last day of waiting for an item with these days of waiting; none if there is nothing to wait for.
    pub fn waits_until(&self, item: ItemKind, wait_days: i64) -> Option<Day> {
        let waits = wait_days > 0 && !self.is_continuous(item);
        waits.then(|| self.from.plus_days(wait_days - 1))
    }
}

/// Items as they are stored: codes with commas.
pub fn items_text(items: &[ItemKind]) -> String {
    items.iter().map(|i| i.code()).collect::<Vec<_>>().join(",")
}

/// Items from their stored text; unknown codes are left out.
pub fn items_of(text: &str) -> Vec<ItemKind> {
    text.split(',').filter_map(ItemKind::parse).collect()
}

/// A bill of a union.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// Bill.
    pub id: Id,
    /// Period.
    pub period_id: Id,
    /// Union that pays.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Union that runs the fund.
    pub fund_id: Id,
    /// Code of the scheme.
    pub scheme_code: String,
    /// Reference number for the transfer's note, with check digit.
    pub reference: String,
    /// State.
    pub state: BillState,
    /// People.
    pub people: i64,
    /// What is to be paid, and who bears it.
    pub parts: Parts,
    /// What was matched.
    pub paid: Fen,
    /// What of it was given back.
    pub refunded: Fen,
    /// Day of the money that made it full.
    pub paid_on: Option<Day>,
    /// First day of cover of its people.
    pub cover_from: Option<Day>,
    /// Why it was cancelled.
    pub reason: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

impl Bill {
    /// What is still to be paid.
    pub fn due(&self) -> Fen {
        Fen((self.parts.premium.0 - self.paid.0).max(0))
    }
}

/// A line of a statement: money that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Receipt.
    pub id: Id,
    /// Union that runs the fund.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// Statement it came with.
    pub statement_id: Id,
    /// Line of the file, from 1.
    pub line: i64,
    /// Number that the bank gave it; may be empty.
    pub serial: String,
    /// State.
    pub state: ReceiptState,
    /// Day of the money.
    pub day: Day,
    /// Amount.
    pub amount: Fen,
    /// What went into bills.
    pub matched: Fen,
    /// What was given back.
    pub refunded: Fen,
    /// Who paid, as the bank tells it.
    pub payer: String,
    /// Sealed account of the payer; may be empty.
    pub account: Vec<u8>,
    /// Its last four digits.
    pub account_tail: String,
    /// Note of the transfer.
    pub note: String,
    /// Rises with each change.
    pub version: i64,
}

impl Receipt {
    /// What is still in suspense.
    pub fn rest(&self) -> Fen {
        Fen((self.amount.0 - self.matched.0 - self.refunded.0).max(0))
    }
}
