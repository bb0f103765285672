//! What can go wrong. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{Params, Problem, Status};
use platform::cases::CaseError;
use registry::RegistryError;
use store::{AsDbError, DbError};

/// Every refusal of the module.
#[derive(Debug, thiserror::Error)]
pub enum VoiceError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No role of the actor has the permission.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// From the cases.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// From the register.
    #[error(transparent)]
    Registry(#[from] RegistryError),
}

/// Result of an operation of the module.
pub type Result<T> = std::result::Result<T, VoiceError>;

impl AsDbError for VoiceError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Case(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for VoiceError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Case(e) => e.code(),
            Self::Registry(e) => e.code(),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Case(e) => e.status(),
            Self::Registry(e) => e.status(),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Registry(e) => e.params(),
            Self::Case(e) => e.params(),
            _ => Params::new(),
        }
    }
}
