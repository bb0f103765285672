//! Money in whole 分.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in 分 (1/100 yuan). Never a float; rounding happens where a rate is applied.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(transparent)]
#[schema(value_type = i64, description = "Amount in 分 (1/100 yuan)")]
pub struct Fen(pub i64);

impl fmt::Display for Fen {
    /// Yuan with two decimals, `-1234.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", abs / 100, abs % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_negative_amounts_keep_their_sign() {
        assert_eq!(Fen(-5).to_string(), "-0.05");
        assert_eq!(Fen(123_450).to_string(), "1234.50");
    }
}
