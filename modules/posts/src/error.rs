//! What can go wrong. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{Params, Problem, Status};
use platform::idempotency::KeyMismatch;
use registry::RegistryError;
use store::{AsDbError, DbError};

/// Every refusal of the module.
#[derive(Debug, thiserror::Error)]
pub enum PostsError {
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
    /// The text is empty or too long.
    #[error("a text of {length} characters")]
    Body {
        /// Its length in characters.
        length: usize,
    },
}

/// Result of an operation of the module.
pub type Result<T> = std::result::Result<T, PostsError>;

impl AsDbError for PostsError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for PostsError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::Registry(e) => e.code(),
            Self::Body { .. } => "posts.body-length",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::Registry(e) => e.status(),
            Self::Body { .. } => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Registry(e) => e.params(),
            Self::Body { length } => [("length", length.to_string())].into(),
            _ => Params::new(),
        }
    }
}
