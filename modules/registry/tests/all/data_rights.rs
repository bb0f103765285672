//! The member's rights over the own data, and the end of keeping: corrections, erasure, answers in time, retention; on every
//! database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{
    Answer, Api, Caller, Register, app, enter, id_number, number, person, setup, sql, trace,
};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use platform::contacts::{self, Contact};
use platform::jobs::{Job, JobEnd};
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const PHONE: &str = "13957450001";
const DAY_MS: i64 = 86_400_000;

async fn setting(app: &App) -> (Register, Id) {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| {
        let r = Register::new(app);
        let ids = enter(app, &r.theirs, vec![person("王丽甲", &id_number(1), Some(PHONE))]);
        (r, ids[0])
    })
}

fn run(app: &App, kind: &str) {
    let job = Job { id: Id(1), kind: kind.into(), payload: "null".into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == kind).unwrap();
    assert_eq!(block_in_place(|| handler.run(app, &job)).unwrap(), JobEnd::Done);
}

fn count(app: &App, text: &str) -> i64 {
    block_in_place(|| number(app.store(), text))
}

async fn evidence(member: &Caller<'_>) -> String {
    let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"身份证.png\"\r\n\r\n";
    let mut body = head.as_bytes().to_vec();
    body.extend_from_slice(b"\x89PNG\r\n\x1a\n a picture\r\n--X--\r\n");
    let added = member.send_form("/api/me/evidence", body).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.json());
    added.json()["id"].as_str().unwrap().to_owned()
}

async fn ask(member: &Caller<'_>, form: &Value) -> String {
    let made = member.post("/api/me/corrections", form).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn ask_erasure(db: &TestDb, member: &Caller<'_>) -> String {
    db.clock().advance_ms(61_000);
    let sent = member.post("/api/me/erasures/code", &Value::Null).await.json();
    let made =
        member.post("/api/me/erasures", &json!({ "code": sent["demo_code"], "reason": "离开本地" })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn answer(cadre: &Caller<'_>, person: Id, id: &str, how: &str, version: i64) -> Answer {
    let path = format!("/api/members/{person}/data_requests/{id}/{how}");
    let body = json!({ "answer": "核对过原件" });
    cadre.call("POST", &path, &[("if-match", &format!("\"{version}\""))], Some(&body)).await
}

db_test! { setup();
    async fn a_correction_is_asked_answered_by_the_union_and_done_by_the_ordinary_edit(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let other = api.sign_in(Role::Clerk, r.here.id).await;
        let member = api.member("王丽甲", &id_number(1), PHONE).await;

        let same = member.post("/api/me/corrections", &json!({ "fields": { "sex": "1" } })).await;
        assert_eq!(same.fields(), [("/fields".into(), "registry.correction-empty".into())]);
        let bare = member.post("/api/me/corrections", &json!({ "fields": { "name": "王丽佳", "sex": "x" } })).await;
        assert_eq!(
            bare.fields(),
            [("/fields/sex".into(), "registry.code-unknown".into()), ("/evidence".into(), "registry.correction-evidence".into())]
        );
        let born = member.post("/api/me/corrections", &json!({ "fields": { "birth_day": "1981-01-01" } })).await;
        assert!(born.fields().contains(&("/fields/birth_day".into(), "registry.birth-by-document".into())));

        let shown = evidence(&member).await;
        let form = json!({ "fields": { "name": "王丽佳", "education": "21" }, "evidence": [shown], "reason": "登记时写错" });
        let made = ask(&member, &form).await;
        let twice = member.post("/api/me/corrections", &form).await;
        assert_eq!((twice.status, twice.problem()), (StatusCode::CONFLICT, "registry.request-open".into()));
        let own = member.get("/api/me/data_requests").await.json();
        assert_eq!(own["requests"][0]["state"], "open");
        assert_eq!(own["requests"][0]["due_on"], "2026-12-14", "fifteen working days after Monday 23 November");

        // Of the own union alone; the list, the count and the detail.
        assert_eq!(other.get("/api/data_requests").await.items("id"), Vec::<String>::new());
        let path = format!("/api/members/{id}/data_requests/{made}");
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(answer(&other, id, &made, "accept", 1).await.status, StatusCode::NOT_FOUND);
        assert_eq!(answer(&other, id, &made, "refuse", 1).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.get("/api/data_requests?q=王丽").await.items("id"), [made.as_str()]);
        assert_eq!(clerk.get("/api/data_requests/count").await.json()["value"], 1);
        let seen = clerk.get(&path).await.json();
        assert_eq!(seen["fields"][0]["old"], "王丽甲");
        assert_eq!(seen["fields"][0]["wanted"], "王丽佳");
        assert_eq!(seen["evidence"].as_array().unwrap().len(), 1);
        assert_eq!(clerk.get(&format!("/api/members/{id}/attachments/{shown}")).await.status, StatusCode::OK);

        assert_eq!(answer(&clerk, id, &made, "accept", 9).await.status, StatusCode::PRECONDITION_FAILED);
        let done = answer(&clerk, id, &made, "accept", 1).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json());
        let late = answer(&clerk, id, &made, "refuse", 2).await;
        assert_eq!(late.problem(), "registry.request-answered");
        let now = clerk.get(&format!("/api/members/{id}")).await.json();
        assert_eq!((&now["name"], &now["education"]), (&json!("王丽佳"), &json!("21")));
        assert_eq!(clerk.get("/api/members?q=王丽佳").await.items("id"), [id.to_string()]);
        let deeds: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).collect();
        for deed in ["data-request.ask", "data-request.answer", "member.update", "file.attach"] {
            assert!(deeds.iter().any(|d| d == deed), "{deed} in {deeds:?}");
        }
        let own = member.get("/api/me/data_requests").await.json();
        assert_eq!((&own["requests"][0]["state"], &own["requests"][0]["answer"]), (&json!("accepted"), &json!("核对过原件")));
        let told = member.get("/api/me/notices").await.json();
        assert!(told["items"][0]["title"].as_str().unwrap().contains("已答复"), "{told}");
    }

    async fn a_wrong_number_is_corrected_sealed_all_the_way_and_finds_the_person(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let shown = evidence(&member).await;
        let bad = json!({ "fields": { "document_number": "330226198001010000" }, "evidence": [shown] });
        assert_eq!(member.post("/api/me/corrections", &bad).await.fields()[0].0, "/fields/document_number");
        let made = ask(&member, &json!({ "fields": { "document_number": id_number(401) }, "evidence": [shown] })).await;
        assert_eq!(count(&app, "SELECT count(*) FROM data_request WHERE wanted_number IS NOT NULL"), 1);
        let text = clerk.get(&format!("/api/members/{id}/data_requests/{made}")).await.json().to_string();
        assert!(!text.contains(&id_number(401)) && !text.contains(&id_number(1)), "masked: {text}");
        let done = answer(&clerk, id, &made, "accept", 1).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json());
        assert_eq!(count(&app, "SELECT count(*) FROM data_request WHERE wanted_number IS NOT NULL"), 0);
        assert_eq!(clerk.get(&format!("/api/members?q={}", id_number(401))).await.items("id"), [id.to_string()]);
        assert!(clerk.get(&format!("/api/members?q={}", id_number(1))).await.items("id").is_empty());
        let now = clerk.get(&format!("/api/members/{id}")).await.json();
        assert_eq!(now["birth_day"], "1980-01-02", "the number tells the birth day");
        assert_eq!(count(&app, "SELECT count(*) FROM id_lookup"), 1);
    }

    async fn nobody_answers_for_the_own_record_and_a_member_can_withdraw(db: &TestDb) {
        let app = app(db);
        block_in_place(|| app.load_dated()).unwrap();
        let (r, id) = block_in_place(|| {
            let r = Register::new(&app);
            // All accounts of the tests are called so.
            let ids = enter(&app, &r.theirs, vec![person("李干事", &id_number(1), Some(PHONE))]);
            (r, ids[0])
        });
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let member = api.member("李干事", &id_number(1), PHONE).await;
        let made = ask(&member, &json!({ "fields": { "education": "21" } })).await;
        for how in ["accept", "refuse"] {
            let refused = answer(&clerk, id, &made, how, 1).await;
            assert_eq!((refused.status, refused.problem()), (StatusCode::FORBIDDEN, "registry.request-own".into()));
        }
        let path = format!("/api/me/data_requests/{made}/withdraw");
        assert_eq!(member.post(&path, &Value::Null).await.status, StatusCode::NO_CONTENT);
        assert_eq!(member.post(&path, &Value::Null).await.problem(), "registry.request-answered");
        ask(&member, &json!({ "fields": { "education": "21" } })).await;
    }

    async fn erasure_leaves_figures_and_chain_and_nothing_that_says_who_it_was(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let wrong = member.post("/api/me/erasures", &json!({ "code": "000000" })).await;
        assert_eq!(wrong.problem(), "registry.own-data-code");
        let shown = evidence(&member).await;
        let correction = ask(&member, &json!({ "fields": { "name": "王丽佳" }, "evidence": [shown] })).await;
        let confirmed = member.post("/api/me/profile/confirm", &Value::Null).await;
        assert!(confirmed.status.is_success(), "{}", confirmed.json());
        // A phone changed leaves a sealed value in the audit, under the person's key.
        let form = json!({ "phone": "", "evidence_id": shown, "reason": "本人到场核对" });
        let made = ask_erasure(db, &member).await;
        let held = answer(&clerk, id, &made, "accept", 1).await;
        assert_eq!((held.status, held.problem()), (StatusCode::CONFLICT, "registry.erasure-held".into()));
        assert_eq!(answer(&clerk, id, &correction, "refuse", 1).await.status, StatusCode::NO_CONTENT);
        let version = clerk.get(&format!("/api/members/{id}")).await.etag();
        let phone = format!("/api/members/{id}/phone");
        let changed = clerk.call("POST", &phone, &[("if-match", &version)], Some(&form)).await;
        assert_eq!(changed.status, StatusCode::NO_CONTENT, "{}", changed.json());
        let duty = format!(
            "INSERT INTO duty (id, series_id, union_id, union_path, zone_id, day, from_minute, to_minute, person_id,
               person_name, state, signed_at, signed_by, visitors, note, created_by_name, version)
             VALUES (7, 7, {}, '', 0, 20261201, 540, 600, {id}, '王丽甲', 'planned', 0, '', -1, '王丽甲的值班', '', 1)",
            r.there.id
        );
        block_in_place(|| app.store().write_blocking(move |tx| tx.script(&duty))).unwrap();
        let paper = clerk.post(&format!("/api/members/{id}/certificates"), &json!({ "purpose": "就业登记" })).await;
        assert_eq!(paper.status, StatusCode::CREATED, "{}", paper.json());
        let salted = "SELECT count(*) FROM person WHERE length(salt) = 16";
        assert_eq!(count(&app, salted), 1);

        let done = answer(&clerk, id, &made, "accept", 1).await;
        assert_eq!(done.status, StatusCode::NO_CONTENT, "{}", done.json());
        // Out of every scope: not found, not listed, not signed in, in no other table.
        let top = api.sign_in(Role::Registrar, r.county.id).await;
        assert_eq!(top.get(&format!("/api/members/{id}")).await.status, StatusCode::NOT_FOUND);
        assert!(top.get("/api/members?status=left").await.items("id").is_empty());
        assert_eq!(member.get("/api/me/card").await.status, StatusCode::UNAUTHORIZED);
        for empty in [
            "SELECT count(*) FROM person WHERE name <> '' OR name_key <> '' OR phone IS NOT NULL OR birth_day <> 0 OR sex <> ''",
            "SELECT count(*) FROM person_document",
            "SELECT count(*) FROM id_lookup",
            "SELECT count(*) FROM phone_lookup",
            "SELECT count(*) FROM member_bond",
            "SELECT count(*) FROM attachment",
            "SELECT count(*) FROM member_certificate",
            "SELECT count(*) FROM certificate_lookup",
            "SELECT count(*) FROM membership WHERE employer_name <> '' OR sort_key <> '' OR union_path <> ''",
            "SELECT count(*) FROM duty WHERE person_name <> '' OR note <> '' OR state <> 'cancelled'",
            "SELECT count(*) FROM person_confirmed",
            "SELECT count(*) FROM data_request WHERE fields <> '[]' OR reason <> '' OR answer <> ''",
        ] {
            assert_eq!(count(&app, empty), 0, "{empty}");
        }
        let told = format!("SELECT count(*) FROM notice WHERE recipient_id = {id}");
        assert_eq!(count(&app, &told), 0);
        // The person's key is gone; the chain is whole.
        assert_eq!(count(&app, salted), 0);
        block_in_place(|| app.store().write_blocking(platform::audit::seal_pending)).unwrap();
        let keys = app.keyring().clone();
        let report = app.store().read(move |tx| platform::audit::verify(tx, &keys, &[])).await.unwrap();
        assert!(report.is_whole(), "{report:?}");
        // What stays: that somebody was a member, and left today; the figure counts it.
        assert_eq!(count(&app, "SELECT count(*) FROM membership WHERE status = 'left'"), 1);
        assert_eq!(count(&app, "SELECT count(*) FROM data_request WHERE state = 'accepted' AND kind = 'erasure'"), 1);
        // The same human may come again, as somebody new.
        let again = block_in_place(|| enter(&app, &r.mine, vec![person("王丽甲", &id_number(1), Some(PHONE))]));
        assert_ne!(again[0], id);
    }

    async fn answers_are_reminded_of_and_late_ones_stand_out(db: &TestDb) {
        let app = app(db);
        let (r, _) = setting(&app).await;
        let api = Api::new(&app);
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let made = ask(&member, &json!({ "fields": { "education": "21" } })).await;
        let reminders = "SELECT count(*) FROM notice WHERE title = '个人信息申请即将到答复期限'";
        run(&app, "registry.data-requests-due");
        assert_eq!(count(&app, reminders), 0, "not yet");
        db.clock().advance_ms(17 * DAY_MS);
        run(&app, "registry.data-requests-due");
        run(&app, "registry.data-requests-due");
        assert_eq!(count(&app, reminders), 1, "once");
        let clerk = { drop(clerk); api.sign_in_again(Role::Clerk, r.there.id).await };
        assert_eq!(clerk.get("/api/data_requests?due=soon").await.items("id"), [made.as_str()]);
        assert!(clerk.get("/api/data_requests?due=overdue").await.items("id").is_empty());
        db.clock().advance_ms(5 * DAY_MS);
        let clerk = { drop(clerk); api.sign_in_again(Role::Clerk, r.there.id).await };
        assert!(clerk.get("/api/data_requests?due=soon").await.items("id").is_empty());
        let late = clerk.get("/api/data_requests?due=overdue").await;
        assert_eq!(late.items("id"), [made.as_str()]);
        assert_eq!(late.json()["items"][0]["overdue"], true);
    }

    async fn who_left_long_ago_is_erased_in_parts_with_a_trace_and_holds_hold(db: &TestDb) {
        let app = app(db);
        block_in_place(|| app.load_dated()).unwrap();
        let (r, ids) = block_in_place(|| {
            let r = Register::new(&app);
            let people = "甲乙丙丁戊".chars().zip(1..).map(|(c, n)| person(&format!("周小{c}"), &id_number(n), None)).collect();
            let ids = enter(&app, &r.theirs, people);
            (r, ids)
        });
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let leave = async |id: Id, day: &str| {
            let body = json!({ "kind": "left", "day": day, "reason": "5" });
            let done = clerk.post(&format!("/api/members/{id}/leave"), &body).await;
            assert!(done.status.is_success(), "{}", done.json());
        };
        // Three left more than five years before the day; one of them came back; one left later; one is a member.
        leave(ids[0], "2021-05-10").await;
        leave(ids[1], "2021-06-10").await;
        leave(ids[2], "2021-07-10").await;
        leave(ids[3], "2021-12-10").await;
        let form = json!({
            "union_id": r.theirs.id, "name": "周小丙", "sex": "1", "document_number": id_number(3),
            "change_day": "2026-11-20", "change_kind": "1", "employer_name": "东方纺织有限公司"
        });
        assert_eq!(clerk.post("/api/members", &form).await.status, StatusCode::CREATED);
        let soon: Vec<String> = clerk.get("/api/retention/soon").await.json().as_array().unwrap()
            .iter().map(|p| p["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!(soon, ["周小甲", "周小乙", "周小丁"]);
        let other = api.sign_in(Role::Clerk, r.here.id).await;
        assert_eq!(other.get("/api/retention/soon").await.json(), json!([]));
        // The second has an open application for a request of the own data: held.
        let hold = format!(
            "INSERT INTO data_request (person_id, id, union_id, union_path, kind, state, fields, document_id, document_kind,
               evidence, reason, asked_at, due_on, reminded_at, answered_at, answered_by, answered_name, answer, version)
             VALUES ({}, 1, {}, '', 'correction', 'open', '[]', 0, '', '[]', '', 0, 99991231, 1, 0, 0, '', '', 1)",
            ids[1], r.theirs.id
        );
        let hold = crate::common::sql(hold);
        block_in_place(|| app.store().write_blocking(move |tx| tx.execute(&hold, &[]))).unwrap();

        // The first and the fourth signed up for something once.
        let (keys, signed) = (app.keyring().clone(), [ids[0], ids[3]]);
        let put = move |tx: &mut store::Tx<'_>| {
            for (n, person_id) in signed.into_iter().enumerate() {
                let who = Contact { name: "周小某".into(), phone: String::new(), person_id, text: "加班费".into() };
                assert!(contacts::put(tx, &keys, (Id(n as i64 + 1), Id(9)), "接待日", &who)?);
            }
            Ok::<_, store::DbError>(())
        };
        block_in_place(|| app.store().write_blocking(put)).unwrap();
        assert_eq!(count(&app, "SELECT count(*) FROM contact"), 2);

        // Cut off before anybody, and again: the run goes on.
        block_in_place(|| {
            let cut_off = registry::api::erase_those_gone(&app, |_| false).unwrap();
            assert_eq!(cut_off, Some(0));
        });
        run(&app, "registry.retention");
        assert_eq!(count(&app, "SELECT count(*) FROM person WHERE erased_at <> 0"), 1);
        assert_eq!(count(&app, "SELECT count(*) FROM contact"), 1, "who is erased has signed up for nothing");
        assert_eq!(count(&app, "SELECT count(*) FROM contact_person"), 1);
        assert_eq!(count(&app, "SELECT count(*) FROM retention_run"), 1, "one run, though it was cut off");
        assert_eq!(clerk.get(&format!("/api/members/{}", ids[0])).await.status, StatusCode::NOT_FOUND);
        for (n, id) in ids.iter().enumerate().skip(1) {
            assert_eq!(clerk.get(&format!("/api/members/{id}")).await.status, StatusCode::OK, "{n}");
        }
        assert_eq!(count(&app, "SELECT erased * 100 + held * 10 + years FROM retention_run WHERE finished_at <> 0"), 115);
        assert_eq!(clerk.get("/api/retention/runs").await.status, StatusCode::FORBIDDEN);
        let deeds = trace(&app).await;
        let noted = deeds.iter().find(|e| e.action == "retention.run").unwrap();
assert!(noted.detail.contains("\"erased\":1") && noted.detail.contains("\"held\":1"), "{}", noted.detail);
        assert!(deeds.iter().any(|e| e.action == "member.erase" && e.subject_id == ids[0]));
        // The hold ends: the next night.
        let over = crate::common::sql("UPDATE data_request SET state = 'withdrawn'");
        block_in_place(|| app.store().write_blocking(move |tx| tx.execute(&over, &[]))).unwrap();
        run(&app, "registry.retention");
        assert_eq!(count(&app, "SELECT count(*) FROM person WHERE erased_at <> 0"), 2);
    }

    async fn a_consent_is_withdrawn_with_one_tap_unless_membership_rests_on_it(db: &TestDb) {
        let app = app(db);
        let (r, id) = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.there.id).await;
        let elsewhere = api.sign_in(Role::Clerk, r.here.id).await;
        let member = api.member("王丽甲", &id_number(1), PHONE).await;
        // Another module's kind, and a consent of each.
        block_in_place(|| {
            app.store().write_blocking(move |tx| {
                tx.execute(&sql("INSERT INTO consent_kind (code, title, purpose, required, stops)
                    VALUES ('visits', '走访慰问', '安排走访', 0, '走访通知')"), &[])?;
                for (n, kind) in [(1, "joining"), (2, "visits")] {
                    let text = format!("INSERT INTO consent (person_id, id, kind, version, text_digest, at, channel)
                        VALUES ({id}, {n}, '{kind}', '2026-1', '', 1, 'h5')");
                    tx.execute(&sql(text), &[])?;
                }
                Ok::<_, store::DbError>(())
            }).unwrap();
        });
        let own = member.get("/api/me/consents").await.json();
        assert_eq!((&own[0]["title"], &own[0]["required"], &own[0]["withdrawn_at"]), (&json!("走访慰问"), &json!(false), &Value::Null));
        let path = |n: &str| format!("/api/me/consents/{n}/withdraw");
        assert_eq!(member.post(&path("1"), &Value::Null).await.problem(), "registry.consent-required");
        assert_eq!(member.post(&path("3"), &Value::Null).await.problem(), "registry.consent-not-found");
        for _ in 0..2 {
            assert_eq!(member.post(&path("2"), &Value::Null).await.status, StatusCode::NO_CONTENT, "twice is once");
        }
        let seen = clerk.get(&format!("/api/members/{id}/consents")).await.json();
        assert!(seen[0]["withdrawn_at"].is_i64() && seen[1]["withdrawn_at"].is_null(), "{seen}");
        assert_eq!(elsewhere.get(&format!("/api/members/{id}/consents")).await.status, StatusCode::NOT_FOUND);
        let told = "SELECT count(*) FROM outbox WHERE kind = 'consent.withdrawn'";
        assert_eq!(block_in_place(|| number(app.store(), told)), 1);
    }

    async fn requests_at_once_have_numbers_without_gap_or_double(db: &TestDb) {
        let app = app(db);
        let (r, _) = setting(&app).await;
        let people: Vec<_> = (11..14).map(|n| person("张三", &id_number(n), Some(&format!("139574600{n:02}")))).collect();
        block_in_place(|| enter(&app, &r.theirs, people));
        let api = Api::new(&app);
        let wish = json!({ "fields": { "native_place": "宁海" } });
        let mut all = Vec::new();
        for n in 11..14 {
            all.push(api.member("张三", &id_number(n), &format!("139574600{n:02}")).await);
        }
        let (a, b, c) = tokio::join!(ask(&all[0], &wish), ask(&all[1], &wish), ask(&all[2], &wish));
        assert!(a != b && b != c);
        let mut numbers = Vec::new();
        for member in &all {
            numbers.push(member.get("/api/me/data_requests").await.json()["requests"][0]["number"].as_str().unwrap().to_owned());
        }
        numbers.sort();
        assert_eq!(numbers, ["GX2026-0001", "GX2026-0002", "GX2026-0003"]);
    }
}
