//! Retry on PostgreSQL: what failed before the commit is tried again on a sound connection, what may have been committed
//! never is.
#![allow(clippy::unwrap_used, reason = "a test")]

mod common;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use common::{ADD, HOLDER, POINTS, add, count, setup};
use store::{DbError, DbResult, Store, params};
use testkit::{Db, TestDb, run};

fn on_both(name: &str, body: impl Fn(&mut TestDb)) {
    for db in [Db::Postgres, Db::Partitioned] {
        run(db, name, setup(), &body);
    }
}

/// Writes one card in a closure whose first `times` runs end with the SQLSTATE; the outcome and how often it ran.
fn injected(store: &Store, id: i64, state: &str, times: u32) -> (DbResult<()>, u32) {
    let runs = Arc::new(AtomicU32::new(0));
    let raise = format!("DO $$ BEGIN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END $$");
    let counted = runs.clone();
    let outcome = store.write_blocking(move |tx| {
        add(tx, id, "retried")?;
        if counted.fetch_add(1, Ordering::SeqCst) < times { tx.script(&raise) } else { Ok(()) }
    });
    (outcome, runs.load(Ordering::SeqCst))
}

#[test]
fn what_may_succeed_is_tried_again_and_takes_effect_once() {
    on_both("again", |db| {
        for (id, state) in (1..).zip(["40001", "40P01", "55P03", "08006"]) {
            let outcome = injected(db.store(), id, state, 3);
            assert_eq!(outcome, (Ok(()), 4), "{state}");
            assert_eq!(count(db.store()), id);
        }
    });
}

#[test]
fn what_cannot_succeed_is_tried_once() {
    on_both("once", |db| {
        for state in ["23505", "23503", "23514", "53100", "25006", "57014", "XX000"] {
            let (outcome, runs) = injected(db.store(), 1, state, 99);
            assert_eq!(runs, 1, "{state}: {outcome:?}");
        }
        assert_eq!(count(db.store()), 0);
    });
}

#[test]
fn trying_ends_after_a_few_times() {
    on_both("bounded", |db| {
        let (outcome, runs) = injected(db.store(), 1, "40001", 99);
        assert!(matches!(outcome, Err(DbError::Busy(_))), "{outcome:?}");
        assert_eq!((runs, count(db.store())), (6, 0));
    });
}

#[test]
fn errors_get_their_names() {
    let named = |e: DbError| format!("{e:?}").split(['(', ' ']).next().unwrap_or_default().to_owned();
    on_both("names", |db| {
        for (state, name) in [
            ("23505", "Conflict"),
            ("23503", "ForeignKey"),
            ("23514", "Check"),
            ("23502", "Check"),
            ("40P01", "Busy"),
            ("57014", "TimedOut"),
            ("53100", "DiskFull"),
            ("25006", "ReadOnly"),
            ("08006", "Lost"),
            ("57P01", "Lost"),
            ("42601", "Driver"),
        ] {
            let (outcome, _) = injected(db.store(), 1, state, 99);
            assert_eq!(named(outcome.unwrap_err()), name, "{state}");
        }
    });
}

#[test]
fn two_that_lock_each_other_both_succeed() {
    on_both("deadlock", |db| {
        db.store().write_blocking(|tx| add(tx, 1, "a").and_then(|()| add(tx, 2, "b"))).unwrap();
        let (meet, runs) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
        let one = |first: i64, second: i64| {
            let (store, meet, runs) = (db.store().clone(), meet.clone(), runs.clone());
            let mut waits = true;
            std::thread::spawn(move || {
                store.write_blocking(move |tx| {
                    runs.fetch_add(1, Ordering::SeqCst);
                    tx.query_one(&POINTS, params![first, 1], |_| Ok(()))?;
                    // Only the first runs meet, each with its first row locked.
                    if std::mem::take(&mut waits) {
                        meet.wait();
                    }
                    tx.query_one(&POINTS, params![second, 1], |r| r.get::<i64>(0))
                })
            })
        };
        let (a, b) = (one(1, 2), one(2, 1));
        let mut points = [a.join().unwrap().unwrap(), b.join().unwrap().unwrap()];
        points.sort_unstable();
        assert!(runs.load(Ordering::SeqCst) > 2, "they did lock each other");
        assert_eq!(points[1], Some(2), "{points:?}");
        for id in [1, 2] {
            let now = db
                .store()
                .write_blocking(move |tx| tx.query_one(&POINTS, params![id, 0], |r| r.get::<i64>(0)));
            assert_eq!(now, Ok(Some(2)), "each took effect once");
        }
    });
}

#[test]
fn a_failure_at_the_commit_itself_is_tried_again() {
    run(Db::Postgres, "deferred", setup(), |db| {
        db.store()
            .write_blocking(|tx| {
                tx.script(
                    "CREATE SEQUENCE tries; CREATE FUNCTION fail_twice() RETURNS trigger LANGUAGE plpgsql AS $$
                     BEGIN IF nextval('tries') <= 2 THEN RAISE EXCEPTION 'injected' USING ERRCODE = '40001'; END IF;
                     RETURN NULL; END $$;
                     CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON card DEFERRABLE INITIALLY DEFERRED
                     FOR EACH ROW EXECUTE FUNCTION fail_twice()",
                )
            })
            .unwrap();
        assert_eq!(injected(db.store(), 1, "40001", 0), (Ok(()), 3));
        assert_eq!(count(db.store()), 1);
    });
}

#[test]
fn a_cut_connection_is_replaced() {
    on_both("cut", |db| {
        // Cut by the closure itself in its first run, and all of them between two writes.
        let mut first = true;
        let outcome = db.store().write_blocking(move |tx| {
            add(tx, 1, "cut")?;
            if std::mem::take(&mut first) {
                tx.script("SELECT pg_terminate_backend(pg_backend_pid())")
            } else {
                Ok(())
            }
        });
        assert_eq!((outcome, count(db.store())), (Ok(()), 1));
        assert!(db.cut_connections() > 0);
        db.store().write_blocking(|tx| add(tx, 2, "afterwards")).unwrap();
        let holder =
            db.store().write_blocking(|tx| tx.query_one(&HOLDER, params![2], |r| r.get::<String>(0)));
        assert_eq!(holder, Ok(Some("afterwards".into())));
    });
}

/// Stands between the program and the server; once armed, lets one COMMIT through and cuts the line before its answer.
struct Cutter {
    armed: Arc<AtomicBool>,
    port: u16,
}

impl Cutter {
    fn start(socket: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (armed, port) = (Arc::new(AtomicBool::new(false)), listener.local_addr().unwrap().port());
        let arm = armed.clone();
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let server = UnixStream::connect(&socket).unwrap();
                let cut = Arc::new(AtomicBool::new(false));
                let (to, from) = (client.try_clone().unwrap(), server.try_clone().unwrap());
                let (arm, doomed) = (arm.clone(), cut.clone());
                std::thread::spawn(move || forward(client, server, &arm, &doomed));
                std::thread::spawn(move || answer(from, to, &cut));
            }
        });
        Self { armed, port }
    }
}

fn forward(mut client: TcpStream, mut server: UnixStream, armed: &AtomicBool, doomed: &AtomicBool) {
    let mut buffer = [0; 1 << 16];
    while let Ok(n @ 1..) = client.read(&mut buffer) {
        let commits = buffer[..n].windows(6).any(|w| w == b"COMMIT");
        if commits && armed.swap(false, Ordering::SeqCst) {
            doomed.store(true, Ordering::SeqCst);
        }
        if server.write_all(&buffer[..n]).is_err() {
            break;
        }
    }
    let _ = server.shutdown(Shutdown::Both);
}

fn answer(mut server: UnixStream, mut client: TcpStream, cut: &AtomicBool) {
    let mut buffer = [0; 1 << 16];
    while let Ok(n @ 1..) = server.read(&mut buffer) {
        // The server has answered: it is committed. Nobody hears of it.
        if cut.load(Ordering::SeqCst) || client.write_all(&buffer[..n]).is_err() {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
}

#[test]
fn a_lost_reply_to_a_commit_is_said_and_never_tried_again() {
    on_both("lost", |db| {
        let url = db.url().unwrap();
        let (host, database) = url.rsplit_once('@').unwrap().1.split_once('/').unwrap();
        let cutter = Cutter::start(format!("{}/.s.PGSQL.5432", host.replace("%2F", "/")));
        let through = format!("postgresql://niangjia@127.0.0.1:{}/{database}", cutter.port);
        let store = db.open(|o| o.database = Some(through));
        store.write_blocking(|tx| add(tx, 1, "before")).unwrap();
        cutter.armed.store(true, Ordering::SeqCst);
        let runs = Arc::new(AtomicU32::new(0));
        let counted = runs.clone();
        let outcome = store.write_blocking(move |tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            tx.execute(&ADD, params![2, "who knows"])
        });
        assert!(matches!(outcome, Err(DbError::Lost(_))), "{outcome:?}");
        assert_eq!(runs.load(Ordering::SeqCst), 1, "a second run could do it twice");
        assert_eq!(count(db.store()), 2, "it was committed all the same");
        store.write_blocking(|tx| add(tx, 3, "afterwards")).unwrap();
    });
}
