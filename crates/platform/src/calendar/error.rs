//! Refusals of the calendar and its editor.

use kernel::{Day, Params, Problem, Status};
use store::{AsDbError, DbError};

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The year's table is not loaded: working days there are not known.
    #[error("no table of working days for {year}")]
    NoTable {
        /// Year.
        year: i16,
    },
    /// The count is out of bounds.
    #[error("count out of bounds")]
    BadCount,
    /// A day does not fit into the table.
    #[error("{day} does not fit")]
    BadDay {
        /// Day.
        day: Day,
    },
    /// The table cannot be that of a year.
    #[error("not the table of {year}")]
    BadTable {
        /// Year.
        year: i16,
    },
    /// There is no such year or proposal.
    #[error("not found")]
    NotFound,
    /// The proposed table is the one in force.
    #[error("no change")]
    NoChange,
    /// Reason, source or note is too short.
    #[error("say why")]
    ReasonMissing,
    /// Another proposal for the year waits.
    #[error("another proposal waits")]
    Waiting,
    /// Nobody decides about their own proposal.
    #[error("own proposal")]
    OwnProposal,
    /// The proposal was decided already.
    #[error("already decided")]
    Decided,
}

impl AsDbError for CalendarError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for CalendarError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::NoTable { .. } => "calendar.no-table",
            Self::BadCount => "calendar.bad-count",
            Self::BadDay { .. } => "calendar.bad-day",
            Self::BadTable { .. } => "calendar.bad-table",
            Self::NotFound => "calendar.not-found",
            Self::NoChange => "calendar.no-change",
            Self::ReasonMissing => "calendar.reason-missing",
            Self::Waiting => "calendar.waiting",
            Self::OwnProposal => "calendar.own-proposal",
            Self::Decided => "calendar.decided",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::NotFound => Status::NotFound,
            Self::NoTable { .. } | Self::Waiting | Self::Decided => Status::Conflict,
            Self::BadCount
            | Self::BadDay { .. }
            | Self::BadTable { .. }
            | Self::NoChange
            | Self::ReasonMissing => Status::Invalid,
            Self::OwnProposal => Status::Forbidden,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::NoTable { year } | Self::BadTable { year } => [("year", year.to_string())].into(),
            Self::BadDay { day } => [("day", day.to_string())].into(),
            _ => Params::new(),
        }
    }
}
