//! Rooms (说事室), their checks and who is on duty there.

use kernel::{Day, Id, OrgPath};
use serde::{Deserialize, Serialize};

/// State of a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoomState {
    /// 在用.
    Open,
    /// 停用.
    Closed,
}

impl RoomState {
    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Open, Self::Closed].into_iter().find(|s| s.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "在用",
            Self::Closed => "停用",
        }
    }
}

/// A room as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Room.
    pub id: Id,
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Employer that it is for; none: every employer that the union covers.
    pub employer_id: Option<Id>,
    /// Its name.
    pub employer_name: String,
    /// Name of the room.
    pub name: String,
    /// Where it is.
    pub address: String,
    /// Phone of the room.
    pub phone: String,
    /// 室长.
    pub head_name: String,
    /// In use since.
    pub opened_on: Day,
    /// State.
    pub state: RoomState,
    /// Why it is not in use.
    pub reason: String,
    /// Day of the last check.
    pub checked_on: Option<Day>,
    /// Whether it met the standard then; none before the first check.
    pub passed: Option<bool>,
    /// Required items that were missing then.
    pub missing: i64,
    /// Rises with each change.
    pub version: i64,
}

/// An item of the standard, and whether a room meets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = RoomStandardItem)]
pub struct StandardItem {
    /// Code in the dictionary `room_standard`.
    pub code: String,
    /// What is asked.
    pub label: String,
    /// Without it the standard is not met.
    pub required: bool,
    /// Whether it is met.
    #[serde(default)]
    pub met: bool,
}

/// A check of a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomCheck {
    /// Check.
    pub id: Id,
    /// Day.
    pub day: Day,
    /// Who looked.
    pub by_name: String,
    /// Whether every required item is met.
    pub passed: bool,
    /// The standard of that day with what was found.
    pub items: Vec<StandardItem>,
    /// What was said of it.
    pub note: String,
}

/// Somebody on duty in a room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Shift.
    pub id: Id,
    /// Day.
    pub day: Day,
    /// First minute of the day, 0–1439.
    pub from: i64,
    /// Minute after the last, up to 1440.
    pub to: i64,
    /// Who.
    pub person_name: String,
    /// Who was planned before; empty if nobody else was.
    pub instead_of: String,
    /// What was said of it.
    pub note: String,
    /// Rises with each change.
    pub version: i64,
}
