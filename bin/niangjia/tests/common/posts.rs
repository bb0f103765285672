//! Bodies of requests about posts.

use serde_json::{Value, json};

/// The least body that is read; `None` for operations of others.
pub fn body_of(operation: &str) -> Option<Value> {
    let post = || {
        json!({
            "column_id": "1", "title": "职工运动会", "body": "下月举行", "author_unit": "示范工会", "author_post": "主席",
            "author_name": "张三"
        })
    };
    let column = || {
        json!({
            "title": "工会动态", "most_chars": 2000, "signed": false, "comments": true, "open": true, "sort": 0
        })
    };
    let with_union = |mut body: Value| {
        body["union_id"] = json!("1");
        body
    };
    Some(match operation {
        "create_post" => with_union(post()),
        "edit_post" => post(),
        "create_post_column" => with_union(column()),
        "edit_post_column" => column(),
        "return_post" | "decline_post" | "send_post_back" | "withdraw_post" | "correct_post" => {
            json!({ "reason": "时间有变" })
        }
        "write_weekly_post" => json!({ "union_id": "1", "column_id": "1" }),
        "create_post_channel" => {
            with_union(json!({ "kind": "wechat", "name": "娘家人", "since": "2025-01-01" }))
        }
        "edit_post_channel" => json!({ "kind": "wechat", "name": "娘家人", "since": "2025-01-01" }),
        "put_post_channel_return" => {
            json!({ "channel_id": "1", "month": 202_601, "followers": 1, "reads": 1, "posts": 1 })
        }
        "follow_union" => json!({ "notices": true }),
        "decide_post_comment" => json!({ "show": true }),
        "comment_on_post" => json!({ "body": "支持" }),
        _ => return None,
    })
}
