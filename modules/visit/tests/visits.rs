//! Visits, plans, issues, figures and scope, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use axum::http::StatusCode;
use common::{Api, Caller, Register, app, content, employer, number, program, setup, trace};
use guard::{Role, act, res};
use kernel::Id;
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

/// A register, and an app that knows the procedures.
fn ready(db: &TestDb) -> (App, Register) {
    let app = app(db);
    block_in_place(|| {
        app.load_dated().unwrap();
        let r = Register::new(&app);
        (app, r)
    })
}

fn today(app: &App) -> String {
    app.clock().today().to_string()
}

fn new_visit(union: Id, employer: &str, content: &Value) -> Value {
    json!({ "union_id": union, "employer_id": employer, "kind": "five", "content": content })
}

async fn made(cadre: &Caller<'_>, body: &Value) -> String {
    let made = cadre.post("/api/visits", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

fn plan(union: Id, from: &str, to: &str) -> Value {
    json!({
        "union_id": union, "title": "五问五帮走访服务企业", "kind": "five", "from_day": from, "to_day": to, "target": 2,
        "teams": [{ "name": "第一组", "members": "赵明" }], "towns": []
    })
}

db_test! { setup();
    async fn a_visit_is_written_against_the_version_that_was_seen(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let firm = employer(&registrar, r.mine.id, "宏达模具有限公司").await;
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let day = today(&app);
        let body = new_visit(r.here.id, &firm, &content(&day, false));
        let first = clerk.post_once("/api/visits", "key-visit-1", &body).await.json()["id"].clone();
        assert_eq!(clerk.post_once("/api/visits", "key-visit-1", &body).await.json()["id"], first, "once");
        let path = format!("/api/visits/{}", first.as_str().unwrap());
        let shown = clerk.get(&path).await;
        let v = shown.json();
        assert_eq!((shown.etag().as_str(), &v["state"], &v["questions"][2]["label"]), ("\"1\"", &json!("planned"), &json!("融资难不难")));
        assert_eq!(v["content"]["answers"][0]["level"], "poor", "{v}");
        let mut done = content(&day, true);
        done["answers"] = json!([
            { "question": "growth", "level": "good", "text": "", "help": "" },
            { "question": "outlook", "level": "fair", "text": "订单平稳", "help": "" },
        ]);
        let saved = clerk.patch(&path, "\"1\"", &done).await;
        assert_eq!((saved.status, &saved.json()["state"]), (StatusCode::OK, &json!("done")), "{}", saved.json());
        assert_eq!(saved.json()["content"]["answers"][0]["question"], "outlook", "in the order of the questions");
        let late = clerk.patch(&path, "\"1\"", &done).await;
        assert_eq!((late.status, late.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "visit.stale"));
        let back = clerk.patch(&path, "\"2\"", &content(&day, false)).await;
        assert_eq!(back.problem(), "visit.state");
        let mut nothing = done.clone();
        (nothing["answers"], nothing["note"], nothing["visitors"]) = (json!([]), json!(""), json!(" "));
        let refused = clerk.patch(&path, "\"2\"", &nothing).await;
        let wrong = [("/visitors", "visit.visitors-missing"), ("/note", "visit.nothing-written")];
        assert_eq!(refused.fields(), wrong.map(|(p, c)| (p.to_owned(), c.to_owned())));
        let reason = json!({ "reason": "改期" });
        let over = clerk.call("POST", &format!("{path}/cancel"), &[("if-match", "\"2\"")], Some(&reason)).await;
        assert_eq!(over.problem(), "visit.state", "what was made is not called off");
        let audit = trace(&app).await;
        assert_eq!(audit.iter().filter(|e| e.action == "visit.update").count(), 1);
    }

    async fn who_keeps_the_employer_reads_and_does_not_write(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let (mine, theirs) = (
            employer(&registrar, r.mine.id, "宏达模具有限公司").await,
            employer(&registrar, r.theirs.id, "东方纺织有限公司").await,
        );
        let day = today(&app);
        let here = made(&registrar, &new_visit(r.county.id, &mine, &content(&day, true))).await;
        let there = made(&registrar, &new_visit(r.county.id, &theirs, &content(&day, true))).await;
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        assert_eq!(chair.get("/api/visits").await.items("id"), [here.as_str()]);
        let seen = chair.get(&format!("/api/visits/{here}")).await.json();
        assert_eq!((&seen["content"]["note"], &seen["content"]["internal_note"], &seen["may_update"]), (&json!("看了两条生产线。"), &json!(""), &json!(false)));
        assert_eq!(chair.get(&format!("/api/visits/{there}")).await.status, StatusCode::NOT_FOUND);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        assert_eq!(clerk.get(&format!("/api/visits/{here}")).await.json()["content"]["internal_note"], "");
        let refused = clerk.patch(&format!("/api/visits/{here}"), "\"1\"", &content(&day, true)).await;
        assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::NOT_FOUND, "visit.not-found"));
        assert_eq!(registrar.get(&format!("/api/visits/{here}")).await.json()["content"]["internal_note"], "暂不外传。");
        // Nobody visits in another union's name, nor an employer out of sight.
        let foreign = clerk.post("/api/visits", &new_visit(r.there.id, &mine, &content(&day, false))).await;
        assert_eq!(foreign.status, StatusCode::NOT_FOUND);
        let foreign = clerk.post("/api/visits", &new_visit(r.here.id, &theirs, &content(&day, false))).await;
        assert_eq!(foreign.fields(), [("/employer_id".to_owned(), "visit.employer".to_owned())]);
    }

    async fn a_plan_takes_each_employer_once(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let (mine, theirs) = (
            employer(&registrar, r.mine.id, "宏达模具有限公司").await,
            employer(&registrar, r.theirs.id, "东方纺织有限公司").await,
        );
        let day = today(&app);
        let made = registrar.post("/api/visit_plans", &plan(r.county.id, &day, &day)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let path = format!("/api/visit_plans/{}", made.json()["id"].as_str().unwrap());
        let ask = json!({ "employer_ids": [mine, theirs, "9"], "team": "第一组", "day": day });
        let done = registrar.post(&format!("{path}/employers"), &ask).await.json();
        assert_eq!((&done["added"], &done["skipped"]), (&json!(2), &json!(1)), "{done}");
        let again = registrar.post(&format!("{path}/employers"), &ask).await.json();
        assert_eq!(again["added"], 0);
        let mut outside = ask.clone();
        outside["day"] = json!("2020-01-01");
        let refused = registrar.post(&format!("{path}/employers"), &outside).await;
        assert_eq!(refused.fields(), [("/day".to_owned(), "visit.day-outside".to_owned())]);
        let id = path.rsplit('/').next().unwrap();
        let left = registrar.get(&format!("/api/visit_candidates?not_in_plan={id}")).await;
        assert_eq!(left.items("id"), [] as [&str; 0]);
        let visits = registrar.get(&format!("/api/visits?plan_id={id}")).await;
        assert_eq!(visits.items("team"), ["第一组", "第一组"]);
        let one = &visits.json()["items"][0];
        let (visit, content) = (one["id"].as_str().unwrap().to_owned(), content(&day, true));
        assert_eq!(registrar.patch(&format!("/api/visits/{visit}"), "\"1\"", &content).await.status, StatusCode::OK);
        let p = registrar.get(&path).await.json();
        assert_eq!((&p["whole"]["done"], &p["whole"]["planned"], &p["whole"]["employers"]), (&json!(1), &json!(1), &json!(1)));
        assert_eq!(p["progress"].as_array().unwrap().iter().map(|t| t["done"].as_i64().unwrap()).sum::<i64>(), 1);
        let candidates = registrar.get(&format!("/api/visit_candidates?not_since={day}")).await;
        assert_eq!(candidates.items("id").len(), 1, "who was visited is not asked for again");
        let mut closed = plan(r.county.id, &day, &day);
        closed["state"] = json!("closed");
        assert_eq!(registrar.patch(&path, "\"1\"", &closed).await.json()["state"], "closed");
        assert_eq!(registrar.patch(&path, "\"1\"", &closed).await.problem(), "visit.stale");
        assert_eq!(registrar.post(&format!("{path}/employers"), &ask).await.problem(), "visit.state");
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        assert_eq!(clerk.get(&path).await.problem(), "visit.plan-not-found");
    }

    async fn an_issue_is_a_case_and_its_figures_follow_it(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let firm = employer(&registrar, r.mine.id, "宏达模具有限公司").await;
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let day = today(&app);
        let id = made(&clerk, &new_visit(r.here.id, &firm, &content(&day, true))).await;
        let form = json!({ "title": "扩产缺厂房", "body": "现有厂房放不下新设备。", "kind": "space", "department": "小微企业园" });
        let path = format!("/api/visits/{id}/issues");
        assert_eq!(registrar.post(&path, &form).await.status, StatusCode::FORBIDDEN, "who keeps the register has no cases");
        let first = clerk.post_once(&path, "key-issue-1", &form).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.json());
        assert_eq!(clerk.post_once(&path, "key-issue-1", &form).await.json(), first.json());
        let case = first.json()["case_id"].as_str().unwrap().to_owned();
        let number_ = first.json()["number"].as_str().unwrap().to_owned();
        assert!(number_.starts_with("ZF-"), "{number_}");
        let shown = clerk.get(&format!("/api/visits/{id}")).await.json();
        assert_eq!((&shown["issues"][0]["kind"], &shown["issues"][0]["state"], &shown["issues"][0]["step_title"]), (&json!("space"), &json!("open"), &json!("已登记，待受理")));
        assert_eq!(registrar.get(&format!("/api/visits/{id}")).await.json()["issues"], json!([]));
        let deed = |code: &str, fields: Value| json!({ "deed": "move", "code": code, "note": "已经联系", "fields": fields });
        for (code, fields) in [
            ("take_department", json!({ "department": "小微企业园" })),
            ("reply", json!({ "measure": "已签约一层标准厂房", "replied_by": "王科长", "result": "solved" })),
        ] {
            let version = clerk.get(&format!("/api/cases/{case}")).await.etag();
            let did = clerk.call("POST", &format!("/api/cases/{case}/deeds"), &[("if-match", &version)], Some(&deed(code, fields))).await;
            assert_eq!(did.status, StatusCode::OK, "{code}: {}", did.json());
        }
        let found = clerk.get("/api/visit_figures").await.json();
        assert_eq!((&found["whole"]["issues"], &found["whole"]["solved"], &found["whole"]["employers"]), (&json!(1), &json!(1), &json!(1)), "{found}");
        assert_eq!((&found["levels"][0]["code"], &found["kinds"][0]["code"]), (&json!("department"), &json!("space")));
        assert_eq!(found["answers"][2], json!({ "code": "finance", "good": 0, "fair": 0, "poor": 1 }));
        let version = clerk.get(&format!("/api/cases/{case}")).await.etag();
        let redo = clerk.call("POST", &format!("/api/cases/{case}/deeds"), &[("if-match", &version)], Some(&deed("redo", json!({})))).await;
        assert_eq!(redo.status, StatusCode::OK, "{}", redo.json());
        let store = app.store();
        block_in_place(|| {
            assert_eq!(number(store, "SELECT count(*) FROM visit_issue WHERE state = 'open' AND level = 'department'"), 1);
            assert_eq!(number(store, "SELECT CAST(SUM(delta) AS BIGINT) FROM fact WHERE indicator = 'visit.issue.solved'"), 0);
            assert_eq!(number(store, "SELECT CAST(SUM(delta) AS BIGINT) FROM fact WHERE indicator = 'visit.issue.found'"), 1);
        });
        let scope = program().permit::<res::Visit, act::Read>().unwrap();
        let top = r.county.path.clone().unwrap();
        let rows = app.store().read(move |tx| visit::towns(tx, &scope, &top, &visit::Asked::default())).await.unwrap();
        let told: Vec<(i64, i64)> = rows.iter().map(|t| (t.employers, t.issues)).collect();
        assert_eq!((rows.len(), told.iter().filter(|t| **t == (1, 1)).count()), (2, 1), "{rows:?}");
    }

    async fn what_is_taken_along_is_the_own(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let firm = employer(&registrar, r.mine.id, "宏达模具有限公司").await;
        employer(&registrar, r.theirs.id, "东方纺织有限公司").await;
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let me = clerk.get("/api/visits/field").await.json();
        assert_eq!(me["employers"].as_array().unwrap().len(), 1, "{me}");
        let day = today(&app);
        let mut own = content(&day, false);
        own["lead_id"] = me["account_id"].clone();
        let id = made(&clerk, &new_visit(r.here.id, &firm, &own)).await;
        made(&clerk, &new_visit(r.here.id, &firm, &content(&day, false))).await;
        let taken = clerk.get("/api/visits/field").await.json();
        let ids: Vec<&str> = taken["visits"].as_array().unwrap().iter().map(|v| v["id"].as_str().unwrap()).collect();
        assert_eq!(ids, [id.as_str()], "only those that I lead");
        assert_eq!(taken["questions"].as_array().unwrap().len(), 5);
        assert_eq!(registrar.get("/api/visits/field").await.json()["visits"], json!([]));
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        assert_eq!(chair.get("/api/visits/field").await.status, StatusCode::FORBIDDEN);
    }
}
