//! A proposed move from the proposal to its end: answered, agreed to by the member, taken back, or met with silence; with
//! no day without cover, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{Api, Caller, Register, app, enter, id_number, person, setup, sql};
use axum::http::StatusCode;
use guard::{ActionKind, Actor, Grant, ResourceKind, Role, act, res};
use kernel::{Day, Id, OrgPath};
use platform::App;
use platform::accounts;
use platform::jobs::{Job, JobEnd};
use platform::parameters::{self, ParameterError, Proposal};
use serde_json::{Value, json};
use store::Tx;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const DAY_MS: i64 = 86_400_000;

/// 王丽 of 东方纺织 begins to work at 宏达模具, whose township enters her.
async fn propose(clerk: &Caller<'_>, r: &Register, name: &str, n: u32) -> Id {
    let form = json!({
        "union_id": r.mine.id, "name": name, "sex": "2", "document_number": id_number(n),
        "change_day": "2026-11-20", "change_kind": "2", "employer_name": "宏达模具有限公司"
    });
    let made = clerk.post("/api/members", &form).await;
    assert_eq!((made.status, &made.json()["transfer_proposed"]), (StatusCode::CREATED, &json!(true)));
    made.json()["id"].as_str().unwrap().parse().unwrap()
}

async fn setting(app: &App, people: u32) -> (Register, Vec<Id>) {
    block_in_place(|| app.load_dated()).unwrap();
    let name = |n: u32| format!("王丽{}", ["甲", "乙", "丙", "丁"][n as usize - 1]);
    let all: Vec<_> = (1..=people).map(|n| person(&name(n), &id_number(n), Some(&phone_of(n)))).collect();
    block_in_place(|| {
        let r = Register::new(app);
        let ids = enter(app, &r.theirs, all);
        (r, ids)
    })
}

/// Days of membership, oldest first: union, from, to.
fn stays(app: &App, person: Id) -> Vec<(Id, Day, Day)> {
    let text = format!(
        "SELECT union_id, valid_from, valid_to FROM membership WHERE person_id = {person} ORDER BY valid_from"
    );
    let sql = sql(text);
    let read = move |tx: &mut Tx<'_>| tx.query(&sql, &[], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
    block_in_place(|| app.store().read_blocking(read)).unwrap()
}

/// Titles of the messages of an account or a person.
fn told(app: &App, recipient: Id) -> Vec<String> {
    let read = move |tx: &mut Tx<'_>| platform::notices::list(tx, recipient, None, false, 50);
    block_in_place(|| app.store().read_blocking(read)).unwrap().into_iter().map(|n| n.title).collect()
}

fn holder(app: &App, union: Id) -> Id {
    let may = (ResourceKind::Transfer, ActionKind::Update);
    block_in_place(|| app.store().read_blocking(move |tx| accounts::holders(tx, union, may))).unwrap()[0]
}

fn one(answer: &Value) -> &Value {
    assert_eq!(answer["items"].as_array().unwrap().len(), 1, "{answer}");
    &answer["items"][0]
}

/// The hourly job.
fn fall_due(app: &App) {
    let job = Job { id: Id(1), kind: "registry.transfer-due".into(), payload: "null".into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == job.kind).unwrap();
    assert_eq!(block_in_place(|| handler.run(app, &job)).unwrap(), JobEnd::Done);
}

fn admin(n: i64, role: Role) -> Actor {
    Actor::staff(Id(n), format!("管理员{n}"), vec![Grant { role, union_id: Id(0), path: OrgPath::top() }])
}

/// Two people let a parameter be something else from today on.
fn set_parameter(app: &App, code: &'static str, value: &str) {
    let new = Proposal {
        area: String::new(),
        value: value.into(),
        valid_from: app.clock().today(),
        valid_to: Day::OPEN,
        source: "测试依据".into(),
        mark: "K".into(),
        reason: "测试逾期处理".into(),
    };
    let propose = admin(11, Role::SystemAdmin).permit::<res::Parameter, act::Propose>().unwrap();
    let approve = admin(12, Role::SecurityAdmin).permit::<res::Parameter, act::Approve>().unwrap();
    let (tree, present) = (app.org_tree().clone(), app.parameters());
    let change = move |tx: &mut Tx<'_>| {
        let id = parameters::propose(tx, tree.as_ref(), &present, &propose, code, &new)?;
        parameters::approve(tx, &approve, &present, id, "")?;
        Ok::<_, ParameterError>(())
    };
    block_in_place(|| {
        app.store().write_blocking(change).unwrap();
        app.refresh_dated().unwrap();
    });
}

fn phone_of(n: u32) -> String {
    format!("1380574000{n}")
}

db_test! { setup();
    async fn the_old_union_answers_and_no_day_is_without_cover(db: &TestDb) {
        let app = app(db);
        let (r, people) = setting(&app, 2).await;
        let api = Api::new(&app);
        let new = api.sign_in(Role::Clerk, r.here.id).await;
        let old = api.sign_in(Role::Chair, r.theirs.id).await;
        let person = propose(&new, &r, "王丽甲", 1).await;
        assert_eq!(person, people[0]);
        assert_eq!(told(&app, holder(&app, r.theirs.id)), ["有会籍转接待答复"]);
        assert_eq!(told(&app, person), ["会籍转接"]);
        // The one waits, the other answers.
        let mine = old.get("/api/transfers?direction=out").await.json();
        let row = one(&mine);
        assert_eq!((&row["answerable"], &row["withdrawable"], &row["overdue"]), (&json!(true), &json!(false), &json!(false)));
        assert_eq!(row["due_on"], json!(app.clock().today().plus_days(30)));
        assert_eq!(old.get("/api/transfers?direction=in").await.json()["items"], json!([]));
        let theirs = new.get("/api/transfers?direction=in").await.json();
        assert_eq!((&one(&theirs)["answerable"], &one(&theirs)["withdrawable"]), (&json!(false), &json!(true)));
        let path = format!("/api/transfers/{person}");
        let yes = json!({ "accept": true });
        assert_eq!(new.post(&format!("{path}/answer"), &yes).await.status, StatusCode::NOT_FOUND, "not the asker");
        assert_eq!(old.post(&format!("{path}/withdraw"), &json!({})).await.status, StatusCode::NOT_FOUND);
        assert_eq!(old.post(&format!("{path}/answer"), &yes).await.status, StatusCode::NO_CONTENT);
        assert_eq!(old.post(&format!("{path}/answer"), &yes).await.status, StatusCode::NOT_FOUND, "once");
        let all = stays(&app, person);
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].0, all[1].0, all[1].2), (r.theirs.id, r.mine.id, Day::OPEN));
        assert_eq!(all[0].2.plus_days(1), all[1].1, "no day without cover, none with two");
        assert_eq!(told(&app, holder(&app, r.here.id)), ["会籍已转接"]);
        let done = new.get("/api/transfers?answered=true").await.json();
        assert_eq!((&one(&done)["state"], &one(&done)["answerable"]), (&json!("accepted"), &json!(false)));
        // The next one is taken back by who asked.
        let person = propose(&new, &r, "王丽乙", 2).await;
        let note = json!({ "note": "登记有误" });
        assert_eq!(new.post(&format!("/api/transfers/{person}/withdraw"), &note).await.status, StatusCode::NO_CONTENT);
        assert_eq!(stays(&app, person).len(), 1);
        let heard = told(&app, holder(&app, r.theirs.id));
        assert_eq!(heard[..2], ["会籍转接已撤回", "有会籍转接待答复"], "the other side learns of it");
        let done = new.get("/api/transfers?answered=true&limit=1").await.json();
        assert_eq!((&one(&done)["state"], &one(&done)["note"]), (&json!("withdrawn"), &json!("登记有误")));
        let next = done["next"].as_str().unwrap();
        let rest = new.get(&format!("/api/transfers?answered=true&limit=1&after={next}")).await.json();
        assert_eq!(one(&rest)["state"], json!("accepted"));
    }

    async fn the_member_agrees_or_refuses_with_one_tap(db: &TestDb) {
        let app = app(db);
        let (r, people) = setting(&app, 2).await;
        let api = Api::new(&app);
        let new = api.sign_in(Role::Clerk, r.here.id).await;
        let old = api.sign_in(Role::Chair, r.theirs.id).await;
        let phone = api.member("王丽甲", &id_number(1), &phone_of(1)).await;
        assert_eq!(phone.get("/api/me/transfer").await.json(), Value::Null);
        propose(&new, &r, "王丽甲", 1).await;
        let seen = phone.get("/api/me/transfer").await.json();
        assert_eq!((&seen["from_union"], &seen["to_union"], &seen["agreed"]), (&json!(r.theirs.name), &json!(r.mine.name), &json!(false)));
        let agree = json!({ "agree": true });
        for _ in 0..2 {
            assert_eq!(phone.post("/api/me/transfer/answer", &agree).await.status, StatusCode::NO_CONTENT);
        }
        assert_eq!(phone.get("/api/me/transfer").await.json()["agreed"], json!(true));
        assert_eq!(one(&old.get("/api/transfers").await.json())["agreed"], json!(true));
        let heard = told(&app, holder(&app, r.theirs.id));
        assert_eq!(heard, ["会员本人已同意转接", "有会籍转接待答复"], "a second tap changes nothing");
        // Nobody answers for somebody else; who has nothing to answer is told so.
        let other = api.member("王丽乙", &id_number(2), &phone_of(2)).await;
        assert_eq!(other.post("/api/me/transfer/answer", &agree).await.status, StatusCode::NOT_FOUND);
        propose(&new, &r, "王丽乙", 2).await;
        assert_eq!(other.post("/api/me/transfer/answer", &json!({ "agree": false })).await.status, StatusCode::NO_CONTENT);
        let done = new.get("/api/transfers?answered=true").await.json();
        assert_eq!((&one(&done)["state"], &one(&done)["note"]), (&json!("returned"), &json!("本人不同意")));
        assert_eq!(stays(&app, people[1]).len(), 1);
    }

    async fn silence_is_dealt_with_as_the_parameter_says(db: &TestDb) {
        let app = app(db);
        let (r, people) = setting(&app, 4).await;
        let api = Api::new(&app);
        let new = api.sign_in(Role::Clerk, r.here.id).await;
        api.sign_in(Role::Registrar, r.county.id).await;
        let county = holder(&app, r.county.id);
        let state = |person: Id| {
            let text = format!("SELECT state FROM transfer_proposal WHERE person_id = {person}");
            let sql = sql(text);
            let read = move |tx: &mut Tx<'_>| tx.query_one(&sql, &[], |r| r.get::<String>(0));
            block_in_place(|| app.store().read_blocking(read)).unwrap().unwrap()
        };
        // The usual way: the union above both is asked, once, and the proposal stays open.
        propose(&new, &r, "王丽甲", 1).await;
        db.clock().advance_ms(30 * DAY_MS);
        fall_due(&app);
        assert_eq!(told(&app, county), ["有会籍转接待答复"], "the last day is not over");
        db.clock().advance_ms(DAY_MS);
        fall_due(&app);
        db.clock().advance_ms(DAY_MS);
        fall_due(&app);
        assert_eq!(told(&app, county), ["会籍转接逾期，请处理", "有会籍转接待答复"], "once");
        assert_eq!(state(people[0]), "proposed");
        // Silence is consent.
        set_parameter(&app, "transfer.on_silence", "accept");
        // Sessions end within a month; each time somebody else asks.
        let new = api.sign_in(Role::Registrar, r.here.id).await;
        propose(&new, &r, "王丽乙", 2).await;
        db.clock().advance_ms(31 * DAY_MS);
        fall_due(&app);
        assert_eq!((state(people[1]).as_str(), stays(&app, people[1]).len()), ("accepted", 2));
        assert_eq!(state(people[0]), "proposed", "handed up already: the union above answers");
        // Silence is refusal.
        set_parameter(&app, "transfer.on_silence", "return");
        let new = api.sign_in(Role::Clerk, r.mine.id).await;
        propose(&new, &r, "王丽丙", 3).await;
        db.clock().advance_ms(31 * DAY_MS);
        fall_due(&app);
        assert_eq!((state(people[2]).as_str(), stays(&app, people[2]).len()), ("returned", 1));
        // Who has left meanwhile cannot be moved by silence.
        set_parameter(&app, "transfer.on_silence", "accept");
        let new = api.sign_in(Role::Registrar, r.mine.id).await;
        propose(&new, &r, "王丽丁", 4).await;
        let gone = people[3];
        let leave = move |tx: &mut Tx<'_>| {
            let text = format!("UPDATE membership SET valid_to = 20261120, status = 'left' WHERE person_id = {gone}");
            tx.execute(&sql(text), &[])
        };
        block_in_place(|| app.store().write_blocking(leave)).unwrap();
        db.clock().advance_ms(31 * DAY_MS);
        fall_due(&app);
        assert_eq!((state(gone).as_str(), stays(&app, gone).len()), ("returned", 1));
    }
}
