//! What can go wrong. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::cases::CaseError;
use platform::exports::ExportError;
use platform::files::FileError;
use platform::idempotency::KeyMismatch;
use platform::letters::LetterError;
use registry::RegistryError;
use store::{AsDbError, DbError};

/// Every refusal of the module.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
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
    /// From the cases.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// From the letters.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// An attachment.
    #[error(transparent)]
    File(#[from] FileError),
    /// An export.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// There is no such visit in sight.
    #[error("visit not found")]
    NotFound,
    /// There is no such plan in sight.
    #[error("plan not found")]
    PlanNotFound,
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
    /// There are as many photos as there may be.
    #[error("more than {most} photos")]
    TooManyPhotos {
        /// Most photos of a visit.
        most: usize,
    },
}

/// Result of an operation of the module.
pub type Result<T> = std::result::Result<T, VisitError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> VisitError {
    VisitError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl VisitError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::Case(e) => e,
            Self::Letter(e) => e,
            Self::File(e) => e,
            Self::Export(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for VisitError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Case(e) => e.db_error(),
            Self::Letter(e) => e.db_error(),
            Self::File(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for VisitError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "visit.not-found",
            Self::PlanNotFound => "visit.plan-not-found",
            Self::Stale { .. } => "visit.stale",
            Self::State { .. } => "visit.state",
            Self::Invalid(_) => "visit.invalid",
            Self::TooManyPhotos { .. } => "visit.too-many-photos",
            other => other.inner().map_or("visit.invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::NotFound | Self::PlanNotFound => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::Invalid(_) => Status::Invalid,
            Self::State { .. } | Self::TooManyPhotos { .. } => Status::Conflict,
            other => other.inner().map_or(Status::Invalid, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::TooManyPhotos { most } => [("most", most.to_string())].into(),
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
