//! What can go wrong with member cards. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::exports::ExportError;
use platform::files::FileError;
use platform::idempotency::KeyMismatch;
use platform::sealed::SealError;
use registry::RegistryError;
use sheets::SheetError;
use store::{AsDbError, DbError};

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
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
    /// There is no such card in sight.
    #[error("card not found")]
    NotFound,
    /// There is no such batch in sight.
    #[error("card batch not found")]
    BatchNotFound,
    /// There is no such member in sight.
    #[error("member not found")]
    NoMember,
    /// The member has a live card, or one is under way.
    #[error("a card is there")]
    Twice,
    /// Somebody else changed it first.
    #[error("stale: version is not {version}")]
    Stale {
        /// Version that was seen.
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
    /// Whoever confirmed a card does not review it.
    #[error("same person")]
    SamePerson,
    /// No application waits for the bank.
    #[error("nothing to send")]
    NothingToSend,
    /// The columns of an answer were not found.
    #[error("answer columns")]
    AnswerColumns,
    /// Fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
}

/// Result of an operation of the area.
pub type Result<T> = std::result::Result<T, CardError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> CardError {
    CardError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl From<SealError> for CardError {
    fn from(e: SealError) -> Self {
        Self::Db(DbError::Inconsistent(e.to_string()))
    }
}

impl CardError {
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
            _ => return None,
        })
    }
}

impl AsDbError for CardError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::File(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for CardError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "benefits.card-not-found",
            Self::BatchNotFound => "benefits.card-batch-not-found",
            Self::NoMember => "benefits.card-no-member",
            Self::Twice => "benefits.card-twice",
            Self::Stale { .. } => "benefits.card-stale",
            Self::State { .. } => "benefits.card-state",
            Self::SamePerson => "benefits.card-same-person",
            Self::NothingToSend => "benefits.card-nothing-to-send",
            Self::AnswerColumns => "benefits.card-answer-columns",
            other => other.inner().map_or("benefits.card-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::NotFound | Self::BatchNotFound | Self::NoMember => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::AnswerColumns | Self::Invalid(_) => Status::Invalid,
            Self::Twice | Self::State { .. } | Self::SamePerson | Self::NothingToSend => Status::Conflict,
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
