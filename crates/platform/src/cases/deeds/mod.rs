//! What those who have a case may do with it.

mod asking;
mod giving;
mod joining;
mod judging;
mod moving;
mod timing;

use guard::{Actor, Scope, act, res};
use kernel::{Day, Id};
use serde::{Deserialize, Serialize};
use store::Tx;

use super::error::{CaseError, Result};
use super::ground::Ground;
use super::hand::Hand;
use super::model::{CaseFile, CaseState};
use super::procedure::{Allow, Procedure, Values};
use super::store::case;

pub use joining::edit_case;
pub use judging::candidates;
pub use moving::{Asked, make_move};

/// A deed.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "deed", rename_all = "snake_case")]
#[schema(as = CaseDeed)]
pub enum Deed {
    /// A move of the procedure.
    Move {
        /// Which.
        code: String,
        /// What is said with it.
        #[serde(default)]
        note: String,
        /// Fields that are filled in with it.
        #[serde(default)]
        fields: Values,
    },
    /// Take what nobody at the own post has yet.
    Accept,
    /// Give it to a colleague at the same post.
    Assign {
        /// Account.
        account_id: Id,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Let a colleague work on it; the owner stays responsible. None takes it back.
    Delegate {
        /// Account.
        account_id: Option<Id>,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Hand it to another union.
    Transfer {
        /// Union.
        union_id: Id,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Give it back to the union that it came from.
    Return {
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Ask the union above to take it.
    Escalate {
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Ask other unions for their opinion.
    Countersign {
        /// Unions, at most 20.
        union_ids: Vec<Id>,
        /// What is asked, 2 to 500 characters.
        #[serde(default)]
        question: String,
        /// Last day for the answer.
        due_on: Day,
    },
    /// Give the opinion that the own union was asked for.
    Opinion {
        /// Which one.
        opinion_id: Id,
        /// The answer, 2 to 2,000 characters.
        #[serde(default)]
        answer: String,
    },
    /// Stop the clock.
    Suspend {
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Let it run on.
    Resume {
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// More time.
    Extend {
        /// Days of the limit's own kind, 1 to 60.
        days: u32,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Join it to another case of the kind that says the same.
    Merge {
        /// The other one.
        into_id: Id,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Say that it has to do with another case.
    Link {
        /// The other one.
        other_id: Id,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Ask colleagues at the union or above it for a score.
    Judges {
        /// Accounts, at most 20.
        account_ids: Vec<Id>,
        /// Last day for the scores.
        due_on: Day,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Give the score that one was asked for; it can be given anew while the case stands in the step.
    Score {
        /// 0 to 100.
        score: u32,
        /// At most 500 characters.
        #[serde(default)]
        comment: String,
    },
    /// Take down who claims a published case.
    ClaimFor {
        /// Person or organisation, 2 to 50 characters.
        name: String,
        /// How to reach them, at most 50 characters.
        #[serde(default)]
        contact: String,
        /// What is said with it.
        #[serde(default)]
        note: String,
    },
    /// Write something down; the reporter reads it if it is for the reporter.
    Remark {
        /// What is said with it.
        #[serde(default)]
        note: String,
        /// For the reporter.
        #[serde(default)]
        public: bool,
    },
}

/// Most characters of a note.
pub const NOTE: usize = 2_000;

/// A case in hand, with all that a deed looks at.
pub(super) struct InHand<'a> {
    pub ground: &'a Ground,
    pub by: &'a Actor,
    pub p: &'a Procedure,
    pub hand: Hand,
    pub before: CaseFile,
}

impl InHand<'_> {
    /// Those who have it, or stand above them; and only while it is not closed.
    pub(super) fn own(&self) -> Result<()> {
        if !self.before.state.is_open() {
            return Err(self.not_now("办理"));
        }
        self.hand.allows_owner()
    }

    /// The step must allow it.
    pub(super) fn allowed(&self, what: Allow, title: &str) -> Result<()> {
        self.own()?;
        let step = self.ground.step(self.p, &self.before)?;
        if step.allows.contains(&what) { Ok(()) } else { Err(self.not_now(title)) }
    }

    pub(super) fn not_now(&self, deed: &str) -> CaseError {
        let step = match self.before.state {
            CaseState::Paused | CaseState::Merged => self.before.state.title().to_owned(),
            _ => self.p.step(&self.before.step).map_or_else(String::new, |s| s.title.clone()),
        };
        CaseError::NotNow { deed: deed.to_owned(), step }
    }
}

/// A note as it is kept.
///
/// # Errors
/// [`CaseError::ReasonMissing`] if it must not be empty and is shorter than two characters; [`CaseError::Invalid`] if it is too
/// long.
pub fn note(text: &str, needed: bool) -> Result<String> {
    let text = super::fields::lines(text);
    let n = text.chars().count();
    if needed && n < 2 {
        return Err(CaseError::ReasonMissing);
    }
    if n > NOTE {
        let params = [("limit", NOTE.to_string())].into();
        return Err(CaseError::Invalid(vec![super::error::field("/note", "cases.text-long", params)]));
    }
    Ok(text)
}

/// Does something with a case in sight; `version` is the one that was seen.
///
/// # Errors
/// [`CaseError::NotFound`] outside the scope, [`CaseError::Stale`], [`CaseError::NotNow`], [`CaseError::HeldBy`], and what is
/// missing.
pub fn take_deed(
    tx: &mut Tx<'_>,
    ground: &Ground,
    scope: &Scope<res::Case, act::Update>,
    (id, version): (Id, i64),
    deed: &Deed,
) -> Result<CaseFile> {
    let before = case::find(tx, scope, id)?.ok_or(CaseError::NotFound)?;
    // A score rests on nothing that another judge changes.
    if before.version != version && !matches!(deed, Deed::Score { .. }) {
        return Err(CaseError::Stale);
    }
    let p = ground.procedure(&before)?;
    let hand = Hand::of(tx, ground, scope.actor(), &p, &before)?;
    let h = InHand { ground, by: scope.actor(), p: &p, hand, before };
    match deed {
        Deed::Move { code, note, fields } => moving::by_staff(tx, &h, code, note, fields),
        Deed::Accept => giving::accept(tx, &h),
        Deed::Assign { account_id, note } => giving::assign(tx, &h, *account_id, note),
        Deed::Delegate { account_id, note } => giving::delegate(tx, &h, *account_id, note),
        Deed::Transfer { union_id, note } => giving::transfer(tx, &h, *union_id, note),
        Deed::Return { note } => giving::give_back(tx, &h, note),
        Deed::Escalate { note } => giving::escalate(tx, &h, note),
        Deed::Countersign { union_ids, question, due_on } => {
            asking::countersign(tx, &h, union_ids, question, *due_on)
        }
        Deed::Opinion { opinion_id, answer } => asking::opinion(tx, &h, *opinion_id, answer),
        Deed::Suspend { note } => timing::suspend(tx, &h, note),
        Deed::Resume { note } => timing::resume(tx, &h, note),
        Deed::Extend { days, note } => timing::extend(tx, &h, *days, note),
        Deed::Merge { into_id, note } => joining::merge(tx, &h, scope, *into_id, note),
        Deed::Link { other_id, note } => joining::link(tx, &h, scope, *other_id, note),
        Deed::Judges { account_ids, due_on, note } => judging::ask(tx, &h, account_ids, *due_on, note),
        Deed::Score { score, comment } => judging::score(tx, &h, *score, comment),
        Deed::ClaimFor { name, contact, note } => {
            h.own()?;
            super::claims::claim_for(tx, (ground, scope.actor()), &h.before, (name, contact), note)
        }
        Deed::Remark { note, public } => asking::remark(tx, &h, note, *public),
    }
}
