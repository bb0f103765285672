//! Pure decisions.

pub mod benefit;
pub mod rerun;
pub mod scheme_check;
mod scheme_rule_check;
