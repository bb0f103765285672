//! Suggestions to found a union (建会建议; docs/rules §4.1): an employer with enough members in a 会员之家 should have one
//! of its own.

use std::collections::BTreeMap;

use guard::{ActionKind, ResourceKind, Scope, act, res};
use kernel::{Day, Id, OrgPath, Params};
use platform::audit::{self, Changes, Entry};
use platform::notices;
use store::Tx;

use super::responsible::responsible;
use crate::error::{RegistryError, Result, field};
use crate::store::founding_hint::{self, Hint};
use crate::zone_error::ZoneError;

/// Page of the console.
const PAGE: &str = "/founding-hints";
/// Longest time for which a suggestion may be put off, days.
pub const MOST_DAYS: i64 = 366;

/// Looks at one 会员之家: employers with at least `wanted` active members and no union get a suggestion, of which the
/// responsible cadres are told once; the others lose theirs.
///
/// # Errors
/// The database's.
pub fn look_at_home(tx: &mut Tx<'_>, (union_id, place): (Id, &OrgPath), wanted: i64) -> Result<usize> {
    let mut known: BTreeMap<String, Hint> =
        founding_hint::of_union(tx, union_id)?.into_iter().map(|h| (h.employer_key.clone(), h)).collect();
    let mut made = 0;
    for (key, (employer, name, members)) in employers(tx, place)? {
        let covered = match employer {
            Some(id) => founding_hint::covered_elsewhere(tx, id, union_id)?,
            None => false,
        };
        if members < wanted || covered {
            continue;
        }
        if let Some(h) = known.remove(&key) {
            if h.members != members {
                founding_hint::set_members(tx, &h, members)?;
            }
            continue;
        }
        let h = Hint {
            union_id,
            id: tx.new_id(),
            union_path: place.clone(),
            union_name: String::new(),
            employer_key: key,
            employer_id: employer,
            employer_name: name,
            members,
            found_on: tx.today(),
            dismissed_until: None,
            reason: String::new(),
            dismissed_by: String::new(),
            version: 1,
        };
        if founding_hint::insert(tx, &h)? {
            tell(tx, &h)?;
            made += 1;
        }
    }
    for h in known.values() {
        founding_hint::delete(tx, h)?;
    }
    Ok(made)
}

type Employers = BTreeMap<String, (Option<Id>, String, i64)>;

/// Active members by employer; names written alike are one.
fn employers(tx: &mut Tx<'_>, place: &OrgPath) -> Result<Employers> {
    let mut all: Employers = BTreeMap::new();
    for (id, name, n) in founding_hint::by_employer(tx, place)? {
        let employer = Some(id).filter(|id| id.0 != 0);
        let key = employer.map_or_else(|| kernel::text::name_key(&name), |id| id.to_string());
        let entry = all.entry(key).or_insert((employer, name, 0));
        entry.2 += n;
    }
    Ok(all)
}

fn tell(tx: &mut Tx<'_>, h: &Hint) -> Result<()> {
    let body = format!("{}在会员之家已有 {} 名会员，可以单独建会", h.employer_name, h.members);
    for account in responsible(tx, &h.union_path, (ResourceKind::Election, ActionKind::Create))? {
        notices::send(tx, account, "建会建议", &body, PAGE)?;
    }
    Ok(())
}

/// Puts a suggestion off until a day, with the reason.
///
/// # Errors
/// [`ZoneError::HintNotFound`] outside the scope, [`RegistryError::Stale`], [`RegistryError::Invalid`] without a reason or
/// with a day that is not ahead, at most [`MOST_DAYS`].
pub fn dismiss_hint(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Election, act::Create>,
    which: (Id, Id),
    version: i64,
    (until, reason): (Day, &str),
) -> Result<()> {
    let h = founding_hint::find(tx, scope, which)?.ok_or(ZoneError::HintNotFound)?;
    let mut wrong = Vec::new();
    if until <= tx.today() || until > tx.today().plus_days(MOST_DAYS) {
        let words = [("most", MOST_DAYS.to_string())].into();
        wrong.push(field("/until", "registry.hint-until", words));
    }
    if reason.trim().chars().count() < 2 {
        wrong.push(field("/reason", "registry.hint-reason", Params::new()));
    }
    if !wrong.is_empty() {
        return Err(RegistryError::Invalid(wrong));
    }
    if !founding_hint::dismiss(tx, &h, version, until, (reason.trim(), scope.actor().name()))? {
        return Err(RegistryError::Stale { version: h.version });
    }
    let changes = Changes::new()
        .note("employer_name", h.employer_name.as_str())
        .note("until", until.to_string())
        .note("reason", reason.trim());
    let entry =
        Entry { union_path: Some(&h.union_path), changes, ..Entry::of("founding-hint.dismiss", h.id) };
    audit::record(tx, scope.actor(), entry).map_err(Into::into)
}
