//! What can go wrong with merchants, at their tills and with statements. The sentences are in `locales/zh.toml`.

use guard::Denied;
use kernel::{Day, FieldError, Params, Problem, Status, Timestamp};
use platform::accounts::AccountError;
use platform::cases::CaseError;
use platform::exports::ExportError;
use platform::files::FileError;
use platform::idempotency::KeyMismatch;
use platform::ledger::LedgerError;
use platform::sealed::SealError;
use registry::RegistryError;
use sheets::SheetError;
use store::{AsDbError, DbError};

use crate::issue_error::IssueError;
use crate::rules::code::CodeError;

/// Every refusal of the area.
#[derive(Debug, thiserror::Error)]
pub enum MerchantError {
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
    /// The account of a clerk.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A code that was scanned or typed.
    #[error(transparent)]
    Code(#[from] IssueError),
    /// The case of a complaint.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// A photo.
    #[error(transparent)]
    File(#[from] FileError),
    /// An export.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// A workbook.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// Fields are wrong.
    #[error("{} wrong fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// A file of returns has none of the columns that it needs.
    #[error("columns of returns")]
    ReturnColumns,
    /// There is no such merchant in sight.
    #[error("merchant not found")]
    NotFound,
    /// There is no such shop of the merchant.
    #[error("shop not found")]
    ShopNotFound,
    /// There is no such clerk of the merchant, or the account stands at no till.
    #[error("clerk not found")]
    ClerkNotFound,
    /// Whoever stands at the till does not speak for the merchant.
    #[error("not the manager")]
    NotManager,
    /// There is no such proposal of the merchant.
    #[error("proposal not found")]
    ProposalNotFound,
    /// The merchant may not propose now, nor is anything of it approved.
    #[error("no proposals while {state}")]
    ProposalClosed {
        /// Where the merchant stands, Chinese.
        state: &'static str,
    },
    /// The days of a proposal are over, or the discount that it is about is.
    #[error("proposal is over")]
    ProposalOver,
    /// Whoever wrote or handed in a proposal does not decide.
    #[error("same person decides on a proposal")]
    ProposalSamePerson,
    /// There is no such discount of the merchant.
    #[error("discount not found")]
    DiscountNotFound,
    /// Tills record the uses of this discount: no monthly return tells of it.
    #[error("discount by code")]
    DiscountByCode,
    /// Monthly returns tell of this discount: no till records its uses.
    #[error("discount by return")]
    DiscountByReturn,
    /// The discount holds on other days.
    #[error("not a service day: {days}")]
    NotServiceDay {
        /// On which, Chinese.
        days: String,
    },
    /// A member's code that was scanned or typed.
    #[error("member code: {0}")]
    MemberCode(CodeError),
    /// The discount was recorded for this code already.
    #[error("member code used")]
    MemberCodeUsed,
    /// Whoever showed the code is no member any more.
    #[error("membership ended")]
    MemberEnded,
    /// Whoever asks for a code is no member.
    #[error("no member, no code")]
    NoMemberCode,
    /// The merchant is under contract with other unions.
    #[error("member of other unions")]
    MemberNotHere,
    /// The member used the discount as often as a day allows.
    #[error("used {most} times")]
    UseLimit {
        /// How often a day.
        most: i64,
    },
    /// There is no such use at this shop.
    #[error("use not found")]
    UseNotFound,
    /// The merchant of the till was asked about no such complaint.
    #[error("complaint not found")]
    ComplaintNotFound,
    /// There is no such visit to the merchant.
    #[error("visit not found")]
    VisitNotFound,
    /// The visit has as many photos as a visit may have.
    #[error("{most} photos")]
    VisitPhotos {
        /// Most photos.
        most: usize,
    },
    /// There is no such redemption in sight.
    #[error("redemption not found")]
    RedemptionNotFound,
    /// There is no such statement in sight.
    #[error("statement not found")]
    StatementNotFound,
    /// The union has a merchant with this credit code.
    #[error("merchant is there already")]
    Twice,
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
    /// Whoever entered or proposed a merchant does not decide.
    #[error("same person decides on a merchant")]
    SamePerson,
    /// Whoever made a statement does not approve it.
    #[error("same person approves a statement")]
    StatementSamePerson,
    /// Still on the blacklist.
    #[error("barred until {until}")]
    Barred {
        /// Last day.
        until: Day,
    },
    /// Nothing waits for a statement.
    #[error("nothing to settle")]
    NothingToSettle,
    /// The time in which a till may take a redemption back is over.
    #[error("void too late")]
    VoidLate {
        /// Minutes that there were.
        minutes: i64,
    },
    /// The redemption is on a statement.
    #[error("redemption on a statement")]
    Settled,
    /// The redemption is not on a paid statement.
    #[error("redemption not paid")]
    NotPaid,
    /// There is no such voucher.
    #[error("unknown voucher")]
    VoucherUnknown,
    /// The voucher was used.
    #[error("voucher used")]
    VoucherUsed {
        /// When.
        at: Timestamp,
        /// Where.
        merchant: String,
    },
    /// The voucher ran out.
    #[error("voucher expired")]
    VoucherExpired {
        /// Last day on which it held.
        day: Day,
    },
    /// The voucher was taken back.
    #[error("voucher void")]
    VoucherVoid,
    /// Another merchant takes this voucher.
    #[error("voucher of other merchants")]
    VoucherNotHere,
    /// The goods of the voucher are sent to its holder.
    #[error("goods are sent")]
    VoucherSent,
    /// The voucher does not go with another one on the same bill.
    #[error("not together with {other}")]
    Stacked {
        /// Title of the other one's campaign.
        other: String,
        /// Minutes of one bill.
        minutes: i64,
    },
    /// The campaign neither sends goods nor hands them out.
    #[error("no delivery")]
    NoDelivery,
    /// A file of parcels has none of the columns that it needs.
    #[error("columns of parcels")]
    ParcelColumns,
    /// The merchant takes no vouchers now.
    #[error("merchant not open")]
    NotOpen,
    /// An offline scan was handed in too late, or from the future.
    #[error("offline scan late")]
    OfflineLate {
        /// Hours within which it must be handed in.
        hours: i64,
    },
}

/// Result of an operation of the area.
pub type Result<T> = std::result::Result<T, MerchantError>;

/// One wrong field.
pub fn field(pointer: impl Into<String>, code: &'static str) -> MerchantError {
    MerchantError::Invalid(vec![FieldError { pointer: pointer.into(), code, params: Params::new() }])
}

impl From<SealError> for MerchantError {
    fn from(e: SealError) -> Self {
        Self::Db(DbError::Inconsistent(e.to_string()))
    }
}

impl MerchantError {
    /// The refusal of another room that this is.
    fn inner(&self) -> Option<&dyn Problem> {
        Some(match self {
            Self::Db(e) => e,
            Self::Denied(e) => e,
            Self::Key(e) => e,
            Self::Registry(e) => e,
            Self::Account(e) => e,
            Self::Ledger(e) => e,
            Self::Code(e) => e,
            Self::Case(e) => e,
            Self::File(e) => e,
            Self::Export(e) => e,
            Self::Sheet(e) => e,
            _ => return None,
        })
    }
}

impl AsDbError for MerchantError {
    fn db_error(&self) -> Option<&DbError> {
        match self {
            Self::Db(e) => Some(e),
            Self::Registry(e) => e.db_error(),
            Self::Account(e) => e.db_error(),
            Self::Ledger(e) => e.db_error(),
            Self::Code(e) => e.db_error(),
            Self::Case(e) => e.db_error(),
            Self::File(e) => e.db_error(),
            Self::Export(e) => e.db_error(),
            _ => None,
        }
    }
}

impl Problem for MerchantError {
    fn code(&self) -> &'static str {
        match self {
            Self::Invalid(_) => "benefits.merchant-invalid",
            Self::ReturnColumns => "benefits.return-columns",
            Self::NotFound => "benefits.merchant-not-found",
            Self::ShopNotFound => "benefits.shop-not-found",
            Self::ClerkNotFound => "benefits.clerk-not-found",
            Self::DiscountNotFound => "benefits.discount-not-found",
            Self::NotManager => "benefits.not-manager",
            Self::ProposalNotFound => "benefits.proposal-not-found",
            Self::ProposalClosed { .. } => "benefits.proposal-closed",
            Self::ProposalOver => "benefits.proposal-over",
            Self::ProposalSamePerson => "benefits.proposal-same-person",
            Self::DiscountByCode => "benefits.discount-by-code",
            Self::DiscountByReturn => "benefits.discount-by-return",
            Self::NotServiceDay { .. } => "benefits.not-service-day",
            Self::MemberCode(CodeError::Bad) => "benefits.member-code-bad",
            Self::MemberCode(CodeError::Old) => "benefits.member-code-old",
            Self::MemberCodeUsed => "benefits.member-code-used",
            Self::MemberEnded => "benefits.member-ended",
            Self::NoMemberCode => "benefits.no-member-code",
            Self::MemberNotHere => "benefits.member-not-here",
            Self::UseLimit { .. } => "benefits.use-limit",
            Self::UseNotFound => "benefits.use-not-found",
            Self::ComplaintNotFound => "benefits.complaint-not-found",
            Self::VisitNotFound => "benefits.visit-not-found",
            Self::VisitPhotos { .. } => "benefits.visit-photos",
            Self::RedemptionNotFound => "benefits.redemption-not-found",
            Self::StatementNotFound => "benefits.statement-not-found",
            Self::Twice => "benefits.merchant-twice",
            Self::Stale { .. } => "benefits.merchant-stale",
            Self::State { .. } => "benefits.merchant-state",
            Self::SamePerson => "benefits.merchant-same-person",
            Self::StatementSamePerson => "benefits.statement-same-person",
            Self::Barred { .. } => "benefits.merchant-barred",
            Self::NothingToSettle => "benefits.nothing-to-settle",
            Self::VoidLate { .. } => "benefits.redemption-late",
            Self::Settled => "benefits.redemption-settled",
            Self::NotPaid => "benefits.redemption-not-paid",
            Self::VoucherUnknown => "benefits.voucher-unknown",
            Self::VoucherUsed { .. } => "benefits.voucher-used",
            Self::VoucherExpired { .. } => "benefits.voucher-expired",
            Self::VoucherVoid => "benefits.voucher-void",
            Self::VoucherNotHere => "benefits.voucher-not-here",
            Self::VoucherSent => "benefits.voucher-sent",
            Self::Stacked { .. } => "benefits.voucher-stacked",
            Self::NoDelivery => "benefits.no-delivery",
            Self::ParcelColumns => "benefits.parcel-columns",
            Self::NotOpen => "benefits.merchant-not-open",
            Self::OfflineLate { .. } => "benefits.offline-late",
            other => other.inner().map_or("benefits.merchant-invalid", Problem::code),
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::NotFound
            | Self::ShopNotFound
            | Self::ClerkNotFound
            | Self::DiscountNotFound
            | Self::ProposalNotFound
            | Self::ComplaintNotFound
            | Self::VisitNotFound
            | Self::RedemptionNotFound
            | Self::UseNotFound
            | Self::StatementNotFound
            | Self::VoucherUnknown
            | Self::NoDelivery => Status::NotFound,
            Self::Invalid(_) | Self::ReturnColumns | Self::ParcelColumns => Status::Invalid,
            Self::Stale { .. } => Status::Stale,
            Self::NotManager => Status::Forbidden,
            other => other.inner().map_or(Status::Conflict, Problem::status),
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::State { deed, state } => {
                [("deed", (*deed).to_owned()), ("state", (*state).to_owned())].into()
            }
            Self::ProposalClosed { state } => [("state", (*state).to_owned())].into(),
            Self::NotServiceDay { days } => [("days", days.clone())].into(),
            Self::VisitPhotos { most } => [("most", most.to_string())].into(),
            Self::UseLimit { most } => [("most", most.to_string())].into(),
            Self::Barred { until } => [("until", until.to_string())].into(),
            Self::VoidLate { minutes } => [("minutes", minutes.to_string())].into(),
            Self::VoucherUsed { at, merchant } => {
                [("at", at.local_text()), ("merchant", merchant.clone())].into()
            }
            Self::VoucherExpired { day } => [("day", day.to_string())].into(),
            Self::Stacked { other, minutes } => {
                [("other", other.clone()), ("minutes", minutes.to_string())].into()
            }
            Self::OfflineLate { hours } => [("hours", hours.to_string())].into(),
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
