//! Frozen figures: what a report counts is what it counted, whatever becomes known later; and the figures of employers.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::sync::mpsc;
use std::time::Duration;

use crate::common::{Api, Caller, Register, app, id_number, joining, number, person, program, setup};
use axum::http::StatusCode;
use guard::{Role, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::indicators::reports::{self, NewReport};
use registry::RegistryError;
use registry::api::{self, Union};
use serde_json::{Value, json};
use testkit::{Db, TestDb, db_test};

const DAY: Day = Day::constant(2026, 9, 30);
const START: Day = Day::constant(2026, 7, 1);

/// Enters the `n`-th person as a member from a day on.
fn join(app: &App, union: &Union, n: u32, day: Day) {
    let keys = app.keyring().clone();
    let row = [(person(&format!("职工{n}"), &id_number(n), None), joining(union, day))];
    let done = app.store().write_blocking(move |tx| {
        api::enter_people(tx, &keys, &program(), &row).map(drop).map_err(RegistryError::from)
    });
    done.unwrap();
}

fn begin(app: &App, union: Id, title: &str) -> Id {
    let scope = program().permit::<res::Figure, act::Freeze>().unwrap();
    let new = NewReport { union_id: union, title: title.to_owned(), starts_on: START, day: DAY };
    app.store().write_blocking(move |tx| api::begin_report(tx, &scope, &new)).unwrap()
}

fn run_jobs(app: &App) {
    platform::jobs::run_all_now(app, (registry::module().jobs)()).unwrap();
}

/// Sum and number of all records that a frozen figure counts.
async fn drilled(caller: &Caller<'_>, id: &str, code: &str, union: Id) -> (i64, usize) {
    let (mut sum, mut count, mut after) = (0, 0, String::new());
    loop {
        let path = format!("/api/figure_reports/{id}/records/{code}?union_id={union}{after}");
        let page = caller.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.json());
        let page = page.json();
        for item in page["items"].as_array().unwrap() {
            sum += item["delta"].as_i64().unwrap();
            count += 1;
        }
        let Some(next) = page["next"].as_str() else { return (sum, count) };
        after = format!("&after={next}");
    }
}

fn frozen_value(report: &Value, code: &str) -> i64 {
    report["table"]["total"]["values"][code].as_i64().unwrap()
}

db_test! { setup();
    async fn a_frozen_figure_stays_and_leads_to_exactly_its_records(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| {
            let r = Register::new(&app);
            for n in 0..60 {
                join(&app, &r.mine, n, DAY.plus_days(-i64::from(n) * 3));
            }
            join(&app, &r.mine, 60, DAY.plus_days(1));
            join(&app, &r.theirs, 61, DAY);
            r
        });
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        let asked = json!({ "union_id": r.here.id, "title": "第三季度", "starts_on": START, "day": DAY });
        let made = clerk.post_once("/api/figure_reports", "freeze-1", &asked).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
        assert_eq!(clerk.post_once("/api/figure_reports", "freeze-1", &asked).await.json(), made.json());
        let again = clerk.post("/api/figure_reports", &asked).await;
        assert_eq!((again.status, again.problem().as_str()), (StatusCode::CONFLICT, "registry.report-exists"));
        let id = made.json()["id"].as_str().unwrap().to_owned();
        let path = format!("/api/figure_reports/{id}");
        let waiting = clerk.get(&path).await.json();
        assert_eq!((&waiting["frozen"], &waiting["table"]), (&json!(false), &Value::Null));
        tokio::task::block_in_place(|| run_jobs(&app));

        let frozen = clerk.get(&path).await.json();
        assert_eq!((frozen["frozen"].as_bool(), frozen["progress"].as_i64()), (Some(true), Some(100)));
        assert_eq!(frozen_value(&frozen, "member.total"), 60);
        assert_eq!(frozen_value(&frozen, "member.joined"), 31, "within the period");
        assert_eq!(frozen["table"]["rows"][0]["union_name"], r.mine.name);
        assert_eq!(frozen["table"]["rows"][0]["values"]["member.total"], 60);
        assert!(frozen["text"][0].as_str().unwrap().contains("会员60人"), "{}", frozen["text"]);
        assert_eq!(drilled(&clerk, &id, "member.total", r.here.id).await, (60, 60));
        assert_eq!(drilled(&clerk, &id, "member.joined", r.mine.id).await, (31, 31));
        let none = clerk.get(&format!("{path}/adjustments")).await.json();
        assert_eq!(none, json!([]));

        // Two months later somebody turns out to have joined in September: the figure stays, the difference is told.
        db.clock().advance_ms(60 * 86_400_000);
        tokio::task::block_in_place(|| join(&app, &r.mine, 70, DAY.plus_days(-5)));
        let clerk = api.sign_in(Role::Registrar, r.county.id).await;
        let after = clerk.get(&path).await.json();
        assert_eq!(after["table"], frozen["table"]);
        assert_eq!(drilled(&clerk, &id, "member.total", r.here.id).await, (60, 60));
        let late = clerk.get(&format!("{path}/adjustments")).await.json();
        let late = late.as_array().unwrap();
        assert_eq!(late.len(), 1, "{late:?}");
        assert_eq!((late[0]["frozen"].as_i64(), late[0]["difference"].as_i64()), (Some(60), Some(1)));
        assert_eq!((late[0]["explained"].as_bool(), late[0]["flow_difference"].as_i64()), (Some(false), Some(1)));
        assert_eq!(late[0]["facts"][0]["name"], "职工70");
        let mut why = json!({ "indicator": "member.joined", "union_id": r.mine.id, "difference": 2, "note": "补报一人" });
        let moved = clerk.post(&format!("{path}/notes"), &why).await;
        assert_eq!((moved.status, moved.problem().as_str()), (StatusCode::CONFLICT, "registry.adjustment-moved"));
        why["difference"] = json!(1);
        assert_eq!(clerk.post(&format!("{path}/notes"), &why).await.status, StatusCode::NO_CONTENT);
        let told = clerk.get(&format!("{path}/adjustments")).await.json();
        assert_eq!((told[0]["explained"].as_bool(), told[0]["note"]["note"].as_str()), (Some(true), Some("补报一人")));
        // A further one is not explained by what was said of the first.
        tokio::task::block_in_place(|| join(&app, &r.mine, 71, DAY.plus_days(-5)));
        let told = clerk.get(&format!("{path}/adjustments")).await.json();
        assert_eq!((told[0]["difference"].as_i64(), told[0]["explained"].as_bool()), (Some(2), Some(false)));
        let file = clerk.post(&format!("{path}/export"), &json!({ "purpose": "季度上报", "format": "csv" })).await;
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.contains("入会 +2人（未说明）") && text.contains("胡陈乡总工会"), "{text}");
    }

    async fn reports_are_seen_and_made_within_the_scope(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let id = tokio::task::block_in_place(|| {
            let id = begin(&app, r.here.id, "第三季度");
            run_jobs(&app);
            id
        });
        let api = Api::new(&app);
        let stranger = api.sign_in(Role::Clerk, r.there.id).await;
        let path = format!("/api/figure_reports/{id}");
        for part in ["", "/adjustments", "/records/member.total"] {
            let refused = stranger.get(&format!("{path}{part}")).await;
            assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::NOT_FOUND, "registry.report-not-found"));
        }
        assert_eq!(stranger.get("/api/figure_reports").await.items("id"), [""; 0]);
        let asked = json!({ "union_id": r.here.id, "title": "别人的", "starts_on": START, "day": DAY });
        assert_eq!(stranger.post("/api/figure_reports", &asked).await.problem(), "registry.union-not-found");
        let note = json!({ "indicator": "member.joined", "union_id": r.mine.id, "difference": 0, "note": "没有" });
        assert_eq!(stranger.post(&format!("{path}/notes"), &note).await.problem(), "registry.report-not-found");
        let viewer = api.sign_in(Role::Viewer, r.here.id).await;
        assert_eq!(viewer.get("/api/figure_reports").await.items("id"), [id.to_string()]);
        assert_eq!(viewer.post("/api/figure_reports", &asked).await.status, StatusCode::FORBIDDEN);
        let clerk = api.sign_in(Role::Clerk, r.here.id).await;
        for (field, value, code) in [
            ("day", json!("2026-12-31"), "registry.report-day"),
            ("starts_on", json!("2026-10-01"), "registry.report-period"),
            ("title", json!("季"), "registry.report-title"),
            ("day", json!("2009-12-31"), "registry.report-before-union"),
        ] {
            let mut wrong = asked.clone();
            wrong[field] = value;
            if code == "registry.report-before-union" { wrong["starts_on"] = json!("2009-01-01") }
            let refused = clerk.post("/api/figure_reports", &wrong).await;
            assert_eq!(refused.fields(), [(format!("/{field}"), code.to_owned())]);
        }
    }

    /// Killed after the first part, the job begins again; a frozen report is not touched by a further run.
    fn an_interrupted_freezing_begins_again_and_a_frozen_one_never(db: &TestDb) {
        let app = app(db);
        let r = Register::new(&app);
        for n in 0..5 {
            join(&app, &r.mine, n, DAY);
        }
        let id = begin(&app, r.county.id, "第三季度");
        api::freeze_report(&app, id, |_| false).unwrap();
        let report = app.store().read_blocking(move |tx| reports::find(tx, id)).unwrap().unwrap();
        assert!(!report.frozen && report.rows_done > 0, "{report:?}");
        join(&app, &r.mine, 9, DAY);
        run_jobs(&app);
        let lines = || number(app.store(), "SELECT CAST(SUM(value) AS BIGINT) FROM figure_report_line WHERE indicator = 'member.joined'");
        assert_eq!(lines(), 6, "one snapshot, the last one, counted once");
        join(&app, &r.mine, 10, DAY);
        api::freeze_report(&app, id, |_| true).unwrap();
        let discarded = app.store().write_blocking(move |tx| reports::discard(tx, id, 1)).unwrap();
        assert_eq!((lines(), discarded), (6, false));
        for sql in store::catalogue().filter(|s| s.text().contains("figure_report_")) {
            assert!(!sql.text().starts_with("UPDATE"), "no line is ever changed: {}", sql.name());
        }
    }

    /// A change that began before the freezing and ends after it has a smaller id than facts that are counted.
    fn a_change_that_commits_after_the_freezing_is_an_adjustment(db: &TestDb) {
        // SQLite writes one after the other.
        if db.db() == Db::Sqlite {
            return;
        }
        let app = app(db);
        let r = Register::new(&app);
        let id = begin(&app, r.county.id, "第三季度");
        let (began, has_begun) = mpsc::channel();
        let (go, may_go) = mpsc::channel::<()>();
        let (slow, keys, m) = (app.store().clone(), app.keyring().clone(), joining(&r.mine, DAY));
        let writer = std::thread::spawn(move || {
            let row = [(person("慢的", &id_number(1), None), m)];
            slow.write_blocking(move |tx| {
                api::enter_people(tx, &keys, &program(), &row)?;
                began.send(()).unwrap();
                may_go.recv_timeout(Duration::from_secs(60)).unwrap();
                Ok::<_, RegistryError>(())
            })
            .unwrap();
        });
        has_begun.recv_timeout(Duration::from_secs(60)).unwrap();
        join(&app, &r.mine, 2, DAY);
        run_jobs(&app);
        go.send(()).unwrap();
        writer.join().unwrap();
        let seen = app.store().read_blocking(move |tx| {
            let report = reports::find(tx, id)?.unwrap();
            let place = reports::place(tx, id, report.union_id)?.unwrap();
            let span = reports::Span { days: (Day::constant(1900, 1, 1), DAY), after: None, limit: 10 };
            let counted = reports::counted_facts(tx, &report, &place.path, "member.joined", span)?;
            let late = reports::late_facts(tx, &report, "member.joined", r.mine.id, 10)?;
            let sum = reports::sums(tx, id, &place.path)?["member.joined"].0;
            Ok::<_, RegistryError>((counted, late, sum))
        });
        let (counted, late, sum) = seen.unwrap();
        assert_eq!((counted.len(), late.len(), sum), (1, 1, 1));
        assert!(late[0].id < counted[0].id, "the ids alone would have counted it");
    }

    async fn employers_are_known_due_exempt_and_covered(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| Register::new(&app));
        let api = Api::new(&app);
        let boss = api.sign_in(Role::Registrar, r.county.id).await;
        let employer = async |name: &str, union: Id, from: Option<&str>, workers: i64| {
            let form = json!({ "name": name, "workers": workers, "union_id": union, "covered_from": from });
            let made = boss.post("/api/employers", &form).await;
            assert_eq!(made.status, StatusCode::CREATED, "{}", made.json());
            format!("/api/employers/{}", made.json()["id"].as_str().unwrap())
        };
        let covered = employer("示范甲有限公司", r.mine.id, Some("2020-01-01"), 40).await;
        let kept = employer("示范乙有限公司", r.here.id, None, 7).await;
        let table = async |union: Id, day: &str| {
            let got = boss.get(&format!("/api/figures/table?union_id={union}&from=2026-01-01&day={day}")).await;
            assert_eq!(got.status, StatusCode::OK, "{}", got.json());
            got.json()["total"].clone()
        };
        let five = |t: &Value| {
            ["employer.due", "employer.covered", "employer.uncovered", "employer.exempt", "employer.workers"]
                .map(|c| t["values"][c].as_i64().unwrap())
        };
        assert_eq!(five(&table(r.county.id, "2026-11-23").await), [2, 1, 1, 0, 40]);
        assert_eq!(five(&table(r.county.id, "2026-11-22").await), [1, 1, 0, 0, 40], "as of any past day");

        let edit = async |path: &str, facts: Value| {
            let etag = boss.get(path).await.etag();
            boss.patch(path, &etag, &facts).await
        };
        let refused = edit(&covered, json!({ "name": "示范甲有限公司", "workers": 40, "exempt_reason": "1" })).await;
        assert_eq!(refused.fields(), [("/exempt_reason".to_owned(), "registry.exempt-covered".to_owned())]);
        let done = edit(&kept, json!({ "name": "示范乙有限公司", "workers": 7, "exempt_reason": "1" })).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.json());
        assert_eq!(edit(&covered, json!({ "name": "示范甲有限公司", "workers": 50 })).await.status, StatusCode::OK);
        assert_eq!(five(&table(r.county.id, "2026-11-23").await), [1, 1, 0, 1, 50]);

        // Both go to a union of the other township: nothing is left behind, on any day from then on.
        for path in [&covered, &kept] {
            let etag = boss.get(path).await.etag();
            let to = json!({ "union_id": r.theirs.id, "day": "2024-07-01" });
            let moved = boss.call("POST", &format!("{path}/cover"), &[("if-match", &etag)], Some(&to)).await;
            assert_eq!(moved.status, StatusCode::OK, "{}", moved.json());
            assert_eq!(moved.json()["exempt_reason"], "");
        }
        for day in ["2024-07-01", "2025-01-01", "2026-11-23"] {
            assert_eq!(five(&table(r.here.id, day).await), [0, 0, 0, 0, 0], "{day}");
            assert_eq!(five(&table(r.there.id, day).await), [2, 2, 0, 0, 57], "{day}");
        }
        assert_eq!(five(&table(r.here.id, "2024-06-30").await), [1, 1, 0, 0, 40]);
        let rates = table(r.there.id, "2026-11-23").await["rates"].clone();
        assert_eq!((rates[0]["numerator"].as_i64(), rates[0]["denominator"].as_i64()), (Some(2), Some(2)));
        assert!(rates.as_array().unwrap().iter().all(|r| !r["basis"].as_str().unwrap().is_empty()));
        let facts = boss.get(&format!("/api/figures/employer.uncovered/records?union_id={}", r.county.id)).await.json();
        let sum: i64 = facts["items"].as_array().unwrap().iter().map(|f| f["delta"].as_i64().unwrap()).sum();
        assert_eq!(sum, 0, "due and covered: {facts}");
    }

    async fn a_series_is_the_changes_by_day_or_month(db: &TestDb) {
        let app = app(db);
        let r = tokio::task::block_in_place(|| {
            let r = Register::new(&app);
            for (n, day) in [(1, START), (2, START.plus_days(30)), (3, DAY), (4, DAY)] {
                join(&app, &r.mine, n, day);
            }
            r
        });
        let api = Api::new(&app);
        let clerk = api.sign_in(Role::Viewer, r.here.id).await;
        let path = format!("/api/figures/member.joined/series?from={START}&day={DAY}");
        let days = clerk.get(&path).await.json();
        assert_eq!(days.as_array().unwrap().len(), 3);
        let months = clerk.get(&format!("{path}&step=month")).await.json();
        assert_eq!(months, json!([{ "day": "2026-07-01", "value": 2 }, { "day": "2026-09-01", "value": 2 }]));
        assert_eq!(clerk.get("/api/figures/nothing/series").await.problem(), "registry.figure-not-found");
    }
}
