//! The shipped procedure, for tests of this room.

use super::procedure::Procedure;

/// 职工说事.
pub fn procedure() -> Procedure {
    toml::from_str(super::SHIPPED[0]).unwrap()
}
