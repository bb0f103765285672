//! Steps of a merchant: proposed by one person, taken under contract by another, suspended, ended, blacklisted.

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use store::Tx;

use super::void_redemption::reason;
use crate::merchant_error::{MerchantError, Result, field};
use crate::model::merchant::{Merchant, MerchantState};
use crate::store::merchant;

use MerchantState as S;

type Updating = Scope<res::Merchant, act::Update>;
type Approving = Scope<res::Merchant, act::Approve>;

fn found<A: act::Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Merchant, A>,
    (id, version): (Id, i64),
    (states, deed): (&[S], &'static str),
) -> Result<Merchant> {
    let m = merchant::find(tx, scope, id)?.ok_or(MerchantError::NotFound)?;
    if m.version != version {
        return Err(MerchantError::Stale { version: m.version });
    }
    if states.contains(&m.state) { Ok(m) } else { Err(MerchantError::State { deed, state: m.state.title() }) }
}

fn keep(tx: &mut Tx<'_>, by: &Actor, m: &Merchant, action: &'static str) -> Result<Merchant> {
    if !merchant::put_state(tx, m)? {
        let now = merchant::unscoped(tx, m.id)?.map_or(m.version, |m| m.version);
        return Err(MerchantError::Stale { version: now });
    }
    let mut changes = Changes::new().note("name", m.name.as_str()).note("state", m.state.code());
    if !m.reason.is_empty() {
        changes = changes.note("reason", m.reason.as_str());
    }
    if let Some(until) = m.barred_until {
        changes = changes.note("until", until.to_string());
    }
    let entry = Entry { union_path: Some(&m.union_path), changes, ..Entry::of(action, m.id) };
    audit::record(tx, by, entry)?;
    Ok(Merchant { version: m.version + 1, ..m.clone() })
}

/// Who decides on a merchant neither entered nor proposed it.
pub fn may_decide(m: &Merchant, actor: Id) -> bool {
    m.made_by != actor && m.proposed_by != actor
}

/// Proposes a merchant.
///
/// # Errors
/// [`MerchantError::NotFound`], [`MerchantError::Stale`], [`MerchantError::State`].
pub fn propose(tx: &mut Tx<'_>, scope: &Updating, key: (Id, i64)) -> Result<Merchant> {
    let mut m = found(tx, scope, key, (&[S::Draft], "提交审核"))?;
    (m.state, m.proposed_by, m.reason) = (S::Proposed, scope.actor().id(), String::new());
    keep(tx, scope.actor(), &m, "merchant.propose")
}

fn decided(tx: &Tx<'_>, m: &mut Merchant, by: &Actor) {
    (m.decided_by_name, m.decided_at) = (by.name().to_owned(), tx.now());
}

/// Sends a proposed merchant back.
///
/// # Errors
/// As [`propose`]; [`MerchantError::Invalid`].
pub fn give_back(tx: &mut Tx<'_>, scope: &Approving, key: (Id, i64), why: &str) -> Result<Merchant> {
    let mut m = found(tx, scope, key, (&[S::Proposed], "退回"))?;
    (m.state, m.reason) = (S::Draft, reason(why)?);
    decided(tx, &mut m, scope.actor());
    keep(tx, scope.actor(), &m, "merchant.return")
}

/// Takes a merchant under contract.
///
/// # Errors
/// As [`propose`]; [`MerchantError::SamePerson`].
pub fn contract(tx: &mut Tx<'_>, scope: &Approving, key: (Id, i64)) -> Result<Merchant> {
    let mut m = found(tx, scope, key, (&[S::Proposed], "签约"))?;
    if !may_decide(&m, scope.actor().id()) {
        return Err(MerchantError::SamePerson);
    }
    m.state = S::Contracted;
    decided(tx, &mut m, scope.actor());
    keep(tx, scope.actor(), &m, "merchant.contract")
}

/// Suspends a merchant: its tills take nothing.
///
/// # Errors
/// As [`propose`]; [`MerchantError::Invalid`].
pub fn suspend(tx: &mut Tx<'_>, scope: &Updating, key: (Id, i64), why: &str) -> Result<Merchant> {
    let mut m = found(tx, scope, key, (&[S::Contracted], "暂停"))?;
    (m.state, m.reason) = (S::Suspended, reason(why)?);
    keep(tx, scope.actor(), &m, "merchant.suspend")
}

/// Lets a suspended merchant go on.
///
/// # Errors
/// As [`propose`].
pub fn resume(tx: &mut Tx<'_>, scope: &Approving, key: (Id, i64)) -> Result<Merchant> {
    let mut m = found(tx, scope, key, (&[S::Suspended], "恢复合作"))?;
    (m.state, m.reason) = (S::Contracted, String::new());
    decided(tx, &mut m, scope.actor());
    keep(tx, scope.actor(), &m, "merchant.resume")
}

/// Ends the contract.
///
/// # Errors
/// As [`propose`]; [`MerchantError::Invalid`].
pub fn end(tx: &mut Tx<'_>, scope: &Approving, key: (Id, i64), why: &str) -> Result<Merchant> {
    let mut m = found(tx, scope, key, (&[S::Contracted, S::Suspended], "终止合作"))?;
    (m.state, m.reason) = (S::Ended, reason(why)?);
    decided(tx, &mut m, scope.actor());
    keep(tx, scope.actor(), &m, "merchant.end")
}

/// Puts a merchant on the blacklist until a day.
///
/// # Errors
/// As [`propose`]; [`MerchantError::Invalid`].
pub fn blacklist(
    tx: &mut Tx<'_>,
    scope: &Approving,
    key: (Id, i64),
    (why, until): (&str, Day),
) -> Result<Merchant> {
    let all = [S::Draft, S::Proposed, S::Contracted, S::Suspended, S::Ended];
    let mut m = found(tx, scope, key, (&all, "列入黑名单"))?;
    if until <= tx.today() {
        return Err(field("/until", "benefits.until-past"));
    }
    (m.state, m.reason, m.barred_until) = (S::Blacklisted, reason(why)?, Some(until));
    decided(tx, &mut m, scope.actor());
    keep(tx, scope.actor(), &m, "merchant.blacklist")
}

/// Begins again with a merchant whose contract ended, or whose time on the blacklist is over.
///
/// # Errors
/// As [`propose`]; [`MerchantError::Barred`].
pub fn reopen(tx: &mut Tx<'_>, scope: &Updating, key: (Id, i64)) -> Result<Merchant> {
    let mut m = found(tx, scope, key, (&[S::Ended, S::Blacklisted], "重新入驻"))?;
    if let Some(until) = m.barred_until.filter(|until| *until >= tx.today()) {
        return Err(MerchantError::Barred { until });
    }
    (m.state, m.reason, m.barred_until, m.proposed_by) = (S::Draft, String::new(), None, Id(0));
    keep(tx, scope.actor(), &m, "merchant.reopen")
}
