//! A scheme (互助方案): everything that premiums, waiting and benefits are reckoned by, as data. Money in 分, rates in basis
//! points (4000 is 40 %), days as calendar days. In JSON and TOML amounts end in `_fen`.

use kernel::{Day, Fen};
use serde::{Deserialize, Serialize};

use super::words::words;

words! {
    /// What is covered (保障项目).
    ItemKind as MutualItemKind {
        /// Stays in hospital.
        Hospital = "hospital", "住院医疗";
        /// One of the listed grave illnesses.
        Critical = "critical", "重大疾病";
        /// Grave illnesses of women.
        Female = "female", "女职工特殊疾病";
        /// Accidents.
        Accident = "accident", "意外伤害";
        /// What the union gives free of charge.
        Gift = "gift", "赠送保障";
    }
}

words! {
    /// What a benefit is reckoned from (计算基数).
    Basis as MutualBasis {
        /// What the person bore within the scope of the medical insurance.
        InScopeSelfpay = "in_scope_selfpay", "医保范围内个人自付";
        /// What the person bore altogether, out of scope as well.
        TotalSelfpay = "total_selfpay", "个人负担总额（自付加自费）";
        /// All cost within the scope, whoever bore it.
        TotalInScope = "total_in_scope", "医保范围内总费用";
        /// Fixed amounts by steps of what the person bore altogether.
        FixedSteps = "fixed_steps", "按个人负担分档定额";
        /// One amount on the illness or event.
        Lump = "lump", "定额给付";
    }
}

words! {
    /// How often the deductible (起付线) is borne.
    Per as MutualPer {
        /// At each event.
        Event = "event", "每次";
        /// Once in a year of the scheme.
        Year = "year", "每年";
    }
}

words! {
    /// What led to the stay or event (就医原因).
    Cause as MutualCause {
        /// Illness.
        Illness = "illness", "疾病";
        /// Accident without somebody else to pay.
        Accident = "accident", "意外伤害";
        /// Work injury.
        WorkInjury = "work_injury", "工伤";
        /// Maternity.
        Maternity = "maternity", "生育";
        /// Cosmetic treatment.
        Cosmetic = "cosmetic", "美容整形";
        /// Crime or unlawful act of one's own.
        Crime = "crime", "违法犯罪";
        /// Alcohol or drugs.
        Intoxication = "intoxication", "醉酒或吸毒";
        /// Somebody else has to pay, as after a traffic accident.
        ThirdParty = "third_party", "第三方责任";
        /// Harm done to oneself.
        SelfHarm = "self_harm", "自伤自残";
    }
}

words! {
    /// Papers of a claim (申请材料).
    Paper as MutualPaperKind {
        /// Identity card.
        IdCard = "id_card", "身份证";
        /// Settlement sheet of the medical insurance.
        Settlement = "settlement", "医疗费用结算单";
        /// Discharge record.
        Discharge = "discharge", "出院记录";
        /// List of costs.
        Costs = "costs", "费用清单";
        /// Diagnosis or pathology report.
        Diagnosis = "diagnosis", "诊断证明或病理报告";
        /// Bank card.
        BankCard = "bank_card", "本人银行卡";
        /// Proof of how the accident came about.
        AccidentProof = "accident_proof", "意外事故证明";
        /// Proof of death and of who inherits.
        Heir = "heir", "死亡证明及继承人证明";
    }
}

/// A group of employers or people with premiums of its own (缴费类别).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualPayerClass)]
pub struct PayerClass {
    /// Short code, a–z, 0–9 and `_`, at most 20; `all` where there is only one.
    pub code: String,
    /// Chinese name, 1 to 40 characters.
    pub title: String,
}

/// What one share costs in a class, and who bears it: the three parts add up to the amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualPremium)]
pub struct Premium {
    /// Code of one of the scheme's classes.
    pub class: String,
    /// Premium of one share for the whole period, 分; 0 for a gift.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// Borne by the employer (行政), 分.
    #[serde(rename = "employer_fen", default)]
    pub employer: Fen,
    /// Borne by the union (工会), 分.
    #[serde(rename = "union_fen", default)]
    pub union: Fen,
    /// Borne by the person, 分.
    #[serde(rename = "person_fen", default)]
    pub person: Fen,
}

/// A part of the amount and what is paid of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualTier)]
pub struct Tier {
    /// Where it begins on the amount, 分; the first begins at the deductible.
    #[serde(rename = "from_fen")]
    pub from: Fen,
    /// Where it ends, 分; no end if missing.
    #[serde(rename = "to_fen", default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Fen>,
    /// What is paid of the part, basis points: 4000 is 40 %.
    #[serde(rename = "rate_bp")]
    pub rate: i64,
}

/// A fixed amount from a threshold on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualFixedStep)]
pub struct FixedStep {
    /// What the person bore must reach this, 分.
    #[serde(rename = "from_fen")]
    pub from: Fen,
    /// What is paid then, 分.
    #[serde(rename = "pay_fen")]
    pub pay: Fen,
}

/// How the benefit of an item is reckoned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualRule)]
pub struct Rule {
    /// What it is reckoned from.
    pub basis: Basis,
    /// Not paid for, 分 (起付线).
    #[serde(rename = "deductible_fen", default)]
    pub deductible: Fen,
    /// How often the deductible is borne.
    #[serde(default = "per_event")]
    pub deductible_per: Per,
    /// Parts and rates, over the amount with the deductible; none for `fixed_steps` and `lump`.
    #[serde(default)]
    pub tiers: Vec<Tier>,
    /// For `fixed_steps`: the highest step that is reached counts.
    #[serde(default)]
    pub steps: Vec<FixedStep>,
    /// For `lump`: what is paid, 分.
    #[serde(rename = "lump_fen", default)]
    pub lump: Fen,
    /// Most of an event, 分.
    #[serde(rename = "event_cap_fen", default, skip_serializing_if = "Option::is_none")]
    pub event_cap: Option<Fen>,
    /// Most of the item in a year of the scheme, 分.
    #[serde(rename = "year_cap_fen", default, skip_serializing_if = "Option::is_none")]
    pub year_cap: Option<Fen>,
    /// Most events that are paid in a year of the scheme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_times: Option<i64>,
    /// Benefit, event cap and year cap are those of one share.
    #[serde(default)]
    pub share_multiplier: bool,
    /// Never more than what the person bore altogether after other aid.
    #[serde(default)]
    pub not_above_cost: bool,
    /// A claim is in time until so many days after discharge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_days: Option<i64>,
    /// A claim is in time until so many months after the cover's end; with `claim_days` the later day counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_months: Option<i64>,
    /// Only in designated hospitals (定点医疗机构).
    #[serde(default)]
    pub designated_only: bool,
    /// Causes that are not paid for.
    #[serde(default)]
    pub excluded: Vec<Cause>,
    /// Names of the illnesses that are paid for; every one if empty.
    #[serde(default)]
    pub illnesses: Vec<String>,
}

fn per_event() -> Per {
    Per::Event
}

/// Who is given a cover free of charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualGiftCondition)]
pub struct GiftCondition {
    /// Holds the member card.
    #[serde(default)]
    pub card: bool,
    /// Is in service, not retired.
    #[serde(default)]
    pub in_service: bool,
    /// Has the hospital item in the same period.
    #[serde(default)]
    pub hospital: bool,
}

/// A covered item with its premiums and its rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualItem)]
pub struct Item {
    /// Which.
    pub kind: ItemKind,
    /// Name in this scheme, 1 to 40 characters.
    pub title: String,
    /// Premium of each class; a class without one cannot have the item. None for a gift.
    #[serde(default)]
    pub premiums: Vec<Premium>,
    /// Most shares of a person, 1 to 10.
    #[serde(default = "one")]
    pub max_shares: i64,
    /// Days from the beginning of cover that illness is not paid for, of who is new. Accidents do not wait.
    #[serde(default)]
    pub wait_days_new: i64,
    /// The same of who was covered until the day before.
    #[serde(default)]
    pub wait_days_renewal: i64,
    /// Items that a person must have as well.
    #[serde(default)]
    pub requires: Vec<ItemKind>,
    /// Papers of a claim that the person brings; a claim of a settlement file needs none.
    #[serde(default)]
    pub papers: Vec<Paper>,
    /// How the benefit is reckoned.
    pub rule: Rule,
    /// Of a gift: who is given it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gift: Option<GiftCondition>,
}

fn one() -> i64 {
    1
}

/// Who may be enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualEntry)]
pub struct Entry {
    /// Retired people too.
    #[serde(default)]
    pub retired: bool,
    /// Least completed years of age on the first day of cover.
    #[serde(default = "sixteen")]
    pub min_age: i64,
    /// Most completed years of age on the first day of cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_age: Option<i64>,
    /// People may still be enrolled after the cover has begun.
    #[serde(default)]
    pub late: bool,
    /// A premium is given back to who withdraws before the cover begins.
    #[serde(default)]
    pub refund: bool,
}

fn sixteen() -> i64 {
    16
}

impl Default for Entry {
    fn default() -> Self {
        Self { retired: false, min_age: 16, max_age: None, late: false, refund: true }
    }
}

/// A scheme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualScheme)]
pub struct Scheme {
    /// Short code, a–z, 0–9 and `-`, 2 to 30; the same every year.
    pub code: String,
    /// Year of cover, 2000 to 2100.
    pub year: i64,
    /// Name, 2 to 60 characters.
    pub title: String,
    /// 示范: made up, of no real place.
    #[serde(default)]
    pub demo: bool,
    /// First day of cover.
    pub cover_from: Day,
    /// Last day of cover.
    pub cover_to: Day,
    /// Most of all items together that a person is paid in the year, 分.
    #[serde(rename = "total_cap_fen", default, skip_serializing_if = "Option::is_none")]
    pub total_cap: Option<Fen>,
    /// Who may be enrolled.
    #[serde(default)]
    pub entry: Entry,
    /// Classes of payers, 1 to 10.
    pub classes: Vec<PayerClass>,
    /// Items, each kind once.
    pub items: Vec<Item>,
    /// Where it comes from or what it is for, at most 1,000 characters.
    #[serde(default)]
    pub note: String,
}

impl Scheme {
    /// The item of a kind.
    pub fn item(&self, kind: ItemKind) -> Option<&Item> {
        self.items.iter().find(|i| i.kind == kind)
    }

    /// Whether a day lies within the cover.
    pub fn covers(&self, day: Day) -> bool {
        self.cover_from <= day && day <= self.cover_to
    }
}

impl Item {
    /// What one share costs in a class.
    pub fn premium(&self, class: &str) -> Option<&Premium> {
        self.premiums.iter().find(|p| p.class == class)
    }
}
