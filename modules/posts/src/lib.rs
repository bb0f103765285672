//! Posts (宣传): columns, articles in three reviews, publication, reads and comments. See the README for words, states and
//! invariants.

pub mod demo;
mod error;
mod http;
pub mod jobs;
pub mod model;
pub mod ops;
pub mod rules;
mod store;

use ::store::Migration;
use platform::Module;
use platform::jobs::JobHandler;

pub use error::PostsError;
pub use store::inventory::until as published_until;

const MIGRATIONS: &[Migration] =
    &[Migration { module: "posts", name: "0001_posts", sql: include_str!("../migrations/0001_posts.sql") }];

fn handlers() -> Vec<Box<dyn JobHandler>> {
    vec![Box::new(jobs::Publish), Box::new(jobs::ForgetReaders)]
}

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "posts",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: http::anonymous_routes,
        jobs: handlers,
        cases: Vec::new,
        indicators: model::indicators::INDICATORS,
        sealed: &[],
        references: store::references::REFERENCES,
    }
}
