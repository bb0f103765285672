//! Refusals of the parameters' editor.

use kernel::{Day, Params, Problem, Status};
use store::{AsDbError, DbError};

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum ParameterError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// There is no such parameter or proposal.
    #[error("not found")]
    NotFound,
    /// The text is no value of the parameter's type, or outside its bounds.
    #[error("not a value: {0}")]
    NotAValue(String),
    /// The new value is the one that will hold anyway.
    #[error("no change")]
    NoChange,
    /// The first day is before the earliest possible one: the past is not rewritten.
    #[error("too early, earliest {earliest}")]
    TooEarly {
        /// Earliest first day.
        earliest: Day,
    },
    /// The last day is before the first.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// The area is no division, or the parameter has one value for the installation.
    #[error("no such area")]
    NoSuchArea,
    /// The area lies outside what the actor looks after, or the parameter is the administrators'.
    #[error("not yours to propose")]
    NotYours,
    /// Reason, source or note is too short.
    #[error("say why")]
    ReasonMissing,
    /// Another proposal for the same parameter and area waits.
    #[error("another proposal waits")]
    Waiting,
    /// Nobody decides about their own proposal.
    #[error("own proposal")]
    OwnProposal,
    /// The proposal was decided or withdrawn already.
    #[error("already decided")]
    Decided,
    /// The proposal's first day has passed while it waited.
    #[error("came too late")]
    Late {
        /// Its first day.
        valid_from: Day,
    },
}

impl AsDbError for ParameterError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for ParameterError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::NotFound => "parameters.not-found",
            Self::NotAValue(_) => "parameters.not-a-value",
            Self::NoChange => "parameters.no-change",
            Self::TooEarly { .. } => "parameters.too-early",
            Self::EndsBeforeItBegins => "parameters.ends-before-it-begins",
            Self::NoSuchArea => "parameters.no-such-area",
            Self::NotYours => "parameters.not-yours",
            Self::ReasonMissing => "parameters.reason-missing",
            Self::Waiting => "parameters.waiting",
            Self::OwnProposal => "parameters.own-proposal",
            Self::Decided => "parameters.decided",
            Self::Late { .. } => "parameters.late",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::NotFound => Status::NotFound,
            Self::NotAValue(_)
            | Self::NoChange
            | Self::TooEarly { .. }
            | Self::EndsBeforeItBegins
            | Self::NoSuchArea
            | Self::ReasonMissing => Status::Invalid,
            Self::NotYours | Self::OwnProposal => Status::Forbidden,
            Self::Waiting | Self::Decided | Self::Late { .. } => Status::Conflict,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::NotAValue(bounds) => [("bounds", bounds.clone())].into(),
            Self::TooEarly { earliest } => [("day", earliest.to_string())].into(),
            Self::Late { valid_from } => [("day", valid_from.to_string())].into(),
            _ => Params::new(),
        }
    }
}
