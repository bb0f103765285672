//! The register of the tests with visits; employers, and what visitors write.
#![allow(clippy::unwrap_used, reason = "a failure is a failed test")]

#[path = "../../../registry/tests/all/common/mod.rs"]
mod register;

use axum::http::StatusCode;
use kernel::Id;
use serde_json::{Value, json};

pub use register::*;

/// What the app of these tests is made of.
fn modules() -> Vec<platform::Module> {
    vec![platform::module(), registry::module(), visit::module()]
}

/// Enters an employer that a union keeps; its id.
pub async fn employer(registrar: &Caller<'_>, union: Id, name: &str) -> String {
    let made = registrar.post("/api/employers", &json!({ "name": name, "union_id": union })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

/// What visitors write.
pub fn content(day: &str, done: bool) -> Value {
    json!({
        "day": day, "visitors": "赵明\n王丽", "people": [{ "name": "李强", "post": "总经理" }], "done": done,
        "answers": [{ "question": "finance", "level": "poor", "text": "续贷手续多。", "help": "请银行上门。" }],
        "note": "看了两条生产线。", "internal_note": "暂不外传。"
    })
}
