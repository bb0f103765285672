//! What operations on cases have in hand beside the transaction, and who has a case at a place.

use std::collections::BTreeSet;
use std::sync::Arc;

use guard::Role;
use kernel::{Id, OrgPath};
use store::{DbResult, Tx};

use super::error::{CaseError, Result};
use super::model::CaseFile;
use super::procedure::{Procedure, Step};
use super::procedures::Procedures;
use crate::App;
use crate::accounts::{MemberDirectory, OrgTree, role_holders};
use crate::calendar::Calendar;
use crate::sealed::Keyring;

/// What a module does in the transaction in which one of its cases changes: figures, events.
pub trait CaseWatch: Send + Sync + 'static {
    /// Kind of case, `voice.matter`.
    fn kind(&self) -> &'static str;

    /// A case was opened (`before` is none) or has changed.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn changed(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()>;

    /// Whether an account decided the very thing that a case complains about: it has no hand in the case.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn decided_before(&self, _tx: &mut Tx<'_>, _account: Id, _case: &CaseFile) -> DbResult<bool> {
        Ok(false)
    }
}

/// Keys, tree, calendar, procedures and watches of an installation, as they are now. Take it once for a piece of work.
#[derive(Clone)]
pub struct Ground {
    pub(super) keys: Arc<Keyring>,
    pub(super) tree: Arc<dyn OrgTree>,
    pub(super) people: Arc<dyn MemberDirectory>,
    pub(super) calendar: Arc<Calendar>,
    pub(super) procedures: Arc<Procedures>,
    pub(super) watches: Arc<[Box<dyn CaseWatch>]>,
}

impl std::fmt::Debug for Ground {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ground").finish_non_exhaustive()
    }
}

/// Somebody who has a case: a union with the role there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub path: OrgPath,
    /// Role.
    pub role: Role,
    /// Accounts that hold the role there.
    pub accounts: Vec<Id>,
}

impl Ground {
    /// As the installation stands.
    pub fn of(app: &App) -> Self {
        Self {
            keys: app.keyring().clone(),
            tree: app.org_tree().clone(),
            people: app.directory().clone(),
            calendar: app.calendar(),
            procedures: app.procedures(),
            watches: app.case_watches().clone(),
        }
    }

    /// The procedure that a case began with.
    pub(super) fn procedure(&self, c: &CaseFile) -> Result<Arc<Procedure>> {
        let found = self.procedures.version(&c.kind, c.procedure_version);
        found.cloned().ok_or_else(|| CaseError::NoProcedure { kind: c.kind.clone() })
    }

    /// The step of a procedure that a case stands in.
    pub(super) fn step<'a>(&self, p: &'a Procedure, c: &CaseFile) -> Result<&'a Step> {
        p.step(&c.step).ok_or_else(|| CaseError::NoProcedure { kind: c.kind.clone() })
    }

    /// Present place of a union; none if there is none.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn place(&self, tx: &mut Tx<'_>, union: Id) -> DbResult<Option<OrgPath>> {
        Ok(self.tree.place(tx, union)?.map(|(path, _)| path))
    }

    /// Name of a union; empty if there is none.
    pub(super) fn name(&self, tx: &mut Tx<'_>, union: Id) -> DbResult<String> {
        Ok(self.tree.place(tx, union)?.map_or_else(String::new, |(_, name)| name))
    }

    /// Who has a case at a place: the first of the roles that somebody holds there or, where nobody does, at the nearest place
    /// above. Where nobody anywhere holds one, it waits at the place for the first role.
    ///
    /// # Errors
    /// [`CaseError::NoUnion`] if no union stands there or above.
    pub fn post(&self, tx: &mut Tx<'_>, place: &OrgPath, roles: &[Role]) -> Result<Post> {
        let mut chain: Vec<OrgPath> = place.chain().collect();
        chain.sort_by_key(|p| std::cmp::Reverse(p.levels()));
        let mut here = None;
        for path in chain {
            let Some((union_id, union_name)) = self.tree.union_at(tx, &path)? else { continue };
            let holders = role_holders(tx, union_id)?;
            let held = roles.iter().find(|r| holders.iter().any(|(_, h)| h == *r));
            let role = held.or(roles.first()).copied();
            let Some(role) = role else { break };
            let mut accounts: Vec<Id> =
                holders.into_iter().filter(|(_, r)| *r == role).map(|(id, _)| id).collect();
            accounts.sort();
            accounts.dedup();
            let post = Post { union_id, union_name, path, role, accounts };
            if held.is_some() {
                return Ok(post);
            }
            here.get_or_insert(post);
        }
        here.ok_or(CaseError::NoUnion)
    }

    /// Accounts that have a case: the owner and who helps or, while nobody took it, everybody at the post.
    pub(super) fn holders(&self, tx: &mut Tx<'_>, c: &CaseFile) -> Result<BTreeSet<Id>> {
        if c.owner_id.0 != 0 {
            return Ok([c.owner_id, c.delegate_id].into_iter().filter(|a| a.0 != 0).collect());
        }
        let p = self.procedure(c)?;
        let roles = &self.step(&p, c)?.roles;
        if roles.is_empty() {
            return Ok(BTreeSet::new());
        }
        Ok(self.post(tx, &c.holder.path, roles)?.accounts.into_iter().collect())
    }

    /// The union right above a place; none at the top.
    pub(super) fn above(&self, tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<Option<(OrgPath, Id, String)>> {
        let mut at = place.parent();
        while let Some(path) = at {
            if let Some((id, name)) = self.tree.union_at(tx, &path)? {
                return Ok(Some((path, id, name)));
            }
            at = path.parent();
        }
        Ok(None)
    }

    /// The highest place above one at which a union stands.
    pub(super) fn top(&self, tx: &mut Tx<'_>, place: &OrgPath) -> DbResult<OrgPath> {
        let mut chain: Vec<OrgPath> = place.chain().collect();
        chain.sort_by_key(OrgPath::levels);
        for path in chain {
            if self.tree.union_at(tx, &path)?.is_some() {
                return Ok(path);
            }
        }
        Ok(place.clone())
    }

    /// Whether an account decided what a case complains about.
    pub(super) fn decided_before(&self, tx: &mut Tx<'_>, account: Id, c: &CaseFile) -> DbResult<bool> {
        for w in self.watches.iter().filter(|w| w.kind() == c.kind) {
            if w.decided_before(tx, account, c)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Tells the watches of a kind.
    pub(super) fn tell(&self, tx: &mut Tx<'_>, before: Option<&CaseFile>, after: &CaseFile) -> DbResult<()> {
        let mut all = self.watches.iter().filter(|w| w.kind() == after.kind);
        all.try_for_each(|w| w.changed(tx, before, after))
    }
}
