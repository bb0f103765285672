//! The module's SQL, and the only place of it. Functions that a person's request can reach take a scope, but for those of what
//! everybody reads.

pub mod channel;
pub mod channel_return;
pub mod column;
pub mod comment;
pub mod demo;
pub mod figures;
pub mod follower;
pub mod inventory;
pub mod picture;
pub mod post;
pub mod post_list;
pub mod public;
pub mod reads;
pub mod references;
pub mod week;
