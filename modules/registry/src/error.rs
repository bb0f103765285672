//! What can go wrong in the register. The sentences are in `locales/zh.toml`.

mod fields;

pub use fields::{field, field_of};
use guard::Denied;
use kernel::{FieldError, Params, Problem, Status};
use platform::idempotency::KeyMismatch;
use store::{AsDbError, DbError};

use crate::own_data_error::OwnDataError;
use crate::zone_error::ZoneError;

/// Every refusal of the register.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// From the database.
    #[error(transparent)]
    Db(#[from] DbError),
    /// No role of the actor has the permission.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The idempotency key came with another request.
    #[error(transparent)]
    Key(#[from] KeyMismatch),
    /// From flags, own data and its erasure.
    #[error(transparent)]
    Own(#[from] OwnDataError),
    /// From zones, maps and duty.
    #[error(transparent)]
    Zone(#[from] ZoneError),
    /// A sealed value does not open.
    #[error(transparent)]
    Seal(#[from] platform::sealed::SealError),
    /// From the files room.
    #[error(transparent)]
    File(platform::files::FileError),
    /// The file cannot be read or written as a workbook.
    #[error(transparent)]
    Sheet(#[from] sheets::SheetError),
    /// There is no such import in sight.
    #[error("import not found")]
    BatchNotFound,
    /// The import is not in the state that the deed needs, or somebody moved it on meanwhile.
    #[error("the import has moved on")]
    BatchMoved,
    /// There is no such union in sight.
    #[error("union not found")]
    UnionNotFound,
    /// There is no such employer in sight.
    #[error("employer not found")]
    EmployerNotFound,
    /// There is no such member in sight.
    #[error("member not found")]
    MemberNotFound,
    /// There is no such proposal in sight, or it was answered already.
    #[error("transfer not found")]
    TransferNotFound,
    /// There is no such application in sight.
    #[error("application not found")]
    JoinNotFound,
    /// The application had ended.
    #[error("application decided")]
    JoinDecided,
    /// There is no such certificate of this member.
    #[error("certificate not found")]
    CertificateNotFound,
    /// No poster says this.
    #[error("join code unknown")]
    JoinCodeUnknown,
    /// The poster was renewed.
    #[error("join code ended")]
    JoinCodeEnded,
    /// Somebody else changed the record first; the present version.
    #[error("stale: version is {version}")]
    Stale {
        /// Version that is stored now.
        version: i64,
    },
    /// The person is an active member already; where.
    #[error("already a member of {union}")]
    AlreadyMember {
        /// Name of that union.
        union: String,
    },
    /// The person is an active member elsewhere and a move is waiting for an answer.
    #[error("a transfer is already waiting")]
    TransferWaiting,
    /// The deed does not fit the membership's state.
    #[error("{deed} not possible while {status}")]
    WrongState {
        /// What was asked for, Chinese.
        deed: &'static str,
        /// State now, Chinese.
        status: &'static str,
    },
    /// Fields are wrong.
    #[error("{}", fields::listed(.0))]
    Invalid(Vec<FieldError>),
    /// The union's own code stands where the employer's belongs.
    #[error("code taken by {name}")]
    CodeTaken {
        /// Who has the code.
        name: String,
    },
    /// A demo is filled into an empty register only.
    #[error("the register is not empty")]
    NotEmpty,
    /// The employer's cover was changed by somebody else meanwhile.
    #[error("the cover has changed")]
    CoverMoved,
    /// The person is a member of another union, and no transfer was asked for.
    #[error("a member of {union}")]
    Elsewhere {
        /// Name of that union.
        union: String,
    },
    /// The document is another person's.
    #[error("the document is another person's")]
    DocumentTaken {
        /// Whose, masked.
        name: String,
    },
    /// The person has this document already.
    #[error("the document is known")]
    DocumentKnown,
    /// A person keeps at least one document.
    #[error("the last document")]
    LastDocument,
    /// There is no such document of this member.
    #[error("document not found")]
    DocumentNotFound,
    /// A record cannot be merged with itself.
    #[error("the same record twice")]
    SamePerson,
    /// Both are members: somebody must say which membership stays.
    #[error("which membership stays?")]
    MergeChoice,
    /// There is no such merge of this member, or it was taken back already.
    #[error("merge not found")]
    MergeNotFound,
    /// The step is not the last one, too long ago, or of a kind that is not taken back.
    #[error("the step stands")]
    StepStands,
    /// There is no such pair of records, or somebody has said what it is already.
    #[error("pair not found")]
    SuspectNotFound,
    /// Something newer stands on the merge.
    #[error("the merge stands: {why}")]
    MergeStands {
        /// What, Chinese.
        why: &'static str,
    },
    /// An export.
    #[error(transparent)]
    Export(platform::exports::ExportError),
    /// The union has ended.
    #[error("{name} is dissolved")]
    UnionDissolved {
        /// Its name.
        name: String,
    },
    /// A change of this union is planned or going on.
    #[error("a change of {name} is open")]
    ChangeOpen {
        /// Its name.
        name: String,
    },
    /// There is no such change in sight.
    #[error("change not found")]
    ChangeNotFound,
    /// The change is being worked on or has ended.
    #[error("the change has begun")]
    ChangeBegun,
    /// There is no such election in sight.
    #[error("election not found")]
    ElectionNotFound,
    /// An election of this union is under way.
    #[error("an election of {name} is open")]
    ElectionOpen {
        /// Its name.
        name: String,
    },
    /// Only the union above answers a request.
    #[error("the union above answers")]
    ApprovalAbove,
    /// There is no such report in sight.
    #[error("report not found")]
    ReportNotFound,
    /// The report is not complete yet.
    #[error("the report is freezing")]
    ReportFreezing,
    /// There is no such figure.
    #[error("figure not found")]
    FigureNotFound,
    /// The union has a report of this day and title.
    #[error("the report exists")]
    ReportExists,
    /// The difference is not the one that was seen.
    #[error("the adjustment has moved")]
    AdjustmentMoved,
    /// There is no such exchange target in sight.
    #[error("exchange target not found")]
    TargetNotFound,
    /// Of a proposed change of a target.
    #[error(transparent)]
    Proposal(#[from] crate::proposal_error::ProposalError),
    /// There is no such exchange run in sight.
    #[error("exchange run not found")]
    RunNotFound,
    /// The run is not in the state that the deed needs.
    #[error("the run is {state}")]
    RunState {
        /// State now, Chinese.
        state: &'static str,
    },
    /// No more places under this union.
    #[error("the union is full")]
    TreeFull,
    /// The member has as many attachments as there may be.
    #[error("too many attachments")]
    TooManyFiles {
        /// Most.
        most: usize,
    },
}

/// Result of an operation of the register.
pub type Result<T> = std::result::Result<T, RegistryError>;

impl From<platform::files::FileError> for RegistryError {
    fn from(e: platform::files::FileError) -> Self {
        if let platform::files::FileError::Db(e) = e { Self::Db(e) } else { Self::File(e) }
    }
}

impl AsDbError for RegistryError {
    fn db_error(&self) -> Option<&DbError> {
        if let Self::Db(e) = self { Some(e) } else { None }
    }
}

impl Problem for RegistryError {
    fn code(&self) -> &'static str {
        match self {
            Self::Db(e) => e.code(),
            Self::Denied(e) => e.code(),
            Self::Key(e) => e.code(),
            Self::Zone(e) => e.code(),
            Self::Own(e) => e.code(),
            Self::Seal(_) => "registry.seal-broken",
            Self::File(e) => e.code(),
            Self::Sheet(e) => e.code(),
            Self::BatchNotFound => "registry.batch-not-found",
            Self::BatchMoved => "registry.batch-moved",
            Self::UnionNotFound => "registry.union-not-found",
            Self::EmployerNotFound => "registry.employer-not-found",
            Self::MemberNotFound => "registry.member-not-found",
            Self::TransferNotFound => "registry.transfer-not-found",
            Self::JoinNotFound => "registry.join-not-found",
            Self::JoinDecided => "registry.join-decided",
            Self::CertificateNotFound => "registry.certificate-not-found",
            Self::JoinCodeUnknown => "registry.join-code-unknown",
            Self::JoinCodeEnded => "registry.join-code-ended",
            Self::Stale { .. } => "registry.stale",
            Self::AlreadyMember { .. } => "registry.already-member",
            Self::TransferWaiting => "registry.transfer-waiting",
            Self::WrongState { .. } => "registry.wrong-state",
            Self::Invalid(_) => "registry.invalid",
            Self::CodeTaken { .. } => "registry.code-taken",
            Self::NotEmpty => "registry.not-empty",
            Self::CoverMoved => "registry.cover-moved",
            Self::Elsewhere { .. } => "registry.elsewhere",
            Self::DocumentTaken { .. } => "registry.document-taken",
            Self::DocumentKnown => "registry.document-known",
            Self::LastDocument => "registry.last-document",
            Self::DocumentNotFound => "registry.document-not-found",
            Self::SamePerson => "registry.same-person",
            Self::MergeChoice => "registry.merge-choice",
            Self::MergeNotFound => "registry.merge-not-found",
            Self::StepStands => "registry.step-stands",
            Self::SuspectNotFound => "registry.suspect-not-found",
            Self::MergeStands { .. } => "registry.merge-stands",
            Self::Export(e) => e.code(),
            Self::UnionDissolved { .. } => "registry.union-dissolved",
            Self::ChangeOpen { .. } => "registry.change-open",
            Self::ChangeNotFound => "registry.change-not-found",
            Self::ChangeBegun => "registry.change-begun",
            Self::ElectionNotFound => "registry.election-not-found",
            Self::ElectionOpen { .. } => "registry.election-open",
            Self::ApprovalAbove => "registry.approval-above",
            Self::ReportNotFound => "registry.report-not-found",
            Self::ReportExists => "registry.report-exists",
            Self::ReportFreezing => "registry.report-freezing",
            Self::FigureNotFound => "registry.figure-not-found",
            Self::AdjustmentMoved => "registry.adjustment-moved",
            Self::TargetNotFound => "registry.exchange-target-not-found",
            Self::Proposal(e) => e.code(),
            Self::RunNotFound => "registry.exchange-run-not-found",
            Self::RunState { .. } => "registry.exchange-run-state",
            Self::TreeFull => "registry.tree-full",
            Self::TooManyFiles { .. } => "registry.too-many-files",
        }
    }

    fn status(&self) -> Status {
        match self {
            Self::Db(e) => e.status(),
            Self::Denied(e) => e.status(),
            Self::Key(e) => e.status(),
            Self::Zone(e) => e.status(),
            Self::Own(e) => e.status(),
            Self::Seal(_) => Status::Internal,
            Self::File(e) => e.status(),
            Self::Sheet(e) => e.status(),
            Self::Export(e) => e.status(),
            Self::UnionNotFound
            | Self::EmployerNotFound
            | Self::MemberNotFound
            | Self::TransferNotFound
            | Self::JoinNotFound
            | Self::JoinCodeUnknown
            | Self::CertificateNotFound
            | Self::JoinCodeEnded
            | Self::DocumentNotFound
            | Self::ChangeNotFound
            | Self::ElectionNotFound
            | Self::ReportNotFound
            | Self::FigureNotFound
            | Self::MergeNotFound
            | Self::SuspectNotFound
            | Self::TargetNotFound
            | Self::RunNotFound
            | Self::BatchNotFound => Status::NotFound,
            Self::Stale { .. } => Status::Stale,
            Self::AlreadyMember { .. }
            | Self::TransferWaiting
            | Self::JoinDecided
            | Self::BatchMoved
            | Self::WrongState { .. }
            | Self::CodeTaken { .. }
            | Self::TooManyFiles { .. }
            | Self::NotEmpty
            | Self::CoverMoved
            | Self::Elsewhere { .. }
            | Self::DocumentTaken { .. }
            | Self::DocumentKnown
            | Self::LastDocument
            | Self::SamePerson
            | Self::MergeChoice
            | Self::StepStands
            | Self::MergeStands { .. }
            | Self::UnionDissolved { .. }
            | Self::ChangeOpen { .. }
            | Self::ChangeBegun
            | Self::ElectionOpen { .. }
            | Self::ReportExists
            | Self::ReportFreezing
            | Self::AdjustmentMoved
            | Self::RunState { .. }
            | Self::TreeFull => Status::Conflict,
            Self::ApprovalAbove => Status::Forbidden,
            Self::Proposal(e) => e.status(),
            Self::Invalid(_) => Status::Invalid,
        }
    }

    fn params(&self) -> Params {
        match self {
            Self::Denied(e) => e.params(),
            Self::File(e) => e.params(),
            Self::Zone(e) => e.params(),
            Self::Own(e) => e.params(),
            Self::Sheet(e) => e.params(),
            Self::Export(e) => e.params(),
            Self::Stale { version } => [("version", version.to_string())].into(),
            Self::AlreadyMember { union } | Self::Elsewhere { union } => [("union", union.clone())].into(),
            Self::WrongState { deed, status } => {
                [("deed", (*deed).to_owned()), ("status", (*status).to_owned())].into()
            }
            Self::MergeStands { why } => [("why", (*why).to_owned())].into(),
            Self::RunState { state } => [("state", (*state).to_owned())].into(),
            Self::TooManyFiles { most } => [("most", most.to_string())].into(),
            Self::CodeTaken { name }
            | Self::DocumentTaken { name }
            | Self::UnionDissolved { name }
            | Self::ChangeOpen { name }
            | Self::ElectionOpen { name } => [("name", name.clone())].into(),
            _ => Params::new(),
        }
    }

    fn field_errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(fields) => fields.clone(),
            Self::Export(e) => e.field_errors(),
            _ => Vec::new(),
        }
    }
}
