//! Members over HTTP: lists, entry, change, steps, reveal, history.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Answer, Api, Caller, Register, app, enter, id_number, person, setup, trace, walk};
use axum::http::StatusCode;
use guard::Role;
use kernel::Id;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};

fn form(name: &str, number: &str, union: Id) -> Value {
    json!({ "union_id": union, "name": name, "document_number": number, "phone": "13812345678",
        "change_day": "2026-11-01", "employer_name": "宏达模具", "work_state": "1" })
}

fn register(app: &platform::App) -> Register {
    tokio::task::block_in_place(|| Register::new(app))
}

async fn ids(caller: &Caller<'_>, query: &str) -> Vec<String> {
    let answer: Answer = caller.get(&format!("/api/members?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    answer.items("id")
}

db_test! { setup();
    async fn a_member_is_entered_edited_and_leaves(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let made = clerk.post_once("/api/members", "member-1", &form("王丽", &id_number(7), r.mine.id)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let again = clerk.post_once("/api/members", "member-1", &form("王丽", &id_number(7), r.mine.id)).await;
        assert_eq!(again.json(), made.json(), "the same answer, no second member");
        let twice = clerk.post("/api/members", &form("王丽", &id_number(7), r.mine.id)).await;
        assert_eq!((twice.status, twice.problem().as_str()), (StatusCode::CONFLICT, "registry.already-member"));
        let path = format!("/api/members/{}", made.json()["id"].as_str().unwrap());
        let one = clerk.get(&path).await;
        assert_eq!((one.status, one.etag().as_str()), (StatusCode::OK, "\"1\""));
        let masked = kernel::text::mask(&id_number(7), 3, 4);
        assert_eq!((&one.json()["documents"][0]["masked_number"], &one.json()["masked_phone"]), (&json!(masked), &json!("138****5678")));

        let mut edit = json!({ "name": "王莉", "sex": "1", "work_state": "1", "employer_name": "东方纺织" });
        let edited = clerk.patch(&path, "\"1\"", &edit).await;
        assert_eq!((edited.status, edited.etag().as_str()), (StatusCode::NO_CONTENT, "\"2\""));
        let stale = clerk.patch(&path, "\"1\"", &edit).await;
        assert_eq!((stale.status, stale.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "registry.stale"));
        edit["name"] = json!("=1+1");
        let wrong = clerk.patch(&path, "\"2\"", &edit).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.fields()[0].0, "/name");
        let now = clerk.get(&path).await.json();
        assert_eq!((&now["name"], &now["employer_name"]), (&json!("王莉"), &json!("东方纺织")));
        let changes = clerk.get(&format!("{path}/changes")).await;
        assert_eq!(changes.items("label"), ["变更工作单位", "修改会员资料", "登记会员"]);
        assert_eq!(changes.json()["items"][1]["fields"], json!([{ "label": "名称", "old": "王丽", "new": "王莉" }]));

        let leave = async |kind: &str, key: &str| {
            let body = json!({ "kind": kind, "day": "2026-11-20", "reason": "3" });
            clerk.post_once(&format!("{path}/leave"), key, &body).await
        };
        assert_eq!(leave("resumed", "step-000").await.problem(), "registry.wrong-state");
        assert_eq!(leave("retained", "step-001").await.json(), json!({ "status": "retained" }));
        assert_eq!(leave("retained", "step-001").await.json(), json!({ "status": "retained" }), "a retry");
        assert_eq!(leave("resumed", "step-002").await.json(), json!({ "status": "active" }));
        assert_eq!(leave("left", "step-003").await.json(), json!({ "status": "left" }));
        assert_eq!(leave("left", "step-004").await.problem(), "registry.wrong-state");
        let history = clerk.get(&format!("{path}/history")).await.json();
        let kinds: Vec<&str> = history.as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["joined", "retained", "resumed", "left"]);
        let back = clerk.post("/api/members", &form("王莉", &id_number(7), r.mine.id)).await;
        assert_eq!((back.status, &back.json()["id"]), (StatusCode::CREATED, &made.json()["id"]), "the same person again");
    }

    async fn an_edit_changes_what_it_names_and_codes_are_of_the_dictionaries(db: &TestDb) {
        let app = app(db);
        tokio::task::block_in_place(|| app.load_dated()).unwrap();
        let r = register(&app);
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let mut new = form("王丽", &id_number(7), r.mine.id);
        for (field, wrong) in [
            ("nation", "999"), ("education", "大专"), ("politics", "x"), ("document_kind", "000"),
            ("change_kind", "5"), ("change_reason", "77"), ("phone", "123"), ("change_day", "2099-01-01"),
        ] {
            let good = new[field].clone();
            new[field] = json!(wrong);
            let refused = clerk.post("/api/members", &new).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}: {}", refused.json());
            assert_eq!(refused.fields()[0].0, format!("/{field}"));
            new[field] = if good.is_null() { json!("") } else { good };
        }
        new["nation"] = json!("01");
        new["education"] = json!("21");
        let made = clerk.post("/api/members", &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let path = format!("/api/members/{}", made.json()["id"].as_str().unwrap());
        let before = clerk.get(&path).await.json();
        assert_eq!(clerk.patch(&path, "\"1\"", &json!({ "education": "31" })).await.status, StatusCode::NO_CONTENT);
        let after = clerk.get(&path).await.json();
        for field in ["name", "sex", "nation", "work_state", "masked_phone", "employer_name", "birth_day"] {
            assert_eq!(before[field], after[field], "{field}");
        }
        assert_eq!((&before["education"], &after["education"]), (&json!("21"), &json!("31")));
        let wrong = clerk.patch(&path, "\"2\"", &json!({ "education": "大专", "name": "" })).await;
        let fields: Vec<String> = wrong.fields().into_iter().map(|(pointer, _)| pointer).collect();
        assert_eq!(fields, ["/name", "/education"]);
    }

    async fn a_member_of_another_union_is_told_of_or_proposed(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        tokio::task::block_in_place(|| enter(&app, &r.theirs, vec![person("王丽", &id_number(1), None)]));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let mut new = form("王丽", &id_number(1), r.mine.id);
        new["propose_transfer"] = json!(false);
        let told = clerk.post("/api/members", &new).await;
        assert_eq!((told.status, told.problem().as_str()), (StatusCode::CONFLICT, "registry.elsewhere"));
        assert_eq!(told.json()["params"]["union"], r.theirs.name);
        new["propose_transfer"] = json!(true);
        let proposed = clerk.post("/api/members", &new).await;
        assert_eq!((proposed.status, &proposed.json()["transfer_proposed"]), (StatusCode::CREATED, &json!(true)));
        assert_eq!(clerk.post("/api/members", &new).await.problem(), "registry.transfer-waiting");
        let other = clerk.post("/api/members", &form("王五", &id_number(1), r.mine.id)).await;
        assert_eq!(other.fields(), [("/document_number".into(), "registry.name-differs".into())]);
        assert_eq!(ids(&clerk, "").await.len(), 0, "nobody is a member twice");
    }

    async fn members_are_found_by_every_kind_of_search_and_filter(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        let known = tokio::task::block_in_place(|| {
            let mut zhang = person("张伟", &id_number(11), Some("13911112222"));
            zhang.profile.migrant_worker = "1".into();
            let mut female = person("周文", &id_number(12), Some("13933334444"));
            female.profile.sex = "2".into();
            enter(&app, &r.theirs, vec![person("张伟", &id_number(13), Some("13911112222"))]);
            enter(&app, &r.mine, vec![zhang, female])
        });
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let (zhang, zhou) = (known[0].to_string(), known[1].to_string());
        let (number, tail) = (id_number(11), id_number(12)[14..].to_owned());
        for (query, found) in [
            ("q=%E5%BC%A0", vec![&zhang]),
            // As it is found: by initials, then as entered.
            ("q=zw", vec![&zhang, &zhou]),
            ("q=zh", vec![]),
            (&format!("q={number}"), vec![&zhang]),
            (&format!("q={tail}"), vec![&zhou]),
            ("q=13911112222", vec![&zhang]),
            ("q=4444", vec![&zhou]),
            ("sex=2", vec![&zhou]),
            ("migrant_worker=1", vec![&zhang]),
            ("joined_from=2020-03-02", vec![]),
            ("joined_to=2020-03-01", vec![&zhou, &zhang]),
            ("status=left", vec![]),
            ("sort=recent", vec![&zhou, &zhang]),
        ] {
            assert_eq!(ids(&clerk, query).await.iter().collect::<Vec<_>>(), found, "{query}");
        }
        let count = clerk.get("/api/members/count?q=zw").await;
        assert_eq!(count.json(), json!({ "value": 2, "exact": true }));
        // That somebody was looked for by number is recorded; the number is not.
        let trace = trace(&app).await;
        let searches = trace.iter().filter(|e| e.action == "member.search").collect::<Vec<_>>();
        assert_eq!(searches.len(), 4);
        assert!(searches.iter().all(|e| !e.detail.contains("139") && !e.detail.contains(&number)));
    }

    async fn every_order_is_walked_to_the_end_and_back(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        tokio::task::block_in_place(|| {
            for (n, union) in [&r.mine, &r.theirs].into_iter().enumerate() {
                let people = (0..7).map(|i| person(["张伟", "张伟", "王丽", "李四"][i % 4], &id_number((n * 10 + i) as u32), None));
                enter(&app, union, people.collect());
            }
        });
        let api = Api::new(&app);
        let registrar = api.sign_in(Role::Registrar, r.county.id).await;
        for sort in ["union", "name", "recent"] {
            let (ahead, back) = walk(&registrar, &format!("/api/members?sort={sort}&"), 3).await;
            assert_eq!((ahead.len(), &ahead), (14, &back), "{sort}");
        }
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let (own, _) = walk(&clerk, "/api/members?sort=name&", 4).await;
        assert_eq!(own.len(), 7, "the other township's are out of sight");
    }

    async fn the_sheet_of_twenty_columns_is_read_part_by_part_in_the_scope(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        tokio::task::block_in_place(|| {
            let mut zhang = person("张伟", &id_number(1), Some("13911112222"));
            zhang.profile.migrant_worker = "1".into();
            enter(&app, &r.mine, vec![zhang, person("李四", &id_number(2), None), person("周蕾", &id_number(3), None)]);
            enter(&app, &r.theirs, vec![person("赵六", &id_number(4), None)]);
        });
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let path = format!("/api/members/sheet?union_id={}&limit=2", r.here.id);
        let first = clerk.get(&path).await.json();
        let rest = clerk.get(&format!("{path}&after={}", first["next"].as_str().unwrap())).await.json();
        let rows: Vec<_> = [&first, &rest].iter().flat_map(|p| p["items"].as_array().unwrap().clone()).collect();
        let names: Vec<_> = rows.iter().map(|r| r["name"].as_str().unwrap()).collect();
        assert_eq!((names, &rest["next"]), (vec!["李四", "周蕾", "张伟"], &json!(null)), "by name, each once");
        let zhang = &rows[2];
        for (field, value) in [
            ("sex", "男"), ("work_state", "在岗"), ("document_kind", "居民身份证"), ("masked_phone", "139****2222"),
            ("change_kind", "入会"), ("change_day", "2020-03-01"), ("migrant_worker", "是"), ("skill", ""),
        ] {
            assert_eq!(zhang[field], value, "{field}");
        }
        assert!(!first.to_string().contains(&id_number(1)), "no number in full");
        // What came and went since does not change how the membership began; what holds now is told with its day.
        let step = async |n: usize, event: &str, day: &str, reason: &str| {
            let form = json!({ "kind": event, "day": day, "reason": reason });
            let id = rows[n]["id"].as_str().unwrap();
            let done = clerk.post(&format!("/api/members/{id}/leave"), &form).await;
            assert!(done.status.is_success(), "{}", done.json());
        };
        step(2, "retained", "2021-01-04", "3").await;
        step(2, "resumed", "2021-02-01", "1").await;
        step(0, "retained", "2022-03-01", "3").await;
        let now = clerk.get(&format!("/api/members/sheet?union_id={}", r.here.id)).await.json();
        let change = |n: usize| ["change_kind", "change_day", "change_reason"].map(|f| now["items"][n][f].clone());
        assert_eq!(change(2), [json!("入会"), json!("2020-03-01"), json!("")]);
        assert_eq!(change(0), [json!("保留"), json!("2022-03-01"), json!("失业")]);
        let elsewhere = clerk.get(&format!("/api/members/sheet?union_id={}", r.there.id)).await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
        let read: Vec<_> = trace(&app).await.into_iter().filter(|e| e.action == "member.sheet").collect();
        assert_eq!(read.len(), 3, "each part that was read is recorded, what was refused is not");
    }

    async fn what_is_sealed_is_shown_for_a_purpose_and_within_the_scope(db: &TestDb) {
        let app = app(db);
        let r = register(&app);
        let id = tokio::task::block_in_place(|| enter(&app, &r.theirs, vec![person("张伟", &id_number(1), Some("13911112222"))])[0]);
        let api = Api::new(&app);
        let (clerk, other) = (api.sign_in(Role::Clerk, r.there.id).await, api.sign_in(Role::Clerk, r.here.id).await);
        let path = format!("/api/members/{id}/reveal");
        let ask = json!({ "field": "phone", "purpose": "核对原件" });
        let shown = clerk.post(&path, &ask).await;
        assert_eq!((shown.status, shown.json()), (StatusCode::OK, json!({ "value": "13911112222" })));
        let short = clerk.post(&path, &json!({ "field": "phone", "purpose": "看" })).await;
        assert_eq!(short.fields(), [("/purpose".into(), "registry.purpose-short".into())]);
        let out = other.post(&path, &ask).await;
        assert_eq!((out.status, out.problem().as_str()), (StatusCode::NOT_FOUND, "registry.member-not-found"));
        for path in ["", "/history", "/changes", "/documents"] {
            let out = other.get(&format!("/api/members/{id}{path}")).await;
            assert_eq!((out.status, out.problem().as_str()), (StatusCode::NOT_FOUND, "registry.member-not-found"), "{path}");
        }
    }
}
