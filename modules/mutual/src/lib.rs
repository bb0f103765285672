//! Mutual medical aid (职工医疗互助): schemes as dated data, enrolment, claims, payment, the fund. See the README for words, states
//! and invariants.

mod http;
mod model;
mod ops;
mod rules;
mod store;

use ::store::Migration;
use platform::Module;
use utoipa_axum::router::OpenApiRouter;

const MIGRATIONS: &[Migration] = &[];

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "mutual",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: OpenApiRouter::new,
        jobs: Vec::new,
        cases: Vec::new,
        indicators: &[],
        sealed: &[],
        references: &[],
    }
}
