//! What a list of members asks for.

use kernel::{Day, Id, OrgPath};
use serde::{Deserialize, Serialize};

use super::member_flag::FlagOn;
use super::member_list::MemberSort;
use crate::model::Status;
use crate::quality::{Doubt, QualityField};

/// What is searched for, told apart by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Search {
    /// Beginning of the name.
    Name(String),
    /// Beginning of the pinyin initials.
    Initials(String),
    /// Exactly these people (found by a whole document number or phone).
    People(Vec<Id>),
    /// Tail digests of document and phone.
    Tails(Vec<i64>, Vec<i64>),
}

/// What a list of members asks for.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// Only beneath this place.
    pub path: Option<OrgPath>,
    /// Only this state; otherwise those who are members now.
    pub status: Option<Status>,
    /// Only those of this employer.
    pub employer_id: Option<Id>,
    /// Only these codes, by column of the person.
    pub codes: Vec<(PersonCode, String)>,
    /// Only those with this flag; and today.
    pub flag: Option<(FlagOn, Day)>,
    /// Member of the union from this day on or later.
    pub joined_from: Option<Day>,
    /// Member of the union from this day on or earlier.
    pub joined_to: Option<Day>,
    /// Only those without this field.
    pub missing: Option<&'static QualityField>,
    /// Only those with something to check in their documents.
    pub doubt: Option<&'static Doubt>,
    /// Only those who work at another union for a time.
    pub seconded: Option<Seconded>,
    /// Search.
    pub search: Option<Search>,
    /// Order.
    pub sort: MemberSort,
}

/// Who works at another union for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Seconded {
    /// 借调来: members of other unions who work at one in the list's places. A list that is read shows them; nothing else does.
    Here,
    /// 借调出: own members who work elsewhere.
    Away,
}

/// A coded field of a person that a list can be narrowed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonCode {
    /// 性别.
    Sex,
    /// 就业状况.
    WorkState,
    /// 政治面貌.
    Politics,
    /// 是否农民工.
    MigrantWorker,
}

impl PersonCode {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Sex => "p.sex",
            Self::WorkState => "p.work_state",
            Self::Politics => "p.politics",
            Self::MigrantWorker => "p.migrant_worker",
        }
    }

    /// The common values, which the field's own index leaves out; a list of one of them is walked in its order.
    fn common(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Sex => Some(&["1", "2"]),
            Self::WorkState => Some(&["", "1"]),
            Self::Politics => Some(&["", "01", "03", "13"]),
            Self::MigrantWorker => None,
        }
    }

    /// The condition of the field's index, for a value that it holds.
    pub(super) fn seldom(self, value: &str) -> Option<String> {
        let common = self.common().filter(|c| !c.contains(&value))?;
        Some(format!("{} NOT IN ('{}')", self.column(), common.join("', '")))
    }
}
