//! Kill -9 in the middle of a merge of two unions and of the freezing of figures: after the restart the job goes on,
//! nobody is lost, doubled or left in a dissolved union, and the figures are those that would have been.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use common::child::{answer, niangjia};
use common::site::Site;
use kernel::{Clock, Day, IdNumber, SystemClock};
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

const ROWS: u32 = 3_000;

/// A sheet in which every row is good.
fn sheet() -> String {
    let mut out = String::from("姓名,证件号码,会籍变化类型,会籍变化日期,工作单位\n");
    for n in 0..ROWS {
        let born = Day::constant(1970, 1, 1).plus_days(i64::from(n));
        // A division that no member of the demo has in the number.
        let id = IdNumber::compose(330_227, born, 1).unwrap();
        let _ = writeln!(out, "王小明,{},入会,2026-01-{:02},", id.as_str(), n % 28 + 1);
    }
    out
}

const OPEN: &str = "SELECT count(*) FROM membership m WHERE m.valid_to = 99991231";

#[test]
fn killed_in_the_middle_of_a_merge_nobody_is_lost_doubled_or_in_a_dissolved_union() {
    let mut site = Site::new(500, |data| {
        let file = data.parent().unwrap().join("会员.csv");
        std::fs::write(&file, sheet()).unwrap();
        let import = ["import", "members", file.to_str().unwrap(), "--union", "330226-0001-0001-0002"];
        let (code, made) = answer(&mut niangjia(data, &import));
        assert_eq!((code, made["rejected"].as_i64()), (0, Some(0)), "{made}");
    });
    let id = |code: &str| site.number(&format!("SELECT id FROM trade_union WHERE code = '{code}'"));
    let (source, target) = (id("330226-0001-0001-0002"), id("330226-0001-0001-0003"));
    let county = site.number("SELECT id FROM trade_union ORDER BY length(path) LIMIT 1");
    let (all, people) =
        (site.number(OPEN), site.number(&OPEN.replace("count(*)", "count(DISTINCT person_id)")));
    let at = |site: &Site, union: i64| site.number(&format!("{OPEN} AND m.union_id = {union}"));
    let together = at(&site, source) + at(&site, target);
    assert!(at(&site, source) >= i64::from(ROWS) && all == people);
    let figures = (site.figure(county), site.figure(source) + site.figure(target));
    let order = json!({
        "kind": "merge", "day": SystemClock.today().to_string(), "target_id": target.to_string(),
        "document": "示工〔2026〕12号", "reason": "区划调整"
    });
    site.ask("POST", &format!("/api/unions/{source}/tree-changes"), &order);

    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(3);
    let (mut left, mut halfway, begun) = (at(&site, source), 0, Instant::now());
    loop {
        assert!(begun.elapsed() < Duration::from_secs(120), "it does not come to an end");
        std::thread::sleep(Duration::from_millis(rng.random_range(0..20)));
        if halfway >= 3 {
            // Left alone, it comes to its end.
            if site.number("SELECT count(*) FROM union_change WHERE state = 'done'") == 1 {
                break;
            }
            continue;
        }
        let was = left;
        while at(&site, source) == was && was > 0 && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(1));
        }
        site.kill();
        left = at(&site, source);
        halfway += u32::from(left > 0);
        assert_eq!(site.number(OPEN), all, "nobody is between two unions");
        if site.number("SELECT count(*) FROM union_change WHERE state = 'done'") == 1 {
            site.restart();
            break;
        }
        site.restart();
    }
    assert!(halfway >= 1, "never killed in the middle");
    assert_eq!((at(&site, source), at(&site, target)), (0, together));
    assert_eq!(
        (site.number(OPEN), site.number(&OPEN.replace("count(*)", "count(DISTINCT person_id)"))),
        (all, people)
    );
    let gone = format!("{OPEN} AND m.union_id IN (SELECT id FROM trade_union WHERE state = 'dissolved')");
    assert_eq!(site.number(&gone), 0);
    assert_eq!((site.figure(county), site.figure(target)), figures, "the figures are what they were");
    site.sound();
}

#[test]
fn killed_in_the_middle_of_a_freeze_the_figures_are_those_of_the_day() {
    let mut site = Site::new(3_000, |_| {});
    let county = site.number("SELECT id FROM trade_union ORDER BY length(path) LIMIT 1");
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(9);
    let mut halfway = 0;
    for n in 1..=6 {
        let (from, day) = ("2026-01-01", SystemClock.today().plus_days(-n).to_string());
        let order =
            json!({ "union_id": county.to_string(), "title": "季度报表", "starts_on": from, "day": day });
        let made = site.ask("POST", "/api/figure_reports", &order);
        let id = made["id"].as_str().unwrap().to_owned();
        for _ in 0..2 {
            // Until the worker has taken it, and a little more.
            let begun = Instant::now();
            let taken = format!("SELECT rows_all FROM figure_report WHERE id = {id}");
            while site.number(&taken) == 0 && begun.elapsed() < Duration::from_secs(10) {
                std::thread::sleep(Duration::from_millis(2));
            }
            std::thread::sleep(Duration::from_millis(rng.random_range(0..40)));
            site.kill();
            halfway += site
                .number(&format!("SELECT count(*) FROM figure_report WHERE id = {id} AND state <> 'frozen'"));
            site.restart();
        }
        let begun = Instant::now();
        let report = loop {
            let report = site.ask("GET", &format!("/api/figure_reports/{id}"), &Value::Null);
            if report["frozen"] == true {
                break report;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{report}");
            std::thread::sleep(Duration::from_millis(50));
        };
        let live = site.ask(
            "GET",
            &format!("/api/figures/table?union_id={county}&from={from}&day={day}"),
            &Value::Null,
        );
        assert!(live["rows"].as_array().is_some_and(|r| r.len() > 5), "{live}");
        assert_eq!(report["table"]["rows"], live["rows"], "{day}");
        let doubled = "SELECT count(*) - count(DISTINCT fact_id) FROM figure_report_fact WHERE report_id = ";
        assert_eq!(site.number(&format!("{doubled}{id}")), 0);
        let adjusted = site.ask("GET", &format!("/api/figure_reports/{id}/adjustments"), &Value::Null);
        assert_eq!(adjusted, json!([]), "nothing is late");
    }
    assert!(halfway >= 1, "never killed in the middle");
    site.sound();
}
