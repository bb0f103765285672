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
        "change_mutual_refund_payee" => json!({ "payee": "示范公司", "account": "62220000" }),
        "refund_mutual_receipt" => json!({ "why": "多缴" }),
        "verify_mutual_certificate" => json!({ "number": "HZ2600000015", "code": "AAAAAAAA" }),
        "reveal_mutual_claim" => json!({ "purpose": "核对票据" }),
        "put_own_mutual_card" | "put_mutual_card" => {
            json!({ "holder": "王示范", "bank": "示范银行", "number": "6217003500000000010" })
        }
        "create_mutual_claim" => claim(json!({ "person_id": "1", "channel": "union" })),
        "correct_mutual_claim" => claim(json!({})),
        "create_own_mutual_claim" => claim(json!({ "consent_version": "2026-1" })),
        "object_to_mutual_notice" => json!({ "notice_id": "1", "seq": 1, "text": "请核实" }),
        "bulk_mutual_claims" => json!({ "deed": "review", "items": [{ "id": "1", "version": 1 }] }),
        "reckon_mutual_claims" | "export_mutual_fund_years" | "export_mutual_returns" => {
            json!({ "fund_id": "1" })
        }
        "decline_mutual_claim" | "refuse_mutual_claim" => json!({ "codes": ["late"] }),
        "publish_mutual_notice" => {
            json!({ "fund_id": "1", "title": "互助金公示", "contact": "0574-65550101" })
        }
        "make_mutual_payment_batch" => json!({ "fund_id": "1", "claims": true, "refunds": true }),
        "cancel_mutual_payment_batch" => json!({ "reason": "重新制作" }),
        "download_mutual_payment_file" => json!({ "purpose": "提交银行" }),
        "draw_mutual_sample" => json!({ "fund_id": "1", "title": "经审抽样", "seed": "2026", "size": 5 }),
        "note_mutual_sample_claim" => json!({ "finding": "none" }),
        "create_mutual_source" => json!({ "union_id": "1", "name": "医保局", "mapping": {} }),
        "edit_mutual_source" => json!({ "name": "医保局", "mapping": {}, "active": true }),
        _ => super::posts::body_of(operation)
            .or_else(|| super::draws::body_of(operation))
            .or_else(|| super::campaigns::body_of(operation))
            .or_else(|| super::merchants::body_of(operation))
            .or_else(|| super::cards::body_of(operation))
            .unwrap_or_else(|| json!({})),
    }
}

fn scheme() -> Value {
    json!({
        "code": "hz", "year": 2026, "title": "互助方案", "cover_from": "2026-01-01", "cover_to": "2026-12-31",
        "classes": [], "items": []
    })
}

fn claim(mut more: Value) -> Value {
    let told = json!({
        "item": "hospital", "hospital": "示范医院", "invoice": "A1", "admitted": "2026-03-01", "discharged": "2026-03-02",
        "cause": "illness", "total_fen": 100_000, "in_scope_fen": 90_000, "self_pay_fen": 50_000
    });
    if let (Some(more), Some(told)) = (more.as_object_mut(), told.as_object()) {
        more.extend(told.clone());
    }
    more
}
