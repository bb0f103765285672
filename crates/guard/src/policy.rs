//! The one policy table: which role may do what to what. Where, is the grant's union.

use serde::{Deserialize, Serialize};

use crate::resource::{ActionKind as A, ResourceKind as R};

/// A role that an account holds at a union. The three administrators exclude each other and hold no business right
/// (docs/rules §24).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 系统管理员: accounts, dictionaries, running of the system; proposes parameters and calendars.
    SystemAdmin,
    /// 安全管理员: who holds which role; locks; approves resets, parameters and calendars.
    SecurityAdmin,
    /// 审计管理员: reads the audit.
    AuditAdmin,
    /// 组织部干部: keeps the register of a city or county.
    Registrar,
    /// 权益保障部干部: answers for what workers say in a city or county, and for how it is dealt with.
    Advocate,
    /// 医疗互助经办: takes in enrolments and claims of mutual aid, works them out, prepares payments.
    FundOfficer,
    /// 医疗互助负责人: approves schemes, claims and payments, closes the books.
    FundManager,
    /// 经审委员: reads fund and claims, draws samples, changes nothing.
    FundAuditor,
    /// 乡镇（街道）干事: keeps the register of a township.
    Clerk,
    /// 基层工会主席: keeps the own union's register.
    Chair,
    /// 查看员: reads, masked.
    Viewer,
}

impl Role {
    /// All roles, in the order of the matrix.
    pub const ALL: &'static [Self] = &[
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
        Self::Registrar,
        Self::Advocate,
        Self::FundOfficer,
        Self::FundManager,
        Self::FundAuditor,
        Self::Clerk,
        Self::Chair,
        Self::Viewer,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::AuditAdmin => "audit_admin",
            Self::Registrar => "registrar",
            Self::Advocate => "advocate",
            Self::FundOfficer => "fund_officer",
            Self::FundManager => "fund_manager",
            Self::FundAuditor => "fund_auditor",
            Self::Clerk => "clerk",
            Self::Chair => "chair",
            Self::Viewer => "viewer",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|r| r.code() == code)
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::SystemAdmin => "系统管理员",
            Self::SecurityAdmin => "安全管理员",
            Self::AuditAdmin => "审计管理员",
            Self::Registrar => "组织部干部",
            Self::Advocate => "权益保障部干部",
            Self::FundOfficer => "医疗互助经办",
            Self::FundManager => "医疗互助负责人",
            Self::FundAuditor => "经审委员",
            Self::Clerk => "乡镇（街道）干事",
            Self::Chair => "基层工会主席",
            Self::Viewer => "查看员",
        }
    }

    /// One of the three administrators, whose reach is the whole installation.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }

    /// Whether one account may hold both: an administrator holds nothing else.
    pub fn goes_with(self, other: Self) -> bool {
        self == other || !(self.is_admin() || other.is_admin())
    }
}

/// What every signed-in member of staff may do: read and carry out dictionaries, parameters and the calendar, and the own
/// inbox.
const EVERYONE: &[(R, &[A])] = &[
    (R::Codeset, &[A::Read, A::Export]),
    (R::Calendar, &[A::Read, A::Export]),
    (R::Parameter, &[A::Read, A::Export]),
    (R::Map, &[A::Read]),
    (R::Notice, &[A::Read, A::Update]),
];

fn own(role: Role) -> &'static [(R, &'static [A])] {
    match role {
        Role::SystemAdmin => &[
            (R::Account, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Codeset, &[A::Create, A::Update]),
            (R::Map, &[A::Create, A::Update]),
            (R::Calendar, &[A::Propose]),
            (R::Parameter, &[A::Propose]),
            (R::System, &[A::Read, A::Update]),
        ],
        Role::SecurityAdmin => &[
            (R::Account, &[A::Read, A::Lock, A::Propose, A::Approve, A::Export]),
            (R::Grant, &[A::Read, A::Create, A::Update]),
            (R::Union, &[A::Read]),
            (R::Parameter, &[A::Approve]),
            (R::Calendar, &[A::Approve]),
            (R::Retention, &[A::Read, A::Export]),
        ],
        Role::AuditAdmin => {
            // Unions are the places that the audit is searched by.
            &[
                (R::Audit, &[A::Read, A::Export]),
                (R::Account, &[A::Read, A::Export]),
                (R::Grant, &[A::Read]),
                (R::Union, &[A::Read]),
            ]
        }
        Role::Registrar => &[
            (R::Union, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Election, &[A::Read, A::Create, A::Update, A::Approve, A::Export]),
            (R::Employer, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Member, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Import, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Transfer, &[A::Read, A::Update, A::Export]),
            (R::Join, &[A::Read, A::Update, A::Export]),
            (R::Zone, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Duty, &[A::Read, A::Create, A::Update, A::Export]),
            (R::DataRequest, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Survey, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Visit, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Room, &[A::Read, A::Export]),
            (R::Reception, &[A::Read, A::Export]),
            (R::Exchange, &[A::Read, A::Create, A::Update, A::Approve, A::Export]),
            (R::Figure, &[A::Read, A::Export, A::Freeze]),
            (R::Letter, &[A::Read, A::Create, A::Update, A::Export, A::Propose, A::Approve]),
            (R::File, &[A::Read, A::Create, A::Update]),
            (R::Parameter, &[A::Propose]),
            (R::Enrolment, &[A::Read]),
        ],
        Role::Advocate => &[
            (R::Union, &[A::Read]),
            (R::Employer, &[A::Read]),
            (R::Case, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Room, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Reception, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Procedure, &[A::Read, A::Export, A::Propose, A::Approve]),
            (R::Knowledge, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Letter, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Visit, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Figure, &[A::Read, A::Export]),
            (R::Parameter, &[A::Propose]),
        ],
        Role::FundOfficer => &[
            (R::Union, &[A::Read]),
            (R::Employer, &[A::Read]),
            (R::Member, &[A::Read]),
            (R::Scheme, &[A::Read, A::Export, A::Propose]),
            (R::Enrolment, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Claim, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Payment, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Fund, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Ledger, &[A::Read, A::Export]),
            (R::Case, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Procedure, &[A::Read, A::Export]),
            (R::Figure, &[A::Read, A::Export]),
            (R::Letter, &[A::Read, A::Create]),
            (R::File, &[A::Read, A::Create, A::Update]),
        ],
        Role::FundManager => &[
            (R::Union, &[A::Read]),
            (R::Employer, &[A::Read]),
            (R::Member, &[A::Read]),
            (R::Scheme, &[A::Read, A::Export, A::Propose, A::Approve]),
            (R::Enrolment, &[A::Read, A::Create, A::Update, A::Export, A::Approve]),
            (R::Claim, &[A::Read, A::Approve, A::Export, A::Reveal]),
            (R::Payment, &[A::Read, A::Approve, A::Export, A::Reveal]),
            (R::Fund, &[A::Read, A::Export, A::Approve]),
            (R::Ledger, &[A::Read, A::Create, A::Export, A::Freeze]),
            (R::Case, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Procedure, &[A::Read, A::Export]),
            (R::Figure, &[A::Read, A::Export]),
            (R::Letter, &[A::Read, A::Create]),
            (R::Parameter, &[A::Propose]),
            (R::File, &[A::Read, A::Create, A::Update]),
        ],
        Role::FundAuditor => &[
            (R::Union, &[A::Read]),
            (R::Scheme, &[A::Read, A::Export]),
            (R::Enrolment, &[A::Read, A::Export]),
            (R::Claim, &[A::Read, A::Export]),
            (R::Payment, &[A::Read, A::Export]),
            (R::Fund, &[A::Read, A::Export]),
            (R::Ledger, &[A::Read, A::Export]),
            (R::Sample, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Figure, &[A::Read, A::Export]),
        ],
        Role::Clerk => &[
            (R::Union, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Election, &[A::Read, A::Create, A::Update, A::Approve, A::Export]),
            (R::Employer, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Member, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Import, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Transfer, &[A::Read, A::Update, A::Export]),
            (R::Join, &[A::Read, A::Update, A::Export]),
            (R::Zone, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Duty, &[A::Read, A::Create, A::Update, A::Export]),
            (R::DataRequest, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Survey, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Visit, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Exchange, &[A::Read, A::Create, A::Update, A::Approve, A::Export]),
            (R::Case, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Room, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Reception, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Procedure, &[A::Read, A::Export]),
            (R::Knowledge, &[A::Read, A::Export]),
            (R::Figure, &[A::Read, A::Export, A::Freeze]),
            (R::Letter, &[A::Read, A::Create, A::Update, A::Export]),
            (R::File, &[A::Read, A::Create, A::Update]),
            (R::Scheme, &[A::Read]),
            (R::Enrolment, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Claim, &[A::Read, A::Create]),
        ],
        Role::Chair => &[
            (R::Union, &[A::Read]),
            (R::Election, &[A::Read, A::Create, A::Update]),
            (R::Employer, &[A::Read]),
            (R::Member, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Import, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Transfer, &[A::Read, A::Update, A::Export]),
            (R::Join, &[A::Read, A::Update, A::Export]),
            (R::Zone, &[A::Read]),
            (R::Duty, &[A::Read, A::Create, A::Update, A::Export]),
            (R::DataRequest, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Case, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Room, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Reception, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Procedure, &[A::Read, A::Export]),
            (R::Knowledge, &[A::Read]),
            (R::Survey, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Visit, &[A::Read, A::Export]),
            (R::Figure, &[A::Read]),
            (R::Letter, &[A::Read, A::Create]),
            (R::File, &[A::Read, A::Create, A::Update]),
            (R::Scheme, &[A::Read]),
            (R::Enrolment, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Claim, &[A::Read, A::Create]),
        ],
        Role::Viewer => &[
            (R::Union, &[A::Read]),
            (R::Election, &[A::Read]),
            (R::Employer, &[A::Read]),
            (R::Member, &[A::Read]),
            (R::Import, &[A::Read]),
            (R::Transfer, &[A::Read]),
            (R::Join, &[A::Read]),
            (R::Zone, &[A::Read]),
            (R::Duty, &[A::Read]),
            (R::Letter, &[A::Read]),
            (R::Survey, &[A::Read]),
            (R::Visit, &[A::Read]),
            (R::Room, &[A::Read]),
            (R::Reception, &[A::Read]),
            (R::Figure, &[A::Read]),
            (R::Scheme, &[A::Read]),
            (R::Enrolment, &[A::Read]),
        ],
    }
}

/// What a member may do, to the own record only.
const MEMBER: &[(R, &[A])] = &[
    (R::Member, &[A::Read]),
    (R::Notice, &[A::Read, A::Update]),
    (R::Codeset, &[A::Read]),
    (R::Union, &[A::Read]),
    (R::Transfer, &[A::Read, A::Update]),
    (R::Duty, &[A::Read, A::Update]),
    (R::DataRequest, &[A::Read, A::Create, A::Update]),
    (R::Case, &[A::Read, A::Create, A::Update]),
    (R::Survey, &[A::Read, A::Create]),
    (R::Room, &[A::Read]),
    (R::Reception, &[A::Read, A::Create, A::Update]),
    (R::Enrolment, &[A::Read]),
    (R::Claim, &[A::Read, A::Create, A::Update]),
];

fn lists(rows: &[(R, &[A])], resource: R, action: A) -> bool {
    rows.iter().any(|(r, actions)| *r == resource && actions.contains(&action))
}

/// Whether `role` may do `action` to `resource`.
pub fn allowed(role: Role, resource: R, action: A) -> bool {
    lists(EVERYONE, resource, action) || lists(own(role), resource, action)
}

/// Whether a member may do `action` to the own `resource`.
pub(crate) fn member_allowed(resource: R, action: A) -> bool {
    lists(MEMBER, resource, action)
}

/// The whole table, for the permission matrix: every role with every permission it has.
pub fn matrix() -> Vec<(Role, Vec<(R, A)>)> {
    let of = |role: &Role| {
        let all = R::ALL.iter().flat_map(|r| A::ALL.iter().map(move |a| (*r, *a)));
        (*role, all.filter(|(r, a)| allowed(*role, *r, *a)).collect())
    };
    Role::ALL.iter().map(of).collect()
}
