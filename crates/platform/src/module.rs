//! What a module hands to the composition root: one value, no second list anywhere.

use std::sync::Arc;

use store::{CommitHook, Migration, Reference};
use utoipa_axum::router::OpenApiRouter;

use crate::App;
use crate::cases::CaseWatch;
use crate::indicators::{Indicator, TreeSource};
use crate::jobs::JobHandler;
use crate::sealed::SealedTable;

/// A module: everything that the program needs to know of it.
#[derive(Clone, Copy)]
pub struct Module {
    /// Name; also the tag of its operations and the first part of its problem codes.
    pub name: &'static str,
    /// Migrations in order.
    pub migrations: &'static [Migration],
    /// Routes behind a session, each registered together with its OpenAPI document.
    pub routes: fn() -> OpenApiRouter<App>,
    /// Routes that need no session; they stand apart so that nobody takes one for the other.
    pub anonymous_routes: fn() -> OpenApiRouter<App>,
    /// Jobs it can run.
    pub jobs: fn() -> Vec<Box<dyn JobHandler>>,
    /// What it does when its cases change.
    pub cases: fn() -> Vec<Box<dyn CaseWatch>>,
    /// Indicators it records facts for.
    pub indicators: &'static [Indicator],
    /// Columns that depend on the keys.
    pub sealed: &'static [SealedTable],
    /// Columns that refer to rows, of the own tables and of those beneath; `niangjia doctor` follows them.
    pub references: &'static [Reference],
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Module({})", self.name)
    }
}

/// The commit hooks of the platform: audit, facts, outbox. `tree` is the one that figures count in.
pub fn hooks(tree: Arc<dyn TreeSource>) -> Vec<Arc<dyn CommitHook>> {
    vec![
        Arc::new(crate::audit::AuditHook),
        Arc::new(crate::indicators::FactHook::new(tree)),
        Arc::new(crate::outbox::OutboxHook),
    ]
}

const fn migration(name: &'static str, sql: &'static str) -> Migration {
    Migration { module: "platform", name, sql }
}

const MIGRATIONS: &[Migration] = &[
    migration("0001_platform", include_str!("../migrations/0001_platform.sql")),
    migration("0002_accounts", include_str!("../migrations/0002_accounts.sql")),
    migration("0003_notices", include_str!("../migrations/0003_notices.sql")),
    migration("0004_dated", include_str!("../migrations/0004_dated.sql")),
    migration("0005_trust", include_str!("../migrations/0005_trust.sql")),
    migration("0006_holders", include_str!("../migrations/0006_holders.sql")),
    migration("0007_figure_up", include_str!("../migrations/0007_figure_up.sql")),
    migration("0008_reports", include_str!("../migrations/0008_reports.sql")),
    migration("0009_numbers", include_str!("../migrations/0009_numbers.sql")),
    migration("0010_cases", include_str!("../migrations/0010_cases.sql")),
    migration("0011_letters", include_str!("../migrations/0011_letters.sql")),
    migration("0012_case_kinds", include_str!("../migrations/0012_case_kinds.sql")),
    migration("0013_contacts", include_str!("../migrations/0013_contacts.sql")),
    migration("0014_ledger", include_str!("../migrations/0014_ledger.sql")),
    migration("0015_case_lists", include_str!("../migrations/0015_case_lists.sql")),
    migration("0016_ledger_at", include_str!("../migrations/0016_ledger_at.sql")),
    migration("0017_quizzes", include_str!("../migrations/0017_quizzes.sql")),
    migration("0018_wechat", include_str!("../migrations/0018_wechat.sql")),
    migration("0019_offers", include_str!("../migrations/0019_offers.sql")),
    migration("0021_case_towns", include_str!("../migrations/0021_case_towns.sql")),
];

const fn of_account(table: &'static str, column: &'static str) -> Reference {
    Reference { table, column, to: "account", key: "id" }
}

const fn of_report(table: &'static str) -> Reference {
    Reference { table, column: "report_id", to: "figure_report", key: "id" }
}

const fn of_binding(table: &'static str) -> Reference {
    Reference { table, column: "person_id", to: "wechat_binding", key: "person_id" }
}

const OWN: [Reference; 16] = [
    of_account("account_name", "account_id"),
    of_account("account_grant", "account_id"),
    of_account("account_reset", "account_id"),
    of_report("figure_report_key"),
    of_report("figure_report_place"),
    of_report("figure_report_line"),
    of_report("figure_report_fact"),
    of_report("figure_report_note"),
    Reference { table: "letter_number", column: "letter_id", to: "letter", key: "id" },
    Reference { table: "contact_person", column: "contact_id", to: "contact", key: "id" },
    Reference { table: "job_key", column: "job_id", to: "job", key: "id" },
    Reference { table: "audit_unsealed", column: "id", to: "audit_entry", key: "id" },
    Reference { table: "quiz_score", column: "quiz_id", to: "quiz", key: "id" },
    of_binding("wechat_openid"),
    of_binding("wechat_agreement"),
    of_binding("wechat_message"),
];

const ALL: usize = OWN.len() + crate::cases::REFERENCES.len() + crate::ledger::REFERENCES.len();

const fn joined() -> [Reference; ALL] {
    let (cases, mut all) = (OWN.len() + crate::cases::REFERENCES.len(), [OWN[0]; ALL]);
    let mut i = 0;
    while i < all.len() {
        all[i] = if i < OWN.len() {
            OWN[i]
        } else if i < cases {
            crate::cases::REFERENCES[i - OWN.len()]
        } else {
            crate::ledger::REFERENCES[i - cases]
        };
        i += 1;
    }
    all
}

const REFERENCES: &[Reference] = &joined();

/// Columns of the platform's rooms that depend on the keys.
const SEALED: &[SealedTable] = &{
    let [account, bond, code] = crate::accounts::SEALED;
    let [reporter, claim] = crate::cases::SEALED;
    let [binding, token] = crate::wechat::SEALED;
    [account, bond, code, reporter, claim, crate::contacts::SEALED, binding, token]
};

/// The platform itself as a module.
pub fn module() -> Module {
    Module {
        name: "platform",
        migrations: MIGRATIONS,
        routes: crate::http::routes,
        anonymous_routes: crate::http::anonymous_routes,
        jobs: crate::housekeeping::jobs,
        cases: Vec::new,
        indicators: &[],
        sealed: SEALED,
        references: REFERENCES,
    }
}
