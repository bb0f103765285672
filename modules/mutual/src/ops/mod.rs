//! Use cases; HTTP, the command line and the demo call them.

pub mod accounts;
pub mod bill;
pub mod case_file;
pub mod certificate;
pub mod enrol_one;
pub mod matching;
pub mod period;
pub mod refund;
pub mod rerun;
pub mod roster;
pub mod scheme;
pub mod statement;
pub mod trial;
