//! Entities; no I/O.

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};

/// A short text that belongs to a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = PostsEntry)]
pub struct Entry {
    /// Entry.
    pub id: Id,
    /// The union that it belongs to.
    pub union_id: Id,
    /// What it says, 1 to 200 characters.
    pub body: String,
    /// When it was written.
    pub written_at: Timestamp,
}
