//! What can go wrong where people get and show what they hold. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{FieldError, Params, Problem, Status, Timestamp};
use platform::exports::ExportError;
use platform::idempotency::KeyMismatch;
use platform::ledger::LedgerError;
use registry::RegistryError;
use store::{AsDbError, DbError};

use crate::model::voucher::VoucherState;
use crate::rules::code::CodeError;

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
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
    /// There is no such campaign in sight.
    #[error("campaign not found")]
    CampaignNotFound,
    /// There is no such voucher in sight.
    #[error("voucher not found")]
    VoucherNotFound,
    /// The campaign has not begun.
    #[error("opens at {}", .opens.local_text())]
    NotOpenYet {
        /// When it begins.
        opens: Timestamp,
    },
    /// The campaign is over.
    #[error("over")]
    Over,
    /// The campaign pauses.
    #[error("paused")]
    Paused,
    /// Prizes of a draw are not taken.
    #[error("a draw")]
    Draw,
    /// Nobody presses for what comes by itself.
    #[error("given without a press")]
    Gift,
    /// A code of a partner was shown: it is not given back, and another one is not made of it.
    #[error("the code of a partner is not given back")]
    CodeKept,
    /// A voucher of this campaign is no code of a partner.
    #[error("no code of a partner")]
    NoPartnerCode,
    /// A voucher that is a code of a partner has none of ours.
    #[error("the code is the partner's")]
    PartnerCode,
    /// The rule leaves the person out.
    #[error("not eligible")]
    NotEligible {
        /// One Chinese sentence.
        why: String,
    },
    /// The deed does not fit the state of the voucher.
    #[error("the voucher is {}", .state.code())]
    State {
        /// State now.
        state: VoucherState,
    },
    /// The secret of tickets is published when their campaign is over.
    #[error("secret not published yet")]
    NotRevealed,
    /// The vouchers of the campaign are no codes of a partner.
    #[error("no campaign of codes")]
    NotCodes,
    /// A settlement has no column of codes.
    #[error("column of codes")]
    CodeColumns,
    /// A purpose is of 4 characters at least.
    #[error("purpose")]
    Purpose,
    /// A reason is of 2 to 200 characters.
    #[error("reason")]
    Reason,
    /// Codes, and numbers.
    #[error(transparent)]
    Code(#[from] CodeError),
}

/// Result of an operation of the area.
pub type Result<T> = std::result::Result<T, IssueError>;

impl IssueError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::Ledger(e) => e,
            Self::Export(e) => e,
            Self::Code(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for IssueError {
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

impl Problem for CodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::Bad => "benefits.code-bad",
            Self::Old => "benefits.code-old",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Bad => Status::Invalid,
            Self::Old => Status::Conflict,
        }
    }
}

impl Problem for IssueError {
    fn code(&self) -> &'static str {
        match self {
            Self::CampaignNotFound => "benefits.campaign-not-found",
            Self::VoucherNotFound => "benefits.voucher-not-found",
            Self::NotOpenYet { .. } => "benefits.not-open-yet",
            Self::Over => "benefits.over",
            Self::Paused => "benefits.paused",
            Self::Draw => "benefits.is-a-draw",
            Self::Gift => "benefits.is-a-gift",
            Self::CodeKept => "benefits.code-kept",
            Self::NoPartnerCode => "benefits.no-partner-code",
            Self::PartnerCode => "benefits.partner-code",
            Self::NotRevealed => "benefits.instant-not-over",
            Self::NotEligible { .. } => "benefits.not-eligible",
            Self::State { .. } => "benefits.voucher-state",
            Self::Reason => "benefits.reason",
            Self::Purpose => "benefits.code-purpose",
            Self::NotCodes => "benefits.not-codes",
            Self::CodeColumns => "benefits.code-columns",
            other => other.inner().map_or("benefits.voucher-not-found", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::CampaignNotFound | Self::VoucherNotFound | Self::NoPartnerCode => Status::NotFound,
            Self::Reason | Self::Purpose | Self::CodeColumns => Status::Invalid,
            other => other.inner().map_or(Status::Conflict, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::NotOpenYet { opens } => [("opens", opens.local_text())].into(),
            Self::NotEligible { why } => [("why", why.clone())].into(),
            Self::State { state } => [("state", state.title().to_owned())].into(),
            other => other.inner().map_or_else(Params::new, Problem::params),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Reason => {
                vec![FieldError {
                    pointer: "/reason".to_owned(),
                    code: "benefits.reason",
                    params: Params::new(),
                }]
            }
            Self::Purpose => {
                vec![FieldError {
                    pointer: "/purpose".to_owned(),
                    code: "benefits.code-purpose",
                    params: Params::new(),
                }]
            }
            other => other.inner().map_or_else(Vec::new, Problem::field_errors),
        }
    }
}
