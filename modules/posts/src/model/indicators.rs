//! What is counted of posts.

use platform::indicators::{Indicator, Unit};

/// 发布文章: first publication of a post, at the union that it came from; a withdrawal takes it back.
pub static PUBLISHED: Indicator = Indicator::new("posts.published", "发布文章", Unit::Times);
/// Everything that is counted.
pub static INDICATORS: &[Indicator] = &[PUBLISHED];
