//! Pure decisions.

pub mod benefit;
pub mod claim;
pub mod enrol;
pub mod money;
pub mod reference;
pub mod rerun;
pub mod scheme_check;
mod scheme_rule_check;
pub mod settlement;
pub mod signals;
pub mod statement;
