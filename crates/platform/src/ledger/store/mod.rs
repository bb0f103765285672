//! SQL of the ledger.

pub mod account;
pub mod audit;
pub mod book;
pub mod closing;
pub mod entry;
pub mod list;
pub mod transfer;

use kernel::{Id, Timestamp};
use store::{DbResult, Reference, Val};

/// Columns that refer to rows.
pub const REFERENCES: &[Reference] = &[
    of("ledger_account", "book_id", "ledger_book", "union_id"),
    of("ledger_code", "account_id", "ledger_account", "id"),
    of("ledger_transfer", "debit_id", "ledger_account", "id"),
    of("ledger_transfer", "credit_id", "ledger_account", "id"),
    of("ledger_entry", "account_id", "ledger_account", "id"),
    of("ledger_entry", "transfer_id", "ledger_transfer", "id"),
    of("ledger_close", "book_id", "ledger_book", "union_id"),
    of("ledger_close_line", "account_id", "ledger_account", "id"),
];

const fn of(table: &'static str, column: &'static str, to: &'static str, key: &'static str) -> Reference {
    Reference { table, column, to, key }
}

/// The instant of no instant.
pub const NEVER: Timestamp = Timestamp(0);

/// The id of nothing.
pub const NOTHING: Id = Id(0);

/// Ids asked for at once.
const PART: usize = 256;

/// Calls `ask` with the ids in parts, and the marks of their parameters. The parts are of few lengths, so that their statements
/// are prepared once: the last id is asked for again and again.
fn by_ids(ids: &[Id], mut ask: impl FnMut(&[Val<'_>], &str) -> DbResult<()>) -> DbResult<()> {
    for part in ids.chunks(PART) {
        let Some(last) = part.last() else { continue };
        let length = part.len().next_power_of_two();
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(length).map(|id| Val::from(*id)).collect();
        let marks: Vec<String> = (1..=length).map(|n| format!("${n}")).collect();
        ask(&args, &marks.join(", "))?;
    }
    Ok(())
}
