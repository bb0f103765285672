//! Visits to merchants: entered with the checklist of their day, looked at again, listed; merchants that nobody visited.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::World;
use crate::common::{Api, Caller, number, setup, trace};

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

    async fn a_visit_is_corrected_for_a_week(db: &TestDb) {
        let (w, one, two) = block_in_place(|| {
            let w = World::new(db);
            let (one, two) = (w.merchant(1), w.merchant(2));
            (w, one, two)
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let today = w.app.clock().today();
        let items = officer.get("/api/benefit_visit_items").await.json();
        let visits = format!("/api/benefit_merchants/{}/visits", one.merchant.id);
        let first = today.plus_days(-40);
        let mut e = json!({ "day": first.to_string(), "people": "王干事", "met": [items[0]["code"]], "note": "海报被挡住", "mend_by": today.plus_days(3).to_string() });
        let made = officer.post(&visits, &e).await.json();
        let path = format!("{visits}/{}", made["id"].as_str().unwrap());
        let seen = manager.get(&path).await;
        assert_eq!((&seen.json()["may_edit"], &seen.json()["edited_at"]), (&json!(false), &json!(null)));
        let of_months = |w: &World| {
            let one = |day: kernel::Day| number(w.app.store(), &format!(
                "SELECT COALESCE(CAST(SUM(delta) AS BIGINT), 0) FROM fact WHERE indicator = 'benefits.visits' AND day = {}", day.number()
            ));
            block_in_place(|| (one(first), one(today)))
        };
        assert_eq!(of_months(&w), (1, 0));

        // What is wrong is said, another version is another one, another shop is not there.
        e["people"] = json!("王");
        assert_eq!(officer.patch(&path, &seen.etag(), &e).await.fields()[0].0, "/people");
        e["people"] = json!("王干事、李委员");
        e["shop_id"] = json!(two.shop.id);
        assert_eq!(officer.patch(&path, &seen.etag(), &e).await.problem(), "benefits.shop-not-found");
        (e["shop_id"], e["day"], e["mend_by"]) = (json!(one.shop.id), json!(today.to_string()), json!(null));
        e["met"] = json!([items[0]["code"], items[1]["code"]]);
        assert_eq!(officer.patch(&path, "\"7\"", &e).await.problem(), "benefits.merchant-stale");
        assert_eq!(manager.patch(&path, &seen.etag(), &e).await.status, StatusCode::FORBIDDEN);
        let wrong = format!("/api/benefit_merchants/{}/visits/{}", two.merchant.id, made["id"].as_str().unwrap());
        assert_eq!(officer.patch(&wrong, &seen.etag(), &e).await.problem(), "benefits.visit-not-found");
        let done = officer.patch(&path, &seen.etag(), &e).await;
        let v = done.json();
        assert_eq!((done.status, &v["state"], &v["people"]), (StatusCode::OK, &json!("good"), &json!("王干事、李委员")), "{v}");
        assert_eq!((&v["items"][1]["met"], &v["items"][2]["met"], &v["shop_name"]), (&json!(true), &json!(false), &json!("示范影城")));
        assert_eq!((&v["may_edit"], v["edited_at"].is_i64()), (&json!(true), true));
        assert_eq!(officer.get(&path).await.json()["version"], v["version"]);
        assert_eq!(count(&officer, "/api/benefit_visits/count?state=mend").await, json!(0));
        assert_eq!(of_months(&w), (0, 1), "it counts on its day");
        let told = trace(&w.app).await.into_iter().find(|t| t.action == "merchant.visit-edit").unwrap();
        let text = format!("{told:?}");
        assert!(text.contains("王干事、李委员") && text.contains(&first.to_string()), "{text}");

        // Something is to be mended after all; once it is, nothing is changed any more. Nor is it after a week.
        (e["mend_by"], e["met"]) = (json!(today.plus_days(5).to_string()), json!([]));
        let again = officer.patch(&path, &done.etag(), &e).await;
        assert_eq!((&again.json()["state"], &again.json()["may_edit"]), (&json!("mend"), &json!(true)), "{}", again.json());
        let late = officer.post(&visits, &e).await.json();
        let late = format!("{visits}/{}", late["id"].as_str().unwrap());
        let mended = officer.post_match(&format!("{path}/mended"), &again.etag(), &json!({ "note": "已经改好" })).await;
        assert_eq!((mended.status, &mended.json()["may_edit"]), (StatusCode::OK, &json!(false)));
        assert_eq!(officer.patch(&path, &mended.etag(), &e).await.problem(), "benefits.merchant-state");
        db.clock().advance_ms(8 * 24 * 3_600_000);
        let officer = api.sign_in_again(Role::BenefitsOfficer, w.r.county.id).await;
        let seen = officer.get(&late).await;
        assert_eq!(seen.json()["may_edit"], json!(false));
        let refused = officer.patch(&late, &seen.etag(), &e).await;
        assert_eq!(refused.fields(), [("/day".to_owned(), "benefits.visit-old".to_owned())]);
    }
}
