//! What becomes of a discount that a merchant proposed, on the day on which it is approved.

use kernel::{Day, Id};

use crate::model::merchant::{Discount, Merchant, MerchantState};
use crate::model::proposal::{DiscountText, Proposal, ProposalKind};

/// Why a merchant may neither propose nor have a proposal approved on a day, Chinese; nothing if it may.
pub fn closed(m: &Merchant, today: Day) -> Option<&'static str> {
    match m.state {
        MerchantState::Contracted if today < m.contract_from => Some("合同还没有生效"),
        MerchantState::Contracted if today > m.contract_to => Some("合同已到期"),
        MerchantState::Contracted => None,
        other => Some(other.title()),
    }
}

/// Who approves neither wrote nor handed it in.
pub fn may_decide(p: &Proposal, actor: Id) -> bool {
    p.made_by != actor && p.proposed_by != actor
}

/// The discount as it stands once the proposal is approved today; nothing if its days are over, or what it changes or ends is. What began
/// keeps its first day and the way in which it is given, what is new begins today at the earliest, and nothing ends before yesterday.
pub fn outcome(p: &Proposal, now: Option<&Discount>, today: Day) -> Option<DiscountText> {
    let told = &p.told;
    match p.kind {
        ProposalKind::Add => {
            let from = told.from.max(today);
            (from <= told.to).then(|| DiscountText { from, ..told.clone() })
        }
        ProposalKind::Change => {
            let d = now.filter(|d| d.to >= today)?;
            let from = if d.from <= today { d.from } else { told.from.max(today) };
            let mut after = DiscountText { from, ..told.clone() };
            after.terms.by_code = d.terms.by_code;
            (told.to >= today && from <= told.to).then_some(after)
        }
        ProposalKind::End => {
            let d = now.filter(|d| d.to >= today)?;
            let to = told.to.max(today.plus_days(-1));
            (to < d.to).then(|| DiscountText { to, ..DiscountText::from(d) })
        }
    }
}

#[cfg(test)]
mod tests {
    use kernel::Timestamp;
    use proptest::prelude::*;

    use super::*;
    use crate::model::merchant::DiscountTerms;
    use crate::model::proposal::ProposalState;

    const TODAY: Day = Day::constant(2026, 11, 28);

    fn day(n: i64) -> Day {
        TODAY.plus_days(n)
    }

    fn text(from: i64, to: i64) -> DiscountText {
        let terms = DiscountTerms::default();
        DiscountText { title: "九折".into(), detail: String::new(), from: day(from), to: day(to), terms }
    }

    fn discount(from: i64, to: i64) -> Discount {
        let DiscountText { title, detail, from, to, terms } = text(from, to);
        Discount { merchant_id: Id(1), id: Id(2), title, detail, from, to, terms, version: 1 }
    }

    fn proposal(kind: ProposalKind, told: DiscountText) -> Proposal {
        Proposal {
            merchant_id: Id(1),
            id: Id(3),
            kind,
            discount_id: Id(2),
            told,
            was: None,
            note: String::new(),
            state: ProposalState::Proposed,
            reason: String::new(),
            made_by: Id(10),
            made_by_name: String::new(),
            proposed_by: Id(11),
            proposed_by_name: String::new(),
            proposed_at: Timestamp(1),
            decided_by_name: String::new(),
            decided_at: Timestamp(0),
            created_at: Timestamp(1),
            version: 1,
        }
    }

    #[test]
    fn what_waited_begins_today_and_what_is_over_is_not_written() {
        let of = |kind, told, now: Option<Discount>| {
            outcome(&proposal(kind, told), now.as_ref(), TODAY).map(|d| (d.from, d.to))
        };
        use ProposalKind as K;
        assert_eq!(of(K::Add, text(3, 9), None), Some((day(3), day(9))));
        assert_eq!(of(K::Add, text(-3, 9), None), Some((TODAY, day(9))));
        assert_eq!(of(K::Add, text(-3, -1), None), None);
        // One that began keeps its first day, one that did not may begin later.
        assert_eq!(of(K::Change, text(5, 9), Some(discount(-5, 20))), Some((day(-5), day(9))));
        assert_eq!(of(K::Change, text(5, 9), Some(discount(2, 20))), Some((day(5), day(9))));
        assert_eq!(of(K::Change, text(5, 4), Some(discount(2, 20))), None);
        assert_eq!(of(K::Change, text(-5, 9), Some(discount(-5, -1))), None);
        assert_eq!(of(K::Change, text(-5, 9), None), None);
        assert_eq!(of(K::End, text(-5, 4), Some(discount(-5, 20))), Some((day(-5), day(4))));
        assert_eq!(of(K::End, text(-5, -4), Some(discount(-5, 20))), Some((day(-5), day(-1))));
        assert_eq!(of(K::End, text(-5, 20), Some(discount(-5, 20))), None);
    }

    #[test]
    fn neither_who_wrote_nor_who_handed_in_decides() {
        let p = proposal(ProposalKind::Add, text(0, 1));
        assert_eq!([9, 10, 11].map(|id| may_decide(&p, Id(id))), [true, false, false]);
    }

    proptest! {
        #[test]
        fn nothing_that_was_given_is_taken_back(
            kind in 0_usize..3, from in -9_i64..9, to in -9_i64..9, begun in -9_i64..9, last in -9_i64..9, by_code: bool,
        ) {
            let p = proposal(ProposalKind::ALL[kind], text(from, to));
            let mut d = discount(begun, last);
            d.terms.by_code = by_code;
            if let Some(after) = outcome(&p, Some(&d), TODAY) {
                prop_assert!(after.to >= day(-1));
                match p.kind {
                    ProposalKind::Add => prop_assert!(after.from >= TODAY && after.from <= after.to),
                    _ => {
                        prop_assert!(d.to >= TODAY && after.terms.by_code == by_code);
                        prop_assert!(d.from > TODAY || after.from == d.from);
                    }
                }
            }
        }
    }
}
