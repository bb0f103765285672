//! A member works at another union for a time: proposed at home, answered by the host, seen by both, ended by itself or
//! early, and never counted twice; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Caller, Register, app, enter, id_number, number, person, setup, trace};
use axum::http::StatusCode;
use guard::Role;
use kernel::{Day, Id};
use platform::App;
use platform::jobs::{Job, JobEnd};
use serde_json::{Value, json};
use store::Tx;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const DAY_MS: i64 = 86_400_000;
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

async fn setting(app: &App) -> (Register, Id) {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| {
        let r = Register::new(app);
        let ids = enter(app, &r.theirs, vec![person("王丽", &id_number(1), Some("13805740001"))]);
        (r, ids[0])
    })
}

fn told(app: &App, recipient: Id) -> Vec<String> {
    let read = move |tx: &mut Tx<'_>| platform::notices::list(tx, recipient, None, false, 50);
    block_in_place(|| app.store().read_blocking(read)).unwrap().into_iter().map(|n| n.title).collect()
}

/// The daily job.
fn look_after(app: &App) {
    let job = Job { id: Id(1), kind: "registry.secondments-due".into(), payload: "null".into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == job.kind).unwrap();
    assert_eq!(block_in_place(|| handler.run(app, &job)).unwrap(), JobEnd::Done);
}

/// The letter that sends the member, as an attachment.
async fn letter(home: &Caller<'_>, id: Id) -> String {
    let mut body = b"--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"letter.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n"
        .to_vec();
    body.extend_from_slice(PDF);
    body.extend_from_slice(b"\r\n--X--\r\n");
    let made = home.send_form(&format!("/api/members/{id}/attachments"), body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn wish(home: &Caller<'_>, r: &Register, id: Id, today: Day) -> Value {
    json!({ "host_union_id": r.mine.id, "day": today, "planned_to": today.plus_months(6), "reason": "支援新厂",
        "evidence_id": letter(home, id).await })
}

async fn yes(caller: &Caller<'_>, id: Id) -> StatusCode {
    caller.post(&format!("/api/transfers/{id}/answer"), &json!({ "accept": true })).await.status
}

/// Proposed at home and accepted by the host.
async fn seconded(home: &Caller<'_>, host: &Caller<'_>, r: &Register, id: Id, today: Day) {
    let form = wish(home, r, id, today).await;
    let made = home.post(&format!("/api/members/{id}/secondment"), &form).await;
    assert_eq!(made.status, StatusCode::NO_CONTENT, "{}", made.json());
    assert_eq!(yes(host, id).await, StatusCode::NO_CONTENT);
}

fn open_memberships(app: &App, id: Id, union: Id) -> i64 {
    let text = format!(
        "SELECT count(*) FROM membership WHERE person_id = {id} AND union_id = {union} AND valid_to = 99991231"
    );
    block_in_place(|| number(app.store(), &text))
}

fn running(app: &App) -> i64 {
    block_in_place(|| number(app.store(), "SELECT count(*) FROM secondment WHERE last_day = 99991231"))
}

db_test! { setup();
    async fn home_proposes_the_host_answers_and_both_see_what_they_may(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let (today, path) = (app.clock().today(), format!("/api/members/{id}"));
        let home = api.sign_in(Role::Chair, r.theirs.id).await;
        let host = api.sign_in(Role::Chair, r.mine.id).await;
        let viewer = api.sign_in(Role::Viewer, r.here.id).await;
        let form = wish(&home, &r, id, today).await;
        // Nobody but those at home proposes, and only what the rule allows.
        assert_eq!(host.post(&format!("{path}/secondment"), &form).await.status, StatusCode::NOT_FOUND);
        assert_eq!(viewer.post(&format!("{path}/secondment"), &form).await.status, StatusCode::FORBIDDEN);
        let wrong = json!({ "host_union_id": r.theirs.id, "day": "2019-01-01", "planned_to": "2019-05-31", "reason": "x" });
        let fields = home.post(&format!("{path}/secondment"), &wrong).await.fields();
        let codes: Vec<&str> = fields.iter().map(|(_, code)| code.as_str()).collect();
        assert_eq!(codes, ["registry.secondment-host", "registry.secondment-day", "registry.secondment-short",
            "registry.secondment-reason", "registry.secondment-evidence"]);
        assert_eq!(home.post(&format!("{path}/secondment/extend"), &json!({ "planned_to": today, "reason": "延长" })).await.problem(),
            "registry.secondment-not-found");
        let made = home.post(&format!("{path}/secondment"), &form).await;
        assert_eq!(made.status, StatusCode::NO_CONTENT, "{}", made.json());
        assert_eq!(home.post(&format!("{path}/secondment"), &form).await.problem(), "registry.transfer-waiting");
        // Not seconded yet: out of the host's sight. The inbox is that of transfers.
        assert_eq!(host.get(&path).await.status, StatusCode::NOT_FOUND);
        let waits = host.get("/api/transfers?direction=out").await.json();
        let row = &waits["items"][0];
        assert_eq!((&row["kind"], &row["answerable"], &row["withdrawable"]), (&json!("secondment"), &json!(true), &json!(false)));
        let asked = home.get("/api/transfers?direction=in").await.json();
        assert_eq!((&asked["items"][0]["withdrawable"], &asked["items"][0]["answerable"]), (&json!(true), &json!(false)));
        assert_eq!(yes(&home, id).await, StatusCode::NOT_FOUND, "who asks does not answer");
        assert_eq!(yes(&viewer, id).await, StatusCode::FORBIDDEN);
        // The member agrees on the phone.
        let phone = api.member("王丽", &id_number(1), "13805740001").await;
        let own = phone.get("/api/me/transfer").await.json();
        assert_eq!((&own["kind"], &own["planned_to"]), (&json!("secondment"), &json!(today.plus_months(6))));
        assert_eq!(phone.post("/api/me/transfer/answer", &json!({ "agree": true })).await.status, StatusCode::NO_CONTENT);
        let figures = "SELECT count(*) FROM fact";
        let before = block_in_place(|| number(app.store(), figures));
        assert_eq!(yes(&host, id).await, StatusCode::NO_CONTENT);
        assert_eq!(block_in_place(|| number(app.store(), figures)), before, "nothing is counted");
        assert_eq!((open_memberships(&app, id, r.theirs.id), open_memberships(&app, id, r.mine.id)), (1, 0));
        // The host reads the record and its history, and nothing else.
        for reader in [&host, &viewer] {
            let seen = reader.get(&path).await;
            assert_eq!(seen.json()["seconded"]["as_host"], json!(true));
            assert_eq!(reader.get("/api/members?seconded=here").await.items("name"), ["王丽"]);
            assert_eq!(reader.get("/api/members/count?seconded=here").await.json()["value"], json!(1));
            assert_eq!(reader.get("/api/members").await.json()["items"], json!([]), "no member of the host");
            for read in ["history", "secondments"] {
                assert_eq!(reader.get(&format!("{path}/{read}")).await.status, StatusCode::OK, "{read}");
            }
            for read in ["documents", "flags", "certificates", "changes", "views"] {
                assert_eq!(reader.get(&format!("{path}/{read}")).await.status, StatusCode::NOT_FOUND, "{read}");
            }
        }
        let reveal = json!({ "field": "phone", "purpose": "核对原件" });
        assert_eq!(host.post(&format!("{path}/reveal"), &reveal).await.status, StatusCode::NOT_FOUND);
        let etag = host.get(&path).await.etag();
        assert_eq!(host.patch(&path, &etag, &json!({ "name": "王莉" })).await.status, StatusCode::NOT_FOUND);
        let leave = json!({ "kind": "left", "day": today });
        assert_eq!(host.post(&format!("{path}/leave"), &leave).await.status, StatusCode::NOT_FOUND);
        // At home, the mark; the same on the card and in the history.
        let seen = home.get(&path).await.json();
        assert_eq!((&seen["seconded"]["host_union"], &seen["seconded"]["as_host"]), (&json!(r.mine.name), &json!(false)));
        assert_eq!(home.get("/api/members?seconded=away").await.items("name"), ["王丽"]);
        assert_eq!(home.get("/api/members?seconded=here").await.json()["items"], json!([]));
        assert_eq!(phone.get("/api/me/card").await.json()["seconded"]["host_union"], json!(r.mine.name));
        let kinds: Vec<Value> = home.get(&format!("{path}/history")).await.json().as_array().unwrap().iter().map(|e| e["kind"].clone()).collect();
        assert_eq!(kinds, [json!("joined"), json!("seconded")]);
        let paper = home.post(&format!("{path}/certificates"), &json!({ "purpose": "就业登记" })).await.json();
        assert_eq!((&paper["union_name"], &paper["seconded_to"]), (&json!(r.theirs.name), &json!(r.mine.name)));
        // A second one waits for the end of the first.
        assert_eq!(home.post(&format!("{path}/secondment"), &form).await.problem(), "registry.secondment-runs");
        let actions: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).collect();
        assert!(actions.iter().any(|a| a == "secondment.begin"), "{actions:?}");
    }

    async fn it_is_extended_and_ends_by_itself_after_a_reminder(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let (today, path) = (app.clock().today(), format!("/api/members/{id}/secondment"));
        let home = api.sign_in(Role::Chair, r.theirs.id).await;
        let host = api.sign_in(Role::Chair, r.mine.id).await;
        seconded(&home, &host, &r, id, today).await;
        let end = today.plus_months(6);
        let sooner = home.post(&format!("{path}/extend"), &json!({ "planned_to": end, "reason": "项目延期" })).await;
        assert_eq!(sooner.fields()[0].1, "registry.secondment-later");
        let later = json!({ "planned_to": end.plus_days(30), "reason": "项目延期" });
        assert_eq!(home.post(&format!("{path}/extend"), &later).await.status, StatusCode::NO_CONTENT);
        assert_eq!(yes(&host, id).await, StatusCode::NO_CONTENT);
        db.clock().advance_ms(today.days_until(end.plus_days(30)) * DAY_MS - 16 * DAY_MS);
        look_after(&app);
        assert!(!told(&app, id).contains(&"借调即将到期".to_owned()), "not yet");
        db.clock().advance_ms(DAY_MS);
        look_after(&app);
        look_after(&app);
        let reminders = told(&app, id).into_iter().filter(|t| t == "借调即将到期").count();
        assert_eq!((reminders, running(&app)), (1, 1), "once");
        db.clock().advance_ms(15 * DAY_MS);
        look_after(&app);
        assert_eq!(running(&app), 1, "the last day is not over");
        db.clock().advance_ms(DAY_MS);
        look_after(&app);
        look_after(&app);
        assert_eq!(running(&app), 0);
        let last = block_in_place(|| number(app.store(), "SELECT max(last_day) FROM secondment"));
        assert_eq!(last, end.plus_days(30).number());
        assert_eq!(told(&app, id)[0], "借调已结束");
        let host = api.sign_in(Role::Clerk, r.mine.id).await;
        assert_eq!(host.get(&format!("/api/members/{id}")).await.status, StatusCode::NOT_FOUND, "no longer in sight");
    }

    async fn it_ends_early_or_becomes_a_transfer_without_a_day_between(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let (today, path) = (app.clock().today(), format!("/api/members/{id}/secondment"));
        let home = api.sign_in(Role::Chair, r.theirs.id).await;
        let host = api.sign_in(Role::Chair, r.mine.id).await;
        let county = api.sign_in(Role::Viewer, r.county.id).await;
        seconded(&home, &host, &r, id, today).await;
        // The host ends it; what was proposed about it is done with.
        let later = json!({ "planned_to": today.plus_months(9), "reason": "项目延期" });
        assert_eq!(home.post(&format!("{path}/extend"), &later).await.status, StatusCode::NO_CONTENT);
        let stop = json!({ "last_day": today, "reason": "任务完成" });
        assert_eq!(county.post(&format!("{path}/end"), &stop).await.status, StatusCode::FORBIDDEN);
        let late = json!({ "last_day": today.plus_days(1), "reason": "任务完成" });
        assert_eq!(host.post(&format!("{path}/end"), &late).await.fields()[0].1, "registry.secondment-day");
        assert_eq!(host.post(&format!("{path}/end"), &stop).await.status, StatusCode::NO_CONTENT);
        assert_eq!(home.post(&format!("{path}/end"), &stop).await.problem(), "registry.secondment-not-found");
        assert_eq!(yes(&host, id).await, StatusCode::NOT_FOUND, "the extension is withdrawn");
        // Again, and then for good.
        seconded(&home, &host, &r, id, today).await;
        let turn = json!({ "day": today, "reason": "工作需要" });
        assert_eq!(home.post(&format!("{path}/convert"), &turn).await.status, StatusCode::NO_CONTENT);
        assert_eq!(yes(&host, id).await, StatusCode::NO_CONTENT);
        assert_eq!((running(&app), open_memberships(&app, id, r.mine.id), open_memberships(&app, id, r.theirs.id)), (0, 1, 0));
        let gap = "SELECT count(*) FROM membership a JOIN membership b ON b.person_id = a.person_id AND b.valid_from > a.valid_from
            WHERE b.valid_from <> a.valid_to + 1 AND a.valid_to % 100 < 28";
        assert_eq!(block_in_place(|| number(app.store(), gap)), 0, "no day without cover");
        let ways = host.get(&format!("/api/members/{id}/secondments")).await.json();
        let ends: Vec<&Value> = ways.as_array().unwrap().iter().map(|s| &s["end_label"]).collect();
        assert_eq!(ends, [&json!("已转为正式转接"), &json!("提前结束")]);
    }

    async fn a_membership_that_ends_takes_the_secondment_along(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let today = app.clock().today();
        let home = api.sign_in(Role::Chair, r.theirs.id).await;
        let host = api.sign_in(Role::Chair, r.mine.id).await;
        seconded(&home, &host, &r, id, today).await;
        let rest = json!({ "kind": "retained", "day": today });
        assert_eq!(home.post(&format!("/api/members/{id}/leave"), &rest).await.status, StatusCode::OK);
        assert_eq!(running(&app), 0);
        let wish = wish(&home, &r, id, today).await;
        assert_eq!(home.post(&format!("/api/members/{id}/secondment"), &wish).await.problem(), "registry.wrong-state");
        let kind = "SELECT count(*) FROM secondment WHERE end_kind = 'membership'";
        assert_eq!(block_in_place(|| number(app.store(), kind)), 1);
    }

    async fn who_accepts_while_home_withdraws_or_ends_meets_one_outcome(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let today = app.clock().today();
        let home = api.sign_in(Role::Chair, r.theirs.id).await;
        let host = api.sign_in(Role::Chair, r.mine.id).await;
        for _ in 0..4 {
            let form = wish(&home, &r, id, today).await;
            assert_eq!(home.post(&format!("/api/members/{id}/secondment"), &form).await.status, StatusCode::NO_CONTENT);
            let none = json!({});
            let path = format!("/api/transfers/{id}/withdraw");
            let (accepted, withdrawn) = tokio::join!(yes(&host, id), home.post(&path, &none));
            let one = (accepted, withdrawn.status);
            assert!([(StatusCode::NO_CONTENT, StatusCode::NOT_FOUND), (StatusCode::NOT_FOUND, StatusCode::NO_CONTENT)].contains(&one), "{one:?}");
            assert_eq!(running(&app), i64::from(accepted == StatusCode::NO_CONTENT));
            if accepted != StatusCode::NO_CONTENT {
                continue;
            }
            // An extension accepted while home ends it: the end stands, whichever came first.
            let later = json!({ "planned_to": today.plus_months(9), "reason": "项目延期" });
            assert_eq!(home.post(&format!("/api/members/{id}/secondment/extend"), &later).await.status, StatusCode::NO_CONTENT);
            let stop = json!({ "last_day": today, "reason": "任务完成" });
            let path = format!("/api/members/{id}/secondment/end");
            let (accepted, ended) = tokio::join!(yes(&host, id), home.post(&path, &stop));
            assert!([StatusCode::NO_CONTENT, StatusCode::NOT_FOUND].contains(&accepted), "{accepted}");
            assert_eq!((ended.status, running(&app)), (StatusCode::NO_CONTENT, 0), "{}", ended.json());
        }
    }

    async fn a_record_that_is_seconded_is_not_merged_and_what_was_goes_over(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let twin = block_in_place(|| enter(&app, &r.theirs, vec![person("王丽", &id_number(2), None)]))[0];
        let api = Api::new(&app);
        let today = app.clock().today();
        let home = api.sign_in(Role::Chair, r.theirs.id).await;
        let host = api.sign_in(Role::Chair, r.mine.id).await;
        seconded(&home, &host, &r, id, today).await;
        let keep = block_in_place(|| number(app.store(), &format!("SELECT id FROM membership WHERE person_id = {twin}")));
        let merge = json!({ "other_id": id, "version": 1, "other_version": 1, "keep_membership": keep.to_string(), "reason": "同一个人" });
        let path = format!("/api/members/{twin}/merge");
        assert_eq!(home.post(&path, &merge).await.problem(), "registry.secondment-runs");
        let stop = json!({ "last_day": today, "reason": "任务完成" });
        assert_eq!(home.post(&format!("/api/members/{id}/secondment/end"), &stop).await.status, StatusCode::NO_CONTENT);
        let made = home.post(&path, &merge).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let of = |who: Id| format!("SELECT count(*) FROM secondment WHERE person_id = {who}");
        assert_eq!(block_in_place(|| (number(app.store(), &of(twin)), number(app.store(), &of(id)))), (1, 0));
        let back = json!({ "merge_id": made.json()["id"], "reason": "不是同一人" });
        let undone = home.post(&format!("/api/members/{twin}/unmerge"), &back).await;
        assert!(undone.status.is_success(), "{}", undone.json());
        assert_eq!(block_in_place(|| (number(app.store(), &of(twin)), number(app.store(), &of(id)))), (0, 1));
    }
}
