//! A random workload against the independent auditor, on every database.

use kernel::Id;
use platform::ledger::drill;
use testkit::{TestDb, db_test};

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
