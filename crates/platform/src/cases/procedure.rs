//! How a kind of case goes: data, not code. A procedure has steps, moves between them, tracks with their time limits, and
//! fields; it is checked before it is proposed ([`super::checker`]) and dated ([`super::procedures`]).

use std::collections::BTreeMap;

use guard::Role;
use serde::{Deserialize, Serialize};

use crate::calendar::Unit;

/// A procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Which kind of case, `voice.matter`.
    pub kind: String,
    /// Chinese name of the kind.
    pub title: String,
    /// Letters before the number, `ZS`: one to four capitals, of no other kind.
    pub series: String,
    /// What it is for, in a sentence.
    #[serde(default)]
    pub help: String,
    /// Members may open one on the phone.
    #[serde(default)]
    pub by_member: bool,
    /// The reporter may stay unknown to everyone tied to the employer.
    #[serde(default)]
    pub confidential: bool,
    /// One may open it without a name.
    #[serde(default)]
    pub anonymous: bool,
    /// What is shown to everyone must not name the reporter.
    #[serde(default)]
    pub nameless: bool,
    /// Most characters of what is said, counted without white space; 4,000 if 0.
    #[serde(default)]
    pub body_most: u32,
    /// Asked for beside title and text.
    #[serde(default)]
    pub fields: Vec<Field>,
    /// Ways through it, each with its time limit; may be none.
    #[serde(default)]
    pub tracks: Vec<Track>,
    /// The first one is where a case begins.
    pub steps: Vec<Step>,
    /// From step to step.
    pub moves: Vec<Move>,
    /// Working days after the end of a limit until a late case climbs to the next place above, and from there on; 0 never.
    #[serde(default)]
    pub climb_days: u32,
    /// Days after closing within which the reporter may rate it.
    #[serde(default = "fifteen")]
    pub rate_days: u32,
    /// Kinds of letters that can be printed after it was given to a colleague or handed to another union.
    #[serde(default)]
    pub transfer_letters: Vec<String>,
    /// Moves of the reporter that 不满意 makes: the first one the first time, and so on; after the last one none.
    #[serde(default)]
    pub dissatisfied: Vec<String>,
}

fn fifteen() -> u32 {
    15
}

/// What kind of value a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CaseFieldKind)]
pub enum FieldKind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    /// One of the options.
    Choice,
    /// Whole number, not negative.
    Number,
    /// 元 with two decimals; kept as 分.
    Money,
    /// Day.
    Day,
    /// Yes or no.
    YesNo,
    /// Names, one a line.
    People,
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseOption)]
pub struct FieldOption {
    /// Stored.
    pub code: String,
    /// Shown.
    pub label: String,
    /// Who chooses it asks that only named people read the case.
    #[serde(default)]
    pub restricted: bool,
}

/// A field of a kind of case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseField)]
pub struct Field {
    /// Name in data.
    pub code: String,
    /// Name on the page.
    pub title: String,
    /// Kind of value.
    pub kind: FieldKind,
    /// Help at the field.
    #[serde(default)]
    pub help: String,
    /// Asked for when the case is opened; other fields are filled in by those who deal with it.
    #[serde(default)]
    pub at_intake: bool,
    /// Not left empty at intake.
    #[serde(default)]
    pub required: bool,
    /// Of a choice.
    #[serde(default)]
    pub options: Vec<FieldOption>,
    /// Most characters of a text, counted without white space; 200 for one line, 4,000 for several if 0.
    #[serde(default)]
    pub most: u32,
    /// Shown to everyone while the case stands in a public step.
    #[serde(default)]
    pub public: bool,
}

/// A time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseLimit)]
pub struct Limit {
    /// How many.
    pub count: u32,
    /// `days` or `working_days`.
    pub unit: Unit,
}

/// A way through the procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseTrack)]
pub struct Track {
    /// Stored.
    pub code: String,
    /// Shown.
    pub title: String,
    /// Limit of the steps whose clock is the track's.
    pub limit: Limit,
}

/// What sets the clock of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CaseStepClock)]
pub enum StepClock {
    /// The limit of the case's track.
    Track,
    /// A limit of its own.
    Own(Limit),
}

/// What those who have the case may do beside the moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CaseAllow)]
pub enum Allow {
    /// Give it to a colleague.
    Assign,
    /// Hand it to another union.
    Transfer,
    /// Give it back to where it came from.
    Return,
    /// Ask other unions for their opinion.
    Countersign,
    /// Let a colleague work on it while one stays responsible.
    Delegate,
    /// Ask the place above to take it.
    Escalate,
    /// Stop the clock while something outside is waited for.
    Suspend,
    /// Give it more time.
    Extend,
    /// Join it to another case that says the same.
    Merge,
    /// Say that it has to do with another case.
    Link,
    /// Ask judges for their scores.
    Judge,
}

impl Allow {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Assign,
        Self::Transfer,
        Self::Return,
        Self::Countersign,
        Self::Delegate,
        Self::Escalate,
        Self::Suspend,
        Self::Extend,
        Self::Merge,
        Self::Link,
        Self::Judge,
    ];
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseStep)]
pub struct Step {
    /// Stored.
    pub code: String,
    /// Shown to cadres.
    pub title: String,
    /// What the reporter reads while it stands here, in plain words.
    pub plain: String,
    /// Who may take it, at the place that has the case; the first role that somebody holds there has it. None at the end.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Its clock; none at the end, or where the reporter is waited for.
    #[serde(default)]
    pub clock: Option<StepClock>,
    /// What may be done beside the moves.
    #[serde(default)]
    pub allows: Vec<Allow>,
    /// The case is closed here.
    #[serde(default)]
    pub closed: bool,
    /// Its public fields are shown to everyone here.
    #[serde(default)]
    pub public: bool,
}

/// Who makes a move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CaseMoveBy)]
pub enum By {
    /// Those who have the case, or stand above them.
    #[default]
    Owner,
    /// Only those above the place that has it.
    Above,
    /// Who told it.
    Reporter,
    /// Who has claimed it, or claims it.
    Claimant,
}

impl By {
    /// Somebody outside makes it: whoever told the case, or has claimed it.
    pub fn is_outside(self) -> bool {
        matches!(self, Self::Reporter | Self::Claimant)
    }
}

/// Where a case lies after a move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = CaseMovePlace)]
pub enum MovePlace {
    /// Where it is.
    #[default]
    Stay,
    /// Where it was told.
    Home,
    /// One place above where it is.
    Above,
    /// At the top.
    Top,
    /// Where it came from last.
    Back,
}

/// A move from one or several steps to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseMove)]
pub struct Move {
    /// Stored.
    pub code: String,
    /// Word of the button.
    pub title: String,
    /// Steps in which it can be made.
    pub from: Vec<String>,
    /// Step after it.
    pub to: String,
    /// Who makes it.
    #[serde(default)]
    pub by: By,
    /// Where the case lies then.
    #[serde(default)]
    pub place: MovePlace,
    /// The track that the case takes by it.
    #[serde(default)]
    pub track: Option<String>,
    /// A note must be written.
    #[serde(default)]
    pub note: bool,
    /// Something must have been attached in this step.
    #[serde(default)]
    pub attachment: bool,
    /// Fields that must be filled in by then.
    #[serde(default)]
    pub fields: Vec<String>,
    /// The note is the answer that the reporter reads.
    #[serde(default)]
    pub answers: bool,
    /// What the reporter reads of it; empty if it is not for the reporter.
    #[serde(default)]
    pub plain: String,
    /// Kinds of letters that can be printed after it.
    #[serde(default)]
    pub letters: Vec<String>,
    /// The field whose choice (`satisfied`, `fair`, `dissatisfied`) is the reporter's rating, asked by those who have the case.
    #[serde(default)]
    pub rates: Option<String>,
    /// So many judges must have given their score; 0 none.
    #[serde(default)]
    pub judged: u32,
    /// Who makes it claims the case: one at a time.
    #[serde(default)]
    pub claims: bool,
    /// Whoever has claimed the case has it no more.
    #[serde(default)]
    pub releases: bool,
}

/// Values of a case's fields by code, as text: days `2026-11-23`, money in 分, yes `1`, no `0`.
pub type Values = BTreeMap<String, String>;

impl Procedure {
    /// A step by its code.
    pub fn step(&self, code: &str) -> Option<&Step> {
        self.steps.iter().find(|s| s.code == code)
    }

    /// A move by its code.
    pub fn find_move(&self, code: &str) -> Option<&Move> {
        self.moves.iter().find(|m| m.code == code)
    }

    /// A track by its code.
    pub fn track(&self, code: &str) -> Option<&Track> {
        self.tracks.iter().find(|t| t.code == code)
    }

    /// A field by its code.
    pub fn field(&self, code: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.code == code)
    }

    /// Moves that lead on from a step.
    pub fn moves_from(&self, step: &str) -> impl Iterator<Item = &Move> {
        let step = step.to_owned();
        self.moves.iter().filter(move |m| m.from.contains(&step))
    }

    /// The limit of a step on a track; none where no clock runs.
    pub fn limit(&self, step: &Step, track: &str) -> Option<Limit> {
        match step.clock? {
            StepClock::Own(limit) => Some(limit),
            StepClock::Track => self.track(track).map(|t| t.limit),
        }
    }
}
