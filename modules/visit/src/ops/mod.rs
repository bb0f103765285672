//! Use cases; HTTP, the command line and the demo call them.

pub mod assign;
pub mod figures;
pub mod issue_report;
pub mod keep_plan;
pub mod keep_visit;
pub mod open_issue;
