//! Stand-ins for those who are away.

use guard::{Scope, act, res};
use kernel::{Day, Id};
use store::Tx;

use super::error::{CaseError, Result};
use super::store::deputy::{self, Deputy};
use crate::accounts::{name_of, role_holders};
use crate::audit::{self, Changes, Entry};
use crate::notices;

/// Longest time in which somebody stands in, days.
const LONGEST: i64 = 366;

/// Says who stands in for the own account from one day to another. The stand-in holds a role at one of the own places or above.
///
/// # Errors
/// [`CaseError::Deputy`] for days in the past, in the wrong order or more than a year, and for oneself;
/// [`CaseError::NoAccount`].
pub fn appoint(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Case, act::Update>,
    deputy_id: Id,
    (from, to): (Day, Day),
    reason: &str,
) -> Result<Id> {
    let (me, today) = (scope.actor(), tx.today());
    let reason = kernel::text::clean(reason);
    let length = from.days_until(to);
    if deputy_id == me.id() || from < today || !(0..LONGEST).contains(&length) || reason.chars().count() > 100
    {
        return Err(CaseError::Deputy);
    }
    let mut fits = false;
    for g in me.grants() {
        let holders = role_holders(tx, g.union_id)?;
        fits |= holders.iter().any(|(id, role)| {
            *id == deputy_id && guard::allowed(*role, guard::ResourceKind::Case, guard::ActionKind::Update)
        });
    }
    let deputy_name = name_of(tx, deputy_id)?.filter(|_| fits).ok_or(CaseError::NoAccount)?;
    let d = Deputy {
        account_id: me.id(),
        id: tx.new_id(),
        account_name: me.name().to_owned(),
        deputy_id,
        deputy_name,
        valid_from: from,
        valid_to: to,
        reason,
    };
    deputy::insert(tx, &d)?;
    let changes = Changes::new()
        .note("deputy", d.deputy_name.as_str())
        .note("from", from.to_string())
        .note("to", to.to_string());
    audit::record(tx, me, Entry { changes, ..Entry::of("case.deputy", d.id) })?;
    let body = format!("{}请您从{from}到{to}代办其事项", d.account_name);
    notices::send(tx, deputy_id, "请您代办", &body, "/cases")?;
    Ok(d.id)
}

/// Ends it: yesterday was the last day, or it never began.
///
/// # Errors
/// [`CaseError::NotFound`].
pub fn dismiss(tx: &mut Tx<'_>, scope: &Scope<res::Case, act::Update>, id: Id) -> Result<()> {
    let (me, yesterday) = (scope.actor(), tx.today().plus_days(-1));
    if !deputy::end(tx, me.id(), id, yesterday)? {
        return Err(CaseError::NotFound);
    }
    audit::record(tx, me, Entry::of("case.deputy-end", id))?;
    Ok(())
}
