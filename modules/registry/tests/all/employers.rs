//! Employers and their cover, over HTTP and in the database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Register, app, program, setup, walk};
use axum::http::StatusCode;
use guard::{Role, act, res};
use kernel::Day;
use registry::RegistryError;
use registry::api;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

fn form(name: &str, union: kernel::Id, credit: &str, workers: i64) -> Value {
    json!({ "name": name, "credit_code": credit, "nature": "1", "industry": "C", "size_class": "3",
        "workers": workers, "female_workers": 1, "union_id": union, "covered_from": "2020-01-01" })
}

db_test! { setup();
    async fn an_employer_is_entered_found_changed_and_keeps_its_covers(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let new = form("示范县宏达模具有限公司", r.mine.id, "91330226ma0000015p", 40);
        let made = clerk.post_once("/api/employers", "employer-1", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let again = clerk.post_once("/api/employers", "employer-1", &new).await;
        assert_eq!((again.status, again.json()), (StatusCode::CREATED, made.json()), "the same answer, no second one");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/employers/{id}");
        let one = clerk.get(&path).await;
        assert_eq!(one.status, StatusCode::OK);
        assert_eq!(one.json()["credit_code"], "91330226MA0000015P", "in its plain form");
        assert_eq!(one.json()["union_name"], r.mine.name);
        assert_eq!(one.json()["covers"].as_array().unwrap().len(), 1);

        for q in ["示范县宏达", "sfxhd", "91330226ma"] {
            let found = clerk.get(&format!("/api/employers?q={}", percent(q))).await;
            assert_eq!(found.items("id"), [id.as_str()], "{q}");
        }
        let none = clerk.get("/api/employers?covered=false").await;
        assert_eq!(none.items("id"), [""; 0]);
        let count = clerk.get("/api/employers/count?industry=C&covered=true").await;
        assert_eq!(count.json(), json!({ "value": 1, "exact": true }));

        let facts = json!({ "name": "示范县宏达精密模具有限公司", "credit_code": "91330226MA0000015P", "workers": 44 });
        let edited = clerk.patch(&path, &one.etag(), &facts).await;
        assert_eq!(edited.status, StatusCode::OK, "{}", edited.json());
        let stale = clerk.patch(&path, &one.etag(), &facts).await;
        assert_eq!((stale.status, stale.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "registry.stale"));

        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let cover = json!({ "union_id": r.theirs.id, "day": "2024-07-01" });
        let headers = [("if-match", edited.etag())];
        let headers = headers.each_ref().map(|(n, v)| (*n, v.as_str()));
        let out_of_reach = clerk.call("POST", &format!("{path}/cover"), &headers, Some(&cover)).await;
        assert_eq!((out_of_reach.status, out_of_reach.problem().as_str()), (StatusCode::NOT_FOUND, "registry.union-not-found"));
        let moved = registrar.call("POST", &format!("{path}/cover"), &headers, Some(&cover)).await;
        assert_eq!(moved.status, StatusCode::OK, "{}", moved.json());
        let covers = moved.json()["covers"].clone();
        assert_eq!(covers[0]["valid_to"], "2024-06-30");
        assert_eq!((&covers[1]["union_name"], &covers[1]["valid_to"]), (&json!(r.theirs.name), &Value::Null));
        let gone = clerk.get(&path).await;
        assert_eq!((gone.status, gone.problem().as_str()), (StatusCode::NOT_FOUND, "registry.employer-not-found"));

        let before = json!({ "union_id": Value::Null, "day": "2024-06-30" });
        let etag = moved.etag();
        let early = registrar.call("POST", &format!("{path}/cover"), &[("if-match", &etag)], Some(&before)).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(early.fields(), [("/day".into(), "registry.step-day".into())]);
        let end = json!({ "union_id": Value::Null, "day": "2025-01-01" });
        let ended = registrar.call("POST", &format!("{path}/cover"), &[("if-match", &etag)], Some(&end)).await;
        assert_eq!(ended.status, StatusCode::OK, "{}", ended.json());
        assert_eq!(ended.json()["covered_from"], Value::Null);
        let changes = registrar.get(&format!("{path}/changes")).await;
        assert_eq!(changes.items("label"), ["变更覆盖工会", "变更覆盖工会", "修改单位资料", "登记单位"]);
        let name = &changes.json()["items"][2]["fields"][0];
        assert_eq!(name, &json!({ "label": "名称", "old": "示范县宏达模具有限公司", "new": "示范县宏达精密模具有限公司" }));
        assert_eq!(changes.json()["items"][2]["who"], "李干事");
    }

    async fn codes_are_checked_and_the_wrong_kind_is_remarked_on(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let wrong = clerk.post("/api/employers", &form("宏达", r.mine.id, "91330226MA0000016P", 0)).await;
        assert_eq!((wrong.status, wrong.problem().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "registry.invalid"));
        assert_eq!(
            wrong.fields(),
            [("/credit_code".into(), "kernel.credit-code-check".into()), ("/female_workers".into(), "registry.number-range".into())]
        );
        let of_union = clerk.post("/api/employers", &form("宏达模具", r.mine.id, "81330483MC0000012F", 3)).await;
        assert_eq!(of_union.status, StatusCode::CREATED, "{}", of_union.json());
        let one = clerk.get(&format!("/api/employers/{}", of_union.json()["id"].as_str().unwrap())).await;
        assert_eq!(one.json()["remarks"][0]["code"], "registry.code-of-union");
        let twice = clerk.post("/api/employers", &form("宏达二厂", r.mine.id, "81330483MC0000012F", 3)).await;
        assert_eq!((twice.status, twice.problem().as_str()), (StatusCode::CONFLICT, "registry.code-taken"));
        assert_eq!(twice.json()["params"]["name"], "宏达模具");
        let near = clerk.get(&format!("/api/near_employers?name={}", percent("示范宏达模具厂"))).await;
        assert_eq!(near.json()[0]["name"], "宏达模具");
        let viewer = api.sign_in(Role::Viewer, r.here.id).await;
        let denied = viewer.post("/api/employers", &form("宏达三厂", r.mine.id, "", 3)).await;
        assert_eq!((denied.status, denied.problem().as_str()), (StatusCode::FORBIDDEN, "guard.denied"));
    }

    async fn every_order_is_walked_to_the_end_and_back(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        for n in 0..9 {
            let union = if n % 2 == 0 { r.mine.id } else { r.theirs.id };
            // Equal names and equal sizes: the id must tell them apart.
            let made = registrar.post("/api/employers", &form(&format!("单位{}", n / 3), union, "", 10 + n / 2)).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        }
        for sort in ["union", "name", "workers"] {
            let (ahead, back) = walk(&registrar, &format!("/api/employers?sort={sort}&"), 2).await;
            assert_eq!(ahead.len(), 9, "{sort}");
            assert_eq!(ahead, back, "{sort}");
        }
        let workers = registrar.get("/api/employers?sort=workers&limit=1").await;
        assert_eq!(workers.json()["items"][0]["workers"], 14, "most workers first");
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let (own, _) = walk(&clerk, "/api/employers?", 2).await;
        assert_eq!(own.len(), 5, "the other township's are out of sight");
        let out = clerk.get(&format!("/api/employers?union_id={}", r.there.id)).await;
        assert_eq!((out.status, out.problem().as_str()), (StatusCode::NOT_FOUND, "registry.union-not-found"));
    }

    fn two_who_cover_one_employer_at_once_leave_one_open_cover(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        let scope = program().permit::<res::Employer, act::Create>().unwrap();
        let facts = api::EmployerFacts { name: "宏达模具".into(), ..api::EmployerFacts::default() };
        let (mine, theirs) = (r.mine.id, r.theirs.id);
        let e = app.store().write_blocking(move |tx| api::create_employer(tx, &scope, &facts, mine, None)).unwrap();
        let outcomes: Vec<_> = std::thread::scope(|s| {
            let both = [mine, theirs].map(|union| {
                let app = app.clone();
                s.spawn(move || {
                    let scope = program().permit::<res::Employer, act::Update>().unwrap();
                    let change = api::CoverChange { union_id: Some(union), day: Day::constant(2026, 11, 1) };
                    app.store().write_blocking(move |tx| api::change_cover(tx, &scope, e.id, 1, change))
                })
            });
            both.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|o| o.is_ok()).count(), 1, "{outcomes:?}");
        // The key itself, without the operation before it.
        let second = app.store().write_blocking(move |tx| {
            tx.script(&format!("INSERT INTO employer_cover (employer_id, valid_from, valid_to, union_id) VALUES ({}, 20100101, 99991231, 7)", e.id.0))
                .map_err(RegistryError::from)
        });
        assert!(matches!(second, Err(RegistryError::Db(store::DbError::Conflict(_)))), "{second:?}");
    }
}

fn percent(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}
