//! Suggestions to found a union: found by the nightly look, told once, put off, gone.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Caller, Register, app, number, setup};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use platform::jobs::Job;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

fn look(app: &App) {
    tokio::task::block_in_place(|| {
        let handlers = (registry::module().jobs)();
        let job = handlers.iter().find(|h| h.kind() == "registry.founding-hints").unwrap();
        let this = Job { id: Id(0), kind: job.kind().to_owned(), payload: "null".to_owned(), attempts: 0 };
        job.run(app, &this).unwrap();
    });
}

async fn enter(by: &Caller<'_>, union: Id, employer: &str, from: u32, count: u32) {
    for n in from..from + count {
        let body = json!({ "union_id": union, "name": "骑手甲", "document_number": crate::common::id_number(n), "change_day": "2026-11-01",
            "employer_name": employer });
        let made = by.post("/api/members", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    }
}

async fn dismiss(by: &Caller<'_>, hint: &Value, body: &Value) -> crate::common::Answer {
    let path = format!(
        "/api/founding_hints/{}/{}/dismiss",
        hint["union_id"].as_str().unwrap(),
        hint["id"].as_str().unwrap()
    );
    by.call("POST", &path, &[("if-match", &format!("\"{}\"", hint["version"]))], Some(body)).await
}

db_test! { setup();
    async fn an_employer_with_enough_members_is_suggested_once_and_may_be_put_off(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        enter(&clerk, r.mine.id, "飞毛腿外卖站", 1, 24).await;
        enter(&clerk, r.mine.id, "小店", 100, 2).await;
        let all = "/api/founding_hints";
        look(&app);
        assert_eq!(clerk.get(all).await.items("id").len(), 0, "an ordinary union");
        let one = clerk.get(&format!("/api/unions/{}", r.mine.id)).await;
        let form = json!({ "name": r.mine.name, "level": 60, "kind": "50", "founded_on": "2021-03-08", "form": { "member_home": "1" } });
        let edited = clerk.patch(&format!("/api/unions/{}", r.mine.id), &one.etag(), &form).await;
        assert_eq!(edited.status, StatusCode::OK, "{}", edited.json());
        look(&app);
        assert_eq!(clerk.get(all).await.items("id").len(), 0, "24 members are not 25");
        // Written with a space it is the same.
        enter(&clerk, r.mine.id, "飞毛腿 外卖站", 50, 1).await;
        look(&app);
        look(&app);
        let found = clerk.get(all).await.json();
        let hint = &found["items"][0];
        assert_eq!((&hint["members"], &hint["parent_id"], found["items"].as_array().unwrap().len()), (&json!(25), &json!(r.here.id), 1));
        assert_eq!(clerk.get(&format!("{all}/count")).await.json()["value"], 1);
        let told = "SELECT count(*) FROM notice WHERE title = '建会建议'";
        assert_eq!(tokio::task::block_in_place(|| number(app.store(), told)), 1, "told once");

        let early = dismiss(&clerk, hint, &json!({ "until": "2020-01-01", "reason": "" })).await;
        assert_eq!(early.fields(), [("/until".into(), "registry.hint-until".into()), ("/reason".into(), "registry.hint-reason".into())]);
        let other = api.sign_in(Role::Clerk, r.there.id).await;
        let foreign = dismiss(&other, hint, &json!({ "until": "2026-12-31", "reason": "企业搬迁" })).await;
        assert_eq!((foreign.status, other.get(all).await.items("id").len()), (StatusCode::NOT_FOUND, 0));
        let viewer = api.sign_in(Role::Viewer, r.here.id).await;
        assert_eq!(dismiss(&viewer, hint, &json!({ "until": "2026-12-31", "reason": "企业搬迁" })).await.status, StatusCode::FORBIDDEN);
        let done = dismiss(&clerk, hint, &json!({ "until": "2026-12-31", "reason": "企业搬迁" })).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json());
        assert_eq!(dismiss(&clerk, hint, &json!({ "until": "2026-12-31", "reason": "企业搬迁" })).await.problem(), "registry.stale");
        assert_eq!(clerk.get(all).await.items("id").len(), 0);
        assert_eq!(clerk.get(&format!("{all}?dismissed=true")).await.items("reason"), ["企业搬迁"]);
        look(&app);
        assert_eq!(clerk.get(all).await.items("id").len(), 0, "put off, not forgotten");
        db.clock().advance_ms(60 * 86_400_000);
        let clerk = api.sign_in_again(Role::Clerk, r.here.id).await;
        assert_eq!(clerk.get(all).await.items("id").len(), 1, "the day is over");
        let told = tokio::task::block_in_place(|| number(app.store(), told));
        assert_eq!(told, 1, "and nobody is told a second time");
    }
}
