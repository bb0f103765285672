//! Duty of representatives: planned in series, swapped, cancelled, signed in on the phone or by the cadre, closed by the
//! job.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Caller, Register, app, enter, id_number, person, setup};
use axum::http::StatusCode;
use guard::Role;
use kernel::{Day, Id, Timestamp};
use platform::jobs::Job;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

/// Thursday, 26 November 2026, some minute of the day.
fn at(minute: i64) -> Timestamp {
    Timestamp::at_day_start(Day::constant(2026, 11, 26)).plus_minutes(minute)
}

fn series(union: Id, people: &[Id]) -> Value {
    json!({ "union_id": union, "weekdays": [4], "from": "2026-11-26", "until": "2026-12-17", "from_minute": 540,
        "to_minute": 660, "people": people, "skip_holidays": true })
}

async fn row(caller: &Caller<'_>, id: &str) -> Value {
    let all = caller.get("/api/duties?from=2026-11-01").await.json();
    all["items"].as_array().unwrap().iter().find(|d| d["id"] == id).cloned().unwrap()
}

async fn tagged(caller: &Caller<'_>, path: &str, version: i64, body: &Value) -> crate::common::Answer {
    caller.call("POST", path, &[("if-match", &format!("\"{version}\""))], Some(body)).await
}

fn run_job(app: &platform::App) {
    let handlers = (registry::module().jobs)();
    let job = handlers.iter().find(|h| h.kind() == "registry.duty-due").unwrap();
    let this = Job { id: Id(0), kind: job.kind().to_owned(), payload: "null".to_owned(), attempts: 0 };
    job.run(app, &this).unwrap();
}

db_test! { setup();
    async fn a_series_is_planned_signed_in_and_closed(db: &TestDb) {
        let app = app(db);
        db.clock().set(at(500));
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let people = vec![person("沈秋月", &id_number(1), Some("13800138001")), person("周大伟", &id_number(2), Some("13800138002"))];
        let ids = tokio::task::block_in_place(|| enter(&app, &r.mine, people));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let made = clerk.post_once("/api/duties", "duty-once", &series(r.here.id, &ids)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let duties: Vec<String> = made.json()["ids"].as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_owned()).collect();
        assert_eq!(duties.len(), 4, "26 November, 3, 10 and 17 December");
        let list = clerk.get("/api/duties").await;
        assert_eq!(list.items("person_name"), ["沈秋月", "周大伟", "沈秋月", "周大伟"], "they take turns");

        let member = api.member("沈秋月", &id_number(1), "13800138001").await;
        let own = member.get("/api/me/duties").await.json();
        assert_eq!(own.as_array().unwrap().len(), 2, "the own ones alone: {own}");
        let first = &duties[0];
        let early = member.post(&format!("/api/me/duties/{first}/sign_in"), &json!({})).await;
        assert_eq!((early.status, early.problem().as_str()), (StatusCode::CONFLICT, "registry.duty-hours"), "40 minutes before");
        let foreign = member.post(&format!("/api/me/duties/{}/sign_in", duties[1]), &json!({})).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND, "somebody else's");
        db.clock().set(at(515));
        let signed = member.post(&format!("/api/me/duties/{first}/sign_in"), &json!({})).await;
        assert_eq!(signed.status, StatusCode::NO_CONTENT, "25 minutes before: {}", signed.json());
        let twice = member.post(&format!("/api/me/duties/{first}/sign_in"), &json!({})).await;
        assert_eq!(twice.problem(), "registry.duty-state");
        let came = member.post(&format!("/api/me/duties/{first}/finish"), &json!({ "visitors": 3, "note": "咨询报销" })).await;
        assert_eq!(came.status, StatusCode::NO_CONTENT, "{}", came.json());
        let done = row(&clerk, first).await;
        assert_eq!((&done["state"], &done["visitors"], &done["signed_by"]), (&json!("done"), &json!(3), &json!("")));

        let second = row(&clerk, &duties[1]).await;
        let same = tagged(&clerk, &format!("/api/duties/{}/swap", duties[1]), 1, &json!({ "person_id": second["person_id"] })).await;
        assert_eq!(same.fields(), [("/person_id".into(), "registry.duty-same".into())]);
        let swapped = tagged(&clerk, &format!("/api/duties/{}/swap", duties[1]), 1, &json!({ "person_id": ids[0], "reason": "出差" })).await;
        assert_eq!(swapped.status, StatusCode::NO_CONTENT, "{}", swapped.json());
        assert_eq!(row(&clerk, &duties[1]).await["state"], "swapped");
        let stale = tagged(&clerk, &format!("/api/duties/{}/cancel", duties[1]), 1, &json!({ "reason": "放假" })).await;
        assert_eq!(stale.problem(), "registry.stale");
        let cancelled = tagged(&clerk, &format!("/api/duties/{}/cancel", duties[2]), 1, &json!({ "reason": "放假" })).await;
        assert_eq!(cancelled.status, StatusCode::NO_CONTENT, "{}", cancelled.json());
        let ahead = tagged(&clerk, &format!("/api/duties/{}/sign_in", duties[3]), 1, &json!({})).await;
        assert_eq!(ahead.problem(), "registry.duty-hours", "before the day");

        // The day after the last one: who was not there is marked as missed; the cadre may put it right.
        db.clock().set(Timestamp::at_day_start(Day::constant(2026, 12, 18)).plus_minutes(60));
        tokio::task::block_in_place(|| run_job(&app));
        tokio::task::block_in_place(|| run_job(&app));
        let clerk = api.sign_in_again(Role::Clerk, r.here.id).await;
        let last = row(&clerk, &duties[3]).await;
        assert_eq!((&last["state"], &last["version"]), (&json!("missed"), &json!(2)), "once only");
        let put = tagged(&clerk, &format!("/api/duties/{}/sign_in", duties[3]), 2, &json!({})).await;
        assert_eq!(put.status, StatusCode::NO_CONTENT, "{}", put.json());
        let tally = clerk.get("/api/duty_tallies").await.json();
        let held: Vec<_> = tally["people"].as_array().unwrap().iter().map(|p| (p["name"].clone(), p["held"].clone(), p["missed"].clone())).collect();
        assert_eq!(tally["wanted"], 3);
        assert!(held.contains(&(json!("沈秋月"), json!(1), json!(1))) && held.contains(&(json!("周大伟"), json!(1), json!(0))), "{held:?}");
    }

    async fn a_series_is_refused_where_it_is_wrong(db: &TestDb) {
        let app = app(db);
        db.clock().set(at(480));
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let here = tokio::task::block_in_place(|| enter(&app, &r.mine, vec![person("沈秋月", &id_number(1), None)]));
        let there = tokio::task::block_in_place(|| enter(&app, &r.theirs, vec![person("周大伟", &id_number(2), None)]));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let mut wrong = series(r.here.id, &[]);
        wrong["weekdays"] = json!([8]);
        wrong["until"] = json!("2026-11-01");
        wrong["to_minute"] = json!(500);
        let refused = clerk.post("/api/duties", &wrong).await;
        let fields: Vec<String> = refused.fields().into_iter().map(|(p, _)| p).collect();
        assert_eq!(fields, ["/weekdays", "/until", "/to_minute", "/people"]);
        let foreign = clerk.post("/api/duties", &series(r.here.id, &there)).await;
        assert_eq!(foreign.fields(), [("/people".into(), "registry.duty-person".into())], "a member of another township");
        let mut far = series(r.here.id, &here);
        far["until"] = json!("2028-11-01");
        let refused = clerk.post("/api/duties", &far).await;
        assert_eq!(refused.fields(), [("/until".into(), "registry.duty-calendar".into())], "no calendar of 2027 yet");
        far["skip_holidays"] = json!(false);
        assert_eq!(clerk.post("/api/duties", &far).await.status, StatusCode::CREATED);
    }

    async fn another_township_sees_nothing_of_it(db: &TestDb) {
        let app = app(db);
        db.clock().set(at(480));
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let ids = tokio::task::block_in_place(|| enter(&app, &r.mine, vec![person("沈秋月", &id_number(1), None)]));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let made = clerk.post("/api/duties", &series(r.here.id, &ids)).await;
        let id = made.json()["ids"][0].as_str().unwrap().to_owned();
        let other = api.sign_in(Role::Clerk, r.there.id).await;
        for (path, body) in [
            (format!("/api/duties/{id}/swap"), json!({ "person_id": ids[0] })),
            (format!("/api/duties/{id}/cancel"), json!({ "reason": "放假" })),
            (format!("/api/duties/{id}/sign_in"), json!({})),
            (format!("/api/duties/{id}/finish"), json!({ "visitors": 1 })),
        ] {
            let answer = tagged(&other, &path, 1, &body).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}: {}", answer.json());
        }
        let planned = other.post("/api/duties", &series(r.here.id, &ids)).await;
        assert_eq!(planned.status, StatusCode::NOT_FOUND, "{}", planned.json());
        assert_eq!(other.get("/api/duties").await.items("id").len(), 0);
        for path in ["duties", "duties/count", "duty_tallies"] {
            let answer = other.get(&format!("/api/{path}?union_id={}", r.here.id)).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(other.get("/api/duty_tallies").await.json()["people"], json!([]));
        let viewer = api.sign_in(Role::Viewer, r.here.id).await;
        let refused = tagged(&viewer, &format!("/api/duties/{id}/sign_in"), 1, &json!({})).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
}
