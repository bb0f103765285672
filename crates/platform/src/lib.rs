//! Floor 2: the rooms that every business area uses. See the README for what each is for.

pub mod app;
pub mod audit;
pub mod codesets;
pub mod idempotency;
pub mod indicators;
pub mod jobs;
pub mod outbox;
pub mod sealed;

mod module;

pub use app::{App, Config};
pub use module::{Module, hooks, module};
