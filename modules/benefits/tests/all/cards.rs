//! Member cards on every database: two people, one live card, the bank's answer once, who sees what.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use guard::{Actor, Role, act, res};
use kernel::Id;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use benefits::model::card::CardState;
use benefits::ops::card::{apply, apply_for};
use benefits::store::card;

use crate::common::{Answer, Api, Caller, Register, app, enter, id_number, number, person, program, setup};

/// Numbers of cards whose last digit fits, and one whose last does not.
const PANS: [&str; 3] = ["6277000000000000016", "6277000000000000024", "6277000000000000012"];

fn name(n: u32) -> String {
    format!("王示范{}", ["甲", "乙", "丙", "丁"][n as usize % 4])
}

fn phone(n: u32) -> String {
    format!("1380000{n:04}")
}

/// Members of a union.
fn members(app: &platform::App, union: &registry::api::Union, which: std::ops::Range<u32>) -> Vec<Id> {
    let people = which.map(|n| person(&name(n), &id_number(n), Some(&phone(n)))).collect();
    enter(app, union, people)
}

fn world(db: &TestDb) -> (platform::App, Register) {
    let app = app(db);
    app.load_dated().unwrap();
    let r = Register::new(&app);
    (app, r)
}

async fn step(who: &Caller<'_>, card: &Value, deed: &str, reason: &str) -> Answer {
    let path = format!("/api/benefit_cards/{}/{}/step", text(card, "person_id"), text(card, "id"));
    who.post_match(&path, &etag(card), &json!({ "deed": deed, "reason": reason })).await
}

async fn review(who: &Caller<'_>, card: &Value) -> Answer {
    let path = format!("/api/benefit_cards/{}/{}/review", text(card, "person_id"), text(card, "id"));
    who.post_match(&path, &etag(card), &json!({ "pass": true })).await
}

fn text(v: &Value, field: &str) -> String {
    v[field].as_str().unwrap().to_owned()
}

fn etag(card: &Value) -> String {
    format!("\"{}\"", card["version"])
}

async fn answered(who: &Caller<'_>, batch: &str, csv: &str) -> Value {
    let body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{csv}\r\n--X--\r\n"
    );
    let path = format!("/api/benefit_card_batches/{batch}/answer");
    let done = who.send_form(&path, body.into_bytes()).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.json());
    done.json()
}

db_test! { setup();
    async fn a_card_goes_through_two_people_the_bank_and_two_hands(db: &TestDb) {
        let (app, r) = block_in_place(|| world(db));
        block_in_place(|| members(&app, &r.mine, 1..2));
        let api = Api::new(&app);
        let member = api.member(&name(1), &id_number(1), &phone(1)).await;
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let officer = api.sign_in(Role::BenefitsOfficer, r.county.id).await;
        let manager = api.sign_in(Role::BenefitsManager, r.county.id).await;
        let made = member.post_once("/api/me/benefit_cards", "card-key-1", &json!({})).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(member.post_once("/api/me/benefit_cards", "card-key-1", &json!({})).await.json(), made.json(), "once per key");
        assert_eq!(member.post("/api/me/benefit_cards", &json!({})).await.problem(), "benefits.card-twice");
        let mine = made.json()["cards"][0].clone();
        assert_eq!((text(&mine, "state"), made.json()["may_apply"].clone()), ("applied".into(), json!(false)));
        // Out of order nothing moves.
        assert_eq!(step(&officer, &mine, "hand", "").await.problem(), "benefits.card-state");
        assert_eq!(step(&officer, &mine, "review", "").await.problem(), "benefits.card-state");
        let confirmed = step(&chair, &mine, "confirm", "").await.json();
        assert_eq!(text(&confirmed, "state"), "confirmed");
        assert_eq!(step(&chair, &mine, "refuse", "资料有误").await.problem(), "benefits.card-stale");
        assert_eq!(review(&chair, &confirmed).await.status, StatusCode::FORBIDDEN);
        let reviewed = review(&manager, &confirmed).await.json();
        assert_eq!(text(&reviewed, "state"), "reviewed", "{reviewed}");
        // To the bank, and back: each line once.
        let new = json!({ "union_id": r.county.id, "bank": "示范银行" });
        let batch = officer.post("/api/benefit_card_batches", &new).await.json();
        assert_eq!(batch["count"], 1);
        assert_eq!(officer.post("/api/benefit_card_batches", &new).await.problem(), "benefits.card-nothing-to-send");
        let id = text(&batch, "id");
        let file = officer
            .post(&format!("/api/benefit_card_batches/{id}/file"), &json!({ "format": "csv", "purpose": "送银行制卡" }))
            .await;
        let csv = String::from_utf8(file.bytes).unwrap();
        assert!(csv.contains(&id_number(1)) && csv.contains(&text(&mine, "number")), "{csv}");
        let line = |pan: &str, why: &str| format!("申请编号,卡号,失败原因\n{},{pan},{why}\n", text(&mine, "number"));
        let wrong = answered(&officer, &id, &line(PANS[2], "")).await;
        assert_eq!((wrong["made"].clone(), wrong["left"].as_array().unwrap().len()), (json!(0), 1), "{wrong}");
        assert_eq!(answered(&officer, &id, &line(PANS[0], "")).await["made"], 1);
        assert_eq!(answered(&officer, &id, &line(PANS[0], "")).await["known"], 1, "twice is once");
        let other = answered(&officer, &id, &line(PANS[1], "")).await;
        assert_eq!(other["left"][0]["row"], 2, "{other}");
        let path = format!("/api/benefit_cards/{}/{}", text(&mine, "person_id"), text(&mine, "id"));
        let now = chair.get(&path).await.json();
        assert_eq!((text(&now, "state"), text(&now, "tail")), ("made".into(), "0016".into()));
        let handed = step(&chair, &now, "hand", "").await.json();
        let active = step(&chair, &handed, "activate", "").await.json();
        assert_eq!((text(&active, "state"), text(&active, "plain")), ("active".into(), "卡可以正常使用。".into()));
        // The whole number is for who says what for, and that is recorded.
        let shown = officer.post(&format!("{path}/reveal"), &json!({ "purpose": "核对卡号" })).await.json();
        assert_eq!(shown["pan"], PANS[0]);
        let short = officer.post(&format!("{path}/reveal"), &json!({ "purpose": "看" })).await;
        assert_eq!(short.fields(), [("/purpose".to_owned(), "benefits.card-purpose".to_owned())]);
        assert_eq!(chair.post(&format!("{path}/reveal"), &json!({ "purpose": "核对卡号" })).await.status, StatusCode::FORBIDDEN);
        // Lost by the member, replaced by the union: the old one ends, and a new one is under way.
        let own = format!("/api/me/benefit_cards/{}/step", text(&mine, "id"));
        let lost = member.post(&own, &json!({ "deed": "lose" })).await.json();
        assert_eq!(lost["cards"][0]["state"], "lost");
        assert_eq!(member.post(&own, &json!({ "deed": "cancel" })).await.problem(), "benefits.card-state");
        let now = chair.get(&path).await.json();
        let new = step(&chair, &now, "replace", "").await.json();
        assert_eq!((text(&new, "state"), text(&new, "replaces_id")), ("confirmed".into(), text(&mine, "id")));
        let cards = member.get("/api/me/benefit_cards").await.json();
        let states: Vec<String> = cards["cards"].as_array().unwrap().iter().map(|c| text(c, "state")).collect();
        assert_eq!(states, ["confirmed", "cancelled"]);
        let live = block_in_place(|| number(db.store(), "SELECT count(*) FROM benefit_card WHERE live = 1"));
        assert_eq!(live, 1);
        let told = member.get("/api/me/notices").await.json();
        assert!(told.to_string().contains("会员卡：正常"), "{told}");
    }

    async fn a_card_is_seen_where_its_member_is_and_above(db: &TestDb) {
        let (app, r) = block_in_place(|| world(db));
        let (here, there) =
            block_in_place(|| (members(&app, &r.mine, 1..3), members(&app, &r.theirs, 3..4)));
        let scope = program().permit::<res::BenefitCard, act::Create>().unwrap();
        let all: Vec<Id> = here.iter().chain(&there).copied().collect();
        let made = app.store().write(move |tx| {
            all.iter().map(|p| apply_for(tx, &scope, *p)).collect::<Result<Vec<_>, benefits::CardError>>()
        });
        let made = made.await.unwrap();
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let officer = api.sign_in(Role::BenefitsOfficer, r.county.id).await;
        let town = api.sign_in(Role::Clerk, r.there.id).await;
        for (who, n) in [(&chair, 2), (&officer, 3), (&town, 1)] {
            assert_eq!(who.get("/api/benefit_cards/count").await.json()["value"], n);
            assert_eq!(who.get("/api/benefit_cards").await.items("id").len(), n as usize);
        }
        let theirs = &made[2];
        let path = format!("/api/benefit_cards/{}/{}", theirs.person_id, theirs.id);
        assert_eq!(chair.get(&path).await.problem(), "benefits.card-not-found");
        assert_eq!(town.get(&path).await.status, StatusCode::OK);
        assert_eq!(chair.post("/api/benefit_cards", &json!({ "person_id": there[0] })).await.problem(), "benefits.card-no-member");
        let found = officer.get(&format!("/api/benefit_cards?q={}", made[1].number.to_lowercase())).await;
        assert_eq!(found.items("id"), [made[1].id.to_string()]);
        assert!(chair.get(&format!("/api/benefit_cards?q={}", theirs.number)).await.items("id").is_empty());
        let query = format!("/api/benefit_cards?union_id={}&state=confirmed", r.there.id);
        assert_eq!(officer.get(&query).await.items("id"), [theirs.id.to_string()]);
        assert_eq!(officer.get("/api/benefit_cards?state=active").await.items("id").len(), 0);
    }

    fn nobody_gets_two_cards_at_the_same_instant(db: &TestDb) {
        let (app, r) = world(db);
        let person = members(&app, &r.mine, 1..2)[0];
        let got: usize = std::thread::scope(|t| {
            let ask = || {
                let by = Actor::member(person, "王示范乙");
                app.store().write_blocking(move |tx| apply(tx, &by)).is_ok()
            };
            let all: Vec<_> = (0..6).map(|_| t.spawn(ask)).collect();
            all.into_iter().map(|h| usize::from(h.join().unwrap())).sum()
        });
        assert_eq!(got, 1);
        let cards = app.store().read_blocking(move |tx| card::of_person(tx, person)).unwrap();
        assert_eq!((cards.len(), cards[0].state), (1, CardState::Applied));
    }
}
