//! What is paid: the worked demo, every scheme that comes with the program, every reason for refusal, and properties.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::BTreeSet;

use kernel::{Day, Fen};
use mutual::schemes::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A stay of somebody with every item of the scheme, renewed, for which so much was borne within the scope.
pub fn stay(s: &Scheme, self_pay: i64) -> Facts {
    let admitted = s.cover_from.plus_days(120);
    Facts {
        admitted,
        discharged: admitted.plus_days(7),
        applied_on: admitted.plus_days(20),
        cause: Cause::Illness,
        illness: None,
        total: Fen(self_pay * 2),
        in_scope: Fen(self_pay * 2),
        insured: Fen(self_pay),
        self_pay: Fen(self_pay),
        own: Fen(0),
        other_aid: Fen(0),
        member: true,
        sex: Some(Sex::Female),
        cover: Some(CoverFacts {
            from: s.cover_from,
            to: s.cover_to,
            continuous: true,
            waiting_from: None,
            items: s.items.iter().map(|i| i.kind).collect(),
            shares: 1,
        }),
        designated: true,
        used: Used::default(),
        duplicate_of: None,
        missing: Vec::new(),
        deceased: false,
        heirs: false,
    }
}

pub fn demo_a() -> Scheme {
    shipped("demo-a").unwrap()
}

fn pays(s: &Scheme, item: ItemKind, facts: &Facts) -> i64 {
    let out = adjudicate(s, item, facts);
    assert!(out.refusals.is_empty(), "{:?}", out.refusals);
    let counted: i64 = out.trace.iter().filter(|l| l.code.counts()).map(|l| l.amount.0).sum();
    assert_eq!(counted, out.benefit.0, "the trace adds up: {:?}", out.trace);
    out.benefit.0
}

fn refused(s: &Scheme, item: ItemKind, facts: &Facts) -> RefusalCode {
    let out = adjudicate(s, item, facts);
    assert_eq!(out.benefit, Fen(0));
    out.refusals.first().unwrap().code
}

#[test]
fn the_worked_demo_of_the_rules_comes_out_to_the_fen() {
    let s = demo_a();
    let cases = [stay(&s, 1_500_000), stay(&s, 6_000_000), stay(&s, 900_000)];
    let out = try_cases(&s, cases.iter().map(|f| (ItemKind::Hospital, f)), true);
    assert_eq!(out.iter().map(|o| o.benefit.0).collect::<Vec<_>>(), [610_000, 1_390_000, 0]);
    let texts: Vec<(&str, &str, i64)> =
        out[0].trace.iter().map(|l| (l.code.title(), l.text.as_str(), l.amount.0)).collect();
    assert_eq!(
        texts,
        [
            ("计算基数", "医保范围内个人自付 15,000.00 元", 1_500_000),
            ("起付线", "每次起付线 1,000.00 元：15,000.00 − 1,000.00 = 14,000.00 元", 100_000),
            (
                "分段计算",
                "15,000.00 元中 1,000.00 至 10,000.00 元的部分：9,000.00 × 40% = 3,600.00 元",
                360_000
            ),
            ("分段计算", "15,000.00 元中 10,000.00 元以上的部分：5,000.00 × 50% = 2,500.00 元", 250_000),
            ("互助金", "应付互助金 6,100.00 元", 610_000),
        ]
    );
    let cap = out[1].trace.iter().find(|l| l.code == LineCode::YearCap).unwrap();
    assert_eq!(
        cap.text,
        "本年度该项最高 20,000.00 元，已用 6,100.00 元，余 13,900.00 元：减 14,700.00 元，为 13,900.00 元"
    );
    assert_eq!(cap.amount, Fen(-1_470_000));
    assert_eq!(out[2].refusals[0].code, RefusalCode::YearCapUsed);
    // Without carrying, each stands for itself.
    let alone = try_cases(&s, cases.iter().map(|f| (ItemKind::Hospital, f)), false);
    assert_eq!(alone.iter().map(|o| o.benefit.0).collect::<Vec<_>>(), [610_000, 2_000_000, 320_000]);
}

#[test]
fn every_scheme_that_comes_with_the_program_is_without_mistakes_and_says_what_it_is() {
    let all: Vec<&str> = codes().collect();
    assert_eq!(all, ["demo-a", "demo-county", "fuzhou-2012", "sanming", "taizhou-2023", "zj-industry-2019"]);
    for code in all {
        let s = shipped(code).unwrap();
        assert_eq!(check(&s), [], "{code}");
        assert_eq!(s.code, code);
        assert_eq!(s.demo, code.starts_with("demo"), "{code}: made-up schemes are marked");
        assert_eq!(s.demo, s.title.contains("示范"), "{code}");
        // What is written as JSON is read back as the same.
        let text = serde_json::to_string(&s).unwrap();
        assert_eq!(serde_json::from_str::<Scheme>(&text).unwrap(), s);
        for i in s.items.iter().filter(|i| i.rule.claim_days.is_none() && i.rule.claim_months.is_none()) {
            assert_eq!(i.rule.basis, Basis::Lump, "{code}: a stay has a deadline");
        }
    }
    assert!(shipped("nowhere").is_none());
}

#[test]
fn the_made_up_county_moves_to_every_year_of_the_demonstrations() {
    for year in 2013..=2027 {
        let s = demo_county(year).unwrap();
        assert_eq!(check(&s), [], "{year}");
        assert_eq!(
            (s.cover_from.to_string(), s.cover_to.to_string()),
            (format!("{year}-01-01"), format!("{year}-12-31"))
        );
        assert!(s.title.contains(&year.to_string()), "{}", s.title);
        assert_eq!(s.items.iter().map(|i| i.kind).collect::<Vec<_>>(), ItemKind::ALL);
    }
}

#[test]
fn taizhou_2023_hospital_before_the_others_and_fifty_thousand_in_all() {
    let s = shipped("taizhou-2023").unwrap();
    let premium = |kind, class| s.item(kind).unwrap().premium(class).unwrap().amount.0;
    assert_eq!(
        (premium(ItemKind::Hospital, "public"), premium(ItemKind::Hospital, "private")),
        (6_000, 4_000)
    );
    assert_eq!((premium(ItemKind::Critical, "private"), premium(ItemKind::Female, "public")), (1_500, 1_500));
    let mut f = stay(&s, 0);
    f.illness = Some("瘫痪".into());
    f.cover.as_mut().unwrap().items = vec![ItemKind::Critical];
    assert_eq!(refused(&s, ItemKind::Critical, &f), RefusalCode::RequiredItemMissing);
    f.cover.as_mut().unwrap().items = vec![ItemKind::Hospital, ItemKind::Critical];
    assert_eq!(pays(&s, ItemKind::Critical, &f), 1_000_000);
    f.used.total = Fen(4_300_000);
    assert_eq!(pays(&s, ItemKind::Critical, &f), 700_000, "of fifty thousand seven are left");
    f.used.total = Fen(5_000_000);
    assert_eq!(refused(&s, ItemKind::Critical, &f), RefusalCode::TotalCapUsed);
}

#[test]
fn an_illness_is_known_by_its_name_however_its_signs_are_written() {
    let s = demo_county(2026).unwrap();
    let mut f = stay(&s, 0);
    for (name, known) in
        [("严重III度烧伤", true), ("严重Ⅲ度烧伤", true), ("ＩＩＩ度烧伤", false), ("", false)]
    {
        f.illness = Some(name.into());
        assert_eq!(adjudicate(&s, ItemKind::Critical, &f).benefit.0 > 0, known, "{name}");
    }
    assert_eq!(BTreeSet::from(ILLNESSES).len(), 28);
    assert!(ILLNESSES.iter().chain(&OF_WOMEN).all(|n| kernel::text::clean(n) == *n));
}

#[test]
fn unions_of_industries_2019_one_share_of_a_hundred_for_one_year_without_coming_and_going() {
    let s = shipped("zj-industry-2019").unwrap();
    let p = s.item(ItemKind::Hospital).unwrap().premium("all").unwrap();
    assert_eq!((p.amount.0, p.employer.0 + p.union.0, p.person.0), (10_000, 8_000, 2_000));
    assert_eq!(
        (s.cover_from.to_string(), s.cover_to.to_string()),
        ("2019-01-01".into(), "2019-12-31".into())
    );
    assert_eq!(
        (s.entry.late, s.entry.refund, s.item(ItemKind::Hospital).unwrap().max_shares),
        (false, false, 1)
    );
    let mut f = stay(&s, 1_000_000);
    for (admitted, fits) in
        [("2019-01-01", true), ("2019-12-31", true), ("2018-12-31", false), ("2020-01-01", false)]
    {
        f.admitted = day(admitted);
        f.discharged = f.admitted.plus_days(3);
        f.applied_on = f.discharged;
        let code = adjudicate(&s, ItemKind::Hospital, &f).refusals.first().map(|r| r.code);
        assert_eq!(code, (!fits).then_some(RefusalCode::OutsidePeriod), "{admitted}");
    }
}

#[test]
fn fuzhou_2012_thirteen_per_cent_of_all_in_scope_cost_in_as_many_stays_as_there_are() {
    let s = shipped("fuzhou-2012").unwrap();
    let mut f = stay(&s, 0);
    (f.total, f.in_scope, f.insured, f.self_pay, f.own) =
        (Fen(3_000_000), Fen(2_500_000), Fen(2_000_000), Fen(500_000), Fen(500_000));
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 325_000);
    f.used.times = 11;
    f.used.item = Fen(4_800_000);
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 200_000, "fifty thousand a year");
}

#[test]
fn sanming_fixed_amounts_by_steps_of_what_was_borne() {
    let s = shipped("sanming").unwrap();
    let mut f = stay(&s, 0);
    let told = |borne: i64, f: &mut Facts| {
        (f.total, f.in_scope, f.self_pay, f.own) =
            (Fen(borne), Fen(borne / 2), Fen(borne / 2), Fen(borne - borne / 2));
        f.insured = Fen(0);
        adjudicate(&s, ItemKind::Hospital, f).benefit.0
    };
    assert_eq!(told(499_999, &mut f), 0);
    assert_eq!(told(500_000, &mut f), 150_000);
    assert_eq!(
        (told(1_999_999, &mut f), told(2_000_000, &mut f), told(90_000_000, &mut f)),
        (250_000, 400_000, 600_000)
    );
}

#[test]
fn a_yearly_deductible_is_borne_once() {
    let mut s = demo_a();
    s.items[0].rule.deductible_per = Per::Year;
    let cases = [stay(&s, 60_000), stay(&s, 90_000), stay(&s, 200_000)];
    let out = try_cases(&s, cases.iter().map(|f| (ItemKind::Hospital, f)), true);
    // 600 is not above 1,000; of 900 more 500 are; of the 2,000 after that all.
    assert_eq!(out.iter().map(|o| o.benefit.0).collect::<Vec<_>>(), [0, 20_000, 80_000]);
    assert_eq!(out.iter().map(|o| o.deductible.0).collect::<Vec<_>>(), [60_000, 40_000, 0]);
    assert_eq!(out[0].refusals[0].code, RefusalCode::BelowDeductible);
}

#[test]
fn shares_multiply_the_benefit_and_its_caps() {
    let s = demo_county(2026).unwrap();
    let mut f = stay(&s, 0);
    f.cause = Cause::Accident;
    (f.total, f.in_scope, f.self_pay, f.own, f.insured) =
        (Fen(2_000_000), Fen(1_000_000), Fen(210_000), Fen(0), Fen(0));
    assert_eq!(pays(&s, ItemKind::Accident, &f), 100_000);
    f.cover.as_mut().unwrap().shares = 2;
    assert_eq!(pays(&s, ItemKind::Accident, &f), 200_000);
    f.cover.as_mut().unwrap().shares = 9;
    assert_eq!(pays(&s, ItemKind::Accident, &f), 200_000, "no more than may be bought");
    f.self_pay = Fen(1_000_000);
    assert_eq!(pays(&s, ItemKind::Accident, &f), 600_000, "two caps of 3,000");
}

#[test]
fn other_aid_is_taken_off_and_nobody_gains_by_being_ill() {
    let mut s = demo_a();
    let mut f = stay(&s, 1_500_000);
    f.other_aid = Fen(500_000);
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 360_000, "10,000 are left");
    s.items[0].rule.tiers = vec![Tier { from: Fen(100_000), to: None, rate: 10_000 }];
    s.items[0].rule.not_above_cost = true;
    s.items[0].rule.basis = Basis::TotalInScope;
    (f.self_pay, f.other_aid) = (Fen(300_000), Fen(0));
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 300_000, "not more than was borne");
}

#[test]
fn waiting_is_for_illness_of_who_is_new() {
    let s = demo_a();
    let mut f = stay(&s, 1_500_000);
    let at = |f: &mut Facts, days: i64| {
        f.admitted = s.cover_from.plus_days(days);
        (f.discharged, f.applied_on) = (f.admitted.plus_days(3), f.admitted.plus_days(3));
    };
    f.cover.as_mut().unwrap().continuous = false;
    at(&mut f, 29);
    assert_eq!(refused(&s, ItemKind::Hospital, &f), RefusalCode::Waiting);
    let told = adjudicate(&s, ItemKind::Hospital, &f).refusals[0].sentence.clone();
    assert!(told.contains("2026年1月31日起") && told.contains("2026年1月30日入院"), "{told}");
    f.cause = Cause::Accident;
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 610_000, "accidents do not wait");
    f.cause = Cause::Illness;
    at(&mut f, 30);
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 610_000);
    at(&mut f, 0);
    f.cover.as_mut().unwrap().continuous = true;
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 610_000, "nor does who renews");
    f.cover.as_mut().unwrap().continuous = false;
    f.cover.as_mut().unwrap().waiting_from = Some(s.cover_from.plus_days(-40));
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 610_000, "waiting may have begun before");
}

#[test]
fn of_two_deadlines_the_later_counts() {
    let s = demo_a();
    let mut f = stay(&s, 1_500_000);
    (f.admitted, f.discharged) = (day("2026-02-01"), day("2026-02-05"));
    f.applied_on = day("2027-03-31");
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 610_000, "three months after the end");
    f.applied_on = day("2027-04-01");
    assert_eq!(refused(&s, ItemKind::Hospital, &f), RefusalCode::Late);
    (f.admitted, f.discharged) = (day("2026-12-30"), day("2027-01-15"));
    f.applied_on = day("2027-07-14");
    assert_eq!(pays(&s, ItemKind::Hospital, &f), 610_000, "180 days after discharge");
    f.applied_on = day("2027-07-15");
    assert_eq!(refused(&s, ItemKind::Hospital, &f), RefusalCode::Late);
}

/// A case for each reason: item, and what about it is wrong.
fn refusals() -> Vec<(RefusalCode, Scheme, ItemKind, Facts)> {
    use ItemKind::{Accident, Critical, Female, Gift, Hospital};
    use RefusalCode as C;
    let s = demo_county(2026).unwrap();
    let base = stay(&s, 1_500_000);
    let mut all = Vec::new();
    let mut add = |code, item, change: &dyn Fn(&mut Facts)| {
        let mut f = base.clone();
        change(&mut f);
        all.push((code, s.clone(), item, f));
    };
    let ill = |f: &mut Facts| f.illness = Some("深度昏迷".into());
    add(C::DaysInverted, Hospital, &|f| f.discharged = f.admitted.plus_days(-1));
    add(C::NotDischarged, Hospital, &|f| f.applied_on = f.discharged.plus_days(-1));
    add(C::AmountsInconsistent, Hospital, &|f| f.own = Fen(1));
    add(C::NoMember, Hospital, &|f| f.member = false);
    add(C::NoCover, Hospital, &|f| f.cover = None);
    add(C::OutsidePeriod, Hospital, &|f| f.cover.as_mut().unwrap().to = f.admitted.plus_days(-1));
    add(C::ItemNotCovered, Accident, &|f| {
        f.cause = Cause::Accident;
        f.cover.as_mut().unwrap().items = vec![Hospital];
    });
    add(C::RequiredItemMissing, Critical, &|f| {
        ill(f);
        f.cover.as_mut().unwrap().items = vec![Critical];
    });
    add(C::Waiting, Critical, &|f| {
        ill(f);
        f.cover.as_mut().unwrap().continuous = false;
        f.cover.as_mut().unwrap().waiting_from = Some(f.admitted.plus_days(-89));
    });
    add(C::ExcludedIllness, Accident, &|_| ());
    let causes = [
        (C::ExcludedWorkInjury, Cause::WorkInjury),
        (C::ExcludedMaternity, Cause::Maternity),
        (C::ExcludedCosmetic, Cause::Cosmetic),
        (C::ExcludedCrime, Cause::Crime),
        (C::ExcludedIntoxication, Cause::Intoxication),
        (C::ExcludedThirdParty, Cause::ThirdParty),
        (C::ExcludedSelfHarm, Cause::SelfHarm),
    ];
    for (code, cause) in causes {
        add(code, Hospital, &|f| f.cause = cause);
    }
    add(C::SexNotFitting, Female, &|f| {
        f.sex = Some(Sex::Male);
        f.illness = Some("乳腺癌".into());
    });
    add(C::IllnessNotListed, Critical, &|f| f.illness = Some("感冒".into()));
    add(C::HospitalNotDesignated, Hospital, &|f| f.designated = false);
    add(C::Duplicate, Hospital, &|f| f.duplicate_of = Some("HZ-2026-000123".into()));
    add(C::Late, Hospital, &|f| f.applied_on = day("2027-04-01"));
    add(C::PapersMissing, Hospital, &|f| f.missing = vec![Paper::Discharge, Paper::BankCard]);
    add(C::HeirPapersMissing, Hospital, &|f| f.deceased = true);
    add(C::NoAmount, Hospital, &|f| (f.self_pay, f.own) = (Fen(0), Fen(900_000)));
    add(C::OtherAidCovers, Hospital, &|f| f.other_aid = Fen(1_500_000));
    add(C::BelowDeductible, Hospital, &|f| f.self_pay = Fen(50_000));
    add(C::TimesUsed, Gift, &|f| {
        ill(f);
        f.used.times = 1;
    });
    add(C::YearCapUsed, Hospital, &|f| f.used.item = Fen(2_000_000));
    add(C::TotalCapUsed, Hospital, &|f| f.used.total = Fen(5_000_000));
    let a = demo_a();
    all.push((C::NoSuchItem, a.clone(), Critical, stay(&a, 1_500_000)));
    let mut no_accident = demo_a();
    no_accident.items[0].rule.excluded.push(Cause::Accident);
    let f = Facts { cause: Cause::Accident, ..stay(&no_accident, 1_500_000) };
    all.push((C::ExcludedAccident, no_accident, Hospital, f));
    let steps = shipped("sanming").unwrap();
    let f = stay(&steps, 100_000);
    all.push((C::BelowSteps, steps, Hospital, f));
    all
}

#[test]
fn every_reason_for_refusal_is_reached_by_a_case_and_told_in_plain_words() {
    let mut seen = BTreeSet::new();
    let mut told = BTreeSet::new();
    for (code, s, item, f) in refusals() {
        let out = adjudicate(&s, item, &f);
        let codes: Vec<RefusalCode> = out.refusals.iter().map(|r| r.code).collect();
        assert_eq!(codes, [code], "{:?}", out.refusals);
        assert_eq!(out.benefit, Fen(0));
        let sentence = &out.refusals[0].sentence;
        assert!(sentence.ends_with('。') && sentence.chars().count() >= 10, "{sentence}");
        assert!(!sentence.contains(['{', '}', '_']), "{sentence}");
        assert!(told.insert(sentence.clone()), "said of two reasons: {sentence}");
        seen.insert(code);
    }
    let all: BTreeSet<RefusalCode> = RefusalCode::ALL.iter().copied().collect();
    assert_eq!(seen, all, "a case for each");
    assert!(all.len() >= 18, "{}", all.len());
}

#[test]
fn all_reasons_are_told_at_once_in_the_order_of_the_rules() {
    let s = demo_a();
    let mut f = stay(&s, 1_500_000);
    (f.member, f.cause, f.duplicate_of) = (false, Cause::WorkInjury, Some("HZ-1".into()));
    f.applied_on = day("2028-01-01");
    let codes: Vec<RefusalCode> =
        adjudicate(&s, ItemKind::Hospital, &f).refusals.iter().map(|r| r.code).collect();
    assert_eq!(
        codes,
        [RefusalCode::NoMember, RefusalCode::ExcludedWorkInjury, RefusalCode::Duplicate, RefusalCode::Late]
    );
    assert!(codes.is_sorted(), "as they are declared");
}

#[test]
fn a_case_keeps_its_words_and_numbers_as_json() {
    let s = demo_a();
    let f = stay(&s, 1_500_000);
    let text = serde_json::to_string(&f).unwrap();
    assert_eq!(serde_json::from_str::<Facts>(&text).unwrap(), f);
    let out = adjudicate(&s, ItemKind::Hospital, &f);
    let text = serde_json::to_string(&out).unwrap();
    assert_eq!(serde_json::from_str::<Outcome>(&text).unwrap(), out);
    assert!(
        serde_json::from_str::<Facts>(&text.replace("benefit_fen", "x")).is_err(),
        "nothing unknown is taken"
    );
}
