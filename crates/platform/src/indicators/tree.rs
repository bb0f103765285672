//! What the tree says about a fact: beneath which unions it happened, and where its stock went afterwards.

use kernel::{Day, Id};
use store::{DbResult, Tx};

/// A stretch of time in which a union stood beneath the same ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// First day; the stretch lasts to the next one.
    pub from: Day,
    /// The unions above, without the union itself.
    pub above: Vec<Id>,
}

/// Knows the tree of every day; implemented by the register, whose tree it is.
pub trait TreeSource: Send + Sync + 'static {
    /// A sub-select of union ids for the stored-path range `[$1, $2)` on the day `$3`, as SQL.
    fn unions_in_range(&self) -> &'static str;

    /// A condition on the fact `f`: its union stood in the stored-path range `[$1, $2)` on the day of the fact.
    fn stood_in_range(&self) -> &'static str;

    /// Where a union stood, oldest first.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    fn stays(&self, tx: &mut Tx<'_>, union_id: Id) -> DbResult<Vec<Stay>>;
}

/// How a fact of `day` counts above: for whom, from which day, whether as something that happened there (`false`) or as stock
/// that came along (`true`), and with which sign.
pub(super) fn climb(stays: &[Stay], day: Day, mut add: impl FnMut(Id, Day, bool, i64)) {
    let at = stays.iter().rposition(|s| s.from <= day).unwrap_or(0);
    let Some(here) = stays.get(at) else { return };
    here.above.iter().for_each(|a| add(*a, day, false, 1));
    for pair in stays[at..].windows(2) {
        let (old, new) = (&pair[0].above, &pair[1].above);
        old.iter().filter(|a| !new.contains(a)).for_each(|a| add(*a, pair[1].from, true, -1));
        new.iter().filter(|a| !old.contains(a)).for_each(|a| add(*a, pair[1].from, true, 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Day {
        Day::from_number(n).unwrap()
    }

    #[test]
    fn a_fact_counts_where_it_happened_and_its_stock_goes_along() {
        let stays = [
            Stay { from: day(20200101), above: vec![Id(1), Id(2)] },
            Stay { from: day(20260601), above: vec![Id(1), Id(3)] },
        ];
        let all = |d| {
            let mut out = Vec::new();
            climb(&stays, d, |a, d, moved, sign| out.push((a.0, d.number(), moved, sign)));
            out
        };
        let moved = [(2, 20260601, true, -1), (3, 20260601, true, 1)];
        let mut march = vec![(1, 20260301, false, 1), (2, 20260301, false, 1)];
        march.extend(moved);
        assert_eq!(all(day(20260301)), march);
        assert_eq!(all(day(20260601)), [(1, 20260601, false, 1), (3, 20260601, false, 1)]);
        // What was before the union stood anywhere counts where it stood first.
        let mut before = vec![(1, 20190101, false, 1), (2, 20190101, false, 1)];
        before.extend(moved);
        assert_eq!(all(day(20190101)), before);
    }
}
