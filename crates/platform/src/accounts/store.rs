//! SQL of accounts and sessions.

use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{DbResult, Row, Tx, params};

store::statements! {
    INSERT = one("id"),
        "INSERT INTO account (id, username, name, password, old_passwords, password_at, must_change, totp, totp_step,
           failures, locked_until, state, created_at, version)
         VALUES ($1, $2, $3, $4, '', $5, $6, $7, 0, 0, 0, 'open', $5, 1)";
    INSERT_NAME = one("username"),
        "INSERT INTO account_name (username, account_id) VALUES ($1, $2) ON CONFLICT (username) DO NOTHING";
    BY_NAME = one("username"), "SELECT account_id FROM account_name WHERE username = $1";
    BY_ID = one("id"),
        "SELECT id, username, name, password, old_passwords, password_at, must_change, totp, totp_step, failures,
           locked_until, state, created_at, version FROM account WHERE id = $1";
    LIST = fan_out("list"),
        "SELECT id, username, name, password, old_passwords, password_at, must_change, totp, totp_step, failures,
           locked_until, state, created_at, version FROM account WHERE id > $1 ORDER BY id LIMIT $2";
    FAILED = one("id"), "UPDATE account SET failures = $2, locked_until = $3 WHERE id = $1";
    SIGNED_IN = one("id"),
        "UPDATE account SET failures = 0, locked_until = 0, totp_step = $2 WHERE id = $1 AND totp_step < $2";
    SET_PASSWORD = one("id"),
        "UPDATE account SET password = $2, old_passwords = $3, password_at = $4, must_change = $5, failures = 0,
           locked_until = 0, version = version + 1 WHERE id = $1";
    SET_TOTP = one("id"), "UPDATE account SET totp = $2, totp_step = $3, version = version + 1 WHERE id = $1";
    SET_STATE = one("id"),
        "UPDATE account SET state = $2, failures = 0, locked_until = 0, version = version + 1 WHERE id = $1";
    GRANTS = one("account_id"),
        "SELECT id, role, union_id FROM account_grant WHERE account_id = $1 ORDER BY id";
    INSERT_GRANT = one("account_id"),
        "INSERT INTO account_grant (account_id, id, role, union_id, granted_by, granted_at)
         VALUES ($1, $2, $3, $4, $5, $6)";
    DELETE_GRANT = one("account_id"), "DELETE FROM account_grant WHERE account_id = $1 AND id = $2";
    HOLDERS = fan_out("messages to a union"),
        "SELECT g.account_id, g.role FROM account_grant g WHERE g.union_id = $1
           AND EXISTS (SELECT 1 FROM account a WHERE a.id = g.account_id AND a.state = 'open')
         ORDER BY g.account_id, g.id";
    INSERT_SESSION = one("token_digest"),
        "INSERT INTO session (token_digest, kind, holder_id, id, created_at, seen_at, ends_at, device)
         VALUES ($1, $2, $3, $4, $5, $5, $6, $7)";
    SESSION = one("token_digest"),
        "SELECT kind, holder_id, id, created_at, seen_at, ends_at, device FROM session WHERE token_digest = $1";
    SEEN = one("token_digest"), "UPDATE session SET seen_at = $2 WHERE token_digest = $1";
    END_SESSION = one("token_digest"), "DELETE FROM session WHERE token_digest = $1";
    SESSIONS_OF = fan_out("own sessions"),
        "SELECT kind, holder_id, id, created_at, seen_at, ends_at, device, token_digest FROM session
         WHERE holder_id = $1 ORDER BY id";
    PURGE_SESSIONS = fan_out("retention"), "DELETE FROM session WHERE ends_at < $1 OR seen_at < $2";
    INSERT_RESET = one("id"),
        "INSERT INTO account_reset (id, account_id, reason, state, asked_by, asked_by_name, asked_at, decided_by, decided_at)
         VALUES ($1, $2, $3, 'asked', $4, $5, $6, 0, 0)";
    RESETS = fan_out("list"),
        "SELECT id, account_id, reason, asked_by, asked_by_name, asked_at FROM account_reset WHERE state = 'asked'
         ORDER BY id LIMIT 200";
    RESET = one("id"),
        "SELECT id, account_id, reason, asked_by, asked_by_name, asked_at FROM account_reset
         WHERE id = $1 AND state = 'asked'";
    DECIDE_RESET = one("id"),
        "UPDATE account_reset SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1 AND state = 'asked'";
    CODE = one("phone_digest"),
        "SELECT code_digest, sent_at, ends_at, attempts, day, sent_today FROM one_time_code WHERE phone_digest = $1";
    PUT_CODE = one("phone_digest"),
        "INSERT INTO one_time_code (phone_digest, code_digest, sent_at, ends_at, attempts, day, sent_today)
         VALUES ($1, $2, $3, $4, 0, $5, $6) ON CONFLICT (phone_digest) DO UPDATE SET code_digest = excluded.code_digest,
           sent_at = excluded.sent_at, ends_at = excluded.ends_at, attempts = 0, day = excluded.day,
           sent_today = excluded.sent_today";
    TRY_CODE = one("phone_digest"),
        "UPDATE one_time_code SET attempts = attempts + 1 WHERE phone_digest = $1 AND attempts < $2";
    DROP_CODE = one("phone_digest"),
        "UPDATE one_time_code SET ends_at = 0 WHERE phone_digest = $1 AND code_digest = $2 AND ends_at > 0";
    BONDS = one("phone_digest"), "SELECT person_id FROM member_bond WHERE phone_digest = $1 ORDER BY person_id";
    DROP_BOND_OF = one("phone_digest"), "DELETE FROM member_bond WHERE phone_digest = $1 AND person_id = $2";
    PUT_BOND = one("phone_digest"),
        "INSERT INTO member_bond (phone_digest, person_id, proved_at) VALUES ($1, $2, $3)
         ON CONFLICT (phone_digest, person_id) DO NOTHING";
}

/// An account as stored.
#[derive(Clone, Debug)]
pub struct Account {
    /// Account.
    pub id: Id,
    /// Name to sign in with.
    pub username: String,
    /// Name of the holder.
    pub name: String,
    /// argon2id hash.
    pub password: String,
    /// Earlier hashes, newest first, one a line.
    pub old_passwords: String,
    /// When the password was set.
    pub password_at: Timestamp,
    /// The password was given by somebody else and must be changed.
    pub must_change: bool,
    /// Sealed secret of the second factor.
    pub totp: Option<Vec<u8>>,
    /// Last step whose code was used.
    pub totp_step: i64,
    /// Failures since the last success.
    pub failures: i64,
    /// Locked until.
    pub locked_until: Timestamp,
    /// `open` or `closed`.
    pub state: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

fn account(row: &Row) -> DbResult<Account> {
    let mut r = row.reader();
    Ok(Account {
        id: r.next()?,
        username: r.next()?,
        name: r.next()?,
        password: r.next()?,
        old_passwords: r.next()?,
        password_at: r.next()?,
        must_change: r.next()?,
        totp: r.next()?,
        totp_step: r.next()?,
        failures: r.next()?,
        locked_until: r.next()?,
        state: r.next()?,
        created_at: r.next()?,
        version: r.next()?,
    })
}

/// `false` if the user name is taken.
pub fn insert(
    tx: &mut Tx<'_>,
    id: Id,
    username: &str,
    name: &str,
    hash: &str,
    totp: Option<&[u8]>,
    must_change: bool,
) -> DbResult<bool> {
    if tx.execute(&INSERT_NAME, params![username, id])? == 0 {
        return Ok(false);
    }
    let now = tx.now();
    tx.execute(&INSERT, params![id, username, name, hash, now, must_change, totp])?;
    Ok(true)
}

pub fn by_name(tx: &mut Tx<'_>, username: &str) -> DbResult<Option<Account>> {
    let Some(id) = tx.query_one(&BY_NAME, params![username], |r| r.get::<Id>(0))? else { return Ok(None) };
    by_id(tx, id)
}

pub fn by_id(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Account>> {
    tx.query_one(&BY_ID, params![id], account)
}

pub fn list(tx: &mut Tx<'_>, after: Id, limit: i64) -> DbResult<Vec<Account>> {
    tx.query(&LIST, params![after, limit], account)
}

pub fn failed(tx: &mut Tx<'_>, id: Id, failures: i64, locked_until: Timestamp) -> DbResult<()> {
    tx.execute(&FAILED, params![id, failures, locked_until]).map(drop)
}

/// Notes the step of the code that was used; `false` if it was used already.
pub fn signed_in(tx: &mut Tx<'_>, id: Id, step: i64) -> DbResult<bool> {
    Ok(tx.execute(&SIGNED_IN, params![id, step])? == 1)
}

pub fn set_password(tx: &mut Tx<'_>, id: Id, hash: &str, old: &str, must_change: bool) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&SET_PASSWORD, params![id, hash, old, now, must_change]).map(drop)
}

pub fn set_totp(tx: &mut Tx<'_>, id: Id, totp: Option<&[u8]>, step: i64) -> DbResult<()> {
    tx.execute(&SET_TOTP, params![id, totp, step]).map(drop)
}

pub fn set_state(tx: &mut Tx<'_>, id: Id, state: &str) -> DbResult<()> {
    tx.execute(&SET_STATE, params![id, state]).map(drop)
}

/// Grant id, role code, union.
pub fn grants(tx: &mut Tx<'_>, account: Id) -> DbResult<Vec<(Id, String, Id)>> {
    tx.query(&GRANTS, params![account], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
}

pub fn insert_grant(tx: &mut Tx<'_>, account: Id, role: &str, union_id: Id, by: Id) -> DbResult<Id> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.execute(&INSERT_GRANT, params![account, id, role, union_id, by, now])?;
    Ok(id)
}

pub fn delete_grant(tx: &mut Tx<'_>, account: Id, id: Id) -> DbResult<bool> {
    Ok(tx.execute(&DELETE_GRANT, params![account, id])? == 1)
}

/// A session as stored.
#[derive(Clone, Debug)]
pub struct StoredSession {
    pub kind: String,
    pub holder_id: Id,
    pub id: Id,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub ends_at: Timestamp,
    pub device: String,
}

fn session(row: &Row) -> DbResult<StoredSession> {
    let mut r = row.reader();
    Ok(StoredSession {
        kind: r.next()?,
        holder_id: r.next()?,
        id: r.next()?,
        created_at: r.next()?,
        seen_at: r.next()?,
        ends_at: r.next()?,
        device: r.next()?,
    })
}

pub fn insert_session(
    tx: &mut Tx<'_>,
    digest: &[u8],
    kind: &str,
    holder: Id,
    ends_at: Timestamp,
    device: &str,
) -> DbResult<Id> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.execute(&INSERT_SESSION, params![digest, kind, holder, id, now, ends_at, device])?;
    Ok(id)
}

pub fn session_by_digest(tx: &mut Tx<'_>, digest: &[u8]) -> DbResult<Option<StoredSession>> {
    tx.query_one(&SESSION, params![digest], session)
}

pub fn seen(tx: &mut Tx<'_>, digest: &[u8], at: Timestamp) -> DbResult<()> {
    tx.execute(&SEEN, params![digest, at]).map(drop)
}

pub fn end_session(tx: &mut Tx<'_>, digest: &[u8]) -> DbResult<()> {
    tx.execute(&END_SESSION, params![digest]).map(drop)
}

/// Sessions of an account or member with their token digests, oldest first.
pub fn sessions_of(tx: &mut Tx<'_>, holder: Id) -> DbResult<Vec<(StoredSession, Vec<u8>)>> {
    tx.query(&SESSIONS_OF, params![holder], |r| Ok((session(r)?, r.get(7)?)))
}

/// Forgets sessions that are over.
pub fn purge_sessions(tx: &mut Tx<'_>, idle_ms: i64) -> DbResult<u64> {
    let now = tx.now();
    tx.execute(&PURGE_SESSIONS, params![now, now.plus_ms(-idle_ms)])
}

/// A reset that waits for a second person.
#[derive(Clone, Debug, Serialize, utoipa::ToSchema)]
pub struct Reset {
    /// Request.
    pub id: Id,
    /// Whose account.
    pub account_id: Id,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub asked_by: Id,
    /// Name of who asked.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
}

fn reset(row: &Row) -> DbResult<Reset> {
    let mut r = row.reader();
    Ok(Reset {
        id: r.next()?,
        account_id: r.next()?,
        reason: r.next()?,
        asked_by: r.next()?,
        asked_by_name: r.next()?,
        asked_at: r.next()?,
    })
}

pub fn insert_reset(tx: &mut Tx<'_>, account: Id, reason: &str, by: &guard::Actor) -> DbResult<Id> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.execute(&INSERT_RESET, params![id, account, reason, by.id(), by.name(), now])?;
    Ok(id)
}

pub fn resets(tx: &mut Tx<'_>) -> DbResult<Vec<Reset>> {
    tx.query(&RESETS, &[], reset)
}

pub fn find_reset(tx: &mut Tx<'_>, id: Id) -> DbResult<Option<Reset>> {
    tx.query_one(&RESET, params![id], reset)
}

pub fn decide_reset(tx: &mut Tx<'_>, id: Id, state: &str, by: Id) -> DbResult<bool> {
    let now = tx.now();
    Ok(tx.execute(&DECIDE_RESET, params![id, state, by, now])? == 1)
}

/// A sent code.
#[derive(Clone, Debug)]
pub struct SentCode {
    pub digest: Vec<u8>,
    pub sent_at: Timestamp,
    pub ends_at: Timestamp,
    pub day: i64,
    pub sent_today: i64,
}

pub fn sent_code(tx: &mut Tx<'_>, phone: &[u8]) -> DbResult<Option<SentCode>> {
    tx.query_one(&CODE, params![phone], |r| {
        Ok(SentCode {
            digest: r.get(0)?,
            sent_at: r.get(1)?,
            ends_at: r.get(2)?,
            day: r.get(4)?,
            sent_today: r.get(5)?,
        })
    })
}

pub fn put_code(
    tx: &mut Tx<'_>,
    phone: &[u8],
    digest: &[u8],
    ends_at: Timestamp,
    sent_today: i64,
) -> DbResult<()> {
    let (now, day) = (tx.now(), tx.today());
    tx.execute(&PUT_CODE, params![phone, digest, now, ends_at, day, sent_today]).map(drop)
}

/// Counts an attempt; `false` when there were `most` already.
pub fn try_code(tx: &mut Tx<'_>, phone: &[u8], most: i64) -> DbResult<bool> {
    Ok(tx.execute(&TRY_CODE, params![phone, most])? == 1)
}

/// `false` if somebody else used it up meanwhile, or another was sent.
pub fn drop_code(tx: &mut Tx<'_>, phone: &[u8], code: &[u8]) -> DbResult<bool> {
    Ok(tx.execute(&DROP_CODE, params![phone, code])? == 1)
}

pub fn bonds(tx: &mut Tx<'_>, phone: &[u8]) -> DbResult<Vec<Id>> {
    tx.query(&BONDS, params![phone], |r| r.get(0))
}

pub fn drop_bond(tx: &mut Tx<'_>, phone: &[u8], person: Id) -> DbResult<()> {
    tx.execute(&DROP_BOND_OF, params![phone, person]).map(drop)
}

pub fn put_bond(tx: &mut Tx<'_>, phone: &[u8], person: Id) -> DbResult<()> {
    let now = tx.now();
    tx.execute(&PUT_BOND, params![phone, person, now]).map(drop)
}

/// Open accounts with a role at a union.
pub fn holders(tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<(Id, String)>> {
    tx.query(&HOLDERS, params![union_id], |r| Ok((r.get(0)?, r.get(1)?)))
}
