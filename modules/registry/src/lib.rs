//! The register: divisions, unions, employers, people and their membership. See the README for words, states and
//! invariants.

pub mod api;
pub mod demo;
mod directory;
mod duty_job;
mod error;
mod exchange;
mod exchange_job;
mod facts;
mod forms;
mod founding_job;
mod http;
mod imports;
mod jobs;
mod join_job;
mod measures;
mod model;
mod near;
mod ops;
mod own_data_error;
mod privacy_job;
mod proposal_error;
mod quality;
mod reach;
mod rules;
mod secondment_job;
mod spoken;
mod store;
mod zone_error;

#[cfg(test)]
extern crate self as registry;

use ::store::Migration;
use axum::extract::DefaultBodyLimit;
use platform::Module;

pub use directory::{Directory, Tree};
pub use error::RegistryError;

const fn migration(name: &'static str, sql: &'static str) -> Migration {
    Migration { module: "registry", name, sql }
}

const MIGRATIONS: &[Migration] = &[
    migration("0001_registry", include_str!("../migrations/0001_registry.sql")),
    migration("0002_transfers", include_str!("../migrations/0002_transfers.sql")),
    migration("0003_union_changes", include_str!("../migrations/0003_union_changes.sql")),
    migration("0004_joining", include_str!("../migrations/0004_joining.sql")),
    migration("0005_figures", include_str!("../migrations/0005_figures.sql")),
    migration("0006_members", include_str!("../migrations/0006_members.sql")),
    migration("0008_elections", include_str!("../migrations/0008_elections.sql")),
    migration("0009_own_data", include_str!("../migrations/0009_own_data.sql")),
    migration("0010_lists", include_str!("../migrations/0010_lists.sql")),
    migration("0011_zones", include_str!("../migrations/0011_zones.sql")),
    migration("0012_duty_founding", include_str!("../migrations/0012_duty_founding.sql")),
    migration("0013_data_requests", include_str!("../migrations/0013_data_requests.sql")),
    migration("0014_member_flags", include_str!("../migrations/0014_member_flags.sql")),
    migration("0016_exchange", include_str!("../migrations/0016_exchange.sql")),
    migration("0017_quality", include_str!("../migrations/0017_quality.sql")),
    migration("0018_papers", include_str!("../migrations/0018_papers.sql")),
    migration("0019_newest", include_str!("../migrations/0019_newest.sql")),
    migration("0020_flags_documents", include_str!("../migrations/0020_flags_documents.sql")),
    migration("0021_secondments", include_str!("../migrations/0021_secondments.sql")),
    migration("0022_numbers_consents", include_str!("../migrations/0022_numbers_consents.sql")),
    migration("0023_exchange_proposal", include_str!("../migrations/0023_exchange_proposal.sql")),
    migration("0024_missing", include_str!("../migrations/0024_missing.sql")),
    migration("0025_relatives", include_str!("../migrations/0025_relatives.sql")),
    migration("0026_orders", include_str!("../migrations/0026_orders.sql")),
    migration("0029_above_scale", include_str!("../migrations/0029_above_scale.sql")),
];

/// The register as a module.
pub fn module() -> Module {
    Module {
        name: "registry",
        migrations: MIGRATIONS,
        routes: || http::routes().layer(DefaultBodyLimit::max(http::UPLOAD)),
        anonymous_routes: http::anonymous_routes,
        jobs: jobs::jobs,
        cases: Vec::new,
        indicators: rules::INDICATORS,
        sealed: store::sealed::SEALED,
        references: store::references::REFERENCES,
    }
}
