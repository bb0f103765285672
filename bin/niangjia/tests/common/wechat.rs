//! Bodies of requests about WeChat.

use serde_json::{Value, json};

/// The least body that is read; `None` for operations of others.
pub fn body_of(operation: &str) -> Option<Value> {
    Some(match operation {
        "set_wechat_template" => {
            json!({ "kind": "template", "template_id": "TEMPLATE_1234", "fields": [], "enabled": false })
        }
        "edit_wechat_menu" => json!({ "buttons": [] }),
        "bind_wechat" => json!({ "consent": true }),
        "agree_to_wechat" => json!({ "template_ids": [] }),
        _ => return None,
    })
}
