//! Entities and states; no I/O.

use kernel::{Day, Id, OrgPath, Timestamp};
use platform::indicators::{Indicator, Unit};
use serde::{Deserialize, Serialize};

/// 走访问题: issues that were found on visits.
pub static FOUND: Indicator = Indicator::new("visit.issue.found", "走访问题", Unit::Times);
/// 已整改: of those, solved ones.
pub static SOLVED: Indicator = Indicator::new("visit.issue.solved", "走访问题已解决", Unit::Times);
/// Everything that is counted.
pub static INDICATORS: &[Indicator] = &[FOUND, SOLVED];

/// The five questions, in their order. Their wording is the dictionary `visit_question`, the help that answers each is
/// `visit_help` under the same codes.
pub const QUESTIONS: [&str; 5] = ["outlook", "burden", "finance", "space", "growth"];

macro_rules! words {
    ($(#[$m:meta])* $name:ident as $schema:ident { $($(#[$d:meta])* $variant:ident = $code:literal, $title:literal;)+ }) => {
        $(#[$m])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        #[schema(as = $schema)]
        pub enum $name { $($(#[$d])* $variant),+ }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stored name.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// From the stored name.
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|w| w.code() == code)
            }

            /// Chinese word.
            pub fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

words! {
    /// What a visit is made for.
    Kind as VisitKind {
        /// 五问五帮: the five questions.
        Five = "five", "五问五帮";
        /// 普遍走访: every employer in turn.
        General = "general", "普遍走访";
        /// 集中走访: within some days, together.
        Focused = "focused", "集中走访";
        /// 蹲点: staying there for days.
        Stay = "stay", "蹲点";
    }
}

words! {
    /// State of a plan.
    PlanState as VisitPlanState {
        /// 进行中.
        Open = "open", "进行中";
        /// 已结束: nothing is added any more.
        Closed = "closed", "已结束";
    }
}

words! {
    /// State of a visit: planned → done, planned → cancelled.
    State as VisitState {
        /// 计划.
        Planned = "planned", "计划";
        /// 已走访.
        Done = "done", "已走访";
        /// 已取消.
        Cancelled = "cancelled", "已取消";
    }
}

words! {
    /// What was found on a question.
    Level as VisitLevel {
        /// 好.
        Good = "good", "好";
        /// 一般.
        Fair = "fair", "一般";
        /// 差.
        Poor = "poor", "差";
    }
}

impl State {
    /// Whether it may become `next`, or stay as it is.
    pub fn may_become(self, next: Self) -> bool {
        self == next && self != Self::Cancelled || self == Self::Planned
    }
}

/// A team of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = VisitTeam)]
pub struct Team {
    /// Name, unique in the plan; 1 to 30 characters.
    pub name: String,
    /// Union in whose name it visits, at or beneath the plan's; that of the plan if missing.
    pub union_id: Option<Id>,
    /// Account that leads it; its visits lie on that account's phone.
    pub lead_id: Option<Id>,
    /// Name of who leads it; filled in by the server.
    pub lead_name: String,
    /// Who goes along, a name a line.
    pub members: String,
}

/// A plan of visits.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Plan.
    pub id: Id,
    /// Union in charge.
    pub union_id: Id,
    /// Its name, when read.
    pub union_name: String,
    /// Its place, when read.
    pub union_path: OrgPath,
    /// What for.
    pub kind: Kind,
    /// State.
    pub state: PlanState,
    /// Title.
    pub title: String,
    /// What is to be looked at.
    pub note: String,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Employers to be visited; 0 is no number.
    pub target: i64,
    /// Teams.
    pub teams: Vec<Team>,
    /// Unions of the townships it is for.
    pub towns: Vec<Id>,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

/// Somebody who was spoken with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
#[schema(as = VisitPerson)]
pub struct Met {
    /// Name, 1 to 50 characters.
    pub name: String,
    /// Post, at most 50.
    pub post: String,
}

/// What was found on one of the five questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = VisitAnswer)]
pub struct Answer {
    /// Code of the question.
    pub question: String,
    /// How it stands.
    #[serde(default)]
    pub level: Option<Level>,
    /// What was said, at most 1,000 characters.
    #[serde(default)]
    pub text: String,
    /// What help was promised, at most 500.
    #[serde(default)]
    pub help: String,
}

impl Answer {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.level.is_none() && self.text.is_empty() && self.help.is_empty()
    }
}

/// What visitors write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = VisitContent)]
pub struct Content {
    /// Day, or first day of 蹲点.
    pub day: Day,
    /// Last day of 蹲点; `day` if missing.
    #[serde(default)]
    pub until_day: Option<Day>,
    /// Account that leads it; the visit lies on that account's phone.
    #[serde(default)]
    pub lead_id: Option<Id>,
    /// Who visits, a name a line; at most 500 characters.
    #[serde(default)]
    pub visitors: String,
    /// Who was spoken with, at most 30.
    #[serde(default)]
    pub people: Vec<Met>,
    /// The five questions.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// What else is to be said, at most 4,000 characters; whoever keeps the employer's union reads it.
    #[serde(default)]
    pub note: String,
    /// For the visiting union alone, at most 2,000 characters.
    #[serde(default)]
    pub internal_note: String,
    /// The visit was made.
    #[serde(default)]
    pub done: bool,
}

/// A visit.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Visit.
    pub id: Id,
    /// Its plan.
    pub plan_id: Option<Id>,
    /// Union that visits.
    pub union_id: Id,
    /// Its name, when read.
    pub union_name: String,
    /// Its place, when read.
    pub union_path: OrgPath,
    /// Employer.
    pub employer_id: Id,
    /// Its name, when read.
    pub employer_name: String,
    /// Place of the union that keeps it, when read.
    pub employer_path: OrgPath,
    /// What for.
    pub kind: Kind,
    /// State.
    pub state: State,
    /// Team of the plan; empty for none.
    pub team: String,
    /// Name of who leads it.
    pub lead_name: String,
    /// What visitors wrote; answers are read with a single visit only.
    pub content: Content,
    /// The earlier visit that this one comes back to (回访).
    pub follows_id: Option<Id>,
    /// What led to it, `survey`; empty for nothing.
    pub source_kind: String,
    /// Its id there.
    pub source_id: Option<Id>,
    /// Why it was cancelled.
    pub reason: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by_name: String,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// By whom.
    pub changed_by_name: String,
    /// Rises with each change.
    pub version: i64,
}

/// Where an issue stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Case.
    pub case_id: Id,
    /// Visit on which it was found.
    pub visit_id: Id,
    /// That visit's plan; 0 for none.
    pub plan_id: Id,
    /// Employer.
    pub employer_id: Id,
    /// Which of the five kinds; the code of a question.
    pub kind: String,
    /// Who can solve it: the case's track; empty before it is accepted.
    pub level: String,
    /// `open`, `solved`, `explained`, `unsolved` or `declined`.
    pub state: String,
    /// Day on which it was found.
    pub found_on: Day,
}
