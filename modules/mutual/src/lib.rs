//! Mutual medical aid (职工医疗互助): schemes as dated data, enrolment, claims, payment, the fund. See the README for words, states
//! and invariants.

mod fixtures;
mod http;
mod model;
mod ops;
mod rules;
mod scheme_error;
mod store;

use ::store::Migration;
use platform::Module;
use platform::jobs::JobHandler;
use utoipa_axum::router::OpenApiRouter;

pub use scheme_error::SchemeError;

/// Schemes for whoever reckons with them: the model, what is wrong with one, what is paid, those that come with the program.
pub mod schemes {
    pub use crate::fixtures::{codes, demo_county, shipped};
    pub use crate::model::case::*;
    pub use crate::model::illness::{ILLNESSES, OF_WOMEN};
    pub use crate::model::scheme::*;
    pub use crate::model::scheme_file::{InForce, RerunResult, Versions};
    pub use crate::ops::rerun::work as rerun;
    pub use crate::ops::scheme::{install, moved};
    pub use crate::ops::trial::{Uses, run as try_cases};
    pub use crate::rules::benefit::{Yuan, adjudicate};
    pub use crate::rules::scheme_check::check;
    pub use crate::store::scheme::{by_id, in_force, valid_on};
}

const fn migration(name: &'static str, sql: &'static str) -> Migration {
    Migration { module: "mutual", name, sql }
}

const MIGRATIONS: &[Migration] = &[
    migration("0001_schemes", include_str!("../migrations/0001_schemes.sql")),
];

fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![Box::new(ops::rerun::RerunJob)]
}

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "mutual",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: OpenApiRouter::new,
        jobs,
        cases: Vec::new,
        indicators: &[],
        sealed: &[],
        references: store::references::REFERENCES,
    }
}
