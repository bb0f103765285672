//! Columns, posts and comments; no I/O.

pub mod channel;
pub mod column;
pub mod comment;
pub mod indicators;
pub mod picture;
pub mod post;

pub use column::Column;
pub use comment::{Comment, CommentState};
pub use picture::Picture;
pub use post::{Author, Post, PostState, Public, Text, Version};
