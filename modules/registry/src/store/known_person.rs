//! Many people with their open memberships, in few statements.

use std::collections::HashMap;

use kernel::{Day, Id, OrgPath};
use store::{DbError, DbResult, Row, Tx, Val};

use super::{SIZES, with_list};
use crate::model::Status;
use crate::ops::known_people::{KnownMembership, KnownPerson};

fn known(row: &Row) -> DbResult<KnownPerson> {
    let mut r = row.reader();
    let id: Id = r.next()?;
    let (name, sex, birth, work_state): (String, String, i64, String) =
        (r.next()?, r.next()?, r.next()?, r.next()?);
    let (union, path, status): (Option<Id>, Option<OrgPath>, Option<String>) =
        (r.next()?, r.next()?, r.next()?);
    let member = match (union, path, status) {
        (Some(union_id), Some(union_path), Some(status)) => {
            let status = Status::parse(&status)
                .ok_or_else(|| DbError::Inconsistent(format!("membership of {id}: {status}")))?;
            Some(KnownMembership { union_id, union_path, status })
        }
        _ => None,
    };
    Ok(KnownPerson { id, name, sex, birth: Day::from_number(birth), work_state, member })
}

fn for_part(part: &[Id], size: usize) -> Vec<Val<'static>> {
    let last = part.last().copied().unwrap_or(Id(0));
    part.iter().copied().chain(std::iter::repeat(last)).take(size).map(Val::from).collect()
}

/// People by id with where they are members now.
pub fn of(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<HashMap<Id, KnownPerson>> {
    let head = "SELECT p.id, p.name, p.sex, p.birth_day, p.work_state, m.union_id, m.union_path, m.status
         FROM person p LEFT JOIN membership m ON m.person_id = p.id AND m.valid_to = 99991231 WHERE p.id IN";
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(SIZES[3]) {
        let (sql, size) = with_list("known_people", head, part.len(), "");
        tx.for_each(&sql, &for_part(part, size), |r| {
            let p = known(r)?;
            found.insert(p.id, p);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Open memberships of people.
pub fn memberships(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<HashMap<Id, KnownMembership>> {
    let head = "SELECT person_id, union_id, union_path, status FROM membership WHERE valid_to = 99991231 AND person_id IN";
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(SIZES[3]) {
        let (sql, size) = with_list("known_memberships", head, part.len(), "");
        tx.for_each(&sql, &for_part(part, size), |row| {
            let mut r = row.reader();
            let id: Id = r.next()?;
            let (union_id, union_path, status): (Id, OrgPath, String) = (r.next()?, r.next()?, r.next()?);
            let status = Status::parse(&status)
                .ok_or_else(|| DbError::Inconsistent(format!("membership of {id}: {status}")))?;
            found.insert(id, KnownMembership { union_id, union_path, status });
            Ok(())
        })?;
    }
    Ok(found)
}

/// All memberships of people, over ones too: first and last day of each.
pub fn spans(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<HashMap<Id, Vec<(Day, Day)>>> {
    let head = "SELECT person_id, valid_from, valid_to FROM membership WHERE person_id IN";
    let mut found: HashMap<Id, Vec<(Day, Day)>> = HashMap::with_capacity(ids.len());
    for part in ids.chunks(SIZES[3]) {
        let (sql, size) = with_list("membership_spans", head, part.len(), "");
        tx.for_each(&sql, &for_part(part, size), |r| {
            found.entry(r.get(0)?).or_default().push((r.get(1)?, r.get(2)?));
            Ok(())
        })?;
    }
    Ok(found)
}

/// Into which records these were merged right away; who was not is not in the answer.
pub fn went_into(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<HashMap<Id, Id>> {
    let head = "SELECT id, merged_into FROM person WHERE merged_into <> 0 AND id IN";
    let mut found = HashMap::new();
    for part in ids.chunks(SIZES[3]) {
        let (sql, size) = with_list("went_into", head, part.len(), "");
        found.extend(tx.query(&sql, &for_part(part, size), |r| Ok((r.get::<Id>(0)?, r.get::<Id>(1)?)))?);
    }
    Ok(found)
}

/// Records that were merged into people right away: record and person.
pub fn merged_into(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<(Id, Id)>> {
    let head = "SELECT id, merged_into FROM person WHERE merged_into <> 0 AND merged_into IN";
    let mut found = Vec::new();
    for part in ids.chunks(SIZES[3]) {
        let (sql, size) = with_list("merged_into", head, part.len(), "");
        found.extend(tx.query(&sql, &for_part(part, size), |r| Ok((r.get(0)?, r.get(1)?)))?);
    }
    Ok(found)
}

/// The sealed number of the first document of each person.
pub fn first_documents(tx: &mut Tx<'_>, ids: &[Id]) -> DbResult<Vec<(Id, Vec<u8>)>> {
    let mut found: Vec<(Id, Vec<u8>)> = Vec::with_capacity(ids.len());
    for part in ids.chunks(SIZES[3]) {
        let head = "SELECT person_id, number FROM person_document WHERE person_id IN";
        let (sql, size) = with_list("first_documents", head, part.len(), "ORDER BY person_id, id");
        tx.for_each(&sql, &for_part(part, size), |r| {
            let person: Id = r.get(0)?;
            if found.last().is_none_or(|(last, _)| *last != person) {
                found.push((person, r.get(1)?));
            }
            Ok(())
        })?;
    }
    Ok(found)
}
