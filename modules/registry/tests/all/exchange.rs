//! Reporting upwards: what a delta file holds, that a retry and a crash send nothing twice, receipts, differences, scope.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{
    Answer, Api, Caller, Register, app, enter, id_number, number, person, program, setup, trace,
};
use axum::http::StatusCode;
use guard::{Role, act, res};
use kernel::Id;
use platform::App;

use registry::api;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

/// Text columns: number, name, sex in words, change, operation.
fn definition() -> Value {
    let column = |header: &str, source: &str| json!({ "header": header, "source": source });
    json!({ "format": "csv", "encoding": "utf8", "columns": [
        column("序号", "serial"),
        { "header": "证件号码", "source": "document_number", "required": true },
        column("姓名", "name"),
        { "header": "性别", "source": "sex", "code_use": "map", "map": { "1": "M", "2": "F" } },
        { "header": "出生", "source": "birth_day", "day_format": "chinese" },
        { "header": "学历", "source": "education", "otherwise": "" },
        { "header": "操作", "source": "operation" }
    ] })
}

fn form(union: Id) -> Value {
    json!({ "union_id": union, "reason": "按省里的新要求", "name": "省实名制平台", "kind": "member", "valid_from": "2026-01-01",
        "valid_to": "9999-12-31", "definition": definition() })
}

async fn setting(app: &App) -> Register {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| Register::new(app))
}

async fn waiting(cadre: &Caller<'_>, union: Id) -> String {
    let made = cadre.post("/api/exchange_targets", &form(union)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().to_owned()
}

/// A target that somebody else has approved.
async fn target(app: &App, cadre: &Caller<'_>, union: Id) -> String {
    let made = waiting(cadre, union).await;
    let shown = cadre.get(&format!("/api/exchange_targets/{made}")).await.json();
    let id = |v: &Value| v.as_str().unwrap().parse::<Id>().unwrap();
    let of = (id(&shown["id"]), id(&shown["proposal"]["id"]));
    let scope = program().permit::<res::Exchange, act::Approve>().unwrap();
    block_in_place(|| {
        app.store().write_blocking(move |tx| api::approve_exchange_target(tx, &scope, of, "")).unwrap();
    });
    made
}

async fn begin(cadre: &Caller<'_>, target: &str, union: Id) -> Id {
    let body = json!({ "target_id": target, "union_id": union, "purpose": "按月上报省平台" });
    let made = cadre.post("/api/exchange_runs", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    made.json()["id"].as_str().unwrap().parse().unwrap()
}

fn work(app: &App, run: Id) {
    block_in_place(|| api::work_run(app, &program(), run)).unwrap();
}

/// Rows of the file as texts, without header and watermark.
async fn rows(cadre: &Caller<'_>, run: Id) -> Vec<String> {
    let file =
        cadre.post(&format!("/api/exchange_runs/{run}/file"), &json!({ "purpose": "交到省平台" })).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.json());
    let text = String::from_utf8(file.bytes).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(lines[0].starts_with("\u{feff}序号,证件号码,姓名"), "{text}");
    assert!(lines.pop().unwrap().contains("用途：按月上报省平台"), "{text}");
    lines.remove(0);
    lines
}

async fn run(app: &App, cadre: &Caller<'_>, target: &str, union: Id) -> (Id, Vec<String>) {
    let id = begin(cadre, target, union).await;
    work(app, id);
    (id, rows(cadre, id).await)
}

async fn receipt(cadre: &Caller<'_>, run: Id, apply: bool, csv: &str) -> Answer {
    let body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"apply\"\r\n\r\n{apply}\r\n--X\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"answer.csv\"\r\n\r\n{csv}\r\n--X--\r\n"
    );
    cadre.send_form(&format!("/api/exchange_runs/{run}/receipt"), body.into_bytes()).await
}

async fn three(app: &App, r: &Register) -> Vec<Id> {
    block_in_place(|| {
        let mut wang = person("王丽", &id_number(1), Some("13911112222"));
        wang.profile.sex = "2".into();
        let all = vec![wang, person("李四", &id_number(2), None), person("赵六", &id_number(3), None)];
        enter(app, &r.mine, all)
    })
}

db_test! { setup();
    async fn a_record_goes_out_when_it_changed_and_once(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let ids = three(&app, &r).await;
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Registrar, r.county.id).await;
        let target = target(&app, &cadre, r.county.id).await;

        let (first, sent) = run(&app, &cadre, &target, r.county.id).await;
        assert_eq!(sent.len(), 3, "{sent:?}");
        assert_eq!(sent[0], format!("1,{},李四,M,1980年01月01日,,新增", id_number(2)), "in the order of the list");
        assert!(sent.iter().any(|l| l.contains("王丽,F,")), "{sent:?}");
        // Without a receipt nothing goes out a second time.
        let (second, again) = run(&app, &cadre, &target, r.county.id).await;
        assert!(again.is_empty(), "{again:?}");
        work(&app, first);
        assert_eq!(rows(&cadre, first).await, sent, "a job that runs twice");

        let answer = format!("省平台处理结果\r\n证件号码,是否导入成功,错误原因\r\n{},是,\r\n{},否,证件重复\r\n{},成功,\r\n999,是,\r\n",
            id_number(1), id_number(2), id_number(3));
        let look = receipt(&cadre, first, false, &answer).await.json();
        assert_eq!((&look["matched"], &look["accepted"], &look["unknown"]), (&json!(3), &json!(2), &json!(1)), "{look}");
        assert_eq!(look["columns"]["key"], "证件号码");
        assert_eq!(cadre.get(&format!("/api/exchange_runs/{first}")).await.json()["accepted"], 0, "a look enters nothing");
        let entered = receipt(&cadre, first, true, &answer).await;
        assert_eq!(entered.json()["entered"], true, "{}", entered.json());
        receipt(&cadre, first, true, &answer).await;
        let shown = cadre.get(&format!("/api/exchange_runs/{first}")).await.json();
        assert_eq!((&shown["accepted"], &shown["returned"], &shown["state"]), (&json!(2), &json!(1), &json!("answered")), "entered twice, counted once: {shown}");
        let refused = cadre.get(&format!("/api/exchange_runs/{first}/rows?state=refused")).await.json();
        assert_eq!((&refused["items"][0]["name"], &refused["items"][0]["reason"]), (&json!("李四"), &json!("证件重复")), "{refused}");

        // The refused one goes out again, what changed as changed, who left as gone.
        let member = cadre.get(&format!("/api/members/{}", ids[0])).await;
        let edited = cadre.patch(&format!("/api/members/{}", ids[0]), &member.etag(), &json!({ "education": "21" })).await;
        assert!(edited.status.is_success(), "{}", edited.json());
        let left = cadre.post(&format!("/api/members/{}/leave", ids[2]), &json!({ "kind": "left", "day": "2026-11-01" })).await;
        assert!(left.status.is_success(), "{}", left.json());
        let difference = cadre.get(&format!("/api/exchange_targets/{target}/difference?union_id={}", r.county.id)).await.json();
        let counts = &difference["counts"];
        assert_eq!((&counts["same"], &counts["only_here"], &counts["only_there"], &counts["differs"]), (&json!(0), &json!(1), &json!(1), &json!(1)), "{difference}");
        let differs = difference["items"].as_array().unwrap().iter().find(|d| d["kind"] == "differs").unwrap();
        assert_eq!((&differs["name"], &differs["fields"]), (&json!("王丽"), &json!(["学历"])));
        let (third, sent) = run(&app, &cadre, &target, r.county.id).await;
        let mut ops: Vec<(String, String)> = sent.iter().map(|l| {
            let cells: Vec<&str> = l.split(',').collect();
            (cells[2].to_owned(), (*cells.last().unwrap()).to_owned())
        }).collect();
        ops.sort();
        let want = [("李四", "新增"), ("王丽", "变更"), ("赵六", "减少")];
        assert_eq!(ops, want.map(|(a, b)| (a.to_owned(), b.to_owned())), "{sent:?}");
        let all = format!("证件号码,结果\r\n{},是\r\n{},是\r\n{},是\r\n", id_number(1), id_number(2), id_number(3));
        receipt(&cadre, third, true, &all).await;
        let same = cadre.get(&format!("/api/exchange_targets/{target}/difference?union_id={}", r.county.id)).await.json();
        assert_eq!(same["counts"], json!({ "same": 2, "only_here": 0, "only_there": 0, "differs": 0 }));
        assert!(run(&app, &cadre, &target, r.county.id).await.1.is_empty(), "nothing is left to say");
        // An old file that is given up takes nothing back of what was accepted since.
        let given_up = cadre.post(&format!("/api/exchange_runs/{second}/cancel"), &json!({})).await;
        assert_eq!(given_up.status, StatusCode::OK, "{}", given_up.json());
        work(&app, second);
        assert_eq!(cadre.get(&format!("/api/exchange_runs/{second}")).await.json()["state"], "cancelled");
        let actions: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).collect();
        for a in ["exchange.target-create", "exchange.run", "exchange.file", "exchange.export", "exchange.receipt", "exchange.cancel"] {
            assert!(actions.iter().any(|x| x == a), "{a} in {actions:?}");
        }
    }

    async fn a_run_that_is_given_up_was_never_sent(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        three(&app, &r).await;
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Registrar, r.county.id).await;
        let target = target(&app, &cadre, r.county.id).await;
        let (first, sent) = run(&app, &cadre, &target, r.here.id).await;
        assert_eq!(sent.len(), 3);
        cadre.post(&format!("/api/exchange_runs/{first}/cancel"), &json!({})).await;
        work(&app, first);
        assert_eq!(run(&app, &cadre, &target, r.county.id).await.1.len(), 3, "they go out with the next run");
        let late = receipt(&cadre, first, true, "证件号码,结果\r\n1,是\r\n").await;
        assert_eq!((late.status, late.problem().as_str()), (StatusCode::CONFLICT, "registry.exchange-run-state"));
    }

    async fn a_crash_in_the_middle_goes_on_and_doubles_nothing(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        block_in_place(|| {
            let people = (0..900).map(|n| person("张三", &id_number(n), None)).collect();
            enter(&app, &r.mine, people);
        });
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Registrar, r.county.id).await;
        let target = target(&app, &cadre, r.county.id).await;
        let id = begin(&cadre, &target, r.county.id).await;
        let mut parts = 0;
        block_in_place(|| api::work_run_until(&app, &program(), id, |_| { parts += 1; parts < 3 })).unwrap();
        let half = cadre.get(&format!("/api/exchange_runs/{id}")).await.json();
        assert_eq!((&half["state"], &half["seen"]), (&json!("running"), &json!(800)), "{half}");
        // What a lost part wrote to the working file is cut off.
        let part = app.config().data.join("exchange").join(format!("{id}.part"));
        let mut text = std::fs::read(&part).unwrap();
        text.extend_from_slice(b"{\"Out\":[\"half a li");
        std::fs::write(&part, text).unwrap();
        work(&app, id);
        let sent = rows(&cadre, id).await;
        let mut numbers: Vec<&str> = sent.iter().map(|l| l.split(',').nth(1).unwrap()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!((sent.len(), numbers.len()), (900, 900));
        assert!(!part.exists(), "the working file is taken away");
        assert_eq!(block_in_place(|| number(app.store(), "SELECT count(*) FROM exchange_sent")), 900);

        // The working file is lost as a whole: the run begins anew and chooses the same rows.
        let scope = program().permit().unwrap();
        let target_id: Id = target.parse().unwrap();
        cadre.post(&format!("/api/exchange_runs/{id}/cancel"), &json!({})).await;
        work(&app, id);
        let county = r.county.id;
        let next = block_in_place(|| app.store().write_blocking(move |tx| {
            api::begin_run(tx, &scope, (target_id, county), "再次上报")
        })).unwrap();
        let mut parts = 0;
        block_in_place(|| api::work_run_until(&app, &program(), next, |_| { parts += 1; parts < 3 })).unwrap();
        std::fs::remove_file(app.config().data.join("exchange").join(format!("{next}.part"))).unwrap();
        work(&app, next);
        let shown = cadre.get(&format!("/api/exchange_runs/{next}")).await.json();
        assert_eq!((&shown["state"], &shown["added"], &shown["seen"]), (&json!("done"), &json!(900), &json!(900)), "{shown}");

        // The difference comes in parts, of which none says anything twice.
        let (mut names, mut after, mut parts) = (std::collections::BTreeSet::new(), String::new(), 0);
        loop {
            let path = format!("/api/exchange_targets/{target}/difference?union_id={}{after}", r.county.id);
            let part = cadre.get(&path).await.json();
            assert_eq!(part["total"], json!(900), "{part}");
            let items = part["items"].as_array().unwrap();
            assert_eq!(part["counts"]["only_here"], json!(items.len()));
            for item in items {
                assert!(names.insert(item["record_id"].as_str().unwrap().to_owned()), "{item} twice");
            }
            parts += 1;
            let Some(next) = part["next"].as_str() else { break };
            after = format!("&after={next}");
        }
        assert_eq!((names.len(), parts), (900, 3), "at whole steps of 400");
    }

    async fn what_breaks_the_rules_is_listed_and_stays_here(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        block_in_place(|| {
            let mut unknown = person("吴名", &id_number(5), None);
            unknown.profile.sex = "9".into();
            enter(&app, &r.mine, vec![unknown, person("李四", &id_number(2), None)]);
        });
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Registrar, r.county.id).await;
        let target = target(&app, &cadre, r.county.id).await;
        let preview = json!({ "kind": "member", "definition": definition() });
        let preview = cadre.post("/api/exchange_preview", &preview).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.json());
        let text = preview.json().to_string();
        assert!(text.contains(&kernel::text::mask(&id_number(2), 3, 4)) && !text.contains(&id_number(2)), "{text}");
        assert!(preview.json()["unmapped"].as_array().unwrap().iter().any(|u| u["header"] == "性别" && u["code"] == "9"), "{text}");
        let (id, sent) = run(&app, &cadre, &target, r.county.id).await;
        assert_eq!(sent.len(), 1, "{sent:?}");
        let shown = cadre.get(&format!("/api/exchange_runs/{id}")).await.json();
        assert_eq!((&shown["refused"], &shown["has_reasons"]), (&json!(1), &json!(true)));
        let why = cadre.post(&format!("/api/exchange_runs/{id}/file"), &json!({ "purpose": "改正资料", "reasons": true })).await;
        assert_eq!(why.status, StatusCode::OK);
        assert_eq!(&why.bytes[..2], b"PK", "a workbook");
    }

    async fn targets_and_runs_stay_within_the_reach(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        three(&app, &r).await;
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let here = api.sign_in(Role::Clerk, r.here.id).await;
        let there = api.sign_in(Role::Clerk, r.there.id).await;
        let viewer = api.sign_in(Role::Viewer, r.county.id).await;
        let own = target(&app, &here, r.here.id).await;
        let target = target(&app, &county, r.county.id).await;
        let (id, _) = run(&app, &here, &target, r.here.id).await;

        assert_eq!(viewer.get("/api/exchange_targets").await.problem(), "guard.denied");
        assert_eq!(there.get("/api/exchange_targets").await.json().as_array().unwrap().len(), 1, "the county's alone");
        for path in [format!("/api/exchange_targets/{own}"), format!("/api/exchange_runs/{id}"), format!("/api/exchange_runs/{id}/rows")] {
            assert_eq!(there.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(there.get("/api/exchange_runs").await.json()["items"].as_array().unwrap().is_empty());
        let file = there.post(&format!("/api/exchange_runs/{id}/file"), &json!({ "purpose": "交到省平台" })).await;
        assert_eq!(file.problem(), "registry.exchange-run-not-found");
        assert_eq!(receipt(&there, id, true, "证件号码,结果\r\n1,是\r\n").await.problem(), "registry.exchange-run-not-found");
        let body = json!({ "target_id": target, "union_id": r.here.id, "purpose": "按月上报省平台" });
        assert_eq!(there.post("/api/exchange_runs", &body).await.problem(), "registry.union-not-found");
        let difference = there.get(&format!("/api/exchange_targets/{target}/difference?union_id={}", r.here.id)).await;
        assert_eq!(difference.problem(), "registry.union-not-found");

        // Reporting by the county's target is not changing it.
        let shown = here.get(&format!("/api/exchange_targets/{target}")).await.json();
        assert_eq!((&shown["editable"], &shown["version"]), (&json!(false), &json!(1)));
        let path = format!("/api/exchange_targets/{target}/proposal");
        let propose = async |who: &Caller<'_>, version: &str| {
            who.call("POST", &path, &[("if-match", version)], Some(&form(r.county.id))).await
        };
        assert_eq!(propose(&here, "\"1\"").await.problem(), "registry.exchange-target-not-found");
        assert_eq!(propose(&county, "\"0\"").await.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(propose(&county, "\"1\"").await.status, StatusCode::OK);
        let mut wrong = form(r.county.id);
        wrong["definition"]["columns"] = json!([{ "header": "", "source": "salary" }]);
        let refused = county.post("/api/exchange_targets", &wrong).await;
        let fields: Vec<String> = refused.fields().into_iter().map(|f| f.1).collect();
        assert_eq!(fields, ["registry.exchange-header", "registry.exchange-source"]);
    }

    async fn the_samples_come_once_and_hold(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        three(&app, &r).await;
        let put = || block_in_place(|| app.store().write_blocking(|tx| api::put_exchange_samples(tx, &program()))).unwrap();
        assert_eq!((put(), put()), (2, 0));
        let api = Api::new(&app);
        let cadre = api.sign_in(Role::Registrar, r.county.id).await;
        let all = cadre.get("/api/exchange_targets").await.json();
        assert!(all.as_array().unwrap().iter().all(|t| t["sample"] == true), "{all}");
        for (n, rows) in [(0, 3), (1, 5)] {
            let id = begin(&cadre, all[n]["id"].as_str().unwrap(), r.county.id).await;
            work(&app, id);
            let shown = cadre.get(&format!("/api/exchange_runs/{id}")).await.json();
            assert_eq!((&shown["added"], &shown["refused"]), (&json!(rows), &json!(0)), "{shown}");
        }
    }

    async fn a_change_waits_for_a_second_person(db: &TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        three(&app, &r).await;
        let api = Api::new(&app);
        let one = api.sign_in(Role::Registrar, r.county.id).await;
        let two = api.sign_in(Role::Clerk, r.county.id).await;
        let below = api.sign_in(Role::Clerk, r.here.id).await;
        let target = waiting(&one, r.county.id).await;
        let path = format!("/api/exchange_targets/{target}");
        let body = json!({ "target_id": target, "union_id": r.county.id, "purpose": "按月上报省平台" });
        let early = one.post("/api/exchange_runs", &body).await;
        assert_eq!(early.fields(), [("/target_id".into(), "registry.exchange-not-approved".into())]);
        let decide = async |who: &Caller<'_>, deed: &str, note: &str| {
            let proposal = one.get(&path).await.json()["proposal"]["id"].clone();
            who.post(&format!("{path}/proposal/{deed}"), &json!({ "proposal_id": proposal, "note": note })).await
        };
        assert_eq!(decide(&one, "approve", "").await.problem(), "registry.own-proposal");
        assert_eq!(decide(&below, "approve", "").await.problem(), "registry.exchange-target-not-found");
        assert_eq!(decide(&two, "withdraw", "").await.problem(), "registry.proposal-decided");
        assert_eq!(decide(&two, "reject", "").await.problem(), "registry.invalid");
        let done = decide(&two, "approve", "对照过文件").await;
        assert_eq!((done.status, &done.json()["version"]), (StatusCode::OK, &json!(1)), "{}", done.json());
        assert_eq!(decide(&two, "approve", "").await.problem(), "registry.proposal-decided");

        // A change does nothing until somebody else agrees, and a run remembers by which version it went.
        let mut wanted = form(r.county.id);
        wanted["definition"]["columns"] = json!([{ "header": "名字", "source": "name" }]);
        let propose = async || one.call("POST", &format!("{path}/proposal"), &[("if-match", "\"1\"")], Some(&wanted)).await;
        let proposed = propose().await;
        assert_eq!((proposed.status, &proposed.json()["proposal"]["state"]), (StatusCode::OK, &json!("open")), "{}", proposed.json());
        assert_eq!(proposed.json()["definition"]["columns"].as_array().unwrap().len(), 7, "as before");
        assert_eq!(propose().await.problem(), "registry.proposal-waits");
        let (first, _) = run(&app, &one, &target, r.county.id).await;
        assert_eq!(decide(&two, "reject", "列不全").await.status, StatusCode::OK);
        let told = one.get("/api/notices").await.json().to_string();
        assert!(told.contains("未获批准") && told.contains("列不全"), "{told}");
        assert_eq!(propose().await.status, StatusCode::OK);
        assert_eq!(decide(&one, "withdraw", "").await.json()["proposal"]["state"], "withdrawn");
        assert_eq!(propose().await.status, StatusCode::OK);
        assert_eq!(decide(&two, "approve", "").await.status, StatusCode::OK);
        let next = begin(&one, &target, r.county.id).await;
        for (run, version, columns) in [(first, 1, 7), (next, 2, 1)] {
            let shown = one.get(&format!("/api/exchange_runs/{run}")).await.json();
            assert_eq!(shown["target_version"], json!(version), "{shown}");
            assert_eq!(shown["headers"].as_array().unwrap().len(), columns, "{shown}");
        }
        let deeds: Vec<String> = trace(&app).await.into_iter().map(|e| e.action).filter(|a| a.starts_with("exchange.target")).collect();
        let wanted = ["create", "approve", "propose", "reject", "propose", "withdraw", "propose", "approve"];
        assert_eq!(deeds.into_iter().rev().collect::<Vec<_>>(), wanted.map(|d| format!("exchange.target-{d}")));
    }
}
