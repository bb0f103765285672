//! Searches and filters of the lists of claims and payments: what is typed is found wherever it stands, within the scope alone.
#![allow(clippy::unwrap_used, reason = "a test")]

use guard::Role;
use kernel::Day;
use serde_json::{Value, json};
use testkit::{TestDb, db_test};
use tokio::task::block_in_place;

use crate::common::{Api, Caller, setup};
use crate::demo::filled;

/// A list, a search or a filter that finds something of it, and one that finds nothing; `UNION` stands for the fund.
const SEARCHED: &[(&str, &str, &str)] = &[
    ("mutual_sources", "q=医保局", "q=民政局"),
    ("mutual_settlements", "q=结算数据.CSV", "q=结算数据.xlsx"),
    ("mutual_settlements", "q=结算&state=done", "q=结算&state=failed"),
    ("mutual_notices", "q=第二批", "q=第三批"),
    ("mutual_notices", "q=（第一批）&state=over", "q=（第一批）&state=open"),
    ("mutual_payment_batches", "q=zf", "q=ZFX-"),
    ("mutual_payment_batches", "from=2026-11-22&to=2026-11-22", "from=2026-11-23"),
    ("mutual_payment_batches", "state=draft&to=2026-11-22", "state=draft&to=2026-11-21"),
    ("mutual_answers", "q=回盘", "q=回执"),
    ("mutual_answers", "from=2026-11-22", "to=2026-11-21"),
    ("mutual_returns", "fund_id=UNION&q=张", "fund_id=UNION&q=欧阳"),
    ("mutual_samples", "q=支付抽查", "q=参保抽查"),
    ("mutual_samples", "q=县经审", "union_id=TOWN"),
];

/// Lists that are counted.
const COUNTED: [&str; 6] = [
    "mutual_settlements",
    "mutual_notices",
    "mutual_payment_batches",
    "mutual_answers",
    "mutual_refunds",
    "mutual_samples",
];

fn percent(text: &str) -> String {
    let byte = |b: u8| if b.is_ascii() { char::from(b).to_string() } else { format!("%{b:02X}") };
    text.bytes().map(byte).collect()
}

async fn found(by: &Caller<'_>, list: &str, query: &str) -> usize {
    let query = percent(query);
    let page = by.get(&format!("/api/{list}?{query}&limit=200")).await;
    let all = page.json()["items"].as_array().map_or(0, Vec::len);
    if page.status == axum::http::StatusCode::OK && COUNTED.contains(&list) {
        let told = by.get(&format!("/api/{list}/count?{query}")).await.json();
        assert_eq!(told["value"], Value::from(all), "{list}?{query}: {told}");
    }
    all
}

db_test! { setup();
    async fn what_is_typed_is_found_within_the_scope(db: &TestDb) {
        let (w, _) = block_in_place(|| filled(db, Day::constant(2026, 11, 22)));
        let api = Api::new(&w.app);
        let officer = api.sign_in(Role::FundOfficer, w.r.county.id).await;
        let auditor = api.sign_in(Role::FundAuditor, w.r.county.id).await;
        let town = api.sign_in(Role::FundOfficer, w.r.here.id).await;
        let town_auditor = api.sign_in(Role::FundAuditor, w.r.here.id).await;
        let put = |q: &str| q.replace("UNION", &w.r.county.id.to_string()).replace("TOWN", &w.r.here.id.to_string());
        for (list, some, none) in SEARCHED {
            let sample = *list == "mutual_samples";
            let (by, elsewhere) = if sample { (&auditor, &town_auditor) } else { (&officer, &town) };
            let (some, none) = (put(some), put(none));
            assert!(found(by, list, &some).await > 0, "{list}?{some}");
            assert_eq!(found(by, list, &none).await, 0, "{list}?{none}");
            assert_eq!(found(elsewhere, list, &some).await, 0, "{list}?{some} elsewhere");
        }
        // What is given back is found by whom it goes to, and why.
        let receipts = officer.get(&format!("/api/mutual_receipts?q={}", percent("示范县未备注"))).await.json();
        let path = format!("/api/mutual_receipts/{}/refund", receipts["items"][0]["id"].as_str().unwrap());
        let back = json!({ "why": "汇错账户", "payee": "示范县ABC公司", "account": "6222000011112222" });
        let made = officer.post(&path, &back).await;
        assert_eq!(made.status, axum::http::StatusCode::CREATED, "{}", made.json());
        for (q, n) in [("汇错", 1), ("abc公司", 1), ("state=decided&q=账户", 1), ("公司甲", 0)] {
            let query = if q.contains('=') { q.to_owned() } else { format!("q={q}") };
            assert_eq!(found(&officer, "mutual_refunds", &query).await, n, "{q}");
            assert_eq!(found(&town, "mutual_refunds", &query).await, 0, "{q}");
        }
        // The account can be written anew, by who answers for this fund.
        let path = format!("/api/mutual_refunds/{}", made.json()["id"].as_str().unwrap());
        let payee = json!({ "payee": "示范县ABC公司", "bank": "示范银行", "account": "6222000011113333" });
        assert_eq!(town.patch(&path, "\"1\"", &payee).await.status, axum::http::StatusCode::NOT_FOUND);
        let changed = officer.patch(&path, "\"1\"", &payee).await;
        assert_eq!(changed.json()["account_tail"], "3333", "{}", changed.json());
        // A batch is found by the number of one of its payments.
        let batches = officer.get("/api/mutual_payment_batches?state=done").await.json();
        let id = batches["items"][0]["id"].as_str().unwrap().to_owned();
        let rows = officer.get(&format!("/api/mutual_payment_batches/{id}/payments")).await.json();
        let number = rows["rows"][0]["number"].as_str().unwrap();
        let one = officer.get(&format!("/api/mutual_payment_batches?q={number}")).await;
        assert_eq!(one.items("id"), [id], "{number}");
    }
}
