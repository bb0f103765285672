//! What can go wrong. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::exports::ExportError;
use platform::idempotency::KeyMismatch;
use platform::sealed::SealError;
use registry::RegistryError;
use store::{AsDbError, DbError};

use crate::model::SurveyState;

/// Every refusal of the module.
#[derive(Debug, thiserror::Error)]
pub enum SurveyError {
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
    /// The private key does not open.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// There is no such survey in sight, or one may not answer it.
    #[error("survey not found")]
    NotFound,
    /// Somebody else changed it first; the present version.
    #[error("stale: version is {version}")]
    Stale {
        /// Version that is stored now.
        version: i64,
    },
    /// The deed does not fit the state.
    #[error("{deed} not possible while {}", state.code())]
    State {
        /// What was asked for, Chinese.
        deed: &'static str,
        /// State now.
        state: SurveyState,
    },
    /// Fields, questions or answers are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// No answers are taken: not yet, or no more.
    #[error("not open")]
    NotOpen,
    /// As many have answered as were wanted.
    #[error("quota full")]
    QuotaFull,
    /// The survey takes answers the other way: anonymous, or under the own name.
    #[error("the other way of answering")]
    WrongWay,
    /// The blinded message is not one.
    #[error("not a blinded message")]
    Blinded,
    /// This person was given a token for another message.
    #[error("a token was issued already")]
    Issued,
    /// The token was not signed for this survey.
    #[error("token not valid")]
    Token,
    /// There is another answer with this token, or of this person.
    #[error("answered already")]
    Answered,
    /// The place is none that this survey may be answered from.
    #[error("place not valid")]
    Place,
    /// The quiz was not begun, or its time is over.
    #[error("the time is over")]
    TimeOver,
    /// The two questions are not counted against each other.
    #[error("no cross table of these questions")]
    NoCross,
    /// No keys could be made, or none are there.
    #[error("keys: {0}")]
    Keys(String),
}

/// Result of an operation of the module.
pub type Result<T> = std::result::Result<T, SurveyError>;

impl AsDbError for SurveyError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for SurveyError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::Registry(e) => e.code(),
            Self::Export(e) => e.code(),
            Self::Seal(_) | Self::Keys(_) => "survey.keys",
            Self::NotFound => "survey.not-found",
            Self::Stale { .. } => "survey.stale",
            Self::State { .. } => "survey.state",
            Self::Invalid(_) => "survey.invalid",
            Self::NotOpen => "survey.not-open",
            Self::QuotaFull => "survey.quota-full",
            Self::WrongWay => "survey.wrong-way",
            Self::Blinded => "survey.blinded",
            Self::Issued => "survey.issued",
            Self::Token => "survey.token",
            Self::Answered => "survey.answered",
            Self::Place => "survey.place",
            Self::TimeOver => "survey.time-over",
            Self::NoCross => "survey.no-cross",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::Registry(e) => e.status(),
            Self::Export(e) => e.status(),
            Self::Seal(_) | Self::Keys(_) => Status::Internal,
            Self::NotFound => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::Invalid(_) | Self::Blinded | Self::Place | Self::NoCross => Status::Invalid,
            Self::Token => Status::Forbidden,
            Self::State { .. }
            | Self::NotOpen
            | Self::QuotaFull
            | Self::WrongWay
            | Self::Issued
            | Self::Answered
            | Self::TimeOver => Status::Conflict,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Registry(e) => e.params(),
            Self::Export(e) => e.params(),
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", state.title().to_owned())].into()
            }
            _ => Params::new(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Registry(e) => e.field_errors(),
            Self::Export(e) => e.field_errors(),
            Self::Invalid(fields) => fields.clone(),
            _ => Vec::new(),
        }
    }
}
