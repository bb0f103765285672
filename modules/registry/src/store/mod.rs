//! The only SQL of the register. Functions that a person's request can reach take a scope.

pub mod batch;
pub mod certificate;
pub mod consent;
pub mod data_request;
pub mod data_request_list;
pub mod division;
pub mod duty;
pub mod election;
pub mod employer;
pub mod employer_at;
pub mod employer_cover;
pub mod erase;
pub mod exchange_proposal;
pub mod exchange_run;
pub mod exchange_sent;
pub mod exchange_source;
pub mod exchange_target;
pub mod founding_hint;
pub mod join;
pub mod join_code;
pub mod join_list;
pub mod join_sealed;
pub mod keyset;
pub mod known_person;
pub mod lookup;
pub mod member;
pub mod member_filter;
pub mod member_flag;
pub mod member_list;
mod member_start;
pub mod membership;
pub mod merge;
pub mod merge_proposal;
pub mod person;
pub mod quality;
pub mod reach;
pub mod references;
pub mod relative;
pub mod request_sealed;
pub mod retention;
pub mod sealed;
pub mod secondment;
pub mod shape;
pub mod suspect;
pub mod transfer;
pub mod transfer_list;
pub mod union;
pub mod union_change;
pub mod union_counts;
pub mod union_list;
pub mod union_place;
pub mod union_tree;
pub mod zone;
pub mod zone_list;
pub mod zone_sealed;

use store::{Route, Sql};

/// Sizes of `IN` lists; a list is padded with its last value up to the next size, so that few statements are prepared.
const SIZES: [usize; 4] = [1, 16, 128, 512];

/// A statement with an `IN` list of at least `n` parameters, and how many it has.
fn with_list(name: &'static str, head: &str, n: usize, tail: &str) -> (Sql, usize) {
    let size = SIZES.into_iter().find(|s| *s >= n).unwrap_or(SIZES[3]);
    let text = format!("{head} ({}) {tail}", store::marks(size));
    (Sql::composed(name, Route::FanOut("a chunk of an import"), text), size)
}
