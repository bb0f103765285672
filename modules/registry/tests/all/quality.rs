//! Data quality of the reporting unions: what is counted, kept and put right, who sees it, and the way to the members.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Register, app, enter, id_number, number, person, setup};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use registry::api::count_quality;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

fn count(app: &App) -> u64 {
    block_in_place(|| count_quality(app, |_| true)).unwrap()
}

async fn setting(app: &App) -> (Register, Vec<Id>) {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| {
        let r = Register::new(app);
        let mut whole = person("王丽", &id_number(1), Some("13911112222"));
        whole.profile.education = "21".into();
        let ids = enter(app, &r.mine, vec![whole, person("李四", &id_number(2), None)]);
        enter(app, &r.theirs, vec![person("赵六", &id_number(3), None)]);
        (r, ids)
    })
}

fn row(table: &Value, union: Id) -> &Value {
    table["rows"].as_array().unwrap().iter().find(|r| r["union_id"] == union.to_string()).unwrap()
}

db_test! { setup();
    async fn figures_say_what_is_missing_and_are_put_right(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Registrar, r.county.id).await;
        assert_eq!(cadre.get("/api/quality").await.json()["counted_at"], Value::Null, "never counted");
        assert!(count(&app) > 0);
        assert_eq!(count(&app), 0, "counted again, nothing is left to do");
        let table = cadre.get("/api/quality").await.json();
        let total = &table["total"];
        assert_eq!((&total["members"], &total["missing"]["education"], &total["missing"]["phone"]), (&json!(3), &json!(2), &json!(2)), "{table}");
        assert_eq!(total["stale"], 3, "entered in 2020 and never looked at: {table}");
        let here = row(&table, r.here.id);
        assert_eq!((&here["members"], &here["missing"]["education"]), (&json!(2), &json!(1)));
        let required = table["fields"].as_array().unwrap().iter().filter(|f| f["required"] == true).count() as i64;
        assert_eq!(total["wanted"], 3 * required);
        let lacking: i64 = table["fields"].as_array().unwrap().iter().filter(|f| f["required"] == true)
            .map(|f| total["missing"][f["code"].as_str().unwrap()].as_i64().unwrap()).sum();
        assert_eq!(total["filled"].as_i64().unwrap(), 3 * required - lacking);

        // Exactly the members behind the number.
        let list = cadre.get(&format!("/api/members?missing=education&union_id={}", r.here.id)).await;
        assert_eq!(list.items("name"), ["李四"]);
        let member = cadre.get(&format!("/api/members/{}", ids[1])).await;
        let edited = cadre.patch(&format!("/api/members/{}", ids[1]), &member.etag(), &json!({ "education": "31" })).await;
        assert!(edited.status.is_success(), "{}", edited.json());
        count(&app);
        let table = cadre.get("/api/quality").await.json();
        assert_eq!((&table["total"]["missing"]["education"], &table["total"]["stale"]), (&json!(1), &json!(2)), "edited is looked at: {table}");
        let member = api.member("王丽", &id_number(1), "13911112222").await;
        assert_eq!(member.get("/api/me/profile").await.json()["confirmed_on"], Value::Null);
        assert_eq!(member.post("/api/me/profile/confirm", &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_ne!(member.get("/api/me/profile").await.json()["confirmed_on"], Value::Null);
        let left = cadre.post(&format!("/api/members/{}/leave", ids[1]), &json!({ "kind": "left", "day": "2026-11-01" })).await;
        assert!(left.status.is_success(), "{}", left.json());
        count(&app);
        let table = cadre.get("/api/quality").await.json();
        assert_eq!((&table["total"]["members"], &table["total"]["stale"]), (&json!(2), &json!(1)), "{table}");
    }

    async fn imports_count_with_what_they_refused(db: &TestDb) {
        let app = app(db);
        let (r, _) = setting(&app).await;
        let day = block_in_place(|| app.store().read_blocking(|tx| Ok::<_, store::DbError>(tx.now()))).unwrap();
        let text = format!(
            "INSERT INTO import_batch (id, union_id, union_path, file_name, file_digest, state, chunks_done, share_done, rows,
               accepted, rejected, transfers, unchanged, warnings, error, created_by, created_by_name, created_at, started_at,
               finished_at, version)
             VALUES (77, {}, '{}', 'a.xlsx', 'x', 'done', 1, 1000, 20, 17, 3, 0, 0, 0, '', 0, '', {}, {}, {}, 1)",
            r.mine.id, r.mine.path.as_ref().unwrap(), day.0, day.0, day.0
        );
        let sql = crate::common::sql(text);
        block_in_place(|| app.store().write_blocking(move |tx| tx.execute(&sql, &[]))).unwrap();
        count(&app);
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Clerk, r.here.id).await;
        let total = &cadre.get("/api/quality").await.json()["total"];
        assert_eq!((&total["import_rows"], &total["import_rejected"]), (&json!(20), &json!(3)), "{total}");
        let before = cadre.get("/api/quality?from=2025-01-01&day=2025-12-31").await.json();
        assert_eq!(before["total"]["import_rows"], 0, "another period");
    }

    async fn it_stays_within_the_reach_and_leaves_as_a_file(db: &TestDb) {
        let app = app(db);
        let (r, _) = setting(&app).await;
        count(&app);
        let api = Api::new(&app);
        let here = api.sign_in(Role::Clerk, r.here.id).await;
        assert_eq!(here.get("/api/quality").await.json()["total"]["members"], 2);
        let other = here.get(&format!("/api/quality?union_id={}", r.there.id)).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let export = json!({ "union_id": r.there.id, "purpose": "通报数据质量" });
        assert_eq!(here.post("/api/quality/export", &export).await.status, StatusCode::NOT_FOUND);
        let csv = here.post("/api/quality/export", &json!({ "purpose": "通报数据质量", "format": "csv" })).await;
        assert_eq!(csv.status, StatusCode::OK, "{}", csv.json());
        let text = String::from_utf8(csv.bytes).unwrap();
        assert!(text.lines().next().unwrap().contains("缺学历") && text.contains("胡陈乡总工会"), "{text}");
        let viewer = api.sign_in(Role::Viewer, r.county.id).await;
        assert_eq!(viewer.post("/api/quality/export", &json!({ "purpose": "通报数据质量" })).await.problem(), "guard.denied");
    }

    fn an_interrupted_count_goes_on(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        app.load_dated().unwrap();
        enter(&app, &r.mine, vec![person("李四", &id_number(2), None)]);
        count_quality(&app, |_| false).unwrap();
        assert_eq!(number(app.store(), "SELECT count(*) FROM quality_count"), 0, "not as a whole");
        count_quality(&app, |_| true).unwrap();
        let total = "SELECT CAST(SUM(total) AS BIGINT) FROM figure_sum WHERE indicator = 'quality.counted' AND period > 9999999";
        assert_eq!(number(app.store(), total), 1, "counted once");
        assert_eq!(number(app.store(), "SELECT count(*) FROM quality_count"), 1);
    }

    async fn documents_are_judged_and_lead_to_their_members(db: &TestDb) {
        let app = app(db);
        let (r, ids) = setting(&app).await;
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Registrar, r.county.id).await;
        let old = person("钱七", "130503670401001", None);
        block_in_place(|| enter(&app, &r.mine, vec![old]));
        count(&app);
        let doubts = async || cadre.get("/api/quality").await.json()["total"]["doubts"].clone();
        assert_eq!(doubts().await, json!({ "fault": 0, "differs": 0, "place": 0, "lengthened": 1, "temporary": 0 }));
        // A record that says otherwise than the number, and numbers of before that nobody has judged.
        let write = |text: String| {
            let sql = crate::common::sql(text);
            block_in_place(|| app.store().write_blocking(move |tx| tx.execute(&sql, &[]))).unwrap()
        };
        let member = cadre.get(&format!("/api/members/{}", ids[0])).await;
        let edited = cadre.patch(&format!("/api/members/{}", ids[0]), &member.etag(), &json!({ "sex": "2" })).await;
        assert!(edited.status.is_success(), "{}", edited.json());
        write(format!("UPDATE person_document SET verdict = 'new', tells_sex = '', tells_birth = 0 WHERE person_id = {}", ids[0]));
        write(format!("UPDATE person_document SET kind = '999', verdict = 'new' WHERE person_id = {}", ids[1]));
        count(&app);
        assert_eq!(doubts().await, json!({ "fault": 1, "differs": 1, "place": 0, "lengthened": 1, "temporary": 0 }));
        let behind = async |code: &str| cadre.get(&format!("/api/members?doubt={code}")).await.items("name");
        assert_eq!(behind("differs").await, ["王丽"]);
        assert_eq!(behind("fault").await, ["李四"]);
        assert_eq!(behind("lengthened").await, ["钱七"]);
        let there = api.sign_in(Role::Registrar, r.there.id).await;
        assert!(there.get("/api/members?doubt=differs").await.items("name").is_empty(), "another place");
    }
}
