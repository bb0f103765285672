//! A year's claims under a draft: what it tells agrees with judging each person by hand, on every database.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeMap;

use axum::http::StatusCode;
use guard::{Role, act, res};
use kernel::{Fen, Id};
use mutual::schemes::{
    CoverFacts, Facts, ItemKind, Scheme, Tier, Uses, adjudicate, demo_county, demo_trial, install, moved,
    shipped, try_cases,
};
use platform::App;
use platform::jobs::run_all_now;
use serde_json::{Value, json};
use store::{Route, Sql, Val};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, Caller, Register, app, number, program, setup, trace};

const CREATE: &str = "CREATE TABLE mutual_claim (";

/// A claim with these values; every other column of the table is empty.
fn put(app: &App, known: Vec<(&'static str, Val<'static>)>) {
    let module = mutual::module();
    let table = module.migrations.iter().find_map(|m| m.sql.split_once(CREATE)).unwrap().1;
    let (mut names, mut marks, mut args) = (Vec::new(), Vec::new(), Vec::new());
    for line in table.lines().map(str::trim).take_while(|l| !l.starts_with(')')) {
        let Some((name, rest)) = line.split_once(' ').filter(|(name, _)| *name != "PRIMARY") else {
            continue;
        };
        if name.starts_with("--") {
            continue;
        }
        names.push(name.to_owned());
        let told = known.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
        args.push(told.unwrap_or_else(|| match rest.split([' ', ',']).next() {
            Some("TEXT") => Val::from(String::new()),
            Some("BYTES") => Val::from(Vec::new()),
            _ => Val::from(0_i64),
        }));
        marks.push(format!("${}", args.len()));
    }
    let text = format!("INSERT INTO mutual_claim ({}) VALUES ({})", names.join(", "), marks.join(", "));
    app.store()
        .write_blocking(move |tx| {
            let sql = Sql::composed("test", Route::FanOut("test"), text.clone());
            tx.execute(&sql, &args).map(drop)
        })
        .unwrap();
}

fn stay(s: &Scheme, days: i64, self_pay: i64) -> Facts {
    let admitted = s.cover_from.plus_days(days);
    let cover = CoverFacts {
        from: s.cover_from,
        to: s.cover_to,
        continuous: true,
        waiting_from: None,
        items: vec![ItemKind::Hospital],
        shares: 1,
    };
    let json = json!({
        "admitted": admitted, "discharged": admitted.plus_days(3), "applied_on": admitted.plus_days(9),
        "cause": "illness", "member": true, "total_fen": self_pay * 3, "in_scope_fen": self_pay * 2,
        "insured_fen": self_pay, "self_pay_fen": self_pay, "cover": cover
    });
    serde_json::from_value(json).unwrap()
}

/// A person's claims of the year as they were judged: id, facts, benefit.
type Judged = (i64, Facts, i64);

/// Judges claims under a scheme, person by person, and writes them.
fn write(
    app: &App,
    s: &Scheme,
    scheme: Id,
    people: &[(i64, Vec<(i64, i64)>)],
    first: i64,
) -> BTreeMap<i64, Vec<Judged>> {
    let (mut all, mut id) = (BTreeMap::<i64, Vec<Judged>>::new(), first);
    for (person, stays) in people {
        let mut uses = Uses::default();
        for (days, self_pay) in stays {
            let mut facts = stay(s, *days, *self_pay);
            facts.used = uses.of(ItemKind::Hospital);
            let outcome = adjudicate(s, ItemKind::Hospital, &facts);
            uses.add(ItemKind::Hospital, &outcome);
            let state = if outcome.refusals.is_empty() { "paid" } else { "refused" };
            put(
                app,
                claim(id, scheme, *person, state, outcome.benefit.0, &serde_json::to_string(&facts).unwrap()),
            );
            all.entry(*person).or_default().push((id, facts, outcome.benefit.0));
            id += 1;
        }
    }
    all
}

fn claim(
    id: i64,
    scheme: Id,
    person: i64,
    state: &str,
    benefit: i64,
    facts: &str,
) -> Vec<(&'static str, Val<'static>)> {
    vec![
        ("id", Val::from(id)),
        ("scheme_id", Val::from(scheme)),
        ("person_id", Val::from(person)),
        ("number", Val::from(format!("HZ-{id}"))),
        ("item", Val::from("hospital".to_owned())),
        ("state", Val::from(state.to_owned())),
        ("benefit", Val::from(benefit)),
        ("facts", Val::from(facts.to_owned())),
    ]
}

fn ready(db: &TestDb) -> (App, Register) {
    let app = app(db);
    block_in_place(|| {
        app.load_dated().unwrap();
        let r = Register::new(&app);
        (app, r)
    })
}

fn in_force(app: &App, union: Id, s: &Scheme) -> Id {
    let (scope, s) = (program().permit::<res::Scheme, act::Propose>().unwrap(), s.clone());
    app.store().write_blocking(move |tx| install(tx, &scope, union, s.clone(), ("张三", "李四"))).unwrap()
}

fn old() -> Scheme {
    Scheme { code: "hz".into(), ..moved(&shipped("demo-a").unwrap(), 2025) }
}

/// The next year's draft: higher deductible, more of what is above, a lower cap.
fn draft() -> Scheme {
    let mut s = moved(&old(), 2026);
    let rule = &mut s.items[0].rule;
    rule.deductible = Fen(200_000);
    rule.tiers = vec![
        Tier { from: Fen(200_000), to: Some(Fen(1_000_000)), rate: 4_000 },
        Tier { from: Fen(1_000_000), to: None, rate: 6_000 },
    ];
    rule.year_cap = Some(Fen(1_500_000));
    s
}

async fn run(app: &App, by: &Caller<'_>, scheme: &str, year: i64) -> Value {
    let asked = by.post(&format!("{scheme}/reruns"), &json!({ "year": year })).await;
    assert_eq!(asked.status, StatusCode::ACCEPTED, "{}", asked.json());
    let path = format!("/api/mutual_reruns/{}", asked.json()["id"].as_str().unwrap());
    let before = by.get(&path).await.json();
    assert_eq!(
        (&before["state"], &before["result"], &before["done"]),
        (&json!("running"), &Value::Null, &json!(0))
    );
    let again = by.post(&format!("{scheme}/reruns"), &json!({ "year": year })).await;
    assert_eq!(again.problem(), "mutual.rerun-running");
    block_in_place(|| run_all_now(app, (mutual::module().jobs)()).unwrap());
    by.get(&path).await.json()
}

async fn drafted(by: &Caller<'_>, union: Id, s: &Scheme) -> String {
    let made = by.post("/api/mutual_schemes", &json!({ "union_id": union, "body": s })).await;
    format!("/api/mutual_schemes/{}", made.json()["id"].as_str().unwrap())
}

db_test! { setup();
    async fn the_fund_winners_and_losers_of_a_year_under_a_draft(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        let viewer = api.sign_in(Role::Viewer, r.county.id).await;
        // People with one stay, several that meet the cap, and one whose later stay was entered first.
        let mut people: Vec<(i64, Vec<(i64, i64)>)> =
            (1..40).map(|p| (p, vec![(p, 60_000 + p * 70_000)])).collect();
        people.push((100, vec![(40, 1_500_000), (90, 6_000_000), (120, 900_000)]));
        people.push((101, vec![(200, 4_000_000), (10, 900_000)]));
        let by_person = block_in_place(|| {
            let id = in_force(&app, r.county.id, &old());
            put(&app, claim(7_001, id, 39, "withdrawn", 0, "{}"));
            put(&app, claim(7_002, id, 39, "prepared", 0, &serde_json::to_string(&stay(&old(), 9, 5_000_000)).unwrap()));
            put(&app, claim(7_003, id, 38, "refused", 0, &serde_json::to_string(&stay(&old(), 9, 5_000_000)).unwrap()));
            write(&app, &old(), id, &people, 1)
        });
        let path = drafted(&officer, r.county.id, &draft()).await;
        assert_eq!(officer.post(&format!("{path}/reruns"), &json!({ "year": 2024 })).await.problem(), "mutual.rerun-nothing");
        let told = run(&app, &officer, &path, 2025).await;
        assert_eq!((&told["state"], &told["total"], &told["done"]), (&json!("done"), &json!(47), &json!(45)), "{told}");
        let result = &told["result"];

        // By hand: each person's stays in the order of their days, under the draft with the days of 2025.
        let new = Scheme { cover_from: old().cover_from, cover_to: old().cover_to, ..draft() };
        let mut changes = Vec::new();
        for stays in by_person.values() {
            let mut stays = stays.clone();
            stays.sort_by_key(|(id, facts, _)| (facts.admitted, *id));
            let out = try_cases(&new, stays.iter().map(|(_, f, _)| (ItemKind::Hospital, f)), true);
            changes.extend(stays.iter().zip(&out).map(|((id, _, before), o)| (*id, *before, o.benefit.0)));
        }
        let sum = |f: &dyn Fn(&(i64, i64, i64)) -> i64| changes.iter().map(f).sum::<i64>();
        let number = |name: &str| result[name].as_i64().unwrap();
        assert_eq!((number("claims"), number("people")), (45, 41));
        assert_eq!((number("before_fen"), number("after_fen")), (sum(&|c| c.1), sum(&|c| c.2)));
        assert_eq!(number("winners"), sum(&|c| i64::from(c.2 > c.1)));
        assert_eq!(number("losers"), sum(&|c| i64::from(c.2 < c.1)));
        assert_eq!(number("newly_paid"), 0, "what people refused stays refused");
        assert_eq!(number("newly_refused"), sum(&|c| i64::from(c.1 > 0 && c.2 == 0)));
        assert_eq!(number("won_fen") - number("lost_fen"), number("after_fen") - number("before_fen"));
        assert!(number("winners") > 0 && number("losers") > 20 && number("newly_refused") > 0, "{result}");
        let gains = result["gains"].as_array().unwrap();
        let best = changes.iter().map(|c| c.2 - c.1).max().unwrap();
        assert_eq!((gains[0]["change_fen"].as_i64(), gains.len() as i64), (Some(best), number("winners")));
        assert!(gains[0]["number"].as_str().unwrap().starts_with("HZ-"));
        let claims: i64 = result["bands"].as_array().unwrap().iter().map(|b| b["claims"].as_i64().unwrap()).sum();
        assert_eq!(claims, 45);
        let refused: i64 = result["refusals"].as_array().unwrap().iter().map(|b| b["claims"].as_i64().unwrap()).sum();
        assert_eq!(refused, sum(&|c| i64::from(c.2 == 0)));

        // Whoever does not decide claims sees sums, no claims; nothing of the claims has changed.
        let id = told["id"].as_str().unwrap();
        let seen = viewer.get(&format!("/api/mutual_reruns/{id}")).await.json();
        assert_eq!((&seen["result"]["gains"], &seen["result"]["claims"]), (&json!([]), &json!(45)));
        assert_eq!(officer.get(&format!("{path}/reruns")).await.json()["rows"][0]["id"], told["id"]);
        block_in_place(|| {
            let paid = crate::common::number(app.store(), "SELECT CAST(SUM(benefit) AS BIGINT) FROM mutual_claim");
            assert_eq!(paid, sum(&|c| c.1));
        });
        assert!(trace(&app).await.iter().any(|e| e.action == "scheme.rerun"));
    }
}

db_test! { setup();
    async fn what_is_used_counts_on_from_one_version_of_a_year_to_the_next(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        let manager = api.sign_in(Role::FundManager, r.county.id).await;
        let year = i64::from(app.clock().today().year()) + 1;
        let first = Scheme { code: "hz".into(), ..moved(&old(), year) };
        let id = block_in_place(|| in_force(&app, r.county.id, &first));
        let copied = officer
            .post(&format!("/api/mutual_schemes/{id}/copy"), &json!({ "year": year, "from_day": format!("{year}-07-01") }))
            .await;
        let second = copied.json()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/mutual_schemes/{second}");
        let done = officer.post_match(&format!("{path}/propose"), "\"1\"", &json!({})).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
        let done = manager.post_match(&format!("{path}/decide"), "\"2\"", &json!({ "approve": true })).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
        // Two great stays of one person, judged by one version each: the cap of the draft holds for both together.
        block_in_place(|| {
            write(&app, &first, id, &[(5, vec![(40, 9_000_000)]), (6, vec![(41, 300_000)])], 1);
            write(&app, &first, Id(second.parse().unwrap()), &[(5, vec![(220, 9_000_000)])], 11);
        });
        let mut milder = first.clone();
        milder.items[0].rule.year_cap = Some(Fen(3_000_000));
        let path = drafted(&officer, r.county.id, &Scheme { year: year + 1, ..moved(&milder, year + 1) }).await;
        let result = run(&app, &officer, &path, year).await["result"].clone();
        assert_eq!((&result["claims"], &result["people"]), (&json!(3), &json!(2)));
        assert_eq!(result["before_fen"], 2_000_000 * 2 + 80_000);
        assert_eq!(result["after_fen"], 3_000_000 + 80_000, "thirty thousand in the year, not in each version");
    }
}

db_test! { setup();
    async fn the_demonstration_has_a_draft_and_a_run_under_it(db: &TestDb) {
        let (app, r) = ready(db);
        block_in_place(|| {
            let county = demo_county(2026).unwrap();
            let trial = |year| demo_trial(&app, &program(), r.county.id, year).unwrap().unwrap();
            let id = in_force(&app, r.county.id, &county);
            let facts = Facts { designated: true, ..stay(&county, 200, 3_000_000) };
            put(&app, claim(1, id, 1, "paid", 1, &serde_json::to_string(&facts).unwrap()));
            trial(2025);
            assert_eq!(number(app.store(), "SELECT count(*) FROM mutual_rerun"), 0, "no claims of that year");
            trial(2026);
            let done = "SELECT count(*) FROM mutual_rerun WHERE state = 'done' AND claims_done = 1";
            assert_eq!(number(app.store(), done), 1);
        });
    }
}

db_test! { setup();
    async fn a_run_that_cannot_be_finished_says_why(db: &TestDb) {
        let (app, r) = ready(db);
        let api = Api::new(&app);
        let officer = api.sign_in(Role::FundOfficer, r.county.id).await;
        block_in_place(|| {
            let id = in_force(&app, r.county.id, &old());
            put(&app, claim(1, id, 1, "paid", 5, "{\"admitted\":1}"));
        });
        let path = drafted(&officer, r.county.id, &draft()).await;
        let told = run(&app, &officer, &path, 2025).await;
        assert_eq!(told["state"], "running", "tried again later");
        for _ in 0..2 {
            db.clock().advance_ms(60_000);
            block_in_place(|| run_all_now(&app, (mutual::module().jobs)()).unwrap());
        }
        let told = officer.get(&format!("/api/mutual_reruns/{}", told["id"].as_str().unwrap())).await.json();
        assert_eq!((&told["state"], &told["result"]), (&json!("failed"), &Value::Null), "{told}");
        assert!(told["why"].as_str().unwrap().contains("claim 1"), "{told}");
    }
}
