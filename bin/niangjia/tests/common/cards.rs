//! Bodies of requests about member cards.

use serde_json::{Value, json};

/// The least body that is read; `None` for operations of others.
pub fn body_of(operation: &str) -> Option<Value> {
    Some(match operation {
        "create_benefit_card" => json!({ "person_id": "1" }),
        "step_benefit_card" => json!({ "deed": "confirm" }),
        "step_own_benefit_card" => json!({ "deed": "lose" }),
        "review_benefit_card" => json!({ "pass": true }),
        "reveal_benefit_card" => json!({ "purpose": "核对卡号" }),
        "create_benefit_card_batch" => json!({ "union_id": "1", "bank": "示范银行" }),
        "download_benefit_card_file" => json!({ "purpose": "送银行制卡" }),
        _ => return None,
    })
}
