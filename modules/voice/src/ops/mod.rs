//! Use cases; HTTP and the command line call them.

pub mod list_suggestions;
pub mod list_towns;
