//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod channels;
mod comments;
mod deeds;
mod demo;
mod follow;
mod http;
mod pictures;
mod posts;
mod reads;
mod weekly;
