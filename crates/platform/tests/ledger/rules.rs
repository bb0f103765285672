//! Transfers, their limits and ids, corrections, and balances at any instant.

use kernel::{Day, Fen, Id, Problem, Timestamp};
use platform::ledger::{self, AccountKind, Done, Entry, NewAccount};
use testkit::{TestDb, db_test};

use crate::common::setup;
use crate::money::{TODAY, account, balance, book, by, entry, sound, transfer, try_do};

db_test! { setup();
    fn money_comes_and_goes_on_both_sides(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        assert_eq!(transfer(s, &[entry(1, b.bank, b.suspense, 10_000)]), Ok(Done::Made));
        assert_eq!(transfer(s, &[entry(2, b.suspense, b.fund, 9_000)]), Ok(Done::Made));
        assert_eq!(transfer(s, &[entry(3, b.fund, b.payable, 2_500), entry(4, b.payable, b.transit, 2_500)]), Ok(Done::Made));
        assert_eq!(transfer(s, &[entry(5, b.transit, b.bank, 2_500)]), Ok(Done::Made));
        let held = [b.bank, b.suspense, b.fund, b.payable, b.transit].map(|a| balance(s, a));
        assert_eq!(held, [7_500, 1_000, 6_500, 0, 0]);
        let a = account(s, b.payable);
        assert_eq!((a.debit, a.credit, a.seq, a.available()), (Fen(2_500), Fen(2_500), 2, Some(Fen(0))));
        let t = s.read_blocking(|tx| ledger::find_transfer(tx, Id(4))).unwrap().unwrap();
        assert_eq!((t.debit_seq, t.credit_seq, t.book, t.record_id), (2, 1, Id(1), Id(7)));
        sound(s);
    }

    fn no_account_falls_below_its_limit(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[entry(1, b.bank, b.fund, 100)]).unwrap();
        for (debit, credit) in [(b.fund, b.payable), (b.suspense, b.fund), (b.payable, b.fund), (b.transit, b.fund),
            (b.budget, b.fund), (b.expense, b.bank)] {
            assert_eq!(transfer(s, &[entry(9, debit, credit, 101)]), Err("ledger.limit"), "{debit} {credit}");
        }
        // Income and expense have none.
        transfer(s, &[entry(2, b.income, b.expense, 5_000)]).unwrap();
        assert_eq!((balance(s, b.income), balance(s, b.expense)), (-5_000, -5_000));
        // The last 分 may go.
        transfer(s, &[entry(3, b.fund, b.payable, 100)]).unwrap();
        assert_eq!(transfer(s, &[entry(4, b.fund, b.payable, 1)]), Err("ledger.limit"));
        let refusal = s.write_blocking(move |tx| ledger::transfer(tx, &by(), &[entry(4, b.fund, b.payable, 12_345)]));
        let said = kernel::locale::sentence("ledger.limit", &refusal.unwrap_err().params());
        assert_eq!(said, "“基金”可用0.00元，不足以支出123.45元");
        sound(s);
    }

    fn what_is_spent_of_a_budget_is_never_more_than_was_granted(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[entry(1, b.expense, b.budget, 500)]).unwrap();
        try_do(s, move |tx| ledger::reserve(tx, &by(), &entry(2, b.budget, b.payable, 300), None)).unwrap();
        assert_eq!(transfer(s, &[entry(3, b.budget, b.payable, 201)]), Err("ledger.limit"), "300 of 500 are reserved");
        transfer(s, &[entry(4, b.budget, b.payable, 200)]).unwrap();
        assert_eq!((balance(s, b.budget), account(s, b.budget).available()), (300, Some(Fen(0))));
        sound(s);
    }

    fn linked_transfers_succeed_or_fail_together_step_by_step(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[entry(1, b.bank, b.fund, 100)]).unwrap();
        // The second is more than there is: neither is made.
        let two = [entry(2, b.fund, b.payable, 60), entry(3, b.fund, b.payable, 60)];
        assert_eq!(transfer(s, &two), Err("ledger.limit"));
        assert_eq!((balance(s, b.fund), balance(s, b.payable)), (100, 0));
        // In the end it would be enough, but not on the way.
        let spent_first = [entry(4, b.fund, b.payable, 150), entry(5, b.bank, b.fund, 50)];
        assert_eq!(transfer(s, &spent_first), Err("ledger.limit"));
        let earned_first = [entry(4, b.bank, b.fund, 50), entry(5, b.fund, b.payable, 150)];
        assert_eq!(transfer(s, &earned_first), Ok(Done::Made));
        assert_eq!((balance(s, b.bank), balance(s, b.fund), balance(s, b.payable)), (150, 0, 150));
        let over = [entry(6, b.bank, b.fund, 50), entry(7, b.elsewhere, b.fund, 1)];
        assert_eq!(transfer(s, &over), Err("ledger.other-book"));
        assert_eq!(balance(s, b.bank), 150);
        sound(s);
    }

    fn the_same_id_makes_one_transfer_and_other_content_is_refused(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        let one = entry(1, b.bank, b.fund, 100);
        assert_eq!(transfer(s, &[one]), Ok(Done::Made));
        assert_eq!(transfer(s, &[one]), Ok(Done::Already));
        let others: [Entry<'static>; 8] = [
            Entry { amount: Fen(101), ..one },
            Entry { debit: b.expense, ..one },
            Entry { credit: b.suspense, ..one },
            Entry { day: Day::constant(2026, 11, 22), ..one },
            Entry { reason: "mutual.premium", ..one },
            Entry { record: ("bill", Id(8)), ..one },
            Entry { record: ("claim", Id(7)), ..one },
            Entry { memo: "", ..one },
        ];
        for other in others {
            assert_eq!(transfer(s, &[other]), Err("ledger.id-reused"), "{other:?}");
        }
        assert_eq!(transfer(s, &[one, entry(2, b.bank, b.fund, 5)]), Err("ledger.id-reused"), "half of it is there");
        assert_eq!(transfer(s, &[entry(3, b.bank, b.fund, 5), entry(3, b.bank, b.fund, 5)]), Err("ledger.id-reused"));
        let reserved = try_do(s, move |tx| ledger::reserve(tx, &by(), &one, None));
        assert_eq!(reserved, Err("ledger.id-reused"), "another kind of deed");
        assert_eq!((balance(s, b.bank), account(s, b.bank).seq), (100, 1));
        sound(s);
    }

    fn nonsense_is_refused_before_anything_moves(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        let good = entry(1, b.bank, b.fund, 100);
        let long: &'static str = "字".repeat(201).leak();
        for (bad, code) in [
            (Entry { amount: Fen(0), ..good }, "ledger.amount"),
            (Entry { amount: Fen(-5), ..good }, "ledger.amount"),
            (Entry { amount: Fen(ledger::MOST.0 + 1), ..good }, "ledger.amount"),
            (Entry { credit: b.bank, ..good }, "ledger.same-account"),
            (Entry { debit: b.elsewhere, ..good }, "ledger.other-book"),
            (Entry { credit: Id(5), ..good }, "ledger.account-not-found"),
            (Entry { debit: Id(5), ..good }, "ledger.account-not-found"),
            (Entry { id: Id(0), ..good }, "ledger.bad-id"),
            (Entry { id: Id(-1), ..good }, "ledger.bad-id"),
            (Entry { day: Day::constant(2026, 11, 24), ..good }, "ledger.day-ahead"),
            (Entry { reason: "nothing", ..good }, "ledger.reason"),
            (Entry { memo: long, ..good }, "ledger.memo-long"),
        ] {
            assert_eq!(transfer(s, &[bad]), Err(code), "{bad:?}");
        }
        assert_eq!(transfer(s, &[Entry { amount: ledger::MOST, memo: &long[3..], ..good }]), Ok(Done::Made));
        assert_eq!(account(s, b.bank).seq, 1);
        sound(s);
    }

    fn a_transfer_is_taken_back_once_by_an_opposite_one(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[entry(1, b.bank, b.fund, 100), entry(2, b.fund, b.payable, 30)]).unwrap();
        let back = |id: i64, of: i64, why: &'static str| {
            try_do(s, move |tx| ledger::reverse(tx, &by(), Id(id), Id(of), why, TODAY))
        };
        assert_eq!(back(10, 2, " "), Err("ledger.why"));
        assert_eq!(back(10, 2, "字".repeat(201).leak()), Err("ledger.why"));
        assert_eq!(back(10, 3, "记错了"), Err("ledger.not-found"));
        assert_eq!(back(10, 1, "记错了"), Err("ledger.limit"), "30 of it have moved on");
        assert_eq!(back(10, 2, "记错了"), Ok(()));
        assert_eq!(back(10, 2, "记错了"), Ok(()), "again the same");
        assert_eq!(back(10, 2, "另一个原因"), Err("ledger.id-reused"));
        assert_eq!(back(11, 2, "记错了"), Err("ledger.reversed"));
        assert_eq!(back(12, 10, "记错了"), Err("ledger.not-reversible"), "a reversal stands");
        assert_eq!((balance(s, b.fund), balance(s, b.payable), balance(s, b.bank)), (100, 0, 100));
        assert_eq!(back(13, 1, "记错了"), Ok(()));
        let t = s.read_blocking(|tx| ledger::find_transfer(tx, Id(13))).unwrap().unwrap();
        assert_eq!((t.of, t.debit, t.credit, t.memo.as_str(), t.reason.as_str()), (Id(1), b.fund, b.bank, "记错了", "ledger.reversal"));
        let first = s.read_blocking(|tx| ledger::find_transfer(tx, Id(1))).unwrap().unwrap();
        assert_eq!((first.end_id, first.end_by_name.as_str(), first.amount), (Id(13), "账", Fen(100)), "what was entered stands");
        sound(s);
    }

    fn a_balance_is_known_at_every_instant(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        let mut known = Vec::new();
        for n in 1..=20 {
            transfer(s, &[entry(n, b.bank, b.fund, n * 10), entry(n + 100, b.fund, b.payable, n)]).unwrap();
            let now = platform_now(db);
            known.push((now, [b.bank, b.fund, b.payable].map(|a| balance(s, a))));
            db.clock().advance_ms(1_000);
        }
        let at = |account: Id, ms: i64| {
            s.read_blocking(move |tx| ledger::balance_at(tx, account, Timestamp(ms))).unwrap().balance.0
        };
        assert_eq!(at(b.bank, known[0].0 - 1), 0, "before the first");
        for (ms, held) in known {
            for (account, held) in [b.bank, b.fund, b.payable].into_iter().zip(held) {
                assert_eq!((at(account, ms), at(account, ms + 999)), (held, held));
            }
            let lines = s.read_blocking(move |tx| ledger::trial_balance(tx, Id(1), Timestamp(ms))).unwrap();
            let (debit, credit) = lines.iter().fold((0, 0), |sum, l| (sum.0 + l.at.debit.0, sum.1 + l.at.credit.0));
            assert_eq!(debit, credit);
            assert!(debit > 0 && lines.len() == 8);
        }
    }

    fn an_instant_never_goes_back_within_an_account(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[entry(1, b.bank, b.fund, 100)]).unwrap();
        // Another server whose clock is behind.
        db.clock().advance_ms(-60_000);
        let before = platform_now(db);
        transfer(s, &[entry(2, b.bank, b.suspense, 50)]).unwrap();
        let t = s.read_blocking(|tx| ledger::find_transfer(tx, Id(2))).unwrap().unwrap();
        assert_eq!(t.at.0, before + 60_000, "both sides are entered when the bank's last one was");
        assert_eq!(account(s, b.suspense).last_at, t.at);
        transfer(s, &[entry(3, b.suspense, b.payable, 50)]).unwrap();
        assert_eq!(account(s, b.payable).last_at, t.at);
        sound(s);
        let lines = s.read_blocking(move |tx| ledger::trial_balance(tx, Id(1), Timestamp(before))).unwrap();
        assert!(lines.iter().all(|l| l.at.balance == Fen(0)));
    }

    fn history_is_loaded_at_its_instants(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        let year = 365 * 86_400_000;
        let then = Timestamp(platform_now(db) - year);
        let day = then.day();
        let old = Entry { day, ..entry(1, b.bank, b.fund, 100) };
        assert_eq!(try_do(s, move |tx| ledger::transfer_as_of(tx, &by(), &[old], then)), Ok(Done::Made));
        let ahead = Entry { day: day.plus_days(1), ..entry(2, b.bank, b.fund, 100) };
        assert_eq!(try_do(s, move |tx| ledger::transfer_as_of(tx, &by(), &[ahead], then)), Err("ledger.day-ahead"));
        transfer(s, &[entry(3, b.bank, b.fund, 11)]).unwrap();
        let at = |ms: i64| s.read_blocking(move |tx| ledger::balance_at(tx, b.fund, Timestamp(ms))).unwrap().balance.0;
        assert_eq!((at(then.0 - 1), at(then.0), at(platform_now(db))), (0, 100, 111));
        // What is entered today for a day that is over belongs to that day, and to those after it.
        transfer(s, &[Entry { day: day.plus_days(2), ..entry(4, b.fund, b.bank, 30) }]).unwrap();
        let on = |day| s.read_blocking(move |tx| ledger::balance_on(tx, b.fund, day)).unwrap();
        let days = [-1, 0, 1, 2, 3].map(|n| on(day.plus_days(n)).balance.0);
        assert_eq!((days, on(Timestamp(platform_now(db)).day()).balance), ([0, 100, 100, 70, 70], Fen(81)));
        assert_eq!((on(day.plus_days(2)).debit, on(day.plus_days(2)).credit), (Fen(30), Fen(100)));
        sound(s);
    }

    fn an_account_is_opened_once(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        let again = |code: &'static str, kind: AccountKind, title: &'static str| {
            try_do(s, move |tx| ledger::open_account(tx, &NewAccount { book: Id(1), code, kind, title }))
        };
        assert_eq!(again("bank", AccountKind::Bank, "工商银行"), Ok(b.bank));
        assert_eq!(again("bank", AccountKind::Fund, "基金"), Err("ledger.account"));
        assert_eq!(again("", AccountKind::Fund, "基金"), Err("ledger.account"));
        assert_eq!(again("x", AccountKind::Fund, " "), Err("ledger.account"));
        let found = s.read_blocking(|tx| ledger::account_of(tx, Id(1), "fund:2026")).unwrap().unwrap();
        assert_eq!((found.id, found.kind, found.book), (b.fund, AccountKind::Fund, Id(1)));
        assert_eq!(s.read_blocking(|tx| ledger::account_of(tx, Id(2), "fund:2026")).unwrap(), None);
    }
}

fn platform_now(db: &TestDb) -> i64 {
    kernel::Clock::now(db.clock().as_ref()).0
}
