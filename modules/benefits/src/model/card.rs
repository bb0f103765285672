//! The member card that a bank makes: from the application to the end (docs/rules §11).

use kernel::{Day, Id, OrgPath, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitCardState)]
pub enum CardState {
    /// 待单位确认: the member asked for it.
    Applied,
    /// 待复核: the own union says that it is right.
    Confirmed,
    /// 待制卡: the upper union says so, too.
    Reviewed,
    /// 制卡中: the bank has it.
    Batched,
    /// 待发放: the bank made it.
    Made,
    /// 待激活: it was handed out against a signature.
    Handed,
    /// 正常.
    Active,
    /// 已挂失.
    Lost,
    /// 已注销.
    Cancelled,
    /// 未通过.
    Refused,
}

impl CardState {
    /// All states.
    pub const ALL: [Self; 10] = [
        Self::Applied,
        Self::Confirmed,
        Self::Reviewed,
        Self::Batched,
        Self::Made,
        Self::Handed,
        Self::Active,
        Self::Lost,
        Self::Cancelled,
        Self::Refused,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Confirmed => "confirmed",
            Self::Reviewed => "reviewed",
            Self::Batched => "batched",
            Self::Made => "made",
            Self::Handed => "handed",
            Self::Active => "active",
            Self::Lost => "lost",
            Self::Cancelled => "cancelled",
            Self::Refused => "refused",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Applied => "待单位确认",
            Self::Confirmed => "待复核",
            Self::Reviewed => "待制卡",
            Self::Batched => "制卡中",
            Self::Made => "待发放",
            Self::Handed => "待激活",
            Self::Active => "正常",
            Self::Lost => "已挂失",
            Self::Cancelled => "已注销",
            Self::Refused => "未通过",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether it is the card of its person: nobody has two of these.
    pub fn is_live(self) -> bool {
        !matches!(self, Self::Cancelled | Self::Refused)
    }

    /// What the member reads: what happens next.
    pub fn plain(self) -> &'static str {
        match self {
            Self::Applied => "申请已提交，等所在工会确认。",
            Self::Confirmed => "所在工会已确认，等上级工会复核。",
            Self::Reviewed => "已通过复核，等送银行制卡。",
            Self::Batched => "银行正在制卡。",
            Self::Made => "卡已制好，请到所在工会签字领取。",
            Self::Handed => "卡已领取，请带身份证到银行网点激活。",
            Self::Active => "卡可以正常使用。",
            Self::Lost => "卡已挂失；找到了可以解挂，找不到可以补卡。挂失还要同时致电银行。",
            Self::Cancelled => "卡已注销。",
            Self::Refused => "申请没有通过，原因见下。",
        }
    }
}

/// What is done with a card, one at a time or with many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitCardDeed)]
pub enum CardDeed {
    /// 单位确认.
    Confirm,
    /// 复核通过.
    Review,
    /// 不通过.
    Refuse,
    /// 发放.
    Hand,
    /// 激活.
    Activate,
    /// 挂失.
    Lose,
    /// 解挂.
    Find,
    /// 注销.
    Cancel,
    /// 补卡: the lost one ends, a new one is asked for.
    Replace,
}

impl CardDeed {
    /// All deeds.
    pub const ALL: [Self; 9] = [
        Self::Confirm,
        Self::Review,
        Self::Refuse,
        Self::Hand,
        Self::Activate,
        Self::Lose,
        Self::Find,
        Self::Cancel,
        Self::Replace,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Review => "review",
            Self::Refuse => "refuse",
            Self::Hand => "hand",
            Self::Activate => "activate",
            Self::Lose => "lose",
            Self::Find => "find",
            Self::Cancel => "cancel",
            Self::Replace => "replace",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Confirm => "单位确认",
            Self::Review => "复核通过",
            Self::Refuse => "不予通过",
            Self::Hand => "发放",
            Self::Activate => "登记激活",
            Self::Lose => "挂失",
            Self::Find => "解挂",
            Self::Cancel => "注销",
            Self::Replace => "补卡",
        }
    }

    /// Whether a reason belongs to it, which the member reads.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Refuse | Self::Cancel)
    }
}

/// A card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whose.
    pub person_id: Id,
    /// Card.
    pub id: Id,
    /// Where the person was a member when it was asked for.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// What the application is called: `HYK2026-000012`.
    pub number: String,
    /// Name of the person.
    pub name: String,
    /// Where it stands.
    pub state: CardState,
    /// The member asked for it; otherwise the union did.
    pub by_member: bool,
    /// Bank; empty before it is sent.
    pub bank: String,
    /// Sealed number of the card; empty before it is made.
    pub pan: Vec<u8>,
    /// Its last four digits.
    pub tail: String,
    /// Batch it went to the bank in; 0 if none.
    pub batch_id: Id,
    /// The card that was lost; 0 if none.
    pub replaces_id: Id,
    /// Account that confirmed it; 0 if none.
    pub confirmed_by: Id,
    /// When it was handed out.
    pub handed_on: Option<Day>,
    /// When it was activated.
    pub active_on: Option<Day>,
    /// When it ended.
    pub ended_on: Option<Day>,
    /// Why it was refused or cancelled.
    pub reason: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

impl Card {
    /// Where a deed leads from here; nothing if it leads nowhere.
    pub fn after(&self, deed: CardDeed) -> Option<CardState> {
        use CardState as S;
        match (deed, self.state) {
            (CardDeed::Confirm, S::Applied) => Some(S::Confirmed),
            (CardDeed::Review, S::Confirmed) => Some(S::Reviewed),
            (CardDeed::Refuse, S::Applied | S::Confirmed | S::Reviewed) => Some(S::Refused),
            (CardDeed::Hand, S::Made) => Some(S::Handed),
            (CardDeed::Activate, S::Handed) => Some(S::Active),
            (CardDeed::Lose, S::Handed | S::Active) => Some(S::Lost),
            (CardDeed::Find, S::Lost) => Some(if self.active_on.is_some() { S::Active } else { S::Handed }),
            // What the bank has is taken back when it answers.
            (CardDeed::Cancel, S::Batched | S::Cancelled | S::Refused) => None,
            (CardDeed::Cancel, _) | (CardDeed::Replace, S::Lost) => Some(S::Cancelled),
            _ => None,
        }
    }
}

/// A step that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardStep {
    /// Deed: a code of [`CardDeed`], or `apply`, `batch`, `make`, `back`.
    pub deed: String,
    /// What was said with it.
    pub note: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Applications that go to the bank together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardBatch {
    /// Batch.
    pub id: Id,
    /// Union that sends it.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Its place.
    pub union_path: OrgPath,
    /// Number: `ZK2026-0003`.
    pub number: String,
    /// Bank.
    pub bank: String,
    /// Applications in it.
    pub count: i64,
    /// Cards that the bank made.
    pub made: i64,
    /// Applications that it sent back.
    pub refused: i64,
    /// Who made it.
    pub made_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(state: CardState) -> Card {
        Card {
            person_id: Id(1),
            id: Id(2),
            union_id: Id(3),
            union_name: String::new(),
            union_path: OrgPath::top(),
            number: String::new(),
            name: String::new(),
            state,
            by_member: true,
            bank: String::new(),
            pan: Vec::new(),
            tail: String::new(),
            batch_id: Id(0),
            replaces_id: Id(0),
            confirmed_by: Id(0),
            handed_on: None,
            active_on: None,
            ended_on: None,
            reason: String::new(),
            created_at: Timestamp(0),
            version: 1,
        }
    }

    #[test]
    fn a_card_that_has_ended_goes_nowhere() {
        for state in [CardState::Cancelled, CardState::Refused] {
            assert!(CardDeed::ALL.iter().all(|d| card(state).after(*d).is_none()), "{state:?}");
        }
    }

    #[test]
    fn what_the_bank_has_is_left_alone() {
        assert!(CardDeed::ALL.iter().all(|d| card(CardState::Batched).after(*d).is_none()));
    }

    #[test]
    fn a_card_that_is_found_is_what_it_was() {
        let lost = card(CardState::Lost);
        assert_eq!(lost.after(CardDeed::Find), Some(CardState::Handed));
        let active = Card { active_on: Some(Day::constant(2026, 11, 2)), ..lost };
        assert_eq!(active.after(CardDeed::Find), Some(CardState::Active));
    }

    #[test]
    fn only_what_ends_it_is_not_live() {
        for deed in CardDeed::ALL {
            for state in CardState::ALL {
                let Some(next) = card(state).after(deed) else { continue };
                let ends = matches!(deed, CardDeed::Refuse | CardDeed::Cancel | CardDeed::Replace);
                assert_eq!(next.is_live(), !ends, "{deed:?} {state:?}");
            }
        }
    }
}
