//! Working days (docs/rules §23): Monday to Friday, but for the days off and the make-up days that are announced for
//! each year. A year without its table has no working days: it is refused, not guessed.

mod deadline;
mod error;
mod ops;
mod shipped;
mod store;
mod table;

pub use deadline::{Deadline, Step, StepKind, Unit};
pub use error::CalendarError;
pub use ops::{Draft, approve, propose, reject};
pub(crate) use shipped::SHIPPED;
pub use store::{Version, versions, versions_of};
pub(crate) use store::{load, read};
pub use table::{Calendar, DayKind, MarkedDay, YearTable};
