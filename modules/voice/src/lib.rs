//! What workers say to the union, and how the union answers. See the README for words, states and invariants.

pub mod demo;
mod demo_text;
mod error;
mod forms;
mod http;
mod job;
pub mod model;
pub mod ops;
pub mod rules;
pub mod store;
mod watch;

use ::store::Migration;
use platform::Module;
use platform::cases::CaseWatch;
use platform::jobs::JobHandler;
use utoipa_axum::router::OpenApiRouter;

pub use error::VoiceError;
pub use ops::list_suggestions::{SuggestionRow, suggestions};
pub use ops::list_towns::{TownRow, towns};

/// The kind of case of calls to the hotline 12351.
pub const CALL_KIND: &str = "voice.call";
/// The kind of case of suggestions.
pub const SUGGESTION_KIND: &str = "voice.suggestion";
/// The kind of case of wishes.
pub const WISH_KIND: &str = "voice.wish";
/// The kind of case of what cadres write for the column.
pub const COLUMN_KIND: &str = "voice.column";

/// The kind of case of matters that workers tell (docs/rules §19).
pub const KIND: &str = "voice.matter";

const MIGRATIONS: &[Migration] =
    &[Migration { module: "voice", name: "0001_rooms", sql: include_str!("../migrations/0001_rooms.sql") }];

fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![Box::new(job::ReceptionOver)]
}

fn watches() -> Vec<Box<dyn CaseWatch>> {
    vec![
        Box::new(watch::Counting),
        Box::new(watch::Tallying { kind: SUGGESTION_KIND, tallies: model::SUGGESTIONS }),
        Box::new(watch::Tallying { kind: WISH_KIND, tallies: model::WISHES }),
    ]
}

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "voice",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: OpenApiRouter::new,
        jobs,
        cases: watches,
        indicators: model::INDICATORS,
        sealed: &[],
        references: store::references::REFERENCES,
    }
}
