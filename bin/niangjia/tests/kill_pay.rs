//! Kill -9 at any moment between making a batch and the bank's answer: after each restart people go on where they were, and
//! nothing is paid twice, nothing is lost, the book balances. The same where two servers over one database are asked for the same
//! at once, and one of them is killed.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::time::Duration;

use common::child::{Running, answer, niangjia, raw, request};
use common::site::Site;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use testkit::Db;

/// Payments of a batch: several batches, so that each step is killed more than once.
const MOST: i64 = 6;
/// How often it is killed.
const KILLS: usize = 14;

const TWICE: &str = "SELECT count(*) FROM (SELECT record_id FROM mutual_payment WHERE state = 'paid' GROUP BY record_id HAVING count(*) > 1) x";
const PAID_PAYMENTS: &str =
    "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM mutual_payment WHERE state = 'paid'";
const PAID_CLAIMS: &str =
    "SELECT CAST(COALESCE(SUM(benefit), 0) AS BIGINT) FROM mutual_claim WHERE state = 'paid'";
const PAID_FACTS: &str =
    "SELECT CAST(COALESCE(SUM(delta), 0) AS BIGINT) FROM fact WHERE indicator = 'mutual.paid'";
const PAID_BOOKED: &str =
    "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM ledger_transfer WHERE reason = 'mutual.paid'";

/// An officer and a manager who do whatever the next step is.
struct Desk {
    officer: String,
    manager: String,
    fund: String,
}

/// A step that is still to be done.
enum Next {
    Make,
    Approve(Value),
    Send(Value),
    Answer(Value),
    Nothing,
}

impl Desk {
    fn get(&self, address: &str, path: &str) -> Value {
        loop {
            let got = request(address, "GET", path, &[("cookie", &self.officer)], &Value::Null).unwrap();
            // Two clients of one session ask faster than it may.
            if got.status == 429 {
                std::thread::sleep(Duration::from_millis(200));
                continue;
            }
            assert_eq!(got.status, 200, "{path}: {}", got.body);
            return got.body;
        }
    }

    fn next(&self, address: &str) -> Next {
        for (state, next) in
            [("sent", Next::Answer as fn(Value) -> Next), ("approved", Next::Send), ("draft", Next::Approve)]
        {
            let all = self.get(address, &format!("/api/mutual_payment_batches?state={state}"));
            if let Some(b) = all["items"].as_array().unwrap().last() {
                return next(b.clone());
            }
        }
        let waiting = self.get(address, &format!("/api/mutual_payable?fund_id={}", self.fund));
        let count =
            waiting["claims"]["count"].as_i64().unwrap() + waiting["refunds"]["count"].as_i64().unwrap();
        if count > 0 { Next::Make } else { Next::Nothing }
    }

    /// Does a step; the connection may break at any moment. Where the other server does the same, it may be refused.
    fn does(&self, address: &str, step: &Next, alone: bool) {
        let most = if alone { 300 } else { 500 };
        let post = |cookie: &str, path: &str, b: &Value, body: &Value| {
            let tag = format!("\"{}\"", b["version"].as_i64().unwrap());
            let headers = [("cookie", cookie), ("if-match", tag.as_str())];
            let got = request(address, "POST", path, &headers, body);
            assert!(got.as_ref().is_none_or(|g| g.status < most), "{path}: {:?}", got.map(|g| g.body));
        };
        let path = |b: &Value, step: &str| {
            format!("/api/mutual_payment_batches/{}/{step}", b["id"].as_str().unwrap())
        };
        match step {
            Next::Make => {
                let body = json!({ "fund_id": self.fund, "claims": true, "refunds": true, "most": MOST });
                let headers = [("cookie", self.officer.as_str())];
                request(address, "POST", "/api/mutual_payment_batches", &headers, &body);
            }
            Next::Approve(b) => post(&self.manager, &path(b, "approve"), b, &json!({})),
            Next::Send(b) => post(&self.officer, &path(b, "send"), b, &json!({})),
            Next::Answer(b) => self.answers(address, b, most),
            Next::Nothing => {}
        }
    }

    /// The bank answers everything, and sends the first claim of each batch back.
    fn answers(&self, address: &str, b: &Value, most: u16) {
        let id = b["id"].as_str().unwrap();
        let headers = [("cookie", self.officer.as_str())];
        let path = format!("/api/mutual_payment_batches/{id}/payments");
        let Some(got) = request(address, "GET", &path, &headers, &Value::Null) else { return };
        let mut csv = "支付编号,金额,处理结果,失败原因\n".to_owned();
        // Whoever asked too often is told so, and asks again in the next step.
        let Some(rows) = got.body["rows"].as_array() else {
            assert_eq!(got.status, 429, "{}", got.body);
            return;
        };
        for (n, p) in rows.iter().enumerate() {
            let fen = p["amount_fen"].as_i64().unwrap();
            // What is given back would come back for ever: it is paid again to the same account.
            let said = if n == 0 && p["kind"] == "claim" { "失败,账户已销户" } else { "成功," };
            csv += &format!("{},{}.{:02},{said}\n", p["number"].as_str().unwrap(), fen / 100, fen % 100);
        }
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"union_id\"\r\n\r\n{}\r\n--b\r\nContent-Disposition: form-data; \
             name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n{csv}\r\n--b--\r\n",
            self.fund
        );
        let kind = "multipart/form-data; boundary=b";
        let got = raw(address, "POST", "/api/mutual_answers", &headers, kind, body.as_bytes());
        let taken = |status: u16| status == 201 || most > 300 && status < most;
        assert!(got.as_ref().is_none_or(|g| taken(g.status)), "{:?}", got.map(|g| g.body));
    }
}

/// Kills a process after a while.
fn kill_in(wait: Duration, pid: u32) {
    std::thread::sleep(wait);
    std::process::Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
}

fn desk(site: &Site) -> Desk {
    let fund = site.text("SELECT CAST(union_id AS TEXT) FROM mutual_payment_batch LIMIT 1");
    Desk { officer: site.sign_in("huzhu"), manager: site.sign_in("huzhu2"), fund }
}

fn one(site: &Site, sql: &str) -> i64 {
    site.numbers(sql)[0]
}

/// What is promised or paid to people.
fn owed(site: &Site) -> i64 {
    let claims = "FROM mutual_claim WHERE state IN ('payable', 'batched', 'paid', 'returned')";
    one(site, &format!("SELECT CAST(COALESCE(SUM(benefit), 0) AS BIGINT) {claims}"))
}

/// Whoever was sent back gets nothing yet, everybody else has it once, and the book agrees.
fn paid_once(site: &mut Site, before: i64) {
    assert!(one(site, "SELECT count(*) FROM mutual_claim WHERE state = 'returned'") > 0);
    assert_eq!(one(site, "SELECT count(*) FROM mutual_claim WHERE state = 'batched'"), 0);
    assert_eq!(one(site, TWICE), 0);
    let paid = one(site, PAID_CLAIMS);
    assert!(paid > 0);
    assert_eq!((one(site, PAID_FACTS), one(site, PAID_BOOKED)), (paid, one(site, PAID_PAYMENTS)));
    let open = "SELECT count(*) FROM mutual_payment_batch WHERE state = 'done' AND paid + returned <> count";
    assert_eq!(one(site, open), 0);
    assert_eq!(owed(site), before, "nothing is lost");
    site.sound();
    let (code, report) = answer(&mut niangjia(&site.data(), &["verify", "ledger"]));
    assert_eq!(code, 0, "{report}");
}

#[test]
fn killed_between_any_two_steps_of_payment_nothing_is_paid_twice() {
    let mut site = Site::new(6_000, |_| {});
    let (desk, before) = (desk(&site), owed(&site));
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
    let (mut kills, mut steps) = (0, 0);
    loop {
        let address = site.server.address.clone();
        let step = desk.next(&address);
        if matches!(step, Next::Nothing) {
            break;
        }
        steps += 1;
        assert!(steps < 400, "it does not come to an end");
        if kills == KILLS {
            desk.does(&address, &step, true);
            continue;
        }
        let (wait, pid) = (Duration::from_micros(rng.random_range(0..25_000)), site.server.child.id());
        std::thread::scope(|s| {
            s.spawn(move || kill_in(wait, pid));
            desk.does(&address, &step, true);
        });
        site.kill();
        site.restart();
        kills += 1;
    }
    assert_eq!(kills, KILLS, "it was over before it was killed often enough");
    paid_once(&mut site, before);
}

#[test]
fn two_servers_that_do_the_same_at_once_pay_nothing_twice_though_one_is_killed() {
    let mut site = Site::on(Db::Postgres, 3_000, |_| {});
    let mut other = Running::start(&site.data());
    let (desk, before) = (desk(&site), owed(&site));
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(12);
    let (mut kills, mut steps) = (0, 0);
    loop {
        let addresses = [site.server.address.clone(), other.address.clone()];
        let step = desk.next(&addresses[0]);
        if matches!(step, Next::Nothing) {
            break;
        }
        steps += 1;
        assert!(steps < 400, "it does not come to an end");
        let wait = Duration::from_micros(rng.random_range(0..40_000));
        let victim = (kills < KILLS).then(|| rng.random_range(0..2));
        let pids = [site.server.child.id(), other.child.id()];
        std::thread::scope(|s| {
            if let Some(victim) = victim {
                s.spawn(move || kill_in(wait, pids[victim]));
            }
            for address in &addresses {
                s.spawn(|| desk.does(address, &step, false));
            }
        });
        match victim {
            Some(0) => site.restart(),
            Some(_) => other = Running::start(&site.data()),
            None => {}
        }
        kills += usize::from(victim.is_some());
    }
    assert_eq!(kills, KILLS, "it was over before it was killed often enough");
    drop(other);
    paid_once(&mut site, before);
}
