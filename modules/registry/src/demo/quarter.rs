//! What a demo has beside its people: employers without a union, and the frozen figures of the last quarter with what
//! became known later.

use guard::{Actor, act, res};
use kernel::{Day, Id};
use platform::App;
use platform::indicators::reports::NewReport;

use super::Filled;
use crate::error::Result;
use crate::facts::EmployerFacts;
use crate::ops::freeze_report::{begin_report, freeze};
use crate::ops::keep_employer::create_employer;

/// Adds employers that no union covers, freezes the last quarter of the place at the top, and then enters an employer
/// that had been covered before the quarter's end; how many employers there are more.
///
/// # Errors
/// The database's.
pub fn freeze_quarter(app: &App, actor: &Actor, filled: &Filled) -> Result<usize> {
    let mut employers = 0;
    for (n, (town, name)) in filled.townships.iter().enumerate().take(6) {
        let place = name.trim_end_matches("总工会");
        enter(app, actor, *town, &format!("{place}新兴五金加工厂"), 12 + n as i64, "", None)?;
        enter(app, actor, *town, &format!("{place}便民小店"), 0, "1", None)?;
        employers += 2;
    }
    let (from, day) = last_quarter(app.clock().today());
    let scope = actor.permit::<res::Figure, act::Freeze>()?;
    let title = format!("{} 年第{}季度组织建设报表", day.year(), ["一", "二", "三", "四"][quarter(day)]);
    let new = NewReport { union_id: filled.id, title, starts_on: from, day };
    let id = app.store().write_blocking(move |tx| begin_report(tx, &scope, &new))?;
    freeze(app, id, |_| true)?;
    if let Some(basic) = filled.basic.first() {
        enter(app, actor, basic.id, "示范县迟报食品有限公司", 35, "", Some(day.plus_days(-10)))?;
        employers += 1;
    }
    Ok(employers)
}

fn enter(
    app: &App,
    actor: &Actor,
    union: Id,
    name: &str,
    workers: i64,
    exempt: &str,
    covered_from: Option<Day>,
) -> Result<()> {
    let scope = actor.permit::<res::Employer, act::Create>()?;
    let facts = EmployerFacts {
        name: name.to_owned(),
        workers,
        exempt_reason: exempt.to_owned(),
        ..EmployerFacts::default()
    };
    app.store().write_blocking(move |tx| create_employer(tx, &scope, &facts, union, covered_from)).map(drop)
}

/// Quarter of a day, from 0.
fn quarter(day: Day) -> usize {
    usize::try_from((day.number() / 100 % 100 - 1) / 3).unwrap_or_default()
}

/// First and last day of the quarter before the present one.
fn last_quarter(today: Day) -> (Day, Day) {
    let first = |d: Day| {
        let month = i64::try_from(quarter(d)).unwrap_or_default() * 3 + 1;
        Day::from_number(d.number() / 10_000 * 10_000 + month * 100 + 1).unwrap_or(d)
    };
    let end = first(today).plus_days(-1);
    (first(end), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quarter_before_is_whole() {
        for (today, from, to) in [
            ((2026, 11, 26), (2026, 7, 1), (2026, 9, 30)),
            ((2026, 1, 1), (2025, 10, 1), (2025, 12, 31)),
            ((2026, 6, 30), (2026, 1, 1), (2026, 3, 31)),
        ] {
            let day = |(y, m, d)| Day::constant(y, m, d);
            assert_eq!(last_quarter(day(today)), (day(from), day(to)));
        }
    }
}
