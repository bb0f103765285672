//! What can go wrong with draws. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::exports::ExportError;
use platform::idempotency::KeyMismatch;
use registry::RegistryError;
use store::{AsDbError, DbError};

use crate::issue_error::IssueError;

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
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
    /// A prize that is given out.
    #[error(transparent)]
    Issue(#[from] IssueError),
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
    /// There is no such draw in sight.
    #[error("draw not found")]
    NotFound,
    /// Nobody can enter now.
    #[error("draw not open: {why}")]
    NotOpen {
        /// Why, Chinese.
        why: &'static str,
    },
    /// The member may not enter.
    #[error("may not enter: {why}")]
    Refused {
        /// Why: one Chinese sentence.
        why: String,
    },
    /// The list is not published yet.
    #[error("list not frozen")]
    NotFrozen,
    /// A value is taken from an instant on only.
    #[error("too early for a value")]
    TooEarly {
        /// From when on, local time.
        from: String,
    },
    /// The same person may not do both steps.
    #[error("same person")]
    SamePerson,
    /// What the second person typed is not what the first one did.
    #[error("values differ")]
    ValueDiffers,
    /// The member won nothing that could be claimed.
    #[error("no prize")]
    NoPrize,
    /// The last day to claim the prize is over.
    #[error("prize lapsed")]
    Lapsed {
        /// That day.
        until: String,
    },
}

/// Result of an operation of the area.
pub type Result<T> = std::result::Result<T, DrawError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> DrawError {
    DrawError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl DrawError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::Export(e) => e,
            Self::Issue(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for DrawError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            Self::Issue(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for DrawError {
    fn code(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "benefits.draw-stale",
            Self::State { .. } => "benefits.draw-state",
            Self::Invalid(_) => "benefits.draw-invalid",
            Self::NotFound => "benefits.draw-not-found",
            Self::NotOpen { .. } => "benefits.draw-not-open",
            Self::Refused { .. } => "benefits.draw-refused",
            Self::NotFrozen => "benefits.draw-not-frozen",
            Self::TooEarly { .. } => "benefits.draw-too-early",
            Self::SamePerson => "benefits.draw-same-person",
            Self::ValueDiffers => "benefits.draw-value-differs",
            Self::NoPrize => "benefits.prize-none",
            Self::Lapsed { .. } => "benefits.prize-lapsed",
            other => other.inner().map_or("benefits.draw-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Stale { .. } => Status::Stale,
            Self::NotFound => Status::NotFound,
            Self::Invalid(_) => Status::Invalid,
            Self::State { .. }
            | Self::NotOpen { .. }
            | Self::Refused { .. }
            | Self::NotFrozen
            | Self::TooEarly { .. }
            | Self::SamePerson
            | Self::ValueDiffers
            | Self::NoPrize
            | Self::Lapsed { .. } => Status::Conflict,
            other => other.inner().map_or(Status::Invalid, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::NotOpen { why } => [("why", (*why).to_owned())].into(),
            Self::Refused { why } => [("why", why.clone())].into(),
            Self::TooEarly { from } => [("from", from.clone())].into(),
            Self::Lapsed { until } => [("until", until.clone())].into(),
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
