//! Founding and elections from the request to the approval, and terms that end; on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Answer, Api, Caller, Register, app, number, program, setup, sql};
use axum::http::StatusCode;
use guard::{ActionKind, ResourceKind, Role, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::accounts;
use platform::jobs::{Job, JobEnd};
use registry::RegistryError;
use serde_json::{Value, json};
use store::Tx;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const DAY_MS: i64 = 86_400_000;

async fn setting(app: &App) -> Register {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| Register::new(app))
}

/// Takes a step of an election by its address.
async fn step(by: &Caller<'_>, e: &Value, deed: &str, body: Value) -> Answer {
    let (union, id) = (e["union_id"].as_str().unwrap(), e["id"].as_str().unwrap());
    by.post(&format!("/api/unions/{union}/elections/{id}/{deed}"), &body).await
}

async fn takes(by: &Caller<'_>, e: &Value, deed: &str, body: Value) -> Value {
    let answer = step(by, e, deed, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{deed}: {}", answer.json());
    answer.json()
}

fn candidate(name: &str, post: &str, votes: i64, elected: bool) -> Value {
    json!({ "name": name, "post": post, "votes": votes, "elected": elected })
}

fn congress() -> Value {
    json!({ "method": "assembly", "planned_on": "2026-11-23", "seats": 3, "entitled": 40,
        "candidates": [candidate("陈卫国", "10", 0, false), candidate("王丽", "30", 0, false)] })
}

fn votes() -> Value {
    json!({ "held_on": "2026-11-23", "attended": 36, "candidates": [
        candidate("陈卫国", "10", 35, true), candidate("王丽", "30", 30, true), candidate("赵敏", "30", 4, false)] })
}

fn told(app: &App, recipient: Id) -> Vec<String> {
    let read = move |tx: &mut Tx<'_>| platform::notices::list(tx, recipient, None, false, 50);
    block_in_place(|| app.store().read_blocking(read)).unwrap().into_iter().map(|n| n.title).collect()
}

fn holder(app: &App, union: Id, action: ActionKind) -> Id {
    let may = (ResourceKind::Election, action);
    block_in_place(|| app.store().read_blocking(move |tx| accounts::holders(tx, union, may))).unwrap()[0]
}

fn remind(app: &App) {
    let kind = "registry.terms-due";
    let job = Job { id: Id(1), kind: kind.into(), payload: "null".into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == kind).unwrap();
    assert_eq!(block_in_place(|| handler.run(app, &job)).unwrap(), JobEnd::Done);
}

async fn unions(by: &Caller<'_>, place: Id, day: &str) -> i64 {
    let all = by.get(&format!("/api/figures?union_id={place}&day={day}")).await.json();
    let all = all["figures"].as_array().unwrap().clone();
    all.iter().find(|f| f["code"] == "union.count").unwrap()["value"].as_i64().unwrap()
}

db_test! { setup();
    async fn a_union_is_founded_from_the_request_to_the_approval(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let (county, clerk) = (api.sign_in(Role::Registrar, r.county.id).await, api.sign_in(Role::Clerk, r.here.id).await);
        let before = unions(&county, r.here.id, "2026-11-23").await;
        let form = json!({ "parent_id": r.here.id, "name": "新星塑料有限公司工会委员会", "level": 60, "kind": "50",
            "chair": "陈卫国", "number": "新星〔2026〕1号", "note": "职工40人" });
        let made = clerk.post_once("/api/union-formations", "founding-1", &form).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        let e = made.json();
        assert_eq!(clerk.post_once("/api/union-formations", "founding-1", &form).await.json()["id"], e["id"]);
        assert_eq!((&e["state"], &e["kind"]), (&json!("applied"), &json!("founding")));
        let id = e["union_id"].as_str().unwrap();
        let listed = clerk.get("/api/unions?state=preparing").await;
        assert_eq!(listed.items("name"), ["新星塑料有限公司工会委员会"]);
        assert_eq!(unions(&county, r.here.id, "2026-11-23").await, before, "it does not count yet");
        assert_eq!(told(&app, holder(&app, r.here.id, ActionKind::Approve)), [""; 0], "who asked is not told");

        let e = takes(&clerk, &e, "answer", json!({ "agree": true, "number": "胡工〔2026〕8号" })).await;
        assert_eq!(e["state"], "preparing");
        let e = takes(&clerk, &e, "congress", congress()).await;
        let e = takes(&clerk, &e, "votes", votes()).await;
        let e = takes(&clerk, &e, "report", json!({})).await;
        let e = takes(&clerk, &e, "approval", json!({ "accept": true, "number": "胡工〔2026〕9号", "years": 3 })).await;
        assert_eq!((&e["state"], &e["term_from"], &e["term_to"]), (&json!("approved"), &json!("2026-11-23"), &json!("2029-11-22")));
        let u = clerk.get(&format!("/api/unions/{id}")).await.json();
        assert_eq!((&u["state"], &u["founded_on"], &u["chair"], &u["form"]["approval_number"], &u["form"]["term_to"]),
            (&json!("in_office"), &json!("2026-11-23"), &json!("陈卫国"), &json!("胡工〔2026〕9号"), &json!("2029-11-22")));
        assert_eq!(unions(&county, r.here.id, "2026-11-23").await, before + 1);
        assert_eq!(unions(&county, r.here.id, "2026-11-22").await, before, "from the day of the approval");
        let all = clerk.get(&format!("/api/unions/{id}/elections")).await.json();
        let officers: Vec<_> = all["officers"].as_array().unwrap().iter().map(|o| (o["name"].clone(), o["post"].clone())).collect();
        assert_eq!(officers, [(json!("陈卫国"), json!("10")), (json!("王丽"), json!("30"))]);
        let tree = county.get(&format!("/api/unions/{}/tree?day=2026-11-23", r.here.id)).await;
        assert_eq!(tree.items("name").len(), 3);
        assert_eq!(step(&clerk, &e, "cancel", json!({})).await.problem(), "registry.wrong-state");
        // The letters are between unions as they were called on their day, whatever they are called later.
        let here = r.here.id;
        let former = move |tx: &mut Tx<'_>| {
            let text = format!("INSERT INTO union_former (union_id, valid_to, name, kind) VALUES ({here}, 20261123, '胡陈区工会', '10')");
            tx.execute(&sql(text), &[])
        };
        block_in_place(|| app.store().write_blocking(former)).unwrap();
        let letters = clerk.get(&format!("/api/unions/{id}/elections")).await.json()["elections"][0]["letters"].clone();
        for letter in ["start", "approval"] {
            assert_eq!(letters[letter]["above"], json!("胡陈区工会"), "{letters}");
            assert_eq!(letters[letter]["union_name"], json!("新星塑料有限公司工会委员会"));
        }
    }

    async fn a_committee_is_renewed_and_nobody_approves_the_own_result(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let (chair, clerk) = (api.sign_in(Role::Chair, r.mine.id).await, api.sign_in(Role::Clerk, r.here.id).await);
        let other = api.sign_in(Role::Clerk, r.there.id).await;
        let own = api.sign_in(Role::Clerk, r.mine.id).await;
        let at = format!("/api/unions/{}/elections", r.mine.id);
        assert_eq!(other.post(&at, &json!({ "kind": "renewal" })).await.status, StatusCode::NOT_FOUND);
        assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND);
        let e = chair.post(&at, &json!({ "kind": "renewal", "number": "宏工〔2026〕2号" })).await.json();
        assert_eq!(chair.post(&at, &json!({ "kind": "renewal" })).await.problem(), "registry.election-open");
        assert_eq!(told(&app, holder(&app, r.here.id, ActionKind::Approve)), ["有请示待答复"]);
        assert_eq!(step(&chair, &e, "answer", json!({ "agree": true })).await.status, StatusCode::FORBIDDEN);
        assert_eq!(step(&own, &e, "answer", json!({ "agree": true })).await.problem(), "registry.approval-above");
        assert_eq!(step(&other, &e, "answer", json!({ "agree": true })).await.status, StatusCode::NOT_FOUND);
        assert_eq!(step(&chair, &e, "votes", votes()).await.problem(), "registry.wrong-state");
        takes(&clerk, &e, "answer", json!({ "agree": true, "number": "胡工〔2026〕20号" })).await;
        takes(&chair, &e, "congress", congress()).await;
        // The law is not met: nothing is kept.
        for (change, field, code) in [
            (json!({ "attended": 26 }), "/attended", "registry.election-quorum"),
            (json!({ "held_on": "2026-11-25" }), "/held_on", "registry.election-day"),
            (json!({ "candidates": [candidate("陈卫国", "10", 20, true)] }), "/candidates/0/votes", "registry.election-not-elected"),
            (json!({ "candidates": [candidate("陈卫国", "10", 37, true)] }), "/candidates/0/votes", "registry.election-votes"),
            (json!({ "candidates": [candidate("陈卫国", "30", 30, true)] }), "/candidates", "registry.election-chair"),
        ] {
            let mut body = votes();
            for (k, v) in change.as_object().unwrap() {
                body[k] = v.clone();
            }
            let refused = step(&chair, &e, "votes", body).await;
            assert!(refused.fields().contains(&(field.to_owned(), code.to_owned())), "{code}: {}", refused.json());
        }
        let unchanged = chair.get(&at).await.json()["elections"][0].clone();
        assert_eq!((&unchanged["state"], &unchanged["attended"]), (&json!("called"), &json!(0)));
        takes(&chair, &e, "votes", votes()).await;
        takes(&chair, &e, "report", json!({})).await;
        assert_eq!(clerk.get("/api/elections").await.items("id").len(), 1);
        let back = takes(&clerk, &e, "approval", json!({ "accept": false, "note": "缺签到表" })).await;
        assert_eq!((&back["state"], &back["note"]), (&json!("voted"), &json!("缺签到表")));
        takes(&chair, &e, "report", json!({})).await;
        let years = step(&clerk, &e, "approval", json!({ "accept": true, "years": 4 })).await;
        assert_eq!(years.fields(), [("/years".to_owned(), "registry.election-years".to_owned())]);
        takes(&clerk, &e, "approval", json!({ "accept": true, "number": "胡工〔2026〕21号", "years": 5 })).await;
        assert_eq!(told(&app, holder(&app, r.mine.id, ActionKind::Update)).iter().filter(|t| *t == "选举结果已批复").count(), 1);
        assert!(clerk.get("/api/elections").await.items("id").is_empty());
        assert_eq!(block_in_place(|| number(app.store(), "SELECT count(*) FROM fact WHERE indicator = 'union.elected'")), 1);
        // The next committee takes the offices over; the former ones are kept.
        let e = chair.post(&at, &json!({ "kind": "by_election" })).await.json();
        takes(&clerk, &e, "answer", json!({ "agree": true })).await;
        takes(&chair, &e, "congress", congress()).await;
        takes(&chair, &e, "votes", json!({ "held_on": "2026-11-23", "attended": 36, "candidates": [candidate("赵敏", "10", 33, true)] })).await;
        takes(&chair, &e, "report", json!({})).await;
        takes(&clerk, &e, "approval", json!({ "accept": true })).await;
        let officers = chair.get(&at).await.json()["officers"].clone();
        let now: Vec<_> = officers.as_array().unwrap().iter().filter(|o| o["valid_to"].is_null()).map(|o| o["name"].clone()).collect();
        assert_eq!(now, [json!("赵敏"), json!("王丽")], "a new chair, the rest stays");
        assert_eq!(officers.as_array().unwrap().len(), 3);
    }

    async fn two_clerks_approve_at_once_and_it_counts_once(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let (county, clerk) = (api.sign_in(Role::Registrar, r.county.id).await, api.sign_in(Role::Clerk, r.here.id).await);
        let at = format!("/api/unions/{}/elections", r.mine.id);
        let e = clerk.post(&at, &json!({ "kind": "renewal" })).await.json();
        takes(&clerk, &e, "answer", json!({ "agree": true })).await;
        takes(&clerk, &e, "congress", congress()).await;
        takes(&clerk, &e, "votes", votes()).await;
        takes(&clerk, &e, "report", json!({})).await;
        let yes = json!({ "accept": true });
        let (a, b) = tokio::join!(step(&county, &e, "approval", yes.clone()), step(&clerk, &e, "approval", yes.clone()));
        let ok = [a.status, b.status].into_iter().filter(|s| *s == StatusCode::OK).count();
        assert_eq!(ok, 1, "{} {}", a.json(), b.json());
        let facts = "SELECT count(*) FROM fact WHERE indicator = 'union.elected'";
        assert_eq!(block_in_place(|| number(app.store(), facts)), 1);
        let officers = "SELECT count(*) FROM union_officer";
        assert_eq!(block_in_place(|| number(app.store(), officers)), 2);
    }

    async fn terms_that_end_are_listed_reminded_of_once_and_may_be_extended(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let (county, chair) = (api.sign_in(Role::Registrar, r.county.id).await, api.sign_in(Role::Chair, r.mine.id).await);
        let at = format!("/api/unions/{}/elections", r.mine.id);
        let ask = |day: &str| json!({ "kind": "extension", "term_to": day, "note": "疫情影响" });
        assert_eq!(chair.post(&at, &ask("2027-05-01")).await.fields(), [("/term_to".to_owned(), "registry.term-unknown".to_owned())]);
        // The term ends in 80 days.
        let scope = program().permit::<res::Union, act::Update>().unwrap();
        let (id, version) = (r.mine.id, r.mine.version);
        block_in_place(|| app.store().write_blocking(move |tx| {
            registry::api::edit_union(tx, &scope, id, version, |u| u.form.term_to = Some(Day::constant(2027, 2, 11)))
        })).map_err(|e: RegistryError| e.to_string()).unwrap();
        assert_eq!(county.get("/api/unions?term_to=2027-02-10&sort=term").await.items("id").len(), 0);
        assert_eq!(county.get("/api/unions?term_to=2027-02-11&sort=term").await.items("id"), [r.mine.id.to_string()]);
        let me = holder(&app, r.mine.id, ActionKind::Update);
        remind(&app);
        remind(&app);
        assert_eq!(told(&app, me), ["工会任期将届满"], "once for each of the days");
        for (day, code) in [("2027-02-11", "registry.extension-day"), ("2027-08-12", "registry.extension-day")] {
            assert_eq!(chair.post(&at, &ask(day)).await.fields(), [("/term_to".to_owned(), code.to_owned())]);
        }
        let e = chair.post(&at, &ask("2027-08-11")).await.json();
        let done = takes(&county, &e, "answer", json!({ "agree": true, "number": "县工〔2026〕30号" })).await;
        assert_eq!(done["state"], "approved");
        assert_eq!(county.get("/api/unions?term_to=2027-08-10").await.items("id").len(), 0);
        db.clock().advance_ms(270 * DAY_MS);
        remind(&app);
        assert_eq!(told(&app, me)[0], "工会任期已届满");
    }

    async fn a_refused_founding_leaves_no_union_in_the_lists(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let form = json!({ "parent_id": r.here.id, "name": "只有两人的工会委员会", "level": 60, "kind": "50" });
        let e = clerk.post("/api/union-formations", &form).await.json();
        let done = takes(&clerk, &e, "answer", json!({ "agree": false, "note": "请参加联合工会" })).await;
        assert_eq!((&done["state"], &done["note"]), (&json!("refused"), &json!("请参加联合工会")));
        assert_eq!(clerk.get("/api/unions").await.items("id").len(), 2);
        let wrong = json!({ "parent_id": r.there.id, "name": "别处的工会委员会", "level": 60, "kind": "50" });
        assert_eq!(clerk.post("/api/union-formations", &wrong).await.status, StatusCode::NOT_FOUND);
    }
}
