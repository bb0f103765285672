//! What is true of members for a time: no two of a kind at once, history, filter by day, scope; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Register, app, enter, id_number, number, person, setup, trace};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

async fn setting(app: &App) -> (Register, Vec<Id>) {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| {
        let r = Register::new(app);
        let people = vec![person("王丽甲", &id_number(1), None), person("王丽乙", &id_number(2), None)];
        let ids = enter(app, &r.theirs, people);
        (r, ids)
    })
}

db_test! { setup();
    async fn flags_have_days_and_no_two_of_a_kind_at_once(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let other = api.sign_in(Role::Clerk, r.here.id).await;
        let path = format!("/api/members/{}/flags", ids[0]);
        let wrong = json!({ "kind": "new_employment", "value": "77", "from": "2030-01-01", "to": "2029-01-01" });
        let fields: Vec<String> = clerk.post(&path, &wrong).await.fields().into_iter().map(|f| f.0).collect();
        assert_eq!(fields, ["/value", "/from", "/to"]);
        let form = json!({ "kind": "new_employment", "value": "12", "from": "2024-05-01", "document": "甬工〔2024〕8号" });
        assert_eq!(other.post(&path, &form).await.status, StatusCode::NOT_FOUND);
        let made = clerk.post_once(&path, "flag-key-1", &form).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(clerk.post_once(&path, "flag-key-1", &form).await.json(), made.json(), "one effect");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let second = json!({ "kind": "new_employment", "value": "13", "from": "2025-01-01" });
        assert_eq!(clerk.post(&path, &second).await.problem(), "registry.flag-overlaps");
        // Another kind goes beside it; one of the kind after the first has ended.
        let resident = json!({ "kind": "new_resident", "from": "2023-01-01", "to": "2025-12-31" });
        assert_eq!(clerk.post(&path, &resident).await.status, StatusCode::CREATED);
        let within = json!({ "kind": "new_resident", "from": "2024-01-01", "to": "2024-06-30" });
        assert_eq!(clerk.post(&path, &within).await.problem(), "registry.flag-overlaps", "both have ended");
        let one = format!("{path}/{id}");
        let end = json!({ "value": "12", "from": "2024-05-01", "to": "2024-12-31" });
        let stale = clerk.call("PATCH", &one, &[("if-match", "\"9\"")], Some(&end)).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        let ended = clerk.call("PATCH", &one, &[("if-match", "\"1\"")], Some(&end)).await;
        assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.json());
        assert_eq!(clerk.post(&path, &second).await.status, StatusCode::CREATED);
        let open_again = json!({ "value": "12", "from": "2024-05-01" });
        let refused = clerk.call("PATCH", &one, &[("if-match", "\"2\"")], Some(&open_again)).await;
        assert_eq!(refused.problem(), "registry.flag-overlaps");

        let all = clerk.get(&path).await.json();
        let words: Vec<&str> = all.as_array().unwrap().iter().map(|f| f["value_label"].as_str().unwrap()).collect();
        assert_eq!(words, ["网约送餐员", "快递员", ""], "newest first");
        assert_eq!(all[1]["ended_by"], "李干事");
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);

        // The list on a day; within the scope; by value; and its export column.
        let on = async |q: &str| clerk.get(&format!("/api/members?{q}")).await.items("id");
        assert_eq!(on("flag=new_resident&flag_on=2025-06-01").await, [ids[0].to_string()]);
        assert!(on("flag=new_resident&flag_on=2026-06-01").await.is_empty());
        assert!(on("flag=new_resident").await.is_empty(), "today");
        assert_eq!(on("flag=new_employment&flag_value=13").await, [ids[0].to_string()]);
        assert!(on("flag=new_employment&flag_value=12").await.is_empty());
        assert_eq!(on("flag=new_employment&flag_value=12&flag_on=2024-06-01").await, [ids[0].to_string()]);
        assert_eq!(clerk.get("/api/members/count?flag=new_employment").await.json()["value"], 1);
        assert!(other.get("/api/members?flag=new_employment").await.items("id").is_empty());
        let rows = clerk.get("/api/members").await.json();
        let row = rows["items"].as_array().unwrap().iter().find(|m| m["id"] == ids[0].to_string()).unwrap();
        assert_eq!(row["flags"], "新就业形态劳动者（网约送餐员）");

        let gone = clerk.call("DELETE", &one, &[("if-match", "\"2\"")], None).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT, "{}", gone.json());
        assert_eq!(clerk.get(&path).await.json().as_array().unwrap().len(), 2);
        let deeds: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).collect();
        for deed in ["member.flag-add", "member.flag-edit", "member.flag-remove"] {
            assert!(deeds.iter().any(|d| d == deed), "{deed}");
        }
    }

    async fn of_two_flags_at_once_one_stays(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let path = format!("/api/members/{}/flags", ids[1]);
        let form: Value = json!({ "kind": "model_worker", "value": "2", "from": "2024-05-01" });
        let (a, b) = tokio::join!(clerk.post(&path, &form), clerk.post(&path, &form));
        let made = [a.status, b.status].into_iter().filter(|s| *s == StatusCode::CREATED).count();
        assert_eq!(made, 1, "{} {}", a.status, b.status);
        assert_eq!(block_in_place(|| number(app.store(), "SELECT count(*) FROM member_flag")), 1);
    }
}
