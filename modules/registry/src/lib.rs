//! The register: divisions, unions, employers, people and their membership. See the README for words, states and
//! invariants.

pub mod api;
pub mod demo;
mod directory;
mod error;
mod http;
mod imports;
mod jobs;
mod model;
mod ops;
mod rules;
mod store;

use ::store::Migration;
use axum::extract::DefaultBodyLimit;
use platform::Module;
use utoipa_axum::router::OpenApiRouter;

pub use directory::Directory;
pub use error::RegistryError;

const MIGRATIONS: &[Migration] = &[Migration {
    module: "registry",
    name: "0001_registry",
    sql: include_str!("../migrations/0001_registry.sql"),
}];

/// The register as a module.
pub fn module() -> Module {
    Module {
        name: "registry",
        migrations: MIGRATIONS,
        routes: || http::routes().layer(DefaultBodyLimit::max(http::UPLOAD)),
        anonymous_routes: OpenApiRouter::new,
        jobs: jobs::jobs,
        indicators: rules::INDICATORS,
        sealed: store::sealed::SEALED,
        references: store::references::REFERENCES,
    }
}
