//! What can be wrong with a whole file. What is wrong with one cell is [`crate::Defect`].

use std::io;

use kernel::{Params, Problem, Status};

/// Why a workbook could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The file has no content.
    #[error("the file is empty")]
    EmptyFile,
    /// Neither a workbook nor text.
    #[error("not a workbook")]
    NotAWorkbook,
    /// A kind of table that is recognised but not read: `ods`, `xlsb`, `html`, `xml2003`, `xls5`, `word`.
    #[error("a {kind} file is not read")]
    Unsupported {
        /// Short name of the kind.
        kind: &'static str,
    },
    /// The file asks for a password.
    #[error("the workbook is protected by a password")]
    Encrypted,
    /// The file breaks the rules of its own format.
    #[error("damaged in {part}: {detail}")]
    Damaged {
        /// Part of the file, e.g. `xl/worksheets/sheet1.xml` or `row 17`.
        part: String,
        /// What is wrong, for the log.
        detail: String,
    },
    /// Larger than [`crate::Limits`] allows.
    #[error("{what} is larger than {limit}")]
    TooLarge {
        /// What is too large: `file`, `sheet`, `strings`, `cell`, `styles`, `entries`, `ratio`.
        what: &'static str,
        /// The limit that was passed, in bytes, entries or times.
        limit: u64,
    },
    /// The workbook has no sheet with this number.
    #[error("there is no sheet {0}")]
    NoSuchSheet(usize),
    /// A verdict names a row that the file does not have, or comes out of order.
    #[error("no place for the verdict of sheet {sheet}, row {row}")]
    VerdictOutOfPlace {
        /// Position of the sheet, from 0.
        sheet: usize,
        /// Row number as in the file, from 1.
        row: u32,
    },
    /// The operating system refused.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The writer of new workbooks refused.
    #[error("cannot write the workbook: {0}")]
    Write(String),
}

impl SheetError {
    /// Shorthand for [`SheetError::Damaged`].
    pub(crate) fn damaged(part: impl Into<String>, detail: impl ToString) -> Self {
        Self::Damaged { part: part.into(), detail: detail.to_string() }
    }
}

impl From<rust_xlsxwriter::XlsxError> for SheetError {
    fn from(e: rust_xlsxwriter::XlsxError) -> Self {
        match e {
            rust_xlsxwriter::XlsxError::IoError(e) => Self::Io(e),
            other => Self::Write(other.to_string()),
        }
    }
}

impl Problem for SheetError {
    fn code(&self) -> &'static str {
        match self {
            Self::EmptyFile => "sheets.empty-file",
            Self::NotAWorkbook => "sheets.not-a-workbook",
            Self::Unsupported { .. } => "sheets.unsupported",
            Self::Encrypted => "sheets.encrypted",
            Self::Damaged { .. } => "sheets.damaged",
            Self::TooLarge { .. } => "sheets.too-large",
            Self::NoSuchSheet(_) => "sheets.no-such-sheet",
            Self::VerdictOutOfPlace { .. } => "sheets.verdict-out-of-place",
            Self::Io(_) => "sheets.io",
            Self::Write(_) => "sheets.write",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::TooLarge { .. } => Status::TooLarge,
            Self::VerdictOutOfPlace { .. } | Self::Io(_) | Self::Write(_) => Status::Internal,
            _ => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        let mut params = Params::new();
        match self {
            Self::Unsupported { kind } => {
                params.insert("kind", (*kind).to_owned());
            }
            Self::Damaged { part, .. } => {
                params.insert("part", part.clone());
            }
            Self::TooLarge { what, limit } => {
                params.insert("what", (*what).to_owned());
                params.insert("limit", limit.to_string());
            }
            Self::NoSuchSheet(n) => {
                params.insert("sheet", (n + 1).to_string());
            }
            Self::VerdictOutOfPlace { sheet, row } => {
                params.insert("sheet", (sheet + 1).to_string());
                params.insert("row", row.to_string());
            }
            _ => {}
        }
        params
    }
}
