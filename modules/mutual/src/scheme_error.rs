//! What can go wrong with schemes and their trials. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::exports::ExportError;
use platform::idempotency::KeyMismatch;
use registry::RegistryError;
use store::{AsDbError, DbError};

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum SchemeError {
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
    /// An export.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// There is no such scheme in sight.
    #[error("scheme not found")]
    NotFound,
    /// There is no such run in sight.
    #[error("re-run not found")]
    RerunNotFound,
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
    /// The scheme has mistakes, or fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// Who wrote or proposed it does not approve it.
    #[error("approval by who wrote or proposed it")]
    SamePerson,
    /// The code belongs to another union.
    #[error("the code {code} belongs to another union")]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// The days overlap those of another year of the same code, or differ from those of the same year.
    #[error("days do not fit the scheme of {year}")]
    Overlap {
        /// Year of the scheme that it clashes with.
        year: i64,
    },
    /// A later version begins before today, or on a day on which one begins already.
    #[error("from_day does not fit")]
    FromDay,
    /// There are no claims of that code and year.
    #[error("nothing to run again")]
    NothingToRun,
    /// Such a run is under way.
    #[error("a re-run is under way")]
    Running,
    /// The file of cases cannot be read.
    #[error("file of cases: {0}")]
    CaseFile(String),
}

/// Result of an operation on schemes.
pub type Result<T> = std::result::Result<T, SchemeError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> SchemeError {
    SchemeError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl SchemeError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::Export(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for SchemeError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for SchemeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "mutual.scheme-not-found",
            Self::RerunNotFound => "mutual.rerun-not-found",
            Self::Stale { .. } => "mutual.scheme-stale",
            Self::State { .. } => "mutual.scheme-state",
            Self::Invalid(_) => "mutual.scheme-invalid",
            Self::SamePerson => "mutual.scheme-same-person",
            Self::CodeTaken { .. } => "mutual.scheme-code-taken",
            Self::Overlap { .. } => "mutual.scheme-overlap",
            Self::FromDay => "mutual.scheme-from-day",
            Self::NothingToRun => "mutual.rerun-nothing",
            Self::Running => "mutual.rerun-running",
            Self::CaseFile(_) => "mutual.case-file",
            other => other.inner().map_or("mutual.scheme-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::NotFound | Self::RerunNotFound => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::Invalid(_) | Self::CaseFile(_) => Status::Invalid,
            Self::State { .. }
            | Self::SamePerson
            | Self::CodeTaken { .. }
            | Self::Overlap { .. }
            | Self::FromDay
            | Self::NothingToRun
            | Self::Running => Status::Conflict,
            other => other.inner().map_or(Status::Invalid, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::CodeTaken { code } => [("code", code.clone())].into(),
            Self::Overlap { year } => [("year", year.to_string())].into(),
            Self::CaseFile(why) => [("why", why.clone())].into(),
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
