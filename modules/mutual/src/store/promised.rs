//! What people were promised in a year of a scheme: the sums that caps count. The row without an item is the sum of all items.

use std::collections::HashMap;

use kernel::{Fen, Id};
use store::{DbResult, Tx, Val, params};

use crate::model::case::Used;
use crate::model::scheme::ItemKind;
use platform::lists::{SIZES, with_list};

store::statements! {
    OPEN = one("person_id"),
        "INSERT INTO mutual_use (person_id, scheme_code, year, item, used, times, deductible, version)
         VALUES ($1, $2, $3, $4, 0, 0, 0, 1) ON CONFLICT (person_id, scheme_code, year, item) DO NOTHING";
    MOVE = one("person_id"),
        "UPDATE mutual_use SET used = used + $5, times = times + $6, deductible = deductible + $7, version = version + 1
         WHERE person_id = $1 AND scheme_code = $2 AND year = $3 AND item = $4 AND used = $8";
    RELEASE = one("person_id"),
        "UPDATE mutual_use SET used = used - $5, times = times - $6, deductible = deductible - $7, version = version + 1
         WHERE person_id = $1 AND scheme_code = $2 AND year = $3 AND item = $4";
    OF_PERSON = one("person_id"),
        "SELECT item, used, times, deductible FROM mutual_use WHERE person_id = $1 AND scheme_code = $2 AND year = $3";
}

/// Whose promises, of which scheme and year.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Person.
    pub person: Id,
    /// Code of the scheme.
    pub code: String,
    /// Its year.
    pub year: i64,
}

/// The promises of a person in a year of a scheme.
#[derive(Clone, Debug, Default)]
pub struct Promised(HashMap<String, (i64, i64, i64)>);

impl Promised {
    /// In the words of the rules, for one item.
    pub fn of(&self, item: ItemKind) -> Used {
        let (used, times, deductible) = self.0.get(item.code()).copied().unwrap_or_default();
        let total = self.0.get("").map_or(0, |t| t.0);
        Used { item: Fen(used), total: Fen(total), times, deductible: Fen(deductible) }
    }
}

/// The promises of a person.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of(tx: &mut Tx<'_>, k: &Key) -> DbResult<Promised> {
    let mut found = Promised::default();
    tx.for_each(&OF_PERSON, &params![k.person, &k.code, k.year][..], |r| {
        found.0.insert(r.get(0)?, (r.get(1)?, r.get(2)?, r.get(3)?));
        Ok(())
    })?;
    Ok(found)
}

/// The promises of these people, of all schemes and years.
///
/// # Errors
/// Any [`store::DbError`].
pub fn of_people(tx: &mut Tx<'_>, people: &[Id]) -> DbResult<HashMap<Key, Promised>> {
    let mut found: HashMap<Key, Promised> = HashMap::new();
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = "SELECT person_id, scheme_code, year, item, used, times, deductible FROM mutual_use WHERE person_id IN";
        let (sql, size) = with_list("mutual_promised", head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        tx.for_each(&sql, &args, |r| {
            let key = Key { person: r.get(0)?, code: r.get(1)?, year: r.get(2)? };
            let row = (r.get(4)?, r.get(5)?, r.get(6)?);
            found.entry(key).or_default().0.insert(r.get(3)?, row);
            Ok(())
        })?;
    }
    Ok(found)
}

/// Promises an amount on top of what was seen; `false` if the sums have moved since: then nothing of the transaction may be kept.
///
/// # Errors
/// Any [`store::DbError`].
pub fn promise(
    tx: &mut Tx<'_>,
    k: &Key,
    item: ItemKind,
    seen: &Used,
    (benefit, deductible): (Fen, Fen),
) -> DbResult<bool> {
    for (name, used) in [(item.code(), seen.item), ("", seen.total)] {
        tx.execute(&OPEN, params![k.person, &k.code, k.year, name])?;
        let args = params![k.person, &k.code, k.year, name, benefit, 1_i64, deductible, used];
        if tx.execute(&MOVE, args)? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes a promise back.
///
/// # Errors
/// Any [`store::DbError`].
pub fn release(tx: &mut Tx<'_>, k: &Key, item: ItemKind, (benefit, deductible): (Fen, Fen)) -> DbResult<()> {
    for name in [item.code(), ""] {
        tx.execute(&RELEASE, params![k.person, &k.code, k.year, name, benefit, 1_i64, deductible])?;
    }
    Ok(())
}
