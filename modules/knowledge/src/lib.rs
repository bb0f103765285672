//! The knowledge base of those who answer workers (知识库). See the README for words, states and invariants.

pub mod demo;
mod error;
mod http;
pub mod model;
pub mod ops;
pub mod rules;
mod store;

use ::store::Migration;
use platform::Module;
use utoipa_axum::router::OpenApiRouter;

pub use error::KnowledgeError;

const MIGRATIONS: &[Migration] = &[Migration {
    module: "knowledge",
    name: "0001_knowledge",
    sql: include_str!("../migrations/0001_knowledge.sql"),
}];

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "knowledge",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: OpenApiRouter::new,
        jobs: Vec::new,
        cases: Vec::new,
        indicators: &[],
        sealed: &[],
        references: store::article::REFERENCES,
    }
}
