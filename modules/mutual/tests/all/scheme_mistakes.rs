//! Mistakes of a scheme are told where they stand.
#![allow(clippy::unwrap_used, reason = "a test")]

use kernel::Fen;
use mutual::schemes::*;

use crate::benefit::demo_a;

#[test]
fn each_mistake_of_a_scheme_is_told_at_its_place() {
    let at = |s: &Scheme| {
        check(s)
            .into_iter()
            .map(|e| (e.pointer, e.code.trim_start_matches("mutual.scheme-")))
            .collect::<Vec<_>>()
    };
    let said = |change: &dyn Fn(&mut Scheme)| {
        let mut s = demo_county(2026).unwrap();
        change(&mut s);
        at(&s)
    };
    let one = |pointer: &str, code: &'static str| vec![(pointer.to_owned(), code)];
    let tier = "/items/0/rule/tiers";
    let rule = |s: &mut Scheme| s.items[0].rule.clone();
    assert_eq!(said(&|_| ()), []);
    assert_eq!(said(&|s| s.code = "H Z".into()), one("/code", "code"));
    assert_eq!(said(&|s| s.year = 2027), one("/cover_from", "days-year"));
    assert_eq!(said(&|s| s.cover_to = s.cover_from.plus_months(30)), one("/cover_to", "days"));
    assert_eq!(said(&|s| s.title = "一".into()), one("/title", "length"));
    assert_eq!(
        said(&|s| s.items[0].rule.tiers[1].from = Fen(500_001)),
        one(&format!("{tier}/1/from_fen"), "tier-hole")
    );
    assert_eq!(
        said(&|s| s.items[0].rule.tiers[1].to = None),
        one(&format!("{tier}/2/from_fen"), "tier-open")
    );
    assert_eq!(
        said(&|s| s.items[0].rule.deductible = Fen(1)),
        one(&format!("{tier}/0/from_fen"), "tier-first")
    );
    assert_eq!(said(&|s| s.items[0].rule.tiers[0].rate = 10_001), one(&format!("{tier}/0/rate_bp"), "rate"));
    assert_eq!(said(&|s| s.items[0].rule.tiers.clear()), one(tier, "tiers"));
    assert_eq!(
        said(&|s| s.items[0].premiums[0].person = Fen(1)),
        one("/items/0/premiums/0/amount_fen", "premium-sum")
    );
    assert_eq!(
        said(&|s| s.items[1].premiums[1].class = "x".into()),
        one("/items/1/premiums/1/class", "premium-class")
    );
    assert_eq!(said(&|s| s.items[1].premiums.clear()), one("/items/1/premiums", "premium-missing"));
    assert_eq!(said(&|s| s.items[0].requires = vec![ItemKind::Gift]), one("/items/0/requires/0", "requires"));
    let circle = said(&|s| s.items[0].requires = vec![ItemKind::Critical]);
    assert!(circle.contains(&("/items/0/requires".into(), "requires-cycle")), "{circle:?}");
    assert!(circle.contains(&("/items/1/requires".into(), "requires-cycle")), "{circle:?}");
    assert!(!circle.contains(&("/items/3/requires".into(), "requires-cycle")), "{circle:?}");
    assert_eq!(
        said(&|s| s.items[0].rule.year_cap = Some(Fen(6_000_000))),
        one("/items/0/rule/year_cap_fen", "cap-total")
    );
    assert_eq!(
        said(&|s| s.items[3].rule.event_cap = Some(Fen(500_001))),
        one("/items/3/rule/event_cap_fen", "cap-order")
    );
    assert_eq!(
        said(&|s| s.items[3].rule.share_multiplier = false),
        one("/items/3/rule/share_multiplier", "shares-idle")
    );
    assert_eq!(said(&|s| s.items[0].wait_days_new = -1), {
        let mut both = one("/items/0/wait_days_new", "wait");
        both.extend(one("/items/0/wait_days_renewal", "wait-renewal"));
        both
    });
    assert_eq!(said(&|s| s.items[0].rule.claim_days = Some(0)), one("/items/0/rule/claim_days", "deadline"));
    assert_eq!(
        said(&|s| s.items[1].rule.deductible = Fen(5)),
        one("/items/1/rule/deductible_fen", "not-for-basis")
    );
    assert_eq!(said(&|s| s.items[1].rule.lump = Fen(0)), one("/items/1/rule/lump_fen", "amount"));
    assert_eq!(
        said(&|s| s.items[1].rule.illnesses.push("瘫痪".into())),
        one("/items/1/rule/illnesses/28", "illness")
    );
    assert_eq!(said(&|s| s.items[4].gift = None), one("/items/4/gift", "gift"));
    assert_eq!(said(&|s| s.items.push(s.items[0].clone())), {
        let mut all = one("/items", "items");
        all.extend(one("/items/5/kind", "item-twice"));
        all
    });
    assert_eq!(said(&|s| s.entry.max_age = Some(10)), one("/entry/min_age", "ages"));
    assert_eq!(
        said(&|s| s.classes[1].code = "institution".into()).len(),
        5,
        "and the premiums of who has no class"
    );
    assert_eq!(
        said(&|s| s.items[0].rule.excluded = Cause::ALL.to_vec()),
        one("/items/0/rule/excluded", "excluded")
    );
    let mut s = shipped("sanming").unwrap();
    s.items[0].rule.steps[1].pay = Fen(1);
    assert_eq!(at(&s), one("/items/0/rule/steps/1/pay_fen", "step-order"));
    s.items[0].rule.steps.clear();
    assert_eq!(at(&s), one("/items/0/rule/steps", "steps"));
    let mut s = demo_a();
    let same = rule(&mut s);
    s.items[0].rule.tiers[0].to = Some(Fen(50_000));
    assert_ne!(s.items[0].rule, same);
    let found = at(&s);
    assert!(found.contains(&(format!("{tier}/0/to_fen"), "tier-order")), "{found:?}");
}
