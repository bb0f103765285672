//! Bodies of requests about mutual aid.

use serde_json::{Value, json};

/// The least body that is read.
pub fn body_of(operation: &str) -> Value {
    match operation {
        "create_mutual_scheme" => json!({ "union_id": "1", "body": scheme() }),
        "edit_mutual_scheme" | "check_mutual_scheme" => json!({ "body": scheme() }),
        "copy_mutual_scheme" | "start_mutual_rerun" => json!({ "year": 2026 }),
        "decide_mutual_scheme" => json!({ "approve": true }),
        "withdraw_mutual_scheme" => json!({ "reason": "另行制定" }),
        "try_mutual_scheme" => json!({ "cases": [{ "item": "hospital", "facts": {
            "admitted": "2026-03-01", "discharged": "2026-03-02", "applied_on": "2026-03-03", "cause": "illness",
            "member": true
        } }] }),
        _ => json!({}),
    }
}

fn scheme() -> Value {
    json!({
        "code": "hz", "year": 2026, "title": "互助方案", "cover_from": "2026-01-01", "cover_to": "2026-12-31",
        "classes": [], "items": []
    })
}
