//! Floor 2: the rooms that every business area uses. See the README for what each is for.

pub mod accounts;
pub mod app;
pub mod audit;
pub mod calendar;
pub mod cases;
pub mod codesets;
pub mod contacts;
pub mod dated;
pub mod exports;
pub mod files;
mod housekeeping;
mod http;
pub mod idempotency;
pub mod indicators;
pub mod jobs;
pub mod ledger;
pub mod letters;
pub mod lists;
pub mod notices;
pub mod numbers;
pub mod offers;
pub mod outbox;
pub mod parameters;
pub mod quizzes;
pub mod scoped;
pub mod sealed;
mod shared;
pub mod wechat;

mod module;

pub use app::{App, Config, Parts};
pub use module::{Module, hooks, module};
