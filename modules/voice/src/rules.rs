//! Pure decisions: what a change of a matter counts.

pub mod rooms;
pub mod seats;

use kernel::Day;
use platform::cases::{CaseFile, CaseState, Rating};
use platform::indicators::Indicator;

use crate::model::{
    CLOSED, CLOSED_BY_TRACK, DISSATISFIED, FAIR, IN_TIME, LATE, MERGED, RECEIVED, RECEIVED_BY_TRACK,
    REOPENED, SATISFIED, Tally, track,
};

/// What a change of a matter counts: measure, day, by how much. Pure.
pub fn facts(before: Option<&CaseFile>, after: &CaseFile, today: Day) -> Vec<(&'static Indicator, Day, i64)> {
    let mut all = Vec::new();
    let told = after.received_at.day();
    if before.is_none() {
        all.push((&RECEIVED, told, 1));
    }
    let old_track = before.and_then(|b| track(&b.track));
    let new_track = track(&after.track);
    if old_track != new_track {
        all.extend(old_track.map(|t| (&RECEIVED_BY_TRACK[t], told, -1)));
        all.extend(new_track.map(|t| (&RECEIVED_BY_TRACK[t], told, 1)));
    }
    let is = |c: Option<&CaseFile>, state| c.is_some_and(|c| c.state == state);
    let (was, now) = (is(before, CaseState::Closed), is(Some(after), CaseState::Closed));
    if was != now {
        let sign = if now { 1 } else { -1 };
        let day = after.closed_on.filter(|_| now).unwrap_or(today);
        let of = before.filter(|_| was).unwrap_or(after);
        all.push((&CLOSED, day, sign));
        all.extend(track(&of.track).map(|t| (&CLOSED_BY_TRACK[t], day, sign)));
        if !of.late {
            all.push((&IN_TIME, day, sign));
        }
        if was {
            all.push((&REOPENED, today, 1));
        }
    }
    if is(Some(after), CaseState::Merged) && !is(before, CaseState::Merged) {
        all.push((&MERGED, today, 1));
    }
    if after.late && !before.is_some_and(|b| b.late) {
        all.push((&LATE, today, 1));
    }
    let rated = after.rating.filter(|r| before.and_then(|b| b.rating) != Some(*r));
    all.extend(rated.map(|r| (measure(r), today, 1)));
    all
}

/// What a change of a case counts by what it counted before and counts now. Pure.
pub fn tallied(
    tallies: &'static [Tally],
    before: Option<&CaseFile>,
    after: &CaseFile,
) -> Vec<(&'static Indicator, i64)> {
    let changed = tallies.iter().map(|t| (t.indicator, (t.of)(after) - before.map_or(0, t.of)));
    changed.filter(|(_, delta)| *delta != 0).collect()
}

fn measure(r: Rating) -> &'static Indicator {
    match r {
        Rating::Satisfied => &SATISFIED,
        Rating::Fair => &FAIR,
        Rating::Dissatisfied => &DISSATISFIED,
    }
}
