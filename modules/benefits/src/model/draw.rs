//! Draws: their states, who entered, what came out.

use kernel::{Day, Id, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a draw stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitDrawState)]
pub enum DrawState {
    /// 接受报名: the commitment is published; people enter between the campaign's instants.
    Open,
    /// 报名截止: nobody enters any more, the list is being read.
    Closed,
    /// 名单已固定: the list and its digest are published.
    Frozen,
    /// 待复核: one person typed the public value.
    Entered,
    /// 正在开奖: another one confirmed it, the result is being worked out.
    Confirmed,
    /// 已开奖: the secret, the value and the result are published.
    Drawn,
}

impl DrawState {
    /// All states, in their order.
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Closed, Self::Frozen, Self::Entered, Self::Confirmed, Self::Drawn];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Frozen => "frozen",
            Self::Entered => "entered",
            Self::Confirmed => "confirmed",
            Self::Drawn => "drawn",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Open => "接受报名",
            Self::Closed => "报名截止",
            Self::Frozen => "名单已固定",
            Self::Entered => "待复核",
            Self::Confirmed => "正在开奖",
            Self::Drawn => "已开奖",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether the list of entrants does not change any more and is published.
    pub fn is_listed(self) -> bool {
        !matches!(self, Self::Open | Self::Closed)
    }
}

/// A draw that was put off, as everybody reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitPostponed)]
pub struct Postponed {
    /// When it was decided.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Where the public value comes from now.
    pub source: String,
    /// From when on a value is taken.
    pub until: Timestamp,
}

/// A draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Campaign.
    pub campaign_id: Id,
    /// Where it stands.
    pub state: DrawState,
    /// Digest of the secret.
    pub commitment: String,
    /// When it was published.
    pub committed_at: Timestamp,
    /// How many entered.
    pub entries: i64,
    /// When the last one could enter; 0 if not yet.
    pub closed_at: Timestamp,
    /// When the list was published; 0 if not yet.
    pub frozen_at: Timestamp,
    /// Digest of the list; empty if not yet.
    pub list_digest: String,
    /// Where the public value comes from.
    pub source: String,
    /// How often and why it was put off.
    pub postponed: Vec<Postponed>,
    /// From when on a value is taken; 0 if from the freezing on.
    pub value_from: Timestamp,
    /// The public value; empty if not yet.
    pub value: String,
    /// Account that typed it.
    pub value_by: Id,
    /// Its name.
    pub value_by_name: String,
    /// When.
    pub value_at: Timestamp,
    /// Account that confirmed it.
    pub confirmed_by: Id,
    /// Its name.
    pub confirmed_by_name: String,
    /// When.
    pub confirmed_at: Timestamp,
    /// The secret; empty before the draw.
    pub secret: String,
    /// When it was drawn; 0 if not yet.
    pub drawn_at: Timestamp,
    /// Raised by every step.
    pub version: i64,
}

/// Somebody who entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Campaign.
    pub campaign_id: Id,
    /// Person.
    pub person_id: Id,
    /// Pseudonym in the published list.
    pub entrant: String,
    /// Where the person was a member then.
    pub union_id: Id,
    /// When.
    pub entered_at: Timestamp,
}

/// Where a winner stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitWinnerState)]
pub enum WinnerState {
    /// 待领取.
    Won,
    /// 已领取: the voucher was given.
    Claimed,
    /// 逾期未领: the prize went to the next who stood by, if there was one.
    Lapsed,
    /// 候补.
    Reserve,
}

impl WinnerState {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Won, Self::Claimed, Self::Lapsed, Self::Reserve];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Claimed => "claimed",
            Self::Lapsed => "lapsed",
            Self::Reserve => "reserve",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Won => "待领取",
            Self::Claimed => "已领取",
            Self::Lapsed => "逾期未领",
            Self::Reserve => "候补",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// Somebody who won, or stands by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Winner {
    /// Campaign.
    pub campaign_id: Id,
    /// Rank, from 1.
    pub rank: i64,
    /// Pseudonym.
    pub entrant: String,
    /// Person.
    pub person_id: Id,
    /// Name of the person when it was drawn.
    pub name: String,
    /// Where the person was a member when entering.
    pub union_id: Id,
    /// Which of the campaign's prizes, from 1; 0 while standing by.
    pub prize: i64,
    /// Where it stands.
    pub state: WinnerState,
    /// Last day to claim; none while standing by.
    pub until: Option<Day>,
    /// When the state was reached.
    pub moved_at: Timestamp,
}
