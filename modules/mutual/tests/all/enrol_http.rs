//! Enrolment through the API: a list to its bill and its cover, who sees what, and what members see.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::body::Body;
use axum::http::{Request, StatusCode};
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::enrol::{World, bank_csv, columns, csv_of};
use crate::common::{Answer, Api, Caller, program, setup, trace};

async fn send(
    api: &Api,
    by: &Caller<'_>,
    path: &str,
    fields: &[(&str, String)],
    file: (&str, &str),
) -> Answer {
    let mut form = String::new();
    for (name, value) in fields {
        form += &format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    form += &format!(
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n{}\r\n--X--\r\n",
        file.0, file.1
    );
    let request = Request::builder()
        .method("POST")
        .uri(path)
        .header("cookie", by.cookie())
        .header("content-type", "multipart/form-data; boundary=X")
        .body(Body::from(form))
        .unwrap();
    api.send(request).await
}

fn id(v: &Value) -> kernel::Id {
    v["id"].as_str().unwrap().parse().unwrap()
}

db_test! { setup();
    async fn a_list_becomes_a_bill_and_cover_and_others_see_nothing_of_it(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let m = block_in_place(|| w.members(&w.r.mine, 0, 3));
        let api = Api::new(&w.app);
        let clerk = api.sign_in(Role::Clerk, w.r.mine.id).await;
        let other = api.sign_in(Role::Clerk, w.r.theirs.id).await;
        let officer = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::FundManager, w.r.county.id).await;
        let (now, mine) = (w.now, w.r.mine.id);

        // The clerk of the union sees the period that the county runs.
        let periods = clerk.get("/api/mutual_periods").await;
        assert_eq!(periods.json()["items"].as_array().unwrap().len(), 2, "{}", periods.json());
        let shown = clerk.get(&format!("/api/mutual_periods/{now}")).await.json();
        assert_eq!((&shown["may_enrol"], &shown["may_update"], shown["items"].as_array().unwrap().len()), (&json!(true), &json!(false), 5));
        let new = json!({ "union_id": w.r.county.id, "scheme_id": w.scheme, "title": "又一期", "opens_on": "2026-11-01", "closes_on": "2027-03-31" });
        let made = clerk.post("/api/mutual_periods", &new).await;
        assert_eq!(made.status, StatusCode::FORBIDDEN);
        let edit = json!({ "title": "2027年度参保（延期）", "opens_on": "2026-11-01", "closes_on": "2027-04-30", "state": "open" });
        let path = format!("/api/mutual_periods/{now}");
        let etag = manager.get(&path).await.etag();
        assert_eq!(manager.patch(&path, &etag, &edit).await.json()["closes_on"], "2027-04-30");
        assert_eq!(manager.patch(&path, &etag, &edit).await.problem(), "mutual.enrol-stale");

        // A list, checked and confirmed.
        let fields = [("period_id", now.to_string()), ("union_id", mine.to_string()), ("class", "enterprise".to_owned())];
        let up = send(&api, &clerk, "/api/mutual_rosters", &fields, ("名单.csv", &csv_of(&m))).await;
        assert_eq!(up.status, StatusCode::CREATED, "{}", up.json());
        let roster = id(&up.json());
        block_in_place(|| w.work(roster));
        let path = format!("/api/mutual_rosters/{roster}");
        assert_eq!(other.get(&path).await.problem(), "mutual.roster-not-found");
        assert_eq!(other.post(&format!("{path}/confirm"), &json!({})).await.problem(), "mutual.roster-not-found");
        let rows = clerk.get(&format!("{path}/rows?verdict=accepted")).await.json();
        assert_eq!((rows["rows"].as_array().unwrap().len(), &rows["rows"][0]["premium_fen"]), (3, &json!(4_000)), "{rows}");
        assert_eq!(clerk.post(&format!("{path}/confirm"), &json!({})).await.json()["state"], "running");
        block_in_place(|| w.work(roster));
        let all = clerk.get(&format!("/api/mutual_enrolments?period_id={now}")).await.json();
        assert_eq!(all["items"].as_array().unwrap().len(), 3);
        let masked = all["items"][0]["masked_id"].as_str().unwrap();
        assert!(masked.contains("****") && !m.iter().any(|m| m.number == masked), "{masked}");
        assert_eq!(other.get("/api/mutual_enrolments").await.json()["items"], json!([]));
        // Found by a whole number or the beginning of a name; page by page.
        for q in [m[1].number.clone(), m[1].name.clone()] {
            let found = clerk.get(&format!("/api/mutual_enrolments?q={}", percent(&q))).await.json();
            assert_eq!(found["items"][0]["person_id"], m[1].id.to_string(), "{q}: {found}");
        }
        // A search by number leaves a trace, one by name does not.
        let searched = |action: &str| action == "mutual-enrolment.search";
        assert_eq!(trace(&w.app).await.iter().filter(|e| searched(&e.action)).count(), 1);
        let mut after = String::new();
        let mut seen = Vec::new();
        loop {
            let page = clerk.get(&format!("/api/mutual_enrolments?limit=1{after}")).await;
            seen.extend(page.items("person_id"));
            match page.json()["next"].as_str() {
                Some(next) => after = format!("&after={}", percent(next)),
                None => break,
            }
        }
        assert_eq!(seen.len(), 3);

        // The bill, the money, the cover.
        let new = json!({ "period_id": now, "union_id": mine });
        let made = clerk.post_once("/api/mutual_bills", "key-bill-0001", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(clerk.post_once("/api/mutual_bills", "key-bill-0001", &new).await.json()["id"], made.json()["id"]);
        let bill = made.json();
        assert_eq!((&bill["amount_fen"], &bill["classes"][0]["people"]), (&json!(12_000), &json!(3)));
        let reference = bill["reference"].as_str().unwrap();
        let path = format!("/api/mutual_bills/{}", bill["id"].as_str().unwrap());
        assert_eq!(other.get(&path).await.problem(), "mutual.bill-not-found");
        let file = bank_csv(&[("2026-11-20", "150.00", "宏达", reference, "S1")]);
        let bank = [("union_id", w.r.county.id.to_string()), ("bank", "示范银行".to_owned())];
        let denied = send(&api, &clerk, "/api/mutual_statements", &bank, ("a.csv", &file)).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let look = send(&api, &officer, "/api/mutual_statements/look", &bank, ("a.csv", &file)).await.json();
        assert_eq!((&look["complete"], &look["columns"]), (&json!(true), &serde_json::to_value(columns()).unwrap()), "{look}");
        assert_eq!(look["sample"][0]["amount_fen"], 15_000);
        let taken = send(&api, &officer, "/api/mutual_statements", &bank, ("a.csv", &file)).await;
        assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.json());
        let statement = id(&taken.json());
        block_in_place(|| mutual::enrolment::work_statement(&w.app, &program(), statement).unwrap());
        let s = officer.get(&format!("/api/mutual_statements/{statement}")).await.json();
        assert_eq!((&s["state"], &s["taken"], &s["matched"]), (&json!("done"), &json!(1), &json!(1)));
        let paid = clerk.get(&path).await.json();
        assert_eq!((&paid["state"], &paid["cover_from"], &paid["matches"][0]["amount_fen"]), (&json!("paid"), &json!("2027-01-01"), &json!(12_000)));
        let receipts = officer.get("/api/mutual_receipts?state=part").await.json();
        assert_eq!((&receipts["items"][0]["rest_fen"], &receipts["items"][0]["account_tail"]), (&json!(3_000), &json!("2222")));
        assert_eq!(clerk.get("/api/mutual_receipts").await.status, StatusCode::FORBIDDEN);

        // Certificates of a person and of the unit; whoever holds one verifies it.
        let own = clerk.get(&format!("/api/mutual_enrolments/{now}/{}/certificate", m[0].id)).await.json();
        assert_eq!((&own["number"], &own["kind"], &own["cover_to"]), (&json!(reference), &json!("person"), &json!("2027-12-31")));
        assert_eq!(other.get(&format!("/api/mutual_enrolments/{now}/{}/certificate", m[0].id)).await.problem(), "mutual.enrolment-not-found");
        let unit = clerk.get(&format!("{path}/certificate")).await.json();
        for paper in [&own, &unit] {
            let asked = json!({ "number": paper["number"], "code": paper["code"] });
            let said = clerk.post("/api/mutual_certificates/verify", &asked).await.json();
            assert_eq!((&said["state"], &said["people"]), (&json!("not_begun"), &paper["people"]), "{said}");
        }
        let wrong = clerk.post("/api/mutual_certificates/verify", &json!({ "number": reference, "code": "ZZZZZZZZ" })).await;
        assert_eq!(wrong.json()["state"], "unknown");

        // What is over goes back.
        let receipt = receipts["items"][0]["id"].as_str().unwrap();
        let back = json!({ "why": "多缴退回", "bank": "示范银行" });
        let made = officer.post(&format!("/api/mutual_receipts/{receipt}/refund"), &back).await;
        assert_eq!((made.status, &made.json()["amount_fen"]), (StatusCode::CREATED, &json!(3_000)), "{}", made.json());
        assert_eq!(officer.get("/api/mutual_refunds/count").await.json()["value"], 1);
        let progress = officer.get(&format!("/api/mutual_periods/{now}/progress")).await.json();
        assert_eq!((&progress["whole"]["active"], &progress["whole"]["paid_fen"]), (&json!(3), &json!(12_000)));
        let unit = clerk.get(&format!("/api/mutual_periods/{now}/unit?union_id={mine}")).await.json();
        assert_eq!((&unit["active"], &unit["may_bill"]), (&json!(3), &json!(false)));
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
