//! What a campaign may say.

use kernel::Day;

use super::*;
use crate::model::campaign::{Amounts, Pass, Stacking};

fn ten(day: i64) -> Timestamp {
    Timestamp::at_day_start(Day::from_number(day).unwrap()).plus_minutes(600)
}

fn draft(kind: CampaignKind) -> Draft {
    Draft {
        kind,
        title: "1元看大片".into(),
        terms: Terms {
            rules: "每人一张".into(),
            offer: Offer {
                title: "电影票一张".into(),
                worth: Fen(2_900),
                pays: Fen(100),
                days: 14,
                until: None,
                merchants: Vec::new(),
            },
            limit: Limit { per: Span::Campaign, most: 1 },
            who: Vec::new(),
            amounts: None,
            prizes: Vec::new(),
            reserves: 0,
            source: String::new(),
            quiz: None,
            sign_up_until: None,
            daily: None,
            stacking: Stacking::default(),
            delivery: None,
        },
        opens_at: ten(20_261_204),
        closes_at: ten(20_261_206),
        stock: 5_000,
    }
}

fn codes(d: &Draft) -> Vec<(String, &'static str)> {
    check(d).into_iter().map(|e| (e.pointer, e.code)).collect()
}

#[test]
fn a_grab_costs_its_tickets() {
    let d = draft(CampaignKind::Grab);
    assert_eq!(check(&d), []);
    assert_eq!(cost(&d), Cost { stock: 5_000, worth: Fen(2_900), envelope: Fen(14_500_000) });
}

#[test]
fn red_packets_cost_the_mean_and_hold_the_most() {
    let mut d = draft(CampaignKind::RedPacket);
    assert_eq!(codes(&d), [("/terms/amounts".into(), "benefits.amounts")]);
    d.terms.amounts = Some(Amounts { least: Fen(100), most: Fen(8_800) });
    assert_eq!(check(&d), []);
    assert_eq!(cost(&d), Cost { stock: 5_000, worth: Fen(8_800), envelope: Fen(14_500_000) });
    for (least, most) in [(0, 8_800), (3_000, 8_800), (100, 2_800), (2_800, 2_800)] {
        d.terms.amounts = Some(Amounts { least: Fen(least), most: Fen(most) });
        assert_eq!(codes(&d), [("/terms/amounts".into(), "benefits.amounts")], "{least} {most}");
    }
    d.terms.amounts = Some(Amounts { least: Fen(2_900), most: Fen(2_900) });
    assert_eq!(check(&d), []);
}

#[test]
fn a_draw_costs_its_prizes_and_knows_one_entry() {
    let mut d = draft(CampaignKind::Draw);
    d.terms.limit.most = 5;
    d.terms.reserves = 20;
    d.terms.source = "2026年12月7日上证综指收盘点位".into();
    let prize = |title: &str, count, worth| Prize { title: title.into(), count, worth: Fen(worth) };
    d.terms.prizes = vec![prize("一箱橙子", 3, 6_000), prize("一张书券", 20, 2_000)];
    let d = clean(d);
    assert_eq!(check(&d), []);
    assert_eq!((d.stock, d.terms.limit.most, d.terms.offer.worth), (23, 1, Fen(0)));
    assert_eq!(cost(&d), Cost { stock: 23, worth: Fen(6_000), envelope: Fen(58_000) });
    let mut none = d.clone();
    none.terms.prizes.clear();
    none.terms.source = "骰子".into();
    assert_eq!(
        codes(&none),
        [("/terms/prizes".into(), "benefits.prizes"), ("/terms/source".into(), "benefits.source")]
    );
}

#[test]
fn tickets_cost_their_prizes_and_are_no_fewer() {
    let mut d = draft(CampaignKind::Instant);
    let prize = |title: &str, count, worth| Prize { title: title.into(), count, worth: Fen(worth) };
    d.terms.prizes = vec![prize("一箱橙子", 3, 6_000), prize("一张书券", 20, 2_000)];
    d.terms.limit = Limit { per: Span::Day, most: 3 };
    d.terms.source = "硬币".into();
    d.terms.reserves = 9;
    let d = clean(d);
    assert_eq!(check(&d), []);
    assert_eq!((d.stock, d.terms.limit.most, d.terms.offer.worth), (5_000, 3, Fen(0)));
    assert_eq!((d.terms.source.as_str(), d.terms.reserves, d.terms.prizes.len()), ("", 0, 2));
    assert_eq!(cost(&d), Cost { stock: 5_000, worth: Fen(6_000), envelope: Fen(58_000) });
    assert_eq!(codes(&Draft { stock: 23, ..d.clone() }), []);
    assert_eq!(
        codes(&Draft { stock: 22, ..d.clone() }),
        [("/terms/prizes".into(), "benefits.instant-prizes")]
    );
    for stock in [0, instant::TICKETS + 1] {
        assert_eq!(codes(&Draft { stock, ..d.clone() }), [("/stock".into(), "benefits.instant-stock")]);
    }
    let mut none = d;
    none.terms.prizes.clear();
    assert_eq!(codes(&none), [("/terms/prizes".into(), "benefits.prizes")]);
}

#[test]
fn a_quiz_with_prizes_asks_for_a_quiz() {
    let mut d = draft(CampaignKind::Quiz);
    assert_eq!(codes(&d), [("/terms/quiz/quiz_id".into(), "benefits.quiz-missing")]);
    d.terms.quiz = Some(Pass { quiz_id: Id(7), score: 80 });
    assert_eq!(check(&d), []);
    assert_eq!(cost(&d), Cost { stock: 5_000, worth: Fen(2_900), envelope: Fen(14_500_000) });
    // Others may ask for one.
    let grab = Draft { kind: CampaignKind::Grab, ..d };
    assert_eq!(check(&grab), []);
    assert!(clean(grab).terms.quiz.is_some());
}

#[test]
fn a_queue_ends_before_its_campaign_and_costs_its_vouchers() {
    let mut d = draft(CampaignKind::Queue);
    d.terms.limit.most = 4;
    d.terms.source = "2026年12月5日上证综指收盘点位".into();
    d.terms.sign_up_until = Some(ten(20_261_205));
    let d = clean(d);
    assert_eq!((check(&d), d.terms.limit.most), (vec![], 1));
    assert_eq!(cost(&d), Cost { stock: 5_000, worth: Fen(2_900), envelope: Fen(14_500_000) });
    for until in [None, Some(d.opens_at), Some(d.closes_at)] {
        let mut d = d.clone();
        d.terms.sign_up_until = until;
        assert_eq!(codes(&d), [("/terms/sign_up_until".into(), "benefits.sign-up-until")], "{until:?}");
    }
    let many = Draft { stock: QUEUE + 1, ..d.clone() };
    assert_eq!(codes(&many), [("/stock".into(), "benefits.queue-stock")]);
    assert_eq!(clean(Draft { kind: CampaignKind::Grab, ..d }).terms.sign_up_until, None);
}

#[test]
fn what_a_kind_does_not_know_is_left_out() {
    let mut d = draft(CampaignKind::Coupon);
    d.title = "  周末\u{3000}观影 ".into();
    d.terms.amounts = Some(Amounts { least: Fen(1), most: Fen(2) });
    d.terms.reserves = 3;
    d.terms.source = "硬币".into();
    d.terms.offer.merchants = vec![Id(2), Id(1), Id(2)];
    let d = clean(d);
    assert_eq!((d.terms.amounts, d.terms.reserves, d.terms.source.as_str()), (None, 0, ""));
    assert_eq!(d.terms.offer.merchants, [Id(2), Id(1)]);
    assert!(!d.title.starts_with(' ') && !d.title.ends_with(' '), "{:?}", d.title);
}

#[test]
fn what_is_out_of_range_is_named() {
    let mut d = draft(CampaignKind::Grab);
    d.title = "票".into();
    d.stock = 0;
    d.closes_at = d.opens_at;
    d.terms.limit.most = 11;
    d.terms.offer.worth = Fen(WORTH + 1);
    d.terms.offer.days = 0;
    let pointers: Vec<String> = codes(&d).into_iter().map(|(p, _)| p).collect();
    let all =
        ["/title", "/closes_at", "/terms/limit/most", "/stock", "/terms/offer/worth", "/terms/offer/days"];
    assert_eq!(pointers, all);
}

#[test]
fn a_voucher_of_the_last_day_holds_for_that_day() {
    let mut d = draft(CampaignKind::Grab);
    d.terms.offer.days = 0;
    d.terms.offer.until = Day::from_number(20_261_205);
    assert_eq!(codes(&d), [("/terms/offer/until".into(), "benefits.until-early")]);
    d.terms.offer.until = Day::from_number(20_261_206);
    assert_eq!(check(&d), []);
    // Closed at midnight, nothing is given on the day that begins then.
    d.closes_at = Timestamp::at_day_start(Day::from_number(20_261_206).unwrap());
    d.terms.offer.until = Day::from_number(20_261_205);
    assert_eq!(check(&d), []);
    d.terms.offer.days = 3;
    assert_eq!(codes(&d), [("/terms/offer/days".into(), "benefits.days-or-until")]);
}

#[test]
fn the_budget_is_that_of_the_day_in_china() {
    assert_eq!(budget_year(Timestamp::at_day_start(Day::constant(2027, 1, 1))), 2027);
    assert_eq!(budget_year(Timestamp::at_day_start(Day::constant(2027, 1, 1)).plus_ms(-1)), 2026);
}
