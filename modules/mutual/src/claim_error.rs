//! What can go wrong with claims, settlement files and notices. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::calendar::CalendarError;
use platform::cases::CaseError;
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
pub enum ClaimError {
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
    /// A case about a claim.
    #[error(transparent)]
    Case(#[from] CaseError),
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
    /// The working days of a year are not known.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
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
    /// There is no such claim in sight.
    #[error("claim not found")]
    ClaimNotFound,
    /// There is no such source in sight.
    #[error("source not found")]
    SourceNotFound,
    /// There is no such settlement file in sight.
    #[error("settlement not found")]
    SettlementNotFound,
    /// The columns of a settlement file are not known, or do not stand in it.
    #[error("columns of the settlement file are not known")]
    Columns,
    /// There is no such notice in sight.
    #[error("notice not found")]
    NoticeNotFound,
    /// There is no such paper.
    #[error("paper not found")]
    PaperNotFound,
    /// The same person may not do both steps.
    #[error("same person")]
    SamePerson,
    /// What the person was promised before has changed since it was worked out.
    #[error("used moved")]
    UsedMoved,
    /// The rules give nothing: it cannot be approved, only refused.
    #[error("nothing to pay")]
    NothingToPay,
    /// The bill was claimed before: number of that claim.
    #[error("bill claimed")]
    BillClaimed {
        /// The number.
        number: String,
    },
    /// The very file was taken in before.
    #[error("settlement known")]
    FileKnown,
    /// No approved claim waits for a notice.
    #[error("nobody approved")]
    NobodyApproved,
    /// The person has no cover of this fund to claim from.
    #[error("no cover to claim")]
    NoPeriod,
    /// The days for an appeal are over.
    #[error("appeal over")]
    AppealOver,
    /// Without consent to the use of health data a claim cannot be taken in.
    #[error("consent missing")]
    NoConsent,
    /// More papers than a claim may have.
    #[error("papers too many")]
    TooManyPapers {
        /// The most.
        most: usize,
    },
}

/// Result of an operation of the area.
pub type Result<T> = std::result::Result<T, ClaimError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> ClaimError {
    ClaimError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl From<SealError> for ClaimError {
    fn from(e: SealError) -> Self {
        Self::Db(DbError::Inconsistent(e.to_string()))
    }
}

impl ClaimError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::Case(e) => e,
            Self::File(e) => e,
            Self::Export(e) => e,
            Self::Sheet(e) => e,
            Self::Ledger(e) => e,
            Self::Calendar(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for ClaimError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Case(e) => e.db_error(),
            Self::File(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            Self::Ledger(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for ClaimError {
    fn code(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "mutual.claim-stale",
            Self::State { .. } => "mutual.claim-state",
            Self::Invalid(_) => "mutual.claim-invalid",
            Self::ClaimNotFound => "mutual.claim-not-found",
            Self::SourceNotFound => "mutual.source-not-found",
            Self::SettlementNotFound => "mutual.settlement-not-found",
            Self::Columns => "mutual.settlement-columns",
            Self::NoticeNotFound => "mutual.notice-not-found",
            Self::PaperNotFound => "mutual.paper-not-found",
            Self::SamePerson => "mutual.same-person",
            Self::UsedMoved => "mutual.used-moved",
            Self::NothingToPay => "mutual.nothing-to-pay",
            Self::BillClaimed { .. } => "mutual.bill-claimed",
            Self::FileKnown => "mutual.settlement-known",
            Self::NobodyApproved => "mutual.nobody-approved",
            Self::NoPeriod => "mutual.no-cover-to-claim",
            Self::AppealOver => "mutual.appeal-over",
            Self::NoConsent => "mutual.consent-missing",
            Self::TooManyPapers { .. } => "mutual.papers-too-many",
            other => other.inner().map_or("mutual.claim-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Stale { .. } => Status::Stale,
            Self::ClaimNotFound
            | Self::SourceNotFound
            | Self::SettlementNotFound
            | Self::NoticeNotFound
            | Self::PaperNotFound => Status::NotFound,
            Self::NoConsent | Self::Columns | Self::Invalid(_) => Status::Invalid,
            Self::SamePerson
            | Self::UsedMoved
            | Self::NothingToPay
            | Self::BillClaimed { .. }
            | Self::FileKnown
            | Self::NobodyApproved
            | Self::NoPeriod
            | Self::AppealOver
            | Self::TooManyPapers { .. }
            | Self::State { .. } => Status::Conflict,
            other => other.inner().map_or(Status::Invalid, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::BillClaimed { number } => [("number", number.clone())].into(),
            Self::TooManyPapers { most } => [("most", most.to_string())].into(),
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
