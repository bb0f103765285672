//! The only SQL of the module.

pub mod budget;
pub mod campaign;
pub mod campaign_audit;
pub mod campaign_list;
pub mod card;
pub mod card_batch;
pub mod clerk;
pub mod draw;
pub mod draw_entry;
pub mod draw_list;
pub mod draw_winner;
pub mod figures;
pub mod instant;
pub mod merchant;
pub mod merchant_list;
pub mod merchant_sealed;
pub mod redemption;
pub mod redemption_list;
pub mod references;
pub mod settling;
pub mod settling_list;
pub mod shop;
pub mod stock;
pub mod voucher;
pub mod voucher_list;
