//! The only SQL of the module. Functions that a person's request can reach take a scope.

pub mod entry;
