//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod campaigns;
mod campaigns_http;
mod demo;
mod cards;
mod draws;
mod draws_http;
mod reach;
mod merchants_http;
mod redeem;
mod settle;
mod till_http;
mod issue;
mod take_http;
