//! The only SQL of the module.

pub mod check;
pub mod coverage;
pub mod reception;
pub mod reception_list;
pub mod references;
pub mod room;
pub mod room_list;
pub mod shift;
pub mod sign_up;
