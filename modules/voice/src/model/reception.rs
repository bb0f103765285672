//! Reception days (接待日) and who signs up for them.
//!
//! ```text
//! planned 计划 ──► open 开放报名 ──► over 已结束
//!    └───────────────┴──► cancelled 已取消
//! booked 已报名 ◄── waiting 候补;  booked ──► came 已到 | missed 未到;  booked, waiting ──► cancelled 已取消
//! ```

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$m:meta])* $name:ident { $($(#[$d:meta])* $case:ident = $code:literal, $title:literal;)+ }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        $(#[$m])*
        pub enum $name { $($(#[$d])* $case),+ }

        impl $name {
            /// Stored name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$case => $code),+ }
            }

            /// From the stored name.
            pub fn parse(code: &str) -> Option<Self> {
                [$(Self::$case),+].into_iter().find(|s| s.code() == code)
            }

            /// Chinese word.
            pub fn title(self) -> &'static str {
                match self { $(Self::$case => $title),+ }
            }
        }
    };
}

words! {
    /// Who receives.
    ReceptionKind {
        /// Representatives of the union.
        Representative = "representative", "工会代表接待日";
        /// The chair.
        Chair = "chair", "主席接待日";
    }
}

words! {
    /// State of a reception day.
    ReceptionState {
        /// Not announced yet.
        Planned = "planned", "计划";
        /// People sign up.
        Open = "open", "开放报名";
        /// It took place.
        Over = "over", "已结束";
        /// It does not take place.
        Cancelled = "cancelled", "已取消";
    }
}

words! {
    /// State of a sign-up.
    SignUpState {
        /// Has a seat.
        Booked = "booked", "已报名";
        /// Gets a seat when one is given up.
        Waiting = "waiting", "候补";
        /// Given up.
        Cancelled = "cancelled", "已取消";
        /// Was there.
        Came = "came", "已到";
        /// Was not there.
        Missed = "missed", "未到";
    }
}

words! {
    /// What became of what somebody said.
    #[schema(as = SignUpOutcome)]
    Outcome {
        /// Nothing was written down yet.
        None = "none", "未记录";
        /// Answered on the spot.
        Answered = "answered", "当场答复";
        /// It is a case.
        Case = "case", "已立事项";
        /// It is a case whose reporter is sealed; which one does not stand here.
        Sealed = "sealed", "已保密立事项";
    }
}

/// A reception day as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reception {
    /// Reception day.
    pub id: Id,
    /// Room.
    pub room_id: Id,
    /// Union of the room.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Who receives.
    pub kind: ReceptionKind,
    /// Day.
    pub day: Day,
    /// First minute of the day.
    pub from: i64,
    /// Minute after the last.
    pub to: i64,
    /// Name of who receives.
    pub host_name: String,
    /// Their post.
    pub host_post: String,
    /// Where.
    pub place: String,
    /// What is talked about, or empty.
    pub topics: String,
    /// Minutes for each person.
    pub minutes_each: i64,
    /// People who can be received.
    pub seats: i64,
    /// Until when people sign up.
    pub closes_at: Timestamp,
    /// State.
    pub state: ReceptionState,
    /// Why it was cancelled.
    pub reason: String,
    /// Who planned it.
    pub created_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

impl Reception {
    /// When it begins.
    pub fn starts_at(&self) -> Timestamp {
        Timestamp::at_day_start(self.day).plus_minutes(self.from)
    }

    /// Whether people sign up now.
    pub fn takes_sign_ups(&self, now: Timestamp) -> bool {
        self.state == ReceptionState::Open && now < self.closes_at && now < self.starts_at()
    }

    /// First minute of a seat; none for those who wait.
    pub fn minute_of(&self, seat: i64) -> Option<i64> {
        (seat >= 0).then(|| self.from + seat * self.minutes_each)
    }

    /// Day and time in words.
    pub fn when(&self) -> String {
        format!("{} {}–{}", self.day, clock(self.from), clock(self.to))
    }
}

/// Minutes of the day as `09:05`.
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// A sign-up as stored; who it is stands in the contact of the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignUp {
    /// Sign-up.
    pub id: Id,
    /// Reception day.
    pub reception_id: Id,
    /// Seat from 0; -1 for those who have none.
    pub seat: i64,
    /// State.
    pub state: SignUpState,
    /// What became of it.
    pub outcome: Outcome,
    /// The case, where it was told under the own name.
    pub case_id: Option<Id>,
    /// What was answered on the spot.
    pub answer: String,
    /// The cadre who took it down; empty for the member.
    pub by_name: String,
    /// When.
    pub signed_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}
