//! Bodies of requests about merchants, their tills and statements.

use serde_json::{Value, json};

/// The least body that is read; `None` for operations of others.
pub fn body_of(operation: &str) -> Option<Value> {
    Some(match operation {
        "add_benefit_merchant" => json!({
            "union_id": "1", "credit_code": "91330226MA2DEM0000", "name": "示范影城", "category": "cinema", "contact": "王店长",
            "phone": "13800007001", "holder": "示范影城", "bank": "示范银行", "account": "33020001000001",
            "contract_from": "2026-11-01", "contract_to": "2027-10-31"
        }),
        "reveal_benefit_merchant" => json!({ "purpose": "核对付款账号" }),
        "return_benefit_merchant"
        | "suspend_benefit_merchant"
        | "return_benefit_proposal"
        | "end_benefit_merchant"
        | "void_benefit_redemption"
        | "refund_benefit_redemption"
        | "return_benefit_statement"
        | "cancel_benefit_statement"
        | "void_benefit_till_redemption"
        | "void_benefit_till_use"
        | "dispute_benefit_till_statement" => json!({ "reason": "信息有误" }),
        "blacklist_benefit_merchant" => json!({ "reason": "套取补贴", "until": "2027-12-31" }),
        "add_benefit_shop" | "edit_benefit_shop" => json!({ "name": "新城店", "address": "新城大道20号" }),
        "add_benefit_clerk" => json!({ "shop_id": "1", "name": "李店员", "sign_in": "li.dian" }),
        "put_benefit_manager" => json!({ "manager": true }),
        "approve_benefit_proposal" => json!({ "discount_version": 0 }),
        "add_benefit_proposal" => {
            json!({ "kind": "add", "told": { "title": "会员八折", "from": "2026-11-01" } })
        }
        "edit_benefit_proposal" => json!({ "told": { "title": "会员八折", "from": "2026-11-01" } }),
        "add_benefit_discount" | "edit_benefit_discount" => {
            json!({ "title": "会员八折", "from": "2026-11-01" })
        }
        "put_benefit_return" => {
            json!({ "merchant_id": "1", "discount_id": "1", "month": 202611, "times": 1, "off_fen": 1 })
        }
        "make_benefit_statements" => json!({ "union_id": "1", "from": "2026-11-01", "to": "2026-11-23" }),
        "answer_benefit_statement" => json!({ "answers": [] }),
        "pay_benefit_statement" => json!({ "bank_ref": "20261123001" }),
        "download_benefit_payment_file" => json!({ "union_id": "1", "purpose": "提交银行付款" }),
        "tell_benefit_complaint" => json!({ "merchant_id": "1", "body": "没有给优惠", "fields": {} }),
        "take_benefit_complaint" => {
            json!({ "channel": "call", "reporter_name": "王小明", "body": "没有给优惠" })
        }
        "answer_benefit_complaint" => json!({ "text": "已经改正" }),
        "add_benefit_visit" | "edit_benefit_visit" => json!({ "day": "2026-11-20", "people": "王干事" }),
        "mend_benefit_visit" => json!({ "note": "已经改正" }),
        "show_benefit_member" => json!({ "code": "NM1" }),
        "record_benefit_use" => json!({ "code": "NM1", "discount_id": "1", "key": "1", "device": "1" }),
        "redeem_benefit_voucher" => json!({ "code": "NJ1", "key": "1", "device": "1" }),
        _ => return None,
    })
}
