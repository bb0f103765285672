//! A random workload against the independent auditor, on every database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use kernel::Id;
use platform::ledger::drill;
use store::{Buffers, CommitHook, DbResult, Route, Sql, Tx};
use testkit::{Db, TestDb, db_test};

use crate::common::setup;

/// Deeds on each database, unless `NIANGJIA_LEDGER_OPS` says another number.
const DEEDS: usize = 50_000;

db_test! { setup();
    fn ledger_and_auditor_agree_on_every_deed(db: &TestDb) {
        let deeds = std::env::var("NIANGJIA_LEDGER_OPS").ok().and_then(|n| n.parse().ok()).unwrap_or(DEEDS);
        let done = drill::run(db.store(), db.clock(), [Id(1), Id(2)], db.seed(), deeds);
        let tally = done.unwrap_or_else(|e| panic!("seed {}: {e}", db.seed()));
        assert!((deeds..deeds + 30).contains(&(tally.done + tally.refused)), "{tally:?}");
        // It tries something: much is done, much is refused.
        assert!(tally.done * 2 > deeds && tally.refused * 20 > deeds, "{tally:?}");
        assert!(tally.entries as usize > deeds / 2, "{tally:?}");
        println!("{tally:?}");
    }
}

/// Changes something beside the ledger with each commit, once it is armed.
struct Sabotage(Arc<AtomicBool>, &'static str);

impl CommitHook for Sabotage {
    fn flush(&self, tx: &mut Tx<'_>, _: &mut Buffers) -> DbResult<()> {
        if self.0.load(Ordering::SeqCst) {
            let sql = Sql::composed("sabotage", Route::FanOut("test"), self.1.to_owned());
            tx.execute(&sql, &[])?;
        }
        Ok(())
    }
}

#[test]
fn the_auditor_finds_a_ledger_that_does_not_keep_its_word() {
    for (sabotage, said) in [
        // No limit holds.
        ("UPDATE ledger_account SET floor = 0 WHERE kind = 'fund'", "was done and must be refused"),
        // Limits hold too early.
        ("UPDATE ledger_account SET floor = -1 WHERE kind = 'income'", "must be done"),
        // Months never close.
        ("UPDATE ledger_account SET closed_to = 0", "was done and must be refused"),
        // Reservations never run out.
        ("UPDATE ledger_transfer SET expires_at = 0 WHERE state = 'open'", "must be"),
        // Ids are forgotten.
        ("UPDATE ledger_transfer SET memo = 'x' WHERE id % 10 = 0", "must"),
        // A sum of the past is another.
        (
            "UPDATE ledger_entry SET debit_sum = debit_sum + 1 WHERE seq = 40",
            "must have held|the verification says",
        ),
    ] {
        let armed = Arc::new(AtomicBool::new(false));
        let hook = armed.clone();
        let setup = setup().hooks(move || vec![Arc::new(Sabotage(hook.clone(), sabotage))]);
        let db = TestDb::new(Db::Sqlite, "sabotage", setup);
        armed.store(true, Ordering::SeqCst);
        let done = drill::run(db.store(), db.clock(), [Id(1), Id(2)], db.seed(), 4_000);
        let found = done.expect_err(sabotage);
        assert!(said.split('|').any(|s| found.contains(s)), "{sabotage}: {found}");
    }
}
