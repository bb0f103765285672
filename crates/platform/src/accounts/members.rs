//! Sign-in of members: phone, one-time code, and once the proof who it is (one phone often serves many).

use guard::Actor;
use kernel::{Id, Phone};
use store::Tx;

use super::directory::Provable;
use super::store as sql;
use super::{AccountError, Limits, sessions};
use crate::App;
use crate::audit::{self, Entry};
use crate::sealed::{DigestKind, Keyring};

/// Stores a fresh code for a phone.
///
/// # Errors
/// [`AccountError::TooManyCodes`].
pub fn put_code(
    tx: &mut Tx<'_>,
    limits: &Limits,
    phone: &[[u8; 16]],
    code_digest: &[u8],
) -> Result<(), AccountError> {
    let (now, today) = (tx.now(), tx.today());
    let mut last = None;
    for digest in phone {
        last = last.or(sql::sent_code(tx, digest)?);
    }
    let sent_today = last.as_ref().filter(|l| l.day == today.number()).map_or(0, |l| l.sent_today);
    if let Some(wait) = last.map(|l| l.sent_at.0 + limits.code_pause_ms - now.0).filter(|w| *w > 0) {
        return Err(AccountError::TooManyCodes { seconds: wait / 1000 + 1 });
    }
    if sent_today >= limits.codes_per_day {
        let midnight = kernel::Timestamp::at_day_start(today.plus_days(1));
        return Err(AccountError::TooManyCodes { seconds: (midnight.0 - now.0) / 1000 });
    }
    sql::put_code(tx, &phone[0], code_digest, now.plus_ms(limits.code_ms), sent_today + 1)?;
    Ok(())
}

/// Uses the code of a phone up. The outcome is a value, not an error: a wrong attempt must be counted, and an error
/// would roll the count back.
///
/// # Errors
/// The database's.
pub fn use_code(
    tx: &mut Tx<'_>,
    limits: &Limits,
    phone: &[[u8; 16]],
    code_digests: &[[u8; 16]],
) -> Result<bool, AccountError> {
    for (digest, code) in phone.iter().zip(code_digests) {
        let Some(sent) = sql::sent_code(tx, digest)? else { continue };
        let live = sent.ends_at >= tx.now() && sql::try_code(tx, digest, limits.code_attempts)?;
        // Read before the row was held: of two who give the same code at once, one finds it used up here.
        if live && sent.digest == code && sql::drop_code(tx, digest, code)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The people whom this phone has proved to be and who still give it as theirs.
///
/// # Errors
/// The database's.
pub fn proved(
    tx: &mut Tx<'_>,
    app: &App,
    phone: &Phone,
    digests: &[[u8; 16]],
) -> Result<Vec<Provable>, AccountError> {
    let mut bonds = Vec::new();
    for digest in digests {
        bonds.extend(sql::bonds(tx, digest)?);
    }
    let mut people = app.directory().by_phone(tx, phone)?;
    people.retain(|p| bonds.contains(&p.person_id));
    Ok(people)
}

/// Begins a member's session.
///
/// # Errors
/// The database's.
pub fn begin_session(
    tx: &mut Tx<'_>,
    limits: &Limits,
    phone: &[[u8; 16]],
    person: &Provable,
    token: &[u8],
    device: &str,
) -> Result<Id, AccountError> {
    for digest in phone {
        sql::put_bond(tx, digest, person.person_id)?;
    }
    let ends_at = tx.now().plus_ms(limits.member_ms);
    let id = sql::insert_session(tx, token, "member", person.person_id, ends_at, device)?;
    let actor = Actor::member(person.person_id, person.name.clone());
    audit::record(tx, &actor, Entry::of("session.begin", person.person_id))?;
    Ok(id)
}

/// Keyed digests that a phone is looked for under, the one that is written first.
pub fn phone_digests(app: &App, phone: &Phone) -> Vec<[u8; 16]> {
    app.keyring().digests(DigestKind::Phone, phone.as_str())
}

/// A phone that has just proved itself is proved for a person: signing in needs the code alone.
///
/// # Errors
/// Any [`store::DbError`].
pub fn bond(tx: &mut Tx<'_>, keys: &Keyring, phone: &Phone, person: Id) -> store::DbResult<()> {
    for digest in keys.digests_to_store(DigestKind::Phone, phone.as_str()) {
        sql::put_bond(tx, &digest, person)?;
    }
    Ok(())
}

/// Takes from a phone what it has proved about a person, with the account of WeChat that was bound through it, and ends the person's
/// sessions: the phone was given up or lost.
/// Digests of the ended sessions, to be forgotten after the commit.
///
/// # Errors
/// Any [`store::DbError`].
pub fn dissolve_bonds(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    phone: &str,
    person: Id,
) -> store::DbResult<Vec<sessions::TokenDigest>> {
    for digest in keys.digests(DigestKind::Phone, phone) {
        sql::drop_bond(tx, &digest, person)?;
    }
    // An account of WeChat was bound by whoever held the phone.
    crate::wechat::dissolve(tx, person)?;
    let mut ended = Vec::new();
    for (_, digest) in sql::sessions_of(tx, person)? {
        sql::end_session(tx, &digest)?;
        ended.extend(sessions::TokenDigest::try_from(digest.as_slice()));
    }
    Ok(ended)
}

/// Begins a session of a member with a token that the caller has made; for load tests, never over HTTP.
///
/// # Errors
/// Any [`store::DbError`].
pub fn sign_in_member_by_token(
    tx: &mut Tx<'_>,
    limits: &Limits,
    person: Id,
    token: &str,
    device: &str,
) -> store::DbResult<()> {
    let ends_at = tx.now().plus_ms(limits.member_ms);
    let digest = super::extract::token_digest(token);
    sql::insert_session(tx, &digest, "member", person, ends_at, device).map(drop)
}
