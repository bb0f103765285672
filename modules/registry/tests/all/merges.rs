//! Two records of one human: found, compared, merged and parted again, on every database; nothing is lost on the way, no
//! figure of the past changes, and two hands at once do it once.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Caller, Register, app, enter, id_number, number, person, setup, sql};
use axum::http::StatusCode;
use guard::Role;
use kernel::{Day, Id};
use platform::App;
use platform::jobs::{Job, JobEnd};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use store::Tx;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

/// What hangs on people, but for versions, which only rise.
const ROWS: [&str; 7] = [
    "SELECT id, 0, name, name_key, initials, sex, birth_day, birth_precision, nation, education, skill, native_place,
       phone, phone_tail, id_tail, salt, merged_into FROM person ORDER BY id",
    "SELECT person_id, id, kind, number, digest FROM person_document ORDER BY person_id, id",
    "SELECT digest, person_id FROM id_lookup ORDER BY digest, person_id",
    "SELECT digest, person_id FROM phone_lookup ORDER BY digest, person_id",
    "SELECT person_id, id, union_id, union_path, sort_key, employer_id, employer_name, status, valid_from, valid_to
       FROM membership ORDER BY person_id, id",
    "SELECT person_id, id, membership_id, kind, day, union_id, other_union_id, reason, batch_id, evidence_id, from_status
       FROM membership_event ORDER BY person_id, id",
    "SELECT person_id, id, from_union_id, to_union_id, day, state, note, proposed_at, decided_at, escalated_at, agreed_at
       FROM transfer_proposal ORDER BY person_id, id",
];
/// Columns that hold bytes, by statement.
const BYTES: [&[usize]; 7] = [&[12, 15], &[3, 4], &[0], &[0], &[], &[], &[]];

/// All rows as they lie in the tables.
fn rows(app: &App) -> Vec<Vec<String>> {
    let read = |tx: &mut Tx<'_>| {
        let mut all = Vec::new();
        for (text, bytes) in ROWS.iter().zip(BYTES) {
            let columns = text.split(" FROM ").next().unwrap().split(',').count();
            all.push(tx.query(&sql(*text), &[], |r| {
                let cell = |i: usize| {
                    if bytes.contains(&i) {
                        return r.get::<Option<Vec<u8>>>(i).map(|b| format!("{b:?}"));
                    }
                    r.get::<i64>(i).map(|n| n.to_string()).or_else(|_| r.get::<String>(i))
                };
                let cells: store::DbResult<Vec<String>> = (0..columns).map(cell).collect();
                Ok(cells?.join("|"))
            })?);
        }
        Ok::<_, store::DbError>(all)
    };
    app.store().read_blocking(read).unwrap()
}

/// Members of all unions on a day, by the facts.
fn members(app: &App, day: Day) -> i64 {
    let text = format!(
        "SELECT CAST(coalesce(sum(CASE WHEN indicator IN ('member.joined', 'member.transferred_in') THEN delta
           WHEN indicator IN ('member.lost', 'member.transferred_out') THEN -delta ELSE 0 END), 0) AS BIGINT)
         FROM fact WHERE day <= {}",
        day.number()
    );
    number(app.store(), &text)
}

async fn version(who: &Caller<'_>, id: Id) -> i64 {
    who.get(&format!("/api/members/{id}")).await.json()["version"].as_i64().unwrap()
}

async fn merge(who: &Caller<'_>, id: Id, other: Id, keep: Option<&str>) -> crate::common::Answer {
    let body = json!({
        "other_id": other, "version": version(who, id).await, "other_version": version(who, other).await,
        "keep_membership": keep, "reason": "护照与身份证为同一人"
    });
    who.post(&format!("/api/members/{id}/merge"), &body).await
}

/// Two records of 王丽, one in each township, and somebody else.
fn twice(app: &App) -> (Register, Vec<Id>) {
    let r = Register::new(app);
    let mut ids = enter(app, &r.mine, vec![person("王丽", &id_number(1), Some("13805740001"))]);
    ids.extend(enter(app, &r.theirs, vec![person("王丽", &id_number(2), Some("13805740001"))]));
    ids.extend(enter(app, &r.mine, vec![person("陈刚", &id_number(500), None)]));
    (r, ids)
}

fn search(app: &App) {
    let job = Job { id: Id(1), kind: "registry.suspects".into(), payload: "null".into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == job.kind).unwrap();
    assert_eq!(handler.run(app, &job).unwrap(), JobEnd::Done);
}

fn open_of(c: &Value, side: &str) -> String {
    let stays = c[side]["stays"].as_array().unwrap();
    stays.iter().find(|s| s["to"].is_null()).unwrap()["id"].as_str().unwrap().to_owned()
}

db_test! { setup();
    async fn one_survives_and_both_come_back_as_they_were(db: &TestDb) {
        let app = app(db);
        let (r, ids) = block_in_place(|| twice(&app));
        let (one, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let before = block_in_place(|| rows(&app));
        let (today, yesterday) = (app.clock().today(), app.clock().today().plus_days(-1));
        let c = county.get(&format!("/api/members/{one}/compare/{other}")).await.json();
        assert_eq!((&c["both_open"], c["one"]["documents"].as_array().unwrap().len()), (&json!(true), 1));
        // Both are members: somebody says which membership stays, and it may be the other's.
        let unsaid = merge(&county, one, other, None).await;
        assert_eq!((unsaid.status, unsaid.problem().as_str()), (StatusCode::CONFLICT, "registry.merge-choice"));
        for side in ["one", "other"] {
            let past = block_in_place(|| members(&app, yesterday));
            let done = merge(&county, one, other, Some(&open_of(&c, side))).await;
            assert_eq!(done.status, StatusCode::CREATED, "{}", done.json());
            block_in_place(|| {
                assert_eq!(members(&app, today), past - 1, "one human is one member");
                assert_eq!(members(&app, yesterday), past, "the past stays");
                let open = format!("SELECT count(*) FROM membership WHERE person_id = {one} AND valid_to = 99991231");
                assert_eq!(number(app.store(), &open), 1);
                for (table, n) in [("membership", 0), ("membership_event", 0), ("phone_lookup", 0), ("id_lookup", 0)] {
                    let text = format!("SELECT count(*) FROM {table} WHERE person_id = {other}");
                    assert_eq!(number(app.store(), &text), n, "{table}");
                }
            });
            // The old id leads to the survivor, who now has both documents and is found by either number.
            let led = county.get(&format!("/api/members/{other}")).await.json();
            assert_eq!(led["id"], json!(one));
            let documents = county.get(&format!("/api/members/{one}/documents")).await.json();
            assert_eq!(documents.as_array().unwrap().len(), 2);
            for n in [1, 2] {
                let found = county.get(&format!("/api/members?q={}", id_number(n))).await.items("id");
                assert_eq!(found, [one.to_string()]);
            }
            let all = county.get(&format!("/api/members/{one}/merges")).await.json();
            assert_eq!((&all[0]["undone"], &all[0]["obstacle"]), (&json!(false), &Value::Null));
            let body = json!({ "merge_id": done.json()["id"], "reason": "核对后不是同一人" });
            let back = county.post(&format!("/api/members/{one}/unmerge"), &body).await;
            assert_eq!((back.status, &back.json()["other_id"]), (StatusCode::OK, &json!(other)), "{}", back.json());
            block_in_place(|| {
                assert_eq!(rows(&app), before, "{side}");
                assert_eq!((members(&app, today), members(&app, yesterday)), (past, past));
            });
            let again = county.post(&format!("/api/members/{one}/unmerge"), &body).await;
            assert_eq!(again.status, StatusCode::NOT_FOUND, "once");
        }
        let audited = crate::common::trace(&app).await;
        for action in ["member.merge", "member.unmerge"] {
            let under: Vec<Id> = audited.iter().filter(|e| e.action == action).map(|e| e.subject_id).collect();
            assert!(under.contains(&one) && under.contains(&other), "{action} stands under both");
        }
    }

    async fn something_newer_forbids_the_way_back(db: &TestDb) {
        let app = app(db);
        let (r, ids) = block_in_place(|| twice(&app));
        let (one, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let c = county.get(&format!("/api/members/{one}/compare/{other}")).await.json();
        let done = merge(&county, one, other, Some(&open_of(&c, "one"))).await.json();
        let leave = json!({ "kind": "retained", "day": app.clock().today() });
        assert_eq!(county.post(&format!("/api/members/{one}/leave"), &leave).await.status, StatusCode::OK);
        let merges = format!("/api/members/{one}/merges");
        assert_eq!(county.get(&merges).await.json()[0]["obstacle"], json!("合并后又办理过会籍变动"));
        let body = json!({ "merge_id": done["id"], "reason": "核对后不是同一人" });
        let no = county.post(&format!("/api/members/{one}/unmerge"), &body).await;
        assert_eq!((no.status, no.problem().as_str()), (StatusCode::CONFLICT, "registry.merge-stands"));
        // A third record takes the survivor in: both old ids lead to it, and the first merge is locked in.
        let chain = merge(&county, ids[2], one, Some(&open_of(
            &county.get(&format!("/api/members/{}/compare/{one}", ids[2])).await.json(), "one"))).await;
        assert_eq!(chain.status, StatusCode::CREATED, "{}", chain.json());
        for old in [one, other] {
            assert_eq!(county.get(&format!("/api/members/{old}")).await.json()["id"], json!(ids[2]));
        }
        assert_eq!(county.get(&merges).await.status, StatusCode::NOT_FOUND);
    }

    async fn only_who_sees_both_may_and_an_open_transfer_comes_first(db: &TestDb) {
        let app = app(db);
        let (r, ids) = block_in_place(|| twice(&app));
        let (one, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let here = api.sign_in(Role::Clerk, r.here.id).await;
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        block_in_place(|| search(&app));
        assert_eq!(here.get("/api/members/suspects").await.json()["items"], json!([]), "one of two in sight is none");
        assert_eq!(here.get(&format!("/api/members/{one}/compare/{other}")).await.status, StatusCode::NOT_FOUND);
        let body = json!({ "other_id": other, "version": 1, "other_version": 1, "reason": "护照与身份证为同一人" });
        assert_eq!(here.post(&format!("/api/members/{one}/merge"), &body).await.status, StatusCode::NOT_FOUND);
        let itself = json!({ "other_id": one, "version": 1, "other_version": 1, "reason": "护照与身份证为同一人" });
        let itself = here.post(&format!("/api/members/{one}/merge"), &itself).await;
        assert_eq!(itself.problem(), "registry.same-person");
        let form = json!({
            "union_id": r.mine.id, "name": "王丽", "document_number": id_number(2), "change_day": "2026-11-20",
            "change_kind": "2"
        });
        assert_eq!(here.post("/api/members", &form).await.json()["transfer_proposed"], json!(true));
        let waits = county.post(&format!("/api/members/{one}/merge"), &body).await;
        assert_eq!((waits.status, waits.problem().as_str()), (StatusCode::CONFLICT, "registry.transfer-waiting"));
        let viewer = api.sign_in(Role::Viewer, r.county.id).await;
        assert_eq!(viewer.post(&format!("/api/members/{one}/merge"), &body).await.status, StatusCode::FORBIDDEN);
    }

    async fn the_same_name_and_phone_or_birth_day_are_found(db: &TestDb) {
        let app = app(db);
        let (r, ids) = block_in_place(|| twice(&app));
        let (one, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        block_in_place(|| { search(&app); search(&app) });
        let list = county.get("/api/members/suspects").await.json();
        let all = list["items"].as_array().unwrap();
        assert_eq!(all.len(), 1, "{list}");
        assert_eq!((&all[0]["one"]["id"], &all[0]["other"]["id"]), (&json!(one), &json!(other)));
        assert_eq!((&all[0]["same_phone"], &all[0]["same_birth"]), (&json!(true), &json!(true)));
        // What somebody says of a pair stays said, until it is taken back.
        let verdict = |two: bool| json!({ "one_id": other, "other_id": one, "two_people": two, "reason": "已当面核对" });
        assert_eq!(county.post("/api/members/suspects/judge", &verdict(true)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(county.post("/api/members/suspects/judge", &verdict(true)).await.status, StatusCode::NOT_FOUND);
        block_in_place(|| search(&app));
        assert_eq!(county.get("/api/members/suspects").await.json()["items"], json!([]));
        let said = county.get("/api/members/suspects?dismissed=true").await.json();
        assert_eq!(said["items"][0]["note"], json!("已当面核对"));
        assert_eq!(county.post("/api/members/suspects/judge", &verdict(false)).await.status, StatusCode::NO_CONTENT);
        assert_eq!(county.get("/api/members/suspects").await.json()["items"].as_array().unwrap().len(), 1);
        // Pages, and pairs that were dealt with are gone.
        block_in_place(|| {
            let more: Vec<_> = (10..16).map(|n| person("赵敏", &id_number(n), None)).collect();
            enter(&app, &r.mine, more);
            search(&app);
        });
        let (mut seen, mut after) = (0, String::new());
        loop {
            let page = county.get(&format!("/api/members/suspects?limit=4{after}")).await.json();
            seen += page["items"].as_array().unwrap().len();
            let Some(next) = page["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!(seen, 1 + 15);
        let c = county.get(&format!("/api/members/{one}/compare/{other}")).await.json();
        merge(&county, one, other, Some(&open_of(&c, "one"))).await;
        let left = county.get("/api/members/suspects?limit=100").await.json();
        assert_eq!(left["items"].as_array().unwrap().len(), 15);
    }

    async fn two_hands_at_once_merge_once(db: &TestDb) {
        let app = app(db);
        let (r, ids) = block_in_place(|| twice(&app));
        let (one, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let c = county.get(&format!("/api/members/{one}/compare/{other}")).await.json();
        let keep = open_of(&c, "one");
        let body = |into: Id| json!({
            "other_id": into, "version": 1, "other_version": 1, "keep_membership": keep, "reason": "护照与身份证为同一人"
        });
        // The same pair from both ends, and an edit of one of them.
        let (there, back) = (format!("/api/members/{one}/merge"), format!("/api/members/{other}/merge"));
        let (forth, to) = (body(other), body(one));
        let edit = json!({ "name": "王丽丽" });
        let path = format!("/api/members/{other}");
        let (a, b, e) =
            tokio::join!(county.post(&there, &forth), county.post(&back, &to), county.patch(&path, "\"1\"", &edit));
        let made = [&a, &b].iter().filter(|x| x.status == StatusCode::CREATED).count();
        assert!(made + usize::from(e.status.is_success()) == 1, "{} {} {}", a.status, b.status, e.status);
        block_in_place(|| {
            let stubs = "SELECT count(*) FROM person WHERE merged_into <> 0";
            assert_eq!(number(app.store(), stubs), made as i64);
            let open = "SELECT count(*) FROM membership WHERE valid_to = 99991231";
            assert_eq!(number(app.store(), open), 3 - made as i64);
            assert_eq!(members(&app, app.clock().today()), 3 - made as i64);
        });
    }

    async fn a_phone_signs_in_the_survivor_and_the_old_session_is_over(db: &TestDb) {
        let app = app(db);
        block_in_place(|| app.load_dated()).unwrap();
        let (r, ids) = block_in_place(|| {
            let r = Register::new(&app);
            let mut ids = enter(&app, &r.mine, vec![person("王丽", &id_number(1), None)]);
            ids.extend(enter(&app, &r.theirs, vec![person("王丽", &id_number(2), Some("13805740001"))]));
            (r, ids)
        });
        let (one, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let phone = api.member("王丽", &id_number(2), "13805740001").await;
        assert_eq!(phone.get("/api/me/card").await.status, StatusCode::OK);
        let c = county.get(&format!("/api/members/{one}/compare/{other}")).await.json();
        assert_eq!(merge(&county, one, other, Some(&open_of(&c, "one"))).await.status, StatusCode::CREATED);
        assert_ne!(phone.get("/api/me/card").await.status, StatusCode::OK);
        // A second code may be asked for after a minute.
        db.clock().advance_ms(61_000);
        let again = api.member("王丽", &id_number(2), "13805740001").await;
        assert_eq!(again.get("/api/me/card").await.json()["id"], json!(one));
    }

    async fn a_document_in_the_wrong_record_goes_to_whom_it_belongs(db: &TestDb) {
        let app = app(db);
        let (r, ids) = block_in_place(|| twice(&app));
        let (one, other) = (ids[0], ids[1]);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let documents = format!("/api/members/{one}/documents");
        let first = county.get(&documents).await.json()[0]["id"].as_str().unwrap().to_owned();
        let evidence = attach(&county, one).await;
        let to = |id: Option<Id>, name: &str| json!({
            "to_id": id, "new_name": name, "new_day": "2026-11-01", "evidence": evidence, "reason": "核对过证件原件"
        });
        let last = county.post(&format!("{documents}/{first}/move"), &to(Some(other), "")).await;
        assert_eq!(last.problem(), "registry.last-document");
        let passport = json!({ "kind": "414", "number": "E12345678" });
        let added = county.post(&documents, &passport).await.json()["id"].as_str().unwrap().to_owned();
        let path = format!("{documents}/{added}/move");
        let bare = json!({ "to_id": other, "evidence": "77", "reason": "核对过证件原件" });
        assert_eq!(county.post(&path, &bare).await.status, StatusCode::NOT_FOUND, "no evidence");
        assert_eq!(county.post(&path, &to(None, " ")).await.fields()[0].0, "/new_name");
        let moved = county.post(&path, &to(Some(other), "")).await;
        assert_eq!((moved.status, &moved.json()["person_id"]), (StatusCode::OK, &json!(other)));
        assert_eq!(county.get("/api/members?q=E12345678").await.items("id"), [other.to_string()]);
        assert_eq!(county.post(&path, &to(Some(other), "")).await.status, StatusCode::NOT_FOUND, "once");
        // The first document goes to somebody new of the same union, who is counted from the first day.
        let passport = json!({ "kind": "414", "number": "E87654321" });
        assert_eq!(county.post(&documents, &passport).await.status, StatusCode::CREATED);
        let new = county.post(&format!("{documents}/{first}/move"), &to(None, "王力")).await;
        assert_eq!(new.status, StatusCode::OK, "{}", new.json());
        let id = new.json()["person_id"].as_str().unwrap().to_owned();
        let seen = county.get(&format!("/api/members/{id}")).await.json();
        assert_eq!((&seen["name"], &seen["union_id"], &seen["valid_from"]), (&json!("王力"), &json!(r.mine.id), &json!("2026-11-01")));
        let number = id_number(1);
        assert_eq!(county.get(&format!("/api/members?q={number}")).await.items("id"), std::slice::from_ref(&id));
        assert_eq!(county.get(&format!("/api/members?q={}", &number[14..])).await.items("id"), [id]);
        assert_eq!(block_in_place(|| members(&app, app.clock().today())), 4);
        let here = api.sign_in(Role::Clerk, r.here.id).await;
        let foreign = county.get(&format!("/api/members/{other}/documents")).await.json()[1]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/members/{other}/documents/{foreign}/move");
        assert_eq!(here.post(&path, &to(Some(one), "")).await.status, StatusCode::NOT_FOUND);
    }

    async fn any_two_records_come_back_byte_for_byte(db: &TestDb) {
        let app = app(db);
        let r = block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let cases = {
            let mut runner = TestRunner::new_with_rng(Config::default(), proptest::test_runner::TestRng::from_seed(
                proptest::test_runner::RngAlgorithm::ChaCha, &[db.seed() as u8; 32]));
            let one = (any::<bool>(), 0..3usize, any::<bool>(), any::<bool>());
            let all = (one.clone(), one, any::<bool>());
            (0..8).map(|_| all.new_tree(&mut runner).unwrap().current()).collect::<Vec<_>>()
        };
        for (case, (a, b, first)) in cases.into_iter().enumerate() {
            let mut ids = Vec::new();
            for (side, (phone, left, passport, filled)) in [a, b].into_iter().enumerate() {
                let n = (case * 2 + side + 20) as u32;
                let phone = phone.then(|| format!("138057400{n}"));
                let mut p = person("孙宁", &id_number(n), phone.as_deref());
                if filled {
                    p.profile.education = "21".into();
                    p.profile.native_place = "浙江宁海".into();
                }
                let union = if side == 0 { &r.mine } else { &r.theirs };
                let id = block_in_place(|| enter(&app, union, vec![p]))[0];
                let path = format!("/api/members/{id}");
                if passport {
                    let body = json!({ "kind": "414", "number": format!("E{n:08}") });
                    assert_eq!(county.post(&format!("{path}/documents"), &body).await.status, StatusCode::CREATED);
                }
                if left > 0 {
                    let kind = ["", "left", "retained"][left];
                    let body = json!({ "kind": kind, "day": "2026-10-01" });
                    assert_eq!(county.post(&format!("{path}/leave"), &body).await.status, StatusCode::OK);
                }
                attach(&county, id).await;
                ids.push(id);
            }
            let before = block_in_place(|| rows(&app));
            let files = "SELECT CAST(sum(subject_id % 1000003 * (id % 1009)) AS BIGINT) FROM attachment";
            let hung = block_in_place(|| number(app.store(), files));
            let count = block_in_place(|| members(&app, app.clock().today()));
            let c = county.get(&format!("/api/members/{}/compare/{}", ids[0], ids[1])).await.json();
            let both = c["both_open"] == json!(true);
            let keep = both.then(|| open_of(&c, if first { "one" } else { "other" }));
            let done = merge(&county, ids[0], ids[1], keep.as_deref()).await;
            assert_eq!(done.status, StatusCode::CREATED, "{a:?} {b:?}: {}", done.json());
            assert_eq!(block_in_place(|| members(&app, app.clock().today())), count - i64::from(both));
            let body = json!({ "merge_id": done.json()["id"], "reason": "核对后不是同一人" });
            let back = county.post(&format!("/api/members/{}/unmerge", ids[0]), &body).await;
            assert_eq!(back.status, StatusCode::OK, "{a:?} {b:?}: {}", back.json());
            block_in_place(|| {
                assert_eq!(rows(&app), before, "{a:?} {b:?}");
                assert_eq!(number(app.store(), files), hung);
                assert_eq!(members(&app, app.clock().today()), count);
            });
        }
    }
}

/// A photo as evidence of a member.
async fn attach(who: &Caller<'_>, id: Id) -> String {
    let mut body =
        b"--X\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nproof\r\n--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n".to_vec();
    body.extend_from_slice(b"\x89PNG\r\n\x1a\n0000");
    body.extend_from_slice(id.to_string().as_bytes());
    body.extend_from_slice(b"\r\n--X--\r\n");
    let answer = who.send_form(&format!("/api/members/{id}/attachments"), body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    answer.json()["id"].as_str().unwrap().to_owned()
}
