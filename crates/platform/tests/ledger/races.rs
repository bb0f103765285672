//! Many at once against one limit.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use guard::{act, res};
use kernel::{Fen, Id};
use platform::ledger::{self, Done};
use testkit::{TestDb, db_test};

use crate::common::setup;
use crate::money::{Book, TODAY, account, balance, book, by, entry, sound, transfer, try_do};

const THREADS: i64 = 8;
const EACH: i64 = 40;

/// Runs `work` on so many threads over stores of their own on PostgreSQL's side, one writer on SQLite's.
fn at_once(db: &TestDb, work: impl Fn(i64) + Send + Sync + 'static) {
    let work = Arc::new(work);
    let all: Vec<_> = (0..THREADS)
        .map(|n| {
            let work = Arc::clone(&work);
            std::thread::spawn(move || work(n))
        })
        .collect();
    all.into_iter().for_each(|t| t.join().unwrap());
    sound(db.store());
}

db_test! { setup();
    fn a_limit_holds_however_many_draw_on_it(db: &TestDb) {
        let (s, b) = (db.store().clone(), book(db.store()));
        transfer(&s, &[entry(1, b.bank, b.fund, 100)]).unwrap();
        let made = Arc::new(AtomicUsize::new(0));
        let (store, count) = (s.clone(), made.clone());
        at_once(db, move |n| {
            for i in 0..EACH {
                match transfer(&store, &[entry(1_000 * (n + 1) + i, b.fund, b.payable, 1)]) {
                    Ok(_) => count.fetch_add(1, Ordering::SeqCst),
                    Err(code) => { assert_eq!(code, "ledger.limit"); 0 }
                };
            }
        });
        assert_eq!((made.load(Ordering::SeqCst), balance(&s, b.fund), balance(&s, b.payable)), (100, 0, 100));
    }

    fn opposite_directions_do_not_wait_for_each_other_in_a_circle(db: &TestDb) {
        let (s, b) = (db.store().clone(), book(db.store()));
        transfer(&s, &[entry(1, b.bank, b.fund, 10_000), entry(2, b.bank, b.payable, 10_000)]).unwrap();
        let store = s.clone();
        at_once(db, move |n| {
            for i in 0..EACH {
                let id = 1_000 * (n + 1) + i * 2;
                let (a, z) = if n % 2 == 0 { (b.fund, b.payable) } else { (b.payable, b.fund) };
                transfer(&store, &[entry(id, a, z, 3), entry(id + 1, b.expense, b.income, 1)]).unwrap();
            }
        });
        assert_eq!(balance(&s, b.fund) + balance(&s, b.payable), 20_000);
        assert_eq!(balance(&s, b.income), THREADS * EACH);
    }

    fn many_with_one_id_make_one_transfer(db: &TestDb) {
        let (s, b) = (db.store().clone(), book(db.store()));
        let made = Arc::new(AtomicUsize::new(0));
        let (store, count) = (s.clone(), made.clone());
        at_once(db, move |_| {
            for i in 0..EACH {
                if transfer(&store, &[entry(10 + i, b.bank, b.fund, 5)]).unwrap() == Done::Made {
                    count.fetch_add(1, Ordering::SeqCst);
                }
            }
        });
        assert_eq!((made.load(Ordering::SeqCst) as i64, balance(&s, b.fund)), (EACH, EACH * 5));
    }

    fn one_of_many_ends_a_reservation(db: &TestDb) {
        let (s, b) = (db.store().clone(), book(db.store()));
        transfer(&s, &[entry(1, b.bank, b.fund, 10_000)]).unwrap();
        for i in 0..EACH {
            try_do(&s, move |tx| ledger::reserve(tx, &by(), &entry(10 + i, b.fund, b.payable, 100), None)).unwrap();
        }
        let posted = Arc::new(AtomicUsize::new(0));
        let (store, count) = (s.clone(), posted.clone());
        at_once(db, move |n| {
            for i in 0..EACH {
                let id = Id(10 + i);
                if n % 2 == 0 {
                    let new = Id(1_000 * (n + 1) + i);
                    if try_do(&store, move |tx| ledger::post(tx, &by(), new, id, None, TODAY)).is_ok() {
                        count.fetch_add(1, Ordering::SeqCst);
                    }
                } else {
                    let _ = try_do(&store, move |tx| ledger::void(tx, &by(), id));
                }
            }
        });
        let posted = posted.load(Ordering::SeqCst) as i64;
        assert_eq!((balance(&s, b.payable), balance(&s, b.fund)), (posted * 100, 10_000 - posted * 100));
        assert_eq!(account(&s, b.fund).pending_debit, Fen(0), "all are ended");
    }

    fn no_entry_slips_into_a_month_while_it_is_closed(db: &TestDb) {
        let (s, b): (_, Book) = (db.store().clone(), book(db.store()));
        let store = s.clone();
        at_once(db, move |n| {
            for i in 0..EACH {
                if (n, i) == (0, EACH / 2) {
                    let closed = try_do(&store, |tx| {
                        let scope = by().permit::<res::Ledger, act::Freeze>().unwrap();
                        ledger::close_period(tx, &scope, Id(1), 202_610)
                    });
                    closed.unwrap();
                }
                let e = ledger::Entry { day: kernel::Day::constant(2026, 10, 5), ..entry(1_000 * (n + 1) + i, b.bank, b.fund, 1) };
                match transfer(&store, &[e]) {
                    Ok(_) | Err("ledger.closed") => {}
                    Err(other) => panic!("{other}"),
                }
            }
        });
        // That the frozen sums are those of the entries, the verification has found.
        let closed = s.read_blocking(|tx| ledger::closings(tx, Id(1))).unwrap();
        assert_eq!(closed.len(), 1);
        let line = closed[0].lines.iter().find(|l| l.account == b.fund).unwrap();
        assert_eq!(line.sums.credit.0, balance(&s, b.fund));
        assert!(line.sums.credit.0 < THREADS * EACH, "some came too late");
    }
}
