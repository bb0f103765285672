//! What happened to the members of a union: two years of dated history, most of it joining.
//!
//! A story is told in the register's own steps. [`super::rows`] writes down what the ordinary operations would have left
//! behind; a test tells the same stories to the operations and compares.

use kernel::{Day, Id, OrgPath, Phone};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::people::{Home, Lane, People};
use crate::model::{EventKind, NewMembership, NewPerson, Status};
use crate::ops::membership_step::Step;

/// A union as the stories see it.
#[derive(Clone, Debug)]
pub struct Place {
    /// Union.
    pub id: Id,
    /// Its place.
    pub path: OrgPath,
    /// The day on which it was founded.
    pub founded: Day,
    /// Employers: id and name.
    pub firms: Vec<(Id, String)>,
    /// Members that it is to have in the end.
    pub size: usize,
}

/// What came after the beginning.
#[derive(Clone, Debug)]
pub enum Turn {
    /// Retained, resumed, left, expelled, died, gone to a union outside the register.
    Step(Step),
    /// To another union, asked for some days before and accepted.
    Moved {
        /// The membership there.
        to: NewMembership,
        /// Days between asking and answering.
        waited: i64,
    },
    /// Another union asks; not answered yet.
    Asked {
        /// The membership there, if it is accepted.
        to: NewMembership,
        /// Days since it was asked.
        waited: i64,
    },
}

/// One person's membership from the beginning to the demo's day.
#[derive(Clone, Debug)]
pub struct Story {
    /// Who.
    pub person: NewPerson,
    /// The first membership.
    pub first: NewMembership,
    /// What happened then, in order.
    pub then: Vec<Turn>,
}

/// Most identifiers that the rows of one story take.
pub const IDS: usize = 24;

/// People who have gone, beside a union's members.
pub fn gone(size: usize) -> usize {
    size * 52 / 1_000
}

/// Tells the stories of one union.
pub struct Teller<'a> {
    /// Everybody's identity.
    pub people: &'a mut People,
    /// The county.
    pub home: Home<'a>,
    /// The demo's day.
    pub today: Day,
    /// The union.
    pub here: &'a Place,
    /// Other unions of the county, where members come from and go to.
    pub others: &'a [Place],
    who: ChaCha8Rng,
    when: ChaCha8Rng,
    clerk: Option<Phone>,
    at: i64,
}

/// How many of a hundred joinings of two years fell into each month, the oldest first: campaigns in spring and autumn, a
/// drive at the beginning of the second year, little in the month of the Spring Festival.
const MONTHS: [u32; 24] = [3, 1, 4, 5, 4, 3, 2, 2, 4, 4, 3, 2, 6, 2, 8, 9, 7, 5, 4, 3, 6, 6, 4, 3];

impl<'a> Teller<'a> {
    /// A teller for the union with number `at`.
    pub fn new(
        people: &'a mut People,
        home: Home<'a>,
        today: Day,
        (here, others): (&'a Place, &'a [Place]),
        (seed, at): (u64, usize),
    ) -> Self {
        // Who they are does not depend on the day of the demo, so it has a generator of its own.
        let rng =
            |salt: u64| ChaCha8Rng::seed_from_u64(seed.wrapping_mul(1_000_003) ^ ((at as u64) << 8) ^ salt);
        let (who, when) = (rng(1), rng(2));
        Self { people, home, today, here, others, who, when, clerk: None, at: at as i64 }
    }

    /// All stories that end in this union, those who have gone among them.
    pub fn tell(mut self) -> Vec<Story> {
        // Now and then the clerk's mobile stands for nearly everybody's.
        let one_phone = self.who.random_range(0..150) == 0;
        let (members, gone) = (self.here.size, gone(self.here.size));
        (0..members + gone).map(|n| self.story(n >= members, one_phone)).collect()
    }

    fn story(&mut self, gone: bool, one_phone: bool) -> Story {
        let mut person = self.people.next(&mut self.who, Lane::Register, self.home);
        let shared = self.who.random_range(0..100) < if one_phone { 60 } else { 3 };
        match (&self.clerk, &person.phone) {
            (Some(phone), Some(_)) if shared => person.phone = Some(*phone),
            (_, Some(phone)) if !one_phone || self.clerk.is_none() => self.clerk = Some(*phone),
            _ => {}
        }
        let grown = person.birth.day.unwrap_or(self.today).plus_months(18 * 12);
        let day = self.joining(grown);
        if gone {
            return self.leaves(person, day);
        }
        if self.when.random_range(0..1_000) < 45
            && let Some((from, day)) = self.elsewhere(day, grown)
        {
            let first = self.beginning(from, day);
            let earliest = day.plus_days(40).max(self.window()).max(self.here.founded);
            let moved = self.workday(earliest, self.today.plus_days(-1));
            let to = NewMembership { event: EventKind::TransferredIn, ..self.beginning(self.here, moved) };
            let waited = self.when.random_range(1..20);
            return Story { person, first, then: vec![Turn::Moved { to, waited }] };
        }
        let first = self.beginning(self.here, day);
        let then = self.later(day);
        Story { person, first, then }
    }

    /// What may happen to somebody who is a member still.
    fn later(&mut self, day: Day) -> Vec<Turn> {
        let after = day.plus_days(40).max(self.window());
        match self.when.random_range(0..10_000) {
            // Out of work or retired: the membership is kept.
            0..160 if after < self.today => {
                let from = self.workday(after, self.today);
                let mut then = vec![step(EventKind::Retained, from, "3")];
                let back = from.plus_days(60);
                if back < self.today && self.when.random_range(0..3) == 0 {
                    then.push(step(EventKind::Resumed, self.workday(back, self.today), "1"));
                }
                then
            }
            160..166 if day < self.today.plus_days(-60) => {
                let Some(other) = self.other() else { return Vec::new() };
                let waited = self.when.random_range(0..25);
                let to = self.beginning(other, self.today.plus_days(-waited));
                vec![Turn::Asked { to: NewMembership { event: EventKind::TransferredIn, ..to }, waited }]
            }
            _ => Vec::new(),
        }
    }

    fn leaves(&mut self, person: NewPerson, day: Day) -> Story {
        // Nobody leaves before having been there for a while.
        let first_day = day.plus_days(30);
        let (event, reason) = match self.when.random_range(0..100) {
            0..66 => (EventKind::Left, if self.when.random_range(0..3) == 0 { "5" } else { "1" }),
            66..93 => (EventKind::TransferredOut, "1"),
            93..99 => (EventKind::Died, ""),
            _ => (EventKind::Expelled, "6"),
        };
        let mut then = Vec::new();
        let mut from = first_day.max(self.window()).min(self.today.plus_days(-1)).max(day.plus_days(1));
        if event == EventKind::Left && self.when.random_range(0..6) == 0 && from.plus_days(90) < self.today {
            then.push(step(EventKind::Retained, from, "3"));
            from = from.plus_days(80);
        }
        then.push(step(event, self.workday(from, self.today), reason));
        Story { person, first: self.beginning(self.here, day), then }
    }

    fn beginning(&mut self, at: &Place, day: Day) -> NewMembership {
        let firm =
            (!at.firms.is_empty()).then(|| at.firms[self.when.random_range(0..at.firms.len())].clone());
        let (employer_id, employer_name) = firm.map_or((None, String::new()), |(id, name)| (Some(id), name));
        let from_outside = self.when.random_range(0..12) == 0;
        NewMembership {
            union_id: at.id,
            union_path: at.path.clone(),
            employer_id,
            employer_name,
            status: Status::Active,
            event: if from_outside { EventKind::TransferredIn } else { EventKind::Joined },
            day,
            reason: String::new(),
            batch_id: None,
        }
    }

    fn other(&mut self) -> Option<&'a Place> {
        let at = self.when.random_range(0..self.others.len().max(1));
        self.others.get(at).filter(|p| p.id != self.here.id)
    }

    /// Another union where this person may have been before, and from when.
    fn elsewhere(&mut self, day: Day, grown: Day) -> Option<(&'a Place, Day)> {
        let other = self.other()?;
        let day = day.plus_days(-400).max(other.founded).max(grown);
        (day.plus_days(60) < self.today.plus_days(-20)).then_some((other, day))
    }

    /// The first day of the two years.
    fn window(&self) -> Day {
        self.today.plus_months(-24)
    }

    /// When somebody joined. Unions admit people together: at the foundation, then once in a quarter; in the last two
    /// years, for which there are exact days, once in a month.
    fn joining(&mut self, grown: Day) -> Day {
        let earliest = self.here.founded.max(grown);
        let window = self.window();
        let recent = earliest >= window || self.when.random_range(0..100) < 17;
        if recent {
            let day = self.month_day();
            return day.max(earliest).min(self.today);
        }
        if grown <= self.here.founded && self.when.random_range(0..100) < 40 {
            return self.here.founded;
        }
        let quarters = (earliest.days_until(window) / 91).max(1);
        // The nearer, the commoner: people come and go.
        let back = self.when.random_range(0..quarters).min(self.when.random_range(0..quarters));
        window.plus_days(-back * 91 - 10).max(earliest)
    }

    /// A day of admission within the two years.
    fn month_day(&mut self) -> Day {
        let total: u32 = MONTHS.iter().sum();
        let mut at = self.when.random_range(0..total);
        let mut month = 0;
        for weight in MONTHS {
            if at < weight {
                break;
            }
            at -= weight;
            month += 1;
        }
        // A large union meets more than once in a month.
        let meetings = 1 + self.here.size.min(2_000) / 400;
        let meeting = self.when.random_range(0..meetings) as i64;
        let day = (self.at * 13 + month * 11 + meeting * 5) % 27;
        weekday(self.window().plus_months(month).plus_days(day))
    }

    /// A working day between two days, both possible.
    fn workday(&mut self, from: Day, to: Day) -> Day {
        let span = from.days_until(to).max(0);
        let day = from.plus_days(self.when.random_range(0..=span));
        weekday(day).clamp(from, to.max(from))
    }
}

/// The Monday after, for a Saturday or Sunday.
fn weekday(day: Day) -> Day {
    match day.weekday() {
        6 => day.plus_days(2),
        7 => day.plus_days(1),
        _ => day,
    }
}

fn step(event: EventKind, day: Day, reason: &str) -> Turn {
    Turn::Step(Step { event, day, reason: reason.to_owned(), other_union_id: None, batch_id: None })
}
