//! Use cases.

pub mod draw;
pub mod draw_claim;
pub mod draw_steps;
pub mod draw_work;
pub mod card;
pub mod card_batch;
pub mod code;
pub mod issue;
pub mod take;
pub mod void;
