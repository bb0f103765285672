//! Use cases; HTTP, the command line and the demo call them.

pub mod accounts;
pub mod bill;
pub mod case_file;
pub mod certificate;
pub mod claim_cases;
pub mod claim_enter;
pub mod claim_steps;
pub mod enrol_one;
pub mod matching;
pub mod notice;
pub mod period;
pub mod reckon;
pub mod refund;
pub mod rerun;
pub mod roster;
pub mod scheme;
pub mod settlement;
pub mod statement;
pub mod statement_file;
pub mod terms;
pub mod trial;
pub mod trial_demo;
