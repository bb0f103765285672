//! Closed months.

use guard::{act, res};
use kernel::{Day, Id, Timestamp};
use platform::exports::{Plan, Watermark};
use platform::ledger::{self, AccountKind, Done, Entry, JournalRange, LedgerError, NewAccount};
use sheets::write::TableFormat;
use testkit::{TestDb, db_test};

use crate::common::{app, setup};
use crate::money::{TODAY, book, by, entry, sound, transfer, try_do};

fn close(db: &TestDb, book: i64, month: i64) -> Result<(), &'static str> {
    try_do(db.store(), move |tx| {
        let scope = by().permit::<res::Ledger, act::Freeze>().unwrap();
        ledger::close_period(tx, &scope, Id(book), month)
    })
}

fn dated(day: Day, e: Entry<'static>) -> Entry<'static> {
    Entry { day, ..e }
}

const SEPTEMBER: Day = Day::constant(2026, 9, 30);
const OCTOBER: Day = Day::constant(2026, 10, 1);

db_test! { setup();
    fn nothing_is_entered_in_a_closed_month(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[dated(SEPTEMBER, entry(1, b.bank, b.fund, 100)), dated(OCTOBER, entry(2, b.bank, b.fund, 7))]).unwrap();
        try_do(s, move |tx| ledger::reserve(tx, &by(), &dated(SEPTEMBER, entry(3, b.fund, b.payable, 40)), None)).unwrap();
        assert_eq!(close(db, 1, 202_611), Err("ledger.month-not-over"));
        for no_month in [202_613, 0, -5, i64::MAX, i64::MIN] {
            assert_eq!(close(db, 1, no_month), Err("ledger.month-not-over"), "{no_month}");
        }
        assert_eq!(close(db, 3, 202_609), Err("ledger.book-not-found"));
        close(db, 1, 202_609).unwrap();
        close(db, 1, 202_609).unwrap();
        close(db, 1, 202_608).unwrap();
        let refused = [
            transfer(s, &[dated(SEPTEMBER, entry(4, b.bank, b.fund, 1))]).map(drop),
            transfer(s, &[entry(4, b.bank, b.fund, 1), dated(Day::constant(2026, 1, 1), entry(5, b.bank, b.fund, 1))]).map(drop),
            try_do(s, move |tx| ledger::reserve(tx, &by(), &dated(SEPTEMBER, entry(4, b.fund, b.payable, 1)), None)),
            try_do(s, |tx| ledger::post(tx, &by(), Id(4), Id(3), None, SEPTEMBER)),
            try_do(s, |tx| ledger::reverse(tx, &by(), Id(4), Id(1), "记错", SEPTEMBER)),
        ];
        assert_eq!(refused, [Err("ledger.closed"); 5]);
        // A retry of what was made is no new entry; what was reserved is posted on a later day; a correction goes there too.
        assert_eq!(transfer(s, &[dated(SEPTEMBER, entry(1, b.bank, b.fund, 100)), dated(OCTOBER, entry(2, b.bank, b.fund, 7))]), Ok(Done::Already));
        try_do(s, |tx| ledger::post(tx, &by(), Id(4), Id(3), None, OCTOBER)).unwrap();
        try_do(s, |tx| ledger::reverse(tx, &by(), Id(5), Id(2), "记错", TODAY)).unwrap();
        // Other books are open, and so is giving up.
        transfer(s, &[]).unwrap();
        close(db, 2, 202_609).unwrap();
        sound(s);
    }

    fn the_sums_of_a_closed_month_are_those_of_its_days(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        // Entered out of order, as bank statements come.
        transfer(s, &[dated(OCTOBER, entry(1, b.bank, b.suspense, 1_000)), dated(SEPTEMBER, entry(2, b.bank, b.suspense, 30))]).unwrap();
        transfer(s, &[dated(SEPTEMBER, entry(3, b.suspense, b.fund, 20)), entry(4, b.suspense, b.fund, 500)]).unwrap();
        close(db, 1, 202_609).unwrap();
        transfer(s, &[dated(OCTOBER, entry(5, b.suspense, b.fund, 400))]).unwrap();
        close(db, 1, 202_610).unwrap();
        let all = s.read_blocking(|tx| ledger::closings(tx, Id(1))).unwrap();
        let sums = |n: usize, code: &str| {
            let c = &all[n];
            c.lines.iter().find(|l| l.code == code).map(|l| (l.sums.debit.0, l.sums.credit.0, l.sums.balance.0)).unwrap()
        };
        assert_eq!(all.iter().map(|c| (c.month, c.lines.len(), c.closed_by_name.as_str())).collect::<Vec<_>>(), [(202_610, 8, "账"), (202_609, 8, "账")]);
        assert_eq!((sums(1, "bank"), sums(1, "suspense"), sums(1, "fund:2026")), ((30, 0, 30), (20, 30, 10), (0, 20, 20)));
        assert_eq!((sums(0, "bank"), sums(0, "suspense"), sums(0, "fund:2026")), ((1_030, 0, 1_030), (420, 1_030, 610), (0, 420, 420)));
        assert_eq!(sums(0, "income"), (0, 0, 0));
        sound(s);
        // An account that is opened later is closed as far as its book is.
        let late = try_do(s, |tx| ledger::open_account(tx, &NewAccount { book: Id(1), code: "late", kind: AccountKind::Fund, title: "新" })).unwrap();
        assert_eq!(transfer(s, &[dated(OCTOBER, entry(9, b.expense, late, 1))]), Err("ledger.closed"));
        assert_eq!(transfer(s, &[entry(9, b.expense, late, 1)]), Ok(Done::Made));
    }

    fn the_journal_adds_up_by_itself(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[entry(1, b.bank, b.suspense, 123_456), entry(2, b.suspense, b.fund, 120_000), entry(3, b.fund, b.payable, 5)]).unwrap();
        transfer(s, &[dated(OCTOBER, entry(4, b.bank, b.fund, 99)), entry(5, b.income, b.expense, 7)]).unwrap();
        let tree = app(db).org_tree().clone();
        let journal = |range: JournalRange| -> Vec<Vec<String>> {
            let tree = tree.clone();
            let path = db.dir().join("journal.csv");
            let target = std::fs::File::create(&path).unwrap();
            let mark = Watermark { who: "账".into(), purpose: "核对".into(), at: Timestamp(0) };
            let rows = s.read_blocking(move |tx| {
                let plan = Plan::whole(TableFormat::Csv, mark);
                ledger::export_journal(tx, tree.as_ref(), &range, &plan, target)
            });
            let text = std::fs::read_to_string(path).unwrap();
            let lines: Vec<Vec<String>> = text.lines().map(|l| l.split(',').map(str::to_owned).collect()).collect();
            assert_eq!(lines.len() as u64, rows.unwrap() + 2, "a header and the mark");
            lines[1..lines.len() - 1].to_vec()
        };
        let all = journal(JournalRange { book: None, from: Day::FIRST, to: Day::OPEN });
        assert_eq!(all.len(), 10);
        let fen = |text: &str| if text.is_empty() { 0 } else { text.replace('.', "").parse::<i64>().unwrap() };
        let mut sums = std::collections::HashMap::new();
        for row in &all {
            let sum: &mut i64 = sums.entry(row[1].clone()).or_default();
            let grows = if row[3] == "借" { fen(&row[7]) - fen(&row[8]) } else { fen(&row[8]) - fen(&row[7]) };
            *sum += grows;
            assert_eq!(*sum, fen(&row[9]), "{row:?}");
        }
        assert_eq!((sums["bank"], sums["fund:2026"], sums["expense"], sums["income"]), (123_555, 120_094, -7, -7));
        let row = all.iter().find(|r| r[1] == "payable").unwrap();
        assert_eq!((row[0].as_str(), row[4].as_str(), row[6].as_str(), row[8].as_str(), row[10].as_str(), row[11].as_str()), ("工会1", "1", "2026-11-23", "0.05", "fund:2026", "3"));
        assert_eq!((row[12].as_str(), row[13].as_str(), row[14].as_str(), row[15].as_str()), ("手工记账", "bill", "7", "缴费"));
        assert_eq!(journal(JournalRange { book: Some(Id(1)), from: OCTOBER, to: Day::constant(2026, 10, 31) }).len(), 2);
        assert!(journal(JournalRange { book: Some(Id(2)), from: Day::FIRST, to: Day::OPEN }).is_empty());
        let mark = Watermark { who: "账".into(), purpose: "核对".into(), at: Timestamp(0) };
        let range = JournalRange { book: Some(Id(9)), from: Day::FIRST, to: Day::OPEN };
        let gone = s.read_blocking(move |tx| {
            let plan = Plan::whole(TableFormat::Csv, mark);
            ledger::export_journal(tx, tree.as_ref(), &range, &plan, std::io::Cursor::new(Vec::new()))
        });
        assert!(matches!(gone, Err(LedgerError::BookNotFound)));
    }
}
