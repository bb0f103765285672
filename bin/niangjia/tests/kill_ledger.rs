//! Kill -9 in a stream of transfers: whoever got no answer asks again under the same id, and everything is there once.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::child::{answer, niangjia, request};
use common::site::Site;
use guard::{Actor, Reason, Role, act, res};
use kernel::Id;
use niangjia::{Access, Place};
use platform::accounts::{self, AccountError, NewAccount as NewLogin};
use platform::ledger::{self, AccountKind, LedgerError, NewAccount};
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};

const TRANSFERS: i64 = 900;
const WORKERS: i64 = 6;
const KILLS: usize = 6;
const PASSWORD: &str = "Right-1234";

/// Cadres who enter transfers, and the two accounts that they enter them in.
fn prepare(data: &Path) -> (Id, Id) {
    let place = Place { data: data.to_owned(), database: None, tls: false };
    let open = place.open(Access::Write).unwrap();
    let actor = Actor::system(Reason::Cli, "t");
    let hash = accounts::hash_password(PASSWORD, &[9; 16]).unwrap();
    let keys = open.app.keyring().clone();
    let (create, grant) = (
        actor.permit::<res::Account, act::Create>().unwrap(),
        actor.permit::<res::Grant, act::Create>().unwrap(),
    );
    let base = rusqlite::Connection::open(data.join("niangjia.db")).unwrap();
    let first = "SELECT id FROM trade_union ORDER BY length(path), path LIMIT 1";
    let county = Id(base.query_row(first, [], |r| r.get(0)).unwrap());
    let logins = move |tx: &mut store::Tx<'_>| {
        for n in 0..WORKERS {
            let new = NewLogin {
                username: format!("kuaiji{n}"),
                name: "会计".into(),
                hash: hash.clone(),
                totp: Some(b"12345678901234567890".to_vec()),
                must_change: false,
            };
            let id = accounts::create_account(tx, &keys, &create, &new)?;
            accounts::give_role(tx, &grant, id, Role::FundManager, county)?;
        }
        Ok::<_, AccountError>(())
    };
    open.app.store().write_blocking(logins).unwrap();
    let opened = open.app.store().write_blocking(move |tx| {
        let new = |code, kind| NewAccount { book: county, code, kind, title: "演练" };
        let bank = ledger::open_account(tx, &new("drill-bank", AccountKind::Bank))?;
        Ok::<_, LedgerError>((bank, ledger::open_account(tx, &new("drill-fund", AccountKind::Fund))?))
    });
    opened.unwrap()
}

fn amount(id: i64) -> i64 {
    id * 7 % 1_000 + 1
}

struct Stream {
    address: Arc<Mutex<String>>,
    cookie: String,
    bank: Id,
    fund: Id,
    day: String,
}

impl Stream {
    /// Sends until it is answered; whether it was made by this.
    fn send(&self, id: i64) -> bool {
        let body = json!({
            "id": id.to_string(), "debit_id": self.bank, "credit_id": self.fund, "amount_fen": amount(id),
            "day": self.day, "memo": "演练"
        });
        let begun = Instant::now();
        loop {
            assert!(begun.elapsed() < Duration::from_secs(120), "no answer for {id}");
            let address = self.address.lock().unwrap().clone();
            let headers = [("cookie", self.cookie.as_str())];
            match request(&address, "POST", "/api/ledger_transfers", &headers, &body) {
                Some(got) if got.status == 201 => return got.body["made"] == true,
                // As often as a session may; between two processes; or the connection broke.
                Some(got) if matches!(got.status, 429 | 503) => std::thread::sleep(Duration::from_millis(50)),
                None => std::thread::sleep(Duration::from_millis(10)),
                Some(got) => panic!("{id}: {} {}", got.status, got.body),
            }
        }
    }
}

#[test]
fn killed_in_a_stream_of_transfers_each_is_there_once() {
    let mut made = None;
    let mut site = Site::new(700, |data| made = Some(prepare(data)));
    let (bank, fund) = made.unwrap();
    let day = kernel::Clock::today(&kernel::SystemClock).to_string();
    let address = Arc::new(Mutex::new(site.server.address.clone()));
    let streams: Vec<Stream> = (0..WORKERS)
        .map(|n| {
            let cookie = site.server.sign_in(&format!("kuaiji{n}"), PASSWORD);
            Stream { address: address.clone(), cookie, bank, fund, day: day.clone() }
        })
        .collect();
    let streams = Arc::new(streams);
    let (sent, met) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicI64::new(0)));
    let workers: Vec<_> = (0..WORKERS)
        .map(|n| {
            let (streams, sent, met) = (streams.clone(), sent.clone(), met.clone());
            std::thread::spawn(move || {
                for id in (1..=TRANSFERS).filter(|id| id % WORKERS == n) {
                    let by_this = streams[n as usize].send(id);
                    met.fetch_add(i64::from(!by_this), Ordering::SeqCst);
                    sent.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    let seed = 17;
    println!("seed {seed}");
    let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(seed);
    let mut halfway = 0;
    for _ in 0..KILLS {
        std::thread::sleep(Duration::from_millis(rng.random_range(20..250)));
        let before = sent.load(Ordering::SeqCst);
        site.kill();
        halfway += usize::from(before > 0 && sent.load(Ordering::SeqCst) < TRANSFERS);
        site.restart();
        (*address.lock().unwrap()).clone_from(&site.server.address);
    }
    workers.into_iter().for_each(|w| w.join().unwrap());
    assert!(halfway >= 1, "never killed in the middle");
    let all: i64 = (1..=TRANSFERS).map(amount).sum();
    let held = |site: &Site| {
        let of =
            |id: Id, sums: &str| site.number(&format!("SELECT {sums} FROM ledger_account WHERE id = {id}"));
        let count = |sql: &str| site.number(&format!("SELECT count(*) FROM {sql}"));
        [
            of(bank, "debit - credit"),
            of(fund, "credit - debit"),
            of(fund, "seq"),
            count("ledger_transfer WHERE memo = '演练'"),
            count("ledger_entry WHERE memo = '演练'"),
            count("audit_entry WHERE action = 'ledger.enter'"),
        ]
    };
    let want = [all, all, TRANSFERS, TRANSFERS, 2 * TRANSFERS, TRANSFERS];
    assert_eq!(held(&site), want, "{} met what was there", met.load(Ordering::SeqCst));
    // Whoever asks for all of it once more changes nothing.
    for id in (1..=TRANSFERS).step_by(11) {
        assert!(!streams[(id % WORKERS) as usize].send(id), "{id} was made before");
    }
    assert_eq!(held(&site), want);
    site.sound();
    let (code, report) = answer(&mut niangjia(&site.data(), &["verify", "ledger"]));
    assert_eq!((code, &report["fault_count"]), (0, &json!(0)), "{report}");
    assert!(report["transfers"].as_i64() >= Some(TRANSFERS), "{report}");
    journal(&site, fund, all);
    // What somebody changes beside the program is told, with the code of found faults.
    site.sql()
        .execute("UPDATE ledger_entry SET credit = credit + 1 WHERE memo = '演练' AND credit > 500", [])
        .unwrap();
    let (code, report) = answer(&mut niangjia(&site.data(), &["verify", "ledger"]));
    assert_eq!((code, report["faults"].as_array().is_some_and(|f| !f.is_empty())), (1, true), "{report}");
    assert_ne!(report["fault_count"], Value::from(0));
}

/// The journal of the command line adds up to the balance.
fn journal(site: &Site, fund: Id, all: i64) {
    let file = site.dir.path().join("ledger.csv");
    let args =
        ["export", "ledger", "--format", "csv", "--from", "2026-01-01", "--out", file.to_str().unwrap()];
    let (code, said) = answer(&mut niangjia(&site.data(), &args));
    assert_eq!(code, 0, "{said}");
    let text = std::fs::read_to_string(&file).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().map(|l| l.split(',').collect()).collect();
    let fund_rows: Vec<&Vec<&str>> = rows.iter().filter(|r| r.get(1) == Some(&"drill-fund")).collect();
    let fen = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    assert_eq!(fund_rows.iter().map(|r| fen(r[8])).sum::<i64>(), all, "{fund}");
    assert_eq!(fen(fund_rows.last().unwrap()[9]), all);
    let (code, said) = answer(&mut niangjia(&site.data(), &["export", "members", "--from", "2026-01-01"]));
    assert_eq!(code, 3, "only the ledger has days: {said}");
}
