//! The printed report of a place: from facts, and targets of periods.

use kernel::{Day, Fen, Id, OrgPath};
use platform::indicators::{Indicator, total};
use store::Tx;

use crate::model::indicators::{CLAIMS, ENROLLED, PAID, PAID_PEOPLE, PAID_TIMES, PREMIUM};
use crate::pay_error::Result;
use crate::store::{fund, period};

/// What the printed report tells of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// People of bills that were paid.
    pub enrolments: i64,
    /// Premiums.
    pub premium: Fen,
    /// Claims that came.
    pub claims: i64,
    /// People who were paid for the first time in a year of a scheme.
    pub people: i64,
    /// Claims that were paid.
    pub times: i64,
    /// Benefits.
    pub paid: Fen,
    /// People to be enrolled in the periods that open within the days.
    pub target: i64,
}

/// What happened at a union and beneath it within days.
///
/// # Errors
/// Any [`store::DbError`].
pub fn report(
    tx: &mut Tx<'_>,
    (union, place): (Id, &OrgPath),
    (from, to): (Option<Day>, Day),
) -> Result<Report> {
    let first = from.unwrap_or(Day::constant(2000, 1, 1));
    let mut of = |i: &Indicator| total(tx, union, i.code, Some(first), to);
    Ok(Report {
        enrolments: of(&ENROLLED)?,
        premium: Fen(of(&PREMIUM)?),
        claims: of(&CLAIMS)?,
        people: of(&PAID_PEOPLE)?,
        times: of(&PAID_TIMES)?,
        paid: Fen(of(&PAID)?),
        target: target(tx, (union, place), (first, to))?,
    })
}

/// The target of a union in the periods that open within days; where none does, in those that are open meanwhile.
fn target(tx: &mut Tx<'_>, (union, place): (Id, &OrgPath), (from, to): (Day, Day)) -> Result<i64> {
    let of_place = |p: &fund::PeriodDays| p.path.covers(place) || place.covers(&p.path);
    let all: Vec<_> = fund::periods(tx)?.into_iter().filter(of_place).collect();
    let opening: Vec<_> = all.iter().filter(|p| from <= p.opens && p.opens <= to).cloned().collect();
    let chosen = match opening.is_empty() {
        true => all.into_iter().filter(|p| p.opens <= to && from <= p.closes).collect(),
        false => opening,
    };
    let mut sum = 0;
    for p in chosen {
        let targets = period::targets(tx, p.id, place)?;
        let own = targets.iter().find(|t| t.union_id == union).map(|t| t.target);
        // Only the highest targets: those of the places beneath them are within them.
        let highest =
            targets.iter().filter(|t| !targets.iter().any(|o| o.path != t.path && o.path.covers(&t.path)));
        sum += own.unwrap_or_else(|| highest.map(|t| t.target).sum());
    }
    Ok(sum)
}
