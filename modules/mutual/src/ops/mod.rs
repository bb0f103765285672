//! Use cases; HTTP, the command line and the demo call them.

pub mod case_file;
pub mod rerun;
pub mod scheme;
pub mod trial;
