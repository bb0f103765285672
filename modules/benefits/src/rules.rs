//! Pure decisions.

pub mod campaign;
pub mod code;
pub mod draw;
pub mod draw_file;
pub mod instant;
pub mod instant_file;
pub mod quiz;
pub mod redeem;
pub mod split;
pub mod turn;
pub mod waiting;
