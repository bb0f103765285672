//! Entities, states and their legal transitions; no I/O.

pub mod campaign;
pub mod card;
pub mod code_pool;
pub mod complaint;
pub mod discount_use;
pub mod draw;
pub mod indicators;
pub mod merchant;
pub mod monthly;
pub mod parcel;
pub mod proposal;
pub mod redemption;
pub mod service_days;
pub mod settling;
pub mod terms;
pub mod visit;
pub mod voucher;
