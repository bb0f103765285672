//! Sessions in memory: a signed-in read costs no database read.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use guard::{Actor, Grant, Role};
use kernel::{Id, Timestamp};
use moka::sync::Cache;
use store::{DbResult, Tx};

use super::store as sql;
use super::{AccountError, Limits, MemberDirectory, OrgTree};
use crate::App;

/// The database learns of activity at most this often.
const TOUCH_MS: i64 = 60_000;

/// Digest of a session's token: what is stored.
pub type TokenDigest = [u8; 32];

/// A session in memory.
#[derive(Debug)]
pub struct Live {
    /// Session.
    pub id: Id,
    /// Who.
    pub actor: Actor,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
    idle_ms: i64,
    seen_at: AtomicI64,
    stored_at: AtomicI64,
}

/// The sessions that are in use. Another server process may end one: entries live for a minute at most.
#[derive(Clone, Debug)]
pub struct Sessions {
    live: Cache<TokenDigest, Arc<Live>>,
    /// Used, and not written yet.
    seen: Arc<Mutex<HashMap<TokenDigest, Timestamp>>>,
}

impl Default for Sessions {
    fn default() -> Self {
        let live = Cache::builder().max_capacity(200_000).time_to_live(Duration::from_secs(60)).build();
        Self { live, seen: Arc::default() }
    }
}

impl Sessions {
    /// How many were used within the last minute, about.
    pub fn active(&self) -> u64 {
        self.live.entry_count()
    }

    /// Forgets a session that was ended.
    pub fn forget(&self, digest: &TokenDigest) {
        self.live.invalidate(digest);
    }

    /// Forgets everything: grants have changed.
    pub fn forget_all(&self) {
        self.live.invalidate_all();
    }

    /// Takes the uses that are to be written, in key order.
    pub fn take_seen(&self) -> Vec<(TokenDigest, Timestamp)> {
        let seen = std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner));
        let mut all: Vec<_> = seen.into_iter().collect();
        all.sort_unstable();
        all
    }

    /// The session of a token, if it is alive.
    ///
    /// # Errors
    /// [`AccountError::NoSession`], or the database's.
    pub async fn find(&self, app: &App, digest: TokenDigest) -> Result<Arc<Live>, AccountError> {
        let now = app.clock().now();
        let live = match self.live.get(&digest) {
            Some(live) => live,
            None => {
                let (tree, directory) = (app.org_tree().clone(), app.directory().clone());
                let limits = Limits::of(app);
                let found = app
                    .store()
                    .read(move |tx| load(tx, tree.as_ref(), directory.as_ref(), &limits, &digest))
                    .await;
                let live = Arc::new(found?.ok_or(AccountError::NoSession)?);
                self.live.insert(digest, live.clone());
                live
            }
        };
        let idle = now.0 - live.seen_at.load(Ordering::Relaxed);
        if now >= live.ends_at || idle > live.idle_ms {
            self.forget(&digest);
            return Err(AccountError::NoSession);
        }
        live.seen_at.store(now.0, Ordering::Relaxed);
        let stored = live.stored_at.load(Ordering::Relaxed);
        let mine =
            || live.stored_at.compare_exchange(stored, now.0, Ordering::AcqRel, Ordering::Relaxed).is_ok();
        if now.0 - stored > TOUCH_MS && mine() {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(digest, now);
        }
        Ok(live)
    }
}

fn load(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    directory: &dyn MemberDirectory,
    limits: &Limits,
    digest: &TokenDigest,
) -> DbResult<Option<Live>> {
    let Some(s) = sql::session_by_digest(tx, digest)? else { return Ok(None) };
    let staff = s.kind == "staff";
    let actor = if staff {
        let Some(account) = sql::by_id(tx, s.holder_id)?.filter(|a| a.state == "open") else {
            return Ok(None);
        };
        Actor::staff(account.id, account.name, grants(tx, tree, account.id)?)
    } else {
        let Some(person) = directory.by_id(tx, s.holder_id)? else { return Ok(None) };
        Actor::member(person.person_id, person.name)
    };
    Ok(Some(Live {
        id: s.id,
        actor,
        created_at: s.created_at,
        ends_at: s.ends_at,
        idle_ms: if staff { limits.idle_ms } else { limits.member_ms },
        seen_at: AtomicI64::new(s.seen_at.0),
        stored_at: AtomicI64::new(s.seen_at.0),
    }))
}

/// What an account holds, at the present places of the unions.
pub fn grants(tx: &mut Tx<'_>, tree: &dyn OrgTree, account: Id) -> DbResult<Vec<Grant>> {
    let mut out = Vec::new();
    for (_, role, union_id) in sql::grants(tx, account)? {
        let Some(role) = Role::parse(&role) else { continue };
        if role.is_admin() {
            out.push(Grant { role, union_id, path: kernel::OrgPath::top() });
        } else if let Some((path, _)) = tree.place(tx, union_id)? {
            out.push(Grant { role, union_id, path });
        }
    }
    Ok(out)
}

/// Writes when sessions were last used.
///
/// # Errors
/// Any [`store::DbError`].
pub fn write_seen(tx: &mut Tx<'_>, seen: &[(TokenDigest, Timestamp)]) -> DbResult<()> {
    seen.iter().try_for_each(|(digest, at)| sql::seen(tx, digest, *at))
}
