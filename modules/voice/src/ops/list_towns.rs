//! Matters by track of each township: the figures of the seeds (docs/rules §19).

use kernel::{Day, Id, OrgPath};
use platform::indicators::{Indicator, total};
use registry::api::places_beneath;
use serde::Serialize;
use store::Tx;

use crate::error::Result;
use crate::model::{CLOSED, CLOSED_BY_TRACK, DISSATISFIED, FAIR, IN_TIME, LATE, RECEIVED, SATISFIED};

/// A township, or whatever stands right beneath a union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[schema(as = VoiceTownRow)]
pub struct TownRow {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Told in the period.
    pub received: i64,
    /// Answered in the period.
    pub closed: i64,
    /// Of those, 简单事项马上办.
    pub simple: i64,
    /// Of those, 一般事项商讨决议办.
    pub general: i64,
    /// Of those, 重大事项联席会议办.
    pub major: i64,
    /// Of those, 特殊事项灵活专议办.
    pub special: i64,
    /// Of those answered, within all limits.
    pub in_time: i64,
    /// Passed a limit in the period.
    pub late: i64,
    /// Rated 满意.
    pub satisfied: i64,
    /// Rated 基本满意.
    pub fair: i64,
    /// Rated 不满意.
    pub dissatisfied: i64,
}

/// Answered matters by track of everything right beneath a place, in the order of the tree.
///
/// # Errors
/// Any [`store::DbError`].
pub fn towns(tx: &mut Tx<'_>, place: &OrgPath, from: Option<Day>, to: Day) -> Result<Vec<TownRow>> {
    // What happened is counted from a day on; without one, from before our records.
    let from = Some(from.unwrap_or(Day::constant(2000, 1, 1)));
    let mut rows = Vec::new();
    for (union_id, union_name) in places_beneath(tx, place)? {
        let mut of = |indicator: &Indicator| total(tx, union_id, indicator.code, from, to);
        rows.push(TownRow {
            union_id,
            union_name,
            received: of(&RECEIVED)?,
            closed: of(&CLOSED)?,
            simple: of(&CLOSED_BY_TRACK[0])?,
            general: of(&CLOSED_BY_TRACK[1])?,
            major: of(&CLOSED_BY_TRACK[2])?,
            special: of(&CLOSED_BY_TRACK[3])?,
            in_time: of(&IN_TIME)?,
            late: of(&LATE)?,
            satisfied: of(&SATISFIED)?,
            fair: of(&FAIR)?,
            dissatisfied: of(&DISSATISFIED)?,
        });
    }
    Ok(rows)
}
