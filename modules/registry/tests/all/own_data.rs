//! The own data as a file: everything, of nobody else, after a fresh code, recorded; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Answer, Api, Caller, Register, app, enter, id_number, number, person, setup, trace};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const PHONE: &str = "13957450001";
const OTHER_PHONE: &str = "13957450002";

async fn setting(app: &App) -> (Register, Vec<Id>) {
    block_in_place(|| app.load_dated()).unwrap();
    let people = vec![
        person("王丽甲", &id_number(1), Some(PHONE)),
        person("王丽乙", &id_number(2), Some(OTHER_PHONE)),
    ];
    block_in_place(|| {
        let r = Register::new(app);
        let ids = enter(app, &r.theirs, people);
        (r, ids)
    })
}

/// A fresh code, a minute after the one of signing in.
async fn code(db: &TestDb, member: &Caller<'_>) -> String {
    db.clock().advance_ms(61_000);
    let sent = member.post("/api/me/export/code", &Value::Null).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.json());
    sent.json()["demo_code"].as_str().unwrap().to_owned()
}

async fn fetch(member: &Caller<'_>, code: &str) -> Answer {
    member.post("/api/me/export", &json!({ "code": code })).await
}

/// Another six digits.
fn wrong(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

fn rows(made: &Value, title: &str) -> Vec<Value> {
    let all = made["tables"].as_array().unwrap();
    let table =
        all.iter().find(|t| t["title"] == title).unwrap_or_else(|| panic!("no table {title}: {made}"));
    table["rows"].as_array().unwrap().clone()
}

db_test! { setup();
    async fn everything_about_oneself_and_nothing_of_others_is_in_the_file(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let new = api.sign_in(Role::Clerk, r.here.id).await;
        for id in &ids {
            assert_eq!(clerk.get(&format!("/api/members/{id}")).await.status, StatusCode::OK);
        }
        block_in_place(|| app.flush()).unwrap();
        let body = "--X\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n入会申请书\r\n--X\r\nContent-Disposition: \
            form-data; name=\"file\"; filename=\"申请书.png\"\r\n\r\n";
        let mut body = body.as_bytes().to_vec();
        body.extend_from_slice(b"\x89PNG\r\n\x1a\n a picture\r\n--X--\r\n");
        let added = clerk.send_form(&format!("/api/members/{}/attachments", ids[0]), body).await;
        assert_eq!(added.status, StatusCode::CREATED, "{}", added.json());
        let form = json!({
            "union_id": r.mine.id, "name": "王丽甲", "sex": "1", "document_number": id_number(1),
            "change_day": "2026-11-20", "change_kind": "2", "employer_name": "宏达模具有限公司"
        });
        assert_eq!(new.post("/api/members", &form).await.json()["transfer_proposed"], true);

        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let made = fetch(&member, &code(db, &member).await).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.json());
        let made = made.json();
        let own = &rows(&made, "本人")[0];
        assert_eq!((&own["姓名"], &own["移动电话"], &own["性别"]), (&json!("王丽甲"), &json!(PHONE), &json!("男")));
        assert_eq!(rows(&made, "证件")[0]["证件号码"], id_number(1), "in full");
        let stay = &rows(&made, "会籍")[0];
        assert_eq!((&stay["工会"], &stay["止"]), (&json!("东方纺织有限公司工会委员会"), &json!("至今")));
        assert_eq!(rows(&made, "会籍变动").len(), 1);
        let transfer = &rows(&made, "会籍转接")[0];
        assert_eq!(
            (&transfer["转入工会"], &transfer["结果"]),
            (&json!("宏达模具有限公司工会委员会"), &json!("待答复"))
        );
        assert_eq!(rows(&made, "附件")[0]["说明"], "入会申请书");
        assert_eq!(rows(&made, "谁看过我的资料").len(), 1);
        assert!(!rows(&made, "消息").is_empty(), "the proposed transfer was told");
        let text = made.to_string();
        assert!(!text.contains(&id_number(2)) && !text.contains("王丽乙") && !text.contains(OTHER_PHONE));

        let deeds = trace(&app).await;
        let deed = deeds.iter().find(|e| e.action == "member.export-own").unwrap();
        assert_eq!((deed.subject_id, deed.actor_id), (ids[0], ids[0]));
        assert!(!deed.detail.to_string().contains(&id_number(1)), "the audit names no number");
    }

    async fn what_was_filled_in_to_join_is_in_the_file(db: &TestDb) {
        let app = app(db);
        let (r, _) = setting(&app).await;
        let api = Api::new(&app);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let poster = chair.post(&format!("/api/unions/{}/join_code", r.mine.id), &json!({ "renew": false })).await;
        let path = poster.json()["path"].as_str().unwrap().to_owned();
        let token = path.rsplit('/').next().unwrap();
        let phone = "13957450003";
        let sent = api.nobody().post(&format!("/api/join/{token}/codes"), &json!({ "phone": phone })).await.json();
        let form = json!({
            "phone": phone, "code": sent["demo_code"], "name": "周小芳", "document_number": id_number(3),
            "employer_name": "宏达模具有限公司", "consent_version": "2026-11"
        });
        let made = api.nobody().post(&format!("/api/join/{token}"), &form).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let id = chair.get("/api/joins").await.items("id").remove(0);
        chair.post("/api/joins/approve", &json!({ "ids": [id] })).await;
        db.clock().advance_ms(61_000);
        let member = api.known_member(phone).await;
        let made = fetch(&member, &code(db, &member).await).await.json();
        let asked = &rows(&made, "入会申请")[0];
        assert_eq!(
            (&asked["填写的证件号码"], &asked["填写的手机号"], &asked["结果"]),
            (&json!(id_number(3)), &json!(phone), &json!("已通过"))
        );
        assert_eq!(rows(&made, "同意过的内容")[0]["文本版本"], "2026-11");
    }

    async fn only_a_fresh_right_code_opens_the_file_and_only_once(db: &TestDb) {
        let app = app(db);
        let (r, _) = setting(&app).await;
        let api = Api::new(&app);
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let none = fetch(&member, "123456").await;
        assert_eq!((none.status, none.problem()), (StatusCode::CONFLICT, "registry.own-data-code".into()));
        let right = code(db, &member).await;
        assert_eq!(fetch(&member, &wrong(&right)).await.problem(), "registry.own-data-code");
        assert_eq!(member.get("/api/me/card").await.status, StatusCode::OK, "the session goes on");
        assert_eq!(fetch(&member, &right).await.status, StatusCode::OK);
        assert_eq!(fetch(&member, &right).await.problem(), "registry.own-data-code", "used up");

        // Tries are counted, though the answer was a refusal: after five not even the right one opens.
        db.clock().advance_ms(600_000);
        let right = code(db, &member).await;
        for _ in 0..5 {
            assert_eq!(fetch(&member, &wrong(&right)).await.problem(), "registry.own-data-code");
            db.clock().advance_ms(20_000);
        }
        assert_eq!(fetch(&member, &right).await.problem(), "registry.own-data-code");
        let late = code(db, &member).await;
        db.clock().advance_ms(301_000);
        assert_eq!(fetch(&member, &late).await.problem(), "registry.own-data-code", "over");

        // Another member's code is another phone's.
        let other = api.member("王丽乙", &id_number(2), OTHER_PHONE).await;
        let theirs = code(db, &other).await;
        assert_eq!(fetch(&member, &theirs).await.problem(), "registry.own-data-code");
        let count = "SELECT count(*) FROM audit_entry WHERE action = 'member.export-own'";
        assert_eq!(block_in_place(|| number(app.store(), count)), 1);
        // Staff and strangers have no own data here.
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        assert!(fetch(&clerk, "123456").await.status.is_client_error());
        assert_eq!(fetch(&api.nobody(), "123456").await.status, StatusCode::UNAUTHORIZED);
    }

    async fn a_code_used_twice_at_once_opens_once(db: &TestDb) {
        let app = app(db);
        setting(&app).await;
        let api = Api::new(&app);
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let right = code(db, &member).await;
        let (a, b) = tokio::join!(fetch(&member, &right), fetch(&member, &right));
        let opened = [a.status, b.status].into_iter().filter(|s| *s == StatusCode::OK).count();
        assert_eq!(opened, 1, "{} {}", a.status, b.status);
    }

    async fn a_code_proves_only_what_it_was_sent_for(db: &TestDb) {
        let app = app(db);
        let (_, _) = setting(&app).await;
        let api = Api::new(&app);
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let nobody = api.nobody();
        let sign_in = async |code: &Value| {
            nobody.post("/api/member_session", &json!({ "phone": PHONE, "code": code })).await.status
        };
        let fetch = async |code: &Value| member.post("/api/me/export", &json!({ "code": code })).await.status;
        let erase = async |code: &Value| member.post("/api/me/erasures", &json!({ "code": code })).await.status;
        // Each code at the two other doors, and then at its own, where the wrong ones have not used it up.
        db.clock().advance_ms(61_000);
        let code = nobody.post("/api/member_session/code", &json!({ "phone": PHONE })).await.json()["demo_code"].clone();
        assert_eq!((fetch(&code).await, erase(&code).await), (StatusCode::CONFLICT, StatusCode::CONFLICT));
        assert_eq!(sign_in(&code).await, StatusCode::OK);
        db.clock().advance_ms(61_000);
        let code = member.post("/api/me/export/code", &Value::Null).await.json()["demo_code"].clone();
        assert_eq!((sign_in(&code).await, erase(&code).await), (StatusCode::UNAUTHORIZED, StatusCode::CONFLICT));
        assert_eq!(fetch(&code).await, StatusCode::OK);
        db.clock().advance_ms(61_000);
        let code = member.post("/api/me/erasures/code", &Value::Null).await.json()["demo_code"].clone();
        assert_eq!((sign_in(&code).await, fetch(&code).await), (StatusCode::UNAUTHORIZED, StatusCode::CONFLICT));
        assert_eq!(erase(&code).await, StatusCode::CREATED);
    }
}
