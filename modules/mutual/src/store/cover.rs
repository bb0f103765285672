//! Who is covered on a day.

use std::collections::HashMap;

use kernel::{Day, Id};
use registry::api::merged_records;
use store::{DbResult, Row, Tx, Val, params};

use crate::model::enrolment::{Cover, items_of};
use platform::lists::{SIZES, with_list};

store::statements! {
    OF_PERSON = one("person_id"),
        "SELECT person_id, period_id, scheme_id, union_id, bill_id, cover_from, cover_to, items, continued, class, shares,
           premium
         FROM mutual_enrolment WHERE person_id = $1 AND state = 'active' ORDER BY cover_from DESC, period_id DESC";
    ON_DAY = one("person_id"),
        "SELECT person_id, period_id, scheme_id, union_id, bill_id, cover_from, cover_to, items, continued, class, shares,
           premium
         FROM mutual_enrolment
         WHERE person_id = $1 AND state = 'active' AND cover_from <= $2 AND cover_to >= $2
         ORDER BY cover_from DESC, period_id DESC";
}

const COLUMNS: &str = "person_id, period_id, scheme_id, union_id, bill_id, cover_from, cover_to, items, continued, class, shares,
     premium";

fn read(row: &Row) -> DbResult<Cover> {
    let mut r = row.reader();
    Ok(Cover {
        person_id: r.next()?,
        period_id: r.next()?,
        scheme_id: r.next()?,
        union_id: r.next()?,
        bill_id: r.next()?,
        from: r.next()?,
        to: r.next()?,
        items: items_of(&r.next::<String>()?),
        continued: items_of(&r.next::<String>()?),
        class: r.next()?,
        shares: r.next()?,
        premium: r.next()?,
    })
}

/// The cover of a person on a day; of two the one that began later. Cover hangs on the person: it does not ask in which union the
/// person is now, nor under which record that was merged the person was enrolled.
///
/// # Errors
/// Any [`store::DbError`].
pub fn cover_of(tx: &mut Tx<'_>, person: Id, day: Day) -> DbResult<Option<Cover>> {
    if let Some(found) = tx.query_one(&ON_DAY, params![person, day], read)? {
        return Ok(Some(found));
    }
    for (record, _) in merged_records(tx, &[person])? {
        if let Some(found) = tx.query_one(&ON_DAY, params![record, day], read)? {
            return Ok(Some(Cover { person_id: person, ..found }));
        }
    }
    Ok(None)
}

/// All covers of a person that were ever active, latest first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn all_of(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Cover>> {
    tx.query(&OF_PERSON, params![person], read)
}

/// All active covers of these people, by person, latest first, those of records that were merged into theirs as well; whoever has
/// none is not in the answer. Which one holds on a day is found with [`on_day`].
///
/// # Errors
/// Any [`store::DbError`].
pub fn covers_of(tx: &mut Tx<'_>, people: &[Id]) -> DbResult<HashMap<Id, Vec<Cover>>> {
    let mut found: HashMap<Id, Vec<Cover>> = HashMap::with_capacity(people.len());
    let merged: HashMap<Id, Id> = merged_records(tx, people)?.into_iter().collect();
    let ids: Vec<Id> = people.iter().copied().chain(merged.keys().copied()).collect();
    for part in ids.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = format!("SELECT {COLUMNS} FROM mutual_enrolment WHERE state = 'active' AND person_id IN");
        let (sql, size) = with_list("mutual_covers_of", &head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        tx.for_each(&sql, &args, |r| {
            let c = read(r)?;
            let person = merged.get(&c.person_id).copied().unwrap_or(c.person_id);
            found.entry(person).or_default().push(Cover { person_id: person, ..c });
            Ok(())
        })?;
    }
    found.values_mut().for_each(|all| all.sort_by_key(|c| std::cmp::Reverse((c.from, c.period_id))));
    Ok(found)
}

/// The one of some covers that holds on a day.
pub fn on_day(covers: &[Cover], day: Day) -> Option<&Cover> {
    covers.iter().find(|c| c.from <= day && day <= c.to)
}

/// The cover that is told of somebody who was not covered on a day: the one that begins next after it, or else the last one
/// before.
pub fn nearest(covers: &[Cover], day: Day) -> Option<&Cover> {
    covers
        .iter()
        .filter(|c| c.from > day)
        .min_by_key(|c| c.from)
        .or_else(|| covers.iter().max_by_key(|c| c.to))
}
