//! A case. No I/O.

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::clock::CaseClock;
use super::procedure::Values;

/// Where a case stands, beside its step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Somebody has it.
    Open,
    /// The clock stands still: something outside is waited for.
    Paused,
    /// Answered.
    Closed,
    /// Joined to another case that says the same.
    Merged,
}

impl CaseState {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Paused, Self::Closed, Self::Merged];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
            Self::Closed => "closed",
            Self::Merged => "merged",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether somebody has still to deal with it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Paused)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "办理中",
            Self::Paused => "已暂停",
            Self::Closed => "已办结",
            Self::Merged => "已合并",
        }
    }
}

/// How a matter came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// 手机: on the phone site.
    Phone,
    /// 来电: by telephone.
    Call,
    /// 来访: somebody came.
    Visit,
    /// 来信: on paper.
    Letter,
    /// 走访: found on a visit.
    Field,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Call, Self::Visit, Self::Letter, Self::Field];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Letter => "letter",
            Self::Field => "field",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Phone => "手机",
            Self::Call => "来电",
            Self::Visit => "来访",
            Self::Letter => "来信",
            Self::Field => "走访",
        }
    }
}

/// What is known of who told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReporterKind {
    /// 实名: those who deal with it know.
    Named,
    /// 保密: sealed; opened with a purpose by those above who are not tied to the employer.
    Confidential,
    /// 匿名: nobody knows; answers go by number and code.
    Anonymous,
}

impl ReporterKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Named, Self::Confidential, Self::Anonymous];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Confidential => "confidential",
            Self::Anonymous => "anonymous",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Named => "实名",
            Self::Confidential => "保密",
            Self::Anonymous => "匿名",
        }
    }
}

/// What the reporter says of the answer (docs/rules §19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// 满意.
    Satisfied,
    /// 基本满意.
    Fair,
    /// 不满意: opens the case again, once.
    Dissatisfied,
}

impl Rating {
    /// All of them, best first.
    pub const ALL: [Self; 3] = [Self::Satisfied, Self::Fair, Self::Dissatisfied];

    /// Name in data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Fair => "fair",
            Self::Dissatisfied => "dissatisfied",
        }
    }

    /// Stored number: 3, 2, 1.
    pub fn number(self) -> i64 {
        match self {
            Self::Satisfied => 3,
            Self::Fair => 2,
            Self::Dissatisfied => 1,
        }
    }

    /// From the stored number; 0 is none.
    pub fn parse(n: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.number() == n)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Satisfied => "满意",
            Self::Fair => "基本满意",
            Self::Dissatisfied => "不满意",
        }
    }
}

/// A union by id and present place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Union.
    pub id: Id,
    /// Its place.
    pub path: OrgPath,
}

/// A case as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    /// Case.
    pub id: Id,
    /// Which kind.
    pub kind: String,
    /// Version of the procedure that it began with.
    pub procedure_version: i64,
    /// `ZS-…-2026-0003`.
    pub number: String,
    /// Where it was told.
    pub home: Place,
    /// Where it lies.
    pub holder: Place,
    /// Role there that has it; empty at the end.
    pub holder_role: String,
    /// Account that has it; 0 while nobody took it.
    pub owner_id: Id,
    /// Its holder's name.
    pub owner_name: String,
    /// Account that works on it while the owner stays responsible; 0 nobody.
    pub delegate_id: Id,
    /// Union that it came from by a transfer; 0 none.
    pub from_id: Id,
    /// Place that watches over it because it is late; empty none.
    pub watch_path: String,
    /// Step of the procedure.
    pub step: String,
    /// Track; empty before it was chosen.
    pub track: String,
    /// Where it stands.
    pub state: CaseState,
    /// One line.
    pub title: String,
    /// What was said.
    pub body: String,
    /// Values of its fields.
    pub fields: Values,
    /// How it came in.
    pub channel: Channel,
    /// What is known of who told it.
    pub reporter: ReporterKind,
    /// Member who told it by name; 0 otherwise.
    pub person_id: Id,
    /// Employer that it is about; 0 none or not in the register.
    pub employer_id: Id,
    /// Its name as given.
    pub employer_name: String,
    /// Only named people read it.
    pub restricted: bool,
    /// When it was told.
    pub received_at: Timestamp,
    /// When the step was reached.
    pub step_at: Timestamp,
    /// Rises with each clock of the case.
    pub clock_number: i64,
    /// The clock; none where none runs, or where its year's calendar is missing.
    pub clock: Option<CaseClock>,
    /// When the clock speaks next; 0 if it does not.
    pub tick_at: Timestamp,
    /// Mark that it speaks of next: 1 half, 2 the end, 3 and on a place higher.
    pub mark: i64,
    /// A limit was passed.
    pub late: bool,
    /// Places that it has climbed because it is late.
    pub climbed: i64,
    /// Day of closing.
    pub closed_on: Option<Day>,
    /// Instant of closing; 0 while it is open.
    pub closed_at: Timestamp,
    /// What the reporter said.
    pub rating: Option<Rating>,
    /// How often it was opened again.
    pub reopened: i64,
    /// The case that it was joined to; 0 none.
    pub merged_into: Id,
    /// Last change.
    pub changed_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

impl CaseFile {
    /// The last day of the present limit.
    pub fn due_on(&self) -> Option<Day> {
        self.clock.map(|c| c.due_on)
    }
}
