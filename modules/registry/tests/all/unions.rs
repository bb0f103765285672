//! Unions over HTTP: the organisation form, where a union may stand, history, counts, lists.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Register, app, enter, id_number, person, setup, walk};
use axum::http::StatusCode;
use guard::Role;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

fn form(name: &str, parent: kernel::Id, level: i64, kind: &str) -> Value {
    json!({ "name": name, "parent_id": parent, "level": level, "kind": kind, "founded_on": "2021-03-08" })
}

db_test! { setup();
    async fn a_union_of_one_employer_is_entered_with_it_and_edited(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let mut new = form("胡陈乡茶叶专业合作社工会委员会", r.here.id, 60, "50");
        new["credit_code"] = json!("81330726MC0000A24D");
        new["form"] = json!({ "approval_number": "胡工〔2021〕3号", "workers": 30, "female_workers": 12, "seal": "1",
            "home_stars": 3, "term_from": "2021-03-08", "term_to": "2026-03-07" });
        new["employer"] = json!({ "name": "胡陈乡茶叶专业合作社", "nature": "7", "workers": 30 });
        let made = clerk.post_once("/api/unions", "union-once", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let again = clerk.post_once("/api/unions", "union-once", &new).await;
        assert_eq!(again.json(), made.json(), "the same answer, no second union");
        let other = clerk.post_once("/api/unions", "union-once", &form("别的工会委员会", r.here.id, 60, "50")).await;
        assert_eq!((other.status, other.problem().as_str()), (StatusCode::CONFLICT, "platform.idempotency-mismatch"));
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let one = clerk.get(&format!("/api/unions/{id}")).await;
        assert_eq!(one.json()["form"]["approval_number"], "胡工〔2021〕3号");
        assert_eq!(one.json()["credit_code"], "81330726MC0000A24D", "a code of a union is accepted");
        assert_eq!(one.json()["path_names"], json!(["示范县总工会", "胡陈乡总工会", "胡陈乡茶叶专业合作社工会委员会"]));
        let employers = clerk.get(&format!("/api/employers?union_id={id}")).await;
        assert_eq!(employers.items("covered_from"), ["2021-03-08"]);

        let mut after = new.clone();
        after["employer"] = Value::Null;
        after["chair"] = json!("王丽");
        after["form"]["home_stars"] = json!(4);
        let path = format!("/api/unions/{id}");
        let edited = clerk.patch(&path, &one.etag(), &after).await;
        assert_eq!(edited.status, StatusCode::OK, "{}", edited.json());
        let stale = clerk.patch(&path, &one.etag(), &after).await;
        assert_eq!((stale.status, stale.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "registry.stale"));
        assert_eq!(stale.json()["params"]["version"], "2");
        let blind = clerk.call("PATCH", &path, &[], Some(&after)).await;
        assert_eq!((blind.status, blind.problem().as_str()), (StatusCode::BAD_REQUEST, "http.if-match-missing"));
        let changes = clerk.get(&format!("{path}/changes")).await;
        assert_eq!(changes.items("label"), ["修改工会资料", "建立工会"]);
        let fields = changes.json()["items"][0]["fields"].clone();
        assert!(fields.as_array().unwrap().contains(&json!({ "label": "职工之家星级", "old": "3", "new": "4" })), "{fields}");
        assert!(fields.as_array().unwrap().contains(&json!({ "label": "工会负责人", "old": "", "new": "王丽" })), "{fields}");
        assert_eq!(fields.as_array().unwrap().len(), 2, "what stayed is not told: {fields}");
    }

    async fn a_union_stands_only_where_the_rules_let_it(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        for (parent, level, kind, field, code) in [
            (r.here.id, 60, "10", "/kind", "registry.union-kind-level"),
            (r.here.id, 30, "10", "/level", "registry.union-place"),
            (r.here.id, 60, "70", "/level", "registry.union-place"),
            (r.mine.id, 60, "50", "/level", "registry.union-place"),
        ] {
            let refused = clerk.post("/api/unions", &form("某某工会委员会", parent, level, kind)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind} under {parent}");
            assert_eq!(refused.fields(), [(field.into(), code.into())], "{kind} under {parent}");
        }
        let branch = clerk.post("/api/unions", &form("宏达一车间分工会", r.mine.id, 60, "70")).await;
        assert_eq!(branch.status, StatusCode::CREATED, "{}", branch.json());
        // A union with a branch cannot become a federation of unions.
        let mine = clerk.get(&format!("/api/unions/{}", r.mine.id)).await;
        let mut upgrade = form(&r.mine.name, r.here.id, 60, "30");
        let refused = clerk.patch(&format!("/api/unions/{}", r.mine.id), &mine.etag(), &upgrade).await;
        assert_eq!(refused.fields(), [("/kind".into(), "registry.union-children".into())]);
        upgrade["kind"] = json!("60");
        let joint = clerk.patch(&format!("/api/unions/{}", r.mine.id), &mine.etag(), &upgrade).await;
        assert_eq!(joint.status, StatusCode::OK, "{}", joint.json());
        let elsewhere = clerk.post("/api/unions", &form("某某工会委员会", r.there.id, 60, "50")).await;
        assert_eq!((elsewhere.status, elsewhere.problem().as_str()), (StatusCode::NOT_FOUND, "registry.union-not-found"));
        let mut wrong = form("某某工会委员会", r.here.id, 60, "50");
        wrong["form"] = json!({ "seal": "x", "workers": 3, "female_workers": 4, "legal_from": "2021-01-02", "legal_to": "2021-01-01" });
        wrong["credit_code"] = json!("81330726MC0000A24E");
        let refused = clerk.post("/api/unions", &wrong).await;
        let fields: Vec<String> = refused.fields().into_iter().map(|(p, _)| p).collect();
        assert_eq!(fields, ["/credit_code", "/form/seal", "/form/female_workers", "/form/legal_to"]);
    }

    async fn lists_are_searched_turned_and_counted_within_the_scope(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        for n in 0..7 {
            let parent = if n % 2 == 0 { r.here.id } else { r.there.id };
            let made = registrar.post("/api/unions", &form(&format!("第{}村联合工会", n / 2), parent, 60, "60")).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        }
        for sort in ["name", "tree"] {
            let (ahead, back) = walk(&registrar, &format!("/api/unions?sort={sort}&"), 3).await;
            assert_eq!((ahead.len(), &ahead), (12, &back), "{sort}");
        }
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let count = clerk.get("/api/unions/count").await;
        assert_eq!(count.json(), json!({ "value": 6, "exact": true }));
        for (q, found) in [("%E8%83%A1%E9%99%88", 1), ("hcx", 1), ("zz", 0)] {
            let list = clerk.get(&format!("/api/unions?q={q}")).await;
            assert_eq!(list.items("id").len(), found, "{q}");
        }
        let joint = clerk.get("/api/unions?kind=60&level=60").await;
        assert_eq!(joint.items("id").len(), 4);
        let children = clerk.get(&format!("/api/unions?parent_id={}", r.here.id)).await;
        assert_eq!(children.items("id").len(), 5);
        for path in [format!("/api/unions/{}", r.theirs.id), format!("/api/unions/{}/changes", r.theirs.id),
            format!("/api/unions/{}/counts", r.theirs.id), format!("/api/unions?union_id={}", r.there.id)] {
            let out = clerk.get(&path).await;
            assert_eq!((out.status, out.problem().as_str()), (StatusCode::NOT_FOUND, "registry.union-not-found"), "{path}");
        }
    }

    async fn a_union_counts_its_members_and_employers(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| {
            let r = Register::new(&app);
            let mut wang = person("王丽", &id_number(1), None);
            wang.profile.sex = "2".into();
            enter(&app, &r.mine, vec![wang, person("李四", &id_number(2), None)]);
            enter(&app, &r.theirs, vec![person("赵六", &id_number(3), None)]);
            r
        });
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        let employer = json!({ "name": "宏达模具", "workers": 25, "union_id": r.mine.id, "covered_from": "2020-01-01" });
        assert_eq!(registrar.post("/api/employers", &employer).await.status, StatusCode::CREATED);
        let of = async |id: kernel::Id| registrar.get(&format!("/api/unions/{id}/counts")).await.json();
        assert_eq!(
            of(r.mine.id).await,
            json!({ "members": 2, "retained": 0, "employers": 1, "workers": 25, "unions": 0 })
        );
        let kinds = registrar.get(&format!("/api/unions/{}/member_kinds", r.mine.id)).await.json();
        assert_eq!(kinds, json!({ "female_members": 1, "migrant_members": 0 }));
        let county = of(r.county.id).await;
        assert_eq!((&county["members"], &county["unions"]), (&json!(3), &json!(4)));
    }
}
