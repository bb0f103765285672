//! The verification finds what somebody changed beside the program.

use guard::{act, res};
use kernel::{Day, Id};
use platform::ledger::{self, Entry};
use store::{Route, Sql};
use testkit::{TestDb, db_test};

use crate::common::setup;
use crate::money::{TODAY, book, by, entry, transfer, try_do};

fn change(db: &TestDb, text: &'static str) {
    let sql = Sql::composed("test", Route::FanOut("test"), text.to_owned());
    let changed = db.store().write_blocking(move |tx| tx.execute(&sql, &[])).unwrap();
    assert!(changed > 0, "{text}");
}

db_test! { setup();
    fn every_wrong_row_is_found(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        let then = Day::constant(2026, 10, 5);
        transfer(s, &[Entry { day: then, ..entry(1, b.bank, b.fund, 1_000) }, entry(2, b.fund, b.payable, 100)]).unwrap();
        transfer(s, &[entry(3, b.bank, b.fund, 50)]).unwrap();
        try_do(s, move |tx| {
            ledger::reserve(tx, &by(), &entry(4, b.fund, b.payable, 10), None)?;
            ledger::reserve(tx, &by(), &entry(5, b.fund, b.payable, 20), None)?;
            ledger::post(tx, &by(), Id(6), Id(5), None, TODAY)?;
            ledger::reverse(tx, &by(), Id(7), Id(3), "记错了", TODAY)?;
            let scope = by().permit::<res::Ledger, act::Freeze>().unwrap();
            ledger::close_period(tx, &scope, Id(1), 202_610)
        }).unwrap();
        let report = ledger::verify(s).unwrap();
        assert!(report.is_whole(), "{:?}", report.faults);
        assert_eq!((report.accounts, report.entries, report.transfers, report.open, report.closings), (9, 10, 7, 1, 1));
        // Each is done, found by its words, and undone.
        for (wrong, right, said) in [
            ("UPDATE ledger_entry SET debit = debit + 1 WHERE transfer_id = 1 AND debit > 0",
             "UPDATE ledger_entry SET debit = debit - 1 WHERE transfer_id = 1 AND debit > 0", "累计额或余额不对"),
            ("UPDATE ledger_entry SET balance = balance + 1 WHERE transfer_id = 2 AND credit > 0",
             "UPDATE ledger_entry SET balance = balance - 1 WHERE transfer_id = 2 AND credit > 0", "累计额或余额不对"),
            ("UPDATE ledger_entry SET seq = 90 WHERE transfer_id = 7 AND debit > 0",
             "UPDATE ledger_entry SET seq = 5 WHERE transfer_id = 7 AND debit > 0", "序号不连续"),
            ("UPDATE ledger_entry SET at = 5 WHERE transfer_id = 7 AND credit > 0",
             "UPDATE ledger_entry SET at = (SELECT max(at) FROM ledger_transfer WHERE id = 7) WHERE transfer_id = 7 AND credit > 0", "时间早于上一笔"),
            ("UPDATE ledger_entry SET memo = 'x' WHERE transfer_id = 2", "UPDATE ledger_entry SET memo = '缴费' WHERE transfer_id = 2", "不一致"),
            ("UPDATE ledger_entry SET transfer_id = 77 WHERE transfer_id = 2", "UPDATE ledger_entry SET transfer_id = 2 WHERE transfer_id = 77", "没有相应的"),
            ("UPDATE ledger_transfer SET amount = 101 WHERE id = 2", "UPDATE ledger_transfer SET amount = 100 WHERE id = 2", "没有相应的"),
            ("UPDATE ledger_account SET credit = credit + 5 WHERE code = 'fund:2026'",
             "UPDATE ledger_account SET credit = credit - 5 WHERE code = 'fund:2026'", "现额与分录不符"),
            ("UPDATE ledger_account SET pending_debit = 0 WHERE code = 'fund:2026'",
             "UPDATE ledger_account SET pending_debit = 10 WHERE code = 'fund:2026'", "预留额与未了结的预留不符"),
            ("UPDATE ledger_transfer SET state = 'voided' WHERE id = 4", "UPDATE ledger_transfer SET state = 'open' WHERE id = 4", "预留额与未了结的预留不符"),
            ("UPDATE ledger_transfer SET end_id = 0 WHERE id = 5", "UPDATE ledger_transfer SET end_id = 6 WHERE id = 5", "与其入账不符"),
            ("UPDATE ledger_transfer SET end_id = 0 WHERE id = 3", "UPDATE ledger_transfer SET end_id = 7 WHERE id = 3", "与它所入账或冲正的 3 不符"),
            ("UPDATE ledger_transfer SET of_id = 0 WHERE id = 7", "UPDATE ledger_transfer SET of_id = 3 WHERE id = 7", "后续凭证 7 不存在"),
            ("UPDATE ledger_close_line SET credit_sum = credit_sum + 1 WHERE credit_sum > 0",
             "UPDATE ledger_close_line SET credit_sum = credit_sum - 1 WHERE credit_sum > 0", "结账数与分录不符"),
        ] {
            change(db, wrong);
            let report = ledger::verify(s).unwrap();
            assert!(report.faults.iter().any(|f| f.contains(said)), "{wrong}: {:?}", report.faults);
            change(db, right);
            let report = ledger::verify(s).unwrap();
            assert!(report.is_whole(), "{right}: {:?}", report.faults);
        }
        // A whole transfer that is gone, and an entry that nobody made.
        change(db, "DELETE FROM ledger_transfer WHERE id = 2");
        assert!(ledger::verify(s).unwrap().faults.iter().any(|f| f.contains("没有相应的凭证")));
    }

    fn a_balance_below_zero_is_found_in_entries_that_add_up(db: &TestDb) {
        let (s, b) = (db.store(), book(db.store()));
        transfer(s, &[entry(1, b.expense, b.income, 5), entry(2, b.income, b.expense, 8)]).unwrap();
        assert!(ledger::verify(s).unwrap().is_whole(), "income has no limit");
        change(db, "UPDATE ledger_account SET kind = 'fund', floor = -1 WHERE code = 'income'");
        let report = ledger::verify(s).unwrap();
        assert!(report.faults.iter().any(|f| f.contains("低于零")), "{:?}", report.faults);
        assert_eq!(report.fault_count, 2, "the entry, and the account: {:?}", report.faults);
    }
}
