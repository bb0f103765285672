//! Benefits (普惠): campaigns and their budgets, vouchers, draws, merchants and what they are paid. See the README for words, states
//! and invariants.

mod http;
pub mod model;
pub mod ops;
pub mod rules;
pub mod store;

use ::store::{Migration, Reference};
use platform::Module;
use platform::jobs::JobHandler;

const fn migration(name: &'static str, sql: &'static str) -> Migration {
    Migration { module: "benefits", name, sql }
}

const MIGRATIONS: &[Migration] =
    &[migration("0001_campaigns", include_str!("../migrations/0001_campaigns.sql"))];

fn jobs() -> Vec<Box<dyn JobHandler>> {
    Vec::new()
}

const REFERENCES: &[Reference] = &[];

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "benefits",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: http::anonymous_routes,
        jobs,
        cases: Vec::new,
        indicators: &[],
        sealed: &[],
        references: REFERENCES,
    }
}
