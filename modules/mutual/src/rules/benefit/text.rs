//! Amounts, days and the sentences that people read.

use std::fmt;

use kernel::{Day, Fen};

use super::check::deadline;
use crate::model::case::{Facts, RefusalCode};
use crate::model::scheme::{Item, ItemKind, Scheme};

/// An amount in yuan with separators, `15,000.00`.
#[derive(Clone, Copy, Debug)]
pub struct Yuan(pub Fen);

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (abs, mut scale) = (self.0.0.unsigned_abs() / 100, 1u64);
        if self.0.0 < 0 {
            f.write_str("-")?;
        }
        while abs / scale >= 1_000 {
            scale *= 1_000;
        }
        write!(f, "{}", abs / scale)?;
        while scale > 1 {
            scale /= 1_000;
            write!(f, ",{:03}", abs / scale % 1_000)?;
        }
        write!(f, ".{:02}", self.0.0.unsigned_abs() % 100)
    }
}

/// A rate of basis points as per cent, `40%`, `12.5%`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Percent(pub(super) i64);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}%"),
            (whole, part) if part % 10 == 0 => write!(f, "{whole}.{}%", part / 10),
            (whole, part) => write!(f, "{whole}.{part:02}%"),
        }
    }
}

/// A day as people read it, `2026年3月5日`.
pub fn day_text(day: Day) -> String {
    let n = day.number();
    format!("{}年{}月{}日", n / 10_000, n / 100 % 100, n % 100)
}

/// Why nothing is paid, as the person reads it.
pub fn sentence(code: RefusalCode, scheme: &Scheme, kind: ItemKind, facts: &Facts) -> String {
    use RefusalCode as C;
    let item = scheme.item(kind);
    let title = item.map_or(kind.title(), |i| i.title.as_str());
    match code {
        C::DaysInverted => "出院日期早于入院日期，请核对出院记录后重新填写。".to_owned(),
        C::NotDischarged => {
            format!("申请日期早于出院日期（{}），请出院结算后再申请。", day_text(facts.discharged))
        }
        C::AmountsInconsistent => amounts(facts),
        C::NoMember => {
            format!("入院那天（{}）您不是工会会员，不能申请互助金。", day_text(facts.admitted))
        }
        C::Duplicate => match &facts.duplicate_of {
            Some(number) => format!("这张发票已经申请过（申请编号 {number}），同一张发票只能申请一次。"),
            None => "这张发票已经申请过，同一张发票只能申请一次。".to_owned(),
        },
        C::PapersMissing => {
            let names: Vec<&str> = facts.missing.iter().map(|p| p.title()).collect();
            format!("还缺少材料：{}，请补齐后再提交。", names.join("、"))
        }
        C::HeirPapersMissing => "申请人已去世，请继承人提交死亡证明和继承人证明。".to_owned(),
        C::NoSuchItem
        | C::NoCover
        | C::OutsidePeriod
        | C::ItemNotCovered
        | C::RequiredItemMissing
        | C::Waiting => cover(code, scheme, title, item, facts),
        C::ExcludedIllness
        | C::ExcludedAccident
        | C::ExcludedWorkInjury
        | C::ExcludedMaternity
        | C::ExcludedCosmetic
        | C::ExcludedCrime
        | C::ExcludedIntoxication
        | C::ExcludedThirdParty
        | C::ExcludedSelfHarm => excluded(code, title),
        C::SexNotFitting => format!("“{title}”只保障女职工。"),
        C::IllnessNotListed => match &facts.illness {
            Some(name) => format!("“{name}”不在“{title}”的病种范围内。"),
            None => format!("没有写明病种，“{title}”只保障列明的病种。"),
        },
        C::HospitalNotDesignated => {
            format!("就诊的医院不是医保定点医院，“{title}”只保障定点医院的住院。")
        }
        C::Late => match item.and_then(|i| deadline(scheme, i, facts)) {
            Some(day) => format!("申请的最后一天是{}，现在已经超过期限。", day_text(day)),
            None => "已经超过申请期限。".to_owned(),
        },
        C::NoAmount
        | C::OtherAidCovers
        | C::BelowDeductible
        | C::BelowSteps
        | C::TimesUsed
        | C::YearCapUsed
        | C::TotalCapUsed => amount(code, scheme, title, item, facts),
    }
}

fn amounts(f: &Facts) -> String {
    let parts = Fen(f.insured.0.saturating_add(f.self_pay.0).saturating_add(f.own.0));
    if parts > f.total {
        return format!("各项费用合计 {} 元，超过总费用 {} 元，请核对结算单。", Yuan(parts), Yuan(f.total));
    }
    "医保范围内费用、个人自付与总费用前后不符，请核对结算单。".to_owned()
}

fn cover(code: RefusalCode, scheme: &Scheme, title: &str, item: Option<&Item>, facts: &Facts) -> String {
    use RefusalCode as C;
    let admitted = day_text(facts.admitted);
    match (code, &facts.cover) {
        (C::NoSuchItem, _) => format!("“{}”没有“{title}”这一项。", scheme.title),
        (C::OutsidePeriod, Some(c)) => format!(
            "您的保障从{}到{}，入院那天（{admitted}）不在保障期内。",
            day_text(c.from),
            day_text(c.to)
        ),
        (C::ItemNotCovered, _) => format!("您参加了互助，但没有参加“{title}”这一项。"),
        (C::RequiredItemMissing, _) => {
            let names: Vec<&str> =
                item.map_or(Vec::new(), |i| i.requires.iter().map(|k| k.title()).collect());
            format!("参加“{title}”须同时参加{}。", names.join("、"))
        }
        (C::Waiting, Some(c)) => {
            let first = item.map_or(c.from, |i| super::check::first_day(i, c));
            format!("因病申请“{title}”有等待期，从{}起才可以申请，您在{admitted}入院。", day_text(first))
        }
        _ => format!("没有查到您在{admitted}有“{}”的参保记录。", scheme.title),
    }
}

fn excluded(code: RefusalCode, title: &str) -> String {
    use RefusalCode as C;
    let why = match code {
        C::ExcludedIllness => return format!("“{title}”不保障因病住院。"),
        C::ExcludedAccident => return format!("“{title}”不保障意外伤害。"),
        C::ExcludedWorkInjury => "工伤的医疗费用由工伤保险支付",
        C::ExcludedMaternity => "生育的医疗费用由生育保险支付",
        C::ExcludedCosmetic => "美容整形的费用",
        C::ExcludedCrime => "因违法犯罪发生的费用",
        C::ExcludedIntoxication => "因醉酒或吸毒发生的费用",
        C::ExcludedThirdParty => "应由第三方（如肇事方）承担的费用",
        _ => "因自伤自残发生的费用",
    };
    format!("{why}，不属于“{title}”的保障范围。")
}

fn amount(code: RefusalCode, scheme: &Scheme, title: &str, item: Option<&Item>, facts: &Facts) -> String {
    use RefusalCode as C;
    let rule = item.map(|i| &i.rule);
    match code {
        C::OtherAidCovers => {
            format!("其他补偿 {} 元已经足够支付个人负担的费用，没有需要再补助的部分。", Yuan(facts.other_aid))
        }
        C::BelowDeductible => {
            let fen = rule.map_or(Fen(0), |r| r.deductible);
            format!("个人负担的费用没有超过起付线 {} 元。", Yuan(fen))
        }
        C::BelowSteps => {
            let least = rule.and_then(|r| r.steps.iter().map(|s| s.from).min()).unwrap_or_default();
            format!("个人负担的费用没有达到最低一档 {} 元。", Yuan(least))
        }
        C::TimesUsed => {
            let times = rule.and_then(|r| r.year_times).unwrap_or_default();
            format!("“{title}”一年最多给付 {times} 次，您已经领取 {} 次。", facts.used.times)
        }
        C::YearCapUsed => {
            format!(
                "“{title}”本年度的限额已经用完（已补助 {} 元），明年参保后可再申请。",
                Yuan(facts.used.item)
            )
        }
        C::TotalCapUsed => {
            let cap = scheme.total_cap.unwrap_or_default();
            format!("本年度各项互助金合计最高 {} 元，已经用完。", Yuan(cap))
        }
        _ => format!("这次的费用中没有“{title}”可以补助的部分。"),
    }
}
