//! What conditions look at of all members, a few bytes each, kept in memory: whoever builds a list of conditions asks how many it
//! means with every change, and a city of millions is not read anew for each. Holds no name, number or id of anybody.

use std::collections::HashMap;
use std::ops::Range;

use kernel::{Day, OrgPath, Timestamp};

use super::{Condition, born_within, joined_from, member_by};

/// Bits of the sex.
const SEX: u32 = 0b11;
/// Where the work state begins, and how many there may be.
const WORK: (u32, usize) = (2, 256);
/// Where the flags begin, and how many there may be.
const FLAGS: (u32, usize) = (10, 22);

/// A member.
#[derive(Clone, Copy, Debug)]
struct Seen {
    /// Member since, `yyyymmdd`.
    since: i32,
    /// Birth day, `yyyymmdd`; 0 if it is not known.
    birth: i32,
    /// Sex, work state, flags.
    bits: u32,
}

/// A member as the register tells it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Place of the union.
    pub path: &'a str,
    /// Member without a break since, `yyyymmdd`.
    pub since: i64,
    /// Birth day, `yyyymmdd`; 0 if it is not known.
    pub birth: i64,
    /// Code of `sex`.
    pub sex: &'a str,
    /// Code of `work_situation`.
    pub work_state: &'a str,
    /// Which flags are true, [`Filling::flag`].
    pub flags: u32,
}

/// The table while it is filled.
#[derive(Debug, Default)]
pub struct Filling {
    places: HashMap<String, u32>,
    rows: Vec<(u32, Seen)>,
    kinds: Vec<String>,
    states: Vec<String>,
    too_many: bool,
}

/// All members of the register at an instant, by place.
#[derive(Debug)]
pub struct Columns {
    /// When they were read.
    pub as_of: Timestamp,
    places: Vec<String>,
    /// Where the members of each place begin.
    starts: Vec<usize>,
    rows: Vec<Seen>,
    kinds: Vec<String>,
    states: Vec<String>,
}

/// The place of a word in a list, put there if it is missing; `None` if the list is full.
fn position(all: &mut Vec<String>, word: &str, most: usize) -> Option<u32> {
    let at = all.iter().position(|w| w == word).or_else(|| {
        (all.len() < most).then(|| {
            all.push(word.to_owned());
            all.len() - 1
        })
    });
    at.and_then(|at| u32::try_from(at).ok())
}

impl Filling {
    /// The bit of a kind of flag; 0 if there are more kinds than are kept.
    pub fn flag(&mut self, kind: &str) -> u32 {
        match position(&mut self.kinds, kind, FLAGS.1) {
            Some(at) => 1 << (FLAGS.0 + at),
            None => {
                self.too_many = true;
                0
            }
        }
    }

    /// Takes a member.
    pub fn take(&mut self, m: &Told<'_>) {
        let next = self.places.len() as u32;
        let place = match self.places.get(m.path) {
            Some(known) => *known,
            None => *self.places.entry(m.path.to_owned()).or_insert(next),
        };
        let sex = match m.sex {
            "1" => 1,
            "2" => 2,
            _ => 0,
        };
        let Some(state) = position(&mut self.states, m.work_state, WORK.1) else {
            self.too_many = true;
            return;
        };
        let day = |n: i64| i32::try_from(n).unwrap_or(0);
        let bits = sex | state << WORK.0 | m.flags;
        self.rows.push((place, Seen { since: day(m.since), birth: day(m.birth), bits }));
    }

    /// The table, if everything has found a place in it.
    pub fn done(self, as_of: Timestamp) -> Option<Columns> {
        if self.too_many {
            return None;
        }
        let mut places: Vec<(String, u32)> = self.places.into_iter().collect();
        places.sort_unstable();
        let mut rank = vec![0_u32; places.len()];
        for (n, (_, old)) in places.iter().enumerate() {
            if let Some(at) = rank.get_mut(*old as usize) {
                *at = n as u32;
            }
        }
        let mut rows = self.rows;
        rows.sort_by_key(|(place, _)| rank.get(*place as usize).copied());
        let mut starts = vec![0; places.len() + 1];
        for (place, _) in &rows {
            let at = rank.get(*place as usize).map_or(0, |n| *n as usize + 1);
            if let Some(count) = starts.get_mut(at) {
                *count += 1;
            }
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        Some(Columns {
            as_of,
            places: places.into_iter().map(|(path, _)| path).collect(),
            starts,
            rows: rows.into_iter().map(|(_, seen)| seen).collect(),
            kinds: self.kinds,
            states: self.states,
        })
    }
}

impl Columns {
    /// The members of a place and beneath it.
    fn range(&self, place: &OrgPath) -> Range<usize> {
        let (from, to) = place.range();
        let start = |text: &str| {
            let at = self.places.partition_point(|p| p.as_str() < text);
            self.starts.get(at).copied().unwrap_or(self.rows.len())
        };
        start(&from)..start(&to)
    }

    /// The parts of ranges that lie within others; each member is in one of them once.
    fn within(&self, now: &[Range<usize>], places: &[OrgPath]) -> Vec<Range<usize>> {
        let mut all: Vec<Range<usize>> = Vec::new();
        for place in places {
            let r = self.range(place);
            let clipped = now.iter().map(|n| n.start.max(r.start)..n.end.min(r.end));
            all.extend(clipped.filter(|r| r.start < r.end));
        }
        all.sort_unstable_by_key(|r| r.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for r in all {
            match merged.last_mut() {
                Some(last) if r.start <= last.end => last.end = last.end.max(r.end),
                _ => merged.push(r),
            }
        }
        merged
    }

    /// How many members beneath a place the conditions mean on a day. `places_of` gives the places of the unions that a condition
    /// names.
    pub fn count(
        &self,
        home: &OrgPath,
        who: &[Condition],
        today: Day,
        mut places_of: impl FnMut(&[kernel::Id]) -> Vec<OrgPath>,
    ) -> i64 {
        let whole = 0..self.rows.len();
        let mut ranges = self.within(std::slice::from_ref(&whole), std::slice::from_ref(home));
        let mut tests = Vec::new();
        for condition in who {
            match condition {
                Condition::UnionBeneath { unions } => ranges = self.within(&ranges, &places_of(unions)),
                other => tests.push(self.test(other, today)),
            }
        }
        let holds = |seen: &&Seen| tests.iter().all(|t| t.holds(seen));
        let rows = ranges.into_iter().filter_map(|r| self.rows.get(r));
        rows.map(|part| part.iter().filter(holds).count() as i64).sum()
    }

    fn test(&self, condition: &Condition, today: Day) -> Test {
        let day = |n: i64| i32::try_from(n).unwrap_or(i32::MAX);
        let flags = |kinds: &[String]| {
            let bit = |kind: &String| self.kinds.iter().position(|k| k == kind);
            kinds.iter().filter_map(bit).fold(0, |mask, at| mask | 1 << (FLAGS.0 as usize + at))
        };
        match condition {
            Condition::UnionBeneath { .. } => Test::Nobody,
            Condition::MemberFor { months } => Test::Since(day(member_by(today, *months).number())),
            Condition::JoinedSince { day: first } => Test::Joined(day(first.number())),
            Condition::JoinedWithin { days } => Test::Joined(day(joined_from(today, *days).number())),
            Condition::Age { from, to } => {
                let (earliest, latest) = born_within(today, *from, *to);
                Test::Born(day(earliest), day(latest))
            }
            Condition::Sex { code } => match code.as_str() {
                "1" => Test::Sex(1),
                "2" => Test::Sex(2),
                _ => Test::Nobody,
            },
            Condition::Flag { any_of } => Test::Any(flags(any_of)),
            Condition::MigrantWorker => Test::Any(flags(&["migrant_worker".to_owned()])),
            Condition::WorkState { any_of } => {
                Test::State(self.states.iter().map(|s| any_of.contains(s)).collect())
            }
        }
    }
}

/// A condition on a row.
enum Test {
    Nobody,
    /// On this day or earlier.
    Since(i32),
    /// On this day or later.
    Joined(i32),
    Born(i32, i32),
    Sex(u32),
    /// One of these bits.
    Any(u32),
    /// By the place of the work state.
    State(Vec<bool>),
}

impl Test {
    fn holds(&self, seen: &Seen) -> bool {
        match self {
            Self::Nobody => false,
            Self::Since(day) => seen.since <= *day,
            Self::Joined(day) => seen.since >= *day,
            Self::Born(earliest, latest) => *earliest <= seen.birth && seen.birth <= *latest,
            Self::Sex(sex) => seen.bits & SEX == *sex,
            Self::Any(mask) => seen.bits & mask != 0,
            Self::State(these) => {
                let at = (seen.bits >> WORK.0) as usize % WORK.1;
                these.get(at).copied().unwrap_or(false)
            }
        }
    }
}
