//! When an election is valid (docs/rules §4.2); shares are exact and come from the dated parameters.

use crate::model::election::{Candidate, ElectionKind, ElectionState, ElectionStep};

/// Chair of the committee (code set `union_post`).
pub const CHAIR: &str = "10";

/// An exact share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share(pub i64, pub i64);

impl Share {
    /// `part` of `all` is at least this share.
    pub fn reached(self, part: i64, all: i64) -> bool {
        i128::from(part) * i128::from(self.1) >= i128::from(all) * i128::from(self.0)
    }

    /// `part` of `all` is more than this share.
    pub fn passed(self, part: i64, all: i64) -> bool {
        i128::from(part) * i128::from(self.1) > i128::from(all) * i128::from(self.0)
    }
}

/// The state after a step, or `None` where it is not possible.
pub fn step(kind: ElectionKind, from: ElectionState, step: ElectionStep) -> Option<ElectionState> {
    use ElectionState as S;
    use ElectionStep as E;
    match (from, step) {
        // Nothing is elected: to agree is to approve.
        (S::Applied, E::Agree) if kind == ElectionKind::Extension => Some(S::Approved),
        (S::Applied, E::Agree) => Some(S::Preparing),
        (S::Applied, E::Refuse) => Some(S::Refused),
        (S::Preparing | S::Called, E::Call) => Some(S::Called),
        (S::Called | S::Voted, E::Vote) => Some(S::Voted),
        (S::Voted, E::Report) => Some(S::Reported),
        (S::Reported, E::Approve) => Some(S::Approved),
        (S::Reported, E::Return) => Some(S::Voted),
        (S::Applied | S::Preparing | S::Called | S::Voted, E::Cancel) => Some(S::Cancelled),
        _ => None,
    }
}

/// What is wrong with a result: code of the sentence, and whose candidate it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Fewer came than must.
    Quorum,
    /// More votes than people who came.
    Votes(usize),
    /// Declared elected with too few votes.
    NotElected(usize),
    /// No chair was elected, or more than one.
    Chair,
    /// More were elected than there are seats.
    Seats,
}

/// Checks a result: enough people came, nobody has more votes than that, the elected have more than the share of all who
/// are entitled, one chair.
pub fn faults(
    kind: ElectionKind,
    (seats, entitled, attended): (i64, i64, i64),
    candidates: &[Candidate],
    (quorum, pass): (Share, Share),
) -> Vec<Fault> {
    let mut all = Vec::new();
    if attended > entitled || !quorum.reached(attended, entitled) {
        all.push(Fault::Quorum);
    }
    for (i, c) in candidates.iter().enumerate() {
        if c.votes < 0 || c.votes > attended {
            all.push(Fault::Votes(i));
        } else if c.elected && !pass.passed(c.votes, entitled) {
            all.push(Fault::NotElected(i));
        }
    }
    let elected = |post: &str| candidates.iter().filter(|c| c.elected && c.post == post).count();
    let chairs = elected(CHAIR);
    if chairs > 1 || (kind.begins_term() && chairs != 1) {
        all.push(Fault::Chair);
    }
    let committee = candidates.iter().filter(|c| c.elected && matches!(c.post.as_str(), "10" | "20" | "30"));
    if seats > 0 && committee.count() as i64 > seats {
        all.push(Fault::Seats);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const QUORUM: Share = Share(2, 3);
    const PASS: Share = Share(1, 2);

    fn candidate(post: &str, votes: i64, elected: bool) -> Candidate {
        Candidate { name: "王丽".into(), post: post.into(), votes, elected }
    }

    #[test]
    fn an_election_is_valid_by_the_numbers_of_the_law() {
        let chair = |votes| vec![candidate("10", votes, true)];
        let check = |entitled, attended, votes| {
            faults(ElectionKind::Renewal, (0, entitled, attended), &chair(votes), (QUORUM, PASS))
        };
        // Two thirds are enough, one person fewer is not; half of all is not enough, one more is.
        assert_eq!(check(90, 60, 46), []);
        assert_eq!(check(90, 59, 46), [Fault::Quorum]);
        assert_eq!(check(90, 60, 45), [Fault::NotElected(0)]);
        assert_eq!(check(91, 61, 46), []);
        assert_eq!(check(90, 60, 61), [Fault::Votes(0)]);
        assert_eq!(check(90, 91, 60), [Fault::Quorum]);
        let two = [candidate("10", 60, true), candidate("10", 60, true)];
        assert_eq!(faults(ElectionKind::ByElection, (0, 90, 60), &two, (QUORUM, PASS)), [Fault::Chair]);
        let none = [candidate("30", 60, true), candidate("30", 60, true)];
        assert_eq!(
            faults(ElectionKind::Founding, (1, 90, 60), &none, (QUORUM, PASS)),
            [Fault::Chair, Fault::Seats]
        );
        assert_eq!(faults(ElectionKind::ByElection, (0, 90, 60), &none, (QUORUM, PASS)), []);
    }

    proptest! {
        /// Whoever is elected without a fault has more than half of all, and two thirds were there.
        #[test]
        fn who_is_elected_has_the_votes(entitled in 1_i64..500, attended in 0_i64..600, votes in -5_i64..600) {
            let all = [candidate("10", votes, true)];
            let ok = faults(ElectionKind::Renewal, (0, entitled, attended), &all, (QUORUM, PASS)).is_empty();
            let valid = attended <= entitled && 3 * attended >= 2 * entitled && votes <= attended && 2 * votes > entitled;
            prop_assert_eq!(ok, valid);
        }

        /// Every walk ends in a final state or can go on; nothing leaves a final state.
        #[test]
        fn nothing_leaves_a_final_state(steps in proptest::collection::vec(0_usize..8, 0..20)) {
            use ElectionStep as E;
            let all = [E::Agree, E::Refuse, E::Call, E::Vote, E::Report, E::Approve, E::Return, E::Cancel];
            for kind in ElectionKind::ALL {
                let mut state = ElectionState::Applied;
                for s in &steps {
                    let next = step(*kind, state, all[*s]);
                    prop_assert!(!(state.is_final() && next.is_some()));
                    state = next.unwrap_or(state);
                }
                prop_assert!(state.is_final() || all.iter().any(|s| step(*kind, state, *s).is_some()));
            }
        }
    }
}
