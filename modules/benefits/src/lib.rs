//! Benefits (普惠): campaigns and their budgets, vouchers, draws, merchants and what they are paid. See the README for words, states
//! and invariants.

mod campaign_error;
mod card_error;
pub mod demo;
mod draw_error;
pub mod drill;
mod error;
mod http;
mod issue_error;
mod jobs;
mod merchant_error;
pub mod model;
pub mod ops;
pub mod rules;
pub mod store;

use ::store::Migration;
use platform::Module;
use platform::cases::CaseWatch;
use platform::jobs::JobHandler;
use platform::sealed::SealedTable;

pub use error::{CampaignError, CardError, DrawError, IssueError, MerchantError};

const fn migration(name: &'static str, sql: &'static str) -> Migration {
    Migration { module: "benefits", name, sql }
}

const MIGRATIONS: &[Migration] = &[
    migration("0001_campaigns", include_str!("../migrations/0001_campaigns.sql")),
    migration("0002_merchants", include_str!("../migrations/0002_merchants.sql")),
    migration("0003_draws", include_str!("../migrations/0003_draws.sql")),
    migration("0004_cards", include_str!("../migrations/0004_cards.sql")),
    migration("0005_issuing", include_str!("../migrations/0005_issuing.sql")),
    migration("0006_member_codes", include_str!("../migrations/0006_member_codes.sql")),
    migration("0007_kinds", include_str!("../migrations/0007_kinds.sql")),
    migration("0008_partner_codes", include_str!("../migrations/0008_partner_codes.sql")),
    migration("0009_complaints", include_str!("../migrations/0009_complaints.sql")),
    migration("0010_figures", include_str!("../migrations/0010_figures.sql")),
    migration("0011_delivery", include_str!("../migrations/0011_delivery.sql")),
    migration("0012_merchant_visits", include_str!("../migrations/0012_merchant_visits.sql")),
    migration("0013_merchant_offers", include_str!("../migrations/0013_merchant_offers.sql")),
    migration("0014_visit_edits", include_str!("../migrations/0014_visit_edits.sql")),
];

fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![
        Box::new(jobs::CampaignJob),
        Box::new(ops::draw_work::DrawJob),
        Box::new(jobs::MissedJob),
        Box::new(jobs::GiftJob),
        Box::new(jobs::OfferJob),
    ]
}

fn watches() -> Vec<Box<dyn CaseWatch>> {
    vec![Box::new(ops::complaint::Complaints)]
}

/// Columns that depend on the keys.
const SEALED: &[SealedTable] = &[
    store::card::SEALED,
    store::code_pool::SEALED,
    store::merchant_sealed::MERCHANT,
    store::merchant_sealed::CLERK,
    store::parcel::SEALED,
];

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "benefits",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: http::anonymous_routes,
        jobs,
        cases: watches,
        indicators: model::indicators::INDICATORS,
        sealed: SEALED,
        references: store::references::REFERENCES,
    }
}
