//! Two phases: reserved, then posted, given up or run out.

use kernel::{Day, Fen, Id, Timestamp};
use platform::jobs::{Job, JobEnd};
use platform::ledger::{self, TransferState};
use testkit::{TestDb, db_test};

use crate::common::{app, setup};
use crate::money::{Book, TODAY, account, balance, book, by, entry, sound, transfer, try_do};

fn reserve(db: &TestDb, id: i64, b: &Book, amount: i64, expires_in: Option<i64>) -> Result<(), &'static str> {
    let (debit, credit) = (b.fund, b.payable);
    let at = expires_in.map(|ms| kernel::Clock::now(db.clock().as_ref()).plus_ms(ms));
    try_do(db.store(), move |tx| ledger::reserve(tx, &by(), &entry(id, debit, credit, amount), at))
}

fn post(db: &TestDb, id: i64, pending: i64, amount: Option<i64>) -> Result<(), &'static str> {
    try_do(db.store(), move |tx| ledger::post(tx, &by(), Id(id), Id(pending), amount.map(Fen), TODAY))
}

fn void(db: &TestDb, pending: i64) -> Result<(), &'static str> {
    try_do(db.store(), move |tx| ledger::void(tx, &by(), Id(pending)))
}

fn state(db: &TestDb, id: i64) -> TransferState {
    db.store().read_blocking(move |tx| ledger::find_transfer(tx, Id(id))).unwrap().unwrap().state
}

fn filled(db: &TestDb) -> Book {
    let b = book(db.store());
    transfer(db.store(), &[entry(1, b.bank, b.fund, 1_000)]).unwrap();
    b
}

/// Runs the job that comes each minute.
fn minute(db: &TestDb) {
    let jobs = (platform::module().jobs)();
    let handler = jobs.iter().find(|j| j.kind() == "ledger.expire").unwrap();
    assert_eq!(handler.every_seconds(), Some(60));
    let job = Job { id: Id(1), kind: "ledger.expire".into(), payload: "null".into(), attempts: 0 };
    assert_eq!(handler.run(&app(db), &job).unwrap(), JobEnd::Done);
}

db_test! { setup();
    fn what_is_reserved_counts_as_gone_and_has_no_entries(db: &TestDb) {
        let (s, b) = (db.store(), filled(db));
        reserve(db, 2, &b, 700, None).unwrap();
        reserve(db, 2, &b, 700, None).unwrap();
        assert_eq!(reserve(db, 2, &b, 600, None), Err("ledger.id-reused"));
        assert_eq!((balance(s, b.fund), account(s, b.fund).available()), (1_000, Some(Fen(300))));
        assert_eq!((account(s, b.fund).seq, account(s, b.payable).seq, account(s, b.payable).pending_credit), (1, 0, Fen(700)));
        assert_eq!(reserve(db, 3, &b, 301, None), Err("ledger.limit"));
        assert_eq!(transfer(s, &[entry(3, b.fund, b.payable, 301)]), Err("ledger.limit"));
        transfer(s, &[entry(3, b.fund, b.payable, 300)]).unwrap();
        // What is to come cannot be spent yet.
        assert_eq!(transfer(s, &[entry(4, b.payable, b.transit, 301)]), Err("ledger.limit"));
        sound(s);
    }

    fn a_reservation_is_posted_once_and_the_rest_is_released(db: &TestDb) {
        let (s, b) = (db.store(), filled(db));
        reserve(db, 2, &b, 700, None).unwrap();
        assert_eq!(post(db, 3, 2, Some(701)), Err("ledger.more-than-reserved"));
        assert_eq!(post(db, 3, 2, Some(0)), Err("ledger.amount"));
        assert_eq!(post(db, 3, 9, None), Err("ledger.not-found"));
        assert_eq!(post(db, 3, 1, None), Err("ledger.not-found"), "no reservation");
        post(db, 3, 2, Some(450)).unwrap();
        post(db, 3, 2, Some(450)).unwrap();
        assert_eq!(post(db, 3, 2, Some(451)), Err("ledger.id-reused"));
        assert_eq!(post(db, 4, 2, None), Err("ledger.ended"));
        assert_eq!(void(db, 2), Err("ledger.ended"));
        assert_eq!((balance(s, b.fund), account(s, b.fund).available(), balance(s, b.payable)), (550, Some(Fen(550)), 450));
        let t = s.read_blocking(|tx| ledger::find_transfer(tx, Id(2))).unwrap().unwrap();
        assert_eq!((t.state, t.end_id, t.end_by_name.as_str(), t.amount), (TransferState::Posted, Id(3), "账", Fen(700)));
        // What was posted is taken back like any other transfer.
        try_do(s, |tx| ledger::reverse(tx, &by(), Id(5), Id(3), "异议成立", TODAY)).unwrap();
        assert_eq!(try_do(s, |tx| ledger::reverse(tx, &by(), Id(6), Id(2), "异议成立", TODAY)), Err("ledger.not-reversible"));
        assert_eq!((balance(s, b.fund), balance(s, b.payable)), (1_000, 0));
        sound(s);
    }

    fn a_reservation_that_is_given_up_frees_all_of_it(db: &TestDb) {
        let (s, b) = (db.store(), filled(db));
        reserve(db, 2, &b, 1_000, None).unwrap();
        assert_eq!(account(s, b.fund).available(), Some(Fen(0)));
        void(db, 2).unwrap();
        void(db, 2).unwrap();
        assert_eq!(void(db, 1), Err("ledger.not-found"));
        assert_eq!((account(s, b.fund).available(), account(s, b.payable).pending_credit), (Some(Fen(1_000)), Fen(0)));
        assert_eq!(post(db, 3, 2, None), Err("ledger.ended"));
        assert_eq!((state(db, 2), account(s, b.fund).seq), (TransferState::Voided, 1));
        sound(s);
    }

    fn a_reservation_runs_out_whether_or_not_the_job_has_come_by(db: &TestDb) {
        let (s, b) = (db.store(), filled(db));
        assert_eq!(reserve(db, 9, &b, 1, Some(0)), Err("ledger.expired"), "over before it begins");
        reserve(db, 2, &b, 400, Some(60_000)).unwrap();
        reserve(db, 3, &b, 300, Some(90_000)).unwrap();
        reserve(db, 4, &b, 200, None).unwrap();
        db.clock().advance_ms(59_999);
        minute(db);
        assert_eq!((state(db, 2), account(s, b.fund).available()), (TransferState::Open, Some(Fen(100))));
        db.clock().advance_ms(1);
        assert_eq!(post(db, 10, 2, None), Err("ledger.expired"), "the job has not come by");
        assert_eq!(account(s, b.fund).available(), Some(Fen(100)), "and it still holds");
        minute(db);
        minute(db);
        assert_eq!((state(db, 2), state(db, 3), account(s, b.fund).available()), (TransferState::Expired, TransferState::Open, Some(Fen(500))));
        assert_eq!(post(db, 10, 2, None), Err("ledger.expired"));
        void(db, 2).unwrap();
        assert_eq!(state(db, 2), TransferState::Expired, "it stays what it is");
        post(db, 10, 3, None).unwrap();
        post(db, 11, 4, None).unwrap();
        db.clock().advance_ms(1_000_000);
        minute(db);
        assert_eq!((balance(s, b.fund), account(s, b.fund).available()), (500, Some(Fen(500))));
        sound(s);
    }

    fn hundreds_run_out_at_once(db: &TestDb) {
        let (s, b) = (db.store(), filled(db));
        let at = kernel::Clock::now(db.clock().as_ref()).plus_ms(1_000);
        try_do(s, move |tx| {
            (0..450).try_for_each(|n| ledger::reserve(tx, &by(), &entry(100 + n, b.fund, b.payable, 2), Some(at)))
        }).unwrap();
        assert_eq!(account(s, b.fund).available(), Some(Fen(100)));
        db.clock().advance_ms(1_000);
        minute(db);
        assert_eq!(account(s, b.fund).available(), Some(Fen(1_000)));
        sound(s);
    }

    fn a_post_has_a_day_of_its_own(db: &TestDb) {
        let (s, b) = (db.store(), filled(db));
        reserve(db, 2, &b, 10, None).unwrap();
        let ahead = Day::constant(2026, 11, 24);
        assert_eq!(try_do(s, move |tx| ledger::post(tx, &by(), Id(3), Id(2), None, ahead)), Err("ledger.day-ahead"));
        let earlier = Day::constant(2026, 11, 2);
        try_do(s, move |tx| ledger::post(tx, &by(), Id(3), Id(2), None, earlier)).unwrap();
        let t = s.read_blocking(|tx| ledger::find_transfer(tx, Id(3))).unwrap().unwrap();
        assert_eq!((t.day, t.at > Timestamp(0), t.of), (earlier, true, Id(2)));
    }
}
