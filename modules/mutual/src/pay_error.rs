//! What can go wrong with cards, batches, answers, the fund's figures and samples. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::exports::ExportError;
use platform::files::FileError;
use platform::idempotency::KeyMismatch;
use platform::ledger::LedgerError;
use platform::sealed::SealError;
use registry::RegistryError;
use sheets::SheetError;
use store::{AsDbError, DbError};

use crate::claim_error::ClaimError;
use crate::enrol_error::EnrolError;

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum PayError {
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
    /// A claim that is paid.
    #[error(transparent)]
    Claim(#[from] ClaimError),
    /// A refund that is paid, or a place.
    #[error(transparent)]
    Enrol(#[from] EnrolError),
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
    /// There is no such batch in sight.
    #[error("batch not found")]
    BatchNotFound,
    /// There is no such answer in sight.
    #[error("answer not found")]
    AnswerNotFound,
    /// There is no such sample in sight.
    #[error("sample not found")]
    SampleNotFound,
    /// There is no such person in sight.
    #[error("person not found")]
    PersonNotFound,
    /// Nothing is to be paid, or nobody has a card.
    #[error("nothing payable")]
    NothingPayable,
    /// Whoever made a batch may not approve it.
    #[error("same person")]
    SamePerson,
    /// The columns of an answer were not found.
    #[error("answer columns")]
    AnswerColumns,
    /// The columns of a workbook of cards were not found.
    #[error("card columns")]
    CardColumns,
    /// No claim is in the stratum.
    #[error("nothing to draw from")]
    NothingToDraw,
}

/// Result of an operation of the area.
pub type Result<T> = std::result::Result<T, PayError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> PayError {
    PayError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl From<SealError> for PayError {
    fn from(e: SealError) -> Self {
        Self::Db(DbError::Inconsistent(e.to_string()))
    }
}

impl PayError {
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
            Self::Claim(e) => e,
            Self::Enrol(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for PayError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::File(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            Self::Ledger(e) => e.db_error(),
            Self::Claim(e) => e.db_error(),
            Self::Enrol(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for PayError {
    fn code(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "mutual.batch-stale",
            Self::State { .. } => "mutual.batch-state",
            Self::Invalid(_) => "mutual.pay-invalid",
            Self::BatchNotFound => "mutual.batch-not-found",
            Self::AnswerNotFound => "mutual.answer-not-found",
            Self::SampleNotFound => "mutual.sample-not-found",
            Self::PersonNotFound => "mutual.person-not-found",
            Self::NothingPayable => "mutual.nothing-payable",
            Self::SamePerson => "mutual.batch-same-person",
            Self::AnswerColumns => "mutual.answer-columns",
            Self::CardColumns => "mutual.card-columns",
            Self::NothingToDraw => "mutual.nothing-to-draw",
            other => other.inner().map_or("mutual.pay-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Stale { .. } => Status::Stale,
            Self::BatchNotFound | Self::AnswerNotFound | Self::SampleNotFound | Self::PersonNotFound => {
                Status::NotFound
            }
            Self::Invalid(_) | Self::AnswerColumns | Self::CardColumns => Status::Invalid,
            Self::State { .. } | Self::NothingPayable | Self::SamePerson | Self::NothingToDraw => {
                Status::Conflict
            }
            other => other.inner().map_or(Status::Invalid, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
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
