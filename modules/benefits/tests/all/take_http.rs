//! Pressing on the phone, what a member holds and shows, and what whoever runs the campaign sees of it.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::http::StatusCode;
use benefits::model::campaign::{Campaign, CampaignKind};
use benefits::ops::code::resolve;
use benefits::rules::campaign::Draft;
use benefits::rules::code::Codes;
use guard::Role;
use registry::api::reach::Condition;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::world::{HOUR, Member, World};
use crate::common::{Answer, Api, Caller, setup, trace};

async fn signed<'a>(api: &'a Api, m: &Member) -> Caller<'a> {
    api.member(&m.name, &m.number, &m.phone).await
}

async fn press(by: &Caller<'_>, c: &Campaign, mine: i64) -> Answer {
    by.post(&format!("/api/me/benefit_campaigns/{}/take", c.id), &json!({ "mine": mine })).await
}

fn result(a: &Answer) -> String {
    assert_eq!(a.status, StatusCode::OK, "{}", a.json());
    a.json()["result"].as_str().unwrap().to_owned()
}

/// A world with some members of one union and one of another township.
fn world(db: &TestDb) -> (World, Vec<Member>, Member) {
    block_in_place(|| {
        let w = World::new(db);
        let m = w.members(&w.r.mine, 1, 4);
        let far = w.members(&w.r.theirs, 50, 1).remove(0);
        (w, m, far)
    })
}

db_test! { setup();
    async fn a_member_presses_gets_one_and_shows_it(db: &TestDb) {
        let (w, m, _) = world(db);
        let c = block_in_place(|| w.on_line(Draft { stock: 2, ..w.draft(CampaignKind::Grab) }));
        let api = Api::new(&w.app);
        let (one, two, three) = (signed(&api, &m[0]).await, signed(&api, &m[1]).await, signed(&api, &m[2]).await);
        let seen = one.get("/api/me/benefits").await.json();
        let row = &seen["campaigns"][0];
        assert_eq!(
            (&row["title"], &row["left"], &row["may"], &row["mine"], &row["limit"], &row["state_label"]),
            (&json!("示范限时抢"), &json!(2), &json!(true), &json!(0), &json!("每人限1次"), &json!("进行中"))
        );
        let first = press(&one, &c, 0).await;
        assert_eq!(result(&first), "got");
        let v = first.json()["voucher"].clone();
        assert_eq!((&v["title"], &v["serial"], &v["state"]), (&json!("电影票一张"), &json!(1), &json!("held")));
        assert_eq!(result(&press(&one, &c, 0).await), "already");
        assert_eq!(result(&press(&two, &c, 0).await), "got");
        assert_eq!(result(&press(&three, &c, 0).await), "sold_out");
        // From now on it is answered from memory; who has one still gets it.
        assert_eq!(result(&press(&three, &c, 0).await), "sold_out");
        assert_eq!(result(&press(&two, &c, 0).await), "already");
        let mine = one.get("/api/me/benefit_vouchers?state=held").await.json();
        assert_eq!(mine["items"].as_array().unwrap().len(), 1);
        assert_eq!(one.get("/api/me/benefit_vouchers?state=past").await.json()["items"], json!([]));
        let turn = v["turn"].as_i64().unwrap();
        let path = format!("/api/me/benefit_vouchers/{}/{turn}", c.id);
        let shown = one.get(&path).await.json();
        assert_eq!((&shown["days_left"], &shown["union_name"]), (&json!(14), &json!("示范县总工会")));
        let codes = one.get(&format!("{path}/code")).await.json();
        let codes = codes["codes"].as_array().unwrap().clone();
        assert_eq!(codes.len(), 10);
        let text = |n: usize, field: &str| codes[n][field].as_str().unwrap().to_owned();
        let (keys, now) = (w.app.shared(Codes::of), w.now());
        for (n, field, after, good) in [(0, "text", 0, true), (0, "typed", 0, true), (9, "text", 9, true), (0, "typed", 3, false)] {
            let (keys, shown) = (keys.clone(), text(n, field));
            let read = w.app.store().read(move |tx| Ok::<_, store::DbError>(resolve(tx, &keys, &shown, now.plus_ms(after * 60_000)).ok()));
            let said = read.await.unwrap();
            assert_eq!(said.map(|s| (s.campaign_id, s.serial)), good.then_some((c.id, 1)), "{n} {field} {after}");
        }
        // What belongs to somebody else is not there.
        assert_eq!(two.get(&path).await.status, StatusCode::OK, "the own one under the same turn");
        assert_eq!(three.get(&path).await.problem(), "benefits.voucher-not-found");
        assert_eq!(three.get(&format!("{path}/code")).await.problem(), "benefits.voucher-not-found");
    }

    async fn who_may_not_is_told_why_in_a_sentence(db: &TestDb) {
        let (w, m, far) = world(db);
        let api = Api::new(&w.app);
        let made = |who: Vec<Condition>, opens: i64| {
            let mut draft = w.draft(CampaignKind::Coupon);
            draft.terms.who = who;
            draft.opens_at = w.now().plus_ms(opens);
            block_in_place(|| w.on_line(draft))
        };
        let women = made(vec![Condition::Sex { code: "2".into() }], -HOUR);
        let later = made(Vec::new(), HOUR);
        let here = block_in_place(|| {
            w.grant(w.r.here.id, i64::from(w.now().day().year()), kernel::Fen(1_000_000)).unwrap();
            let c = w.made_at(w.r.here.id, w.draft(CampaignKind::Coupon)).unwrap();
            let c = w.proposed(&c).unwrap();
            w.approved(&c).unwrap()
        });
        let (one, other) = (signed(&api, &m[0]).await, signed(&api, &far).await);
        let refused = press(&one, &women, 0).await;
        assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::CONFLICT, "benefits.not-eligible"));
        assert!(refused.json()["detail"].as_str().unwrap().contains("女性会员"), "{}", refused.json());
        assert_eq!(press(&one, &later, 0).await.problem(), "benefits.not-open-yet");
        assert_eq!(result(&press(&one, &here, 0).await), "got");
        // Another township's campaign is not there for the others, neither in the list nor by its number.
        assert_eq!(press(&other, &here, 0).await.problem(), "benefits.campaign-not-found");
        let path = format!("/api/me/benefit_campaigns/{}", here.id);
        assert_eq!(other.get(&path).await.problem(), "benefits.campaign-not-found");
        let ids = |v: Value| v["campaigns"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(ids(other.get("/api/me/benefits").await.json()), [women.id.to_string(), later.id.to_string()]);
        let own = one.get("/api/me/benefits").await.json();
        assert_eq!(ids(own.clone()).len(), 3);
        let row = own["campaigns"].as_array().unwrap().iter().find(|c| c["id"] == women.id.to_string()).unwrap();
        assert_eq!(row["may"], json!(false));
        let shown = one.get(&format!("/api/me/benefit_campaigns/{}", women.id)).await.json();
        assert_eq!(shown["who"], json!(["示范县总工会所属工会的会员", "女性会员"]));
        assert_eq!((&shown["days_label"], &shown["more"]), (&json!("领取后14天内有效"), &json!(true)));
        // Nothing is given beside the rule: nobody of the two has anything of it.
        assert_eq!(one.get("/api/me/benefit_vouchers").await.json()["items"].as_array().unwrap().len(), 1);
    }

    async fn the_office_sees_how_it_goes_and_takes_back(db: &TestDb) {
        let (w, m, _) = world(db);
        let c = block_in_place(|| {
            let c = w.published(CampaignKind::Grab);
            w.take(&c, &m[..3]);
            c
        });
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::BenefitsOfficer, w.r.county.id).await;
        let clerk = api.sign_in(Role::Clerk, w.r.mine.id).await;
        let stranger = api.sign_in(Role::BenefitsOfficer, w.r.there.id).await;
        let base = format!("/api/benefit_campaigns/{}", c.id);
        let board = officer.get(&format!("{base}/board")).await.json();
        assert_eq!(
            (&board["issued"], &board["left"], &board["issued_fen"], &board["spent_fen"], &board["envelope_fen"]),
            (&json!(3), &json!(2), &json!(8_700), &json!(0), &json!(14_500))
        );
        let minutes = board["per_minute"].as_array().unwrap();
        assert_eq!((minutes.len(), &minutes[29]["issued"]), (30, &json!(3)));
        let first = officer.get(&format!("{base}/vouchers?limit=2")).await;
        let next = first.json()["next"].as_str().unwrap().to_owned();
        let rest = officer.get(&format!("{base}/vouchers?limit=2&after={next}")).await.json();
        let serials = |v: &Value| v["items"].as_array().unwrap().iter().map(|r| r["serial"].as_i64().unwrap()).collect::<Vec<_>>();
        assert_eq!((serials(&first.json()), serials(&rest), &rest["next"]), (vec![3, 2], vec![1], &Value::Null));
        let list = officer.get(&format!("{base}/vouchers")).await.json();
        let last = &list["items"][0];
        assert_eq!((&last["serial"], &last["name"], &last["union_name"]), (&json!(3), &json!("张*"), &json!("宏达模具有限公司工会委员会")));
        let one = async |q: String| {
            let q = q.replace(' ', "");
            officer.get(&format!("{base}/vouchers?q={q}")).await.json()["items"].clone()
        };
        assert_eq!(one(last["number"].as_str().unwrap().to_owned()).await.as_array().unwrap().len(), 1);
        assert_eq!(one("2".into()).await[0]["serial"], json!(2));
        assert_eq!(one(benefits::rules::code::number("9999", 2)).await, json!([]), "of another campaign");
        assert_eq!(officer.get(&format!("{base}/vouchers/count?state=held")).await.json()["value"], json!(3));
        let why = json!({ "reason": "本人要求退回" });
        let void = format!("{base}/vouchers/2/void");
        for by in [&stranger, &clerk] {
            let refused = by.post(&void, &why).await;
            assert!(matches!(refused.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{}", refused.json());
            // The campaign is for everybody beneath; who holds what of it is not theirs to see.
            assert_eq!(by.get(&format!("{base}/vouchers")).await.problem(), "benefits.campaign-not-found");
        }
        let done = officer.post_once(&void, "void-key-1", &why).await;
        assert_eq!((done.status, &done.json()["state"]), (StatusCode::OK, &json!("void")), "{}", done.json());
        assert_eq!(officer.post_once(&void, "void-key-1", &why).await.status, StatusCode::OK, "the same request again");
        assert_eq!(officer.post_once(&void, "void-key-2", &why).await.problem(), "benefits.voucher-state");
        let board = officer.get(&format!("{base}/board")).await.json();
        assert_eq!((&board["left"], &board["released"], &board["issued_fen"]), (&json!(3), &json!(1), &json!(5_800)));
        let told = trace(&w.app).await.into_iter().find(|e| e.action == "benefit.void").unwrap();
        assert!(told.detail.contains("本人要求退回"), "{}", told.detail);
        // The holder sees that it is gone, and shows nothing.
        let holder = signed(&api, &m[1]).await;
        let path = format!("/api/me/benefit_vouchers/{}/1/code", c.id);
        assert_eq!(holder.get(&path).await.problem(), "benefits.voucher-state");
    }
}
