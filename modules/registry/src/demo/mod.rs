//! The demos: a fictional 示范县 with 18 townships, 606 unions and 100 thousand members, and a fictional 示范市 with 27,500
//! unions, 111,300 employers and 3.72 million members. Both are made from a seed: the same seed gives the same data.
//!
//! [`fill`] writes rows in bulk, as the ordinary operations would have left them; one audit entry for each batch says
//! so. Workbooks as cadres send them are written by [`write_workbooks`] and come in by the ordinary import.

mod data_requests;
mod duty;
mod exchange;
mod files;
mod fill;
mod flags;
mod founding;
mod joining;
mod papers;
mod people;
mod quarter;
mod rows;
mod scale;
mod secondments;
mod shapes;
mod story;
mod tree;
mod words;
mod workbooks;
mod zones;

#[cfg(test)]
mod tests;

pub use data_requests::fill_data_requests;
pub use duty::{fill_duties, first_members};
pub use exchange::fill_exchange;
pub use fill::{Basic, County, Filled, Mark, fill, fill_county, fill_except};
pub use flags::fill_flags;
pub use founding::{Home, fill_member_home};
pub use joining::fill_joins;
pub use papers::fill_papers;
pub use quarter::freeze_quarter;
pub use scale::Scale;
pub use secondments::fill_secondments;
pub use workbooks::{KeyRow, Sent, Slip, Whose, write_workbooks};
pub use zones::{Mapped, fill_zones};
