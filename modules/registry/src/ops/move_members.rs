//! Members who go along when their union is merged, dissolved or split: the old membership ends the day before the new one
//! begins, in their state, without a day between.

use std::collections::HashSet;

use guard::Actor;
use kernel::{Day, Id};
use platform::audit::{self, Changes, Entry};
use platform::{indicators, outbox};
use serde_json::json;
use store::Tx;

use crate::error::{RegistryError, Result};
use crate::model::union_change::{ChangeKind, ChangeOrder};
use crate::model::{EventKind, Membership, NewMembership};
use crate::ops::enter_people::count_beginning;
use crate::rules;
use crate::store::employer_at::EmployerAt;
use crate::store::membership::{self, Event};
use crate::store::union::Union;

/// Members in a transaction.
pub const PART: i64 = 1_000;

/// Which of a union's members go along.
#[derive(Clone, Debug)]
pub enum Who {
    /// All.
    All,
    /// Those who work for these employers, by id or, where the register does not know the employer, by name.
    Of(HashSet<Id>, HashSet<String>),
}

impl Who {
    fn holds(&self, m: &Membership) -> bool {
        match (self, m.employer_id) {
            (Self::All, _) => true,
            (Self::Of(ids, _), Some(id)) => ids.contains(&id),
            (Self::Of(_, names), None) => names.contains(&kernel::text::name_key(&m.employer_name)),
        }
    }
}

/// Who goes along with a change; `employers` are those that go along.
pub fn who(order: &ChangeOrder, employers: Vec<EmployerAt>) -> Who {
    if order.kind != ChangeKind::Split {
        return Who::All;
    }
    let names = employers.iter().map(|e| e.name_key.clone()).collect();
    Who::Of(employers.into_iter().map(|e| e.id).collect(), names)
}

/// The last member seen; members are walked in the order of the list.
pub type Walked = (String, Id);

/// How many go along.
///
/// # Errors
/// The database's.
pub fn count(tx: &mut Tx<'_>, from: &Union, who: &Who) -> Result<i64> {
    let (mut all, mut after) = (0, (String::new(), Id(0)));
    loop {
        let part = membership::open_at(tx, &from.place(), (&after.0, after.1), PART)?;
        let Some((last, key)) = part.last() else { return Ok(all) };
        after = (key.clone(), last.person_id);
        all += part.iter().filter(|(m, _)| who.holds(m)).count() as i64;
    }
}

/// Moves the next members after `after`: how many went along, and where to go on; nowhere if all are done.
///
/// # Errors
/// [`store::DbError::Conflict`] if somebody else moves them at the same time.
pub fn move_members(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (from, to): (&Union, &Union),
    day: Day,
    who: &Who,
    after: &Walked,
) -> Result<(i64, Option<Walked>)> {
    let part = membership::open_at(tx, &from.place(), (&after.0, after.1), PART)?;
    let Some((last, key)) = part.last() else { return Ok((0, None)) };
    let next = (key.clone(), last.person_id);
    let going: Vec<(Membership, String)> = part.into_iter().filter(|(m, _)| who.holds(m)).collect();
    let ids: Vec<Id> = going.iter().map(|(m, _)| m.person_id).collect();
    if membership::close_many(tx, from.id, &ids, day)? != going.len() as u64 {
        return Err(RegistryError::ChangeBegun);
    }
    let (mut rows, mut events) = (Vec::with_capacity(going.len()), Vec::with_capacity(2 * going.len()));
    for (m, sort_key) in &going {
        // A membership lasts a day at least: who joined on the day goes along on the next.
        let day = day.max(m.valid_from.plus_days(1));
        let id = tx.new_id();
        let new = NewMembership {
            union_id: to.id,
            union_path: to.place(),
            employer_id: m.employer_id,
            employer_name: m.employer_name.clone(),
            status: m.status,
            event: EventKind::ReassignedIn,
            day,
            reason: String::new(),
            batch_id: None,
        };
        let event = |tx: &Tx<'_>, kind, membership_id, union_id, other| Event {
            id: tx.new_id(),
            membership_id,
            kind,
            day,
            union_id,
            other_union_id: Some(other),
            reason: String::new(),
            batch_id: None,
        };
        events.push((m.person_id, event(tx, EventKind::ReassignedOut, m.id, from.id, to.id)));
        events.push((m.person_id, event(tx, EventKind::ReassignedIn, id, to.id, from.id)));
        for (indicator, delta) in rules::facts(Some(m.status), EventKind::ReassignedOut) {
            indicators::record(tx, indicator, from.id, day, delta, m.person_id);
        }
        count_beginning(tx, m.person_id, &new);
        rows.push((m.person_id, id, sort_key.clone(), new));
        tell(tx, actor, m.person_id, (from, to), day)?;
    }
    let borrowed: Vec<_> =
        rows.iter().map(|(person, id, key, new)| (*person, *id, key.clone(), new)).collect();
    membership::insert(tx, &borrowed)?;
    membership::insert_events(tx, &events)?;
    Ok((going.len() as i64, Some(next)))
}

fn tell(tx: &mut Tx<'_>, actor: &Actor, person: Id, (from, to): (&Union, &Union), day: Day) -> Result<()> {
    let changes =
        Changes::new().field("home_union", from.name.as_str(), to.name.as_str()).note("day", day.to_string());
    let place = to.place();
    let entry = Entry { union_path: Some(&place), changes, ..Entry::of("member.reassign", person) };
    audit::record(tx, actor, entry)?;
    let told = json!({ "from": from.id, "to": to.id, "day": day });
    outbox::emit(tx, "member.reassigned", person, &told).map_err(Into::into)
}
