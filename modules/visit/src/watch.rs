//! Following issues in the transaction in which their cases change.

use platform::cases::{CaseFile, CaseWatch};
use platform::indicators::record;
use store::{DbResult, Tx};

use crate::KIND;
use crate::model::{FOUND, SOLVED};
use crate::rules::issue::{facts, standing};
use crate::store::issue;

/// Keeps the row of an issue in step with its case, and counts 走访问题 and 已解决.
#[derive(Debug)]
pub struct Following;

impl CaseWatch for Following {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn changed(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()> {
        if before.is_some() {
            issue::follow(tx, after.id, &standing(after))?;
        }
        let (found, solved) = facts(before, after);
        let today = tx.today();
        if found != 0 {
            record(tx, &FOUND, after.home.id, after.received_at.day(), found, after.id);
        }
        if solved != 0 {
            record(tx, &SOLVED, after.home.id, today, solved, after.id);
        }
        Ok(())
    }
}
