//! Properties of what is paid for a claim.
#![allow(clippy::unwrap_used, reason = "a test")]

use kernel::Fen;
use mutual::schemes::*;
use proptest::prelude::*;

use crate::benefit::stay;

/// A scheme without mistakes, drawn: one item with a deductible, tiers, caps, shares.
fn drawn() -> impl Strategy<Value = Scheme> {
    let tiers = proptest::collection::vec((1i64..3_000_000, 1i64..=10_000), 1..5);
    let caps = (proptest::option::of(1i64..5_000_000), proptest::option::of(1i64..5_000_000));
    let total = proptest::option::of(1i64..5_000_000);
    (0i64..300_000, tiers, caps, total, any::<(bool, bool, bool)>(), 0usize..3).prop_map(
        |(deductible, parts, (a, b), total, (per_year, shares, not_above), basis)| {
            let mut s = shipped("demo-a").unwrap();
            let mut from = deductible;
            let n = parts.len();
            let tiers = parts.into_iter().enumerate().map(|(i, (width, rate))| {
                let tier = Tier { from: Fen(from), to: (i + 1 < n).then_some(Fen(from + width)), rate };
                from += width;
                tier
            });
            let item = &mut s.items[0];
            item.max_shares = if shares { 5 } else { 1 };
            let rule = &mut item.rule;
            rule.tiers = tiers.collect();
            rule.deductible = Fen(deductible);
            rule.deductible_per = if per_year { Per::Year } else { Per::Event };
            rule.event_cap = a.map(Fen).map(|a| b.map_or(a, |b| a.min(Fen(b))));
            rule.year_cap = b.map(Fen);
            rule.share_multiplier = shares;
            rule.not_above_cost = not_above;
            rule.basis = [Basis::InScopeSelfpay, Basis::TotalSelfpay, Basis::TotalInScope][basis];
            s.total_cap = total.map(|t| b.map_or(Fen(t), |b| Fen(t.max(b))));
            s
        },
    )
}

/// A bill, drawn: insured, borne within the scope, borne out of it, and the person's shares.
fn bill() -> impl Strategy<Value = (i64, i64, i64, i64)> {
    (0i64..50_000_000, 0i64..20_000_000, 0i64..20_000_000, 1i64..=5)
}

fn claimed(s: &Scheme, (insured, self_pay, own, shares): (i64, i64, i64, i64), used: Used) -> Facts {
    let mut f = Facts {
        total: Fen(insured + self_pay + own),
        in_scope: Fen(insured + self_pay),
        insured: Fen(insured),
        self_pay: Fen(self_pay),
        own: Fen(own),
        used,
        ..stay(s, 0)
    };
    f.cover.as_mut().unwrap().shares = shares;
    f
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_benefit_is_never_negative_never_above_a_cap_and_the_trace_adds_up(
        s in drawn(), b in bill(), item in 0i64..6_000_000, more in 0i64..1_000_000, aid in 0i64..3_000_000,
    ) {
        prop_assert_eq!(check(&s), []);
        let used = Used { item: Fen(item), total: Fen(item + more), ..Used::default() };
        let mut f = claimed(&s, b, used);
        f.other_aid = Fen(aid);
        let out = adjudicate(&s, ItemKind::Hospital, &f);
        let rule = &s.items[0].rule;
        let shares = if rule.share_multiplier { b.3 } else { 1 };
        prop_assert!(out.benefit.0 >= 0);
        prop_assert_eq!(out.benefit.0 == 0, !out.refusals.is_empty());
        let counted: i64 = out.trace.iter().filter(|l| l.code.counts()).map(|l| l.amount.0).sum();
        if out.refusals.is_empty() {
            prop_assert_eq!(counted, out.benefit.0);
            let said = out.trace.last().unwrap();
            prop_assert_eq!((said.code, said.amount), (LineCode::Benefit, out.benefit));
        }
        if let Some(cap) = rule.event_cap { prop_assert!(out.benefit.0 <= cap.0 * shares); }
        if let Some(cap) = rule.year_cap { prop_assert!(out.benefit.0 == 0 || out.benefit.0 + item <= cap.0 * shares); }
        if let Some(cap) = s.total_cap { prop_assert!(out.benefit.0 == 0 || out.benefit.0 + item + more <= cap.0); }
        if rule.not_above_cost { prop_assert!(out.benefit <= f.borne()); }
        prop_assert!(out.deductible.0 >= 0 && out.deductible <= rule.deductible);
    }

    #[test]
    fn who_bore_more_is_never_paid_less(s in drawn(), b in bill(), more in 1i64..2_000_000, own in any::<bool>()) {
        let less = claimed(&s, b, Used::default());
        let (i, p, o, n) = b;
        let more = claimed(&s, if own { (i, p, o + more, n) } else { (i, p + more, o, n) }, Used::default());
        let pay = |f: &Facts| adjudicate(&s, ItemKind::Hospital, f).benefit;
        prop_assert!(pay(&less) <= pay(&more));
    }

    #[test]
    fn the_order_in_which_tiers_are_written_does_not_matter(s in drawn(), b in bill(), seed in any::<u64>()) {
        let f = claimed(&s, b, Used::default());
        let mut other = s.clone();
        let tiers = &mut other.items[0].rule.tiers;
        let by = (seed % tiers.len() as u64) as usize;
        tiers.rotate_left(by);
        tiers.reverse();
        let (a, b) = (adjudicate(&s, ItemKind::Hospital, &f), adjudicate(&other, ItemKind::Hospital, &f));
        prop_assert_eq!(a.benefit, b.benefit);
    }

    #[test]
    fn two_shares_are_twice_one_where_nothing_caps(s in drawn(), b in bill()) {
        let mut s = s;
        s.total_cap = None;
        let rule = &mut s.items[0].rule;
        (rule.event_cap, rule.year_cap, rule.not_above_cost, rule.share_multiplier) = (None, None, false, true);
        s.items[0].max_shares = 5;
        let (i, p, o, n) = b;
        let pay = |n| adjudicate(&s, ItemKind::Hospital, &claimed(&s, (i, p, o, n), Used::default())).benefit.0;
        prop_assert_eq!(pay(n), pay(1) * n);
    }

    #[test]
    fn a_split_bill_is_never_paid_more_where_rates_do_not_fall_and_the_deductible_is_each_time(
        rates in proptest::collection::vec(1i64..=10_000, 3), p in 2i64..10_000_000, cut in 1i64..10_000_000,
    ) {
        let mut rates = rates;
        rates.sort_unstable();
        let mut s = shipped("demo-a").unwrap();
        let rule = &mut s.items[0].rule;
        rule.year_cap = None;
        rule.tiers = vec![
            Tier { from: Fen(100_000), to: Some(Fen(500_000)), rate: rates[0] },
            Tier { from: Fen(500_000), to: Some(Fen(2_000_000)), rate: rates[1] },
            Tier { from: Fen(2_000_000), to: None, rate: rates[2] },
        ];
        let cut = 1 + cut % (p - 1);
        let pay = |p: i64| adjudicate(&s, ItemKind::Hospital, &claimed(&s, (0, p, 0, 1), Used::default())).benefit.0;
        // Each line is rounded: two bills have at most three lines more.
        prop_assert!(pay(cut) + pay(p - cut) <= pay(p) + 3);
    }

    #[test]
    fn a_year_of_stays_never_passes_the_caps(s in drawn(), bills in proptest::collection::vec(bill(), 1..8)) {
        let n = bills[0].3;
        let cases: Vec<Facts> = bills.iter().map(|b| claimed(&s, (b.0, b.1, b.2, n), Used::default())).collect();
        let out = try_cases(&s, cases.iter().map(|f| (ItemKind::Hospital, f)), true);
        let sum: i64 = out.iter().map(|o| o.benefit.0).sum();
        let rule = &s.items[0].rule;
        let shares = if rule.share_multiplier { n } else { 1 };
        if let Some(cap) = rule.year_cap { prop_assert!(sum <= cap.0 * shares); }
        if let Some(cap) = s.total_cap { prop_assert!(sum <= cap.0); }
        if rule.deductible_per == Per::Year {
            prop_assert!(out.iter().map(|o| o.deductible.0).sum::<i64>() <= rule.deductible.0);
        }
    }

    #[test]
    fn an_amount_reads_as_it_is(fen in any::<i32>()) {
        let text = Yuan(Fen(i64::from(fen))).to_string();
        prop_assert_eq!(text.replace([',', '.'], "").parse::<i64>().unwrap(), i64::from(fen));
        let whole = text.trim_start_matches('-').split('.').next().unwrap().to_owned();
        prop_assert!(whole.split(',').skip(1).all(|g| g.len() == 3) && !whole.starts_with(','));
    }
}
