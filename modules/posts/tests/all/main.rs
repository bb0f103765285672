//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod comments;
mod deeds;
mod demo;
mod http;
mod posts;
mod reads;
