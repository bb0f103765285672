//! Bank cards that people are paid on: the number sealed, and a digest that finds people with one card.

use std::collections::HashMap;

use kernel::{Id, Timestamp};
use platform::App;
use platform::sealed::{Keyring, SealedTable, Step, Walk};
use store::{DbError, DbResult, Tx, Val, params};

use platform::lists::{SIZES, with_list};

store::statements! {
    OF = one("person_id"),
        "SELECT person_id, holder, bank, number, digest, tail, changed_at, changed_by_name, version
         FROM mutual_card WHERE person_id = $1";
    PUT = one("person_id"),
        "INSERT INTO mutual_card (person_id, holder, bank, number, digest, tail, changed_at, changed_by_name, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
         ON CONFLICT (person_id) DO UPDATE SET holder = $2, bank = $3, number = $4, digest = $5, tail = $6, changed_at = $7,
           changed_by_name = $8, version = mutual_card.version + 1";
    LOOK_UP = one("digest"),
        "INSERT INTO mutual_card_lookup (digest, person_id) VALUES ($1, $2) ON CONFLICT (digest, person_id) DO NOTHING";
    FORGET = one("digest"), "DELETE FROM mutual_card_lookup WHERE digest = $1 AND person_id = $2";
    AFTER = fan_out("renewal of keys"),
        "SELECT person_id FROM mutual_card WHERE person_id > $1 ORDER BY person_id LIMIT $2";
    HOLD = one("person_id"), "UPDATE mutual_card SET version = version WHERE person_id = $1 RETURNING number";
    RENEW = one("person_id"), "UPDATE mutual_card SET number = $2 WHERE person_id = $1";
}

/// A card. The number is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub person_id: Id,
    /// Name on the account.
    pub holder: String,
    /// Bank.
    pub bank: String,
    /// Sealed number; [`open`] opens it.
    pub number: Vec<u8>,
    /// Finds people with the same card.
    pub digest: Vec<u8>,
    /// Last four digits.
    pub tail: String,
    /// When it was written.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by_name: String,
    /// Version.
    pub version: i64,
}

fn context(person: Id) -> String {
    format!("mutual-card:{person}")
}

/// The card of a person.
///
/// # Errors
/// Any [`DbError`].
pub fn of(tx: &mut Tx<'_>, person: Id) -> DbResult<Option<Card>> {
    tx.query_one(&OF, params![person], |row| {
        let mut r = row.reader();
        Ok(Card {
            person_id: r.next()?,
            holder: r.next()?,
            bank: r.next()?,
            number: r.next()?,
            digest: r.next()?,
            tail: r.next()?,
            changed_at: r.next()?,
            changed_by_name: r.next()?,
            version: r.next()?,
        })
    })
}

/// Writes the card of a person; `number` are its digits.
///
/// # Errors
/// Any [`DbError`].
pub fn put(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    person: Id,
    (holder, bank, number): (&str, &str, &str),
    by: &str,
) -> DbResult<()> {
    if let Some(before) = of(tx, person)? {
        tx.execute(&FORGET, params![&before.digest, person])?;
    }
    let digest = keys.stamp("mutual-card", &[number.as_bytes()])[..16].to_vec();
    let tail: String = number.chars().skip(number.chars().count().saturating_sub(4)).collect();
    let (sealed, now) = (keys.seal(number, &context(person)), tx.now());
    tx.execute(&PUT, params![person, holder, bank, sealed, &digest, &tail, now, by])?;
    tx.execute(&LOOK_UP, params![&digest, person]).map(drop)
}

/// The number of a card.
///
/// # Errors
/// [`DbError::Inconsistent`] if it cannot be opened.
pub fn open(keys: &Keyring, c: &Card) -> DbResult<String> {
    keys.open(&c.number, &context(c.person_id))
        .map_err(|e| DbError::Inconsistent(format!("card of {}: {e}", c.person_id)))
}

/// Who of these people has a card.
///
/// # Errors
/// Any [`DbError`].
pub fn holders(tx: &mut Tx<'_>, people: &[Id]) -> DbResult<std::collections::HashSet<Id>> {
    let mut found = std::collections::HashSet::new();
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = "SELECT person_id FROM mutual_card WHERE person_id IN";
        let (sql, size) = with_list("mutual_card_of", head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        found.extend(tx.query(&sql, &args, |r| r.get::<Id>(0))?);
    }
    Ok(found)
}

/// How many other people are paid on the card of each of these people; who shares none is not in the answer.
///
/// # Errors
/// Any [`DbError`].
pub fn shared(tx: &mut Tx<'_>, people: &[Id]) -> DbResult<HashMap<Id, usize>> {
    let mut digests: HashMap<Id, Vec<u8>> = HashMap::new();
    for part in people.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = "SELECT person_id, digest FROM mutual_card WHERE person_id IN";
        let (sql, size) = with_list("mutual_cards_of", head, part.len(), "");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|id| Val::from(*id)).collect();
        tx.for_each(&sql, &args, |r| {
            digests.insert(r.get(0)?, r.get(1)?);
            Ok(())
        })?;
    }
    let mut holders: HashMap<Vec<u8>, usize> = HashMap::new();
    let all: Vec<Vec<u8>> = digests.values().cloned().collect();
    for part in all.chunks(SIZES[3]) {
        let Some(last) = part.last() else { continue };
        let head = "SELECT digest, count(*) FROM mutual_card_lookup WHERE digest IN";
        let (sql, size) = with_list("mutual_card_holders", head, part.len(), "GROUP BY digest");
        let args: Vec<Val<'_>> =
            part.iter().chain(std::iter::repeat(last)).take(size).map(|d| Val::from(d.clone())).collect();
        tx.for_each(&sql, &args, |r| {
            holders.insert(r.get(0)?, usize::try_from(r.get::<i64>(1)?).unwrap_or(1));
            Ok(())
        })?;
    }
    let others = |d: &Vec<u8>| holders.get(d).copied().unwrap_or(1).saturating_sub(1);
    Ok(digests.iter().map(|(id, d)| (*id, others(d))).filter(|(_, n)| *n > 0).collect())
}

/// The column that depends on the keys.
pub const SEALED: SealedTable = SealedTable { name: "mutual_card", columns: &["mutual_card.number"], renew };

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, from) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let ids: Vec<Id> = tx.query(&AFTER, params![from, walk.limit], |r| r.get(0))?;
    let mut step = Step::default();
    for id in ids.iter().copied() {
        let held: Option<Vec<u8>> = tx.query_one(&HOLD, params![id], |r| r.get(0))?;
        let Some(sealed) = held.filter(|s| !keys.is_current(s)) else { continue };
        let number = keys.open(&sealed, &context(id));
        let number = number.map_err(|e| DbError::Inconsistent(format!("card of {id}: {e}")))?;
        tx.execute(&RENEW, params![id, keys.seal(&number, &context(id))])?;
        step.renewed += 1;
    }
    step.next = ids.last().filter(|_| ids.len() as i64 == walk.limit).map(ToString::to_string);
    Ok(step)
}
