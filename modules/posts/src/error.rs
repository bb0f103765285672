//! What can go wrong. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::files::FileError;
use platform::idempotency::KeyMismatch;
use registry::RegistryError;
use sheets::SheetError;
use store::{AsDbError, DbError};

use crate::model::PostState;
use crate::rules;

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
    /// There is no such post in sight.
    #[error("no such post")]
    NotFound,
    /// There is no such column in sight.
    #[error("no such column")]
    ColumnNotFound,
    /// There is no such comment in sight.
    #[error("no such comment")]
    CommentNotFound,
    /// Fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// Somebody changed it meanwhile.
    #[error("stale")]
    Stale,
    /// The deed does not fit the state.
    #[error("{deed} in {state:?}")]
    State {
        /// Chinese word of the deed.
        deed: &'static str,
        /// The state.
        state: PostState,
    },
    /// Whoever wrote, reviewed or edited it cannot approve it; whoever wrote it cannot review it.
    #[error("the same person twice")]
    SamePerson,
    /// Nobody says why.
    #[error("say why")]
    ReasonMissing,
    /// The column takes no new posts.
    #[error("the column is closed")]
    ColumnClosed,
    /// Nothing is offered within the days that a post is to tell of.
    #[error("nothing is offered within these days")]
    WeekEmpty,
    /// The days are none, or too many.
    #[error("not these days")]
    WeekDays,
    /// Somebody else has a draft of the same days.
    #[error("{by} has {number}")]
    WeekTaken {
        /// Who.
        by: String,
        /// Number of the draft.
        number: String,
    },
    /// The file is no picture that everybody can be shown.
    #[error("no picture")]
    Picture,
    /// The post has too many pictures that were added.
    #[error("too many pictures")]
    TooManyPictures,
    /// There is no such account in sight.
    #[error("no such channel")]
    ChannelNotFound,
    /// A file of returns has no line with the headers.
    #[error("columns are missing")]
    ReturnColumns,
    /// The workbook cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// From the files room.
    #[error(transparent)]
    File(#[from] FileError),
    /// The instant of publication is over, or more than a year ahead.
    #[error("not at that instant")]
    PublishAt,
    /// A correction changes nothing that readers see.
    #[error("nothing is corrected")]
    NothingCorrected,
    /// The column takes no comments.
    #[error("no comments here")]
    CommentsClosed,
    /// A comment is empty or too long.
    #[error("not a comment")]
    CommentBody,
    /// Somebody has decided on the comment in the same way.
    #[error("decided already")]
    CommentDecided,
    /// The person commented less than a minute ago.
    #[error("again in {seconds} s")]
    TooSoon {
        /// Seconds to wait.
        seconds: i64,
    },
}

/// Result of an operation of the module.
pub type Result<T> = std::result::Result<T, PostsError>;

impl AsDbError for PostsError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::File(e) => e.db_error(),
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
            Self::File(e) => e.code(),
            Self::NotFound => "posts.not-found",
            Self::ColumnNotFound => "posts.column-not-found",
            Self::CommentNotFound => "posts.comment-not-found",
            Self::Invalid(_) => "posts.invalid",
            Self::Stale => "posts.stale",
            Self::State { .. } => "posts.state",
            Self::SamePerson => "posts.same-person",
            Self::ReasonMissing => "posts.reason-missing",
            Self::ColumnClosed => "posts.column-closed",
            Self::PublishAt => "posts.publish-at",
            Self::WeekEmpty => "posts.week-empty",
            Self::WeekDays => "posts.week-days",
            Self::WeekTaken { .. } => "posts.week-taken",
            Self::ChannelNotFound => "posts.channel-not-found",
            Self::ReturnColumns => "posts.return-columns",
            Self::Sheet(e) => e.code(),
            Self::Picture => "posts.picture",
            Self::TooManyPictures => "posts.too-many-pictures",
            Self::NothingCorrected => "posts.nothing-corrected",
            Self::CommentsClosed => "posts.comments-closed",
            Self::CommentBody => "posts.comment-body",
            Self::CommentDecided => "posts.comment-decided",
            Self::TooSoon { .. } => "posts.too-soon",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::Registry(e) => e.status(),
            Self::File(e) => e.status(),
            Self::NotFound | Self::ColumnNotFound | Self::CommentNotFound | Self::ChannelNotFound => {
                Status::NotFound
            }
            Self::Stale => Status::Stale,
            Self::State { .. }
            | Self::SamePerson
            | Self::ColumnClosed
            | Self::NothingCorrected
            | Self::CommentsClosed
            | Self::CommentDecided
            | Self::WeekEmpty
            | Self::WeekTaken { .. }
            | Self::TooManyPictures => Status::Conflict,
            Self::Invalid(_)
            | Self::ReasonMissing
            | Self::PublishAt
            | Self::CommentBody
            | Self::WeekDays
            | Self::Picture
            | Self::ReturnColumns => Status::Invalid,
            Self::Sheet(e) => e.status(),
            Self::TooSoon { .. } => Status::TooMany,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::Registry(e) => e.params(),
            Self::File(e) => e.params(),
            Self::Sheet(e) => e.params(),
            Self::WeekTaken { by, number } => [("by", by.clone()), ("number", number.clone())].into(),
            Self::WeekDays => [("limit", rules::week::DAYS.to_string())].into(),
            Self::TooManyPictures => [("limit", crate::ops::picture::MOST.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", state.title().to_owned())].into()
            }
            Self::CommentBody => [("limit", rules::comment::BODY.to_string())].into(),
            Self::TooSoon { seconds } => [("seconds", seconds.to_string())].into(),
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
