//! Floor 1: who may do what, and where. Pure: no database, no HTTP.

mod actor;
mod policy;
mod resource;
mod role;
mod scope;

pub use actor::{Actor, ActorKind, Denied, Grant, Reason};
pub use policy::{Role, allowed, matrix};
pub use resource::{ActionKind, ResourceKind, act, res};
pub use scope::{Reach, Scope};
