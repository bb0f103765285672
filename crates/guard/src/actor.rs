//! Who is asking.

use kernel::{Id, OrgPath, Problem, Status};

use crate::policy::{Role, allowed, member_allowed};
use crate::resource::act::Action;
use crate::resource::res::Resource;
use crate::resource::{ActionKind, ResourceKind};
use crate::scope::{Reach, Scope};

/// A role at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The union it is held at; everything beneath belongs to it.
    pub union_id: Id,
    /// That union's present place in the tree.
    pub path: OrgPath,
}

/// Why the program acts by itself; logged and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// A job of the queue.
    Job,
    /// The command line, run by an operator.
    Cli,
    /// The demo generator.
    Demo,
    /// Sign-in, before anyone is known.
    SignIn,
    /// Somebody who told a case and shall not be known.
    Reporter,
}

impl Reason {
    /// Name in the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Cli => "cli",
            Self::Demo => "demo",
            Self::SignIn => "sign-in",
            Self::Reporter => "reporter",
        }
    }
}

/// What kind of actor, for the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// A cadre with an account.
    Staff,
    /// A member, on the phone.
    Member,
    /// The program itself.
    System(Reason),
}

impl ActorKind {
    /// Name in the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Member => "member",
            Self::System(reason) => reason.code(),
        }
    }
}

/// Who is asking, with what they hold. The only way into a handler or an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    kind: ActorKind,
    id: Id,
    name: String,
    grants: Vec<Grant>,
}

impl Actor {
    /// A signed-in cadre: account id, name and grants.
    pub fn staff(account_id: Id, name: impl Into<String>, grants: Vec<Grant>) -> Self {
        Self { kind: ActorKind::Staff, id: account_id, name: name.into(), grants }
    }

    /// A signed-in member; reaches the own record only.
    pub fn member(person_id: Id, name: impl Into<String>) -> Self {
        Self { kind: ActorKind::Member, id: person_id, name: name.into(), grants: Vec::new() }
    }

    /// The program itself; `name` tells which job or which operator.
    pub fn system(reason: Reason, name: impl Into<String>) -> Self {
        Self { kind: ActorKind::System(reason), id: Id(0), name: name.into(), grants: Vec::new() }
    }

    /// What kind.
    pub fn kind(&self) -> ActorKind {
        self.kind
    }

    /// Account id or person id; 0 for the program itself.
    pub fn id(&self) -> Id {
        self.id
    }

    /// Name for the audit.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Roles and places.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Whether any role allows it, wherever; for menus.
    pub fn can(&self, resource: ResourceKind, action: ActionKind) -> bool {
        match self.kind {
            ActorKind::Staff => self.grants.iter().any(|g| allowed(g.role, resource, action)),
            ActorKind::Member => member_allowed(resource, action),
            ActorKind::System(_) => true,
        }
    }

    /// All permissions as `resource.action`, for the session document.
    pub fn permissions(&self) -> Vec<String> {
        let all = ResourceKind::ALL.iter().flat_map(|r| ActionKind::ALL.iter().map(move |a| (*r, *a)));
        all.filter(|(r, a)| self.can(*r, *a)).map(|(r, a)| format!("{}.{}", r.code(), a.code())).collect()
    }

    /// The same actor, with those roles only that may do it: for a deed that needs other permissions on its way, and must
    /// not reach further by them.
    ///
    /// # Errors
    /// [`Denied`] if no role of this actor has it.
    pub fn only(&self, resource: ResourceKind, action: ActionKind) -> Result<Self, Denied> {
        if !self.can(resource, action) {
            return Err(Denied { resource, action });
        }
        let mut narrowed = self.clone();
        narrowed.grants.retain(|g| allowed(g.role, resource, action));
        Ok(narrowed)
    }

    /// Every place at or above one that the actor holds a role at. Whoever holds a role at or beneath a place that is tied to
    /// what a case complains about is partial: such a case is kept from them (conflict of interest, docs/rules §19).
    pub fn places_above(&self) -> Vec<OrgPath> {
        let mut all: Vec<OrgPath> = self.grants.iter().flat_map(|g| g.path.chain()).collect();
        all.sort();
        all.dedup();
        all
    }

    /// Whether the actor is partial about something that these places are tied to.
    pub fn is_partial(&self, ties: &[OrgPath]) -> bool {
        self.grants.iter().any(|g| ties.iter().any(|t| t.covers(&g.path)))
    }

    /// Asks for leave to do `A` to `R`.
    ///
    /// # Errors
    /// [`Denied`] if no role of this actor has it.
    pub fn permit<R: Resource, A: Action>(&self) -> Result<Scope<R, A>, Denied> {
        let denied = Denied { resource: R::KIND, action: A::KIND };
        if !self.can(R::KIND, A::KIND) {
            return Err(denied);
        }
        let reach = match self.kind {
            ActorKind::System(_) => Reach::All,
            ActorKind::Member => Reach::Own(self.id),
            ActorKind::Staff => staff_reach(&self.grants, R::KIND, A::KIND),
        };
        Ok(Scope::new(reach, self.clone()))
    }
}

fn staff_reach(grants: &[Grant], resource: ResourceKind, action: ActionKind) -> Reach {
    let mut paths: Vec<OrgPath> = Vec::new();
    for g in grants.iter().filter(|g| allowed(g.role, resource, action)) {
        if g.role.is_admin() {
            return Reach::All;
        }
        if !paths.iter().any(|p| p.covers(&g.path)) {
            paths.retain(|p| !g.path.covers(p));
            paths.push(g.path.clone());
        }
    }
    paths.sort();
    Reach::Subtrees(paths)
}

/// No role of the actor has this permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no permission {}.{}", resource.code(), action.code())]
pub struct Denied {
    /// What it would be done to.
    pub resource: ResourceKind,
    /// What would be done.
    pub action: ActionKind,
}

impl Problem for Denied {
    fn code(&self) -> &'static str {
        "guard.denied"
    }
    fn status(&self) -> Status {
        Status::Forbidden
    }
    fn params(&self) -> kernel::Params {
        [("resource", self.resource.title().to_owned()), ("action", self.action.title().to_owned())].into()
    }
}
