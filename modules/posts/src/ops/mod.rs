//! Use cases; HTTP, command line, jobs and imports all call them.

pub mod add_entry;
pub mod list_entries;
