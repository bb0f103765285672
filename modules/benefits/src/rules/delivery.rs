//! Goods that are sent or fetched: what a campaign may say, where they are, and what may be done. Pure.

use kernel::FieldError;
use platform::cases::line;

use crate::campaign_error::field;
use crate::model::campaign::{CampaignKind, Delivery, Offer};
use crate::model::parcel::ParcelState;
use crate::model::voucher::VoucherState;

/// Most points.
const POINTS: usize = 50;

/// Whether a campaign of a kind can have goods: money and codes of others need no parcel.
pub fn fits(kind: CampaignKind) -> bool {
    !matches!(kind, CampaignKind::RedPacket | CampaignKind::Codes)
}

/// A delivery as it is kept.
pub fn clean(mut d: Delivery) -> Delivery {
    for p in &mut d.points {
        (p.name, p.address, p.hours) = (line(&p.name), line(&p.address), line(&p.hours));
    }
    d
}

/// What is wrong with a delivery: who supplies the goods is the one merchant that is named, and nobody pays at a till.
pub fn check(d: &Delivery, offer: &Offer) -> Vec<FieldError> {
    let mut all = Vec::new();
    let long = |text: &str, from: usize, to: usize| !(from..=to).contains(&text.chars().count());
    if d.points.len() > POINTS {
        all.push(field("/terms/delivery/points", "benefits.points-many"));
    }
    for (n, p) in d.points.iter().enumerate() {
        if long(&p.name, 2, 30) || long(&p.address, 2, 80) || long(&p.hours, 0, 60) {
            all.push(field(format!("/terms/delivery/points/{n}"), "benefits.point"));
        }
    }
    if offer.merchants.len() != 1 {
        all.push(field("/terms/offer/merchants", "benefits.delivery-merchant"));
    }
    if d.is_sent() && offer.pays.0 > 0 {
        all.push(field("/terms/offer/pays", "benefits.delivery-pays"));
    }
    all
}

/// Where the goods of a voucher are: what was written of them counts as far as the voucher bears it out. Goods that are sent are
/// used with the sending, those that are fetched with the fetching, at a till or at a point.
pub fn state(written: Option<ParcelState>, v: VoucherState) -> ParcelState {
    use ParcelState as P;
    match (written, v) {
        (Some(P::Sent), VoucherState::Used) => P::Sent,
        (_, VoucherState::Used) => P::Done,
        (_, VoucherState::Expired | VoucherState::Void | VoucherState::Blank) => P::Cancelled,
        (None, VoucherState::Held) => P::Waiting,
        (Some(P::Ready), VoucherState::Held) => P::Ready,
        // Its use was taken back: it came back.
        (Some(_), VoucherState::Held) => P::Returned,
    }
}

/// Whether the member may say where to.
pub fn may_tell(state: ParcelState) -> bool {
    matches!(state, ParcelState::Waiting | ParcelState::Ready | ParcelState::Returned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::campaign::PickupPoint;
    use kernel::{Fen, Id};

    #[test]
    fn what_is_written_counts_as_far_as_the_voucher_bears_it_out() {
        use ParcelState as P;
        use VoucherState as V;
        let cases = [
            (None, V::Held, P::Waiting),
            (Some(P::Ready), V::Held, P::Ready),
            (Some(P::Ready), V::Used, P::Done),
            (None, V::Used, P::Done),
            (Some(P::Sent), V::Used, P::Sent),
            (Some(P::Done), V::Used, P::Done),
            (Some(P::Sent), V::Held, P::Returned),
            (Some(P::Returned), V::Held, P::Returned),
            (Some(P::Ready), V::Void, P::Cancelled),
            (None, V::Expired, P::Cancelled),
        ];
        for (written, v, is) in cases {
            assert_eq!(state(written, v), is, "{written:?} {v:?}");
            assert_eq!(may_tell(is), v == V::Held && is != P::Sent, "{is:?}");
        }
    }

    #[test]
    fn goods_have_one_merchant_who_supplies_them() {
        let offer = |merchants: &[i64], pays| Offer {
            title: "米一袋".into(),
            worth: Fen(5_000),
            pays: Fen(pays),
            days: 30,
            until: None,
            merchants: merchants.iter().map(|n| Id(*n)).collect(),
        };
        let point =
            |name: &str| PickupPoint {
                name: name.into(), address: "人民路1号".into(), hours: String::new()
            };
        let at = |names: &[&str]| Delivery { points: names.iter().map(|n| point(n)).collect() };
        let codes = |d: &Delivery, o: &Offer| -> Vec<&'static str> {
            check(d, o).into_iter().map(|e| e.code).collect()
        };
        assert_eq!(codes(&at(&[]), &offer(&[7], 0)), [""; 0]);
        assert_eq!(codes(&at(&["工人文化宫"]), &offer(&[7], 100)), [""; 0]);
        assert_eq!(codes(&at(&[]), &offer(&[7], 100)), ["benefits.delivery-pays"]);
        assert_eq!(codes(&at(&[]), &offer(&[], 0)), ["benefits.delivery-merchant"]);
        assert_eq!(codes(&at(&["宫"]), &offer(&[7, 8], 0)), ["benefits.point", "benefits.delivery-merchant"]);
        assert_eq!(clean(at(&["  文化宫 "])).points[0].name, "文化宫");
    }
}
