//! What can be wrong with one cell.

use kernel::{Params, Problem, Status};

/// Why a cell cannot be taken over. The sentence for the cadre is in the catalogue under [`Problem::code`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Defect {
    /// A number of more than 15 digits in a numeric cell: Excel has destroyed the last digits (docs/rules §28.1).
    #[error("the last digits were destroyed")]
    NumberDestroyed,
    /// Text such as `3.30226E+17`: the digits are gone.
    #[error("only the rounded value is left")]
    NumberRounded,
    /// A numeric cell with a fraction where an identity number is expected.
    #[error("not a whole number")]
    NumberNotWhole,
    /// The text would be a formula.
    #[error("looks like a formula: {0}")]
    FormulaLike(String),
    /// The cell holds an error such as `#N/A`.
    #[error("the cell holds the error {0}")]
    CellError(String),
    /// Not a date in any of the known forms.
    #[error("not a date: {0}")]
    DateUnreadable(String),
    /// A date that the calendar does not have, e.g. 1987-06-31.
    #[error("no such day: {0}")]
    DateImpossible(String),
    /// Neither yes nor no.
    #[error("neither yes nor no: {0}")]
    YesNoUnreadable(String),
}

/// Longest piece of a cell that is repeated in a message, in characters.
const SHOWN: usize = 40;

impl Defect {
    /// The text as it goes into a message: shortened.
    pub(super) fn shown(text: &str) -> String {
        let mut shown: String = text.chars().take(SHOWN).collect();
        if text.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        shown
    }

    /// The content of the cell, shortened to 40 characters; `None` for numbers of documents, which no message
    /// repeats.
    pub fn content(&self) -> Option<&str> {
        match self {
            Self::NumberDestroyed | Self::NumberRounded | Self::NumberNotWhole => None,
            Self::FormulaLike(t)
            | Self::CellError(t)
            | Self::DateUnreadable(t)
            | Self::DateImpossible(t)
            | Self::YesNoUnreadable(t) => Some(t),
        }
    }
}

impl Problem for Defect {
    fn code(&self) -> &'static str {
        match self {
            Self::NumberDestroyed => "sheets.number-destroyed",
            Self::NumberRounded => "sheets.number-rounded",
            Self::NumberNotWhole => "sheets.number-not-whole",
            Self::FormulaLike(_) => "sheets.formula-like",
            Self::CellError(_) => "sheets.cell-error",
            Self::DateUnreadable(_) => "sheets.date-unreadable",
            Self::DateImpossible(_) => "sheets.date-impossible",
            Self::YesNoUnreadable(_) => "sheets.yes-no-unreadable",
        }
    }

    fn status(&self) -> Status {
        Status::Invalid
    }

    fn params(&self) -> Params {
        self.content().map(|t| ("content", t.to_owned())).into_iter().collect()
    }
}
