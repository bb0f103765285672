//! Refusals of the dictionaries' editor.

use kernel::{Day, Params, Problem, Status};
use store::{AsDbError, DbError};

/// Why not.
#[derive(Debug, thiserror::Error)]
pub enum CodesetError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// There is no such dictionary or entry.
    #[error("not found")]
    NotFound,
    /// Somebody else changed the dictionary first.
    #[error("stale, now version {version}")]
    Stale {
        /// Present version.
        version: i64,
    },
    /// The program's logic depends on the codes of this dictionary.
    #[error("fixed")]
    Fixed,
    /// The code has a wrong form.
    #[error("code form")]
    CodeForm,
    /// The dictionary has, or had, an entry with this code.
    #[error("code taken by {label}")]
    CodeTaken {
        /// Its label.
        label: String,
    },
    /// The label is empty or too long.
    #[error("label form")]
    LabelForm,
    /// A synonym, or a code of a standard, is empty or too long, or there are too many.
    #[error("word form")]
    WordForm,
    /// Another entry that is valid at the same time claims the word.
    #[error("{word} belongs to {code}")]
    WordTaken {
        /// The word.
        word: String,
        /// Code of the entry that has it.
        code: String,
        /// Label of that entry.
        label: String,
    },
    /// The entry has no such synonym.
    #[error("no such synonym")]
    NoSuchSynonym,
    /// The code one level up is not in the dictionary, or leads back to the entry.
    #[error("parent")]
    Parent,
    /// The last day is before the first.
    #[error("ends before it begins")]
    EndsBeforeItBegins {
        /// First day.
        valid_from: Day,
    },
}

impl AsDbError for CodesetError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for CodesetError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::NotFound => "codesets.not-found",
            Self::Stale { .. } => "codesets.stale",
            Self::Fixed => "codesets.fixed",
            Self::CodeForm => "codesets.code-form",
            Self::CodeTaken { .. } => "codesets.code-taken",
            Self::LabelForm => "codesets.label-form",
            Self::WordForm => "codesets.word-form",
            Self::WordTaken { .. } => "codesets.word-taken",
            Self::NoSuchSynonym => "codesets.no-such-synonym",
            Self::Parent => "codesets.parent",
            Self::EndsBeforeItBegins { .. } => "codesets.ends-before-it-begins",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::NotFound | Self::NoSuchSynonym => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::Fixed | Self::CodeTaken { .. } | Self::WordTaken { .. } => Status::Conflict,
            Self::CodeForm
            | Self::LabelForm
            | Self::WordForm
            | Self::Parent
            | Self::EndsBeforeItBegins { .. } => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::CodeTaken { label } => [("label", label.clone())].into(),
            Self::WordTaken { word, code, label } => {
                [("word", word.clone()), ("code", code.clone()), ("label", label.clone())].into()
            }
            Self::EndsBeforeItBegins { valid_from } => [("day", valid_from.to_string())].into(),
            _ => Params::new(),
        }
    }
}
