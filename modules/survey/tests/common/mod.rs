//! The register of the tests with surveys and tokens.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test file uses its part, and a failure is a failed test"
)]

#[path = "../../../registry/tests/all/common/mod.rs"]
mod register;

use guard::{act, res};
use kernel::Id;
use platform::App;
use serde_json::{Value, json};

pub use register::*;

/// What the app of these tests is made of.
fn modules() -> Vec<platform::Module> {
    vec![platform::module(), registry::module(), survey::module()]
}

/// Tokens made with the phone's package, and the keys that they fit.
pub fn vectors() -> Value {
    serde_json::from_str(include_str!("../data/blind.json")).unwrap()
}

/// The keys of [`vectors`].
pub fn keys() -> survey::blind::Keys {
    use base64::Engine;
    let v = vectors();
    let public = base64::engine::general_purpose::STANDARD.decode(v["public"].as_str().unwrap()).unwrap();
    survey::blind::Keys { public, private: v["private"].as_str().unwrap().to_owned() }
}

/// A question with the options `a`, `b` and `c`.
pub fn single(code: &str) -> Value {
    let choices: Vec<Value> =
        ["a", "b", "c"].iter().map(|c| json!({ "code": c, "label": format!("选项{c}") })).collect();
    json!({ "code": code, "kind": "single", "title": format!("题目{code}"), "required": true, "choices": choices })
}

/// What a cadre sends of a survey with these questions.
pub fn draft(app: &App, anonymous: bool, form: &Value) -> Value {
    let now = app.clock().now().0;
    json!({ "title": "职工需求调查", "anonymous": anonymous, "opens_at": now - 1000, "closes_at": now + 86_400_000, "form": form })
}

/// A published survey of a union, with the keys of [`vectors`] if it is anonymous.
pub fn published(app: &App, union: Id, draft: &Value) -> survey::model::Survey {
    use survey::ops::keep_survey::{Draft, create};
    use survey::ops::publish::publish;
    let create_scope = program().permit::<res::Survey, act::Create>().unwrap();
    let update = program().permit::<res::Survey, act::Update>().unwrap();
    let kind = if draft["kind"] == "quiz" {
        survey::model::SurveyKind::Quiz
    } else {
        survey::model::SurveyKind::Questionnaire
    };
    let at = |name: &str| kernel::Timestamp(draft[name].as_i64().unwrap());
    let new = Draft {
        kind,
        anonymous: draft["anonymous"] == true,
        title: draft["title"].as_str().unwrap().to_owned(),
        intro: String::new(),
        opens_at: at("opens_at"),
        closes_at: at("closes_at"),
        form: serde_json::from_value(draft["form"].clone()).unwrap(),
    };
    let (ring, keys) = (app.keyring().clone(), keys());
    app.store()
        .write_blocking(move |tx| {
            let s = create(tx, &create_scope, union, &new)?;
            publish(tx, &ring, &update, (s.id, s.version), new.anonymous.then_some(&keys))
        })
        .unwrap()
}
