//! Who may be enrolled, for what, and from when.

use kernel::{Day, Fen, Id, OrgPath};
use registry::api::{KnownMembership, KnownPerson, Status};

use super::*;
use crate::fixtures::demo_county;

fn day(n: i64) -> Day {
    Day::from_number(n).unwrap()
}

fn place(numbers: &[u32]) -> OrgPath {
    numbers.iter().fold(OrgPath::top(), |p, n| p.child(*n).unwrap())
}

fn person() -> KnownPerson {
    KnownPerson {
        id: Id(7),
        name: "王芳".to_owned(),
        sex: "2".to_owned(),
        birth: Some(day(19_900_501)),
        work_state: "1".to_owned(),
        member: Some(KnownMembership {
            union_id: Id(1),
            union_path: place(&[1, 2, 3]),
            status: Status::Active,
        }),
    }
}

fn wish() -> Wish {
    Wish { shares: 1, ..Wish::default() }
}

#[test]
fn a_person_is_known_by_document_and_name() {
    assert_eq!(identify(None, None), Err(Refusal::Unknown));
    assert_eq!(identify(Some(&person()), Some("王 芳")).map(|p| p.id), Ok(Id(7)));
    assert_eq!(identify(Some(&person()), Some("王方")), Err(Refusal::Name));
}

#[test]
fn members_of_the_union_and_beneath_are_admitted() {
    let s = demo_county(2026).unwrap();
    let admit = |p: &KnownPerson, at: &[u32]| admit(&s, p, &place(at), || "别处工会".to_owned());
    assert_eq!(admit(&person(), &[1, 2, 3]), Ok(vec![]));
    assert_eq!(admit(&person(), &[1, 2]), Ok(vec![]));
    assert_eq!(admit(&person(), &[1, 2, 4]), Err(Refusal::OtherUnion("别处工会".to_owned())));
    assert_eq!(admit(&person(), &[1, 2, 3, 1]), Err(Refusal::OtherUnion("别处工会".to_owned())));
    let gone = KnownPerson { member: None, ..person() };
    assert_eq!(admit(&gone, &[1, 2, 3]), Err(Refusal::NoMember));
}

#[test]
fn age_and_retirement_are_those_of_the_scheme() {
    let mut s = demo_county(2026).unwrap();
    (s.entry.retired, s.entry.min_age, s.entry.max_age) = (false, 16, Some(60));
    let at = place(&[1, 2, 3]);
    let of = |s: &Scheme, birth: i64| {
        admit(s, &KnownPerson { birth: Some(day(birth)), ..person() }, &at, String::new)
    };
    // The first day of cover is what counts: 2026-01-01.
    assert_eq!(of(&s, 20_100_101), Ok(vec![]));
    assert_eq!(of(&s, 20_100_102), Err(Refusal::TooYoung(15, 16)));
    assert_eq!(of(&s, 19_650_102), Ok(vec![]));
    assert_eq!(of(&s, 19_650_101), Err(Refusal::TooOld(61, 60)));
    let retired = KnownPerson { work_state: "4".to_owned(), ..person() };
    assert_eq!(admit(&s, &retired, &at, String::new), Err(Refusal::Retired));
    s.entry.retired = true;
    assert_eq!(admit(&s, &retired, &at, String::new), Ok(vec![]));
    let unknown = KnownPerson { birth: None, ..person() };
    assert_eq!(admit(&s, &unknown, &at, String::new), Ok(vec![Remark::NoBirth]));
}

#[test]
fn everything_is_offered_that_the_person_may_have() {
    let s = demo_county(2026).unwrap();
    let class = Some(s.classes[0].code.clone());
    let all = |female| offer(&s, &Wish { class: class.clone(), ..wish() }, female).unwrap();
    let kinds: Vec<ItemKind> = all(true).items;
    assert!(kinds.contains(&ItemKind::Hospital) && kinds.contains(&ItemKind::Female));
    assert!(!kinds.contains(&ItemKind::Gift));
    assert!(!all(false).items.contains(&ItemKind::Female));
    // What is asked of who adds up.
    let p = all(true).parts;
    assert!(p.premium.0 > 0);
    assert_eq!(p.premium.0, p.employer.0 + p.union.0 + p.person.0);
}

#[test]
fn an_item_may_ask_for_another_and_women_only() {
    let s = demo_county(2026).unwrap();
    let class = Some(s.classes[0].code.clone());
    let ask = |items: &[ItemKind], female| {
        offer(&s, &Wish { items: Some(items.to_vec()), class: class.clone(), ..wish() }, female)
            .map(|o| o.items)
    };
    assert_eq!(ask(&[ItemKind::Hospital], false), Ok(vec![ItemKind::Hospital]));
    assert!(matches!(ask(&[ItemKind::Female, ItemKind::Hospital], false), Err(Refusal::NotFemale(_))));
    assert!(matches!(ask(&[ItemKind::Gift, ItemKind::Hospital], true), Err(Refusal::Gift(_))));
    let asking = s.items.iter().find(|i| !i.requires.is_empty()).map(|i| i.kind);
    if let Some(kind) = asking {
        assert!(matches!(ask(&[kind], true), Err(Refusal::Requires(..))));
    }
}

#[test]
fn shares_multiply_up_to_the_most() {
    let mut s = demo_county(2026).unwrap();
    s.items.retain(|i| i.kind == ItemKind::Hospital);
    s.items[0].max_shares = 3;
    let class = Some(s.classes[0].code.clone());
    let of =
        |shares| offer(&s, &Wish { class: class.clone(), shares, ..wish() }, true).map(|o| o.parts.premium);
    let one = of(1).unwrap();
    assert_eq!(of(3), Ok(Fen(one.0 * 3)));
    assert!(matches!(of(4), Err(Refusal::Shares(_, 3))));
    assert!(matches!(of(0), Err(Refusal::Shares(_, 3))));
}

#[test]
fn parts_that_are_told_add_up_to_the_premium() {
    let mut s = demo_county(2026).unwrap();
    s.items.retain(|i| i.kind == ItemKind::Hospital);
    let class = Some(s.classes[0].code.clone());
    let premium = offer(&s, &Wish { class: class.clone(), ..wish() }, true).unwrap().parts.premium;
    let told = |e, u, p| {
        let parts = Some((Fen(e), Fen(u), Fen(p)));
        offer(&s, &Wish { class: class.clone(), parts, ..wish() }, true)
    };
    let o = told(premium.0 - 1_000, 0, 1_000).unwrap();
    assert_eq!((o.parts.person, o.parts.premium), (Fen(1_000), premium));
    assert_eq!(told(1, 1, 1), Err(Refusal::Parts(Fen(3), premium)));
}

#[test]
fn cover_begins_with_the_period_or_the_day_after_the_money() {
    let from = day(20_260_101);
    assert_eq!(cover_from(from, day(20_251_120)), from);
    assert_eq!(cover_from(from, day(20_251_231)), from);
    assert_eq!(cover_from(from, day(20_260_101)), day(20_260_102));
    assert_eq!(cover_from(from, day(20_260_331)), day(20_260_401));
}

#[test]
fn only_what_was_covered_until_the_day_before_goes_on() {
    let (h, c) = (ItemKind::Hospital, ItemKind::Critical);
    let last = [h];
    let held = |to: i64| vec![(last.as_slice(), day(20_250_101), day(to))];
    let on = |from: i64, to: i64| continued(&[h, c], day(from), held(to).into_iter());
    assert_eq!(on(20_260_101, 20_251_231), [h]);
    assert_eq!(on(20_260_101, 20_251_230), []);
    assert_eq!(on(20_260_102, 20_251_231), []);
    // A cover that is still to come is none.
    assert_eq!(continued(&[h], day(20_250_101), held(20_251_231).into_iter()), []);
}

#[test]
fn gifts_ask_for_service_and_the_hospital_item() {
    let s = demo_county(2026).unwrap();
    assert!(s.items.iter().any(|i| i.gift.is_some()), "the demo scheme has a gift");
    let of = |items: &[ItemKind], p: Option<&KnownPerson>| gifts(&s, items, p);
    assert_eq!(of(&[ItemKind::Hospital], Some(&person())), [ItemKind::Gift]);
    assert_eq!(of(&[ItemKind::Hospital], None), []);
    let retired = KnownPerson { work_state: "4".to_owned(), ..person() };
    let gift = s.item(ItemKind::Gift).unwrap().gift.unwrap();
    assert_eq!(of(&[ItemKind::Hospital], Some(&retired)).is_empty(), gift.in_service);
    assert_eq!(of(&[], Some(&person())).is_empty(), gift.hospital);
}
