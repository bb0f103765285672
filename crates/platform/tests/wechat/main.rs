//! WeChat against a stand-in on 127.0.0.1 that speaks the documented protocol: tokens, sign-in, messages, menu.
#![allow(clippy::unwrap_used, reason = "a test")]

mod menu;
mod messages;
mod sign_in;
mod stand_in;
mod tokens;
mod world;
