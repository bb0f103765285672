//! An import over HTTP from upload to undo: preview, entry, result workbook, cancel, resume, scope.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::{Read, Write};
use std::ops::ControlFlow;

use crate::common::{Api, Register, app, id_number, program, setup};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use platform::App;
use registry::api;
use serde_json::{Value, json};
use sheets::{RawValue, Workbook};
use store::{Route, Sql};
use testkit::{TestDb, db_test};

fn count(app: &App, text: &'static str) -> i64 {
    let sql = Sql::composed("test", Route::FanOut("test"), text.to_owned());
    tokio::task::block_in_place(|| app.store().read_blocking(move |tx| tx.query_one(&sql, &[], |r| r.get(0))))
        .unwrap()
        .unwrap()
}

const OPEN: &str = "SELECT count(*) FROM membership WHERE valid_to = 99991231";

/// What the job of a batch does.
fn work(app: &App, batch: &Value) {
    let id: Id = batch["id"].as_str().unwrap().parse().unwrap();
    tokio::task::block_in_place(|| {
        api::work_batch(app, &program(), id, app.codesets()).unwrap();
        api::undo_batch(app, &program(), id).unwrap();
    });
}

fn csv(good: u32) -> Vec<u8> {
    let mut text = String::from("会员名册,,,\n姓名,证件号码,会籍变化类型,会籍变化日期\n");
    for n in 0..good {
        text.push_str(&format!("王丽,{},入会,2026-11-01\n", id_number(n)));
    }
    text.push_str(
        "李四,330226199003070016,入会,2026-11-01\n=cmd|' /C calc'!A0,330226199003070015,入会,2026-11-01\n",
    );
    text.into_bytes()
}

/// Rows of the first sheet of a workbook by number, and the raw XML of the sheet.
fn read_result(bytes: &[u8]) -> (Vec<(u32, Vec<String>)>, String) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let mut rows = Vec::new();
    let _ = Workbook::open(file.path())
        .unwrap()
        .for_each_row(0, &mut |row| {
            let text =
                |v: &RawValue<'_>| if let RawValue::Text(t) = v { t.to_string() } else { String::new() };
            rows.push((row.number, row.cells().map(|(_, c)| text(&c.value)).collect()));
            ControlFlow::Continue(())
        })
        .unwrap();
    let mut xml = String::new();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    (rows, xml)
}

db_test! { setup();
    async fn from_upload_to_undo(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let up = clerk.upload(r.mine.id, "名册.csv", &csv(3)).await;
        assert_eq!(up.status, StatusCode::CREATED, "{}", up.json());
        assert_eq!(up.json()["state"], "checking");
        work(&app, &up.json());
        let path = format!("/api/imports/{}", up.json()["id"].as_str().unwrap());
        let checked = clerk.get(&path).await.json();
        assert_eq!((&checked["state"], &checked["rows"], &checked["accepted"], &checked["rejected"]), (&json!("checked"), &json!(5), &json!(3), &json!(2)));
        assert_eq!(count(&app, OPEN), 0, "a preview changes nothing");
        let rows = clerk.get(&format!("{path}/rows?verdict=rejected")).await.json();
        let reasons: Vec<&str> = rows["rows"].as_array().unwrap().iter().map(|r| r["codes"][0].as_str().unwrap()).collect();
        assert_eq!(reasons, ["kernel.id-check", "registry.name-formula"]);

        let running = clerk.post(&format!("{path}/commit"), &json!({})).await;
        assert_eq!((running.status, &running.json()["state"]), (StatusCode::OK, &json!("running")));
        let again = clerk.post(&format!("{path}/commit"), &json!({})).await;
        assert_eq!((again.status, again.problem().as_str()), (StatusCode::CONFLICT, "registry.batch-moved"));
        work(&app, &running.json());
        let done = clerk.get(&path).await.json();
        assert_eq!((&done["state"], &done["share_done"]), (&json!("done"), &json!(1000)));
        assert_eq!(count(&app, OPEN), 3);

        let result = clerk.get(&format!("{path}/result")).await;
        assert_eq!(result.status, StatusCode::OK);
        let (rows, xml) = read_result(&result.bytes);
        assert_eq!(rows[1].0, 2, "the same row numbers");
        assert!(rows[1].1.ends_with(&["是否导入成功".into(), "错误原因".into()]), "{rows:?}");
        let verdicts: Vec<(u32, &str)> = rows[2..].iter().map(|(n, r)| (*n, r[4].as_str())).collect();
        assert_eq!(verdicts, [(3, "是"), (4, "是"), (5, "是"), (6, "否"), (7, "否")], "every data row has its verdict");
        assert!(rows[5].1[5].contains("身份证号码校验位不正确") && rows[6].1[5].contains("姓名像公式"), "{rows:?}");
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "nothing is written back live");
        assert!(xml.matches(" s=\"").count() >= 10, "the verdicts are coloured: {xml}");

        let undoing = clerk.post(&format!("{path}/undo"), &json!({})).await;
        assert_eq!(undoing.json()["state"], "undoing");
        work(&app, &undoing.json());
        assert_eq!(clerk.get(&path).await.json()["state"], "undone");
        assert_eq!((count(&app, OPEN), count(&app, "SELECT count(*) FROM person")), (0, 0));
    }

    async fn a_repeated_upload_begins_one_import(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let first = clerk.upload_once(r.mine.id, "名册.csv", &csv(3), "upload-1").await;
        let again = clerk.upload_once(r.mine.id, "名册.csv", &csv(3), "upload-1").await;
        assert_eq!((again.status, &again.json()["id"]), (StatusCode::CREATED, &first.json()["id"]));
        assert_eq!(clerk.get("/api/imports").await.items("id").len(), 1);
        let other = clerk.upload_once(r.mine.id, "名册.csv", &csv(4), "upload-1").await;
        assert_eq!((other.status, other.problem().as_str()), (StatusCode::CONFLICT, "platform.idempotency-mismatch"));
        assert_ne!(clerk.upload(r.mine.id, "名册.csv", &csv(3)).await.json()["id"], first.json()["id"], "without a key");
    }

    async fn a_cancelled_import_stops_and_can_be_undone(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let up = clerk.upload(r.mine.id, "名册.csv", &csv(2)).await.json();
        let path = format!("/api/imports/{}", up["id"].as_str().unwrap());
        let cancelled = clerk.post(&format!("{path}/cancel"), &json!({})).await;
        assert_eq!(cancelled.json()["state"], "cancelled");
        work(&app, &up);
        let now = clerk.get(&path).await.json();
        assert_eq!((&now["state"], &now["rows"]), (&json!("cancelled"), &json!(0)), "the job finds nothing to do");
        let commit = clerk.post(&format!("{path}/commit"), &json!({})).await;
        assert_eq!((commit.status, commit.problem().as_str()), (StatusCode::CONFLICT, "registry.batch-moved"));
        let undo = clerk.post(&format!("{path}/undo"), &json!({})).await;
        assert_eq!(undo.status, StatusCode::OK);
    }

    async fn an_import_goes_on_where_it_stopped_and_twice_is_once(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        // More rows than one chunk holds.
        let up = clerk.upload(r.mine.id, "名册.csv", &csv(1_200)).await.json();
        work(&app, &up);
        let path = format!("/api/imports/{}", up["id"].as_str().unwrap());
        let running = clerk.post(&format!("{path}/commit"), &json!({})).await.json();
        // As after a crash: a second worker comes while the first is at it, and both run to the end.
        std::thread::scope(|s| {
            for _ in 0..2 {
                s.spawn(|| {
                    let id: Id = running["id"].as_str().unwrap().parse().unwrap();
                    // The slower one may be told that the chunk was done; its job would come again.
                    for _ in 0..20 {
                        if api::work_batch(&app, &program(), id, app.codesets()).is_ok_and(|b| b.state == api::BatchState::Done) {
                            break;
                        }
                    }
                });
            }
        });
        let done = clerk.get(&path).await.json();
        assert_eq!((&done["state"], &done["rows"], &done["accepted"]), (&json!("done"), &json!(1202), &json!(1200)));
        assert_eq!((count(&app, OPEN), count(&app, "SELECT count(*) FROM person")), (1_200, 1_200), "nothing doubled");
    }

    async fn a_file_that_is_none_fails_with_a_reason_and_others_do_not_see_it(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        for (name, bytes, code) in [("空.csv", "甲,乙\n1,2\n".as_bytes(), "registry.no-rows")] {
            let up = clerk.upload(r.mine.id, name, bytes).await.json();
            work(&app, &up);
            let now = clerk.get(&format!("/api/imports/{}", up["id"].as_str().unwrap())).await.json();
            assert_eq!((&now["state"], now["error"].as_str().unwrap()), (&json!("failed"), code), "{name}");
        }
        let outside = clerk.upload(r.theirs.id, "名册.csv", &csv(1)).await;
        assert_eq!((outside.status, outside.problem().as_str()), (StatusCode::NOT_FOUND, "registry.union-not-found"));
        let other = api.sign_in(Role::Clerk, r.there.id).await;
        let up = clerk.upload(r.mine.id, "名册.csv", &csv(1)).await.json();
        for end in ["", "/rows", "/result"] {
            let out = other.get(&format!("/api/imports/{}{end}", up["id"].as_str().unwrap())).await;
            assert_eq!((out.status, out.problem().as_str()), (StatusCode::NOT_FOUND, "registry.batch-not-found"), "{end}");
        }
        assert_eq!(other.get("/api/imports").await.items("id"), [""; 0]);
        assert_eq!(clerk.get("/api/imports").await.items("id").len(), 2);
        let template = clerk.get("/api/import_template").await;
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&template.bytes).unwrap();
        assert!(Workbook::open(file.path()).is_ok(), "the template is a workbook");
    }
}
