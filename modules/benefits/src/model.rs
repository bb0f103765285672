//! Entities, states and their legal transitions; no I/O.

pub mod campaign;
pub mod card;
pub mod draw;
pub mod indicators;
pub mod merchant;
pub mod monthly;
pub mod redemption;
pub mod settling;
pub mod voucher;
