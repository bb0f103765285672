//! SQL of cases.

pub mod case;
pub mod claim;
pub mod deputy;
pub mod event;
pub mod figures;
pub mod judge;
pub mod link;
pub mod list;
mod narrow;
pub mod opinion;
pub mod procedure;
pub mod reporter;
pub mod route;
pub mod sight;
pub mod workload;
