//! Bodies of requests about draws.

use serde_json::{Value, json};

/// The least body that is read; `None` for operations of others.
pub fn body_of(operation: &str) -> Option<Value> {
    Some(match operation {
        "type_benefit_draw_value" | "confirm_benefit_draw_value" => json!({ "value": "3421.87" }),
        "postpone_benefit_draw" => {
            json!({ "reason": "当日休市", "source": "次周一15时收盘点位", "until": 1_796_000_000_000_i64 })
        }
        _ => return None,
    })
}
