//! Visits to employers (走访): plans, the five questions (五问五帮), issues that become cases. See the README for words, states
//! and invariants.

pub mod demo;
mod error;
mod http;
mod model;
mod ops;
mod rules;
mod store;
mod watch;

use ::store::Migration;
use platform::Module;
use platform::cases::CaseWatch;
use utoipa_axum::router::OpenApiRouter;

pub use error::VisitError;
pub use ops::figures::{Asked, TownRow, towns};

/// The kind of case of issues that are found on visits (docs/rules §19).
pub const KIND: &str = "visit.issue";

const MIGRATIONS: &[Migration] =
    &[Migration { module: "visit", name: "0001_visit", sql: include_str!("../migrations/0001_visit.sql") }];

fn watches() -> Vec<Box<dyn CaseWatch>> {
    vec![Box::new(watch::Following)]
}

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "visit",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: OpenApiRouter::new,
        jobs: Vec::new,
        cases: watches,
        indicators: model::INDICATORS,
        sealed: &[],
        references: store::references::REFERENCES,
    }
}
