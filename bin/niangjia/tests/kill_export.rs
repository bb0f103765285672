//! Kill -9 in the middle of an export: who asked gets no file that looks whole, the audit knows that it was asked for, and
//! nothing of it is left behind.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use common::child::request;
use common::site::Site;
use serde_json::{Value, json};

const ASKED: &str = "SELECT count(*) FROM audit_entry WHERE action = 'member.export'";

/// All files beneath a folder; the database's own come and go.
fn files(dir: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.ends_with("anchors") {
                // The heads of the audit are anchored by the running server.
            } else if path.is_dir() {
                waiting.push(path);
            } else if !path.file_name().unwrap().to_string_lossy().starts_with("niangjia.db") {
                all.insert(path.display().to_string());
            }
        }
    }
    all
}

#[test]
fn killed_in_the_middle_of_an_export_nothing_is_left_and_it_can_be_asked_for_again() {
    let mut site = Site::new(6_000, |_| {});
    let before = files(&site.data());
    let order = json!({ "format": "xlsx", "purpose": "核对会员名单", "columns": [] });
    for round in 1..=2 {
        let (address, cookie, order) = (site.server.address.clone(), site.cookie.clone(), order.clone());
        let asked = std::thread::spawn(move || {
            request(&address, "POST", "/api/members/export", &[("cookie", &cookie)], &order)
                .map(|got| (got.status, got.body))
        });
        let begun = Instant::now();
        while site.number(ASKED) < round {
            assert!(begun.elapsed() < Duration::from_secs(30), "it is not written down");
            std::thread::sleep(Duration::from_millis(1));
        }
        site.kill();
        assert_eq!(asked.join().unwrap(), None, "no answer that looks whole");
        assert_eq!(site.number(ASKED), round, "that it was asked for stays in the audit");
        assert_eq!(files(&site.data()), before, "no half file is left");
        site.restart();
    }
    let members =
        site.ask("GET", "/api/members/count?exact=true", &Value::Null)["value"].as_u64().unwrap() as usize;
    let order = json!({ "format": "csv", "purpose": "核对会员名单", "columns": ["name"] });
    let got =
        request(&site.server.address, "POST", "/api/members/export", &[("cookie", &site.cookie)], &order);
    let text = String::from_utf8(got.unwrap().bytes).unwrap();
    // The titles, the members, the watermark.
    assert_eq!(text.lines().filter(|line| !line.is_empty()).count(), members + 2);
    site.sound();
}
