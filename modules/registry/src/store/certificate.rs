//! Certificates of membership.

use kernel::{Day, Id, Timestamp};
use store::{DbResult, Row, Tx, params};

store::statements! {
    GIVEN_BEFORE = one("union_id"), "SELECT last FROM certificate_number WHERE union_id = $1 AND year = $2";
    INSERT = one("person_id"),
        "INSERT INTO member_certificate (person_id, id, union_id, year, ordinal, day, purpose, digest, issued_by_name,
           issued_at, revoked_by_name, revoked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 0)";
    PUT_LOOKUP = one("digest"),
        "INSERT INTO certificate_lookup (digest, person_id, certificate_id) VALUES ($1, $2, $3)";
    OF_PERSON = one("person_id"),
        "SELECT person_id, id, union_id, year, ordinal, day, purpose, digest, issued_by_name, issued_at, revoked_by_name,
           revoked_at
         FROM member_certificate WHERE person_id = $1 ORDER BY id DESC";
    REVOKE = one("person_id"),
        "UPDATE member_certificate SET revoked_by_name = $3, revoked_at = $4
         WHERE person_id = $1 AND id = $2 AND revoked_at = 0";
    BY_DIGEST = one("digest"), "SELECT person_id, certificate_id FROM certificate_lookup WHERE digest = $1";
    FORGET_LOOKUP = one("digest"), "DELETE FROM certificate_lookup WHERE digest = $1";
    FORGET = one("person_id"), "DELETE FROM member_certificate WHERE person_id = $1";
}

/// A certificate of membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Whose record it was issued for.
    pub person_id: Id,
    /// Certificate.
    pub id: Id,
    /// Which union issued it.
    pub union_id: Id,
    /// Year of the number.
    pub year: i64,
    /// Number within union and year, from 1 without gaps.
    pub ordinal: i64,
    /// Day on the paper.
    pub day: Day,
    /// What it is for, at most 60 characters.
    pub purpose: String,
    /// Digest of number and check code.
    pub digest: Vec<u8>,
    /// Who issued it.
    pub issued_by_name: String,
    /// When.
    pub issued_at: Timestamp,
    /// Who revoked it; empty while it stands.
    pub revoked_by_name: String,
    /// When; 0 while it stands.
    pub revoked_at: Timestamp,
}

fn certificate(row: &Row) -> DbResult<Certificate> {
    let mut r = row.reader();
    Ok(Certificate {
        person_id: r.next()?,
        id: r.next()?,
        union_id: r.next()?,
        year: r.next()?,
        ordinal: r.next()?,
        day: r.next()?,
        purpose: r.next()?,
        digest: r.next()?,
        issued_by_name: r.next()?,
        issued_at: r.next()?,
        revoked_by_name: r.next()?,
        revoked_at: r.next()?,
    })
}

/// The last number that a union gave in a year before numbers came from [`platform::numbers`].
pub fn given_before(tx: &mut Tx<'_>, union: Id, year: i64) -> DbResult<i64> {
    Ok(tx.query_one(&GIVEN_BEFORE, params![union, year], |r| r.get(0))?.unwrap_or_default())
}

/// Stores a new certificate, and how it is found by what is printed on it.
pub fn insert(tx: &mut Tx<'_>, c: &Certificate) -> DbResult<()> {
    let args = params![
        c.person_id,
        c.id,
        c.union_id,
        c.year,
        c.ordinal,
        c.day,
        &c.purpose,
        &c.digest,
        &c.issued_by_name,
        c.issued_at
    ];
    tx.execute(&INSERT, args)?;
    tx.execute(&PUT_LOOKUP, params![&c.digest, c.person_id, c.id]).map(drop)
}

/// The certificates of a record, newest first. Without a scope: callers have found the person through one.
pub fn of_person(tx: &mut Tx<'_>, person: Id) -> DbResult<Vec<Certificate>> {
    tx.query(&OF_PERSON, params![person], certificate)
}

/// Revokes a certificate that stands; `false` if it does not.
pub fn revoke(tx: &mut Tx<'_>, (person, id): (Id, Id), by: &str) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&REVOKE, params![person, id, by, now])? == 1)
}

/// The certificate on which number and check code of this digest are printed.
pub fn by_digest(tx: &mut Tx<'_>, digest: &[u8]) -> DbResult<Option<Certificate>> {
    let found: Option<(Id, Id)> =
        tx.query_one(&BY_DIGEST, params![digest], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let Some((person, id)) = found else { return Ok(None) };
    Ok(of_person(tx, person)?.into_iter().find(|c| c.id == id))
}

/// Removes all certificates of a person who is erased; their numbers stay given.
pub fn forget(tx: &mut Tx<'_>, person: Id) -> DbResult<()> {
    for c in of_person(tx, person)? {
        tx.execute(&FORGET_LOOKUP, params![&c.digest])?;
    }
    tx.execute(&FORGET, params![person]).map(drop)
}
