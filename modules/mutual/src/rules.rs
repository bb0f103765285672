//! Pure decisions.

pub mod bank_file;
pub mod benefit;
pub mod claim;
pub mod document;
pub mod enrol;
pub mod reference;
pub mod rerun;
pub mod run_off;
pub mod scheme_check;
mod scheme_rule_check;
pub mod settlement;
pub mod signals;
pub mod statement;
