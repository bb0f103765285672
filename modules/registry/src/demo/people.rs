//! Who the members are. Nothing here depends on the day on which the demo is made: the same seed gives the same people
//! next year.

use std::collections::HashMap;

use kernel::{Day, DocumentKind, IdNumber, PersonDocument, Phone};
use rand::{Rng, RngExt};

use super::words::{Names, pick};
use crate::model::{Birth, BirthPrecision, NewPerson, Profile};

/// Counties that workers of the coast come from, with how many of a hundred migrants come from each.
const AWAY: [(u32, u32); 26] = [
    (340_122, 4),
    (341_226, 6),
    (341_602, 5),
    (340_828, 3),
    (360_121, 3),
    (361_126, 4),
    (360_430, 3),
    (410_122, 3),
    (411_325, 5),
    (411_628, 5),
    (412_827, 4),
    (420_115, 3),
    (421_122, 3),
    (430_121, 3),
    (431_224, 3),
    (500_112, 4),
    (500_236, 4),
    (510_122, 3),
    (511_324, 4),
    (511_722, 4),
    (520_121, 3),
    (522_401, 6),
    (522_625, 5),
    (530_112, 3),
    (532_128, 4),
    (610_922, 3),
];

/// Beginnings of mobile numbers, the common ones more than once.
const PREFIXES: [&str; 32] = [
    "138", "139", "135", "136", "137", "150", "151", "152", "158", "159", "182", "187", "188", "183", "178",
    "157", "138", "139", "137", "158", "130", "131", "186", "156", "185", "176", "133", "189", "180", "199",
    "153", "173",
];

/// Numbers of one division and day: sequence 1 to 999. The rest is for those who only stand in workbooks.
const REGISTERED: u16 = 430;
const SEQUENCES: u16 = 499;

/// Which people: those in the register, or others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Members of the demo.
    Register,
    /// People that only a workbook names.
    Workbook,
}

/// Makes people, none twice.
#[derive(Debug)]
pub struct People {
    names: Names,
    /// How many numbers were given out, by lane, division and day.
    given: HashMap<(Lane, u32, i64), u16>,
}

/// Where a person's union is.
#[derive(Clone, Copy, Debug)]
pub struct Home<'a> {
    /// Division of the county.
    pub division: u32,
    /// Its name as written on a household register.
    pub written: &'a str,
}

impl People {
    /// Nobody yet.
    pub fn new() -> Self {
        Self { names: Names::new(), given: HashMap::new() }
    }

    /// The next person of a union in the county `home`.
    pub fn next(&mut self, rng: &mut impl Rng, lane: Lane, home: Home<'_>) -> NewPerson {
        let female = rng.random_range(0..100) < 44;
        let (nation, issued) = self.names.nation(rng);
        let local = nation == "01" && rng.random_range(0..100) < 57;
        let area = match issued {
            Some(area) => area,
            None if local => issuer(home.division),
            None => weighted(rng, &AWAY),
        };
        // Between 1962 and 2006: the middle is commoner than the ends.
        let age = rng.random_range(0..23_i64) + rng.random_range(0..22_i64);
        let born = Day::constant(1962, 1, 1).plus_days(age * 365 + rng.random_range(0..365));
        let number = self.number(lane, area, born, female);
        let document = PersonDocument::parse(DocumentKind::IdCard, number.as_str(), Day::OPEN)
            .expect("a composed number has its right check digit");
        let born = number.birth_day();
        let name = self.names.person(rng, nation, female, born.year());
        let profile = profile(rng, name, nation, female, local.then_some(home.written), born.year());
        let phone = (rng.random_range(0..100) >= 2).then(|| phone(rng)).flatten();
        let birth = Birth { day: Some(born), precision: BirthPrecision::Day };
        NewPerson { profile, birth, document, phone }
    }

    /// A number that nobody has; the birth day moves on when all of a day are given out.
    fn number(&mut self, lane: Lane, area: u32, born: Day, female: bool) -> IdNumber {
        let (first, size) = match lane {
            Lane::Register => (0, REGISTERED),
            Lane::Workbook => (REGISTERED, SEQUENCES - REGISTERED),
        };
        let mut day = born;
        loop {
            let given = self.given.entry((lane, area, day.number())).or_default();
            if *given < size {
                // Spread over the day's numbers; 7 and 61 have no factor in common with either size.
                let step = if lane == Lane::Register { 61 } else { 7 };
                let at = first + (*given * step + (day.number() % 97) as u16) % size;
                *given += 1;
                // Odd for men, even for women.
                if let Some(number) = IdNumber::compose(area, day, at * 2 + if female { 2 } else { 1 }) {
                    return number;
                }
            }
            day = day.plus_days(1);
        }
    }
}

/// The division whose code stands in the numbers of grown-up people: 奉化 was a city of its own until 2016.
fn issuer(division: u32) -> u32 {
    if division == 330_213 { 330_283 } else { division }
}

fn weighted<T: Copy>(rng: &mut impl Rng, all: &[(T, u32)]) -> T {
    let total: u32 = all.iter().map(|(_, w)| w).sum();
    let mut at = rng.random_range(0..total);
    for (word, weight) in all {
        if at < *weight {
            return *word;
        }
        at -= weight;
    }
    all[0].0
}

fn phone(rng: &mut impl Rng) -> Option<Phone> {
    Phone::parse(&format!("{}{:08}", pick(rng, &PREFIXES), rng.random_range(0..100_000_000_u32))).ok()
}

/// The younger, the more schooling (GB/T 4658).
const SCHOOLING: [(i16, [(&str, u32); 7]); 3] = [
    (1900, [("81", 12), ("71", 48), ("61", 18), ("41", 8), ("31", 8), ("21", 5), ("14", 1)]),
    (1978, [("81", 3), ("71", 38), ("61", 18), ("41", 13), ("31", 15), ("21", 11), ("14", 2)]),
    (1990, [("81", 1), ("71", 17), ("61", 15), ("47", 14), ("31", 28), ("21", 21), ("14", 4)]),
];

fn profile(
    rng: &mut impl Rng,
    name: String,
    nation: &str,
    female: bool,
    home: Option<&str>,
    born: i16,
) -> Profile {
    let era = SCHOOLING.iter().rposition(|(from, _)| *from <= born).unwrap_or(0);
    let education = weighted(rng, &SCHOOLING[era].1);
    let studied = matches!(education, "21" | "14" | "31");
    let politics: &[(&str, u32)] = match born {
        1996.. => &[("13", 62), ("03", 30), ("01", 8)],
        _ if studied => &[("13", 76), ("01", 23), ("12", 1)],
        _ => &[("13", 94), ("01", 6)],
    };
    Profile {
        name,
        sex: if female { "2" } else { "1" }.into(),
        nation: nation.into(),
        work_state: "1".into(),
        education: education.into(),
        skill: weighted(rng, &[("00", 58), ("20", 14), ("30", 15), ("40", 9), ("50", 3), ("60", 1)]).into(),
        household_kind: weighted(rng, &[("20", 45), ("11", 15), ("12", 40)]).into(),
        household_place: home.unwrap_or_default().into(),
        politics: weighted(rng, politics).into(),
        native_place: String::new(),
        migrant_worker: if home.is_some() || studied { "0" } else { "1" }.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    #[test]
    fn nobody_is_there_twice() {
        let (mut people, mut rng) = (People::new(), ChaCha8Rng::seed_from_u64(1));
        let home = Home { division: 330_226, written: "x" };
        let mut seen = HashSet::new();
        for n in 0..60_000 {
            let lane = if n % 3 == 0 { Lane::Workbook } else { Lane::Register };
            let p = people.next(&mut rng, lane, home);
            assert!(seen.insert(p.document.key()), "{}", p.document.number());
            assert_eq!(p.document.sex().map(|s| s.code().to_string()), Some(p.profile.sex.clone()));
        }
        // However many share a birth day.
        let born = Day::constant(1990, 5, 5);
        let same: HashSet<String> = (0..1_500)
            .map(|n| people.number(Lane::Register, 330_225, born, n % 2 == 0).as_str().to_owned())
            .collect();
        assert_eq!(same.len(), 1_500);
    }
}
