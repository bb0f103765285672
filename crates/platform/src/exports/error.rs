//! Refusals of exports.

use kernel::{FieldError, Params, Problem, Status};
use sheets::SheetError;
use store::{AsDbError, DbError};

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The file cannot be written.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Nobody waits for the file any more.
    #[error("the export was stopped")]
    Stopped,
    /// The purpose is shorter than four characters.
    #[error("say what for")]
    Purpose,
}

impl AsDbError for ExportError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for ExportError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Sheet(e) => e.code(),
            Self::Stopped => "platform.export-stopped",
            Self::Purpose => "platform.export-invalid",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Sheet(e) => e.status(),
            Self::Stopped => Status::Conflict,
            Self::Purpose => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        if let Self::Sheet(e) = self { e.params() } else { Params::new() }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        let purpose = || FieldError {
            pointer: "/purpose".to_owned(),
            code: "platform.purpose-short",
            params: Params::new(),
        };
        if let Self::Purpose = self { vec![purpose()] } else { Vec::new() }
    }
}
