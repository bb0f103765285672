//! The printed report of a place: from facts.

use kernel::{Day, Fen, Id};
use platform::indicators::{Indicator, total};
use store::{DbResult, Tx};

use crate::model::indicators::{OFF, PEOPLE, REDEEMED, SAVED, TIMES, USES};

/// What the printed report tells of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Vouchers that were got.
    pub times: i64,
    /// People who got one, each once in a year.
    pub people: i64,
    /// Vouchers that were used.
    pub redeemed: i64,
    /// What they saved people.
    pub saved: Fen,
    /// Uses of standing discounts.
    pub uses: i64,
    /// What merchants took off by them.
    pub off: Fen,
}

/// What happened to members of a union and those beneath it within days.
///
/// # Errors
/// Any [`store::DbError`].
pub fn report(tx: &mut Tx<'_>, union: Id, (from, to): (Option<Day>, Day)) -> DbResult<Report> {
    let first = from.unwrap_or(Day::constant(2000, 1, 1));
    let mut of = |i: &Indicator| total(tx, union, i.code, Some(first), to);
    Ok(Report {
        times: of(&TIMES)?,
        people: of(&PEOPLE)?,
        redeemed: of(&REDEEMED)?,
        saved: Fen(of(&SAVED)?),
        uses: of(&USES)?,
        off: Fen(of(&OFF)?),
    })
}
