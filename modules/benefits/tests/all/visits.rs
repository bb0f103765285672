//! Visits to merchants: entered with the checklist of their day, looked at again, listed; merchants that nobody visited.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::World;
use crate::common::{Api, Caller, setup};

async fn count(by: &Caller<'_>, path: &str) -> Value {
    by.get(path).await.json()["value"].clone()
}

db_test! { setup();
    async fn a_visit_is_entered_and_what_was_wrong_is_looked_at_again(db: &TestDb) {
        let (w, one, two) = block_in_place(|| {
            let w = World::new(db);
            let (one, two) = (w.merchant(1), w.merchant(2));
            (w, one, two)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let town = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let today = w.app.clock().today();
        let items = officer.get("/api/benefit_visit_items").await.json();
        assert!(items.as_array().unwrap().len() > 3 && items[0]["met"] == json!(false), "{items}");
        let unvisited = "/api/benefit_merchants/count?unvisited=true";
        assert_eq!(count(&officer, unvisited).await, json!(2));

        let visits = format!("/api/benefit_merchants/{}/visits", one.merchant.id);
        let mut new = json!({ "day": today.plus_days(1).to_string(), "people": "王", "mend_by": today.plus_days(-1).to_string() });
        let fields: Vec<String> = officer.post(&visits, &new).await.fields().into_iter().map(|f| f.0).collect();
        assert_eq!(fields, ["/day", "/people", "/mend_by", "/note"]);
        new = json!({
            "day": today.to_string(), "people": "王干事", "shop_id": two.shop.id, "met": [items[0]["code"], "nothing"],
            "note": "海报被挡住", "mend_by": today.plus_days(3).to_string()
        });
        assert_eq!(officer.post(&visits, &new).await.problem(), "benefits.shop-not-found");
        new["shop_id"] = json!(one.shop.id);
        assert_eq!(town.post(&visits, &new).await.problem(), "benefits.merchant-not-found");
        assert_eq!(manager.post(&visits, &new).await.status, StatusCode::FORBIDDEN);
        let made = officer.post_once(&visits, "visit-key-1", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(officer.post_once(&visits, "visit-key-1", &new).await.json(), made.json());
        assert_eq!(count(&officer, unvisited).await, json!(1));

        let path = format!("{visits}/{}", made.json()["id"].as_str().unwrap());
        let seen = manager.get(&path).await;
        let v = seen.json();
        assert_eq!((&v["state"], &v["shop_name"], &v["may_update"]), (&json!("mend"), &json!("示范影城"), &json!(false)));
        assert_eq!((&v["items"][0]["met"], &v["items"][1]["met"]), (&json!(true), &json!(false)));
        assert_eq!(town.get(&path).await.problem(), "benefits.merchant-not-found");
        let wrong = format!("/api/benefit_merchants/{}/visits/{}", two.merchant.id, made.json()["id"].as_str().unwrap());
        assert_eq!(officer.get(&wrong).await.problem(), "benefits.visit-not-found");
        assert_eq!(count(&officer, "/api/benefit_visits/count?state=mend").await, json!(1));
        assert_eq!(count(&officer, "/api/benefit_visits/count?state=late").await, json!(0));
        assert_eq!(count(&town, "/api/benefit_visits/count").await, json!(0));
        db.clock().advance_ms(4 * 24 * 3_600_000);
        let officer = api.sign_in_again(Role::BenefitsOfficer, w.r.county.id).await;
        assert_eq!(count(&officer, "/api/benefit_visits/count?state=late").await, json!(1));
        assert_eq!(officer.get("/api/benefit_visits?q=王干").await.json()["items"][0]["state_label"], "逾期未改");

        let mended = format!("{path}/mended");
        let note = json!({ "note": "海报已经移到收银台旁" });
        assert_eq!(officer.post_match(&mended, "\"7\"", &note).await.problem(), "benefits.merchant-stale");
        assert_eq!(officer.post_match(&mended, &seen.etag(), &json!({ "note": "好" })).await.fields()[0].0, "/note");
        let done = officer.post_match(&mended, &seen.etag(), &note).await;
        assert_eq!((&done.json()["state"], &done.json()["mended_note"]), (&json!("mended"), &note["note"]), "{}", done.json());
        assert_eq!(officer.post_match(&mended, &done.etag(), &note).await.problem(), "benefits.merchant-state");
        assert_eq!(count(&officer, "/api/benefit_visits/count?state=mend").await, json!(0));
        // Half a year later the merchant is to be visited again.
        db.clock().advance_ms(190 * 24 * 3_600_000);
        let officer = api.sign_in_again(Role::BenefitsOfficer, w.r.county.id).await;
        assert_eq!(count(&officer, unvisited).await, json!(2));
    }
}
