//! Judges documents that were written before documents were judged. Running it twice finds nothing left to do.

use kernel::Id;
use platform::App;

use super::enter_people::seal_context;
use crate::error::{RegistryError, Result};
use crate::rules::documents::judge_stored;
use crate::store::person;

/// Documents in a transaction.
const PART: i64 = 500;

/// Judges all documents that have not been judged; how many.
///
/// # Errors
/// The database's.
pub fn judge_documents(app: &App) -> Result<u64> {
    let (mut after, mut done) = ((Id(0), Id(0)), 0);
    loop {
        let part = app.store().read_blocking(move |tx| person::unjudged(tx, after, PART))?;
        let Some((whose, last)) = part.last() else { return Ok(done) };
        after = (*whose, last.id);
        done += part.len() as u64;
        let keys = app.keyring().clone();
        app.store().write_blocking(move |tx| {
            let today = tx.today();
            for (whose, d) in &part {
                let number = keys.open(&d.number, &seal_context("number", *whose))?;
                let judged = judge_stored(&d.kind, &number, &d.judged.verdict, today);
                person::judge_document(tx, *whose, d.id, &judged)?;
            }
            Ok::<_, RegistryError>(())
        })?;
    }
}
