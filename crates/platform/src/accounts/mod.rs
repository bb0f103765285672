//! Who is who: staff with password and second factor, members with phone and one-time code; sessions of both.
//! Rules: docs/rules §24.

mod channel;
mod directory;
mod error;
mod extract;
pub mod http;
mod limits;
mod members;
mod password;
mod sessions;
mod staff;
mod store;
mod totp;

pub use channel::{CodeChannel, DemoChannel, SmsChannel};
pub use directory::{MemberDirectory, OrgTree, Provable};
pub use error::AccountError;
pub use extract::{AnyActor, MemberActor, Staff};
pub use limits::Limits;
pub use password::hash as hash_password;
pub use sessions::Sessions;
pub use staff::{NewAccount, create_account, first_administrators};
pub use staff::{give_role, random_password};
pub use store::Account;
pub use totp::code_at;

/// Forgets sessions that are over; how many.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn purge_sessions(tx: &mut ::store::Tx<'_>, limits: &Limits) -> ::store::DbResult<u64> {
    // Members' sessions idle longest.
    store::purge_sessions(tx, limits.member_ms)
}
