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
    migration("0007_kinds", include_str!("../migrations/0007_kinds.sql")),
    migration("0010_figures", include_str!("../migrations/0010_figures.sql")),
];

fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![Box::new(jobs::CampaignJob), Box::new(ops::draw_work::DrawJob), Box::new(jobs::MissedJob)]
}

/// Columns that depend on the keys.
const SEALED: &[SealedTable] =
    &[store::card::SEALED, store::merchant_sealed::MERCHANT, store::merchant_sealed::CLERK];

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "benefits",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: http::anonymous_routes,
        jobs,
        cases: Vec::new,
        indicators: model::indicators::INDICATORS,
        sealed: SEALED,
        references: store::references::REFERENCES,
    }
}
