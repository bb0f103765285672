//! Flags beside columns of a person: both keep in step, whoever changes which; workbooks, members, merges and the day; on
//! every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Caller, Register, app, enter, id_number, number, person, setup, trace};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd};
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const PHONE: &str = "13957450001";
const DAY_MS: i64 = 86_400_000;

/// Somebody whose skill is 中级工, and somebody of whom nothing is known.
async fn setting(app: &App) -> (Register, Vec<Id>) {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| {
        let r = Register::new(app);
        let mut skilled = person("王丽甲", &id_number(1), Some(PHONE));
        skilled.profile.skill = "30".into();
        skilled.profile.migrant_worker = "1".into();
        let ids = enter(app, &r.theirs, vec![skilled, person("王丽乙", &id_number(2), None)]);
        (r, ids)
    })
}

fn run(app: &App, kind: &str, payload: &str) {
    let job = Job { id: Id(1), kind: kind.into(), payload: payload.into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == kind).unwrap();
    assert_eq!(block_in_place(|| handler.run(app, &job)).unwrap(), JobEnd::Done);
}

fn count(app: &App, text: &str) -> i64 {
    block_in_place(|| number(app.store(), text))
}

fn today(app: &App) -> kernel::Day {
    app.clock().today()
}

/// The rows of a kind, newest first: value, first day, last day.
async fn rows(by: &Caller<'_>, id: Id, kind: &str) -> Vec<(String, String, String)> {
    let all = by.get(&format!("/api/members/{id}/flags")).await.json();
    let text = |v: &Value| v.as_str().unwrap_or("-").to_owned();
    let of_kind = all.as_array().unwrap().iter().filter(|f| f["kind"] == kind).cloned().collect::<Vec<_>>();
    of_kind.iter().map(|f| (text(&f["value"]), text(&f["from"]), text(&f["to"]))).collect()
}

fn row(value: &str, from: impl ToString, to: impl ToString) -> (String, String, String) {
    (value.to_owned(), from.to_string(), to.to_string())
}

async fn skill(by: &Caller<'_>, id: Id) -> String {
    by.get(&format!("/api/members/{id}")).await.json()["skill"].as_str().unwrap().to_owned()
}

async fn edit(by: &Caller<'_>, id: Id, form: &Value) {
    let seen = by.get(&format!("/api/members/{id}")).await.etag();
    let done = by.patch(&format!("/api/members/{id}"), &seen, form).await;
    assert!(done.status.is_success(), "{}", done.json());
}

async fn found(by: &Caller<'_>, query: &str) -> Vec<String> {
    by.get(&format!("/api/members?{query}")).await.items("name")
}

db_test! { setup();
    async fn a_form_changes_the_rows_and_a_row_changes_the_form(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let (id, now) = (ids[0], today(&app));
        assert_eq!(count(&app, "SELECT count(*) FROM member_flag"), 0, "the first value is no row");
        assert_eq!(rows(&clerk, id, "skill").await, [row("30", "-", "-")], "but the page shows it");
        edit(&clerk, id, &json!({ "skill": "40" })).await;
        assert_eq!(rows(&clerk, id, "skill").await, [row("40", now, "-"), row("30", "-", now.plus_days(-1))]);
        edit(&clerk, id, &json!({ "skill": "30" })).await;
        assert_eq!(rows(&clerk, id, "skill").await, [row("30", "-", "-")], "back on the same day: as if nothing had been");
        edit(&clerk, ids[1], &json!({ "skill": "20" })).await;
        assert_eq!(rows(&clerk, ids[1], "skill").await, [row("20", "-", "-")], "a blank that is filled has no day");

        // A cadre writes rows, and the column says what holds today.
        let path = format!("/api/members/{}/flags", ids[1]);
        let dated = json!({ "kind": "skill", "value": "40", "from": "2025-03-01", "document": "33012345" });
        assert_eq!(clerk.post(&path, &dated).await.status, StatusCode::CREATED);
        assert_eq!(skill(&clerk, ids[1]).await, "40");
        assert_eq!(rows(&clerk, ids[1], "skill").await, [row("40", "2025-03-01", "-"), row("20", "-", "2025-02-28")]);
        let newest = clerk.get(&path).await.json()[0].clone();
        let one = format!("{path}/{}", newest["id"].as_str().unwrap());
        let ended = json!({ "value": "40", "from": "2025-03-01", "to": now.plus_days(-1) });
        assert_eq!(clerk.call("PATCH", &one, &[("if-match", "\"1\"")], Some(&ended)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(skill(&clerk, ids[1]).await, "", "nothing is known of today");
        let open = json!({ "value": "50", "from": "2025-03-01" });
        assert_eq!(clerk.call("PATCH", &one, &[("if-match", "\"2\"")], Some(&open)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(skill(&clerk, ids[1]).await, "50");
        assert_eq!(clerk.call("DELETE", &one, &[("if-match", "\"3\"")], None).await.status, StatusCode::NO_CONTENT);
        assert_eq!(skill(&clerk, ids[1]).await, "", "it was a mistake");
        let deeds: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).collect();
        assert!(deeds.iter().filter(|d| *d == "member.update").count() >= 5, "{deeds:?}");
    }

    async fn lists_on_a_day_know_values_without_days(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let (one, none) = (vec!["王丽甲".to_owned()], Vec::<String>::new());
        for q in ["flag=skill", "flag=skill&flag_value=30", "flag=skill&flag_value=30&flag_on=2024-01-01", "flag=migrant_worker&flag_on=2030-01-01"] {
            assert_eq!(found(&clerk, q).await, one, "{q}");
        }
        assert_eq!(found(&clerk, "flag=skill&flag_value=40").await, none);
        let now = today(&app);
        edit(&clerk, ids[0], &json!({ "skill": "40", "migrant_worker": "0" })).await;
        let yesterday = now.plus_days(-1);
        assert_eq!(found(&clerk, &format!("flag=skill&flag_value=30&flag_on={yesterday}")).await, one, "as before the change");
        assert_eq!(found(&clerk, "flag=skill&flag_value=30").await, none);
        assert_eq!(found(&clerk, "flag=skill&flag_value=40&flag_on=2030-01-01").await, one);
        assert_eq!(found(&clerk, "flag=migrant_worker").await, none, "the word for none is no flag");
        assert_eq!(found(&clerk, &format!("flag=migrant_worker&flag_on={yesterday}")).await, one);
        assert_eq!(found(&clerk, "flag=migrant_worker&flag_value=0").await, one);
        let listed = clerk.get("/api/members?flag=skill").await.json();
        assert_eq!(listed["items"][0]["flags"], "技能等级（高级工）");
    }

    async fn the_day_comes(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        run(&app, "registry.quality", "null");
        let (path, now) = (format!("/api/members/{}/flags", ids[0]), today(&app));
        let until = json!({ "kind": "migrant_worker", "value": "1", "from": "2020-01-01", "to": now.plus_days(1) });
        assert_eq!(clerk.post(&path, &until).await.status, StatusCode::CREATED);
        let soon = json!({ "kind": "skill", "value": "60", "from": now.plus_days(2) });
        assert_eq!(clerk.post(&path, &soon).await.status, StatusCode::CREATED);
        let far = json!({ "kind": "new_resident", "from": now.plus_days(800) });
        assert_eq!(clerk.post(&path, &far).await.fields()[0].1, "registry.flag-day");
        // Read from the register: a session does not last so long.
        let says = |skill: &str, migrant: &str| {
            let of = format!("SELECT count(*) FROM person WHERE id = {} AND skill = '{skill}'", ids[0]);
            count(&app, &format!("{of} AND migrant_worker = '{migrant}'")) == 1
        };
        assert!(says("30", "1"), "neither has come");
        db.clock().advance_ms(DAY_MS);
        run(&app, "registry.quality", "null");
        assert!(says("30", "1"), "its last day");
        db.clock().advance_ms(DAY_MS);
        run(&app, "registry.quality", "null");
        assert!(says("60", ""), "one began, the other has ended");
        let late = || {
            let past = "SELECT count(*) FROM member_flag WHERE kind = 'skill' AND value = '30' AND valid_from = 10101";
            let to = now.plus_days(1).number();
            (count(&app, &format!("{past} AND valid_to = {to}")), count(&app, "SELECT count(*) FROM member_flag"))
        };
        assert_eq!(late(), (1, 3), "the old one became a row");
        run(&app, "registry.quality", "null");
        assert_eq!(late(), (1, 3), "again: nothing");
    }

    async fn workbooks_bring_flags_once_and_take_them_back(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let (old, new) = (id_number(1), id_number(7));
        let csv = format!(
            "姓名,证件号码,会籍变化类型,会籍变化日期,技能等级,技能证书编号,技能等级发证日期,八大群体,劳模荣誉,新居民\n\
             王丽甲,{old},入会,2020-03-01,高级工,S33-1,2025-06-01,骑手,省级,是\n\
             孙九,{new},入会,2026-01-05,技师,S33-2,不详日期,飞行员,,否\n"
        );
        let import = async |csv: &str| {
            let up = clerk.upload(r.theirs.id, "名册.csv", csv.as_bytes()).await.json();
            let path = format!("/api/imports/{}", up["id"].as_str().unwrap());
            let payload = json!({ "batch": up["id"], "by": "test" }).to_string();
            run(&app, "registry.import", &payload);
            assert!(clerk.post(&format!("{path}/commit"), &json!({})).await.status.is_success());
            run(&app, "registry.import", &payload);
            (path, payload)
        };
        let (path, payload) = import(&csv).await;
        assert_eq!(clerk.get(&path).await.json()["accepted"], 2, "{}", clerk.get(&path).await.json());
        let shown = clerk.get(&format!("{path}/rows")).await.json();
        let codes = shown["rows"][1]["codes"].to_string();
        assert!(codes.contains("registry.flag-day-unreadable") && codes.contains("registry.word-unknown"), "{shown}");
        assert_eq!(skill(&clerk, ids[0]).await, "40");
        assert_eq!(rows(&clerk, ids[0], "skill").await, [row("40", "2025-06-01", "-"), row("30", "-", "2025-05-31")]);
        assert_eq!(rows(&clerk, ids[0], "new_employment").await, [row("13", "-", "-")]);
        let all = "SELECT count(*) FROM member_flag";
        assert_eq!(count(&app, all), 6, "2 of the skill, three others, and the certificate of the newcomer");
        let (again, _) = import(&csv).await;
        assert_eq!(clerk.get(&again).await.json()["unchanged"], 2);
        // Another day for what is there changes nothing, and is said.
        let (later, _) = import(&csv.replace("2025-06-01", "2025-07-01")).await;
        let shown = clerk.get(&format!("{later}/rows")).await.json();
        assert!(shown["rows"][0]["codes"].to_string().contains("registry.flag-day-kept"), "{shown}");
        assert_eq!(clerk.get(&later).await.json()["unchanged"], 2);
        assert_eq!(rows(&clerk, ids[0], "skill").await[0], row("40", "2025-06-01", "-"));
        assert_eq!(count(&app, all), 6, "twice is once");
        assert!(clerk.post(&format!("{path}/undo"), &json!({})).await.status.is_success());
        run(&app, "registry.import", &payload);
        assert_eq!(count(&app, all), 0, "taken back");
        assert_eq!(skill(&clerk, ids[0]).await, "30");
        assert_eq!(count(&app, "SELECT count(*) FROM person"), 2);
    }

    async fn a_member_declares_and_the_union_answers(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let clerk = api.sign_in(Role::Registrar, r.there.id).await;
        let other = api.sign_in(Role::Registrar, r.here.id).await;
        let bare = json!({ "kind": "skill", "value": "99", "from": "2030-01-01" });
        let wrong: Vec<String> = member.post("/api/me/flags", &bare).await.fields().into_iter().map(|f| f.0).collect();
        assert_eq!(wrong, ["/value", "/from", "/evidence"]);
        let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"证书.png\"\r\n\r\n";
        let mut body = head.as_bytes().to_vec();
        body.extend_from_slice(b"\x89PNG\r\n\x1a\n a picture\r\n--X--\r\n");
        let photo = member.send_form("/api/me/evidence", body).await.json()["id"].clone();
        let form = json!({ "kind": "skill", "value": "40", "from": "2025-06-01", "document": "S33-1", "evidence": [photo] });
        let made = member.post("/api/me/flags", &form).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(member.post("/api/me/flags", &form).await.problem(), "registry.request-open");
        let resident = json!({ "kind": "new_resident", "from": "2025-06-01" });
        let second = member.post("/api/me/flags", &resident).await;
        assert_eq!(second.status, StatusCode::CREATED, "another kind goes beside it: {}", second.json());
        let at = |id: &Value| format!("/api/members/{}/data_requests/{}", ids[0], id.as_str().unwrap());
        let path = at(&made.json()["id"]);
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "another union's cadre");
        assert_eq!(other.patch(&format!("{path}/accept"), "\"1\"", &json!({})).await.status.as_u16() / 100, 4);
        let seen = clerk.get(&path).await.json();
        let fields: Vec<(&str, &str)> = seen["fields"].as_array().unwrap().iter()
            .map(|f| (f["label"].as_str().unwrap(), f["wanted"].as_str().unwrap())).collect();
        assert_eq!(fields, [("身份标记", "技能等级"), ("内容", "高级工"), ("起始日期", "2025-06-01"), ("证书编号或文号", "S33-1")]);
        assert_eq!(seen["evidence"].as_array().unwrap().len(), 1);
        assert_eq!(seen["fields"][1]["present"], "中级工");
        let accepted = clerk.call("POST", &format!("{path}/accept"), &[("if-match", "\"1\"")], Some(&json!({}))).await;
        assert_eq!(accepted.status, StatusCode::NO_CONTENT, "{}", accepted.json());
        assert_eq!(skill(&clerk, ids[0]).await, "40");
        let all = clerk.get(&format!("/api/members/{}/flags", ids[0])).await.json();
        let flag = all.as_array().unwrap().iter().find(|f| f["value"] == "40").unwrap();
        assert_eq!((&flag["source"], &flag["document"], &flag["evidence_id"]), (&json!("本人申报"), &json!("S33-1"), &photo));
        let path = at(&second.json()["id"]);
        let refused = clerk.call("POST", &format!("{path}/refuse"), &[("if-match", "\"1\"")], Some(&json!({ "answer": "请先办理居住证" }))).await;
        assert_eq!(refused.status, StatusCode::NO_CONTENT);
        assert!(rows(&clerk, ids[0], "new_resident").await.is_empty());
        let third = member.post("/api/me/flags", &resident).await.json();
        let back = member.post(&format!("/api/me/data_requests/{}/withdraw", third["id"].as_str().unwrap()), &json!({})).await;
        assert_eq!(back.status, StatusCode::NO_CONTENT);
        assert!(member.get("/api/me/notices").await.json().to_string().contains("登记身份标记"));
    }

    async fn a_merge_takes_flags_along_and_gives_them_back(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Registrar, r.there.id).await;
        let dated = json!({ "kind": "skill", "value": "40", "from": "2025-03-01" });
        assert_eq!(clerk.post(&format!("/api/members/{}/flags", ids[0]), &dated).await.status, StatusCode::CREATED);
        let version = async |id: Id| clerk.get(&format!("/api/members/{id}")).await.json()["version"].as_i64().unwrap();
        let open = "SELECT id FROM membership WHERE person_id = ";
        let keep = Id(count(&app, &format!("{open}{}", ids[1])));
        let wish = json!({ "other_id": ids[0], "version": version(ids[1]).await, "other_version": version(ids[0]).await,
            "keep_membership": keep, "reason": "同一人两条记录" });
        let merged = clerk.post(&format!("/api/members/{}/merge", ids[1]), &wish).await;
        assert!(merged.status.is_success(), "{}", merged.json());
        assert_eq!(skill(&clerk, ids[1]).await, "40", "the blank was filled");
        assert_eq!(rows(&clerk, ids[1], "skill").await, [row("40", "2025-03-01", "-"), row("30", "-", "2025-02-28")]);
        let body = json!({ "merge_id": merged.json()["id"], "reason": "核对后不是同一人" });
        let back = clerk.post(&format!("/api/members/{}/unmerge", ids[1]), &body).await;
        assert!(back.status.is_success(), "{}", back.json());
        assert_eq!((skill(&clerk, ids[0]).await, skill(&clerk, ids[1]).await), ("40".into(), String::new()));
        assert!(rows(&clerk, ids[1], "skill").await.is_empty(), "the copies are gone");
        assert_eq!(rows(&clerk, ids[0], "skill").await.len(), 2);
    }
}
