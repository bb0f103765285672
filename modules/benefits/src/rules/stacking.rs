//! Whether vouchers go together on one bill. Pure.

use kernel::{Id, Timestamp};

use crate::model::campaign::{Campaign, Stacking, Together};

/// A voucher that is used: its campaign, what that says, and when it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// Campaign.
    pub campaign_id: Id,
    /// Title of the campaign.
    pub title: String,
    /// With which others it goes together.
    pub stacking: Stacking,
    /// When it was shown at the till.
    pub at: Timestamp,
}

impl Used {
    /// A voucher of a campaign that is shown at an instant.
    pub fn of(c: &Campaign, at: Timestamp) -> Self {
        Self { campaign_id: c.id, title: c.title.clone(), stacking: c.terms.stacking, at }
    }
}

/// Whether what one says of itself lets it stand beside the others.
fn bears(one: &Used, beside: &[&Used]) -> bool {
    match one.stacking.with {
        Together::Free => true,
        Together::Own => {
            beside.iter().all(|o| o.campaign_id == one.campaign_id)
                && (beside.len() as i64) < one.stacking.most
        }
        Together::Never => beside.is_empty(),
    }
}

/// The voucher because of which a new one does not go on the bill, of those that the same person used within some minutes of it;
/// none if it does. Each of them must bear the others.
pub fn against<'a>(new: &Used, used: &'a [Used], minutes: i64) -> Option<&'a Used> {
    let near = |a: &Used, b: &Used| (a.at.0 - b.at.0).abs() <= minutes * 60_000;
    let bill: Vec<&'a Used> = used.iter().filter(|u| near(u, new)).collect();
    let other = |u: &&&Used| u.campaign_id != new.campaign_id;
    if !bears(new, &bill) {
        return bill.iter().find(other).or_else(|| bill.first()).copied();
    }
    bill.iter().find(|u| !bears(u, &[new])).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn used(campaign: i64, with: Together, most: i64, at: i64) -> Used {
        let stacking = Stacking { with, most };
        Used {
            campaign_id: Id(campaign),
            title: format!("活动{campaign}"),
            stacking,
            at: Timestamp(at * MINUTE),
        }
    }

    #[test]
    fn each_bears_what_it_says() {
        let free = |c, at| used(c, Together::Free, 0, at);
        let never = |c, at| used(c, Together::Never, 0, at);
        let own = |c, at| used(c, Together::Own, 2, at);
        let cases = [
            ("nothing before", never(1, 100), vec![], None),
            ("free beside free", free(1, 100), vec![free(2, 99), free(1, 99)], None),
            ("alone beside another", never(1, 100), vec![free(2, 99)], Some(2)),
            ("alone beside its own", never(1, 100), vec![never(1, 99)], Some(1)),
            ("another beside what stands alone", free(2, 100), vec![never(1, 99)], Some(1)),
            ("two of its own", own(1, 100), vec![own(1, 99)], None),
            ("three of its own", own(1, 100), vec![own(1, 99), own(1, 98)], Some(1)),
            ("its own beside another", own(1, 100), vec![free(2, 99)], Some(2)),
            ("another beside its own", free(2, 100), vec![own(1, 99)], Some(1)),
            ("the next bill", never(1, 100), vec![never(1, 94)], None),
            ("the last minute of the bill", never(1, 100), vec![never(1, 95)], Some(1)),
            ("handed in later, shown before", never(1, 100), vec![free(2, 104)], Some(2)),
        ];
        for (what, new, before, wanted) in cases {
            assert_eq!(against(&new, &before, 5).map(|u| u.campaign_id.0), wanted, "{what}");
        }
    }

    proptest::proptest! {
        /// Whatever the order in which two are shown, they go together or do not.
        #[test]
        fn of_two_the_order_does_not_matter(a in 1_i64..3, b in 1_i64..3, x in 0_usize..3, y in 0_usize..3, most in 2_i64..4) {
            let kind = |n: usize| [Together::Free, Together::Own, Together::Never][n];
            let y = if a == b { x } else { y };
            let (one, two) = (used(a, kind(x), most, 1), used(b, kind(y), most, 2));
            proptest::prop_assert_eq!(against(&one, std::slice::from_ref(&two), 5).is_some(), against(&two, std::slice::from_ref(&one), 5).is_some());
        }
    }
}
