//! Lists as files over HTTP: exactly the rows shown, masked, with a watermark, recorded first.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::Write;
use std::ops::ControlFlow;

use crate::common::{Answer, Api, Register, app, enter, id_number, person, setup, trace};
use axum::http::StatusCode;
use guard::Role;
use serde_json::json;
use sheets::{RawValue, Workbook};
use testkit::{TestDb, db_test};

fn register(app: &platform::App) -> Register {
    tokio::task::block_in_place(|| {
        let r = Register::new(app);
        let mut wang = person("王丽", &id_number(1), Some("13911112222"));
        wang.profile.sex = "2".into();
        enter(app, &r.mine, vec![wang, person("李四", &id_number(2), Some("13933334444"))]);
        enter(app, &r.theirs, vec![person("赵六", &id_number(3), None)]);
        r
    })
}

/// Texts of the first sheet, and whether any cell is a formula.
fn cells(bytes: &[u8]) -> (Vec<Vec<String>>, bool) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let (mut rows, mut live) = (Vec::new(), false);
    let book = Workbook::open(file.path()).unwrap();
    let _ = book
        .for_each_row(0, &mut |row| {
            let mut texts = Vec::new();
            for (_, cell) in row.cells() {
                live |= cell.formula;
                texts.push(match cell.value {
                    RawValue::Text(t) => t.to_string(),
                    RawValue::Number { text, .. } => text.to_string(),
                    _ => String::new(),
                });
            }
            rows.push(texts);
            ControlFlow::Continue(())
        })
        .unwrap();
    (rows, live)
}

fn name(a: &Answer) -> String {
    a.headers["content-disposition"].to_str().unwrap().to_owned()
}

db_test! { setup();
    async fn members_leave_as_they_are_shown(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let ask = json!({ "purpose": "核对年度名册", "format": "csv" });
        let csv = clerk.post("/api/members/export", &ask).await;
        assert_eq!(csv.status, StatusCode::OK, "{}", csv.json());
        assert_eq!(csv.headers["x-row-count"], "2");
        assert!(name(&csv).ends_with("%2E%63%73%76"), "a name that ends in .csv");
        let text = String::from_utf8(csv.bytes.clone()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("\u{feff}姓名,性别"), "{text}");
        assert_eq!(lines.len(), 4, "head, two members, watermark: {text}");
        assert!(lines[1].contains("李四") && lines[2].contains("王丽"), "in the order of the list: {text}");
        let masked = kernel::text::mask(&id_number(1), 3, 4);
        assert!(lines[2].contains(&masked) && lines[2].contains("139****2222") && !text.contains(&id_number(1)), "{text}");
        assert!(lines[3].contains("导出人：李干事") && lines[3].contains("用途：核对年度名册"), "{text}");
        let women = json!({ "purpose": "核对年度名册", "format": "csv", "sex": "2", "columns": ["name", "joined"] });
        let text = String::from_utf8(clerk.post("/api/members/export", &women).await.bytes).unwrap();
        assert_eq!(text.lines().take(2).collect::<Vec<_>>(), ["\u{feff}姓名,入会日期", "王丽,2020-03-01"]);
        let full = json!({ "purpose": "核对年度名册", "format": "csv", "full_numbers": true });
        let text = String::from_utf8(clerk.post("/api/members/export", &full).await.bytes).unwrap();
        assert!(text.contains(&id_number(1)) && text.contains("13911112222"), "{text}");
        let xlsx = clerk.post("/api/members/export", &json!({ "purpose": "核对年度名册", "q": "王" })).await;
        let (rows, live) = cells(&xlsx.bytes);
        assert_eq!((rows.len(), rows[1][0].as_str(), live), (3, "王丽", false));
        assert!(rows[2][0].contains("导出人：李干事"));

        let trace = trace(&app).await;
        let exports: Vec<_> = trace.iter().filter(|e| e.action == "member.export").collect();
        assert_eq!(exports.len(), 4);
        assert!(exports.iter().all(|e| e.detail.contains("核对年度名册")));
        assert!(exports[1].detail.contains("\"full_numbers\":true"), "{}", exports[1].detail);
    }

    async fn without_purpose_permission_or_sight_nothing_leaves(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let viewer = api.sign_in(Role::Viewer, r.here.id).await;
        for list in ["members", "unions", "employers"] {
            let path = format!("/api/{list}/export");
            let aimless = clerk.post(&path, &json!({ "purpose": "无" })).await;
            assert_eq!(aimless.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
            assert_eq!(aimless.fields(), [("/purpose".into(), "platform.purpose-short".into())]);
            let denied = viewer.post(&path, &json!({ "purpose": "核对年度名册" })).await;
            assert_eq!((denied.status, denied.problem().as_str()), (StatusCode::FORBIDDEN, "guard.denied"), "{list}");
            let out = clerk.post(&path, &json!({ "purpose": "核对年度名册", "union_id": r.there.id })).await;
            assert_eq!((out.status, out.problem().as_str()), (StatusCode::NOT_FOUND, "registry.union-not-found"), "{list}");
        }
        let trace = trace(&app).await;
        assert!(!trace.iter().any(|e| e.action.ends_with(".export")), "a refusal is no export");
    }

    async fn unions_and_employers_leave_too_and_no_cell_is_live(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let evil = json!({ "name": "=cmd|' /C calc'!A0 公司", "address": "+86", "workers": 3, "union_id": r.mine.id, "covered_from": "2020-01-01" });
        assert_eq!(clerk.post("/api/employers", &evil).await.status, StatusCode::CREATED);
        let xlsx = clerk.post("/api/employers/export", &json!({ "purpose": "核对年度名册" })).await;
        let (rows, live) = cells(&xlsx.bytes);
        assert_eq!((rows[1][0].as_str(), live), ("=cmd|' /C calc'!A0 公司", false), "text, never a formula");
        let csv = clerk.post("/api/employers/export", &json!({ "purpose": "核对年度名册", "format": "csv" })).await;
        let text = String::from_utf8(csv.bytes).unwrap();
        assert!(text.contains("'=cmd|") && text.contains("'+86"), "{text}");
        let unions = clerk.post("/api/unions/export", &json!({ "purpose": "核对年度名册", "format": "csv", "kind": "50" })).await;
        assert_eq!(unions.headers["x-row-count"], "1");
        let text = String::from_utf8(unions.bytes).unwrap();
        assert!(text.contains(&r.mine.name) && !text.contains(&r.theirs.name), "{text}");
    }
}
