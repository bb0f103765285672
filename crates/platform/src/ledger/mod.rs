//! Money: double entry, append only (docs/adr/0019-ledger.md). See the room's section in the README.
//!
//! Everything is a plain function over the caller's transaction. Whoever gets an `Err` fails that transaction with it.

mod accounts;
mod apply;
mod closing;
mod deed;
pub mod drill;
mod each;
mod entering;
mod error;
pub(crate) mod http;
mod id;
mod job;
mod journal;
mod model;
mod pending;
pub mod reasons;
mod reverse;
mod store;
mod transfer;
mod verify;

use ::store::Tx;
use kernel::Id;

pub use accounts::{
    account, account_of, accounts_of, balance, balance_at, balance_on, open_account, trial_balance,
};
pub use closing::{close_period, closings};
pub use deed::{Done, Entry, MEMO, MOST, Posting, Transfer, TransferKind, TransferState};
pub use each::transfer_each;
pub(crate) use entering::Entering;
pub use error::LedgerError;
pub use id::id_of;
pub(crate) use job::Expire;
pub use journal::{JournalRange, export_journal};
pub use model::{Account, AccountKind, Balance, Closing, ClosingLine, Line, NewAccount, Side};
pub use pending::{expire, post, reserve, void};
pub use reverse::reverse;
pub(crate) use store::REFERENCES;
pub use transfer::{transfer, transfer_as_of};
pub use verify::{Report, verify};

/// A transfer by its id.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn find_transfer(tx: &mut Tx<'_>, id: Id) -> ::store::DbResult<Option<Transfer>> {
    store::transfer::find(tx, id)
}
