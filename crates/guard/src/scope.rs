//! The proof that somebody may do something, and how far it reaches.

use std::fmt;
use std::marker::PhantomData;

use kernel::{Id, OrgPath};

use crate::actor::Actor;
use crate::resource::act::Action;
use crate::resource::res::Resource;

/// How far a permission reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole installation.
    All,
    /// These places and everything beneath; none lies within another; never changed by a filter to reach further.
    Subtrees(Vec<OrgPath>),
    /// The own record only.
    Own(Id),
}

/// Leave to do `A` to `R`. Only [`Actor::permit`] makes one, so a function that takes a scope cannot be reached
/// without the policy having been asked.
#[derive(Clone)]
pub struct Scope<R, A> {
    reach: Reach,
    actor: Actor,
    of: PhantomData<fn() -> (R, A)>,
}

impl<R: Resource, A: Action> Scope<R, A> {
    pub(crate) fn new(reach: Reach, actor: Actor) -> Self {
        Self { reach, actor, of: PhantomData }
    }

    /// How far it reaches.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Who was given the leave; for the audit.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whether something at `path` may be touched. Never for [`Reach::Own`]: see [`Scope::is_own`].
    pub fn covers(&self, path: &OrgPath) -> bool {
        match &self.reach {
            Reach::All => true,
            Reach::Subtrees(paths) => paths.iter().any(|p| p.covers(path)),
            Reach::Own(_) => false,
        }
    }

    /// Whether the record of `person` may be touched because it is the actor's own.
    pub fn is_own(&self, person: Id) -> bool {
        self.reach == Reach::Own(person)
    }

    /// Stored-path ranges `[from, to)` that may be touched, for SQL; empty for [`Reach::Own`].
    pub fn ranges(&self) -> Vec<(String, String)> {
        match &self.reach {
            Reach::All => vec![OrgPath::top().range()],
            Reach::Subtrees(paths) => paths.iter().map(OrgPath::range).collect(),
            Reach::Own(_) => Vec::new(),
        }
    }

    /// Ranges within the subtree at `path` only: the filter of a list. Never wider than [`Scope::ranges`].
    pub fn ranges_within(&self, path: &OrgPath) -> Vec<(String, String)> {
        if self.covers(path) {
            return vec![path.range()];
        }
        match &self.reach {
            Reach::Subtrees(paths) => paths.iter().filter(|p| path.covers(p)).map(OrgPath::range).collect(),
            Reach::All | Reach::Own(_) => Vec::new(),
        }
    }
}

impl<R: Resource, A: Action> fmt::Debug for Scope<R, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scope<{}.{}>({:?})", R::KIND.code(), A::KIND.code(), self.reach)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ActionKind, Grant, Reason, ResourceKind, Role, act, res};
    use proptest::prelude::*;

    fn path(v: &[u32]) -> OrgPath {
        v.iter().fold(OrgPath::top(), |p, &n| p.child(n).unwrap())
    }

    fn clerk(paths: &[&[u32]]) -> Actor {
        let grant = |p: &&[u32]| Grant { role: Role::Clerk, union_id: Id(1), path: path(p) };
        Actor::staff(Id(7), "张三", paths.iter().map(grant).collect())
    }

    #[test]
    fn nested_grants_are_one_range() {
        let scope = clerk(&[&[1, 2, 3], &[1, 2], &[5]]).permit::<res::Member, act::Read>().unwrap();
        assert_eq!(*scope.reach(), Reach::Subtrees(vec![path(&[1, 2]), path(&[5])]));
    }

    #[test]
    fn administrators_do_no_business_and_not_each_others_work() {
        let admin =
            |role| Actor::staff(Id(1), "管理员", vec![Grant { role, union_id: Id(1), path: OrgPath::top() }]);
        assert!(admin(Role::SystemAdmin).permit::<res::Member, act::Read>().is_err());
        assert!(admin(Role::SystemAdmin).permit::<res::Grant, act::Create>().is_err());
        assert!(admin(Role::SecurityAdmin).permit::<res::Account, act::Create>().is_err());
        assert!(admin(Role::SecurityAdmin).permit::<res::Audit, act::Read>().is_err());
        assert!(admin(Role::AuditAdmin).permit::<res::Audit, act::Read>().is_ok());
        assert!(admin(Role::AuditAdmin).permit::<res::Account, act::Update>().is_err());
    }

    #[test]
    fn a_member_reaches_the_own_record_only() {
        let scope = Actor::member(Id(9), "李四").permit::<res::Member, act::Read>().unwrap();
        assert!(scope.is_own(Id(9)) && !scope.is_own(Id(8)) && !scope.covers(&path(&[1])));
        assert!(scope.ranges().is_empty() && scope.ranges_within(&OrgPath::top()).is_empty());
        assert!(Actor::member(Id(9), "李四").permit::<res::Member, act::Update>().is_err());
    }

    #[test]
    fn a_deed_reaches_no_further_by_what_it_needs_on_its_way() {
        let grant = |role, n: u32| Grant { role, union_id: Id(n.into()), path: path(&[n]) };
        let both = Actor::staff(Id(7), "张三", vec![grant(Role::Clerk, 1), grant(Role::Viewer, 2)]);
        let seen = |actor: &Actor| actor.permit::<res::Member, act::Read>().unwrap().reach().clone();
        assert_eq!(seen(&both), Reach::Subtrees(vec![path(&[1]), path(&[2])]));
        let only = both.only(ResourceKind::Member, ActionKind::Export).unwrap();
        assert_eq!(seen(&only), Reach::Subtrees(vec![path(&[1])]));
        assert!(both.only(ResourceKind::Audit, ActionKind::Export).is_err());
    }

    #[test]
    fn who_is_of_the_tied_union_is_partial_and_who_stands_above_is_not() {
        let tied = [path(&[1, 2])];
        assert!(clerk(&[&[1, 2]]).is_partial(&tied), "its chair");
        assert!(clerk(&[&[1, 2, 5]]).is_partial(&tied), "a branch of it");
        assert!(clerk(&[&[1], &[1, 2]]).is_partial(&tied), "a second role there");
        assert!(!clerk(&[&[1]]).is_partial(&tied), "the township");
        assert!(!clerk(&[&[1, 3]]).is_partial(&tied), "a neighbour");
        assert!(!clerk(&[&[1, 2]]).is_partial(&[]));
    }

    #[test]
    fn the_program_itself_reaches_everything() {
        let scope = Actor::system(Reason::Job, "t").permit::<res::Member, act::Update>().unwrap();
        assert_eq!(*scope.reach(), Reach::All);
    }

    proptest! {
        /// The two ways to ask agree: a tie is among the places above a grant, or covers it.
        #[test]
        fn partial_is_a_tie_above_a_grant(grants in prop::collection::vec(prop::collection::vec(0u32..3, 1..4), 1..3),
                                          tie in prop::collection::vec(0u32..3, 1..4)) {
            let grants: Vec<&[u32]> = grants.iter().map(Vec::as_slice).collect();
            let (actor, tie) = (clerk(&grants), path(&tie));
            prop_assert_eq!(actor.places_above().contains(&tie), actor.is_partial(&[tie]));
        }

        /// A filter narrows: whatever lies in its ranges lies in the scope and in the filter.
        #[test]
        fn a_filter_never_widens(grants in prop::collection::vec(prop::collection::vec(0u32..3, 1..4), 1..4),
                                 filter in prop::collection::vec(0u32..3, 0..4),
                                 place in prop::collection::vec(0u32..3, 0..5)) {
            let grants: Vec<&[u32]> = grants.iter().map(Vec::as_slice).collect();
            let scope = clerk(&grants).permit::<res::Member, act::Read>().unwrap();
            let (f, p) = (path(&filter), path(&place));
            let inside = scope.ranges_within(&f).iter().any(|(lo, hi)| lo.as_str() <= p.as_str() && p.as_str() < hi.as_str());
            prop_assert_eq!(inside, scope.covers(&p) && f.covers(&p));
        }
    }
}
