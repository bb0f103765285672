//! The room's SQL.

pub(super) mod binding;
pub(super) mod menu;
pub(super) mod message;
pub(super) mod template;
pub(super) mod token;
