//! A draft meets the register. Pure: what is known goes in, a decision comes out.

use kernel::Id;

use super::row::{Change, Draft};
use super::verdict::Issue;
use crate::model::{EventKind, Membership, Person, Profile, Status};

/// What the register knows of the person of a row.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The person.
    pub person: Option<Person>,
    /// The open membership.
    pub open: Option<Membership>,
    /// Name of the union of the open membership.
    pub open_union: String,
    /// The last closed membership, if none is open.
    pub last: Option<Membership>,
    /// Where an open proposal leads.
    pub proposal_to: Option<Id>,
    /// The stored phone is the same, or the row has none.
    pub same_phone: bool,
    /// What the row tells of flags changes something.
    pub flags_change: bool,
    /// Days of flags that the row tells differently and that stay as they are.
    pub days_kept: Vec<Issue>,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Enter a new person.
    Enter {
        /// Joined or transferred in.
        event: EventKind,
        /// Active or retained.
        status: Status,
    },
    /// Begin a membership for a person who has none now.
    Begin {
        /// Joined or transferred in.
        event: EventKind,
        /// Active or retained.
        status: Status,
    },
    /// A step on the open membership, or news only; with the person's fields brought up to date.
    Keep {
        /// The step, if there is one.
        event: Option<EventKind>,
        /// Fields after the row, if they differ.
        profile: Option<Box<Profile>>,
    },
    /// Propose a transfer.
    Propose,
    /// Nothing to do.
    Unchanged,
    /// Refused.
    Refuse(Issue),
}

/// Decides a row for the union `union_id`.
pub fn judge(union_id: Id, draft: &Draft, known: &Known) -> Decision {
    let Some(person) = &known.person else { return newcomer(draft) };
    // The same number with another name is a question for people, never a silent overwrite (docs/rules §1.1).
    if kernel::text::name_key(&person.profile.name) != kernel::text::name_key(&draft.profile.name) {
        let name = kernel::text::mask_name(&person.profile.name);
        return Decision::Refuse(Issue::of("registry.name-differs").with("name", name));
    }
    match &known.open {
        Some(m) if m.union_id == union_id => member_here(draft, known, person, m),
        Some(_) => member_elsewhere(union_id, draft, known),
        None => former_member(union_id, draft, known),
    }
}

fn beginning(change: Change) -> Option<(EventKind, Status)> {
    match change {
        Change::Unstated | Change::Join => Some((EventKind::Joined, Status::Active)),
        Change::TransferIn => Some((EventKind::TransferredIn, Status::Active)),
        Change::Retain => Some((EventKind::Joined, Status::Retained)),
        Change::TransferOut | Change::Expel | Change::Leave => None,
    }
}

fn newcomer(draft: &Draft) -> Decision {
    match beginning(draft.change) {
        Some((event, status)) => Decision::Enter { event, status },
        None => Decision::Refuse(Issue::of("registry.not-a-member")),
    }
}

fn member_here(draft: &Draft, known: &Known, person: &Person, m: &Membership) -> Decision {
    let mut profile = person.profile.clone();
    profile.absorb(&draft.profile);
    let news = profile != person.profile || !known.same_phone || known.flags_change;
    let profile = news.then(|| Box::new(profile));
    let event = match (draft.change, m.status) {
        (Change::Retain, Status::Active) => Some(EventKind::Retained),
        (Change::TransferOut, _) => Some(EventKind::TransferredOut),
        (Change::Expel, _) => Some(EventKind::Expelled),
        (Change::Leave, _) => Some(EventKind::Left),
        _ => None,
    };
    if event.is_some() && draft.day < m.valid_from {
        let day = m.valid_from.to_string();
        return Decision::Refuse(Issue::of("registry.before-joining").with("day", day));
    }
    if event.is_none() && profile.is_none() { Decision::Unchanged } else { Decision::Keep { event, profile } }
}

fn member_elsewhere(union_id: Id, draft: &Draft, known: &Known) -> Decision {
    match (beginning(draft.change), known.proposal_to) {
        (None, _) => {
            Decision::Refuse(Issue::of("registry.member-elsewhere").with("union", known.open_union.clone()))
        }
        (Some(_), Some(to)) if to == union_id => Decision::Unchanged,
        (Some(_), Some(_)) => Decision::Refuse(Issue::of("registry.transfer-waiting")),
        (Some(_), None) => Decision::Propose,
    }
}

fn former_member(union_id: Id, draft: &Draft, known: &Known) -> Decision {
    if let Some((event, status)) = beginning(draft.change) {
        if let Some(last) = &known.last
            && draft.day <= last.valid_to
        {
            // The row is older than the leaving: an old list must not bring people back.
            let day = last.valid_to.plus_days(1).to_string();
            return Decision::Refuse(Issue::of("registry.left-later").with("day", day));
        }
        return Decision::Begin { event, status };
    }
    let ended = match draft.change {
        Change::TransferOut => Status::TransferredOut,
        Change::Expel => Status::Expelled,
        _ => Status::Left,
    };
    let same = |m: &Membership| m.union_id == union_id && m.status == ended;
    if known.last.as_ref().is_some_and(same) {
        return Decision::Unchanged;
    }
    Decision::Refuse(Issue::of("registry.not-a-member"))
}
