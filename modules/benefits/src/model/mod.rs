//! Entities, states and their legal transitions; no I/O.

pub mod campaign;
pub mod card;
pub mod draw;
pub mod voucher;
pub mod merchant;
pub mod redemption;
pub mod settling;
