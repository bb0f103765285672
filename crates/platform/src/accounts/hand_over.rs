//! When somebody leaves: rights and open work go to a successor, the account is closed.

use guard::{Role, Scope, act, res};
use kernel::Id;
use store::{DbResult, Tx, params};

use super::store as sql;
use super::{AccountError, staff};
use crate::audit::{self, Changes, Entry};
use crate::notices;

store::statements! {
    SUCCESSOR = one("account_id"), "SELECT successor_id FROM account_successor WHERE account_id = $1";
    PUT = one("account_id"),
        "INSERT INTO account_successor (account_id, successor_id, at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) DO UPDATE SET successor_id = excluded.successor_id, at = excluded.at";
    FORGET = one("account_id"), "DELETE FROM account_successor WHERE account_id = $1";
}

/// Longest chain of successors that a message follows.
const CHAIN: usize = 5;

/// What was handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// Grants that the successor holds now because of it.
    pub grants: i64,
    /// Unread messages that went along.
    pub notices: i64,
}

/// Who gets the messages of this account now; the account itself if it was not handed over.
///
/// # Errors
/// Any [`store::DbError`].
pub(crate) fn heir(tx: &mut Tx<'_>, account: Id) -> DbResult<Id> {
    let mut at = account;
    for _ in 0..CHAIN {
        match tx.query_one(&SUCCESSOR, params![at], |r| r.get(0))? {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(at)
}

/// The account is used by its holder again.
pub(crate) fn take_back(tx: &mut Tx<'_>, account: Id) -> DbResult<()> {
    tx.execute(&FORGET, params![account]).map(drop)
}

/// Moves every grant and all unread messages of `from` to `to`, closes `from` and ends its sessions.
///
/// # Errors
/// [`AccountError::OwnAccount`] if the actor is one of the two; [`AccountError::NotFound`] if one of them is not there or
/// the successor is closed; [`AccountError::RolesExclude`] if the roles do not go together: then nothing is moved.
pub fn hand_over(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Grant, act::Update>,
    from: Id,
    to: Id,
    reason: &str,
) -> Result<HandedOver, AccountError> {
    let by = scope.actor().id();
    if by == from || by == to || from == to {
        return Err(AccountError::OwnAccount);
    }
    let leaver = sql::by_id(tx, from)?.ok_or(AccountError::NotFound)?;
    let successor = sql::by_id(tx, to)?.filter(|a| a.state == "open").ok_or(AccountError::NotFound)?;
    let mut done = HandedOver::default();
    let (theirs, held) = (sql::grants(tx, from)?, sql::grants(tx, to)?);
    let roles = |all: &[(Id, String, Id)]| all.iter().filter_map(|g| Role::parse(&g.1)).collect::<Vec<_>>();
    if roles(&theirs).iter().any(|r| roles(&held).iter().any(|h| !h.goes_with(*r))) {
        return Err(AccountError::RolesExclude);
    }
    // Raises the version, as every grant does: two changes of rights at once cannot both pass the check above.
    sql::set_state(tx, to, &successor.state)?;
    for (grant, role, union) in theirs {
        sql::delete_grant(tx, from, grant)?;
        if !held.iter().any(|(_, r, u)| *r == role && *u == union) {
            sql::insert_grant(tx, to, &role, union, by)?;
            done.grants += 1;
        }
        let changes =
            Changes::new().note("role", role).note("union", union.to_string()).note("from", from.to_string());
        audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("grant.hand-over", to) })?;
    }
    for n in notices::list(tx, from, None, true, 1_000)?.into_iter().rev() {
        notices::send(tx, to, &n.title, &n.body, &n.link)?;
        notices::read(tx, from, n.id)?;
        done.notices += 1;
    }
    staff::close(tx, from)?;
    let now = tx.now();
    tx.execute(&PUT, params![from, to, now])?;
    // A circle of successors would lose messages.
    take_back(tx, to)?;
    let changes = Changes::new()
        .field("state", leaver.state.as_str(), "closed")
        .note("successor", to.to_string())
        .note("grants", done.grants)
        .note("notices", done.notices);
    let entry = Entry { changes, purpose: Some(reason), ..Entry::of("account.hand-over", from) };
    audit::record(tx, scope.actor(), entry)?;
    Ok(done)
}
