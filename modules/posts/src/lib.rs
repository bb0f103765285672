//! Posts. See the README for words, states and invariants.

mod error;
mod http;
pub mod model;
pub mod ops;
pub mod rules;
mod store;

use ::store::Migration;
use platform::Module;
use utoipa_axum::router::OpenApiRouter;

pub use error::PostsError;

const MIGRATIONS: &[Migration] = &[Migration {
    module: "posts",
    name: "0001_posts",
    sql: include_str!("../migrations/0001_posts.sql"),
}];

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "posts",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: OpenApiRouter::new,
        jobs: Vec::new,
        cases: Vec::new,
        indicators: &[],
        sealed: &[],
        references: store::entry::REFERENCES,
    }
}
