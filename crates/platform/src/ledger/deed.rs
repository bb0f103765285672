//! Transfers, and the entries that they leave in accounts.

use kernel::{Day, Fen, Id, Timestamp};
use serde::{Deserialize, Serialize};

use super::model::Balance;

/// Most 分 of one transfer: a hundred billion yuan. Sums of accounts stay far within 63 bits.
pub const MOST: Fen = Fen(10_000_000_000_000);

/// Longest memo, in characters.
pub const MEMO: usize = 200;

/// A transfer to make: `amount` leaves the account `credit` and comes to the account `debit` of the same book.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Made by the caller, so that a retry is harmless: [`crate::ledger::id_of`] for transfers of a record.
    pub id: Id,
    /// 借: account that is debited.
    pub debit: Id,
    /// 贷: account that is credited.
    pub credit: Id,
    /// More than 0, at most [`MOST`].
    pub amount: Fen,
    /// Accounting day; not after today, not in a closed month. A retry gives the same: take it from the record.
    pub day: Day,
    /// One of [`crate::ledger::reasons`].
    pub reason: &'a str,
    /// What it is for: kind and id; `("", Id(0))` for nothing.
    pub record: (&'a str, Id),
    /// At most 200 characters.
    pub memo: &'a str,
}

/// Whether a call did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Made now.
    Made,
    /// It was made before, with the same content.
    Already,
}

/// What a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LedgerTransferKind)]
pub enum TransferKind {
    /// Posted at once.
    Single,
    /// Reserved: has no entries.
    Pending,
    /// Posts a reservation.
    Post,
    /// Takes a posted transfer back.
    Reversal,
}

impl TransferKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Single, Self::Pending, Self::Post, Self::Reversal];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Pending => "pending",
            Self::Post => "post",
            Self::Reversal => "reversal",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Single => "入账",
            Self::Pending => "预留",
            Self::Post => "预留入账",
            Self::Reversal => "冲正",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// Where a transfer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = LedgerTransferState)]
pub enum TransferState {
    /// Has its two entries; of a reservation: its post has.
    Posted,
    /// A reservation that waits.
    Open,
    /// A reservation that was given up.
    Voided,
    /// A reservation whose time ran out.
    Expired,
}

impl TransferState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Posted, Self::Open, Self::Voided, Self::Expired];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Posted => "posted",
            Self::Open => "open",
            Self::Voided => "voided",
            Self::Expired => "expired",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Posted => "已入账",
            Self::Open => "预留中",
            Self::Voided => "已撤销",
            Self::Expired => "已过期",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }
}

/// A transfer as it is stored. Never changed but for `state` of a reservation, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Made by the caller.
    pub id: Id,
    /// Union whose books it is in.
    pub book: Id,
    /// What it is.
    pub kind: TransferKind,
    /// Where it stands.
    pub state: TransferState,
    /// Account that is debited.
    pub debit: Id,
    /// Account that is credited.
    pub credit: Id,
    /// 分.
    pub amount: Fen,
    /// Accounting day.
    pub day: Day,
    /// When it was made.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Kind of what it is for, or empty.
    pub record_kind: String,
    /// What it is for; 0 for nothing.
    pub record_id: Id,
    /// Words.
    pub memo: String,
    /// The reservation that it posts, or the transfer that it takes back; 0 for none.
    pub of: Id,
    /// Number of its entry in the debited account; 0 for a reservation.
    pub debit_seq: i64,
    /// Number of its entry in the credited account; 0 for a reservation.
    pub credit_seq: i64,
    /// When a reservation runs out; 0 for never.
    pub expires_at: Timestamp,
    /// Of a reservation its post, of a posted transfer its reversal; 0 while there is none.
    pub end_id: Id,
    /// When that was, or when the reservation was given up or ran out; 0 before.
    pub end_at: Timestamp,
    /// Who did that; empty for a time that ran out.
    pub end_by_name: String,
    /// Account that made it; 0 for the program itself.
    pub made_by: Id,
    /// Name of who made it.
    pub made_by_name: String,
}

/// One side of a posted transfer, as it stands in its account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Account.
    pub account: Id,
    /// Number within the account, from 1 without gaps.
    pub seq: i64,
    /// Union whose books it is in.
    pub book: Id,
    /// Transfer.
    pub transfer: Id,
    /// The account on the other side.
    pub other: Id,
    /// When; never goes back within an account, and is the same on both sides.
    pub at: Timestamp,
    /// Accounting day.
    pub day: Day,
    /// 分 debited by it; one of the two is 0.
    pub debit: Fen,
    /// 分 credited by it.
    pub credit: Fen,
    /// Sums of the account after it.
    pub after: Balance,
    /// Why.
    pub reason: String,
    /// Kind of what it is for, or empty.
    pub record_kind: String,
    /// What it is for; 0 for nothing.
    pub record_id: Id,
    /// Words.
    pub memo: String,
}
