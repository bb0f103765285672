//! What a claim says, and what comes of it under a scheme.

use kernel::{Day, Fen};
use serde::{Deserialize, Serialize};

use super::scheme::{Cause, ItemKind, Paper};
use super::words::words;

words! {
    /// Sex, for what only women are covered for.
    Sex as MutualSex {
        /// Female.
        Female = "female", "女";
        /// Male.
        Male = "male", "男";
    }
}

/// The cover of the person on the day of admission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualCoverFacts)]
pub struct CoverFacts {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Was covered until the day before without a gap.
    #[serde(default)]
    pub continuous: bool,
    /// Day from which the waiting counts; `from` if missing.
    #[serde(default)]
    pub waiting_from: Option<Day>,
    /// Items that the person has.
    pub items: Vec<ItemKind>,
    /// Shares of the item, 1 or more.
    #[serde(default = "one")]
    pub shares: i64,
}

fn one() -> i64 {
    1
}

/// What the person was paid, or is promised, before in this year of the scheme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = MutualUsed)]
pub struct Used {
    /// Of this item, 分.
    #[serde(rename = "item_fen")]
    pub item: Fen,
    /// Of all items, 分.
    #[serde(rename = "total_fen")]
    pub total: Fen,
    /// Paid events of this item.
    pub times: i64,
    /// Deductible of this item that was borne already, 分.
    #[serde(rename = "deductible_fen")]
    pub deductible: Fen,
}

/// What a claim says. Amounts in 分.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualFacts)]
pub struct Facts {
    /// Day of admission, of the diagnosis or of the accident: decides scheme, membership and cover.
    pub admitted: Day,
    /// Day of discharge.
    pub discharged: Day,
    /// Day on which it was claimed; of a settlement file the day on which it came.
    pub applied_on: Day,
    /// What led to it.
    pub cause: Cause,
    /// Name of the illness, as the scheme's list names it.
    #[serde(default)]
    pub illness: Option<String>,
    /// The whole bill.
    #[serde(rename = "total_fen", default)]
    pub total: Fen,
    /// Of it within the scope of the medical insurance.
    #[serde(rename = "in_scope_fen", default)]
    pub in_scope: Fen,
    /// Of it borne by basic insurance, serious-illness insurance and medical aid.
    #[serde(rename = "insured_fen", default)]
    pub insured: Fen,
    /// Of it borne by the person within the scope (自付).
    #[serde(rename = "self_pay_fen", default)]
    pub self_pay: Fen,
    /// Of it borne by the person out of the scope (自费).
    #[serde(rename = "own_fen", default)]
    pub own: Fen,
    /// Given to the person by others for this bill: commercial insurance, other aid.
    #[serde(rename = "other_aid_fen", default)]
    pub other_aid: Fen,
    /// Was a member of the union on the day of admission.
    pub member: bool,
    /// Sex, where known.
    #[serde(default)]
    pub sex: Option<Sex>,
    /// Cover on the day of admission, or else the nearest one of the year.
    #[serde(default)]
    pub cover: Option<CoverFacts>,
    /// The hospital is a designated one.
    #[serde(default = "yes")]
    pub designated: bool,
    /// What the person was paid before.
    #[serde(default)]
    pub used: Used,
    /// Number of the claim that has the same bill.
    #[serde(default)]
    pub duplicate_of: Option<String>,
    /// Papers that are missing; always none of a settlement file.
    #[serde(default)]
    pub missing: Vec<Paper>,
    /// The person has died.
    #[serde(default)]
    pub deceased: bool,
    /// The heirs have shown who they are.
    #[serde(default)]
    pub heirs: bool,
}

fn yes() -> bool {
    true
}

impl Facts {
    /// What the person bore altogether after other aid, 分; never below 0.
    pub fn borne(&self) -> Fen {
        Fen(self.self_pay.0.saturating_add(self.own.0).saturating_sub(self.other_aid.0).max(0))
    }
}

words! {
    /// What a line of the reckoning (计算过程) says.
    LineCode as MutualLineCode {
        /// From what it is reckoned.
        Basis = "basis", "计算基数";
        /// Other aid that is taken off.
        OtherAid = "other_aid", "扣除其他补偿";
        /// What is not paid for.
        Deductible = "deductible", "起付线";
        /// What is paid of a part. Counts.
        Tier = "tier", "分段计算";
        /// The step that is reached. Counts.
        Step = "step", "分档定额";
        /// One amount. Counts.
        Lump = "lump", "定额给付";
        /// What further shares add. Counts.
        Shares = "shares", "份数";
        /// What is taken off because nobody is paid more than it cost. Counts, never above 0.
        CostCap = "cost_cap", "不超过实际负担";
        /// What the cap of the event takes off. Counts, never above 0.
        EventCap = "event_cap", "单次限额";
        /// What the cap of the year takes off. Counts, never above 0.
        YearCap = "year_cap", "年度限额";
        /// What the cap of all items takes off. Counts, never above 0.
        TotalCap = "total_cap", "合计限额";
        /// What is paid.
        Benefit = "benefit", "互助金";
    }
}

impl LineCode {
    /// Whether the amounts of such lines add up to the benefit.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Basis | Self::OtherAid | Self::Deductible | Self::Benefit)
    }
}

/// A line of the reckoning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualTraceLine)]
pub struct TraceLine {
    /// What it says; the label is its word.
    pub code: LineCode,
    /// The formula in Chinese, amounts in yuan.
    pub text: String,
    /// Its amount, 分. The lines whose code counts add up to the benefit.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

words! {
    /// Why nothing is paid (不予补助原因), in the order in which it is looked at.
    RefusalCode as MutualRefusalCode {
        /// Discharged before admission.
        DaysInverted = "days_inverted", "出院早于入院";
        /// Claimed before discharge.
        NotDischarged = "not_discharged", "尚未出院";
        /// The amounts contradict one another.
        AmountsInconsistent = "amounts_inconsistent", "金额前后不符";
        /// The scheme has no such item.
        NoSuchItem = "no_such_item", "方案无此项目";
        /// Was no member on admission.
        NoMember = "no_member", "入院时非会员";
        /// Was not enrolled.
        NoCover = "no_cover", "未参保";
        /// Admitted outside of the cover.
        OutsidePeriod = "outside_period", "不在保障期内";
        /// Was enrolled, but not for this item.
        ItemNotCovered = "item_not_covered", "未参加该项目";
        /// Lacks an item that this one asks for.
        RequiredItemMissing = "required_item_missing", "缺少前置项目";
        /// Within the waiting period.
        Waiting = "waiting", "等待期内";
        /// The item does not pay for illness.
        ExcludedIllness = "excluded_illness", "疾病不在该项目内";
        /// The item does not pay for accidents.
        ExcludedAccident = "excluded_accident", "意外不在该项目内";
        /// Work injury.
        ExcludedWorkInjury = "excluded_work_injury", "工伤";
        /// Maternity.
        ExcludedMaternity = "excluded_maternity", "生育";
        /// Cosmetic treatment.
        ExcludedCosmetic = "excluded_cosmetic", "美容整形";
        /// Crime.
        ExcludedCrime = "excluded_crime", "违法犯罪";
        /// Alcohol or drugs.
        ExcludedIntoxication = "excluded_intoxication", "醉酒或吸毒";
        /// Somebody else has to pay.
        ExcludedThirdParty = "excluded_third_party", "第三方责任";
        /// Harm done to oneself.
        ExcludedSelfHarm = "excluded_self_harm", "自伤自残";
        /// Covers women only.
        SexNotFitting = "sex_not_fitting", "性别不符";
        /// The illness is not on the list.
        IllnessNotListed = "illness_not_listed", "病种不在范围";
        /// The hospital is none of the designated ones.
        HospitalNotDesignated = "hospital_not_designated", "非定点医院";
        /// The same bill was claimed before.
        Duplicate = "duplicate", "重复申请";
        /// Claimed too late.
        Late = "late", "超过申请期限";
        /// Papers are missing.
        PapersMissing = "papers_missing", "材料不全";
        /// The person has died and nobody has shown to be an heir.
        HeirPapersMissing = "heir_papers_missing", "缺少继承人证明";
        /// Nothing was borne that counts.
        NoAmount = "no_amount", "无可计算费用";
        /// Others have paid everything already.
        OtherAidCovers = "other_aid_covers", "其他补偿已足额";
        /// Not above the deductible.
        BelowDeductible = "below_deductible", "未达起付线";
        /// Not as much as the lowest step.
        BelowSteps = "below_steps", "未达最低档";
        /// Paid as often as may be.
        TimesUsed = "times_used", "给付次数已满";
        /// The item's cap of the year is used up.
        YearCapUsed = "year_cap_used", "年度限额已用完";
        /// The cap of all items is used up.
        TotalCapUsed = "total_cap_used", "合计限额已用完";
    }
}

/// A reason why nothing is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualRefusal)]
pub struct Refusal {
    /// Which; its title is for cadres.
    pub code: RefusalCode,
    /// What the person reads.
    pub sentence: String,
}

/// What comes of a claim under a scheme: a benefit with its trace, or refusals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MutualOutcome)]
pub struct Outcome {
    /// What is paid, 分; 0 exactly when there are refusals.
    #[serde(rename = "benefit_fen")]
    pub benefit: Fen,
    /// What it was reckoned from, after other aid, before the deductible, 分; 0 where it was not reckoned.
    #[serde(rename = "basis_fen")]
    pub basis: Fen,
    /// Deductible that this event bears, 分: add it to [`Used::deductible`].
    #[serde(rename = "deductible_fen")]
    pub deductible: Fen,
    /// Every figure.
    pub trace: Vec<TraceLine>,
    /// Why nothing is paid, the weightiest first.
    pub refusals: Vec<Refusal>,
}
