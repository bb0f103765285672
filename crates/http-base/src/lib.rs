//! Floor 1: what every endpoint does alike.

mod address;
mod error;
mod extract;
mod layers;
mod limit;
mod pace;
mod page;

pub use address::ClientAddress;
pub use error::{ApiError, ProblemDocument};
pub use extract::{IdempotencyKey, IfMatch, Json, Path, Query, etag};
pub use layers::PAGES_POLICY;
pub use layers::{
    ApiLayer, RequestId, around_api, around_pages, begin_request_ids, missing, panic_answer, wrong_method,
};
pub use limit::Limiter;
pub use pace::Pace;
pub use page::{Count, Cursor, Exactness, Page, PageQuery, Turn};
