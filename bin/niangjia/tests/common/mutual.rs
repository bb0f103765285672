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
        "create_mutual_period" => json!({
            "union_id": "1", "scheme_id": "1", "title": "参保期", "opens_on": "2026-11-01", "closes_on": "2026-12-31"
        }),
        "edit_mutual_period" => json!({
            "title": "参保期", "opens_on": "2026-11-01", "closes_on": "2026-12-31", "state": "open"
        }),
        "set_mutual_targets" => json!({ "targets": [] }),
        "carry_over_mutual_roster" | "create_mutual_bill" => json!({ "period_id": "1", "union_id": "1" }),
        "add_mutual_enrolment" => json!({ "period_id": "1", "union_id": "1", "person_id": "1" }),
        "cancel_mutual_bill" => json!({ "reason": "名单有误" }),
        "refund_mutual_bill" => json!({ "why": "离职", "payee": "示范公司", "account": "62220000" }),
        "match_mutual_receipt" => json!({ "bill_id": "1" }),
        "unmatch_mutual_receipt" => json!({ "seq": 1, "why": "匹配错误" }),
        "match_mutual_receipts" => json!({ "union_id": "1" }),
        "refund_mutual_receipt" => json!({ "why": "多缴" }),
        "verify_mutual_certificate" => json!({ "number": "HZ2600000015", "code": "AAAAAAAA" }),
        "reveal_mutual_claim" => json!({ "purpose": "核对票据" }),
        _ => json!({}),
    }
}

fn scheme() -> Value {
    json!({
        "code": "hz", "year": 2026, "title": "互助方案", "cover_from": "2026-01-01", "cover_to": "2026-12-31",
        "classes": [], "items": []
    })
}
