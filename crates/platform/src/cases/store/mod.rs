//! SQL of cases.

pub mod case;
pub mod claim;
pub mod deputy;
pub mod event;
pub mod figures;
mod filter;
pub mod judge;
pub mod link;
pub mod list;
pub mod opinion;
mod parts;
pub mod places;
#[cfg(test)]
mod plans;
pub mod procedure;
pub mod reporter;
pub mod route;
pub mod sight;
pub mod workload;
