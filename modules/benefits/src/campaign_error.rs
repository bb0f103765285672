//! What can go wrong with campaigns and budgets. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{Fen, FieldError, Params, Problem, Status};
use platform::exports::ExportError;
use platform::idempotency::KeyMismatch;
use platform::ledger::LedgerError;
use registry::RegistryError;
use sheets::SheetError;
use store::{AsDbError, DbError};

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum CampaignError {
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
    /// From the book.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// An export.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A workbook.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// The vouchers of the campaign are no codes of a partner.
    #[error("no campaign of codes")]
    NotCodes,
    /// A file of codes has no column of them.
    #[error("column of codes")]
    CodeColumns,
    /// There is no such campaign in sight.
    #[error("campaign not found")]
    NotFound,
    /// Somebody else changed it first; the present version.
    #[error("stale: version is {version}")]
    Stale {
        /// Version that is stored now.
        version: i64,
    },
    /// The deed does not fit the state.
    #[error("{deed} not possible while {state}")]
    State {
        /// What was asked for, Chinese.
        deed: &'static str,
        /// State now, Chinese.
        state: &'static str,
    },
    /// Fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// Who wrote or proposed it does not approve it.
    #[error("approval by who wrote or proposed it")]
    SamePerson,
    /// The year's budget has less than the envelope.
    #[error("the budget of {year} has {there}, the envelope is {wanted}")]
    Budget {
        /// Year.
        year: i64,
        /// What is there.
        there: Fen,
        /// What the campaign needs.
        wanted: Fen,
    },
    /// People still hold vouchers, or a draw is not over.
    #[error("{held} vouchers are still held")]
    Held {
        /// How many; 0 if it is the draw.
        held: i64,
    },
    /// Somebody who approves paused it.
    #[error("held back by who approves")]
    HeldBack,
    /// The campaign would be over before it is approved.
    #[error("the campaign is over already")]
    Over,
}

/// Result of an operation on campaigns.
pub type Result<T> = std::result::Result<T, CampaignError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> FieldError {
    FieldError { pointer: pointer.into(), code, params: Params::new() }
}

impl CampaignError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::Ledger(e) => e,
            Self::Export(e) => e,
            Self::Sheet(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for CampaignError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Ledger(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for CampaignError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "benefits.campaign-not-found",
            Self::Stale { .. } => "benefits.campaign-stale",
            Self::State { .. } => "benefits.campaign-state",
            Self::Invalid(_) => "benefits.campaign-invalid",
            Self::SamePerson => "benefits.campaign-same-person",
            Self::Budget { .. } => "benefits.budget-short",
            Self::Held { held: 0 } => "benefits.draw-not-over",
            Self::Held { .. } => "benefits.vouchers-held",
            Self::Over => "benefits.campaign-over",
            Self::NotCodes => "benefits.not-codes",
            Self::CodeColumns => "benefits.code-columns",
            Self::HeldBack => "benefits.campaign-held-back",
            other => other.inner().map_or("benefits.campaign-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::NotFound => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::Invalid(_) | Self::CodeColumns => Status::Invalid,
            Self::State { .. }
            | Self::SamePerson
            | Self::Budget { .. }
            | Self::Held { .. }
            | Self::HeldBack
            | Self::Over
            | Self::NotCodes => Status::Conflict,
            other => other.inner().map_or(Status::Invalid, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::Budget { year, there, wanted } => {
                [("year", year.to_string()), ("there", there.to_string()), ("wanted", wanted.to_string())]
                    .into()
            }
            Self::Held { held } if *held > 0 => [("held", held.to_string())].into(),
            other => other.inner().map_or_else(Params::new, Problem::params),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            other => other.inner().map_or_else(Vec::new, Problem::field_errors),
        }
    }
}
