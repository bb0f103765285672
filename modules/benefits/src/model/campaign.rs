//! Campaigns: what a union gives, to whom, when and how.

use kernel::{Day, Fen, Id, Timestamp};
use registry::api::reach::Condition;
use serde::{Deserialize, Serialize};

pub use super::terms::{Delivery, PickupPoint, Stacking, Together};
use super::voucher::{Voucher, VoucherState};

/// How a campaign gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitKind)]
pub enum CampaignKind {
    /// 限时抢: from an instant on, to whoever comes first.
    Grab,
    /// 领券: while there are some, within the person's limit.
    Coupon,
    /// 消费红包: an amount out of a sum, fixed or by chance, to be spent at merchants.
    RedPacket,
    /// 抽奖: people enter, the draw decides.
    Draw,
    /// 即开即中: a press is a ticket, and which tickets win was settled before the first one.
    Instant,
    /// 有奖答题: for those who passed a quiz, while there are some.
    Quiz,
    /// 排队摇号: people sign up, a draw settles their order, what there is goes down the order.
    Queue,
    /// 合作券码: a code of a partner out of a pool that was loaded before.
    Codes,
    /// 定向发放: whoever the conditions mean has it without a press.
    Gift,
}

impl CampaignKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Grab,
        Self::Coupon,
        Self::RedPacket,
        Self::Draw,
        Self::Instant,
        Self::Quiz,
        Self::Queue,
        Self::Codes,
        Self::Gift,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Grab => "grab",
            Self::Coupon => "coupon",
            Self::RedPacket => "red_packet",
            Self::Draw => "draw",
            Self::Instant => "instant",
            Self::Quiz => "quiz",
            Self::Queue => "queue",
            Self::Codes => "codes",
            Self::Gift => "gift",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Grab => "限时抢",
            Self::Coupon => "领券",
            Self::RedPacket => "消费红包",
            Self::Draw => "抽奖",
            Self::Instant => "即开即中",
            Self::Quiz => "有奖答题",
            Self::Queue => "排队摇号",
            Self::Codes => "合作券码",
            Self::Gift => "定向发放",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// Whether what went back is given again; not where each serial has its own amount, prize or code.
    pub fn gives_again(self) -> bool {
        !matches!(self, Self::RedPacket | Self::Instant | Self::Codes)
    }

    /// Whether people press for it, so that so many a day may be the most.
    pub fn is_pressed(self) -> bool {
        !self.draws() && self != Self::Gift
    }

    /// Whether people sign up and a draw decides among them.
    pub fn draws(self) -> bool {
        matches!(self, Self::Draw | Self::Queue)
    }

    /// Whether what one gets is one of several prizes.
    pub fn has_prizes(self) -> bool {
        matches!(self, Self::Draw | Self::Instant)
    }
}

/// Where a campaign stands. Whether a published one is open follows from its instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitCampaignState)]
pub enum CampaignState {
    /// 草拟.
    Draft,
    /// 待审批: somebody else decides.
    Proposed,
    /// 已上线: approved, its envelope is reserved; open between its instants.
    Published,
    /// 已暂停: nothing is given until it goes on.
    Paused,
    /// 已结束: nothing more is given; what was given still counts until it runs out.
    Ended,
    /// 已结算: nothing is held any more, what was left of the envelope went back.
    Settled,
    /// 已归档.
    Archived,
    /// 已撤回: never published.
    Withdrawn,
}

impl CampaignState {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::Draft,
        Self::Proposed,
        Self::Published,
        Self::Paused,
        Self::Ended,
        Self::Settled,
        Self::Archived,
        Self::Withdrawn,
    ];

    /// Stored name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Published => "published",
            Self::Paused => "paused",
            Self::Ended => "ended",
            Self::Settled => "settled",
            Self::Archived => "archived",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Chinese name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Draft => "草拟",
            Self::Proposed => "待审批",
            Self::Published => "已上线",
            Self::Paused => "已暂停",
            Self::Ended => "已结束",
            Self::Settled => "已结算",
            Self::Archived => "已归档",
            Self::Withdrawn => "已撤回",
        }
    }

    /// From the stored name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }

    /// Whether nothing is given any more, and never again.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Ended | Self::Settled | Self::Archived)
    }

    /// Whether members see it.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Paused | Self::Ended | Self::Settled)
    }
}

/// In which span a person's limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = BenefitSpan)]
pub enum Span {
    /// 整个活动.
    Campaign,
    /// 每天.
    Day,
    /// 每周, from Monday on.
    Week,
    /// 每月.
    Month,
}

/// How often a person may get something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitLimit)]
pub struct Limit {
    /// In which span.
    pub per: Span,
    /// How often in it, 1 to 10.
    pub most: i64,
}

/// What one gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitOffer)]
pub struct Offer {
    /// What it is, 1 to 30 characters: 电影票一张.
    pub title: String,
    /// 分 that the budget pays the merchant for one, 0 or more; for a red packet the mean.
    pub worth: Fen,
    /// 分 that the person pays at the till, 0 or more.
    pub pays: Fen,
    /// Days it holds, the day of the issue is the first, 1 to 366; 0 where `until` says it.
    pub days: i64,
    /// Last day it holds.
    pub until: Option<Day>,
    /// Merchants that take it; none means every one under contract with the union.
    pub merchants: Vec<Id>,
}

/// Amounts of a red packet, 分; the sum over the stock is the envelope, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitAmounts)]
pub struct Amounts {
    /// Least.
    pub least: Fen,
    /// Most. The same as the least: every one alike.
    pub most: Fen,
}

/// A quiz under the own name that somebody must have passed, while the campaign was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitPass)]
pub struct Pass {
    /// Quiz.
    pub quiz_id: Id,
    /// Points that are enough, 1 or more.
    pub score: i64,
}

/// A prize of a draw, or of tickets that win at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitPrize)]
pub struct Prize {
    /// What it is, 1 to 30 characters.
    pub title: String,
    /// How many, 1 or more.
    pub count: i64,
    /// 分 that one costs the budget.
    pub worth: Fen,
}

/// What a campaign promises: data, shown to people as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = BenefitTerms)]
pub struct Terms {
    /// The rules in plain words, up to 500 characters.
    pub rules: String,
    /// What one gets; where there are prizes, how they are taken (title, validity, merchants).
    pub offer: Offer,
    /// How often.
    pub limit: Limit,
    /// Who may, beyond being a member beneath the campaign's union: all of these hold.
    pub who: Vec<Condition>,
    /// Amounts of a red packet.
    pub amounts: Option<Amounts>,
    /// Prizes of a draw or of tickets that win at once, the best first.
    pub prizes: Vec<Prize>,
    /// How many stand by for prizes that nobody takes, 0 to 1,000.
    pub reserves: i64,
    /// Where the public randomness of a draw or a queue comes from, and of when: 例如“2026年12月5日15时后上证综指收盘点位”.
    pub source: String,
    /// What must have been answered first; of a quiz with prizes always.
    pub quiz: Option<Pass>,
    /// Until when people sign up for a queue, exclusive; before the campaign closes.
    pub sign_up_until: Option<Timestamp>,
    /// How many are given on a day at most; none if that is not limited.
    pub daily: Option<i64>,
    /// Which vouchers the same person may use together with one of these.
    #[serde(default)]
    pub stacking: Stacking,
    /// How goods get to people: fetched or sent. None where the voucher is used in a shop.
    #[serde(default)]
    pub delivery: Option<Delivery>,
}

/// How many of a queue have a place after those who get something at once.
pub const QUEUE: i64 = 100_000;

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Campaign.
    pub id: Id,
    /// Union that gives.
    pub union_id: Id,
    /// Four to six digits.
    pub number: String,
    /// How it gives.
    pub kind: CampaignKind,
    /// Title, 2 to 30 characters.
    pub title: String,
    /// Where it stands.
    pub state: CampaignState,
    /// What it promises.
    pub terms: Terms,
    /// From when.
    pub opens_at: Timestamp,
    /// Until when, exclusive.
    pub closes_at: Timestamp,
    /// How many vouchers there are; for a draw the number of prizes, of tickets that win at once all tickets.
    pub stock: i64,
    /// The most that one voucher costs the budget.
    pub worth: Fen,
    /// What is reserved of the year's budget.
    pub envelope: Fen,
    /// Account that wrote it last.
    pub made_by: Id,
    /// Its name.
    pub made_by_name: String,
    /// Account that proposed it; 0 if nobody has.
    pub proposed_by: Id,
    /// Its name.
    pub proposed_by_name: String,
    /// Account that decided.
    pub decided_by: Id,
    /// Its name.
    pub decided_by_name: String,
    /// When; 0 if not yet.
    pub decided_at: Timestamp,
    /// Why it was returned, paused or stopped.
    pub reason: String,
    /// Paused by somebody who approves: only such a one lets it go on.
    pub held_back: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Raised by every change.
    pub version: i64,
}

impl Campaign {
    /// Whether something is given at an instant.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == CampaignState::Published && self.opens_at <= now && now < self.closes_at
    }

    /// Until when people enter its draw, exclusive.
    pub fn enters_until(&self) -> Timestamp {
        self.terms.sign_up_until.filter(|_| self.kind == CampaignKind::Queue).unwrap_or(self.closes_at)
    }

    /// What a draw gives by rank, the best first: of a queue what it has, as often as it has it.
    pub fn drawn(&self) -> Vec<Prize> {
        if self.kind != CampaignKind::Queue {
            return self.terms.prizes.clone();
        }
        vec![Prize { title: self.terms.offer.title.clone(), count: self.stock, worth: self.worth }]
    }

    /// How many stand by after those who get something at once.
    pub fn stand_by(&self) -> i64 {
        if self.kind == CampaignKind::Queue { QUEUE } else { self.terms.reserves }
    }

    /// What one of its vouchers gives: where there are prizes the prize.
    pub fn title_of(&self, v: &Voucher) -> &str {
        if v.state == VoucherState::Blank {
            return v.state.title();
        }
        let prize = usize::try_from(v.prize - 1).ok().and_then(|n| self.terms.prizes.get(n));
        prize.map_or(self.terms.offer.title.as_str(), |p| p.title.as_str())
    }

    /// The last day of a voucher that is issued on a day.
    pub fn last_day(&self, issued: Day) -> Day {
        let offer = &self.terms.offer;
        if offer.days > 0 { issued.plus_days(offer.days - 1) } else { offer.until.unwrap_or(issued) }
    }
}
