//! The module's SQL, and the only place of it.

pub mod article;
pub mod list;
