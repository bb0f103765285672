//! The member's code through the API: the phone shows it, the till reads it and records a use, the desk lists it.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::World;
use crate::common::{Api, setup};

db_test! { setup();
    async fn a_till_records_what_a_member_uses(db: &TestDb) {
        let (w, m) = block_in_place(|| {
            let w = World::new(db);
            let m = w.members(&w.r.mine, 0, 1).remove(0);
            w.merchant(1);
            w.merchant(2);
            (w, m)
        });
        let api = Api::new(&w.app);
        let (till, other) = (api.sign_in_as("till-1").await, api.sign_in_as("till-2").await);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let member = api.member(&m.name, &m.number, &m.phone).await;
        let merchants = officer.get("/api/benefit_merchants").await.json();
        let merchant = merchants["items"].as_array().unwrap().iter().find(|x| x["name"] == "示范影城1号").unwrap()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/benefit_merchants/{merchant}/discounts");
        let today = w.app.clock().today();
        let wrong = json!({ "title": "票价八折", "from": today.to_string(), "per_day": 0, "days": { "weekdays": [8] } });
        let fields: Vec<String> = officer.post(&path, &wrong).await.fields().into_iter().map(|f| f.0).collect();
        assert_eq!(fields, ["/per_day", "/days"]);
        let every = json!({ "title": "票价八折", "from": today.to_string(), "by_code": true, "per_day": 1 });
        let every = officer.post(&path, &every).await.json();
        let on = json!({ "month_days": [today.plus_days(1).number() % 100] });
        let later = json!({ "title": "服务日半价", "from": today.to_string(), "by_code": true, "days": on });
        let later = officer.post(&path, &later).await.json();
        assert_eq!((&every["today"], &every["days_label"], &later["today"]), (&json!(true), &json!(""), &json!(false)));

        let own = member.get("/api/me/member_code").await.json();
        assert_eq!((own["codes"].as_array().unwrap().len(), own["name"].as_str().unwrap().chars().count()), (10, 2), "{own}");
        assert_eq!(member.get("/api/me/member_code").await.json()["number"], own["number"]);
        assert_eq!(officer.get("/api/me/member_code").await.status, StatusCode::UNAUTHORIZED);
        let (text, typed) = (own["codes"][0]["text"].clone(), own["codes"][0]["typed"].clone());
        assert_eq!(typed.as_str().unwrap().chars().filter(char::is_ascii_digit).count(), 16);
        for code in [&text, &typed] {
            let seen = till.post("/api/till/members", &json!({ "code": code })).await.json();
            assert_eq!((&seen["name"], &seen["number"]), (&own["name"], &own["number"]), "{seen}");
            let told: Vec<(&Value, &Value)> = seen["discounts"].as_array().unwrap().iter().map(|d| (&d["today"], &d["left"])).collect();
            assert_eq!(told, [(&json!(true), &json!(1)), (&json!(false), &json!(1))]);
        }
        // A voucher's door does not open to a member's code, nor the other way round.
        let scan = json!({ "code": text, "key": "k", "device": "d" });
        assert_eq!(till.post("/api/till/redemptions", &scan).await.problem(), "benefits.code-bad");
        assert_eq!(till.post("/api/till/members", &json!({ "code": "NJ1.a.b.c" })).await.problem(), "benefits.member-code-bad");
        let key = till.get("/api/till/key").await.json();
        assert_eq!(key["discounts"].as_array().unwrap().len(), 2);
        assert_eq!(key["discounts"][1]["holds_on"].as_array().unwrap()[0], today.plus_days(1).to_string());

        let at = w.now().0;
        let body = json!({ "code": text, "discount_id": every["id"], "at": at, "key": "u1", "device": "d", "bill_fen": 5_000, "saved_fen": 1_000 });
        // Somebody typed the bill for some minutes.
        db.clock().advance_ms(4 * 60_000);
        let done = till.post("/api/till/uses", &body).await;
        assert_eq!((done.status, &done.json()["result"]), (StatusCode::OK, &json!("done")), "{}", done.json());
        assert_eq!(till.post("/api/till/uses", &body).await.json()["result"], "again");
        let with = |field: &str, value: Value| {
            let mut b = body.clone();
            b[field] = value;
            b["key"] = json!(format!("{field}-2"));
            b
        };
        assert_eq!(till.post("/api/till/uses", &with("key", json!("x"))).await.problem(), "benefits.member-code-used");
        assert_eq!(till.post("/api/till/uses", &with("discount_id", later["id"].clone())).await.problem(), "benefits.not-service-day");
        assert_eq!(till.post("/api/till/uses", &with("at", Value::Null)).await.problem(), "benefits.member-code-old");
        assert_eq!(till.post("/api/till/uses", &with("saved_fen", json!(5_001))).await.fields()[0].0, "/saved_fen");
        assert_eq!(till.post("/api/till/uses", &with("offline", json!(true))).await.problem(), "benefits.member-code-used");
        assert_eq!(other.post("/api/till/uses", &body).await.problem(), "benefits.discount-not-found");
        db.clock().advance_ms(7 * 60_000);
        assert_eq!(till.post("/api/till/uses", &with("key", json!("y"))).await.problem(), "benefits.member-code-old");

        assert_eq!(till.get("/api/till").await.json()["today_uses"], 1);
        let list = till.get("/api/till/uses").await;
        assert_eq!(list.json()["items"][0]["title"], "票价八折");
        let id = list.items("id").remove(0);
        assert_eq!(other.get("/api/till/uses").await.json()["items"], json!([]));
        let number = own["number"].as_str().unwrap().replace(' ', "");
        for (query, found) in [("", 1), ("q=票价", 1), ("q=没有", 0), ("state=void", 0), (&*format!("q={number}"), 1), ("number=123", 0), (&*format!("from={}", today.plus_days(1)), 0)] {
            let all = officer.get(&format!("/api/benefit_uses?{query}")).await.json();
            assert_eq!(all["items"].as_array().unwrap().len(), found, "{query}: {all}");
            let told = town.get(&format!("/api/benefit_uses?{query}")).await.json();
            assert_eq!(told["items"].as_array().unwrap().len(), 0, "{query}");
        }
        assert_eq!(officer.get("/api/benefit_uses/count").await.json()["value"], json!(1));
        let void = format!("/api/till/uses/{id}/void");
        let why = json!({ "reason": "登记错了" });
        assert_eq!(other.post(&void, &why).await.problem(), "benefits.use-not-found");
        let after = till.post(&void, &why).await.json();
        assert_eq!((&after["state"], &after["void_until"]), (&json!("void"), &Value::Null));
        assert_eq!(till.post(&void, &why).await.problem(), "benefits.merchant-state");
        assert_eq!(till.post(&format!("/api/till/uses/{}/void", Id(9)), &why).await.status, StatusCode::NOT_FOUND);
    }
}
