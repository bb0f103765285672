//! The only SQL of the module.

pub mod references;
pub mod rerun;
pub mod scheme;
pub mod scheme_list;
