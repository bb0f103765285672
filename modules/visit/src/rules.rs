//! Pure decisions.

pub mod content;
pub mod issue;
pub mod plan;
