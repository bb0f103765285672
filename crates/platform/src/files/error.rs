//! Refusals of the files room.

use kernel::{Params, Problem, Status};
use store::{AsDbError, DbError};

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The data folder refuses: full, read-only, gone.
    #[error("data folder: {0}")]
    Folder(DbError),
    /// There is no such attachment in sight.
    #[error("attachment not found")]
    NotFound,
    /// The row is there, the bytes are not.
    #[error("the bytes of {0} are missing")]
    Missing(String),
    /// More bytes than this use allows.
    #[error("file larger than {megabytes} MB")]
    TooLarge {
        /// Most, MB.
        megabytes: u64,
    },
    /// The content is of a kind that this use does not allow.
    #[error("kind of file not allowed")]
    Type {
        /// What it is, Chinese.
        found: &'static str,
        /// What may be, Chinese.
        allowed: String,
    },
    /// No bytes at all.
    #[error("empty file")]
    Empty,
}

impl FileError {
    /// From the operating system, in the words of the store, so that a full disk is said the same everywhere.
    pub(crate) fn io(e: &std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        let text = e.to_string();
        Self::Folder(match e.kind() {
            K::StorageFull | K::FileTooLarge | K::QuotaExceeded => DbError::DiskFull(text),
            K::PermissionDenied | K::ReadOnlyFilesystem | K::NotADirectory | K::AlreadyExists => {
                DbError::ReadOnly(text)
            }
            _ => DbError::Busy(text),
        })
    }
}

impl AsDbError for FileError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for FileError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Folder(DbError::DiskFull(_)) => "platform.files-full",
            Self::Folder(DbError::ReadOnly(_)) => "platform.files-read-only",
            Self::Folder(_) => "platform.files-busy",
            Self::NotFound => "platform.file-not-found",
            Self::Missing(_) => "platform.file-missing",
            Self::TooLarge { .. } => "platform.file-too-large",
            Self::Type { .. } => "platform.file-type",
            Self::Empty => "platform.file-empty",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) | Self::Folder(e) => e.status(),
            Self::NotFound => Status::NotFound,
            Self::Missing(_) => Status::Internal,
            Self::TooLarge { .. } => Status::TooLarge,
            Self::Type { .. } | Self::Empty => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::TooLarge { megabytes } => [("megabytes", megabytes.to_string())].into(),
            Self::Type { found, allowed } => {
                [("found", (*found).to_owned()), ("allowed", allowed.clone())].into()
            }
            _ => Params::new(),
        }
    }
}
