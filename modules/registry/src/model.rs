//! Entities and states. No I/O.

pub use joining::{JoinState, join_key, join_seal};
use kernel::{Day, Id, OrgPath, PersonDocument, Phone};
use serde::{Deserialize, Serialize};

pub mod data_request;
pub mod duty;
pub mod election;
pub mod exchange;
pub mod flag;
mod joining;
pub mod secondment;
pub mod union_change;
pub mod zone;

/// State of a membership (docs/rules §6).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 在籍.
    Active,
    /// 保留: out of work or retired; in the register, not in the dues and voting base.
    Retained,
    /// 转出: went to another union.
    TransferredOut,
    /// 退会.
    Left,
    /// 除名.
    Expelled,
    /// 死亡.
    Died,
    /// 重复登记: the same human was a member twice, and the other membership stays.
    Merged,
}

impl Status {
    /// All states.
    pub const ALL: &'static [Self] = &[
        Self::Active,
        Self::Retained,
        Self::TransferredOut,
        Self::Left,
        Self::Expelled,
        Self::Died,
        Self::Merged,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Retained => "retained",
            Self::TransferredOut => "transferred_out",
            Self::Left => "left",
            Self::Expelled => "expelled",
            Self::Died => "died",
            Self::Merged => "merged",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Active => "在籍",
            Self::Retained => "会籍保留",
            Self::TransferredOut => "已转出",
            Self::Left => "已退会",
            Self::Expelled => "已除名",
            Self::Died => "已故",
            Self::Merged => "重复登记已合并",
        }
    }

    /// Whether the person is a member in this state; at most one membership of a person is.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Active | Self::Retained)
    }
}

/// What happens to a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// 入会.
    Joined,
    /// 转入.
    TransferredIn,
    /// 保留.
    Retained,
    /// Back from 保留.
    Resumed,
    /// 转出.
    TransferredOut,
    /// 除名.
    Expelled,
    /// 退会.
    Left,
    /// 死亡.
    Died,
    /// 划入: the union changed, the member came along.
    ReassignedIn,
    /// 划出: the union changed, the member went along.
    ReassignedOut,
    /// An import was undone.
    Undone,
    /// 合并重复登记: the person was a member twice.
    Merged,
    /// A step that was taken by mistake was taken back.
    StepUndone,
    /// 借调: works at another union for a time. Told from the secondment itself, never stored as an event.
    Seconded,
    /// 借调结束. Told from the secondment itself, never stored as an event.
    SecondmentEnded,
}

impl EventKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[
        Self::Joined,
        Self::TransferredIn,
        Self::Retained,
        Self::Resumed,
        Self::TransferredOut,
        Self::Expelled,
        Self::Left,
        Self::Died,
        Self::ReassignedIn,
        Self::ReassignedOut,
        Self::Undone,
        Self::Merged,
        Self::StepUndone,
        Self::Seconded,
        Self::SecondmentEnded,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::TransferredIn => "transferred_in",
            Self::Retained => "retained",
            Self::Resumed => "resumed",
            Self::TransferredOut => "transferred_out",
            Self::Expelled => "expelled",
            Self::Left => "left",
            Self::Died => "died",
            Self::ReassignedIn => "reassigned_in",
            Self::ReassignedOut => "reassigned_out",
            Self::Undone => "undone",
            Self::Merged => "merged",
            Self::StepUndone => "step_undone",
            Self::Seconded => "seconded",
            Self::SecondmentEnded => "secondment_ended",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Joined => "入会",
            Self::TransferredIn => "转入",
            Self::Retained => "会籍保留",
            Self::Resumed => "恢复在籍",
            Self::TransferredOut => "转出",
            Self::Expelled => "除名",
            Self::Left => "退会",
            Self::Died => "死亡",
            Self::ReassignedIn => "随组织划入",
            Self::ReassignedOut => "随组织划出",
            Self::Undone => "撤销导入",
            Self::Merged => "合并重复登记",
            Self::StepUndone => "撤销会籍变动",
            Self::Seconded => "借调",
            Self::SecondmentEnded => "借调结束",
        }
    }
}

/// The part of a person that cadres keep. Codes are of the dictionaries (docs/rules §5.3); empty means not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Profile {
    /// 姓名.
    pub name: String,
    /// 性别, code of `sex`.
    pub sex: String,
    /// 民族, code of `nation`.
    pub nation: String,
    /// 就业状况, code of `work_state`.
    pub work_state: String,
    /// 学历, code of `education`.
    pub education: String,
    /// 技能等级, code of `skill`.
    pub skill: String,
    /// 户籍类型, code of `household_kind`.
    pub household_kind: String,
    /// 户籍所在地, as written.
    pub household_place: String,
    /// 政治面貌, code of `politics`.
    pub politics: String,
    /// 籍贯, as written.
    pub native_place: String,
    /// 是否农民工, code of `migrant_worker`.
    pub migrant_worker: String,
}

/// Fields of a [`Profile`] that hold codes, and their dictionaries.
pub const PROFILE_SETS: [(&str, &str); 8] = [
    ("sex", "sex"),
    ("nation", "nation"),
    ("work_state", "work_situation"),
    ("education", "education"),
    ("skill", "skill_level"),
    ("household_kind", "household_type"),
    ("politics", "political_status"),
    ("migrant_worker", "migrant_worker"),
];

impl Profile {
    /// Field names and values, in the order of the paper form.
    pub fn fields(&self) -> [(&'static str, &str); 11] {
        [
            ("name", &self.name),
            ("sex", &self.sex),
            ("nation", &self.nation),
            ("work_state", &self.work_state),
            ("education", &self.education),
            ("skill", &self.skill),
            ("household_kind", &self.household_kind),
            ("household_place", &self.household_place),
            ("politics", &self.politics),
            ("native_place", &self.native_place),
            ("migrant_worker", &self.migrant_worker),
        ]
    }

    /// Takes over what `other` knows and this does not.
    pub fn fill_from(&mut self, other: &Self) {
        let mine = std::mem::replace(self, other.clone());
        self.absorb(&mine);
    }

    /// Takes over what `other` knows; a blank cell does not erase what is known.
    pub fn absorb(&mut self, other: &Self) {
        let take = |mine: &mut String, theirs: &String| {
            if !theirs.is_empty() && mine != theirs {
                mine.clone_from(theirs);
            }
        };
        take(&mut self.name, &other.name);
        take(&mut self.sex, &other.sex);
        take(&mut self.nation, &other.nation);
        take(&mut self.work_state, &other.work_state);
        take(&mut self.education, &other.education);
        take(&mut self.skill, &other.skill);
        take(&mut self.household_kind, &other.household_kind);
        take(&mut self.household_place, &other.household_place);
        take(&mut self.politics, &other.politics);
        take(&mut self.native_place, &other.native_place);
        take(&mut self.migrant_worker, &other.migrant_worker);
    }
}

/// How exactly a birth day is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BirthPrecision {
    /// To the day.
    Day,
    /// Year and month; the day stored is the first.
    Month,
    /// The year; the day stored is 1 January.
    Year,
    /// Not known.
    #[default]
    Unknown,
}

impl BirthPrecision {
    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Unknown => "unknown",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Day, Self::Month, Self::Year, Self::Unknown].into_iter().find(|p| p.code() == code)
    }
}

/// A birth day as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Birth {
    /// First possible day; `None` if nothing is known.
    pub day: Option<Day>,
    /// How exactly.
    pub precision: BirthPrecision,
}

/// Somebody to be entered, checked already.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Kept fields.
    pub profile: Profile,
    /// Birth day.
    pub birth: Birth,
    /// The document that tells who it is.
    pub document: PersonDocument,
    /// Mobile.
    pub phone: Option<Phone>,
}

/// A person as stored, sealed values still sealed.
#[derive(Clone, Debug)]
pub struct Person {
    /// Person, and member.
    pub id: Id,
    /// Rises with each change.
    pub version: i64,
    /// Kept fields.
    pub profile: Profile,
    /// Birth day.
    pub birth: Birth,
    /// Sealed mobile.
    pub phone: Option<Vec<u8>>,
    /// Salt of the audit key.
    pub salt: Vec<u8>,
}

/// A membership as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// Whose.
    pub person_id: Id,
    /// Which.
    pub id: Id,
    /// In which union.
    pub union_id: Id,
    /// That union's present place.
    pub union_path: OrgPath,
    /// Employer, if known in the register.
    pub employer_id: Option<Id>,
    /// Employer's name as given.
    pub employer_name: String,
    /// State.
    pub status: Status,
    /// First day.
    pub valid_from: Day,
    /// Last day, or open.
    pub valid_to: Day,
}

/// A membership to begin.
#[derive(Clone, Debug)]
pub struct NewMembership {
    /// In which union.
    pub union_id: Id,
    /// Its place.
    pub union_path: OrgPath,
    /// Employer, if known.
    pub employer_id: Option<Id>,
    /// Employer's name as given.
    pub employer_name: String,
    /// Active or retained.
    pub status: Status,
    /// How it begins: joined or transferred in.
    pub event: EventKind,
    /// First day.
    pub day: Day,
    /// Reason, code of `change_reason`, or empty.
    pub reason: String,
    /// Import batch, or none.
    pub batch_id: Option<Id>,
}
