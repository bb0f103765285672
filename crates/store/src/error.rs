//! One error enum for both databases.

/// What a statement or a commit can fail with. `Ok(None)` is how "not found" is said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DbError {
    /// A unique key holds this value already; the constraint's or table's name as the database gives it.
    #[error("conflict on {0}")]
    Conflict(String),
    /// A foreign key is violated.
    #[error("foreign key: {0}")]
    ForeignKey(String),
    /// A check or NOT NULL constraint is violated.
    #[error("check failed: {0}")]
    Check(String),
    /// The database is locked, or serialisation failed again and again: try later.
    #[error("database busy: {0}")]
    Busy(String),
    /// The statement ran longer than its limit and was stopped.
    #[error("statement stopped at its time limit")]
    TimedOut,
    /// No space left where the data is kept.
    #[error("disk full: {0}")]
    DiskFull(String),
    /// The data folder or database refuses writes.
    #[error("read-only: {0}")]
    ReadOnly(String),
    /// The connection broke; whether a commit in flight took effect is not known.
    #[error("connection lost: {0}")]
    Lost(String),
    /// A stored row does not mean anything in the program's types.
    #[error("inconsistent row: {0}")]
    Inconsistent(String),
    /// A statement was run after another one of the same transaction had failed.
    #[error("transaction already failed")]
    Aborted,
    /// Anything else the driver reports.
    #[error("database: {0}")]
    Driver(String),
}

impl DbError {
    /// Whether the same work may succeed if tried again unchanged.
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Lost(_))
    }
}

impl kernel::Problem for DbError {
    fn code(&self) -> &'static str {
        match self {
            Self::Conflict(_) => "store.conflict",
            Self::Busy(_) => "store.busy",
            Self::TimedOut => "store.timed-out",
            Self::DiskFull(_) => "store.disk-full",
            Self::ReadOnly(_) => "store.read-only",
            Self::Lost(_) => "store.lost",
            Self::ForeignKey(_)
            | Self::Check(_)
            | Self::Inconsistent(_)
            | Self::Aborted
            | Self::Driver(_) => "store.internal",
        }
    }

    fn status(&self) -> kernel::Status {
        match self {
            Self::Conflict(_) => kernel::Status::Conflict,
            Self::Busy(_) | Self::TimedOut | Self::DiskFull(_) | Self::ReadOnly(_) | Self::Lost(_) => {
                kernel::Status::Busy
            }
            Self::ForeignKey(_)
            | Self::Check(_)
            | Self::Inconsistent(_)
            | Self::Aborted
            | Self::Driver(_) => kernel::Status::Internal,
        }
    }
}
