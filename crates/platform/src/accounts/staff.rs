//! Sign-in of staff, step by step, and what administrators do with accounts.

use guard::{Actor, Reason, Role, Scope, act, res};
use kernel::{Id, Timestamp};
use store::Tx;

use super::store as sql;
use super::{Account, AccountError, Limits, password, totp};
use crate::App;
use crate::audit::{self, Changes, Entry};
use crate::sealed::Keyring;

/// What the account must still show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A new password: the present one was given by somebody else, or is too old.
    NewPassword,
    /// Set up the second factor.
    EnrolTotp,
    /// A code of the second factor.
    Totp,
}

/// The next step for an account whose password was right.
pub fn next_step(account: &Account, is_admin: bool, limits: &Limits, now: Timestamp) -> Step {
    let old = is_admin && now.0 - account.password_at.0 > limits.admin_password_days * 86_400_000;
    if account.must_change || old {
        Step::NewPassword
    } else if account.totp.is_none() {
        Step::EnrolTotp
    } else {
        Step::Totp
    }
}

/// The actor of sign-in itself.
pub fn nobody(name: &str) -> Actor {
    Actor::system(Reason::SignIn, name)
}

/// The account, unless it is locked or closed. Unknown names are answered like wrong passwords.
pub fn open_account(tx: &mut Tx<'_>, username: &str) -> Result<Account, AccountError> {
    let account = sql::by_name(tx, username)?.filter(|a| a.state == "open");
    let account = account.ok_or(AccountError::WrongPassword)?;
    let left = account.locked_until.0 - tx.now().0;
    if left > 0 {
        return Err(AccountError::Locked { minutes: left / 60_000 + 1 });
    }
    Ok(account)
}

/// Notes a wrong password or code; the one that reaches the limit locks.
pub fn note_failure(
    tx: &mut Tx<'_>,
    account: &Account,
    limits: &Limits,
    action: &'static str,
) -> Result<(), AccountError> {
    let failures = account.failures + 1;
    let lock = failures >= limits.lock_failures;
    let until = if lock { tx.now().plus_minutes(limits.lock_minutes) } else { Timestamp(0) };
    sql::failed(tx, account.id, if lock { 0 } else { failures }, until)?;
    let changes = Changes::new().note("failures", failures).note("locked", lock);
    audit::record(tx, &nobody(&account.username), Entry { changes, ..Entry::of(action, account.id) })?;
    Ok(())
}

/// Whether the account is one of the three administrators'.
pub fn is_admin(tx: &mut Tx<'_>, account: Id) -> Result<bool, AccountError> {
    Ok(sql::grants(tx, account)?.iter().any(|(_, role, _)| Role::parse(role).is_some_and(Role::is_admin)))
}

/// Sets a new password by the holder: rules, and none of the last ones.
pub fn change_password(
    tx: &mut Tx<'_>,
    account: &Account,
    limits: &Limits,
    new: &str,
    hash: &str,
) -> Result<(), AccountError> {
    password::check_rules(new, &account.username)?;
    let mut old: Vec<&str> =
        std::iter::once(account.password.as_str()).chain(account.old_passwords.lines()).collect();
    old.truncate(limits.passwords_remembered);
    if old.iter().any(|h| password::matches(new, h)) {
        return Err(AccountError::PasswordRule("accounts.password-used"));
    }
    sql::set_password(tx, account.id, hash, &old.join("\n"), false)?;
    audit::record(tx, &nobody(&account.username), Entry::of("account.password-changed", account.id))?;
    Ok(())
}

/// Begins a session; ends the oldest ones beyond the limit. Digests of ended sessions are returned.
pub fn begin_session(
    tx: &mut Tx<'_>,
    account: &Account,
    limits: &Limits,
    digest: &[u8],
    device: &str,
) -> Result<Vec<Vec<u8>>, AccountError> {
    let mut ended = Vec::new();
    let present = sql::sessions_of(tx, account.id)?;
    for (_, old) in present.iter().take((present.len() + 1).saturating_sub(limits.sessions)) {
        sql::end_session(tx, old)?;
        ended.push(old.clone());
    }
    let ends_at = tx.now().plus_ms(limits.staff_ms);
    sql::insert_session(tx, digest, "staff", account.id, ends_at, device)?;
    let actor = Actor::staff(account.id, account.name.clone(), Vec::new());
    audit::record(tx, &actor, Entry::of("session.begin", account.id))?;
    Ok(ended)
}

/// Begins a session of `account` with a token that the caller has made; for load tests, never over HTTP.
///
/// # Errors
/// [`AccountError::WrongPassword`] if there is no such account.
pub fn sign_in_by_token(
    tx: &mut Tx<'_>,
    limits: &Limits,
    account: Id,
    token: &str,
    device: &str,
) -> Result<(), AccountError> {
    let account = sql::by_id(tx, account)?.ok_or(AccountError::WrongPassword)?;
    begin_session(tx, &account, limits, &super::extract::token_digest(token), device).map(drop)
}

/// The text that a second factor's secret is sealed for.
pub fn totp_context(account: Id) -> String {
    format!("totp:{account}")
}

/// Checks a code against the stored secret and notes its step, so that it works once.
pub fn use_code(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    account: &Account,
    code: &str,
) -> Result<bool, AccountError> {
    let Some(sealed) = &account.totp else { return Ok(false) };
    let secret = hex::decode(keys.open(sealed, &totp_context(account.id))?).unwrap_or_default();
    let Some(step) = totp::verify(&secret, code, tx.now(), account.totp_step) else { return Ok(false) };
    Ok(sql::signed_in(tx, account.id, step)?)
}

/// An account to make.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Name to sign in with: 3 to 32 letters, digits, `.`, `_`, `-`.
    pub username: String,
    /// Name of the holder.
    pub name: String,
    /// argon2id hash of the first password.
    pub hash: String,
    /// Secret of the second factor, where it is set up beforehand (demo accounts).
    pub totp: Option<Vec<u8>>,
    /// Must change the password at the first sign-in.
    pub must_change: bool,
}

/// Makes an account without any right.
///
/// # Errors
/// [`AccountError::NameForm`], [`AccountError::NameTaken`].
pub fn create_account(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    scope: &Scope<res::Account, act::Create>,
    new: &NewAccount,
) -> Result<Id, AccountError> {
    if !names_fit(&new.username, &new.name) {
        return Err(AccountError::NameForm);
    }
    let id = tx.new_id();
    let totp = new.totp.as_ref().map(|secret| keys.seal(&hex::encode(secret), &totp_context(id)));
    let username = new.username.to_lowercase();
    if !sql::insert(tx, id, &username, &new.name, &new.hash, totp.as_deref(), new.must_change)? {
        return Err(AccountError::NameTaken);
    }
    let changes = Changes::new().note("username", username).note("name", new.name.as_str());
    audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("account.create", id) })?;
    Ok(id)
}

/// Whether these may be names of an account: 3 to 32 letters, digits, `.`, `_`, `-`; somebody.
pub fn names_fit(username: &str, name: &str) -> bool {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (3..=32).contains(&username.len()) && username.chars().all(fine) && !name.trim().is_empty()
}

/// Closes an account and ends its sessions.
///
/// # Errors
/// Any [`store::DbError`].
pub fn close(tx: &mut Tx<'_>, id: Id) -> Result<(), AccountError> {
    sql::set_state(tx, id, "closed")?;
    for (_, digest) in sql::sessions_of(tx, id)? {
        sql::end_session(tx, &digest)?;
    }
    Ok(())
}

/// Gives a role at a union. Administrators exclude everything else, and nobody gives to themselves.
///
/// # Errors
/// [`AccountError::RolesExclude`], [`AccountError::OwnAccount`], [`AccountError::NotFound`].
pub fn give_role(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Grant, act::Create>,
    account: Id,
    role: Role,
    union_id: Id,
) -> Result<Id, AccountError> {
    if scope.actor().id() == account {
        return Err(AccountError::OwnAccount);
    }
    let present = sql::by_id(tx, account)?.ok_or(AccountError::NotFound)?;
    let held = sql::grants(tx, account)?;
    let fits = held.iter().filter_map(|(_, r, _)| Role::parse(r)).all(|r| r.goes_with(role));
    if !fits {
        return Err(AccountError::RolesExclude);
    }
    if let Some((id, ..)) = held.iter().find(|(_, r, u)| r == role.code() && *u == union_id) {
        return Ok(*id);
    }
    // The version is raised so that two grants at once cannot both pass the check above (PostgreSQL).
    sql::set_state(tx, account, &present.state)?;
    let id = sql::insert_grant(tx, account, role.code(), union_id, scope.actor().id())?;
    let changes = Changes::new().note("role", role.code()).note("union", union_id.to_string());
    audit::record(tx, scope.actor(), Entry { changes, ..Entry::of("grant.create", account) })?;
    Ok(id)
}

/// The three administrators of a fresh installation: user name, Chinese name, role.
pub fn first_administrators() -> [(&'static str, &'static str, Role); 3] {
    [
        ("sysadmin", "系统管理员", Role::SystemAdmin),
        ("secadmin", "安全管理员", Role::SecurityAdmin),
        ("auditadmin", "审计管理员", Role::AuditAdmin),
    ]
}

/// A random first password that meets the rules.
pub fn random_password(app: &App) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
    let bytes: [u8; 12] = app.random();
    let word: String = bytes.iter().map(|b| char::from(LETTERS[usize::from(*b) % LETTERS.len()])).collect();
    format!("{}-{}-{}", &word[..4].to_uppercase(), &word[4..8], 1000 + u32::from(bytes[0]) * 31 % 9000)
}
