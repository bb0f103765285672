//! Accounts and what they hold.

use kernel::{Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// The side on which an account grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LedgerSide)]
pub enum Side {
    /// 借.
    Debit,
    /// 贷.
    Credit,
}

/// What an account is for; decides its side and its limit.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
#[schema(as = LedgerAccountKind)]
pub enum AccountKind {
    /// 银行存款: debit, never below zero.
    Bank,
    /// 互助基金: credit, never below zero.
    Fund,
    /// 预算: what is granted is credit, what is spent or reserved is debit; never above what was granted.
    Budget,
    /// 应付: credit, never below zero.
    Payable,
    /// 暂收: credit, never below zero.
    Suspense,
    /// 在途: credit, never below zero.
    Transit,
    /// 收入: credit, without a limit.
    Income,
    /// 支出: debit, without a limit.
    Expense,
}

impl AccountKind {
    /// All kinds, in the order of a trial balance.
    pub const ALL: [Self; 8] = [
        Self::Bank,
        Self::Suspense,
        Self::Payable,
        Self::Transit,
        Self::Fund,
        Self::Budget,
        Self::Income,
        Self::Expense,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Bank => "bank",
            Self::Fund => "fund",
            Self::Budget => "budget",
            Self::Payable => "payable",
            Self::Suspense => "suspense",
            Self::Transit => "transit",
            Self::Income => "income",
            Self::Expense => "expense",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Bank => "银行存款",
            Self::Fund => "基金",
            Self::Budget => "预算",
            Self::Payable => "应付款",
            Self::Suspense => "暂收款",
            Self::Transit => "在途资金",
            Self::Income => "收入",
            Self::Expense => "支出",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The side on which it grows.
    pub fn side(self) -> Side {
        match self {
            Self::Bank | Self::Expense => Side::Debit,
            Self::Fund | Self::Budget | Self::Payable | Self::Suspense | Self::Transit | Self::Income => {
                Side::Credit
            }
        }
    }

    /// Whether its balance less what is reserved of it may never fall below zero.
    pub fn limited(self) -> bool {
        !matches!(self, Self::Income | Self::Expense)
    }

    /// The balance on the side of the kind.
    pub(crate) fn balance(self, debit: Fen, credit: Fen) -> Fen {
        match self.side() {
            Side::Debit => Fen(debit.0 - credit.0),
            Side::Credit => Fen(credit.0 - debit.0),
        }
    }
}

/// An account to open.
#[derive(Clone, Copy, Debug)]
pub struct NewAccount<'a> {
    /// Union whose books it is in.
    pub book: Id,
    /// By which it is found in the book: `bank`, `fund:2026`; 1 to 60 characters.
    pub code: &'a str,
    /// What it is for.
    pub kind: AccountKind,
    /// Chinese name, 1 to 60 characters.
    pub title: &'a str,
}

/// An account as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Account.
    pub id: Id,
    /// Union whose books it is in.
    pub book: Id,
    /// By which it is found in the book.
    pub code: String,
    /// What it is for.
    pub kind: AccountKind,
    /// Chinese name.
    pub title: String,
    /// 分 debited so far.
    pub debit: Fen,
    /// 分 credited so far.
    pub credit: Fen,
    /// 分 that open reservations will debit.
    pub pending_debit: Fen,
    /// 分 that open reservations will credit.
    pub pending_credit: Fen,
    /// Number of its last entry; 0 before the first.
    pub seq: i64,
    /// Instant of its last entry; 0 before the first.
    pub last_at: Timestamp,
    /// Last closed month of its book, `yyyymm`; 0 if none is.
    pub closed_to: i64,
}

impl Account {
    /// The balance of its entries.
    pub fn balance(&self) -> Balance {
        Balance {
            debit: self.debit,
            credit: self.credit,
            balance: self.kind.balance(self.debit, self.credit),
        }
    }

    /// What may still leave it: the balance less what is reserved; none for a kind without a limit.
    pub fn available(&self) -> Option<Fen> {
        let reserved = match self.kind.side() {
            Side::Debit => self.pending_credit,
            Side::Credit => self.pending_debit,
        };
        self.kind.limited().then(|| Fen(self.balance().balance.0 - reserved.0))
    }
}

/// The sums of an account at an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = LedgerBalance)]
pub struct Balance {
    /// 分 debited so far.
    #[serde(rename = "debit_fen")]
    pub debit: Fen,
    /// 分 credited so far.
    #[serde(rename = "credit_fen")]
    pub credit: Fen,
    /// The balance on the side of the account's kind; negative on the other side.
    #[serde(rename = "balance_fen")]
    pub balance: Fen,
}

/// An account in a trial balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The account as it stands now.
    pub account: Account,
    /// Its sums at the instant that was asked for.
    pub at: Balance,
}

/// A closed month of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Month, `yyyymm`.
    pub month: i64,
    /// Account that closed it; 0 for the program itself.
    pub closed_by: Id,
    /// Name of who closed it.
    pub closed_by_name: String,
    /// When.
    pub closed_at: Timestamp,
    /// Sums of the accounts by accounting day, to the end of the month, in the order of their codes.
    pub lines: Vec<ClosingLine>,
}

/// An account in a closing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingLine {
    /// Account.
    pub account: Id,
    /// Its code.
    pub code: String,
    /// What it is for.
    pub kind: AccountKind,
    /// Its name.
    pub title: String,
    /// Sums to the end of the month, by accounting day.
    pub sums: Balance,
}
