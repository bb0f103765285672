//! Schemes from draft to force, for two people; versions by day; trials; a year's claims under a draft. On every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use axum::body::Body;
use axum::http::{Request, StatusCode};
use guard::{Role, act, res};
use kernel::{Day, Id};
use mutual::schemes::{demo_county, in_force, install, moved, shipped, valid_on};
use platform::App;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Answer, Api, Caller, Register, app, number, plant, program, setup, trace};

fn ready(db: &TestDb) -> (App, Register) {
    let app = app(db);
    block_in_place(|| {
        app.load_dated().unwrap();
        let r = Register::new(&app);
        (app, r)
    })
}

/// A body without mistakes, of a year of cover.
fn rules_of(code: &str, year: i16) -> Value {
    let s = moved(&shipped("demo-a").unwrap(), i64::from(year));
    let mut v = serde_json::to_value(s).unwrap();
    v["code"] = json!(code);
    v
}

async fn drafted(by: &Caller<'_>, union: Id, body: &Value) -> String {
    let made = by.post("/api/mutual_schemes", &json!({ "union_id": union, "body": body })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    format!("/api/mutual_schemes/{}", made.json()["id"].as_str().unwrap())
}

async fn proposed(by: &Caller<'_>, path: &str) -> Answer {
    let etag = by.get(path).await.etag();
    by.post_match(&format!("{path}/propose"), &etag, &json!({})).await
}

async fn decided(by: &Caller<'_>, path: &str, approve: bool, reason: &str) -> Answer {
    let etag = by.get(path).await.etag();
    by.post_match(&format!("{path}/decide"), &etag, &json!({ "approve": approve, "reason": reason })).await
}

async fn put_in_force(by: &Caller<'_>, other: &Caller<'_>, union: Id, body: &Value) -> String {
    let path = drafted(by, union, body).await;
    let answer = proposed(by, &path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    let answer = decided(other, &path, true, "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
    path
}

fn valid(app: &App, code: &'static str, day: Day) -> Option<Id> {
    block_in_place(|| {
        app.store().read_blocking(move |tx| valid_on(tx, code, day)).unwrap().map(|found| found.id)
    })
}

db_test! { setup();
    async fn two_people_put_a_scheme_in_force_and_then_it_never_changes(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        let manager = api.sign_in(Role::FundManager, r.county.id).await;
        let second = api.sign_in(Role::FundManager, r.county.id).await;
        let year = app.clock().today().year();
        let new = json!({ "union_id": r.county.id, "body": rules_of("hz", year) });
        let made = officer.post_once("/api/mutual_schemes", "key-scheme-1", &new).await;
        let again = officer.post_once("/api/mutual_schemes", "key-scheme-1", &new).await;
        assert_eq!(made.json()["id"], again.json()["id"], "once");
        let path = format!("/api/mutual_schemes/{}", made.json()["id"].as_str().unwrap());
        let shown = officer.get(&path).await.json();
        assert_eq!((&shown["state"], &shown["from_day"], &shown["problems"]), (&json!("draft"), &json!(format!("{year}-01-01")), &json!([])));
        assert_eq!((&shown["may_edit"], &shown["may_decide"]), (&json!(true), &json!(false)));
        assert_eq!(shown["body"], rules_of("hz", year));

        // The manager changes the officer's draft, the officer proposes it: neither of them approves it.
        let mut other = rules_of("hz", year);
        other["title"] = json!("示范职工互助方案");
        let changed = manager.patch(&path, "\"1\"", &json!({ "body": other })).await;
        assert_eq!((changed.status, changed.etag().as_str()), (StatusCode::OK, "\"2\""), "{}", changed.json());
        let stale = officer.patch(&path, "\"1\"", &json!({ "body": other })).await;
        assert_eq!((stale.status, stale.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "mutual.scheme-stale"));
        assert_eq!(decided(&second, &path, true, "").await.problem(), "mutual.scheme-state", "not proposed yet");
        assert_eq!(proposed(&officer, &path).await.json()["state"], "proposed");
        assert_eq!(decided(&manager, &path, true, "").await.problem(), "mutual.scheme-same-person");
        assert_eq!(officer.post_match(&format!("{path}/decide"), "\"3\"", &json!({ "approve": true })).await.problem(), "guard.denied");
        assert_eq!(decided(&second, &path, false, "").await.fields(), [("/reason".into(), "mutual.scheme-reason".into())]);
        let back = decided(&second, &path, false, "起付线太高").await.json();
        assert_eq!((&back["state"], &back["reason"]), (&json!("draft"), &json!("起付线太高")));
        let again = second.patch(&path, "\"4\"", &json!({ "body": other })).await;
        assert_eq!(again.status, StatusCode::OK);
        assert_eq!(proposed(&second, &path).await.json()["may_decide"], false);
        assert_eq!(decided(&second, &path, true, "").await.problem(), "mutual.scheme-same-person", "the proposer");
        let done = decided(&manager, &path, true, "同意").await;
        assert_eq!((&done.json()["state"], &done.json()["may_edit"]), (&json!("in_force"), &json!(false)));

        // In force: nothing moves any more.
        let etag = done.etag();
        assert_eq!(officer.patch(&path, &etag, &json!({ "body": other })).await.problem(), "mutual.scheme-state");
        assert_eq!(proposed(&officer, &path).await.problem(), "mutual.scheme-state");
        assert_eq!(decided(&second, &path, false, "反悔了").await.problem(), "mutual.scheme-state");
        let withdrawal = json!({ "reason": "反悔了" });
        assert_eq!(officer.post_match(&format!("{path}/withdraw"), &etag, &withdrawal).await.problem(), "mutual.scheme-state");
        let id: i64 = path.rsplit('/').next().unwrap().parse().unwrap();
        assert_eq!(valid(&app, "hz", Day::new(year, 6, 1).unwrap()), Some(Id(id)));
        assert_eq!(valid(&app, "hz", Day::new(year + 1, 1, 1).unwrap()), None);
        let deeds: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).filter(|a| a.starts_with("scheme.")).collect();
        assert_eq!(
            deeds,
            ["scheme.approve", "scheme.propose", "scheme.update", "scheme.reject", "scheme.propose", "scheme.update", "scheme.create"]
        );
    }
}

db_test! { setup();
    async fn a_draft_may_have_mistakes_a_proposal_may_not(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        let year = app.clock().today().year();
        let mut wrong = rules_of("hz", year);
        wrong["items"][0]["rule"]["tiers"][1]["from_fen"] = json!(2_000_000);
        wrong["items"][0]["premiums"][0]["person_fen"] = json!(1);
        let at: [(String, String); 2] = [
            ("/items/0/premiums/0/amount_fen".into(), "mutual.scheme-premium-sum".into()),
            ("/items/0/rule/tiers/1/from_fen".into(), "mutual.scheme-tier-hole".into()),
        ];
        let path = drafted(&officer, r.county.id, &wrong).await;
        let told = officer.get(&path).await.json()["problems"].clone();
        let pointers: Vec<&str> = told.as_array().unwrap().iter().map(|p| p["pointer"].as_str().unwrap()).collect();
        assert_eq!(pointers, [&at[0].0, &at[1].0]);
        assert!(told[1]["sentence"].as_str().unwrap().contains("上一段的结束处"), "{told}");
        let typed = officer.post("/api/mutual_schemes/check", &json!({ "body": wrong })).await.json();
        assert_eq!(typed["problems"], told, "as it is typed");
        let refused = proposed(&officer, &path).await;
        assert_eq!((refused.status, refused.fields()), (StatusCode::UNPROCESSABLE_ENTITY, at.to_vec()));
        // Without code, year or title there is no draft; what the model does not know is not taken.
        let mut nameless = rules_of("H Z", year);
        nameless["title"] = json!("");
        let made = officer.post("/api/mutual_schemes", &json!({ "union_id": r.county.id, "body": nameless })).await;
        let codes: Vec<String> = made.fields().into_iter().map(|f| f.1).collect();
        assert_eq!(codes, ["mutual.scheme-code", "mutual.scheme-length"]);
        let mut strange = rules_of("hz", year);
        strange["items"][0]["rule"]["formula"] = json!("a + b");
        let made = officer.post("/api/mutual_schemes", &json!({ "union_id": r.county.id, "body": strange })).await;
        assert_eq!(made.status.as_u16() / 100, 4, "{}", made.json());
        // Given up with a reason.
        let etag = officer.get(&path).await.etag();
        let gone = officer.post_match(&format!("{path}/withdraw"), &etag, &json!({ "reason": "重新起草" })).await;
        assert_eq!(gone.json()["state"], "withdrawn");
        assert_eq!(proposed(&officer, &path).await.problem(), "mutual.scheme-state");
        let words = officer.get("/api/mutual_schemes/words").await.json();
        assert_eq!((words["illnesses"].as_array().unwrap().len(), words["items"].as_array().unwrap().len()), (28, 5));
        assert_eq!((&words["blank"]["year"], &words["blank"]["code"]), (&json!(year), &json!("")));
    }
}

db_test! { setup();
    async fn a_case_is_judged_by_the_version_of_its_day(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        let manager = api.sign_in(Role::FundManager, r.county.id).await;
        let next = app.clock().today().year() + 1;
        let first = put_in_force(&officer, &manager, r.county.id, &rules_of("hz", next)).await;
        // Another year comes by copying: all days move.
        let to = json!({ "year": next + 1 });
        let copied = officer.post(&format!("{first}/copy"), &to).await;
        assert_eq!(copied.status, StatusCode::CREATED, "{}", copied.json());
        let other_year = format!("/api/mutual_schemes/{}", copied.json()["id"].as_str().unwrap());
        let shown = officer.get(&other_year).await.json();
        assert_eq!(shown["body"]["cover_from"], format!("{}-01-01", next + 1));
        assert!(shown["body"]["title"].as_str().unwrap().contains(&(next + 1).to_string()), "{shown}");
        // Days that overlap those of another year are refused.
        let mut overlap = shown["body"].clone();
        overlap["cover_from"] = json!(format!("{next}-12-31"));
        overlap["year"] = json!(next + 1);
        let etag = officer.get(&other_year).await.etag();
        assert_eq!(officer.patch(&other_year, &etag, &json!({ "body": overlap })).await.status, StatusCode::OK);
        assert_eq!(proposed(&officer, &other_year).await.problem(), "mutual.scheme-overlap");
        // A later version of the same year: not from the first day on, not twice from a day.
        let later = officer.post(&format!("{first}/copy"), &json!({ "year": next })).await;
        let later = format!("/api/mutual_schemes/{}", later.json()["id"].as_str().unwrap());
        assert_eq!(proposed(&officer, &later).await.problem(), "mutual.scheme-from-day");
        let july = format!("{next}-07-01");
        let mut milder = officer.get(&later).await.json()["body"].clone();
        milder["items"][0]["rule"]["deductible_fen"] = json!(50_000);
        milder["items"][0]["rule"]["tiers"][0]["from_fen"] = json!(50_000);
        let outside = json!({ "from_day": format!("{}-01-01", next + 1), "body": milder });
        let etag = officer.get(&later).await.etag();
        assert_eq!(officer.patch(&later, &etag, &outside).await.fields(), [("/from_day".into(), "mutual.scheme-from-day-outside".into())]);
        let inside = json!({ "from_day": july, "body": milder });
        assert_eq!(officer.patch(&later, &etag, &inside).await.status, StatusCode::OK);
        assert_eq!(proposed(&officer, &later).await.status, StatusCode::OK);
        let day = |m, d| Day::new(next, m, d).unwrap();
        let id = |path: &str| Some(Id(path.rsplit('/').next().unwrap().parse().unwrap()));
        assert_eq!(valid(&app, "hz", day(8, 1)), id(&first), "proposed is not in force");
        assert_eq!(decided(&manager, &later, true, "").await.status, StatusCode::OK);
        assert_eq!((valid(&app, "hz", day(6, 30)), valid(&app, "hz", day(7, 1))), (id(&first), id(&later)));
        let all = block_in_place(|| app.store().read_blocking(|tx| in_force(tx, "hz")).unwrap());
        assert_eq!((all.on(day(6, 30)).map(|v| v.id), all.on(day(12, 31)).map(|v| v.id)), (id(&first), id(&later)));
        assert_eq!(all.on(day(7, 1)).unwrap().scheme.items[0].rule.deductible.0, 50_000);
        let rows = officer.get(&format!("{first}/versions")).await.json()["rows"].clone();
        let told: Vec<(&Value, &Value)> = rows.as_array().unwrap().iter().map(|r| (&r["from_day"], &r["state"])).collect();
        assert_eq!(told[1..], [(&json!(july), &json!("in_force")), (&json!(format!("{next}-01-01")), &json!("in_force"))]);
        // In the running year a version may begin in the future only.
        let this = next - 1;
        let mut now = rules_of("zz", this);
        let old = put_in_force(&officer, &manager, r.county.id, &now).await;
        now["title"] = json!("修订");
        let copy = officer.post(&format!("{old}/copy"), &json!({ "year": this, "from_day": format!("{this}-01-02") })).await;
        let copy = format!("/api/mutual_schemes/{}", copy.json()["id"].as_str().unwrap());
        assert_eq!(proposed(&officer, &copy).await.problem(), "mutual.scheme-from-day", "not in the past");
    }
}

db_test! { setup();
    async fn a_scheme_in_force_is_seen_beneath_and_written_by_its_union_alone(db: &TestDb) {
        let (app, r) = ready(db);
        let elsewhere = block_in_place(|| plant(&app, None, 30, "10", "邻县总工会"));
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        let manager = api.sign_in(Role::FundManager, r.county.id).await;
        let neighbour = api.sign_in(Role::FundOfficer, elsewhere.id).await;
        let other = api.sign_in(Role::FundManager, elsewhere.id).await;
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let year = app.clock().today().year();
        let path = put_in_force(&officer, &manager, r.county.id, &rules_of("hz", year)).await;
        let draft = drafted(&officer, r.county.id, &rules_of("hz2", year)).await;
        assert_eq!(chair.get(&path).await.json()["may_copy"], false);
        for (who, of) in [(&chair, &draft), (&neighbour, &path), (&neighbour, &draft)] {
            assert_eq!(who.get(of).await.problem(), "mutual.scheme-not-found");
        }
        let titles = |a: Answer| a.items("code");
        assert_eq!(titles(chair.get("/api/mutual_schemes").await), ["hz"]);
        assert_eq!(titles(officer.get("/api/mutual_schemes").await), ["hz2", "hz"]);
        assert_eq!(titles(officer.get("/api/mutual_schemes?state=in_force").await), ["hz"]);
        assert_eq!(titles(officer.get(&format!("/api/mutual_schemes?code=hz2&year={year}")).await), ["hz2"]);
        assert_eq!(officer.get("/api/mutual_schemes/count").await.json()["value"], 2);
        assert_eq!(titles(neighbour.get("/api/mutual_schemes").await), [""; 0]);
        let page = officer.get("/api/mutual_schemes?limit=1").await.json();
        let next = page["next"].as_str().unwrap();
        assert_eq!(titles(officer.get(&format!("/api/mutual_schemes?limit=1&after={next}")).await), ["hz"]);
        assert_eq!(
            neighbour.get(&format!("/api/mutual_schemes?union_id={}", r.county.id)).await.problem(),
            "registry.union-not-found"
        );
        // A stranger does nothing with it; nor does one beneath, who sees it.
        let etag = officer.get(&draft).await.etag();
        for (method, path, body) in [
            ("PATCH", draft.clone(), json!({ "body": rules_of("hz2", year) })),
            ("POST", format!("{draft}/propose"), json!({})),
            ("POST", format!("{draft}/withdraw"), json!({ "reason": "不要了" })),
            ("POST", format!("{path}/copy"), json!({ "year": year + 1 })),
            ("POST", format!("{path}/reruns"), json!({ "year": year })),
        ] {
            let answer = neighbour.call(method, &path, &[("if-match", &etag)], Some(&body)).await;
            assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::NOT_FOUND, "mutual.scheme-not-found"), "{path}");
            assert_eq!(chair.call(method, &path, &[("if-match", &etag)], Some(&body)).await.problem(), "guard.denied");
        }
        assert_eq!(proposed(&officer, &draft).await.status, StatusCode::OK);
        let answer = other.post_match(&format!("{draft}/decide"), "\"2\"", &json!({ "approve": true })).await;
        assert_eq!(answer.problem(), "mutual.scheme-not-found");
        assert_eq!(chair.get(&format!("{path}/reruns")).await.problem(), "mutual.scheme-not-found");
        // A code belongs to who used it first.
        let taken = json!({ "union_id": elsewhere.id, "body": rules_of("hz", year + 1) });
        assert_eq!(neighbour.post("/api/mutual_schemes", &taken).await.problem(), "mutual.scheme-code-taken");
        let file = officer.post("/api/mutual_schemes/export", &json!({ "purpose": "报送方案", "format": "csv" })).await;
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.contains("互助方案") || text.contains("方案代码"), "{text}");
        assert!(text.contains("hz2") && text.contains("待批准"), "{text}");
    }
}

fn case(self_pay: i64, day: &str) -> Value {
    json!({
        "name": "某甲", "item": "hospital", "facts": {
            "admitted": day, "discharged": day, "applied_on": day, "cause": "illness", "member": true,
            "total_fen": self_pay * 2, "in_scope_fen": self_pay * 2, "insured_fen": self_pay, "self_pay_fen": self_pay,
            "cover": { "from": "2026-01-01", "to": "2026-12-31", "continuous": true, "items": ["hospital"] }
        }
    })
}

db_test! { setup();
    async fn cases_are_tried_under_a_draft_and_nothing_is_kept(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        let path = drafted(&officer, r.county.id, &rules_of("hz", 2026)).await;
        let cases = [case(1_500_000, "2026-03-01"), case(6_000_000, "2026-05-01"), case(50_000, "2026-06-01")];
        let trial = json!({ "carry": true, "cases": cases });
        let told = officer.post(&format!("{path}/trial"), &trial).await.json();
        let paid = |v: &Value| v["cases"].as_array().unwrap().iter().map(|c| c["benefit_fen"].as_i64().unwrap()).collect::<Vec<_>>();
        assert_eq!((paid(&told), &told["sum_fen"], &told["paid"]), (vec![610_000, 1_390_000, 0], &json!(2_000_000), &json!(2)));
        let line = &told["cases"][0]["trace"][2];
        assert_eq!((&line["label"], &line["amount_fen"], &line["counts"]), (&json!("分段计算"), &json!(360_000), &json!(true)));
        assert!(line["text"].as_str().unwrap().ends_with("9,000.00 × 40% = 3,600.00 元"));
        let refusal = &told["cases"][2]["refusals"][0];
        assert_eq!((&refusal["code"], &refusal["title"]), (&json!("below_deductible"), &json!("未达起付线")));
        assert_eq!(refusal["sentence"], "个人负担的费用没有超过起付线 1,000.00 元。");
        let alone = officer.post(&format!("{path}/trial"), &json!({ "cases": cases })).await.json();
        assert_eq!(paid(&alone), [610_000, 2_000_000, 0]);
        for cases in [vec![], vec![case(1, "2026-03-01"); 501]] {
            let many = officer.post(&format!("{path}/trial"), &json!({ "cases": cases })).await;
            assert_eq!(many.fields(), [("/cases".into(), "mutual.trial-cases".into())]);
        }
        // A file is read as if it were typed.
        let csv = "试算案例\n姓名,项目,入院日期,出院日期,总费用,个人自付,自费,是否续保\n\
                   甲,住院医疗,2026-03-01,2026-03-09,\"30,000\",15000,0,是\n\
                   乙,,2026-01-10,,8000,4000.00,1000,否\n丙,,2026-03-01,,80.001,1,,\n丁,,昨天,,80,1,,\n";
        let form = format!(
            "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n{csv}\r\n--X--\r\n"
        );
        let request = Request::builder()
            .method("POST")
            .uri(format!("{path}/trial_file"))
            .header("cookie", officer.cookie())
            .header("content-type", "multipart/form-data; boundary=X")
            .body(Body::from(form))
            .unwrap();
        let loaded = api.send(request).await;
        assert_eq!(loaded.status, StatusCode::OK, "{}", loaded.json());
        let loaded = loaded.json();
        assert_eq!(loaded["problems"], json!([{ "row": 5, "text": "“总费用”不是金额" }, { "row": 6, "text": "“入院日期”不是日期" }]));
        assert_eq!(loaded["cases"][0]["facts"]["total_fen"], 3_000_000);
        assert_eq!(loaded["cases"][1]["facts"]["in_scope_fen"], 700_000, "what is not said to be outside");
        let told = officer.post(&format!("{path}/trial"), &json!({ "cases": loaded["cases"] })).await.json();
        assert_eq!(paid(&told), [610_000, 0]);
        assert_eq!(told["cases"][1]["refusals"][0]["code"], "waiting");
        let left = std::fs::read_dir(db.dir()).unwrap().filter(|f| f.as_ref().unwrap().file_name().to_string_lossy().starts_with("cases-"));
        assert_eq!(left.count(), 0, "the file is gone");
    }
}

db_test! { setup();
    async fn a_shipped_scheme_is_installed_once(db: &TestDb) {
        let (app, r) = ready(db);
        let again = || {
            let scope = program().permit::<res::Scheme, act::Propose>().unwrap();
            let (union, s) = (r.county.id, demo_county(2026).unwrap());
            app.store().write_blocking(move |tx| install(tx, &scope, union, s.clone(), ("张三", "李四"))).unwrap()
        };
        let (first, second) = block_in_place(|| (again(), again()));
        assert_eq!(first, second);
        assert_eq!(block_in_place(|| number(app.store(), "SELECT count(*) FROM mutual_scheme")), 1);
        assert_eq!(valid(&app, "demo-county", Day::constant(2026, 12, 31)), Some(first));
    }
}
