//! What an actor has to do with a case, seen from the tree.

use guard::{Actor, ActorKind};
use kernel::Id;
use store::Tx;

use super::error::{CaseError, Result};
use super::ground::Ground;
use super::model::CaseFile;
use super::procedure::Procedure;
use super::store::deputy;

/// What an actor has to do with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    /// Has it, works on it for who has it, or stands in for who has it.
    Mine,
    /// Holds a role that may have it at the place where it lies, and nobody took it yet.
    Free,
    /// Holds a role above the place where it lies.
    Above,
    /// Decided what it complains about: somebody else looks at that.
    Barred,
    /// Somebody else has it: a colleague, or another union.
    Other {
        /// Who.
        name: String,
    },
}

impl Hand {
    /// Looks at grants, owner, delegate and stand-ins of today.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn of(tx: &mut Tx<'_>, ground: &Ground, actor: &Actor, p: &Procedure, c: &CaseFile) -> Result<Self> {
        if matches!(actor.kind(), ActorKind::System(_)) {
            return Ok(Self::Above);
        }
        let me = actor.id();
        if c.state.is_open() && ground.decided_before(tx, me, c)? {
            return Ok(Self::Barred);
        }
        if me == c.owner_id || me == c.delegate_id {
            return Ok(Self::Mine);
        }
        if c.owner_id.0 != 0 && stands_in(tx, me, c.owner_id)? {
            return Ok(Self::Mine);
        }
        let above = |g: &guard::Grant| g.path != c.holder.path && g.path.covers(&c.holder.path);
        let case = (guard::ResourceKind::Case, guard::ActionKind::Update);
        let may = |g: &&guard::Grant| guard::allowed(g.role, case.0, case.1);
        if actor.grants().iter().filter(may).any(above) {
            return Ok(Self::Above);
        }
        let roles = p.step(&c.step).map(|s| s.roles.as_slice()).unwrap_or_default();
        let here = |g: &guard::Grant| g.path == c.holder.path && roles.contains(&g.role);
        if c.owner_id.0 == 0 && actor.grants().iter().any(here) {
            return Ok(Self::Free);
        }
        let name = match c.owner_id.0 {
            0 => ground.name(tx, c.holder.id)?,
            _ => c.owner_name.clone(),
        };
        Ok(Self::Other { name })
    }

    /// Those who have it, or stand above them.
    ///
    /// # Errors
    /// [`CaseError::HeldBy`].
    pub fn allows_owner(&self) -> Result<()> {
        match self {
            Self::Other { name } => Err(CaseError::HeldBy { name: name.clone() }),
            Self::Barred => Err(CaseError::OwnDecision),
            _ => Ok(()),
        }
    }
}

fn stands_in(tx: &mut Tx<'_>, me: Id, owner: Id) -> Result<bool> {
    let today = tx.today();
    let all = deputy::for_whom(tx, me, today)?;
    Ok(all.iter().any(|d| d.account_id == owner && d.valid_from <= today))
}

/// The accounts in whose name an account works today: its own, and those that it stands in for.
///
/// # Errors
/// Any [`store::DbError`].
pub fn acts_for(tx: &mut Tx<'_>, me: Id) -> Result<Vec<Id>> {
    let today = tx.today();
    let all = deputy::for_whom(tx, me, today)?;
    let others = all.into_iter().filter(|d| d.valid_from <= today).map(|d| d.account_id);
    Ok(std::iter::once(me).chain(others).collect())
}
