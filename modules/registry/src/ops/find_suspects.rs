//! Looks for records that may be of the same human: the same name with the same birth day or the same phone. Near numbers
//! are no hint: numbers are sealed.

use std::collections::HashMap;

use guard::{Scope, act, res};
use kernel::Id;
use platform::App;
use platform::audit::{self, Changes, Entry};
use store::{DbError, Tx};

use super::enter_people::seal_context;
use crate::error::{RegistryError, Result};
use crate::store::suspect::{self, Named, Pair};
use crate::store::{member, person};

/// People in one read.
const PART: i64 = 2_000;
/// People of one name and birth day, or name and phone, that are compared at most.
const MOST: usize = 20;

/// Walks along the names of all people and stores the pairs that are new; how many.
///
/// # Errors
/// The database's.
pub fn find_suspects(app: &App) -> Result<u64> {
    let (mut after, mut group) = ((String::new(), Id(0)), Vec::<Named>::new());
    let (mut pairs, mut found) = (Vec::new(), 0);
    loop {
        let from = after.clone();
        let part: Vec<Named> =
            app.store().read_blocking(move |tx| suspect::by_name(tx, (&from.0, from.1), PART))?;
        let Some(last) = part.last() else { break };
        after = (last.name_key.clone(), last.id);
        for p in part {
            if group.first().is_some_and(|g| g.name_key != p.name_key) {
                pairs.extend(candidates(&std::mem::take(&mut group)));
            }
            group.push(p);
        }
        found += store_pairs(app, std::mem::take(&mut pairs))?;
    }
    pairs.extend(candidates(&group));
    Ok(found + store_pairs(app, pairs)?)
}

fn store_pairs(app: &App, candidates: Vec<Pair>) -> Result<u64> {
    if candidates.is_empty() {
        return Ok(0);
    }
    let app_of = app.clone();
    app.store().write_blocking(move |tx| {
        let pairs = confirmed(tx, &app_of, &candidates)?;
        suspect::insert(tx, &pairs).map_err(Into::into)
    })
}

/// Pairs of one name with the same birth day or the same last four of the phone. Pure.
fn candidates(group: &[Named]) -> Vec<Pair> {
    let (mut births, mut tails) = (HashMap::<i64, Vec<Id>>::new(), HashMap::<i64, Vec<Id>>::new());
    for p in group {
        if let Some(day) = p.birth_day {
            births.entry(day).or_default().push(p.id);
        }
        if p.phone_tail != 0 {
            tails.entry(p.phone_tail).or_default().push(p.id);
        }
    }
    let mut pairs = HashMap::<(Id, Id), (bool, bool)>::new();
    for ids in births.values() {
        each_pair(ids, |pair| pairs.entry(pair).or_default().0 = true);
    }
    for ids in tails.values() {
        each_pair(ids, |pair| pairs.entry(pair).or_default().1 = true);
    }
    let pair = |((person_id, other_id), (same_birth, same_phone))| Pair {
        person_id,
        other_id,
        same_phone,
        same_birth,
    };
    let mut all: Vec<Pair> = pairs.into_iter().map(pair).collect();
    all.sort_by_key(|p| (p.person_id, p.other_id));
    all
}

fn each_pair(ids: &[Id], mut take: impl FnMut((Id, Id))) {
    let ids = &ids[..ids.len().min(MOST)];
    for (i, a) in ids.iter().enumerate() {
        for b in &ids[i + 1..] {
            take((*a.min(b), *a.max(b)));
        }
    }
}

/// The last four of a phone are a hint only: the whole numbers are compared.
fn confirmed(tx: &mut Tx<'_>, app: &App, candidates: &[Pair]) -> Result<Vec<Pair>> {
    let mut ids: Vec<Id> =
        candidates.iter().filter(|p| p.same_phone).flat_map(|p| [p.person_id, p.other_id]).collect();
    ids.sort();
    ids.dedup();
    let mut phones = HashMap::new();
    for (id, p) in person::by_ids(tx, &ids)? {
        if let Some(sealed) = &p.phone {
            let phone = app.keyring().open(sealed, &seal_context("phone", id));
            phones.insert(id, phone.map_err(|e| DbError::Inconsistent(format!("person {id}: {e}")))?);
        }
    }
    let same = |p: &Pair| {
        let (a, b) = (phones.get(&p.person_id), phones.get(&p.other_id));
        p.same_phone && a.is_some() && a == b
    };
    let all = candidates.iter().map(|p| Pair { same_phone: same(p), ..*p });
    Ok(all.filter(|p| p.same_phone || p.same_birth).collect())
}

/// Says of two records in sight that they are of two humans, or (with `two` false) takes that back.
///
/// # Errors
/// [`RegistryError::MemberNotFound`], [`RegistryError::SuspectNotFound`].
pub fn say_of_pair(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Member, act::Update>,
    (a, b): (Id, Id),
    two: bool,
    note: &str,
) -> Result<()> {
    let pair = (a.min(b), a.max(b));
    for (id, with) in [pair, (pair.1, pair.0)] {
        let d = member::find(tx, scope, id)?.ok_or(RegistryError::MemberNotFound)?;
        let changes = Changes::new().note("other_record", with.to_string());
        let action = if two { "member.not-same" } else { "member.maybe-same" };
        let purpose = Some(note);
        let entry = Entry { union_path: Some(&d.union_path), changes, purpose, ..Entry::of(action, id) };
        audit::record(tx, scope.actor(), entry)?;
    }
    if suspect::say(tx, pair, two, note, scope.actor().name())? {
        Ok(())
    } else {
        Err(RegistryError::SuspectNotFound)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: i64, birth_day: Option<i64>, phone_tail: i64) -> Named {
        Named { id: Id(id), name_key: "a".into(), birth_day, phone_tail }
    }

    #[test]
    fn the_same_birth_day_or_the_same_phone_makes_a_pair() {
        let group = [
            named(1, Some(19_900_307), 0),
            named(2, Some(19_900_307), 5),
            named(3, None, 5),
            named(4, None, 0),
        ];
        let found = candidates(&group);
        let all: Vec<_> =
            found.iter().map(|p| (p.person_id.0, p.other_id.0, p.same_phone, p.same_birth)).collect();
        assert_eq!(all, [(1, 2, false, true), (2, 3, true, false)]);
    }

    #[test]
    fn a_crowd_is_bounded() {
        let crowd: Vec<Named> = (0..1000).map(|n| named(n, Some(19_900_307), 0)).collect();
        assert_eq!(candidates(&crowd).len(), MOST * (MOST - 1) / 2);
    }
}
