//! Members, made from a seed.

use kernel::{Day, DocumentKind, IdNumber, PersonDocument, Phone};
use rand::{Rng, RngExt};

use super::words::{person_name, pick};
use crate::model::{Birth, BirthPrecision, NewPerson, Profile};

/// Where numbers were issued: mostly the county itself, then the provinces that workers come from.
const AREAS: &[(u32, u32)] = &[
    (330_226, 58),
    (330_225, 4),
    (331_083, 3),
    (330_281, 3),
    (340_122, 4),
    (360_121, 4),
    (410_122, 4),
    (420_115, 3),
    (430_121, 3),
    (500_112, 4),
    (510_122, 3),
    (520_121, 4),
    (530_112, 2),
    (411_325, 2),
];

const PHONES: &[&str] = &[
    "138", "139", "135", "136", "137", "150", "151", "152", "158", "159", "182", "187", "188", "130", "131",
    "186", "133", "189", "180", "199",
];

/// The number of a person who was born on a day, new for each `serial`.
pub fn id_number(rng: &mut impl Rng, female: bool, born: Day, serial: u32) -> IdNumber {
    let total: u32 = AREAS.iter().map(|(_, w)| w).sum();
    let mut at = rng.random_range(0..total);
    let mut area = AREAS[0].0;
    for (code, weight) in AREAS {
        if at < *weight {
            area = *code;
            break;
        }
        at -= weight;
    }
    // Odd for men, even for women; the serial keeps people born on one day apart.
    let sequence = (serial % 499) * 2 + u32::from(!female);
    IdNumber::compose(area, born, sequence as u16 % 1000).unwrap_or_else(|| {
        IdNumber::compose(330_226, Day::constant(1990, 3, 7), 1).expect("the standard's example is a number")
    })
}

/// A birth day of somebody of working age.
pub fn birth_day(rng: &mut impl Rng, today: Day) -> Day {
    let age = 19 + rng.random_range(0..22) + rng.random_range(0..20);
    today.plus_days(-(i64::from(age) * 365 + rng.random_range(0..365)))
}

/// A member.
pub fn person(rng: &mut impl Rng, today: Day, serial: u32) -> NewPerson {
    let female = rng.random_range(0..100) < 44;
    let born = birth_day(rng, today);
    let number = id_number(rng, female, born, serial);
    let document = PersonDocument::parse(DocumentKind::IdCard, number.as_str(), today)
        .expect("a composed number has its right check digit");
    let phone = format!("{}{:08}", pick(rng, PHONES), rng.random_range(0..100_000_000_u32));
    let local = number.area_code() == "330226";
    let profile = Profile {
        name: person_name(rng, female),
        sex: if female { "2" } else { "1" }.into(),
        nation: if rng.random_range(0..50) == 0 { pick(rng, &["06", "15", "22", "03", "05"]) } else { "01" }
            .into(),
        work_state: "1".into(),
        education: pick(rng, &["71", "71", "61", "61", "41", "31", "31", "21", "21", "14"]).into(),
        skill: pick(rng, &["00", "00", "00", "20", "20", "30", "40", "50"]).into(),
        household_kind: pick(rng, &["20", "11", "12", "12"]).into(),
        household_place: if local { "浙江省宁波市宁海县" } else { "" }.into(),
        politics: pick(rng, &["13", "13", "13", "13", "13", "01", "03", "13"]).into(),
        native_place: String::new(),
        migrant_worker: if local { "0" } else { "1" }.into(),
    };
    let birth = Birth { day: document.birth_day(), precision: BirthPrecision::Day };
    NewPerson { profile, birth, document, phone: Phone::parse(&phone).ok() }
}
