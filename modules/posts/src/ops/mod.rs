//! Use cases; HTTP, jobs and the demo all call them.

pub mod channel;
pub mod channel_file;
pub mod comment;
pub mod deeds;
pub mod follow;
pub mod keep_column;
pub mod picture;
pub mod publish;
pub mod reads;
pub mod steps;
pub mod weekly;
pub mod write;
