//! Sessions in memory: a signed-in read costs no database read.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use guard::{Actor, Grant, Role};
use kernel::{Id, Timestamp};
use moka::sync::Cache;
use store::{DbResult, Tx};

use super::store as sql;
use super::{AccountError, MemberDirectory, OrgTree};
use crate::App;

/// A session without a request for this long is over (docs/rules §32: security.session_minutes).
pub const IDLE_MS: i64 = 30 * 60_000;
/// Longest session of staff.
pub const STAFF_MS: i64 = 12 * 3_600_000;
/// Longest session of a member; the phone asks again after a month.
pub const MEMBER_MS: i64 = 30 * 86_400_000;
/// Sessions of one account at a time; the oldest ends.
pub const PER_ACCOUNT: usize = 3;
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
pub struct Sessions(Cache<TokenDigest, Arc<Live>>);

impl Default for Sessions {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(200_000).time_to_live(Duration::from_secs(60)).build())
    }
}

impl Sessions {
    /// How many were used within the last minute, about.
    pub fn active(&self) -> u64 {
        self.0.entry_count()
    }

    /// Forgets a session that was ended.
    pub fn forget(&self, digest: &TokenDigest) {
        self.0.invalidate(digest);
    }

    /// Forgets everything: grants have changed.
    pub fn forget_all(&self) {
        self.0.invalidate_all();
    }

    /// The session of a token, if it is alive.
    ///
    /// # Errors
    /// [`AccountError::NoSession`], or the database's.
    pub async fn find(&self, app: &App, digest: TokenDigest) -> Result<Arc<Live>, AccountError> {
        let now = app.clock().now();
        let live = match self.0.get(&digest) {
            Some(live) => live,
            None => {
                let (tree, directory) = (app.org_tree().clone(), app.directory().clone());
                let found =
                    app.store().read(move |tx| load(tx, tree.as_ref(), directory.as_ref(), &digest)).await;
                let live = Arc::new(found?.ok_or(AccountError::NoSession)?);
                self.0.insert(digest, live.clone());
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
            let store = app.store().clone();
            tokio::spawn(async move { store.write(move |tx| sql::seen(tx, &digest)).await });
        }
        Ok(live)
    }
}

fn load(
    tx: &mut Tx<'_>,
    tree: &dyn OrgTree,
    directory: &dyn MemberDirectory,
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
        idle_ms: if staff { IDLE_MS } else { MEMBER_MS },
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
