//! Pure decisions.

pub mod draw;
pub mod draw_file;
