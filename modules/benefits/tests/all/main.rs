//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod campaigns;
mod campaigns_http;
mod cards;
mod city;
mod demo;
mod draws;
mod draws_http;
mod figures;
mod instant;
mod issue;
mod merchants_http;
mod queue;
mod quiz;
mod reach;
mod redeem;
mod returns_http;
mod settle;
mod take_http;
mod till_http;
