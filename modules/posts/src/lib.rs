//! Posts (宣传): columns, articles in three reviews, pictures, publication, reads,
//! comments and followers, and the accounts that unions keep elsewhere. See the README for words, states and
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
pub use store::inventory::{told_of as channel_told, until as published_until};

const fn migration(name: &'static str, sql: &'static str) -> Migration {
    Migration { module: "posts", name, sql }
}

const MIGRATIONS: &[Migration] = &[
    migration("0001_posts", include_str!("../migrations/0001_posts.sql")),
    migration("0002_pictures_followers", include_str!("../migrations/0002_pictures_followers.sql")),
    migration("0003_channels", include_str!("../migrations/0003_channels.sql")),
];

fn handlers() -> Vec<Box<dyn JobHandler>> {
    vec![
        Box::new(jobs::Publish),
        Box::new(jobs::ForgetReaders),
        Box::new(jobs::SweepPictures),
        Box::new(jobs::TellFollowers),
    ]
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
