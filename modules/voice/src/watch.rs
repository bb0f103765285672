//! Counting matters in the transaction in which they change.

use platform::cases::{CaseFile, CaseWatch};
use platform::indicators::record;
use store::{DbResult, Tx};

use crate::KIND;
use crate::model::Tally;
use crate::rules::{facts, tallied};

/// Counts 职工说事.
#[derive(Debug)]
pub struct Counting;

impl CaseWatch for Counting {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn changed(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()> {
        let today = tx.today();
        for (indicator, day, delta) in facts(before, after, today) {
            record(tx, indicator, after.home.id, day, delta, after.id);
        }
        Ok(())
    }
}

/// Counts a kind by what each case counts as it stands.
#[derive(Debug)]
pub struct Tallying {
    /// Kind of case.
    pub kind: &'static str,
    /// What it counts.
    pub tallies: &'static [Tally],
}

impl CaseWatch for Tallying {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn changed(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()> {
        let today = tx.today();
        for (indicator, delta) in tallied(self.tallies, before, after) {
            record(tx, indicator, after.home.id, today, delta, after.id);
        }
        Ok(())
    }
}
