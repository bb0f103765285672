//! Floor 0: value types without I/O. Everything above speaks in these words.
//!
//! A type here is valid by construction: parse at the edge, then pass the type.

mod clock;
mod day;
mod id;
mod money;
mod org_path;
mod problem;

pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use day::{Day, Period};
pub use id::{Id, IdGen};
pub use money::Fen;
pub use org_path::OrgPath;
pub use problem::{FieldError, Params, Problem, Status};
