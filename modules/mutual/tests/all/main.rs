//! All tests of the crate in one program: each program more is linked with everything once more, and that is the most of a build.

mod common;

mod benefit;
mod benefit_properties;
mod city;
mod claim_facts;
mod claims;
mod claims_http;
mod demo;
mod enrol_http;
mod enrol_money;
mod enrol_rosters;
mod fund;
mod lists;
mod payments;
mod reruns;
mod scheme_mistakes;
mod schemes;
