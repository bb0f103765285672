//! Refusals of the ledger.

use kernel::{Fen, FieldError, Id, Params, Problem, Status};
use store::{AsDbError, DbError};

use super::deed::TransferState;
use crate::exports::ExportError;

/// Why not. Whoever calls fails its own transaction with it: nothing of the call may stay.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// An export.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// There is no such transfer in sight.
    #[error("no such transfer")]
    NotFound,
    /// There is no such account in sight.
    #[error("no such account")]
    AccountNotFound,
    /// No books in sight are kept for this union.
    #[error("no such book")]
    BookNotFound,
    /// The code is that of an account of another kind, or code or title are too short or long.
    #[error("the account {code} cannot be opened")]
    Account {
        /// Code in the book.
        code: String,
    },
    /// Both sides are one account.
    #[error("both sides are one account")]
    SameAccount,
    /// The two accounts are of different books.
    #[error("accounts of different books")]
    OtherBook,
    /// Not more than 0, or more than there may be.
    #[error("bad amount")]
    Amount,
    /// The id is not a positive number.
    #[error("bad id")]
    BadId,
    /// There is no such reason.
    #[error("unknown reason {0}")]
    Reason(String),
    /// The memo is too long.
    #[error("memo too long")]
    Memo,
    /// The accounting day is after today.
    #[error("day in the future")]
    DayAhead,
    /// The id was used for another transfer.
    #[error("the id {0} was used for another transfer")]
    IdReused(Id),
    /// The account would fall below its limit.
    #[error("{title} has {available} available, {wanted} is wanted")]
    Limit {
        /// The account's name.
        title: String,
        /// What may leave it.
        available: Fen,
        /// What should have left it.
        wanted: Fen,
    },
    /// The month is closed.
    #[error("the month {month} is closed")]
    Closed {
        /// `yyyymm`.
        month: i64,
    },
    /// The month is not over.
    #[error("the month {month} is not over")]
    MonthNotOver {
        /// `yyyymm`.
        month: i64,
    },
    /// The reservation ran out.
    #[error("the reservation ran out")]
    Expired,
    /// The reservation was posted or given up before.
    #[error("the reservation is {}", .0.code())]
    Ended(TransferState),
    /// More than was reserved.
    #[error("{reserved} is reserved")]
    MoreThanReserved {
        /// What is reserved.
        reserved: Fen,
    },
    /// The transfer was taken back before.
    #[error("already reversed")]
    Reversed,
    /// Only what is posted can be taken back, and a reversal itself cannot.
    #[error("cannot be reversed")]
    NotReversible,
    /// A reason is missing or too long.
    #[error("say why")]
    Why,
}

impl LedgerError {
    /// An account of a book out of sight is no account.
    pub(super) fn hidden_account(self) -> Self {
        if let Self::BookNotFound = self { Self::AccountNotFound } else { self }
    }

    /// A transfer of a book out of sight is no transfer.
    pub(super) fn hidden_transfer(self) -> Self {
        if let Self::BookNotFound = self { Self::NotFound } else { self }
    }
}

impl AsDbError for LedgerError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for LedgerError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Export(e) => e.code(),
            Self::NotFound => "ledger.not-found",
            Self::AccountNotFound => "ledger.account-not-found",
            Self::BookNotFound => "ledger.book-not-found",
            Self::Account { .. } => "ledger.account",
            Self::SameAccount => "ledger.same-account",
            Self::OtherBook => "ledger.other-book",
            Self::Amount => "ledger.amount",
            Self::BadId => "ledger.bad-id",
            Self::Reason(_) => "ledger.reason",
            Self::Memo => "ledger.memo-long",
            Self::DayAhead => "ledger.day-ahead",
            Self::IdReused(_) => "ledger.id-reused",
            Self::Limit { .. } => "ledger.limit",
            Self::Closed { .. } => "ledger.closed",
            Self::MonthNotOver { .. } => "ledger.month-not-over",
            Self::Expired => "ledger.expired",
            Self::Ended(_) => "ledger.ended",
            Self::MoreThanReserved { .. } => "ledger.more-than-reserved",
            Self::Reversed => "ledger.reversed",
            Self::NotReversible => "ledger.not-reversible",
            Self::Why => "ledger.why",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Export(e) => e.status(),
            Self::NotFound | Self::AccountNotFound | Self::BookNotFound => Status::NotFound,
            Self::SameAccount
            | Self::OtherBook
            | Self::Amount
            | Self::BadId
            | Self::Reason(_)
            | Self::Memo
            | Self::DayAhead
            | Self::MonthNotOver { .. }
            | Self::Why => Status::Invalid,
            Self::Account { .. }
            | Self::IdReused(_)
            | Self::Limit { .. }
            | Self::Closed { .. }
            | Self::Expired
            | Self::Ended(_)
            | Self::MoreThanReserved { .. }
            | Self::Reversed
            | Self::NotReversible => Status::Conflict,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Export(e) => e.params(),
            Self::Account { code } => [("account", code.clone())].into(),
            Self::Limit { title, available, wanted } => [
                ("account", title.clone()),
                ("available", available.to_string()),
                ("wanted", wanted.to_string()),
            ]
            .into(),
            Self::Closed { month } | Self::MonthNotOver { month } => {
                [("year", (month / 100).to_string()), ("month", (month % 100).to_string())].into()
            }
            Self::Ended(state) => [("state", state.title().to_owned())].into(),
            Self::MoreThanReserved { reserved } => [("reserved", reserved.to_string())].into(),
            _ => Params::new(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        let pointer = match self {
            Self::Export(e) => return e.field_errors(),
            Self::SameAccount | Self::OtherBook => "/credit_id",
            Self::Amount => "/amount_fen",
            Self::BadId => "/id",
            Self::Memo => "/memo",
            Self::DayAhead => "/day",
            Self::MonthNotOver { .. } => "/month",
            Self::Why => "/why",
            _ => return Vec::new(),
        };
        vec![FieldError { pointer: pointer.to_owned(), code: self.code(), params: self.params() }]
    }
}
