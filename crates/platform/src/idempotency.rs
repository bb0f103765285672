//! A retry never doubles anything: the first answer is stored in the transaction of the change and given again.

use guard::Actor;
use kernel::{Problem, Status};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sm3::{Digest, Sm3};
use store::{AsDbError, DbError, DbResult, Tx, params};

store::statements! {
    FIND = one("key_digest"), "SELECT request_digest, answer FROM idempotency WHERE key_digest = $1";
    CLAIM = one("key_digest"),
        "INSERT INTO idempotency (key_digest, request_digest, answer, at) VALUES ($1, $2, '', $3)
         ON CONFLICT (key_digest) DO NOTHING";
    ANSWER = one("key_digest"), "UPDATE idempotency SET answer = $2 WHERE key_digest = $1";
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
/// The key is claimed before the work: of two requests with the same key at the same time, the second one waits for the
/// first one's commit (PostgreSQL waits at the unique key; SQLite has one writer) and then finds its answer. A refusal
/// keeps nothing: the claim goes with it, and the key may be used again.
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
    let now = tx.now();
    if tx.execute(&CLAIM, params![&key, &request, now])? == 0 {
        let found =
            tx.query_one(&FIND, params![&key], |r| Ok((r.get::<Vec<u8>>(0)?, r.get::<String>(1)?)))?;
        // Purged between the two statements: as good as busy, and the caller's retry begins anew.
        let (asked, answer) = found.ok_or_else(|| DbError::Busy("idempotency".into()))?;
        if asked != request {
            return Err(E::from(KeyMismatch));
        }
        return serde_json::from_str(&answer).map_err(|e| E::from(DbError::Inconsistent(e.to_string())));
    }
    let outcome = work(tx)?;
    tx.execute(&ANSWER, params![&key, text(&outcome)?])?;
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
