//! Duty of representatives of the demo's first township: some weeks behind, some ahead.

use guard::{Actor, act, res};
use kernel::{Id, Timestamp};
use platform::App;

use super::Filled;
use crate::error::{RegistryError, Result};
use crate::model::duty::{DutyState, DutyTime};
use crate::ops::keep_duty::{NewSeries, plan_series};
use crate::store::duty::{self, Duty};
use crate::store::{membership, person, union};

/// Representatives who take turns.
const PEOPLE: usize = 4;
/// Weeks behind and ahead.
const WEEKS: i64 = 10;
/// 9:00 to 11:00.
const HOURS: (i64, i64) = (540, 660);
const NOTES: [&str; 4] = ["反映食堂饭菜问题，已转企业工会", "咨询医疗互助报销", "申请困难帮扶，已登记", ""];

/// Fills in duties; how many.
///
/// # Errors
/// The database's.
pub fn fill_duties(app: &App, actor: &Actor, filled: &Filled) -> Result<usize> {
    let Some((town, _)) = filled.townships.first().cloned() else { return Ok(0) };
    let place = app.store().read_blocking(move |tx| union::find_unscoped(tx, town))?;
    let Some(u) = place else { return Ok(0) };
    let under: Vec<_> =
        filled.basic.iter().filter(|b| u.place().covers(&b.path)).map(|b| b.path.clone()).collect();
    let people = app.store().read_blocking(move |tx| {
        let mut people = Vec::new();
        for path in &under {
            let first = membership::open_at(tx, path, ("", Id(0)), 1)?.into_iter().next();
            let Some((m, _)) = first else { continue };
            people.extend(person::by_id(tx, m.person_id)?.map(|p| (p.id, p.profile.name)));
            if people.len() == PEOPLE {
                break;
            }
        }
        Ok::<_, RegistryError>(people)
    })?;
    if people.is_empty() {
        return Ok(0);
    }
    let today = app.clock().today();
    let to_wednesday = (3 - i64::from(today.weekday()) + 7) % 7;
    let ahead: Vec<_> = (0..WEEKS).map(|w| today.plus_days(to_wednesday + 7 * w)).collect();
    let series = NewSeries {
        union_id: u.id,
        zone_id: None,
        days: ahead,
        from: HOURS.0,
        to: HOURS.1,
        people: people.iter().map(|(id, _)| *id).collect(),
    };
    let scope = actor.permit::<res::Duty, act::Create>()?;
    let by = actor.name().to_owned();
    app.store().write_blocking(move |tx| {
        let planned = plan_series(tx, &scope, &series)?;
        let past = |w: i64| {
            let (person_id, person_name) = people[w as usize % people.len()].clone();
            let day = today.plus_days(to_wednesday - 7 * (w + 1));
            let missed = w % 7 == 5;
            let signed = Timestamp::at_day_start(day).plus_minutes(HOURS.0 - 6 + w);
            Duty {
                id: Id(0),
                series_id: Id(1),
                union_id: u.id,
                union_path: u.place(),
                zone_id: None,
                time: DutyTime { day, from: HOURS.0, to: HOURS.1 },
                person_id,
                person_name,
                state: if missed { DutyState::Missed } else { DutyState::Done },
                signed_at: if missed { Timestamp(0) } else { signed },
                signed_by: String::new(),
                visitors: (!missed).then_some(1 + w * 5 % 9),
                note: if missed { String::new() } else { NOTES[w as usize % NOTES.len()].to_owned() },
                version: 1,
            }
        };
        let mut behind: Vec<Duty> = (0..WEEKS).map(past).collect();
        for d in &mut behind {
            d.id = tx.new_id();
        }
        duty::insert(tx, &by, &behind)?;
        Ok::<_, RegistryError>(planned.len() + behind.len())
    })
}

/// The first member of each of the first unions that have one, at most `most`: id and name; for what other modules show of
/// members in a demo.
///
/// # Errors
/// The database's.
pub fn first_members(app: &App, unions: &[super::Basic], most: usize) -> Result<Vec<(Id, String)>> {
    let paths: Vec<_> = unions.iter().map(|b| b.path.clone()).collect();
    app.store().read_blocking(move |tx| {
        let mut people = Vec::new();
        for path in &paths {
            let Some((m, _)) = membership::open_at(tx, path, ("", Id(0)), 1)?.into_iter().next() else {
                continue;
            };
            people.extend(person::by_id(tx, m.person_id)?.map(|p| (p.id, p.profile.name)));
            if people.len() >= most {
                break;
            }
        }
        Ok::<_, RegistryError>(people)
    })
}
