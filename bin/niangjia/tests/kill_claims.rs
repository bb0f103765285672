//! Kill -9 while settlement files are taken in and their claims worked out: after the restarts every row has one verdict, every
//! bill one claim, and each claim says what it comes to.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use common::child::{Running, beside, raw, request};
use common::site::Site;
use guard::{Actor, Reason};
use kernel::{Day, Id};
use mutual::ClaimError;
use mutual::claims::{ClaimState, again};
use mutual::payments::claim;
use mutual::schemes::{adjudicate, by_id};
use niangjia::{Access, Place};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use store::{Route, Sql};
use testkit::Db;

/// Settlement files.
const FILES: usize = 4;
/// Rows of each, in several parts.
const ROWS: usize = 800;
/// Bills that a file has more than the one before it: the others are in both.
const STEP: usize = 350;
/// Bills altogether.
const BILLS: usize = STEP * (FILES - 1) + ROWS - 1;
/// How often a server is killed while it takes files in.
const KILLS: usize = 6;
/// Of how many claims one is worked out from the beginning at the end, with everything that it asks.
const EVERY: usize = 12;
/// Beginning of the numbers of the bills.
const MARK: &str = "KILL";

const HEAD: &str =
    "身份证号,姓名,医疗机构名称,结算单号,入院日期,出院日期,出院诊断,医疗总费用,统筹支付,自付金额,自费金额\n";

fn opened(data: &Path, access: Access) -> niangjia::Installation {
    let database = std::fs::read_to_string(beside(data)).ok();
    Place { data: data.to_owned(), database, tls: false }.open(access).unwrap()
}

/// Number and name of people who are covered in the days of the bills.
fn covered(data: &Path) -> Vec<(String, String)> {
    let open = opened(data, Access::Read);
    let keys = open.app.keyring().clone();
    let text = "SELECT person_id FROM mutual_enrolment WHERE state = 'active' AND cover_from <= 20260901
                AND cover_to >= 20260930 ORDER BY person_id LIMIT 200";
    let sql = Sql::composed("covered", Route::FanOut("a test"), text.to_owned());
    let found = open.app.store().read_blocking(move |tx| {
        let ids: Vec<Id> = tx.query(&sql, &[], |r| r.get(0))?;
        let known = registry::api::known_people(tx, &ids)?;
        let mut all = Vec::new();
        for id in ids {
            let number = registry::api::document_in_full(tx, &keys, id)?;
            all.extend(number.zip(known.get(&id).map(|p| p.name.clone())));
        }
        Ok::<_, registry::RegistryError>(all)
    });
    found.unwrap()
}

/// A file: some bills that the file before had too, and one twice.
fn file(n: usize, people: &[(String, String)]) -> String {
    let mut csv = HEAD.to_owned();
    for bill in (n * STEP..n * STEP + ROWS - 1).chain([n * STEP]) {
        let (number, name) = &people[bill % people.len()];
        let from = Day::constant(2026, 9, 1).plus_days((bill / people.len()) as i64);
        let (total, own) = (6_000 + bill * 7 % 20_000, bill * 3 % 500);
        let insured = (total - own) * 6 / 10;
        let _ = writeln!(
            csv,
            "{number},{name},示范县第一人民医院,{MARK}{bill:06},{from},{},肺炎,{total},{insured},{},{own}",
            from.plus_days(5),
            total - own - insured
        );
    }
    csv
}

/// Sends a file; whether the server has it now. The connection may break at any moment.
fn send(address: &str, cookie: &str, source: &str, (n, csv): (usize, &str)) -> bool {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"source_id\"\r\n\r\n{source}\r\n--b\r\nContent-Disposition: form-data; \
         name=\"file\"; filename=\"{n}.csv\"\r\nContent-Type: text/csv\r\n\r\n{csv}\r\n--b--\r\n"
    );
    let kind = "multipart/form-data; boundary=b";
    let got = raw(address, "POST", "/api/mutual_settlements", &[("cookie", cookie)], kind, body.as_bytes());
    match got {
        Some(got) if got.status == 201 => true,
        // Before the line broke it was taken in, or another server has taken it in.
        Some(got) if got.status == 409 => {
            assert_eq!(got.body["code"], "mutual.settlement-known", "{}", got.body);
            true
        }
        Some(got) if matches!(got.status, 429 | 503) => false,
        Some(got) => panic!("{} {}", got.status, got.body),
        None => false,
    }
}

const OF_FILES: &str =
    "(SELECT id FROM mutual_settlement WHERE file_name IN ('0.csv', '1.csv', '2.csv', '3.csv'))";

fn one(site: &Site, sql: &str) -> i64 {
    site.numbers(sql)[0]
}

/// Files that are not done, and claims that are not worked out.
fn left(site: &Site) -> (i64, i64) {
    let running =
        format!("SELECT count(*) FROM mutual_settlement WHERE state = 'running' AND id IN {OF_FILES}");
    let claims =
        format!("SELECT count(*) FROM mutual_claim WHERE state = 'prepared' AND settlement_id IN {OF_FILES}");
    (one(site, &running), one(site, &claims))
}

/// The minute passes after which a dead worker's job is another's; who is alive is taken for dead too, and goes on.
fn leases_end(site: &Site) {
    site.numbers("UPDATE job SET lease_until = 0 WHERE state = 'waiting' RETURNING id");
}

/// Waits until everything is done.
fn ends(site: &Site) {
    let begun = Instant::now();
    while left(site) != (0, 0) {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not come to an end: {:?}", left(site));
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Every row of every file has one verdict, in the order of the file; how many bills were claimed with them.
fn verdicts(site: &Site, cookie: &str) -> i64 {
    let ids = site.numbers(&format!("SELECT id FROM mutual_settlement WHERE id IN {OF_FILES}"));
    assert_eq!(ids.len(), FILES, "each file once");
    let mut prepared = 0;
    for id in ids {
        let (mut rows, mut from) = (Vec::new(), Some(0));
        while let Some(part) = from {
            let path = format!("/api/mutual_settlements/{id}/rows?from={part}");
            let got =
                request(&site.server.address, "GET", &path, &[("cookie", cookie)], &Value::Null).unwrap();
            assert_eq!(got.status, 200, "{}", got.body);
            rows.extend(got.body["rows"].as_array().unwrap().clone());
            from = got.body["next"].as_i64();
        }
        let numbers: Vec<u64> = rows.iter().map(|r| r["row"].as_u64().unwrap()).collect();
        assert_eq!(numbers, (2..ROWS as u64 + 2).collect::<Vec<_>>(), "a row was lost or came twice");
        let of = |verdict: &str| rows.iter().filter(|r| r["verdict"] == verdict).count();
        assert_eq!(
            of("prepared") + of("known"),
            ROWS,
            "{:?}",
            rows.iter().find(|r| r["verdict"] != "known" && r["verdict"] != "prepared")
        );
        assert!(rows.iter().all(|r| r["claim_id"].is_string()), "each row names its claim");
        prepared += of("prepared") as i64;
    }
    prepared
}

/// What is true after all of it.
fn sound(site: &mut Site, cookie: &str, before: (i64, i64)) {
    assert_eq!(verdicts(site, cookie), BILLS as i64, "each bill is claimed by one row");
    let mine = format!("FROM mutual_claim WHERE settlement_id IN {OF_FILES}");
    assert_eq!(one(site, &format!("SELECT count(*) {mine}")), BILLS as i64, "nothing is lost, nothing twice");
    assert_eq!(
        one(site, &format!("SELECT count(*) FROM (SELECT DISTINCT invoice {mine}) AS bills")),
        BILLS as i64
    );
    assert_eq!(one(site, &format!("SELECT count(*) {mine} AND state <> 'reckoned'")), 0);
    let bills = format!("SELECT count(*) FROM mutual_claim_bill WHERE claim_id IN (SELECT id {mine})");
    assert_eq!(one(site, &bills), BILLS as i64);
    let (facts, parts) = counted(site);
    assert_eq!(facts - before.0, BILLS as i64, "each is counted once");
    assert_eq!(parts - before.1, (FILES * ROWS.div_ceil(500)) as i64);
    site.sound();
    worked_out(&site.data());
}

/// Claims as the figures have them, and parts of files.
fn counted(site: &Site) -> (i64, i64) {
    let facts = "SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) FROM fact WHERE indicator = 'mutual.claims'";
    (one(site, facts), one(site, "SELECT count(*) FROM mutual_settlement_part"))
}

/// Each claim's sum and reckoning are those of a fresh computation; of some with all that they ask of others.
fn worked_out(data: &Path) {
    let open = opened(data, Access::Write);
    let text = format!("SELECT id FROM mutual_claim WHERE settlement_id IN {OF_FILES} ORDER BY id");
    let sql = Sql::composed("mine", Route::FanOut("a test"), text);
    let ids: Vec<Id> = open.app.store().read_blocking(move |tx| tx.query(&sql, &[], |r| r.get(0))).unwrap();
    let mut paid = 0;
    for (n, id) in ids.into_iter().enumerate() {
        let (c, version) = open
            .app
            .store()
            .read_blocking(move |tx| {
                let c = claim(tx, id)?.unwrap();
                let version = by_id(tx, c.scheme_id)?.unwrap();
                Ok::<_, store::DbError>((c, version))
            })
            .unwrap();
        let fresh = adjudicate(&version.scheme, c.item, &c.facts);
        assert_eq!(
            (fresh.benefit, &fresh.trace, &fresh.refusals),
            (c.benefit, &c.trace, &c.refusals),
            "{}",
            c.number
        );
        paid += i64::from(c.benefit.0 > 0);
        if n % EVERY != 0 {
            continue;
        }
        // Worked out by somebody at the desk, and not kept.
        let (seen, told) = (c.clone(), std::sync::Arc::new(std::sync::Mutex::new(None)));
        let out = told.clone();
        let undone: Result<(), ClaimError> = open.app.store().write_blocking(move |tx| {
            let by = Actor::system(Reason::Cli, "t");
            *out.lock().unwrap() = Some(again(tx, &by, seen.clone())?);
            Err(ClaimError::NoConsent)
        });
        assert!(matches!(undone, Err(ClaimError::NoConsent)), "{undone:?}");
        let fresh = told.lock().unwrap().take().unwrap();
        assert_eq!((fresh.benefit, fresh.trace, fresh.facts), (c.benefit, c.trace, c.facts), "{}", c.number);
        assert_eq!(c.state, ClaimState::Reckoned);
    }
    assert!(paid > 0, "somebody gets something");
}

fn begun(db: Db, people: &mut Vec<(String, String)>) -> (Site, String, String) {
    let site = Site::on(db, 900, |data| *people = covered(data));
    assert!(people.len() > 50, "{}", people.len());
    let cookie = site.sign_in("huzhu");
    let source = site.text("SELECT CAST(id AS TEXT) FROM mutual_source ORDER BY id LIMIT 1");
    (site, cookie, source)
}

/// All claims wait once more to be worked out, and the program is killed whenever it has done some of them.
fn killed_at_claims(site: &mut Site, cookie: &str) {
    let anew = format!(
        "UPDATE mutual_claim SET state = 'prepared', benefit = 0, deductible = 0, trace = '', refusals = '', signals = '',
           version = version + 1
         WHERE settlement_id IN {OF_FILES}"
    );
    assert_eq!(site.sql().execute(&anew, []).unwrap(), BILLS);
    let fund = site.text("SELECT CAST(union_id AS TEXT) FROM mutual_source ORDER BY id LIMIT 1");
    let headers = [("cookie", cookie)];
    let body = serde_json::json!({ "fund_id": fund });
    let asked = request(&site.server.address, "POST", "/api/mutual_claims/reckon", &headers, &body).unwrap();
    assert_eq!(asked.status, 202, "{}", asked.body);
    let (begun, mut at) = (Instant::now(), BILLS as i64);
    let mut halfway = 0;
    while left(site).1 > 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not come to an end: {:?}", left(site));
        let now = left(site).1;
        if now < at && now > 0 {
            at = now;
            site.kill();
            halfway += 1;
            site.restart();
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(halfway >= 1, "never killed at work on claims");
    println!("killed at work on claims {halfway} times");
}

#[test]
fn killed_again_and_again_every_row_has_one_verdict_and_every_bill_one_claim() {
    let mut people = Vec::new();
    let (mut site, cookie, source) = begun(Db::Sqlite, &mut people);
    let before = counted(&site);
    let files: Vec<String> = (0..FILES).map(|n| file(n, &people)).collect();
    let seed = 19;
    println!("seed {seed}");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut halfway = 0;
    for kill in 0..KILLS {
        // Two files are on their way when the first of them may be half done; all of them come again and again.
        for (n, csv) in files.iter().enumerate().take(kill + 2) {
            send(&site.server.address, &cookie, &source, (n, csv));
        }
        std::thread::sleep(Duration::from_millis(rng.random_range(0..450)));
        site.kill();
        halfway += usize::from(left(&site).0 > 0);
        site.restart();
    }
    assert!(halfway >= 1, "never killed at work on files");
    for (n, csv) in files.iter().enumerate() {
        while !send(&site.server.address, &cookie, &source, (n, csv)) {
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    ends(&site);
    println!("killed at work on files {halfway} times");
    killed_at_claims(&mut site, &cookie);
    sound(&mut site, &cookie, before);
}

#[test]
fn two_servers_at_the_same_files_of_which_one_is_killed_claim_no_bill_twice() {
    let mut people = Vec::new();
    let (mut site, cookie, source) = begun(Db::Postgres, &mut people);
    let before = counted(&site);
    let files: Vec<String> = (0..FILES).map(|n| file(n, &people)).collect();
    let seed = 23;
    println!("seed {seed}");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut other = Running::start(&site.data());
    let mut halfway = 0;
    for kill in 0..KILLS / 2 {
        let addresses = [site.server.address.clone(), other.address.clone()];
        std::thread::scope(|s| {
            for (at, address) in addresses.iter().enumerate() {
                let (files, cookie, source) = (&files, &cookie, &source);
                // One server is sent the files from the first on, the other from the last on.
                s.spawn(move || {
                    for n in 0..FILES.min(kill + 2) {
                        let n = if at == 0 { n } else { FILES - 1 - n };
                        send(address, cookie, source, (n, &files[n]));
                    }
                });
            }
        });
        // Both are at work on all of them: whoever has a file is taken for dead by the other.
        leases_end(&site);
        std::thread::sleep(Duration::from_millis(rng.random_range(50..900)));
        if kill % 2 == 0 {
            other.kill();
        } else {
            site.server.kill();
        }
        halfway += usize::from(left(&site) != (0, 0));
        leases_end(&site);
        if kill % 2 == 0 {
            other = Running::start(&site.data());
        } else {
            site.restart();
        }
    }
    assert!(halfway >= 1, "never killed at work");
    for (n, csv) in files.iter().enumerate() {
        while !send(&site.server.address, &cookie, &source, (n, csv)) {
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    leases_end(&site);
    ends(&site);
    println!("killed at work {halfway} times");
    drop(other);
    sound(&mut site, &cookie, before);
}
