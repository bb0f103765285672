//! Bodies of the operations on rooms and reception days, visits, letters and claims on cases, and the knowledge base.

use serde_json::{Value, json};

/// A body that can be read; empty for whatever needs none.
pub fn body_of(operation: &str) -> Value {
    match operation {
        "create_room" => json!({ "union_id": "1", "name": "说事室", "opened_on": "2026-01-05" }),
        "edit_room" => json!({ "name": "说事室", "opened_on": "2026-01-05" }),
        "set_room_state" => json!({ "state": "closed", "reason": "搬迁" }),
        "check_room" => json!({ "day": "2026-01-05" }),
        "plan_room_shifts" => json!({
            "weekdays": [3], "from": "2026-12-01", "until": "2026-12-31", "from_minute": 540, "to_minute": 660,
            "people": ["张三"]
        }),
        "edit_room_shift" => {
            json!({ "day": "2026-12-02", "from_minute": 540, "to_minute": 660, "person_name": "李四" })
        }
        "cancel_room_shift" | "cancel_reception" => json!({ "reason": "有会议" }),
        "create_reception" => json!({
            "room_id": "1", "kind": "chair", "day": "2026-12-02", "from_minute": 540, "to_minute": 660,
            "host_name": "张三", "minutes_each": 20
        }),
        "edit_reception" => json!({
            "kind": "chair", "day": "2026-12-02", "from_minute": 540, "to_minute": 660, "host_name": "张三",
            "minutes_each": 20
        }),
        "sign_somebody_up" => json!({ "name": "李四", "phone": "13800138000" }),
        "mark_sign_up" => json!({ "came": true }),
        "answer_sign_up" => json!({ "answer": "已经答复" }),
        "open_case_of_sign_up" => json!({ "version": 1, "body": "没发加班费" }),
        "reveal_sign_up" => json!({ "purpose": "通知改期" }),
        "create_visit_plan" | "edit_visit_plan" => json!({
            "union_id": "1", "kind": "five", "title": "走访", "from_day": "2026-11-01", "to_day": "2026-12-31"
        }),
        "assign_employers" => json!({ "employer_ids": [], "day": "2026-11-24" }),
        "create_visit" => json!({
            "union_id": "1", "employer_id": "1", "kind": "five", "content": { "day": "2026-11-24" }
        }),
        "edit_visit" => json!({ "day": "2026-11-24" }),
        "cancel_visit" => json!({ "reason": "改期" }),
        "open_visit_issue" => json!({ "body": "缺厂房", "kind": "space" }),
        "issue_case_letter" => json!({ "kind": "voice.reply", "values": {} }),
        "claim_case" => json!({ "case_id": "1" }),
        "move_own_claim" => json!({ "code": "done" }),
        "create_article" => json!({
            "union_id": "1", "title": "加班工资", "body": "按日工资折算", "topic": "pay", "review_on": "2027-06-01"
        }),
        "edit_article" => json!({
            "title": "加班工资", "body": "按日工资折算", "topic": "pay", "review_on": "2027-06-01"
        }),
        "withdraw_article" => json!({ "reason": "已经过时" }),
        "create_ledger_transfer" => json!({
            "id": "1", "debit_id": "1", "credit_id": "2", "amount_fen": 1, "day": "2026-01-05", "memo": ""
        }),
        "reverse_ledger_transfer" => json!({ "id": "1", "why": "记错了", "day": "2026-01-05" }),
        "close_ledger_month" => json!({ "month": 202_601 }),
        _ => super::mutual::body_of(operation),
    }
}
