//! Draws through the API: what everybody reads without a session, the member, the draw room, and who sees what.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use benefits::model::campaign::CampaignKind;
use benefits::ops::draw_work::work_all;
use benefits::rules::draw_file::{DrawFile, Noted, verify};
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::{HOUR, World};
use crate::common::{Answer, Api, Caller, setup};
use crate::draws::{closed, drawn, winners};

fn ok(a: &Answer) -> Value {
    assert_eq!(a.status, StatusCode::OK, "{}", a.json());
    a.json()
}

fn refused(a: &Answer) -> (StatusCode, String) {
    (a.status, a.problem())
}

/// Does a step in the room as it stands now.
async fn step(by: &Caller<'_>, id: &str, deed: &str, body: &Value) -> Answer {
    let etag = by.get(&format!("/api/benefit_draws/{id}/room")).await.etag();
    by.post_match(&format!("/api/benefit_draws/{id}/{deed}"), &etag, body).await
}

db_test! { setup();
    async fn a_member_presses_and_reads_the_own_number(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let (people, c) = block_in_place(|| (w.members(&w.r.mine, 0, 2), w.published(CampaignKind::Draw)));
        let api = Api::new(&w.app);
        let m = api.member(&people[0].name, &people[0].number, &people[0].phone).await;
        let (path, enter) = (format!("/api/me/benefit_draws/{}", c.id), format!("/api/me/benefit_campaigns/{}/enter", c.id));
        let before = ok(&m.get(&path).await);
        assert_eq!((&before["may"], &before["entrant"], &before["odds"], &before["result"]), (&json!(true), &Value::Null, &Value::Null, &json!("none")));
        let done = ok(&m.post_once(&enter, "press-the-button-1", &json!({})).await);
        assert_eq!((&done["result"], &done["entries"]), (&json!("entered"), &json!(1)));
        assert_eq!(ok(&m.post_once(&enter, "press-the-button-1", &json!({})).await), done, "a retry has the same answer");
        let again = ok(&m.post(&enter, &json!({})).await);
        assert_eq!((&again["result"], &again["entrant"]), (&json!("already"), &done["entrant"]));
        let own = ok(&m.get(&path).await);
        assert_eq!((&own["may"], &own["entrant"], &own["result"], &own["odds"]), (&json!(false), &done["entrant"], &json!("waiting"), &json!("目前人人可中")));
        assert_eq!(ok(&m.get("/api/me/benefit_draws").await)[0]["entrant"], done["entrant"]);
        assert_eq!(refused(&m.post(&format!("{path}/claim"), &json!({})).await), (StatusCode::CONFLICT, "benefits.prize-none".into()));
        // A cadre is no member.
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        assert_eq!(officer.post(&enter, &json!({})).await.status, StatusCode::UNAUTHORIZED);
    }
}

db_test! { setup();
    async fn everybody_reads_what_was_promised_and_verifies_what_came_out(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let (c, people) = block_in_place(|| drawn(db, &w));
        let api = Api::new(&w.app);
        let nobody = api.nobody();
        let path = format!("/api/public/benefit_draws/{}", c.id);
        let told = ok(&nobody.get(&path).await);
        assert_eq!((&told["state"], &told["value"], &told["entries"]), (&json!("drawn"), &json!("3421.87"), &json!(12)));
        let answer = nobody.get(&format!("{path}/file")).await;
        assert_eq!(answer.status, StatusCode::OK);
        let f: DrawFile = serde_json::from_slice(&answer.bytes).unwrap();
        let text = |v: &Value| v.as_str().map(str::to_owned);
        let noted = Noted { commitment: text(&told["commitment"]), list_digest: text(&told["list_digest"]) };
        let report = verify(&f, &noted);
        assert!(report.whole && report.drawn, "{:?}", report.checks);
        assert_eq!(report.result.len(), 5);
        // Nothing that anybody reads says who it was.
        let masked = nobody.get(&format!("{path}/winners")).await;
        assert_eq!(ok(&masked)["rows"].as_array().unwrap().iter().map(|r| r["name"].clone()).collect::<Vec<_>>(), vec![json!("张*"); 5]);
        let list = nobody.get("/api/public/benefit_draws?q=示范抽奖&state=drawn").await;
        assert_eq!(list.items("id"), [c.id.to_string()]);
        assert_eq!(nobody.get("/api/public/benefit_draws?state=open").await.items("id"), Vec::<String>::new());
        for a in [&answer, &masked, &list, &nobody.get(&path).await] {
            let text = String::from_utf8(a.bytes.clone()).unwrap();
            for m in &people {
                assert!(!text.contains(&m.name) && !text.contains(&m.id.to_string()), "{text}");
            }
        }
        assert_eq!(refused(&nobody.get("/api/public/benefit_draws/9").await), (StatusCode::NOT_FOUND, "benefits.draw-not-found".into()));
    }
}

db_test! { setup();
    async fn the_room_takes_two_and_shows_no_value_before(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let (c, people) = block_in_place(|| closed(db, &w));
        let api = Api::new(&w.app);
        let id = c.id.to_string();
        let file = format!("/api/public/benefit_draws/{id}/file");
        assert_eq!(refused(&api.nobody().get(&file).await), (StatusCode::CONFLICT, "benefits.draw-not-frozen".into()));
        block_in_place(|| work_all(&w.app)).unwrap();
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, w.r.county.id).await;
        let room = ok(&officer.get(&format!("/api/benefit_draws/{id}/room")).await);
        assert_eq!(room["may"], json!({ "enter": true, "confirm": false, "postpone": false }));
        let value = json!({ "value": "3421.87" });
        let typed = ok(&step(&officer, &id, "value", &value).await);
        assert_eq!((&typed["state"], &typed["value"]), (&json!("entered"), &Value::Null), "who confirms does not copy");
        assert!(!String::from_utf8(api.nobody().get(&format!("/api/public/benefit_draws/{id}")).await.bytes).unwrap().contains("3421"));
        let room = ok(&manager.get(&format!("/api/benefit_draws/{id}/room")).await);
        assert_eq!(room["may"], json!({ "enter": false, "confirm": true, "postpone": false }));
        assert_eq!(refused(&step(&manager, &id, "confirm", &json!({ "value": "3421.78" })).await), (StatusCode::CONFLICT, "benefits.draw-value-differs".into()));
        assert_eq!(step(&officer, &id, "confirm", &value).await.status, StatusCode::FORBIDDEN);
        let done = ok(&step(&manager, &id, "confirm", &value).await);
        assert_eq!((&done["state"], &done["value"], &done["won"], &done["reserve"]), (&json!("drawn"), &json!("3421.87"), &json!(3), &json!(2)));
        let best = block_in_place(|| winners(&w, &c))[0].clone();
        let lucky = people.iter().find(|m| m.id == best.person_id).unwrap();
        let m = api.member(&lucky.name, &lucky.number, &lucky.phone).await;
        let own = ok(&m.get(&format!("/api/me/benefit_draws/{id}")).await);
        assert_eq!((&own["result"], &own["prize"], &own["rank"]), (&json!("won"), &json!("一箱橙子"), &json!(1)));
        let claimed = ok(&m.post(&format!("/api/me/benefit_draws/{id}/claim"), &json!({})).await);
        assert_eq!((&claimed["result"], &claimed["until"]), (&json!("claimed"), &Value::Null));
        let names = officer.get(&format!("/api/benefit_draws/{id}/room/winners?state=claimed")).await;
        assert_eq!(names.items("name"), std::slice::from_ref(&lucky.name));
        let found = officer.get(&format!("/api/benefit_draws/{id}/room/winners?q={}", &best.entrant[..6])).await;
        let ranks: Vec<Value> = ok(&found)["items"].as_array().unwrap().iter().map(|r| r["rank"].clone()).collect();
        assert_eq!(ranks, [json!(1)]);
    }
}

db_test! { setup();
    async fn the_room_of_a_union_is_its_own(db: &TestDb) {
        let w = block_in_place(|| World::new(db));
        let (c, _) = block_in_place(|| drawn(db, &w));
        let api = Api::new(&w.app);
        // The draw of the county is public to the township, its room and the names in it are not.
        let below = api.sign_in(Role::BenefitsManager, w.r.here.id).await;
        for path in ["room", "room/winners"] {
            let got = below.get(&format!("/api/benefit_draws/{}/{path}", c.id)).await;
            assert_eq!(refused(&got), (StatusCode::NOT_FOUND, "benefits.draw-not-found".into()), "{path}");
        }
        let body = json!({ "value": "1" });
        let officer_below = api.sign_in(Role::BenefitsOfficer, w.r.here.id).await;
        for (by, deed) in [(&below, "confirm"), (&officer_below, "value")] {
            let got = by.post_match(&format!("/api/benefit_draws/{}/{deed}", c.id), "\"1\"", &body).await;
            assert_eq!(got.status, StatusCode::NOT_FOUND, "{deed}");
        }
        assert_eq!(below.get("/api/benefit_draw_rooms").await.items("id"), Vec::<String>::new());
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        assert_eq!(officer.get("/api/benefit_draw_rooms?state=drawn&q=示范").await.items("id"), [c.id.to_string()]);
        let count = ok(&officer.get("/api/benefit_draw_rooms/count?q=没有这个").await);
        assert_eq!(count, json!({ "value": 0, "exact": true }));
        let order = json!({ "format": "csv", "purpose": "发放奖品", "columns": [] });
        let sheet = officer.post(&format!("/api/benefit_draws/{}/room/winners/export", c.id), &order).await;
        let text = String::from_utf8(sheet.bytes.clone()).unwrap();
        assert!(sheet.status == StatusCode::OK && text.contains("一箱橙子") && text.lines().count() == 7, "{text}");
        db.clock().advance_ms(HOUR);
    }
}
