//! Floor 1: what every endpoint does alike.

mod error;
mod extract;
mod layers;
mod limit;
mod page;

pub use error::{ApiError, ProblemDocument};
pub use extract::{IdempotencyKey, IfMatch, Json, Path, Query, etag};
pub use layers::{RequestId, guard_writes, observe, panic_answer, security_headers};
pub use limit::Limiter;
pub use page::{Count, Cursor, Page, Turn};
