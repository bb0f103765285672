//! Surveys as cadres keep them, on every database: drafts, publishing, freezing, copies, scope, sealed keys.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use axum::http::StatusCode;
use common::{Api, Caller, Register, app, draft, number, published, setup, single};
use guard::Role;
use kernel::Id;
use platform::App;
use platform::jobs::{Job, JobEnd};
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

async fn made(cadre: &Caller<'_>, union: Id, draft: &Value) -> String {
    let mut body = draft.clone();
    body["union_id"] = json!(union.to_string());
    let made = cadre.post("/api/surveys", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

async fn matched(
    cadre: &Caller<'_>,
    method: &str,
    path: &str,
    version: i64,
    body: Option<&Value>,
) -> common::Answer {
    cadre.call(method, path, &[("if-match", &format!("\"{version}\""))], body).await
}

fn run_job(app: &App) {
    let job = Job { id: Id(1), kind: "survey.over".into(), payload: "null".into(), attempts: 0 };
    let all = (survey::module().jobs)();
    assert_eq!(block_in_place(|| all[0].run(app, &job)).unwrap(), JobEnd::Done);
}

db_test! { setup();
    async fn a_draft_says_what_is_missing_and_is_frozen_once_published(db: &TestDb) {
        let app = app(db);
        let r = block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let id = made(&clerk, r.here.id, &draft(&app, false, &json!({ "questions": [] }))).await;
        let path = format!("/api/surveys/{id}");
        let shown = clerk.get(&path).await;
        assert_eq!((shown.etag().as_str(), &shown.json()["obstacles"][0]["code"]), ("\"1\"", &json!("survey.question-none")));
        let refused = matched(&clerk, "POST", &format!("{path}/publish"), 1, None).await;
        assert_eq!(refused.fields(), [("/form/questions".to_owned(), "survey.question-none".to_owned())]);
        let full = draft(&app, false, &json!({ "questions": [single("q1")] }));
        let saved = matched(&clerk, "PATCH", &path, 1, Some(&full)).await;
        assert_eq!((saved.status, &saved.json()["obstacles"]), (StatusCode::OK, &json!([])));
        let late = matched(&clerk, "PATCH", &path, 1, Some(&full)).await;
        assert_eq!((late.status, late.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "survey.stale"));
        let mut over = full.clone();
        over["closes_at"] = json!(app.clock().now().0);
        matched(&clerk, "PATCH", &path, 2, Some(&over)).await;
        let refused = matched(&clerk, "POST", &format!("{path}/publish"), 3, None).await;
        assert_eq!(refused.fields(), [("/closes_at".to_owned(), "survey.times-over".to_owned())]);
        matched(&clerk, "PATCH", &path, 3, Some(&full)).await;
        let done = matched(&clerk, "POST", &format!("{path}/publish"), 4, None).await;
        assert_eq!((done.status, &done.json()["state"]), (StatusCode::OK, &json!("published")), "{}", done.json());
        assert_eq!(matched(&clerk, "PATCH", &path, 5, Some(&full)).await.problem(), "survey.state");
        let copy = clerk.post(&format!("{path}/copy"), &json!({})).await.json();
        let copy = clerk.get(&format!("/api/surveys/{}", copy["id"].as_str().unwrap())).await.json();
        assert_eq!((&copy["state"], &copy["copied_from"], &copy["title"]), (&json!("draft"), &json!(id), &json!("职工需求调查（副本）")));
        assert_eq!(clerk.post(&format!("{path}/archive"), &json!({})).await.problem(), "survey.state");
        assert_eq!(clerk.post(&format!("{path}/close"), &json!({})).await.json()["state"], "closed");
        assert_eq!(clerk.post(&format!("{path}/archive"), &json!({})).await.json()["state"], "archived");
        assert_eq!(clerk.get("/api/surveys").await.items("title"), ["职工需求调查（副本）"]);
        assert_eq!(clerk.get("/api/surveys?state=archived").await.items("id"), [id.as_str()]);
    }

    async fn surveys_of_other_unions_are_not_there(db: &TestDb) {
        let app = app(db);
        let r = block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let (here, there) = (api.sign_in(Role::Clerk, r.here.id).await, api.sign_in(Role::Clerk, r.there.id).await);
        let full = draft(&app, false, &json!({ "questions": [single("q1")] }));
        let id = made(&here, r.here.id, &full).await;
        for path in ["", "/results", "/cross?first=q1&second=q1", "/texts?question=q1", "/answers"] {
            let answer = there.get(&format!("/api/surveys/{id}{path}")).await;
            assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::NOT_FOUND, "survey.not-found"), "{path}");
        }
        let mut body = full.clone();
        body["union_id"] = json!(r.here.id.to_string());
        assert_eq!(there.post("/api/surveys", &body).await.status, StatusCode::NOT_FOUND);
        for deed in ["copy", "close", "archive"] {
            assert_eq!(there.post(&format!("/api/surveys/{id}/{deed}"), &json!({})).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(matched(&there, "PATCH", &format!("/api/surveys/{id}"), 1, Some(&full)).await.status, StatusCode::NOT_FOUND);
        assert!(there.get("/api/surveys").await.items("id").is_empty());
        // The county sees what is beneath; its viewer changes nothing.
        let viewer = api.sign_in(Role::Viewer, r.county.id).await;
        assert_eq!(viewer.get("/api/surveys?q=%E8%81%8C%E5%B7%A5").await.items("id"), [id.as_str()]);
        assert_eq!(viewer.get("/api/surveys/count").await.json()["value"], 1);
        assert_eq!(viewer.post("/api/surveys", &body).await.status, StatusCode::FORBIDDEN);
    }

    async fn what_is_over_is_closed_and_its_private_key_is_gone(db: &TestDb) {
        let app = app(db);
        let r = block_in_place(|| Register::new(&app));
        let form = json!({ "questions": [single("q1")] });
        let s = block_in_place(|| published(&app, r.county.id, &draft(&app, true, &form)));
        let sealed = || block_in_place(|| number(app.store(), "SELECT count(*) FROM survey WHERE private_key IS NOT NULL"));
        assert_eq!(sealed(), 1);
        run_job(&app);
        assert_eq!(sealed(), 1, "not before its time");
        db.clock().advance_ms(86_400_001);
        run_job(&app);
        assert_eq!(sealed(), 0);
        let api = Api::new(&app);
        let open = api.nobody().get(&format!("/api/answers/{}", s.id)).await.json();
        assert_eq!(open["open"], false);
        let viewer = api.sign_in(Role::Viewer, r.county.id).await;
        assert_eq!(viewer.get(&format!("/api/surveys/{}", s.id)).await.json()["state"], "closed");
    }
}

/// A column of bytes is sealed and declared, or known to depend on no key.
#[test]
fn every_column_of_bytes_is_declared_or_known_to_be_free_of_keys() {
    const FREE: [&str; 3] = ["survey.public_key", "survey_issue.blinded", "survey_answer.token"];
    let db = TestDb::new(testkit::Db::Sqlite, "survey_sealed", setup());
    let schema = db.store().read_blocking(store::dialect::schema).unwrap();
    let declared: Vec<&str> =
        survey::module().sealed.iter().flat_map(|t| t.columns.iter().copied()).collect();
    assert_eq!(declared, ["survey.private_key"]);
    for (table, shape) in schema.iter().filter(|(t, _)| t.starts_with("survey")) {
        for (column, (kind, _)) in &shape.columns {
            let name = format!("{table}.{column}");
            let known = declared.contains(&name.as_str()) || FREE.contains(&name.as_str());
            assert!(kind != "BYTES" || known, "{name}");
        }
    }
}
