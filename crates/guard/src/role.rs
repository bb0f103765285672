//! The roles.

use serde::{Deserialize, Serialize};

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
    /// 普惠经办: prepares campaigns, keeps merchants, works statements out.
    BenefitsOfficer,
    /// 普惠负责人: approves campaigns, budgets, contracts and payments to merchants.
    BenefitsManager,
    /// 商家店员: redeems vouchers at the till of the own merchant, and nothing else.
    MerchantClerk,
    /// 宣传编辑: reviews and edits articles.
    Editor,
    /// 宣传审定: decides what is published.
    ChiefEditor,
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
        Self::BenefitsOfficer,
        Self::BenefitsManager,
        Self::MerchantClerk,
        Self::Editor,
        Self::ChiefEditor,
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
            Self::BenefitsOfficer => "benefits_officer",
            Self::BenefitsManager => "benefits_manager",
            Self::MerchantClerk => "merchant_clerk",
            Self::Editor => "editor",
            Self::ChiefEditor => "chief_editor",
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
            Self::BenefitsOfficer => "普惠经办",
            Self::BenefitsManager => "普惠负责人",
            Self::MerchantClerk => "商家店员",
            Self::Editor => "宣传编辑",
            Self::ChiefEditor => "宣传审定",
            Self::Clerk => "乡镇（街道）干事",
            Self::Chair => "基层工会主席",
            Self::Viewer => "查看员",
        }
    }

    /// One of the three administrators, whose reach is the whole installation.
    pub fn is_admin(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }

    /// Somebody of a merchant: no cadre, sees nothing of the federation.
    pub fn is_outside(self) -> bool {
        self == Self::MerchantClerk
    }

    /// Whether one account may hold both: an administrator holds nothing else, nor does whoever stands at a merchant's till.
    pub fn goes_with(self, other: Self) -> bool {
        let alone = |role: Self| role.is_admin() || role.is_outside();
        self == other || !(alone(self) || alone(other))
    }
}
