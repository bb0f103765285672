//! Columns, posts and comments; no I/O.

pub mod column;
pub mod comment;
pub mod indicators;
pub mod post;

pub use column::Column;
pub use comment::{Comment, CommentState};
pub use post::{Author, Post, PostState, Public, Text, Version};
