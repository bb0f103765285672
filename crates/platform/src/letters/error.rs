//! Refusals of letters and their templates.

use kernel::{Day, FieldError, Params, Problem, Status};
use store::{AsDbError, DbError};

use crate::idempotency::KeyMismatch;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The key was used for another request.
    #[error(transparent)]
    Key(#[from] KeyMismatch),
    /// There is no such letter in sight.
    #[error("no such letter")]
    NotFound,
    /// There is no such kind or proposal.
    #[error("no such template")]
    TemplateNotFound,
    /// There is no such union in sight.
    #[error("no such union")]
    UnionNotFound,
    /// No template of the kind is in force.
    #[error("no template of {kind} in force")]
    NoTemplate {
        /// Kind.
        kind: String,
    },
    /// The union has no short word for its numbers yet.
    #[error("the union has no short word")]
    NoAgency,
    /// Values or a template are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// Another union has this short word.
    #[error("the word is taken")]
    WordTaken,
    /// The number stands on another letter.
    #[error("the number {number} is taken")]
    NumberTaken {
        /// Number.
        number: String,
    },
    /// The file could not be put together.
    #[error("the file: {0}")]
    File(String),
    /// The letter was withdrawn before.
    #[error("already withdrawn")]
    Withdrawn,
    /// A reason is missing or too long.
    #[error("say why")]
    ReasonMissing,
    /// The first day lies before today.
    #[error("begins before {earliest}")]
    TooEarly {
        /// Today.
        earliest: Day,
    },
    /// The first day of the proposal is over.
    #[error("the proposal's first day {valid_from} is over")]
    Late {
        /// First day.
        valid_from: Day,
    },
    /// The proposed template is the one in force.
    #[error("no change")]
    NoChange,
    /// Another proposal for the kind waits.
    #[error("another proposal waits")]
    Waiting,
    /// Nobody decides about their own proposal.
    #[error("own proposal")]
    OwnProposal,
    /// The proposal was decided already.
    #[error("already decided")]
    Decided,
}

impl AsDbError for LetterError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for LetterError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::NotFound => "letters.not-found",
            Self::TemplateNotFound => "letters.template-not-found",
            Self::UnionNotFound => "letters.union-not-found",
            Self::NoTemplate { .. } => "letters.no-template",
            Self::NoAgency => "letters.no-agency",
            Self::Invalid(_) => "letters.invalid",
            Self::WordTaken => "letters.word-taken",
            Self::NumberTaken { .. } => "letters.number-taken",
            Self::File(_) => "letters.file",
            Self::Withdrawn => "letters.withdrawn",
            Self::ReasonMissing => "letters.reason-missing",
            Self::TooEarly { .. } => "letters.too-early",
            Self::Late { .. } => "letters.late",
            Self::NoChange => "letters.no-change",
            Self::Waiting => "letters.waiting",
            Self::OwnProposal => "letters.own-proposal",
            Self::Decided => "letters.decided",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::NotFound | Self::TemplateNotFound | Self::UnionNotFound => Status::NotFound,
            Self::NoTemplate { .. }
            | Self::NoAgency
            | Self::WordTaken
            | Self::NumberTaken { .. }
            | Self::Withdrawn
            | Self::Late { .. }
            | Self::Waiting
            | Self::Decided => Status::Conflict,
            Self::Invalid(_) | Self::ReasonMissing | Self::TooEarly { .. } | Self::NoChange => {
                Status::Invalid
            }
            Self::OwnProposal => Status::Forbidden,
            Self::File(_) => Status::Internal,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::NoTemplate { kind } => [("kind", kind.clone())].into(),
            Self::NumberTaken { number } => [("number", number.clone())].into(),
            Self::TooEarly { earliest } => [("earliest", earliest.to_string())].into(),
            Self::Late { valid_from } => [("valid_from", valid_from.to_string())].into(),
            _ => Params::new(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            _ => Vec::new(),
        }
    }
}

/// A wrong field: where, which sentence, with which values.
pub(super) fn wrong(pointer: impl Into<String>, code: &'static str, params: Params) -> FieldError {
    FieldError { pointer: pointer.into(), code, params }
}
