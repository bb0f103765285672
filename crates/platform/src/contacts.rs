//! Who stands behind a record of a module: sealed, found again by a keyed digest of the person or of phone and name, and gone when
//! the person is erased. The record itself names nobody.

use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{DbError, DbResult, Tx, params};

use crate::App;
use crate::sealed::{Keyring, SealedTable, Step, Walk};

store::statements! {
    PUT = one("id"), "INSERT INTO contact (id, title, sealed, at) VALUES ($1, $2, $3, $4)";
    GET = one("id"), "SELECT sealed, title, at FROM contact WHERE id = $1";
    DROP = one("id"), "DELETE FROM contact WHERE id = $1";
    CLAIM = one("digest"),
        "INSERT INTO contact_person (digest, scope_id, contact_id) VALUES ($1, $2, $3)
         ON CONFLICT (digest, scope_id) DO NOTHING";
    RELEASE = one("digest"), "DELETE FROM contact_person WHERE digest = $1 AND scope_id = $2 AND contact_id = $3";
    OF_DIGEST = one("digest"), "SELECT contact_id, scope_id FROM contact_person WHERE digest = $1 ORDER BY contact_id";
    AFTER = fan_out("renewal of keys"), "SELECT id, sealed FROM contact WHERE id > $1 ORDER BY id LIMIT $2";
    RENEW = one("id"), "UPDATE contact SET sealed = $2 WHERE id = $1";
}

/// Somebody behind a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Name.
    pub name: String,
    /// Phone; empty if none was given.
    pub phone: String,
    /// Member; 0 if the person is not known by the register.
    pub person_id: Id,
    /// What the person said of the record.
    pub text: String,
}

/// The column that depends on the keys. The digests do not: they are made with a key that no rotation changes.
pub const SEALED: SealedTable = SealedTable { name: "contact", columns: &["contact.sealed"], renew };

fn context(id: Id) -> String {
    format!("contact:{id}")
}

fn of_person_digest(keys: &Keyring, person: Id) -> Vec<u8> {
    keys.stamp("contact-person", &[&person.0.to_be_bytes()])[..16].to_vec()
}

/// By what somebody is found: as a member, and by phone together with the name, as a phone may be shared.
fn digests(keys: &Keyring, c: &Contact) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    if c.person_id.0 != 0 {
        all.push(of_person_digest(keys, c.person_id));
    }
    if !c.phone.is_empty() {
        let name = kernel::text::name_key(&c.name);
        all.push(keys.stamp("contact-phone", &[c.phone.as_bytes(), name.as_bytes()])[..16].to_vec());
    }
    all
}

/// Seals who stands behind the record `id` and claims the one place of that person within `scope`; `false` if it is taken, and the
/// caller then gives the whole change up.
///
/// # Errors
/// Any [`DbError`].
pub fn put(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    (id, scope): (Id, Id),
    title: &str,
    c: &Contact,
) -> DbResult<bool> {
    for digest in digests(keys, c) {
        if tx.execute(&CLAIM, params![digest, scope, id])? == 0 {
            return Ok(false);
        }
    }
    let plain = serde_json::to_string(c).map_err(|e| DbError::Driver(e.to_string()))?;
    let now = tx.now();
    tx.execute(&PUT, params![id, title, keys.seal(&plain, &context(id)), now])?;
    Ok(true)
}

fn read(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> DbResult<Option<(Contact, String, Timestamp)>> {
    let row = tx.query_one(&GET, params![id], |r| {
        Ok((r.get::<Vec<u8>>(0)?, r.get::<String>(1)?, r.get::<Timestamp>(2)?))
    })?;
    let odd = |e: &dyn std::fmt::Display| DbError::Inconsistent(format!("contact {id}: {e}"));
    row.map(|(sealed, title, at)| {
        let plain = keys.open(&sealed, &context(id)).map_err(|e| odd(&e))?;
        Ok((serde_json::from_str(&plain).map_err(|e| odd(&e))?, title, at))
    })
    .transpose()
}

/// Who stands behind a record; none once that person was erased.
///
/// # Errors
/// [`DbError::Inconsistent`] if it cannot be opened.
pub fn get(tx: &mut Tx<'_>, keys: &Keyring, id: Id) -> DbResult<Option<Contact>> {
    Ok(read(tx, keys, id)?.map(|(c, ..)| c))
}

/// Gives up the place within `scope`, so that the person may have another one there; the record is still found as the person's.
///
/// # Errors
/// Any [`DbError`].
pub fn release(tx: &mut Tx<'_>, keys: &Keyring, (id, scope): (Id, Id)) -> DbResult<()> {
    let Some(c) = get(tx, keys, id)? else { return Ok(()) };
    for digest in digests(keys, &c) {
        tx.execute(&RELEASE, params![&digest, scope, id])?;
        tx.execute(&CLAIM, params![digest, id, id])?;
    }
    Ok(())
}

/// Records behind which a member stands, oldest first, with their scope; that of one that was given up is the record itself.
///
/// # Errors
/// Any [`DbError`].
pub fn of_person(tx: &mut Tx<'_>, keys: &Keyring, person: Id) -> DbResult<Vec<(Id, Id)>> {
    tx.query(&OF_DIGEST, params![of_person_digest(keys, person)], |r| Ok((r.get(0)?, r.get(1)?)))
}

/// A record of the own data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// What it is.
    pub title: String,
    /// Since when.
    pub at: Timestamp,
    /// What it says of the person.
    pub contact: Contact,
}

/// Everything that is kept here of a member, for the file of the own data.
///
/// # Errors
/// Any [`DbError`].
pub fn own(tx: &mut Tx<'_>, keys: &Keyring, person: Id) -> DbResult<Vec<Own>> {
    let mut all = Vec::new();
    for (id, _) in of_person(tx, keys, person)? {
        all.extend(read(tx, keys, id)?.map(|(contact, title, at)| Own { title, at, contact }));
    }
    Ok(all)
}

/// Takes a person out of everything behind which the person stands; how many records. What was done stays.
///
/// # Errors
/// Any [`DbError`].
pub fn forget(tx: &mut Tx<'_>, keys: &Keyring, person: Id) -> DbResult<usize> {
    let all = of_person(tx, keys, person)?;
    for (id, scope) in &all {
        if let Some(c) = get(tx, keys, *id)? {
            for digest in digests(keys, &c) {
                tx.execute(&RELEASE, params![digest, *scope, *id])?;
            }
        }
        tx.execute(&DROP, params![*id])?;
    }
    Ok(all.len())
}

fn renew(tx: &mut Tx<'_>, app: &App, walk: &Walk<'_>) -> DbResult<Step> {
    let (keys, after) = (app.keyring(), walk.after.parse().unwrap_or(0_i64));
    let rows: Vec<(Id, Vec<u8>)> =
        tx.query(&AFTER, params![after, walk.limit], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut step = Step::default();
    for (id, sealed) in rows.iter().filter(|(_, sealed)| !keys.is_current(sealed)) {
        let plain = keys.open(sealed, &context(*id));
        let plain = plain.map_err(|e| DbError::Inconsistent(format!("contact {id}: {e}")))?;
        step.renewed += i64::try_from(tx.execute(&RENEW, params![*id, keys.seal(&plain, &context(*id))])?)
            .unwrap_or_default();
    }
    step.next = rows.last().filter(|_| rows.len() as i64 == walk.limit).map(|(id, _)| id.to_string());
    Ok(step)
}
