//! A retry never doubles anything: the first answer is stored in the transaction of the change and given again.

use guard::Actor;
use kernel::{Problem, Status};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sm3::{Digest, Sm3};
use store::{AsDbError, DbError, DbResult, Tx, params};

store::statements! {
    FIND = one("key_digest"), "SELECT request_digest, answer FROM idempotency WHERE key_digest = $1";
    INSERT = one("key_digest"),
        "INSERT INTO idempotency (key_digest, request_digest, answer, at) VALUES ($1, $2, $3, $4)";
    PURGE = fan_out("retention"), "DELETE FROM idempotency WHERE at < $1";
}

/// The same key came with another request.
#[derive(Debug, thiserror::Error)]
#[error("the idempotency key was used for another request")]
pub struct KeyMismatch;

impl Problem for KeyMismatch {
    fn code(&self) -> &'static str {
        "platform.idempotency-mismatch"
    }
    fn status(&self) -> Status {
        Status::Conflict
    }
}

/// Runs `work` once per key and actor. A repeat within the retention gets the first answer, without `work` being run.
///
/// Two requests with the same key at the same time: the second one's insert conflicts, its change is rolled back, and
/// its own retry finds the first answer.
///
/// # Errors
/// [`KeyMismatch`] if the key was used with another request; what `work` fails with.
pub fn once<T, E>(
    tx: &mut Tx<'_>,
    actor: &Actor,
    key: Option<&str>,
    request: &impl Serialize,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E>
where
    T: Serialize + DeserializeOwned,
    E: From<DbError> + From<KeyMismatch> + AsDbError,
{
    let Some(key) = key else { return work(tx) };
    let text = |v: &dyn erased::Json| v.json().map_err(|e| DbError::Driver(e.to_string()));
    let key = digest(&[actor.kind().code(), &actor.id().to_string(), key]);
    let request = digest(&[&text(request)?]);
    let found = tx.query_one(&FIND, params![&key], |r| Ok((r.get::<Vec<u8>>(0)?, r.get::<String>(1)?)))?;
    if let Some((asked, answer)) = found {
        if asked != request {
            return Err(E::from(KeyMismatch));
        }
        return serde_json::from_str(&answer).map_err(|e| E::from(DbError::Inconsistent(e.to_string())));
    }
    let outcome = work(tx)?;
    let (answer, now) = (text(&outcome)?, tx.now());
    tx.execute(&INSERT, params![&key, &request, answer, now])?;
    Ok(outcome)
}

/// Forgets answers older than `days`; how many.
///
/// # Errors
/// Any [`DbError`].
pub fn purge(tx: &mut Tx<'_>, days: i64) -> DbResult<u64> {
    let before = tx.now().plus_ms(-days * 86_400_000);
    tx.execute(&PURGE, params![before])
}

fn digest(parts: &[&str]) -> Vec<u8> {
    let mut hash = Sm3::new();
    for p in parts {
        hash.update((p.len() as u64).to_be_bytes());
        hash.update(p.as_bytes());
    }
    hash.finalize().to_vec()
}

mod erased {
    /// Lets one closure write two different types as JSON.
    pub trait Json {
        fn json(&self) -> serde_json::Result<String>;
    }
    impl<T: serde::Serialize> Json for T {
        fn json(&self) -> serde_json::Result<String> {
            serde_json::to_string(self)
        }
    }
}
