//! The one policy table: which role may do what to what. Where, is the grant's union.

use crate::resource::{ActionKind as A, ResourceKind as R};
pub use crate::role::Role;

/// What every signed-in cadre may do: read and carry out dictionaries, parameters and the calendar, and the own
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
            (R::Wechat, &[A::Read, A::Update]),
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
            (R::Campaign, &[A::Read, A::Export]),
            (R::Merchant, &[A::Read]),
            (R::Redemption, &[A::Read, A::Export]),
            (R::BenefitCard, &[A::Read]),
            (R::Figure, &[A::Read, A::Export]),
        ],
        Role::BenefitsOfficer => &[
            (R::Union, &[A::Read]),
            (R::Campaign, &[A::Read, A::Create, A::Update, A::Export, A::Propose, A::Lock, A::Reveal]),
            (R::Merchant, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Case, &[A::Read, A::Update, A::Export, A::Reveal]),
            (R::Procedure, &[A::Read, A::Export]),
            (R::Letter, &[A::Read, A::Create]),
            (R::Redemption, &[A::Read, A::Create, A::Update, A::Export]),
            (R::BenefitCard, &[A::Read, A::Create, A::Update, A::Export, A::Reveal]),
            (R::Ledger, &[A::Read, A::Export]),
            (R::Post, &[A::Read, A::Create]),
            (R::Figure, &[A::Read, A::Export]),
        ],
        Role::BenefitsManager => &[
            (R::Union, &[A::Read]),
            (R::Campaign, &[A::Read, A::Export, A::Approve, A::Lock]),
            (R::Merchant, &[A::Read, A::Export, A::Approve]),
            (R::Case, &[A::Read, A::Update, A::Export]),
            (R::Procedure, &[A::Read, A::Export]),
            (R::Letter, &[A::Read, A::Create]),
            (R::Redemption, &[A::Read, A::Export, A::Approve]),
            (R::BenefitCard, &[A::Read, A::Export, A::Approve]),
            (R::Ledger, &[A::Read, A::Export]),
            (R::Figure, &[A::Read, A::Export]),
            (R::Parameter, &[A::Propose]),
        ],
        Role::MerchantClerk => &[(R::Till, &[A::Read, A::Create, A::Update])],
        Role::Editor => &[
            (R::Union, &[A::Read]),
            (R::Post, &[A::Read, A::Create, A::Update, A::Export, A::Propose]),
            (R::Campaign, &[A::Read]),
            (R::Figure, &[A::Read, A::Export]),
        ],
        Role::ChiefEditor => &[
            (R::Union, &[A::Read]),
            (R::Post, &[A::Read, A::Export, A::Approve]),
            (R::Campaign, &[A::Read]),
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
            (R::Campaign, &[A::Read]),
            (R::BenefitCard, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Post, &[A::Read, A::Create]),
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
            (R::Campaign, &[A::Read]),
            (R::BenefitCard, &[A::Read, A::Create, A::Update, A::Export]),
            (R::Post, &[A::Read, A::Create]),
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
            (R::Campaign, &[A::Read]),
            (R::Post, &[A::Read]),
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
    (R::Campaign, &[A::Read, A::Create]),
    (R::BenefitCard, &[A::Read, A::Create, A::Update]),
    (R::Merchant, &[A::Read]),
    (R::Post, &[A::Read, A::Create]),
];

fn lists(rows: &[(R, &[A])], resource: R, action: A) -> bool {
    rows.iter().any(|(r, actions)| *r == resource && actions.contains(&action))
}

/// Whether `role` may do `action` to `resource`.
pub fn allowed(role: Role, resource: R, action: A) -> bool {
    (!role.is_outside() && lists(EVERYONE, resource, action)) || lists(own(role), resource, action)
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
