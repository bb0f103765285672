//! Changes of the tree: merged, moved, dissolved, upgraded and split; with the past as it was, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use crate::common::{
    Api, Caller, Register, app, enter, id_number, number, person, plant, program, setup, sql,
};
use axum::http::StatusCode;
use guard::{Role, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::jobs::{Job, JobEnd};
use registry::api::{self, Union};
use serde_json::{Value, json};
use store::Tx;
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

const DAY_MS: i64 = 86_400_000;

async fn setting(app: &App) -> Register {
    block_in_place(|| app.load_dated()).unwrap();
    block_in_place(|| Register::new(app))
}

fn people(app: &App, union: &Union, from: u32, to: u32) -> Vec<Id> {
    let all = (from..to).map(|n| person(&format!("工友{n}"), &id_number(n), None)).collect();
    block_in_place(|| enter(app, union, all))
}

/// The job that runs every ten minutes.
fn fall_due(app: &App) {
    let kind = "registry.union-changes-due";
    let job = Job { id: Id(1), kind: kind.into(), payload: "null".into(), attempts: 0 };
    let all = (registry::module().jobs)();
    let handler = all.iter().find(|h| h.kind() == kind).unwrap();
    assert_eq!(block_in_place(|| handler.run(app, &job)).unwrap(), JobEnd::Done);
}

fn order(kind: &str, day: &str, target: Option<Id>) -> Value {
    json!({ "kind": kind, "day": day, "target_id": target, "document": "示工〔2026〕12号", "reason": "区划调整" })
}

/// Orders a change and works it off; what became of it.
async fn change(app: &App, by: &Caller<'_>, union: Id, order: &Value) -> Value {
    let made = by.post(&format!("/api/unions/{union}/tree-changes"), order).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    fall_due(app);
    last_change(by, union).await
}

async fn last_change(by: &Caller<'_>, union: Id) -> Value {
    by.get(&format!("/api/unions/{union}/tree-changes")).await.json()[0].clone()
}

/// Name, depth, members and employers of the tree of a day.
async fn tree(by: &Caller<'_>, union: Id, day: &str) -> Vec<(String, i64, i64, i64)> {
    let (mut all, mut after) = (Vec::new(), String::new());
    loop {
        let answer = by.get(&format!("/api/unions/{union}/tree?day={day}&limit=2{after}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json());
        let page = answer.json();
        for row in page["items"].as_array().unwrap() {
            let n = |field: &str| row[field].as_i64().unwrap();
            all.push((row["name"].as_str().unwrap().to_owned(), n("depth"), n("members"), n("employers")));
        }
        let Some(next) = page["next"].as_str() else { return all };
        after = format!("&after={next}");
    }
}

/// A zone of a union with another one in it: its address.
async fn zone_of(by: &Caller<'_>, keeper: Id, inside: Id) -> String {
    let form = json!({ "kind": "area", "name": format!("片区{keeper}"), "union_id": keeper, "cadre_name": "王海波", "valid_from": "2024-03-01" });
    let made = by.post("/api/zones", &form).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
    let at = format!("/api/zones/{}", made.json()["id"].as_str().unwrap());
    let all = json!({ "union_ids": [inside], "employer_ids": [] });
    let filled = by.call("POST", &format!("{at}/members"), &[("if-match", "\"1\"")], Some(&all)).await;
    assert_eq!(filled.status, StatusCode::OK, "{}", filled.json());
    at
}

async fn members(by: &Caller<'_>, union: Id, day: &str) -> i64 {
    let all = by.get(&format!("/api/figures?union_id={union}&day={day}")).await.json();
    let all = all["figures"].as_array().unwrap().clone();
    all.iter().find(|f| f["code"] == "member.total").unwrap()["value"].as_i64().unwrap()
}

/// Covers an employer from a day on.
fn employ(app: &App, name: &str, union: Id, day: Day) -> Id {
    let scope = program().permit::<res::Employer, act::Create>().unwrap();
    let json = json!({ "name": name, "workers": 40, "address": "", "division_code": "", "contact": "", "phone": "",
        "nature": "", "economic_type": "", "credit_code": "", "old_code": "", "industry": "", "size_class": "",
        "above_scale": "", "female_workers": 0, "migrant_workers": 0 });
    let facts: api::EmployerFacts = serde_json::from_value(json).unwrap();
    let work = move |tx: &mut Tx<'_>| api::create_employer(tx, &scope, &facts, union, Some(day));
    block_in_place(|| app.store().write_blocking(work)).unwrap().id
}

fn names(rows: &[(String, i64, i64, i64)]) -> Vec<&str> {
    rows.iter().map(|(name, ..)| name.as_str()).collect()
}

/// Nobody has two open memberships, a gap or an overlap; nobody is open in a dissolved union.
fn sound(app: &App) {
    let open = "SELECT count(*) FROM membership m WHERE m.valid_to = 99991231";
    let gone = format!("{open} AND m.union_id IN (SELECT id FROM trade_union WHERE state = 'dissolved')");
    assert_eq!(block_in_place(|| number(app.store(), &gone)), 0, "a member of a dissolved union");
    let astray = format!("{open} AND m.union_path NOT IN (SELECT path FROM trade_union)");
    assert_eq!(block_in_place(|| number(app.store(), &astray)), 0, "a membership at no place");
    let rows = sql("SELECT person_id, valid_from, valid_to FROM membership ORDER BY person_id, valid_from");
    let all: Vec<(Id, Day, Day)> = block_in_place(|| {
        app.store().read_blocking(move |tx| {
            tx.query(&rows, &[], |r| Ok((r.get::<Id>(0)?, r.get::<Day>(1)?, r.get::<Day>(2)?)))
        })
    })
    .unwrap();
    for pair in all.windows(2).filter(|p| p[0].0 == p[1].0) {
        assert_eq!(pair[0].2.plus_days(1), pair[1].1, "a day without cover, or with two: {pair:?}");
    }
}

db_test! { setup();
    async fn two_townships_are_merged_and_march_stays_as_it_was(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let ids = people(&app, &r.mine, 1, 6);
        people(&app, &r.theirs, 6, 9);
        people(&app, &r.here, 9, 11);
        employ(&app, "宏达模具有限公司", r.mine.id, Day::constant(2020, 1, 1));
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        // One of them is retained.
        let step = json!({ "kind": "retained", "day": "2026-02-01", "reason": "" });
        assert_eq!(county.post(&format!("/api/members/{}/leave", ids[0]), &step).await.status, StatusCode::OK);
        let kept = zone_of(&county, r.here.id, r.mine.id).await;
        let over = zone_of(&county, r.county.id, r.here.id).await;
        let march = tree(&county, r.county.id, "2026-03-31").await;
        assert_eq!(march[1], ("胡陈乡总工会".to_owned(), 1, 7, 1));

        let preview = county.post(&format!("/api/unions/{}/tree-changes/preview", r.here.id),
            &order("merge", "2026-06-01", Some(r.there.id))).await.json();
        assert_eq!((&preview["unions"], &preview["members"], &preview["faults"]), (&json!(1), &json!(2), &json!([])));
        let done = change(&app, &county, r.here.id, &order("merge", "2026-06-01", Some(r.there.id))).await;
        assert_eq!((&done["state"], &done["unions_moved"], &done["members_moved"]), (&json!("done"), &json!(1), &json!(2)));

        assert_eq!(tree(&county, r.county.id, "2026-03-31").await, march, "March stays as it was");
        assert_eq!(tree(&county, r.county.id, "2026-05-31").await, march, "to the day before");
        let june = tree(&county, r.county.id, "2026-06-01").await;
        assert_eq!(names(&june), ["示范县总工会", "长街镇总工会", "东方纺织有限公司工会委员会", "宏达模具有限公司工会委员会"]);
        assert_eq!(june[1], ("长街镇总工会".to_owned(), 1, 10, 1), "everybody is there");
        assert_eq!(june[0].2, march[0].2, "nobody is lost or counted twice");
        assert_eq!(tree(&county, r.here.id, "2026-03-31").await.len(), 2, "the old township can be printed");
        assert!(tree(&county, r.here.id, "2026-06-01").await.is_empty());
        assert_eq!((members(&county, r.county.id, "2026-05-31").await, members(&county, r.county.id, "2026-06-01").await), (10, 10));
        assert_eq!(members(&county, r.there.id, "2026-06-01").await, 10);
        let retained = "SELECT count(*) FROM membership WHERE status = 'retained' AND valid_to = 99991231";
        assert_eq!(block_in_place(|| number(app.store(), retained)), 1, "who was retained is still");
        sound(&app);

        let old = county.get(&format!("/api/unions/{}", r.here.id)).await.json();
        assert_eq!((&old["state"], &old["dissolved_on"], &old["successor_name"]),
            (&json!("dissolved"), &json!("2026-06-01"), &json!("长街镇总工会")));
        let (kept, over) = (county.get(&kept).await.json(), county.get(&over).await.json());
        assert_eq!((&kept["union_id"], kept["members"].as_array().unwrap().len()), (&json!(r.there.id), 1), "the zone goes on");
        assert_eq!(over["members"], json!([]), "what ended lies in no zone");
        assert_eq!(county.get("/api/unions").await.items("name").len(), 4, "a dissolved union is not in the list");
        assert_eq!(county.get("/api/unions?state=dissolved").await.items("name"), ["胡陈乡总工会"]);
        let form = json!({ "union_id": r.here.id, "name": "来迟了", "sex": "1", "document_number": id_number(99),
            "change_day": "2026-11-20", "change_kind": "1" });
        let late = county.post("/api/members", &form).await;
        assert_eq!((late.status, late.problem()), (StatusCode::CONFLICT, "registry.union-dissolved".into()));
    }

    async fn who_sees_a_member_follows_the_union(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let ids = people(&app, &r.mine, 1, 4);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let (here, there) = (api.sign_in(Role::Clerk, r.here.id).await, api.sign_in(Role::Clerk, r.there.id).await);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let sees = async |c: &Caller<'_>| c.get(&format!("/api/members/{}", ids[0])).await.status == StatusCode::OK;
        assert_eq!((sees(&here).await, sees(&there).await, sees(&chair).await), (true, false, true));
        let done = change(&app, &county, r.mine.id, &order("move", "2026-06-01", Some(r.there.id))).await;
        assert_eq!((&done["state"], &done["unions_moved"]), (&json!("done"), &json!(1)));
        assert_eq!((sees(&here).await, sees(&there).await, sees(&chair).await), (false, true, true), "sessions follow at once");
        assert_eq!(there.get("/api/members").await.items("id").len(), 3);
        assert_eq!(names(&tree(&here, r.here.id, "2026-05-31").await), ["胡陈乡总工会", "宏达模具有限公司工会委员会"]);
        assert_eq!(names(&tree(&here, r.here.id, "2026-06-01").await), ["胡陈乡总工会"]);
        assert_eq!((members(&county, r.there.id, "2026-05-31").await, members(&county, r.there.id, "2026-06-01").await), (0, 3));
        sound(&app);
        // And back again: each stretch is kept.
        let done = change(&app, &county, r.mine.id, &order("move", "2026-09-01", Some(r.here.id))).await;
        assert_eq!(done["state"], "done");
        for (day, place) in [("2026-05-31", r.here.id), ("2026-06-01", r.there.id), ("2026-08-31", r.there.id), ("2026-09-01", r.here.id)] {
            assert_eq!(members(&county, place, day).await, 3, "{day}");
        }
    }

    async fn employers_and_their_members_are_split_off_and_the_rest_stays(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let joint = block_in_place(|| plant(&app, Some(r.here.id), 60, "60", "工业园联合工会委员会"));
        let (a, b) = (employ(&app, "甲公司", joint.id, Day::constant(2020, 1, 1)), employ(&app, "乙公司", joint.id, Day::constant(2026, 10, 1)));
        let ids = people(&app, &joint, 1, 5);
        block_in_place(|| app.store().write_blocking(move |tx| {
            let set = sql(format!("UPDATE membership SET employer_id = {b}, employer_name = '乙公司' WHERE person_id IN ({}, {})", ids[0], ids[1]));
            tx.execute(&set, &[])?;
            tx.execute(&sql(format!("UPDATE membership SET employer_name = '乙公司' WHERE person_id = {}", ids[2])), &[]).map(drop)
        })).unwrap();
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let split = json!({ "kind": "split", "day": "2026-07-01", "new_name": "乙公司工会委员会", "new_kind": "50", "employers": [b] });
        let done = change(&app, &county, joint.id, &split).await;
        assert_eq!((&done["state"], &done["employers_moved"], &done["members_moved"]), (&json!("done"), &json!(1), &json!(3)));
        let new: Id = done["target_id"].as_str().unwrap().parse().unwrap();
        assert_eq!((members(&county, new, "2026-07-01").await, members(&county, joint.id, "2026-07-01").await), (3, 1));
        assert_eq!(members(&county, joint.id, "2026-06-30").await, 4);
        let cover = county.get(&format!("/api/employers/{b}")).await.json();
        assert_eq!((&cover["union_name"], &cover["covered_from"]), (&json!("乙公司工会委员会"), &json!("2026-10-01")), "not before it was covered at all");
        assert_eq!(county.get(&format!("/api/employers/{a}")).await.json()["union_name"], "工业园联合工会委员会");
        sound(&app);
        for (employers, code) in [(json!([]), "registry.change-employers"), (json!([b]), "registry.change-employers"), (json!([a]), "registry.change-employers-all")] {
            let again = json!({ "kind": "split", "day": "2026-08-01", "new_name": "丙公司工会委员会", "new_kind": "50", "employers": employers });
            let refused = county.post(&format!("/api/unions/{}/tree-changes", joint.id), &again).await;
            assert_eq!(refused.fields(), [("/employers".to_owned(), code.to_owned())]);
        }
    }

    async fn a_dissolved_union_leaves_its_members_above_and_its_employers_without_cover(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        people(&app, &r.mine, 1, 4);
        let firm = employ(&app, "宏达模具有限公司", r.mine.id, Day::constant(2020, 1, 1));
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let refused = county.post(&format!("/api/unions/{}/tree-changes", r.here.id), &order("dissolve", "2026-06-01", None)).await;
        assert_eq!(refused.fields(), [("/kind".to_owned(), "registry.change-children".to_owned())]);
        let done = change(&app, &county, r.mine.id, &order("dissolve", "2026-06-01", None)).await;
        assert_eq!((&done["state"], &done["target_name"], &done["members_moved"]), (&json!("done"), &json!("胡陈乡总工会"), &json!(3)));
        assert_eq!((members(&county, r.here.id, "2026-06-01").await, members(&county, r.mine.id, "2026-06-01").await), (3, 0));
        let e = county.get(&format!("/api/employers/{firm}")).await;
        assert_eq!((&e.json()["covered_from"], &e.json()["union_name"]), (&Value::Null, &json!("胡陈乡总工会")), "kept by the township");
        assert_eq!(tree(&county, r.here.id, "2026-06-01").await, [("胡陈乡总工会".to_owned(), 0, 3, 0)]);
        let before = tree(&county, r.here.id, "2026-05-31").await;
        assert_eq!(before[1], ("宏达模具有限公司工会委员会".to_owned(), 1, 3, 1));
        sound(&app);
    }

    async fn an_upgraded_union_keeps_the_name_of_the_past(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let joint = block_in_place(|| plant(&app, Some(r.here.id), 60, "60", "梅林村联合工会委员会"));
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let up = json!({ "kind": "upgrade", "day": "2026-06-01", "new_name": "梅林村工会联合会", "new_kind": "30", "document": "胡工〔2026〕3号" });
        let done = change(&app, &clerk, joint.id, &up).await;
        assert_eq!(done["state"], "done", "{done}");
        for (day, name) in [("2026-05-31", "梅林村联合工会委员会"), ("2026-06-01", "梅林村工会联合会")] {
            assert_eq!(tree(&clerk, joint.id, day).await[0].0, name);
        }
        let u = clerk.get(&format!("/api/unions/{}", joint.id)).await;
        assert_eq!(u.json()["former"], json!([{ "valid_to": "2026-05-31", "name": "梅林村联合工会委员会", "kind": "60" }]));
        // A name that is changed by the form is kept too.
        let mut form = u.json();
        form["name"] = json!("梅林片区工会联合会");
        let edited = clerk.patch(&format!("/api/unions/{}", joint.id), &u.etag(), &form).await;
        assert_eq!(edited.status, StatusCode::OK, "{}", edited.json());
        assert_eq!(clerk.get(&format!("/api/unions/{}", joint.id)).await.json()["former"].as_array().unwrap().len(), 2);
    }

    async fn a_plan_waits_for_its_day_and_can_be_taken_back(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        people(&app, &r.mine, 1, 3);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let at = format!("/api/unions/{}/tree-changes", r.mine.id);
        let planned = county.post_once(&at, "merge-them-1", &order("merge", "2026-12-01", Some(r.theirs.id))).await;
        let again = county.post_once(&at, "merge-them-1", &order("merge", "2026-12-01", Some(r.theirs.id))).await;
        assert_eq!(planned.json()["id"], again.json()["id"], "a retry plans nothing more");
        assert_eq!(planned.json()["state"], "planned");
        fall_due(&app);
        assert_eq!(last_change(&county, r.mine.id).await["state"], "planned", "its day has not come");
        let second = county.post(&at, &order("move", "2026-12-05", Some(r.there.id))).await;
        assert_eq!((second.status, second.problem()), (StatusCode::CONFLICT, "registry.change-open".into()));
        let cancel = format!("{at}/{}/cancel", planned.json()["id"].as_str().unwrap());
        assert_eq!(county.post(&cancel, &json!({})).await.status, StatusCode::NO_CONTENT);
        assert_eq!(county.post(&cancel, &json!({})).await.problem(), "registry.change-begun");
        // A second plan comes to its day, but the union that should take over is gone by then.
        assert_eq!(county.post(&at, &order("merge", "2026-12-01", Some(r.theirs.id))).await.status, StatusCode::CREATED);
        let gone = sql(format!("UPDATE trade_union SET state = 'dissolved' WHERE id = {}", r.theirs.id));
        block_in_place(|| app.store().write_blocking(move |tx| tx.execute(&gone, &[]))).unwrap();
        db.clock().advance_ms(10 * DAY_MS);
        fall_due(&app);
        let county = api.sign_in_again(Role::Registrar, r.county.id).await;
        let failed = last_change(&county, r.mine.id).await;
        assert_eq!((&failed["state"], failed["problem"].as_str().unwrap().contains("已撤销")), (&json!("failed"), true), "{failed}");
        assert_eq!(members(&county, r.mine.id, "2026-12-02").await, 2, "nothing was changed");
    }

    async fn what_a_crash_left_is_done_and_who_came_meanwhile_goes_along(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        people(&app, &r.mine, 1, 1_203);
        let api = Api::new(&app);
        let county = api.sign_in(Role::Registrar, r.county.id).await;
        let made = county.post(&format!("/api/unions/{}/tree-changes", r.mine.id), &order("merge", "2026-06-01", Some(r.theirs.id))).await;
        let change: Id = made.json()["id"].as_str().unwrap().parse().unwrap();
        // The union is gone, one part of the members has been moved, then the power failed: as the database would show it.
        fall_due(&app);
        assert_eq!(last_change(&county, r.mine.id).await["members_moved"], 1_202);
        let back = sql(format!("UPDATE union_change SET state = 'working', finished_at = 0, members_moved = 1000 WHERE id = {change}"));
        block_in_place(|| app.store().write_blocking(move |tx| tx.execute(&back, &[]))).unwrap();
        // Somebody was entered while the union ended: the row is noted at the old place.
        people(&app, &r.mine, 1_300, 1_302);
        fall_due(&app);
        let done = last_change(&county, r.mine.id).await;
        assert_eq!((&done["state"], &done["members_moved"]), (&json!("done"), &json!(1_002)));
        people(&app, &r.mine, 1_302, 1_303);
        fall_due(&app);
        sound(&app);
        assert_eq!(members(&county, r.theirs.id, "2026-11-20").await, 1_205);
        assert_eq!(members(&county, r.county.id, "2026-11-20").await, 1_205);
    }

    async fn only_who_answers_for_both_may_order_and_nonsense_is_refused(db: &mut TestDb) {
        let app = app(db);
        let r = setting(&app).await;
        let api = Api::new(&app);
        let (county, clerk) = (api.sign_in(Role::Registrar, r.county.id).await, api.sign_in(Role::Clerk, r.here.id).await);
        let chair = api.sign_in(Role::Chair, r.mine.id).await;
        let at = |union: Id| format!("/api/unions/{union}/tree-changes");
        let to_theirs = order("merge", "2026-06-01", Some(r.theirs.id));
        assert_eq!(clerk.post(&at(r.mine.id), &to_theirs).await.status, StatusCode::NOT_FOUND, "the other is out of sight");
        assert_eq!(clerk.post(&at(r.theirs.id), &to_theirs).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.get(&at(r.theirs.id)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(clerk.get(&format!("/api/unions/{}/tree", r.theirs.id)).await.status, StatusCode::NOT_FOUND);
        assert_eq!(chair.post(&at(r.mine.id), &to_theirs).await.status, StatusCode::FORBIDDEN);
        for (union, kind, day, target, field, code) in [
            (r.mine.id, "merge", "2026-06-01", None, "/target_id", "registry.change-target"),
            (r.mine.id, "merge", "2026-06-01", Some(r.mine.id), "/target_id", "registry.change-target-line"),
            (r.here.id, "merge", "2026-06-01", Some(r.mine.id), "/target_id", "registry.change-target-line"),
            (r.mine.id, "move", "2026-06-01", Some(r.here.id), "/target_id", "registry.change-parent-same"),
            (r.here.id, "move", "2026-06-01", Some(r.mine.id), "/target_id", "registry.change-target-line"),
            (r.mine.id, "move", "2026-06-01", Some(r.theirs.id), "/target_id", "registry.union-place"),
            (r.mine.id, "move", "2028-06-01", Some(r.there.id), "/day", "registry.change-day"),
            (r.mine.id, "move", "2010-05-04", Some(r.there.id), "/day", "registry.change-day"),
            (r.county.id, "dissolve", "2026-06-01", Some(r.here.id), "/kind", "registry.change-children"),
        ] {
            let refused = county.post(&at(union), &order(kind, day, target)).await;
            assert!(refused.fields().contains(&(field.to_owned(), code.to_owned())), "{kind} {code}: {}", refused.json());
        }
        let up = json!({ "kind": "upgrade", "day": "2026-06-01", "new_kind": "50" });
        assert_eq!(county.post(&at(r.mine.id), &up).await.fields(), [("/new_kind".to_owned(), "registry.change-kind-same".to_owned())]);
        let up = json!({ "kind": "upgrade", "day": "2026-06-01", "new_kind": "77" });
        assert_eq!(county.post(&at(r.mine.id), &up).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(block_in_place(|| number(app.store(), "SELECT count(*) FROM union_change")), 0);
    }

    async fn every_copy_of_a_place_moves_along(db: &mut TestDb) {
        let text = if db.db() == testkit::Db::Sqlite {
            "SELECT m.name || '.' || p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'
             AND p.name LIKE '%path'"
        } else {
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = current_schema() AND column_name LIKE '%path'"
        };
        let columns = sql(text);
        let found: Vec<String> = block_in_place(|| db.store().read_blocking(move |tx| {
            tx.query(&columns, &[], |r| r.get::<String>(0))
        })).unwrap();
        // The places themselves, what tells where something was when it happened, and how far a walk has come: what moves
        // meanwhile behind it is found by the next file.
        let stays = ["trade_union.path", "union_place.path", "union_change.old_path", "audit_entry.union_path", "attachment.union_path",
            "figure_report_place.path", "figure_report_line.path", "exchange_run.seek_path"];
        let copies: Vec<String> = api::PLACE_COPIES.iter().map(|(t, c)| format!("{t}.{c}")).collect();
        for column in found.iter().filter(|c| !c.contains("_p0") && !c.contains("_p1") && !c.contains("_p2") && !c.contains("_p3")) {
            assert!(stays.contains(&column.as_str()) || copies.contains(column), "{column} is forgotten when a union moves");
        }
        assert!(found.len() >= copies.len());
    }
}
