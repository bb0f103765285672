//! Floor 1: what every endpoint does alike.

mod address;
mod error;
mod extract;
mod layers;
mod limit;
mod page;

pub use address::{ClientAddress, remember_client};
pub use error::{ApiError, ProblemDocument};
pub use extract::{IdempotencyKey, IfMatch, Json, Path, Query, etag};
pub use layers::{
    RequestId, begin_request_ids, guard_writes, keep_nothing, missing, observe, panic_answer,
    security_headers, wrong_method,
};
pub use limit::Limiter;
pub use page::{Count, Cursor, Page};
