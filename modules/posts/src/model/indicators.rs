//! What is counted of posts.

use platform::indicators::{Indicator, Unit};

/// 发布文章: first publication of a post, at the union that it came from; a withdrawal takes it back.
pub static PUBLISHED: Indicator = Indicator::new("posts.published", "发布文章", Unit::Times);
/// 新增关注: members who began to follow the union, less those who ceased.
pub static FOLLOWERS: Indicator = Indicator::new("posts.followers", "新增关注", Unit::Person);
/// Everything that is counted.
pub static INDICATORS: &[Indicator] = &[PUBLISHED, FOLLOWERS];
