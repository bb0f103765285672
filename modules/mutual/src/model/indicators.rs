//! What is counted of mutual aid.

use platform::indicators::{Indicator, Unit};

/// 参保人次: people of full bills.
pub static ENROLLED: Indicator = Indicator::new("mutual.enrolled", "互助参保", Unit::Times);
/// 互助缴费: premiums of full bills.
pub static PREMIUM: Indicator = Indicator::new("mutual.premium", "互助缴费", Unit::Fen);
/// 互助金申请: claims that came, but for those taken back.
pub static CLAIMS: Indicator = Indicator::new("mutual.claims", "互助金申请", Unit::Times);
/// 互助金受助人数: first payment of a person in a year of a scheme.
pub static PAID_PEOPLE: Indicator = Indicator::new("mutual.paid-people", "互助金受助人数", Unit::Person);
/// 互助金支付人次: claims that were paid.
pub static PAID_TIMES: Indicator = Indicator::new("mutual.paid-times", "互助金支付", Unit::Times);
/// 互助金支付金额.
pub static PAID: Indicator = Indicator::new("mutual.paid", "互助金支付金额", Unit::Fen);
/// Everything that is counted.
pub static INDICATORS: &[Indicator] = &[ENROLLED, PREMIUM, CLAIMS, PAID_PEOPLE, PAID_TIMES, PAID];
