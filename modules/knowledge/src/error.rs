//! What can go wrong. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::idempotency::KeyMismatch;
use registry::RegistryError;
use store::{AsDbError, DbError};

/// Every refusal of the module.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
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
    /// There is no such article in sight.
    #[error("no such article")]
    NotFound,
    /// Fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// Somebody changed it meanwhile.
    #[error("stale")]
    Stale,
    /// There is nothing new to publish, or nothing to withdraw.
    #[error("not now")]
    NotNow,
    /// Nobody says why it is withdrawn.
    #[error("say why")]
    ReasonMissing,
}

/// Result of an operation of the module.
pub type Result<T> = std::result::Result<T, KnowledgeError>;

impl AsDbError for KnowledgeError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for KnowledgeError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::Registry(e) => e.code(),
            Self::NotFound => "knowledge.not-found",
            Self::Invalid(_) => "knowledge.invalid",
            Self::Stale => "knowledge.stale",
            Self::NotNow => "knowledge.not-now",
            Self::ReasonMissing => "knowledge.reason-missing",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::Registry(e) => e.status(),
            Self::NotFound => Status::NotFound,
            Self::Stale => Status::Stale,
            Self::NotNow => Status::Conflict,
            Self::Invalid(_) | Self::ReasonMissing => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Registry(e) => e.params(),
            _ => Params::new(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(all) => all.clone(),
            _ => Vec::new(),
        }
    }
}
