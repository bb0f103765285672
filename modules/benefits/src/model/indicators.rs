//! What is counted of benefits.

use platform::indicators::{Indicator, Unit};

/// 普惠服务人次: vouchers that were got.
pub static TIMES: Indicator = Indicator::new("benefits.times", "普惠服务", Unit::Times);
/// 普惠服务人数: first voucher of a person in a year.
pub static PEOPLE: Indicator = Indicator::new("benefits.people", "普惠服务人数", Unit::Person);
/// 普惠核销: vouchers that were used, less those that were taken back.
pub static REDEEMED: Indicator = Indicator::new("benefits.redeemed", "普惠核销", Unit::Times);
/// 普惠让利: 分 that used vouchers saved people.
pub static SAVED: Indicator = Indicator::new("benefits.saved", "普惠让利金额", Unit::Fen);
/// 特约优惠: uses of standing discounts, as merchants told them.
pub static USES: Indicator = Indicator::new("benefits.discount_uses", "特约优惠使用", Unit::Times);
/// 特约优惠金额: 分 that merchants took off by them.
pub static OFF: Indicator = Indicator::new("benefits.discount_saved", "特约优惠金额", Unit::Fen);
/// 商家投诉: told.
pub static COMPLAINTS: Indicator = Indicator::new("benefits.complaints", "商家投诉", Unit::Times);
/// 商家走访: made.
pub static VISITS: Indicator = Indicator::new("benefits.visits", "商家走访", Unit::Times);
/// Everything that is counted.
pub static INDICATORS: &[Indicator] = &[TIMES, PEOPLE, REDEEMED, SAVED, USES, OFF, COMPLAINTS, VISITS];
