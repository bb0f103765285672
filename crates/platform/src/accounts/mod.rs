//! Who is who: staff with password and second factor, members with phone and one-time code; sessions of both.
//! Rules: docs/rules §24.

mod bulk;
mod channel;
mod directory;
mod error;
mod extract;
mod hand_over;
pub mod http;
mod limits;
mod members;
mod password;
mod sealed;
mod sessions;
mod staff;
mod store;
mod strangers;
mod totp;

pub use channel::{CodeChannel, DemoChannel, SmsChannel};
pub use directory::{MemberDirectory, OrgTree, Provable, Workplace, Workplaces};
pub use error::AccountError;
pub use extract::{AnyActor, MemberActor, Staff};
pub(crate) use hand_over::{heir, take_back};
pub use http::{CodeAnswer, CodeProof, CodePurpose, send_code_to};
pub use limits::Limits;
pub use members::{bond, dissolve_bonds, sign_in_member_by_token};
pub use password::hash as hash_password;
pub(crate) use sealed::SEALED;
pub use sessions::{Sessions, TokenDigest, write_seen};
pub use staff::{NewAccount, close as close_account, create_account, first_administrators};
pub use staff::{give_role, random_password, sign_in_by_token};
pub use store::Account;
pub use strangers::Strangers;
pub use totp::code_at;

/// Name of an account's holder; `None` if there is no such account.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn name_of(tx: &mut ::store::Tx<'_>, account: kernel::Id) -> ::store::DbResult<Option<String>> {
    Ok(store::by_id(tx, account)?.map(|a| a.name))
}

/// Open accounts that hold a role at a union, each once, which may do `action` to `resource`.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn holders(
    tx: &mut ::store::Tx<'_>,
    union_id: kernel::Id,
    (resource, action): (guard::ResourceKind, guard::ActionKind),
) -> ::store::DbResult<Vec<kernel::Id>> {
    let may = |role: &str| guard::Role::parse(role).is_some_and(|r| guard::allowed(r, resource, action));
    let all = store::holders(tx, union_id)?;
    let mut ids: Vec<kernel::Id> = all.into_iter().filter(|(_, role)| may(role)).map(|(id, _)| id).collect();
    ids.dedup();
    Ok(ids)
}

/// Open accounts that hold a role at a union, with the role.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn role_holders(
    tx: &mut ::store::Tx<'_>,
    union_id: kernel::Id,
) -> ::store::DbResult<Vec<(kernel::Id, guard::Role)>> {
    let all = store::holders(tx, union_id)?;
    Ok(all.into_iter().filter_map(|(id, role)| Some((id, guard::Role::parse(&role)?))).collect())
}

/// Forgets sessions that are over; how many.
///
/// # Errors
/// Any [`::store::DbError`].
pub fn purge_sessions(tx: &mut ::store::Tx<'_>, limits: &Limits) -> ::store::DbResult<u64> {
    // Members' sessions idle longest.
    store::purge_sessions(tx, limits.member_ms)
}
