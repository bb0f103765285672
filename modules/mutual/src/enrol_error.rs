//! What can go wrong with periods, lists, bills and the bank. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{Fen, FieldError, Params, Problem, Status};
use platform::exports::ExportError;
use platform::files::FileError;
use platform::idempotency::KeyMismatch;
use platform::ledger::LedgerError;
use platform::sealed::SealError;
use registry::RegistryError;
use sheets::SheetError;
use store::{AsDbError, DbError};

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No role of the actor has the permission.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The idempotency key came with another request.
    #[error(transparent)]
    Key(#[from] KeyMismatch),
    /// From the register.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// A file that was uploaded.
    #[error(transparent)]
    File(#[from] FileError),
    /// An export.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A workbook.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// There is no such period in sight.
    #[error("period not found")]
    PeriodNotFound,
    /// There is no such roster in sight.
    #[error("roster not found")]
    RosterNotFound,
    /// There is no such enrolment in sight.
    #[error("enrolment not found")]
    EnrolmentNotFound,
    /// There is no such bill in sight.
    #[error("bill not found")]
    BillNotFound,
    /// There is no such statement in sight.
    #[error("statement not found")]
    StatementNotFound,
    /// There is no such receipt in sight.
    #[error("receipt not found")]
    ReceiptNotFound,
    /// There is no such refund in sight.
    #[error("refund not found")]
    RefundNotFound,
    /// The scheme is not in force, or of another union.
    #[error("scheme not in force")]
    SchemeNotInForce,
    /// Somebody else changed it first; the present version.
    #[error("stale: version is {version}")]
    Stale {
        /// Version that is stored now.
        version: i64,
    },
    /// The deed does not fit the state.
    #[error("{deed} not possible while {state}")]
    State {
        /// What was asked for, Chinese.
        deed: &'static str,
        /// State now, Chinese.
        state: &'static str,
    },
    /// Fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// The roster has moved on meanwhile.
    #[error("the roster has moved on")]
    RosterMoved,
    /// A roster of the union is being worked off.
    #[error("a roster is being worked off")]
    RosterRunning,
    /// Nobody is on the union's list without a bill.
    #[error("nobody is listed")]
    NobodyListed,
    /// The union enrolled nobody in an earlier period.
    #[error("no earlier list")]
    NoEarlierList,
    /// The period does not take people today.
    #[error("the period is not open")]
    NotOpen,
    /// The person cannot be enrolled: why, as a sentence.
    #[error("refused: {reason}")]
    Refused {
        /// The sentence.
        reason: String,
    },
    /// The columns of the bank's file are not known.
    #[error("columns of the statement are not known")]
    StatementColumns,
    /// The statement has no lines.
    #[error("no lines")]
    NoLines,
    /// Cover has begun: nothing is given back or taken back any more.
    #[error("cover has begun")]
    CoverBegun,
    /// The scheme gives nothing back.
    #[error("the scheme gives no premiums back")]
    NoRefunds,
    /// More than there is.
    #[error("only {available} available")]
    TooMuch {
        /// What there is.
        available: Fen,
    },
    /// The bill belongs to another fund.
    #[error("bill of another fund")]
    OtherFund,
}

/// Result of an operation of the area.
pub type Result<T> = std::result::Result<T, EnrolError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> EnrolError {
    EnrolError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl From<SealError> for EnrolError {
    fn from(e: SealError) -> Self {
        Self::Db(DbError::Inconsistent(e.to_string()))
    }
}

impl EnrolError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::File(e) => e,
            Self::Export(e) => e,
            Self::Sheet(e) => e,
            Self::Ledger(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for EnrolError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::File(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            Self::Ledger(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for EnrolError {
    fn code(&self) -> &'static str {
        match self {
            Self::PeriodNotFound => "mutual.period-not-found",
            Self::RosterNotFound => "mutual.roster-not-found",
            Self::EnrolmentNotFound => "mutual.enrolment-not-found",
            Self::BillNotFound => "mutual.bill-not-found",
            Self::StatementNotFound => "mutual.statement-not-found",
            Self::ReceiptNotFound => "mutual.receipt-not-found",
            Self::RefundNotFound => "mutual.refund-not-found",
            Self::SchemeNotInForce => "mutual.scheme-not-in-force",
            Self::Stale { .. } => "mutual.enrol-stale",
            Self::State { .. } => "mutual.enrol-state",
            Self::Invalid(_) => "mutual.enrol-invalid",
            Self::RosterMoved => "mutual.roster-moved",
            Self::RosterRunning => "mutual.roster-running",
            Self::NobodyListed => "mutual.nobody-listed",
            Self::NoEarlierList => "mutual.no-earlier-list",
            Self::NotOpen => "mutual.period-not-open",
            Self::Refused { .. } => "mutual.enrol-refused",
            Self::StatementColumns => "mutual.statement-columns",
            Self::NoLines => "mutual.statement-empty",
            Self::CoverBegun => "mutual.cover-begun",
            Self::NoRefunds => "mutual.no-refunds",
            Self::TooMuch { .. } => "mutual.too-much",
            Self::OtherFund => "mutual.other-fund",
            other => other.inner().map_or("mutual.enrol-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::PeriodNotFound
            | Self::RosterNotFound
            | Self::EnrolmentNotFound
            | Self::BillNotFound
            | Self::StatementNotFound
            | Self::RefundNotFound
            | Self::ReceiptNotFound => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::Invalid(_) | Self::Refused { .. } | Self::StatementColumns | Self::NoLines => {
                Status::Invalid
            }
            Self::State { .. }
            | Self::SchemeNotInForce
            | Self::RosterMoved
            | Self::RosterRunning
            | Self::NobodyListed
            | Self::NoEarlierList
            | Self::NotOpen
            | Self::CoverBegun
            | Self::NoRefunds
            | Self::TooMuch { .. }
            | Self::OtherFund => Status::Conflict,
            other => other.inner().map_or(Status::Invalid, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::Refused { reason } => [("reason", reason.clone())].into(),
            Self::TooMuch { available } => [("available", available.to_string())].into(),
            other => other.inner().map_or_else(Params::new, Problem::params),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            other => other.inner().map_or_else(Vec::new, Problem::field_errors),
        }
    }
}
