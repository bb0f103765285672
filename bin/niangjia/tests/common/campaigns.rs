//! Bodies of requests about campaigns and budgets.

use serde_json::{Value, json};

/// The least body that is read; `None` for operations of others.
pub fn body_of(operation: &str) -> Option<Value> {
    let draft = || {
        json!({
            "kind": "coupon", "title": "图书券", "opens_at": 1_795_395_600_000_i64, "closes_at": 1_795_482_000_000_i64, "stock": 10,
            "terms": {
                "rules": "", "offer": { "title": "图书券", "worth": 2_000, "pays": 0, "days": 30, "until": null, "merchants": [] },
                "limit": { "per": "campaign", "most": 1 }, "who": [], "amounts": null, "prizes": [], "reserves": 0, "source": ""
            }
        })
    };
    Some(match operation {
        "create_benefit_campaign" => {
            let mut new = draft();
            new["union_id"] = json!("1");
            new
        }
        "edit_benefit_campaign" => draft(),
        "return_benefit_campaign"
        | "pause_benefit_campaign"
        | "stop_benefit_campaign"
        | "withdraw_benefit_campaign"
        | "clear_benefit_codes"
        | "void_benefit_voucher" => json!({ "reason": "时间有变" }),
        "reveal_benefit_code" => json!({ "purpose": "核对券码" }),
        "send_benefit_parcel" => json!({ "version": 1, "carrier": "示范快递", "tracking": "SF1234567890" }),
        "finish_benefit_parcel" => json!({ "version": 1 }),
        "return_benefit_parcel" => json!({ "version": 1, "reason": "地址找不到人" }),
        "download_benefit_parcels" => json!({ "purpose": "发放货品" }),
        "preview_benefit_reach" => json!({ "union_id": "1", "who": [] }),
        "grant_benefit_budget" => {
            json!({ "union_id": "1", "year": 2026, "amount_fen": 100, "basis": "年度预算" })
        }
        "export_benefit_figures" => json!({ "union_id": "1", "from": "2026-01-01", "to": "2026-12-31" }),
        _ => return None,
    })
}
