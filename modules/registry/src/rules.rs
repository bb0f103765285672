//! Pure decisions: which step a membership may take from which state, and what it counts for.

use kernel::Day;
use platform::indicators::{Indicator, Unit};

use crate::model::{EventKind, Status};

pub mod documents;
pub mod election;
pub mod flags;
pub mod shapes;

/// Somebody became a member for the first time, or again after having left.
pub static MEMBER_JOINED: Indicator = Indicator::new("member.joined", "入会", Unit::Person);
/// Somebody came from another union.
pub static MEMBER_IN: Indicator = Indicator::new("member.transferred_in", "转入", Unit::Person);
/// Somebody went to another union.
pub static MEMBER_OUT: Indicator = Indicator::new("member.transferred_out", "转出", Unit::Person);
/// Somebody came along when unions were merged or split: the organisation changed, not the person.
pub static MEMBER_REASSIGNED_IN: Indicator =
    Indicator::new("member.reassigned_in", "随组织划入", Unit::Person);
/// Somebody went along when unions were merged or split.
pub static MEMBER_REASSIGNED_OUT: Indicator =
    Indicator::new("member.reassigned_out", "随组织划出", Unit::Person);
/// Somebody left, was expelled or died, or was a member twice and the records were merged.
pub static MEMBER_LOST: Indicator = Indicator::new("member.lost", "减少", Unit::Person);
/// Membership is retained (+1) or active again (−1); a part of the members, not beside them.
pub static MEMBER_RETAINED: Indicator = Indicator::new("member.retained", "会籍保留", Unit::Person);
/// A union was founded (+1) or dissolved (−1).
pub static UNION_COUNT: Indicator = Indicator::new("union.count", "工会", Unit::Organisation);
/// A new committee was elected and approved at the end of a term.
pub static UNION_ELECTED: Indicator = Indicator::new("union.elected", "换届", Unit::Organisation);
/// An employer came under a union's cover (+1) or out of it (−1).
pub static EMPLOYER_COVERED: Indicator = Indicator::new("employer.covered", "覆盖单位", Unit::Organisation);

/// A union was founded; not taken back when it is dissolved.
pub static UNION_FOUNDED: Indicator = Indicator::new("union.founded", "新建工会", Unit::Organisation);
/// An employer came into the register, at the union that covers or keeps it (+1), or went to another one (−1).
pub static EMPLOYER_KNOWN: Indicator = Indicator::new("employer.known", "掌握单位", Unit::Organisation);
/// An employer need not have a union (+1), or has to again (−1).
pub static EMPLOYER_EXEMPT: Indicator = Indicator::new("employer.exempt", "不应建单位", Unit::Organisation);
/// Workers of covered employers.
pub static EMPLOYER_WORKERS: Indicator = Indicator::new("employer.workers", "覆盖单位职工", Unit::Person);

/// All measures of the register.
pub static INDICATORS: &[Indicator] = &[
    MEMBER_JOINED,
    MEMBER_IN,
    MEMBER_OUT,
    MEMBER_REASSIGNED_IN,
    MEMBER_REASSIGNED_OUT,
    MEMBER_LOST,
    MEMBER_RETAINED,
    UNION_COUNT,
    UNION_FOUNDED,
    UNION_ELECTED,
    EMPLOYER_KNOWN,
    EMPLOYER_EXEMPT,
    EMPLOYER_COVERED,
    EMPLOYER_WORKERS,
];

/// The measures whose weighted sum is the number of members: 入会 + 转入 + 划入 − 转出 − 划出 − 减少.
pub static MEMBER_TOTAL: &[(&Indicator, i64)] = &[
    (&MEMBER_JOINED, 1),
    (&MEMBER_IN, 1),
    (&MEMBER_REASSIGNED_IN, 1),
    (&MEMBER_OUT, -1),
    (&MEMBER_REASSIGNED_OUT, -1),
    (&MEMBER_LOST, -1),
];

/// The state after `event`, or `None` where the step is not possible (docs/rules §6).
pub fn step(from: Option<Status>, event: EventKind) -> Option<Status> {
    use EventKind as E;
    use Status as S;
    match (from, event) {
        (None, E::Joined | E::TransferredIn | E::ReassignedIn) => Some(S::Active),
        (Some(S::Active), E::Retained) => Some(S::Retained),
        (Some(S::Retained), E::Resumed) => Some(S::Active),
        (Some(S::Active | S::Retained), E::TransferredOut | E::ReassignedOut) => Some(S::TransferredOut),
        (Some(S::Active | S::Retained), E::Left) => Some(S::Left),
        (Some(S::Active | S::Retained), E::Expelled) => Some(S::Expelled),
        (Some(S::Active | S::Retained), E::Died) => Some(S::Died),
        (Some(S::Active | S::Retained), E::Merged) => Some(S::Merged),
        _ => None,
    }
}

/// What an event adds to the figures of its union, given the state before it.
pub fn facts(from: Option<Status>, event: EventKind) -> Vec<(&'static Indicator, i64)> {
    use EventKind as E;
    let mut out: Vec<(&'static Indicator, i64)> = match event {
        E::Joined => vec![(&MEMBER_JOINED, 1)],
        E::TransferredIn => vec![(&MEMBER_IN, 1)],
        E::TransferredOut => vec![(&MEMBER_OUT, 1)],
        E::ReassignedIn => vec![(&MEMBER_REASSIGNED_IN, 1)],
        E::ReassignedOut => vec![(&MEMBER_REASSIGNED_OUT, 1)],
        E::Left | E::Expelled | E::Died | E::Merged => vec![(&MEMBER_LOST, 1)],
        E::Retained => vec![(&MEMBER_RETAINED, 1)],
        E::Resumed => vec![(&MEMBER_RETAINED, -1)],
        E::Undone | E::StepUndone | E::Seconded | E::SecondmentEnded => Vec::new(),
    };
    let leaves = step(from, event).is_some_and(|to| !to.is_open());
    if from == Some(Status::Retained) && leaves {
        out.push((&MEMBER_RETAINED, -1));
    }
    out
}

/// Whether a step needs evidence: a decision to expel, a death.
pub fn needs_evidence(event: EventKind) -> bool {
    matches!(event, EventKind::Expelled | EventKind::Died)
}

/// The last of a membership's events that still stands, from their kinds in the order in which they were entered.
pub fn last_standing(kinds: &[EventKind]) -> Option<usize> {
    let mut standing = Vec::new();
    for (i, kind) in kinds.iter().enumerate() {
        if matches!(kind, EventKind::Undone | EventKind::StepUndone) {
            standing.pop();
        } else {
            standing.push(i);
        }
    }
    standing.pop()
}

/// The last day of a membership that something ended on `day`: from that day on the person is not counted.
pub fn last_day(day: Day) -> Day {
    day.plus_days(-1)
}

/// Kinds of unions (code set `union_kind`).
pub mod kind {
    /// 总工会.
    pub const FEDERATION: &str = "10";
    /// 工会工作委员会.
    pub const WORKING_COMMITTEE: &str = "20";
    /// 区域性工会联合会.
    pub const REGIONAL: &str = "30";
    /// 行业性工会联合会.
    pub const INDUSTRIAL: &str = "40";
    /// 单独基层工会.
    pub const SINGLE: &str = "50";
    /// 联合基层工会.
    pub const JOINT: &str = "60";
    /// 分工会.
    pub const BRANCH: &str = "70";
    /// 工会小组.
    pub const GROUP: &str = "80";
}

/// Whether a union of this kind may be of this level (docs/rules §4.2).
pub fn kind_fits_level(kind: &str, level: i64) -> bool {
    use self::kind as k;
    match level {
        10 | 20 | 30 => [k::FEDERATION, k::WORKING_COMMITTEE, k::INDUSTRIAL].contains(&kind),
        40 => [k::FEDERATION, k::WORKING_COMMITTEE, k::REGIONAL, k::INDUSTRIAL].contains(&kind),
        50 => [k::WORKING_COMMITTEE, k::REGIONAL, k::INDUSTRIAL, k::JOINT].contains(&kind),
        // An upgraded joint union becomes a federation of unions and stays where it is.
        60 => [k::REGIONAL, k::INDUSTRIAL, k::SINGLE, k::JOINT, k::BRANCH, k::GROUP].contains(&kind),
        _ => false,
    }
}

/// Whether a union of this level and kind may stand beneath one of `parent` (level and kind), or at the top
/// (docs/rules §4.2).
pub fn may_stand_under(parent: Option<(i64, &str)>, level: i64, kind: &str) -> bool {
    use self::kind as k;
    let Some((above, parent)) = parent else {
        return kind == k::FEDERATION && level <= 30;
    };
    match kind {
        k::BRANCH => [k::SINGLE, k::JOINT].contains(&parent),
        k::GROUP => [k::SINGLE, k::JOINT, k::BRANCH].contains(&parent),
        _ if [k::SINGLE, k::JOINT, k::BRANCH, k::GROUP].contains(&parent) => false,
        _ => level > above || (level == 60 && above == 60 && [k::SINGLE, k::JOINT].contains(&kind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn unions_stand_where_the_rules_let_them() {
        for (parent, level, kind, may) in [
            (None, 30, "10", true),
            (None, 60, "50", false),
            (Some((30, "10")), 40, "10", true),
            (Some((40, "10")), 60, "50", true),
            (Some((40, "10")), 60, "60", true),
            (Some((40, "10")), 50, "30", true),
            (Some((50, "30")), 60, "50", true),
            (Some((60, "30")), 60, "50", true),
            (Some((40, "10")), 40, "10", false),
            (Some((40, "10")), 30, "10", false),
            (Some((60, "50")), 60, "70", true),
            (Some((60, "70")), 60, "80", true),
            (Some((60, "70")), 60, "70", false),
            (Some((60, "50")), 60, "50", false),
            (Some((40, "10")), 60, "70", false),
        ] {
            assert_eq!(may_stand_under(parent, level, kind), may, "{kind} of {level} under {parent:?}");
        }
        assert!(kind_fits_level("10", 40) && !kind_fits_level("10", 60) && !kind_fits_level("50", 40));
        assert!(!kind_fits_level("10", 35) && !kind_fits_level("", 60));
    }

    #[test]
    fn what_was_taken_back_stands_no_more() {
        use EventKind as E;
        assert_eq!(last_standing(&[]), None);
        assert_eq!(last_standing(&[E::Joined, E::Retained, E::Left]), Some(2));
        assert_eq!(last_standing(&[E::Joined, E::Retained, E::Left, E::StepUndone]), Some(1));
        assert_eq!(last_standing(&[E::Joined, E::Left, E::Undone, E::Died]), Some(3));
        assert_eq!(last_standing(&[E::Joined, E::Left, E::StepUndone, E::Died, E::StepUndone]), Some(0));
    }

    #[test]
    fn nobody_leaves_twice_and_nobody_joins_while_inside() {
        for status in Status::ALL.iter().copied() {
            for event in [EventKind::Joined, EventKind::TransferredIn, EventKind::ReassignedIn] {
                assert_eq!(step(Some(status), event), None, "{status:?} {event:?}");
            }
            let may_leave = step(Some(status), EventKind::Left).is_some();
            assert_eq!(may_leave, status.is_open(), "{status:?}");
        }
        assert_eq!(step(None, EventKind::Left), None);
    }

    proptest! {
        /// Walk any events, skipping impossible ones: the figures say at every moment whether the person is inside,
        /// and whether retained.
        #[test]
        fn figures_follow_the_state(events in proptest::collection::vec(0..EventKind::ALL.len(), 0..30)) {
            let (mut state, mut members, mut retained): (Option<Status>, i64, i64) = (None, 0, 0);
            for e in events {
                let event = EventKind::ALL[e];
                let Some(next) = step(state, event) else { continue };
                for (indicator, delta) in facts(state, event) {
                    members += MEMBER_TOTAL.iter().find(|(i, _)| *i == indicator).map_or(0, |(_, w)| w * delta);
                    if indicator == &MEMBER_RETAINED { retained += delta }
                }
                state = next.is_open().then_some(next);
                prop_assert_eq!(members, i64::from(state.is_some()));
                prop_assert_eq!(retained, i64::from(state == Some(Status::Retained)));
            }
        }
    }
}
