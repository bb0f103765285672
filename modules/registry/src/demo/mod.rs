//! The demo county: a fictional 示范县 with 18 townships and some 606 unions, made from a seed. The same seed gives the
//! same data. Most members are entered in bulk (one audit entry says so for each township); the rest comes through the
//! ordinary import of workbooks as cadres send them.

mod county;
mod people;
mod places;
mod words;
mod workbooks;

pub use county::{County, fill_county};
pub use workbooks::{Sent, write_workbooks};
