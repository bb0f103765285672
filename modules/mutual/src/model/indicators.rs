//! What is counted of mutual aid.

use platform::indicators::{Indicator, Unit};

/// 参保人次: people of full bills.
pub static ENROLLED: Indicator = Indicator::new("mutual.enrolled", "互助参保", Unit::Times);
/// 互助缴费: premiums of full bills.
pub static PREMIUM: Indicator = Indicator::new("mutual.premium", "互助缴费", Unit::Fen);
/// Everything that is counted.
pub static INDICATORS: &[Indicator] = &[ENROLLED, PREMIUM];
