//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod campaigns;
mod campaigns_http;
mod cards;
mod city;
mod codes;
mod complaints;
mod delivery;
mod demo;
mod draws;
mod draws_http;
mod figures;
mod gifts;
mod instant;
mod issue;
mod merchants_http;
mod offers;
mod proposals;
mod proposals_http;
mod queue;
mod quiz;
mod reach;
mod redeem;
mod returns_http;
mod settle;
mod stacking;
mod take_http;
mod till_http;
mod uses;
mod uses_http;
mod visits;
