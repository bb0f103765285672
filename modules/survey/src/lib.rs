//! Questionnaires and quizzes (问卷与答题). See the README for words, states and invariants, and docs/adr/0015 for how an
//! anonymous answer is proved to be the only one of a member without telling whose it is.

pub mod blind;
pub mod demo;
mod error;
mod http;
mod job;
pub mod model;
pub mod ops;
pub mod rules;
mod store;

use ::store::Migration;
use platform::Module;
use platform::jobs::JobHandler;

pub use error::SurveyError;
pub use store::answer::Anonymous;

const MIGRATIONS: &[Migration] = &[Migration {
    module: "survey",
    name: "0001_survey",
    sql: include_str!("../migrations/0001_survey.sql"),
}];

fn jobs() -> Vec<Box<dyn JobHandler>> {
    vec![Box::new(job::SurveyOver)]
}

/// The module, for the one list of modules.
pub fn module() -> Module {
    Module {
        name: "survey",
        migrations: MIGRATIONS,
        routes: http::routes,
        anonymous_routes: http::anonymous_routes,
        jobs,
        cases: Vec::new,
        indicators: &[],
        sealed: store::sealed::SEALED,
        references: store::references::REFERENCES,
    }
}
