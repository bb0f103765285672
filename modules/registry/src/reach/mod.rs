//! Who something is for: conditions on what the register knows of a member, as typed data. One list of conditions is judged for a
//! member ([`refusal`]), counted over everybody (`store::reach`, and [`Columns`] where there are many) and told in words ([`words`]);
//! a property test holds judgement and both counts together.

mod ask;
mod check;
pub(crate) mod columns;
mod judge;
mod names;

use kernel::{Day, Id, OrgPath};
use serde::{Deserialize, Serialize};

pub use ask::{Counted, ask, counted};
pub use check::check;
pub use columns::Columns;
pub use judge::{Refused, refusal, words};
pub use names::Names;

/// A condition on a member. Several together: all of them hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[schema(as = ReachCondition)]
pub enum Condition {
    /// 所在工会: member of one of these unions or of one beneath.
    UnionBeneath {
        /// The unions, 1 to 50.
        unions: Vec<Id>,
    },
    /// 入会时间: member for this many months; going over to another union does not begin anew.
    MemberFor {
        /// Whole months, 1 to 600.
        months: i64,
    },
    /// 新入会 (从某天起): member since this day or later; going over to another union does not begin anew.
    JoinedSince {
        /// First day.
        day: Day,
    },
    /// 新入会 (最近几天): member since no longer ago than so many days, seen on the day of the question.
    JoinedWithin {
        /// Days, 1 to 3,650.
        days: i64,
    },
    /// 年龄, completed years. Who has no birth day in the register is left out.
    Age {
        /// At least.
        from: Option<i64>,
        /// At most.
        to: Option<i64>,
    },
    /// 性别.
    Sex {
        /// Code of `sex`: `1` or `2`.
        code: String,
    },
    /// 身份标记: one of these is true of the member on the day.
    Flag {
        /// Codes of `member_flag`, 1 to 20.
        any_of: Vec<String>,
    },
    /// 就业状况.
    WorkState {
        /// Codes of `work_situation`, 1 to 20.
        any_of: Vec<String>,
    },
    /// 农民工.
    MigrantWorker,
}

/// What the conditions look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberFacts {
    /// Person.
    pub person_id: Id,
    /// Where the person is a member.
    pub union_id: Id,
    /// The place of that union.
    pub union_path: OrgPath,
    /// Member without a break since.
    pub member_since: Day,
    /// Birth day, if it is known.
    pub birth_day: Option<Day>,
    /// Code of `sex`.
    pub sex: String,
    /// Code of `work_situation`.
    pub work_state: String,
    /// 农民工.
    pub migrant_worker: bool,
    /// Codes of `member_flag` that are true on the day.
    pub flags: Vec<String>,
}

/// The last day on which somebody must have been a member already to have been one for so many months.
pub(crate) fn member_by(today: Day, months: i64) -> Day {
    today.plus_months(-months)
}

/// The first day on which somebody may have become a member to have done so within so many days.
pub(crate) fn joined_from(today: Day, days: i64) -> Day {
    today.plus_days(-days)
}

/// The birth days (`yyyymmdd`, both included) of those who are of an age on a day.
pub(crate) fn born_within(today: Day, from: Option<i64>, to: Option<i64>) -> (i64, i64) {
    let latest = from.map_or(Day::OPEN.number(), |n| today.number() - n * 10_000);
    // Whoever turns `to + 1` today is too old.
    let earliest = to.map_or(1, |n| today.number() - (n + 1) * 10_000 + 1);
    (earliest.max(1), latest)
}
