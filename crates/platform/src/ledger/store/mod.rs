//! SQL of the ledger.

pub mod account;
pub mod audit;
pub mod book;
pub mod closing;
pub mod entry;
pub mod list;
pub mod transfer;

use kernel::{Id, Timestamp};
use store::Reference;

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
