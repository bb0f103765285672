//! The only SQL of the module.

pub mod card;
pub mod card_batch;
pub mod draw;
pub mod draw_entry;
pub mod draw_list;
pub mod draw_winner;
pub mod stock;
pub mod voucher;
pub mod references;
pub mod lists;
