//! Secondments: a member works at another union for a time, and stays a member at home (docs/rules §6). No I/O.

use kernel::{Day, Id, OrgPath};
use serde::{Deserialize, Serialize};

/// What a proposal between two unions is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// 转接: the membership moves; the union that it leaves answers.
    #[default]
    Transfer,
    /// 借调: the membership stays; the host answers.
    Secondment,
    /// 延长借调: a later planned last day; the host answers.
    Extension,
    /// 借调转正式转接: the membership moves to the host; the host answers.
    Conversion,
}

impl ProposalKind {
    const ALL: [Self; 4] = [Self::Transfer, Self::Secondment, Self::Extension, Self::Conversion];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Transfer => "transfer",
            Self::Secondment => "secondment",
            Self::Extension => "extension",
            Self::Conversion => "conversion",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Transfer => "会籍转接",
            Self::Secondment => "借调",
            Self::Extension => "延长借调",
            Self::Conversion => "借调转为正式转接",
        }
    }

    /// Whether the union that the member comes from answers; otherwise it asked, and the other one answers.
    pub fn home_answers(self) -> bool {
        self == Self::Transfer
    }

    /// Whether the membership moves when it is accepted.
    pub fn moves(self) -> bool {
        matches!(self, Self::Transfer | Self::Conversion)
    }
}

/// How a secondment ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecondmentEnd {
    /// 到期: its planned last day is over.
    Over,
    /// 提前结束: one of the two unions ended it.
    Early,
    /// 转为正式转接: the membership moved.
    Transferred,
    /// 会籍变动: the member is no longer an active member.
    Membership,
    /// 组织变动: home and host became one union.
    Union,
}

impl SecondmentEnd {
    const ALL: [Self; 5] = [Self::Over, Self::Early, Self::Transferred, Self::Membership, Self::Union];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Over => "over",
            Self::Early => "early",
            Self::Transferred => "transferred",
            Self::Membership => "membership",
            Self::Union => "union",
        }
    }

    /// From the stored name; `None` while it lasts.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Chinese word.
    pub fn title(self) -> &'static str {
        match self {
            Self::Over => "到期结束",
            Self::Early => "提前结束",
            Self::Transferred => "已转为正式转接",
            Self::Membership => "因会籍变动结束",
            Self::Union => "因组织变动结束",
        }
    }
}

/// A secondment as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secondment {
    /// Who.
    pub person_id: Id,
    /// Secondment.
    pub id: Id,
    /// Union of the membership when it began.
    pub home_union_id: Id,
    /// Where the member works …
    pub host_union_id: Id,
    /// … at this place.
    pub host_path: OrgPath,
    /// First day.
    pub day: Day,
    /// Planned last day.
    pub planned_to: Day,
    /// Last day, or open while it lasts.
    pub last_day: Day,
    /// How it ended; `None` while it lasts.
    pub end: Option<SecondmentEnd>,
    /// Why the member is sent.
    pub reason: String,
    /// What was said to its end.
    pub end_reason: String,
    /// Attachment of the member that proves it.
    pub evidence_id: Option<Id>,
    /// Planned last day that both unions were reminded of.
    pub reminded_for: Option<Day>,
}

impl Secondment {
    /// Whether it lasts on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.day <= day && day <= self.last_day
    }
}

/// Whether the time is long enough to be a secondment (docs/rules §6: `secondment.min_months`).
pub fn long_enough(day: Day, planned_to: Day, min_months: i64) -> bool {
    planned_to >= day.plus_months(min_months).plus_days(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_year_is_six_whole_months() {
        let from = Day::constant(2026, 3, 1);
        assert!(long_enough(from, Day::constant(2026, 8, 31), 6));
        assert!(!long_enough(from, Day::constant(2026, 8, 30), 6));
        assert!(
            long_enough(Day::constant(2026, 8, 31), Day::constant(2027, 2, 27), 6),
            "to the end of February"
        );
    }

    #[test]
    fn only_a_transfer_is_answered_at_home() {
        for kind in ProposalKind::ALL {
            assert_eq!(ProposalKind::parse(kind.code()), Some(kind));
            assert_eq!(kind.home_answers(), kind == ProposalKind::Transfer, "{kind:?}");
        }
        assert!(SecondmentEnd::ALL.iter().all(|e| SecondmentEnd::parse(e.code()) == Some(*e)));
        assert_eq!(SecondmentEnd::parse(""), None);
    }
}
