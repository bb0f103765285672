//! The only SQL of the module. Functions that a cadre's request can reach take a scope.
//!
//! A visit is read by whoever keeps the union that visits, and by whoever keeps the employer's; it is written by the former.
//! Neither place is kept here: both are read along, so nothing moves when the tree changes.

pub mod answer;
pub mod candidate;
pub mod figures;
pub mod issue;
pub mod list;
pub mod plan;
pub mod references;
pub mod visit;
