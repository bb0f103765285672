//! Refusals of cases and of the editor of procedures.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use store::{AsDbError, DbError};

use super::checker::Fault;
use crate::calendar::CalendarError;
use crate::files::FileError;
use crate::idempotency::KeyMismatch;
use crate::letters::LetterError;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No role of the actor has the permission.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The idempotency key came with another request.
    #[error(transparent)]
    Key(#[from] KeyMismatch),
    /// From the calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// From the attachments.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is no such case within sight.
    #[error("no such case")]
    NotFound,
    /// There is no such kind of case, or none in force.
    #[error("no procedure for {kind}")]
    NoProcedure {
        /// Kind.
        kind: String,
    },
    /// There is no such union within sight.
    #[error("no such union")]
    NoUnion,
    /// There is no such account that could have it.
    #[error("no such account")]
    NoAccount,
    /// The step does not allow it.
    #[error("{deed} not in {step}")]
    NotNow {
        /// What was tried.
        deed: String,
        /// Where the case stands.
        step: String,
    },
    /// Somebody else has it.
    #[error("held by {name}")]
    HeldBy {
        /// Account or place that has it.
        name: String,
    },
    /// Somebody changed it meanwhile.
    #[error("stale")]
    Stale,
    /// Fields are wrong.
    #[error("wrong fields: {}", fields_of(.0))]
    Invalid(Vec<FieldError>),
    /// The reporter is sealed from the one who asks.
    #[error("reporter sealed")]
    Sealed,
    /// It cannot be rated any more, or was.
    #[error("not to be rated")]
    NotRated,
    /// The number and code do not belong together.
    #[error("number or code wrong")]
    WrongCode,
    /// A case cannot be joined to itself, to another kind, or to one that was joined itself.
    #[error("cannot be merged")]
    NotMerged,
    /// Nothing attached in this step.
    #[error("an attachment is missing")]
    AttachmentMissing,
    /// Too many attachments.
    #[error("more than {most} attachments")]
    TooManyFiles {
        /// Most of one case.
        most: usize,
    },
    /// The procedure has faults.
    #[error("{} faults in the procedure", .0.len())]
    Faulty(Vec<Fault>),
    /// The definition cannot be read.
    #[error("unreadable definition: {0}")]
    Unreadable(String),
    /// There is no such procedure or proposal.
    #[error("no such procedure")]
    ProcedureNotFound,
    /// The first day is before the earliest possible one.
    #[error("too early")]
    TooEarly,
    /// The definition is the one in force.
    #[error("no change")]
    NoChange,
    /// Reason or note is too short.
    #[error("say why")]
    ReasonMissing,
    /// Another proposal of the kind waits.
    #[error("another proposal waits")]
    Waiting,
    /// Nobody decides about their own proposal.
    #[error("own proposal")]
    OwnProposal,
    /// Only who proposed it takes it back.
    #[error("not the own proposal")]
    NotOwnProposal,
    /// The proposal was decided already.
    #[error("already decided")]
    Decided,
    /// Too few judges have given their score.
    #[error("{given} of {needed} scores")]
    JudgesMissing {
        /// How many it needs.
        needed: u32,
        /// How many there are.
        given: usize,
    },
    /// The actor was not asked for a score.
    #[error("not asked")]
    NotAsked,
    /// Somebody else has claimed it.
    #[error("claimed")]
    Claimed,
    /// Nobody decides about a complaint against what they decided themselves.
    #[error("own decision")]
    OwnDecision,
    /// Nobody claims what they told themselves.
    #[error("own case")]
    OwnCase,
    /// No letters are issued on a case whose reporter is not named, or which only named people read.
    #[error("no letters")]
    NoLetters,
    /// From the letters.
    #[error(transparent)]
    Letter(#[from] LetterError),
    /// Days of a stand-in are wrong, or it is the account itself.
    #[error("deputy")]
    Deputy,
}

/// Result of an operation on cases.
pub type Result<T> = std::result::Result<T, CaseError>;

fn fields_of(all: &[FieldError]) -> String {
    all.iter().map(|f| format!("{} {}", f.pointer, f.code)).collect::<Vec<_>>().join(", ")
}

/// A wrong field.
pub(super) fn field(pointer: impl Into<String>, code: &'static str, params: Params) -> FieldError {
    FieldError { pointer: pointer.into(), code, params }
}

impl AsDbError for CaseError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Calendar(e) => e.db_error(),
            Self::File(e) => e.db_error(),
            Self::Letter(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for CaseError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::Calendar(e) => e.code(),
            Self::File(e) => e.code(),
            Self::NotFound => "cases.not-found",
            Self::NoProcedure { .. } => "cases.no-procedure",
            Self::NoUnion => "cases.no-union",
            Self::NoAccount => "cases.no-account",
            Self::NotNow { .. } => "cases.not-now",
            Self::HeldBy { .. } => "cases.held-by",
            Self::Stale => "cases.stale",
            Self::Invalid(_) => "cases.invalid",
            Self::Sealed => "cases.sealed",
            Self::NotRated => "cases.not-rated",
            Self::WrongCode => "cases.wrong-code",
            Self::NotMerged => "cases.not-merged",
            Self::AttachmentMissing => "cases.attachment-missing",
            Self::TooManyFiles { .. } => "cases.too-many-files",
            Self::Faulty(_) => "cases.faulty",
            Self::Unreadable(_) => "cases.unreadable",
            Self::ProcedureNotFound => "cases.procedure-not-found",
            Self::TooEarly => "cases.too-early",
            Self::NoChange => "cases.no-change",
            Self::ReasonMissing => "cases.reason-missing",
            Self::Waiting => "cases.waiting",
            Self::OwnProposal => "cases.own-proposal",
            Self::NotOwnProposal => "cases.not-own-proposal",
            Self::Decided => "cases.decided",
            Self::Deputy => "cases.deputy",
            Self::JudgesMissing { .. } => "cases.judges-missing",
            Self::NotAsked => "cases.not-asked",
            Self::Claimed => "cases.claimed",
            Self::OwnCase => "cases.own-case",
            Self::OwnDecision => "cases.own-decision",
            Self::NoLetters => "cases.no-letters",
            Self::Letter(e) => e.code(),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::Calendar(e) => e.status(),
            Self::File(e) => e.status(),
            Self::NotFound | Self::NoUnion | Self::ProcedureNotFound | Self::WrongCode => Status::NotFound,
            Self::Letter(e) => e.status(),
            Self::NotNow { .. }
            | Self::Claimed
            | Self::OwnCase
            | Self::OwnDecision
            | Self::JudgesMissing { .. }
            | Self::NoLetters
            | Self::NotRated
            | Self::NotMerged
            | Self::Waiting
            | Self::Decided
            | Self::NoProcedure { .. } => Status::Conflict,
            Self::HeldBy { .. }
            | Self::NotAsked
            | Self::Sealed
            | Self::OwnProposal
            | Self::NotOwnProposal => Status::Forbidden,
            Self::Stale => Status::Stale,
            Self::NoAccount
            | Self::Invalid(_)
            | Self::AttachmentMissing
            | Self::TooManyFiles { .. }
            | Self::Faulty(_)
            | Self::Unreadable(_)
            | Self::TooEarly
            | Self::NoChange
            | Self::ReasonMissing
            | Self::Deputy => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Calendar(e) => e.params(),
            Self::File(e) => e.params(),
            Self::Letter(e) => e.params(),
            Self::JudgesMissing { needed, given } => {
                [("needed", needed.to_string()), ("given", given.to_string())].into()
            }
            Self::NoProcedure { kind } => [("kind", kind.clone())].into(),
            Self::NotNow { deed, step } => [("deed", deed.clone()), ("step", step.clone())].into(),
            Self::HeldBy { name } => [("name", name.clone())].into(),
            Self::TooManyFiles { most } => [("most", most.to_string())].into(),
            Self::Faulty(all) => {
                let first = all.first().map_or_else(String::new, |f| f.text.clone());
                [("n", all.len().to_string()), ("first", first)].into()
            }
            Self::Unreadable(why) => [("why", why.clone())].into(),
            _ => Params::new(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(all) => all.clone(),
            Self::Letter(e) => e.field_errors(),
            _ => Vec::new(),
        }
    }
}
