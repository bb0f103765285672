//! Pictures of a text.

use kernel::Id;
use serde::{Deserialize, Serialize};

/// A picture of a text. Where a line of the text is `[图2]`, readers see the second one; those that no line names stand at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = PostPicture)]
pub struct Picture {
    /// Picture.
    pub id: Id,
    /// What it shows, 2 to 100 characters: for who does not see it.
    pub alt: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// Lists show it beside the title.
    pub cover: bool,
    /// Bytes.
    pub size: i64,
    /// Media type.
    pub media_type: String,
}

impl Picture {
    /// One of which nothing else is known.
    pub fn of(id: Id) -> Self {
        let (alt, media_type) = (String::new(), String::new());
        Self { id, alt, width: 0, height: 0, cover: false, size: 0, media_type }
    }
}

/// The picture that lists show: the one that was chosen, or the first.
pub fn cover(all: &[Picture]) -> Option<&Picture> {
    all.iter().find(|p| p.cover).or_else(|| all.first())
}
