//! Kill -9 at any moment between making a batch and the bank's answer: after each restart people go on where they were, and
//! nothing is paid twice, nothing is lost, the book balances.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::time::Duration;

use common::child::{answer, niangjia, raw, request};
use common::site::Site;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

/// Payments of a batch: several batches, so that each step is killed more than once.
const MOST: i64 = 2;
/// How often it is killed.
const KILLS: usize = 4;

const TWICE: &str = "SELECT count(*) FROM (SELECT record_id FROM mutual_payment WHERE state = 'paid' GROUP BY record_id HAVING count(*) > 1)";
const PAID_PAYMENTS: &str = "SELECT COALESCE(SUM(amount), 0) FROM mutual_payment WHERE state = 'paid'";
const PAID_CLAIMS: &str = "SELECT COALESCE(SUM(benefit), 0) FROM mutual_claim WHERE state = 'paid'";
const PAID_FACTS: &str = "SELECT COALESCE(SUM(delta), 0) FROM fact WHERE indicator = 'mutual.paid'";
const PAID_BOOKED: &str = "SELECT COALESCE(SUM(amount), 0) FROM ledger_transfer WHERE reason = 'mutual.paid'";

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
    fn get(&self, site: &Site, path: &str) -> Value {
        let got =
            request(&site.server.address, "GET", path, &[("cookie", &self.officer)], &Value::Null).unwrap();
        assert_eq!(got.status, 200, "{path}: {}", got.body);
        got.body
    }

    fn next(&self, site: &Site) -> Next {
        for (state, next) in
            [("sent", Next::Answer as fn(Value) -> Next), ("approved", Next::Send), ("draft", Next::Approve)]
        {
            let all = self.get(site, &format!("/api/mutual_payment_batches?state={state}"));
            if let Some(b) = all["items"].as_array().unwrap().last() {
                return next(b.clone());
            }
        }
        let waiting = self.get(site, &format!("/api/mutual_payable?fund_id={}", self.fund));
        let count =
            waiting["claims"]["count"].as_i64().unwrap() + waiting["refunds"]["count"].as_i64().unwrap();
        if count > 0 { Next::Make } else { Next::Nothing }
    }

    /// Does a step; the connection may break at any moment.
    fn does(&self, site: &Site, step: &Next) {
        let post = |cookie: &str, path: &str, b: &Value, body: &Value| {
            let tag = format!("\"{}\"", b["version"].as_i64().unwrap());
            let headers = [("cookie", cookie), ("if-match", tag.as_str())];
            let got = request(&site.server.address, "POST", path, &headers, body);
            assert!(got.as_ref().is_none_or(|g| g.status < 300), "{path}: {:?}", got.map(|g| g.body));
        };
        let path = |b: &Value, step: &str| {
            format!("/api/mutual_payment_batches/{}/{step}", b["id"].as_str().unwrap())
        };
        match step {
            Next::Make => {
                let body = json!({ "fund_id": self.fund, "claims": true, "refunds": true, "most": MOST });
                let headers = [("cookie", self.officer.as_str())];
                request(&site.server.address, "POST", "/api/mutual_payment_batches", &headers, &body);
            }
            Next::Approve(b) => post(&self.manager, &path(b, "approve"), b, &json!({})),
            Next::Send(b) => post(&self.officer, &path(b, "send"), b, &json!({})),
            Next::Answer(b) => self.answers(site, b),
            Next::Nothing => {}
        }
    }

    /// The bank answers everything, and sends the first of each batch back.
    fn answers(&self, site: &Site, b: &Value) {
        let id = b["id"].as_str().unwrap();
        let headers = [("cookie", self.officer.as_str())];
        let path = format!("/api/mutual_payment_batches/{id}/payments");
        let Some(got) = request(&site.server.address, "GET", &path, &headers, &Value::Null) else { return };
        let mut csv = "支付编号,金额,处理结果,失败原因\n".to_owned();
        for (n, p) in got.body["rows"].as_array().unwrap().iter().enumerate() {
            let fen = p["amount_fen"].as_i64().unwrap();
            let said = if n == 0 { "失败,账户已销户" } else { "成功," };
            csv += &format!("{},{}.{:02},{said}\n", p["number"].as_str().unwrap(), fen / 100, fen % 100);
        }
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"union_id\"\r\n\r\n{}\r\n--b\r\nContent-Disposition: form-data; \
             name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n{csv}\r\n--b--\r\n",
            self.fund
        );
        let kind = "multipart/form-data; boundary=b";
        let got = raw(&site.server.address, "POST", "/api/mutual_answers", &headers, kind, body.as_bytes());
        assert!(got.as_ref().is_none_or(|g| g.status == 201), "{:?}", got.map(|g| g.body));
    }
}

#[test]
fn killed_between_any_two_steps_of_payment_nothing_is_paid_twice() {
    let mut site = Site::new(1_500, |_| {});
    let fund = site.text("SELECT CAST(union_id AS TEXT) FROM mutual_payment_batch LIMIT 1");
    let desk = Desk { officer: site.sign_in("huzhu"), manager: site.sign_in("huzhu2"), fund };
    let owed = |site: &Site| {
        site.number("SELECT COALESCE(SUM(benefit), 0) FROM mutual_claim WHERE state IN ('payable', 'batched', 'paid', 'returned')")
    };
    let before = owed(&site);
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(11);
    let (mut kills, mut steps) = (0, 0);
    loop {
        let step = desk.next(&site);
        if matches!(step, Next::Nothing) {
            break;
        }
        steps += 1;
        assert!(steps < 400, "it does not come to an end");
        if kills < KILLS {
            let wait = Duration::from_micros(rng.random_range(0..25_000));
            let pid = site.server.child.id().to_string();
            std::thread::scope(|s| {
                let end = s.spawn(move || {
                    std::thread::sleep(wait);
                    std::process::Command::new("kill").args(["-9", &pid]).status().unwrap();
                });
                desk.does(&site, &step);
                end.join().unwrap();
            });
            site.kill();
            site.restart();
            kills += 1;
        } else {
            desk.does(&site, &step);
        }
    }
    assert_eq!(kills, KILLS, "it was over before it was killed often enough");
    // Whoever was sent back gets nothing yet, everybody else has it once.
    assert!(site.number("SELECT count(*) FROM mutual_claim WHERE state = 'returned'") > 0);
    assert_eq!(site.number("SELECT count(*) FROM mutual_claim WHERE state = 'batched'"), 0);
    assert_eq!(site.number(TWICE), 0);
    let paid = site.number(PAID_CLAIMS);
    assert!(paid > 0);
    assert_eq!((site.number(PAID_FACTS), site.number(PAID_BOOKED)), (paid, site.number(PAID_PAYMENTS)));
    assert_eq!(
        site.number(
            "SELECT count(*) FROM mutual_payment_batch WHERE state = 'done' AND paid + returned <> count"
        ),
        0
    );
    assert_eq!(owed(&site), before, "nothing is lost");
    site.sound();
    let (code, report) = answer(&mut niangjia(&site.data(), &["verify", "ledger"]));
    assert_eq!(code, 0, "{report}");
}
