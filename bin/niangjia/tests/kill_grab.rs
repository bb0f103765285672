//! Kill -9 at ten o'clock: people press for fewer tickets than they are, the server dies again and again, and whoever got no answer
//! presses again. In the end exactly the stock is out, nobody has two, and book, audit and walk agree. The same with two servers over
//! one database, of which one is killed.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use common::child::{Running, answer, beside, niangjia, request};
use common::site::Site;
use kernel::{Fen, Id};
use niangjia::{Access, Place};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use store::{Route, Sql};
use testkit::Db;

/// Connections that press.
const WORKERS: usize = 16;

/// How often it is killed at most: a dozen times, or as often as `NIANGJIA_KILLS` says, with so many more people.
fn kills() -> usize {
    std::env::var("NIANGJIA_KILLS").map_or(12, |n| n.parse().unwrap())
}

/// People who press.
fn crowd() -> usize {
    kills() * 34
}

/// Tickets.
fn stock() -> i64 {
    kills() as i64 * 21
}

struct Grab {
    campaign: Id,
    tokens: Vec<String>,
}

/// A campaign that is open, and members who are signed in.
fn prepare(data: &Path) -> Grab {
    let database = std::fs::read_to_string(beside(data)).ok();
    let open = Place { data: data.to_owned(), database, tls: false }.open(Access::Write).unwrap();
    let found = open.app.store().read_blocking(|tx| {
        let top = Sql::composed(
            "top",
            Route::FanOut("a test"),
            "SELECT id FROM trade_union ORDER BY length(path), path LIMIT 1".to_owned(),
        );
        let people = Sql::composed(
            "people",
            Route::FanOut("a test"),
            format!(
                "SELECT DISTINCT person_id FROM membership WHERE valid_to = 99991231 AND status IN ('active', 'retained')
                 ORDER BY person_id LIMIT {}",
                crowd()
            ),
        );
        let top: Option<Id> = tx.query_one(&top, &[], |r| r.get(0))?;
        Ok::<_, store::DbError>((top.unwrap(), tx.query(&people, &[], |r| r.get::<Id>(0))?))
    });
    let (top, people) = found.unwrap();
    assert_eq!(people.len(), crowd());
    let now = kernel::Clock::now(&kernel::SystemClock);
    let draft =
        benefits::drill::tickets(stock(), Fen(3_000), (now.plus_ms(-60_000), now.plus_ms(86_400_000)));
    let c = benefits::drill::on_line(&open.app, top, &draft).unwrap();
    Grab { campaign: c.id, tokens: benefits::drill::sign_in(&open.app, &people).unwrap() }
}

/// Presses until it is answered: the serial of the ticket, or none if nothing was left.
fn press(addresses: &Mutex<Vec<String>>, grab: &Grab, person: usize) -> Option<i64> {
    let path = format!("/api/me/benefit_campaigns/{}/take", grab.campaign);
    let cookie = format!("nj_session={}", grab.tokens[person]);
    let begun = Instant::now();
    for n in person.. {
        assert!(begun.elapsed() < Duration::from_secs(120), "no answer for {person}");
        let address = {
            let all = addresses.lock().unwrap();
            all[n % all.len()].clone()
        };
        match request(&address, "POST", &path, &[("cookie", &cookie)], &json!({ "mine": 0 })) {
            Some(got) if got.status == 200 => match got.body["result"].as_str().unwrap() {
                "got" | "already" => return Some(got.body["voucher"]["serial"].as_i64().unwrap()),
                "sold_out" => return None,
                _ => std::thread::sleep(Duration::from_millis(50)),
            },
            Some(got) if matches!(got.status, 429 | 503) => std::thread::sleep(Duration::from_millis(20)),
            None => std::thread::sleep(Duration::from_millis(10)),
            Some(got) => panic!("{person}: {} {}", got.status, got.body),
        }
    }
    None
}

/// What everybody was told, while `disturb` kills servers; it is called again and again until all were answered.
fn ten_o_clock(
    addresses: &Arc<Mutex<Vec<String>>>,
    grab: &Arc<Grab>,
    mut disturb: impl FnMut(usize),
) -> Vec<Option<i64>> {
    let (next, done) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let told = Arc::new(Mutex::new(vec![None; crowd()]));
    let workers: Vec<_> = (0..WORKERS)
        .map(|_| {
            let (addresses, grab) = (addresses.clone(), grab.clone());
            let (next, told) = (next.clone(), told.clone());
            std::thread::spawn(move || {
                loop {
                    let person = next.fetch_add(1, Ordering::SeqCst);
                    if person >= crowd() {
                        return;
                    }
                    let got = press(&addresses, &grab, person);
                    told.lock().unwrap()[person] = Some(got);
                    // So that it is killed in the middle, and not after.
                    std::thread::sleep(Duration::from_millis(15));
                }
            })
        })
        .collect();
    let over = {
        let done = done.clone();
        std::thread::spawn(move || {
            workers.into_iter().for_each(|w| w.join().unwrap());
            done.store(true, Ordering::SeqCst);
        })
    };
    let mut killed = 0;
    while !done.load(Ordering::SeqCst) && killed < kills() {
        disturb(killed);
        killed += 1;
    }
    over.join().unwrap();
    println!("killed {killed} times");
    assert!(killed >= kills() / 4, "it was over before it was killed often enough: {killed}");
    let told = told.lock().unwrap();
    told.iter().map(|t| t.unwrap()).collect()
}

/// Exactly the stock is out, once each, and everything agrees.
fn whole(site: &mut Site, grab: &Grab, told: &[Option<i64>]) {
    let serials: BTreeSet<i64> = told.iter().flatten().copied().collect();
    let told_got = told.iter().flatten().count() as i64;
    assert_eq!((told_got, serials.len() as i64), (stock(), stock()), "everybody who got one got another one");
    assert_eq!((serials.first(), serials.last()), (Some(&1), Some(&stock())));
    let id = grab.campaign;
    let one = |sql: &str| site.numbers(&sql.replace("ID", &id.to_string()))[0];
    assert_eq!(one("SELECT count(*) FROM benefit_voucher WHERE campaign_id = ID"), stock());
    assert_eq!(one("SELECT count(DISTINCT person_id) FROM benefit_voucher WHERE campaign_id = ID"), stock());
    assert_eq!(one("SELECT issued FROM benefit_stock WHERE campaign_id = ID"), stock());
    let booked = "SELECT CAST(SUM(amount) AS BIGINT) FROM ledger_transfer WHERE reason = 'benefits.issue' AND record_id = ID";
    assert_eq!(one(booked), stock() * 3_000);
    site.sound();
    let (code, report) = answer(&mut niangjia(&site.data(), &["audit", "campaign", &id.to_string()]));
    assert_eq!(
        (code, &report["fault_count"], &report["issued"]),
        (0, &json!(0), &json!(stock())),
        "{report}"
    );
    let (code, report) = answer(&mut niangjia(&site.data(), &["verify", "ledger"]));
    assert_eq!(code, 0, "{report}");
}

#[test]
fn killed_while_everybody_presses_exactly_the_stock_is_out() {
    let mut grab = None;
    let mut site = Site::new(2_000, |data| grab = Some(prepare(data)));
    let grab = Arc::new(grab.unwrap());
    let addresses = Arc::new(Mutex::new(vec![site.server.address.clone()]));
    let seed = 41;
    println!("seed {seed}");
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let told = ten_o_clock(&addresses, &grab, |_| {
        std::thread::sleep(Duration::from_millis(rng.random_range(5..60)));
        site.kill();
        site.restart();
        *addresses.lock().unwrap() = vec![site.server.address.clone()];
    });
    whole(&mut site, &grab, &told);
    // What somebody adds beside the program is found.
    let take = "INSERT INTO benefit_voucher SELECT campaign_id, person_id + 1, turn, serial + 1, state, prize, worth, union_id,
                  issued_at, expires_on, used_at, merchant_id FROM benefit_voucher
                WHERE campaign_id = ?1 AND serial = ?2";
    site.sql().execute(take, (grab.campaign.0, stock())).unwrap();
    let (code, report) =
        answer(&mut niangjia(&site.data(), &["audit", "campaign", &grab.campaign.to_string()]));
    assert_eq!(code, 1, "{report}");
    let faults = report["faults"].as_array().unwrap();
    assert!(faults.iter().any(|f| f.as_str().unwrap().contains("超过库存")), "{report}");
    assert!(faults.iter().any(|f| f.as_str().unwrap().contains("账上已发未用金额")), "{report}");
}

#[test]
fn two_servers_give_exactly_the_stock_though_one_is_killed() {
    let mut grab = None;
    let mut site = Site::on(Db::Postgres, 2_000, |data| grab = Some(prepare(data)));
    let grab = Arc::new(grab.unwrap());
    let mut other = Running::start(&site.data());
    let addresses = Arc::new(Mutex::new(vec![site.server.address.clone(), other.address.clone()]));
    let mut rng = ChaCha8Rng::seed_from_u64(42);
    let told = ten_o_clock(&addresses, &grab, |n| {
        std::thread::sleep(Duration::from_millis(rng.random_range(5..60)));
        if n % 2 == 0 {
            other.kill();
            other = Running::start(&site.data());
        } else {
            site.server.kill();
            site.restart();
        }
        *addresses.lock().unwrap() = vec![site.server.address.clone(), other.address.clone()];
    });
    drop(other);
    whole(&mut site, &grab, &told);
}
