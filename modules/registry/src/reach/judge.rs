//! Whether a member is meant, and why not. Pure.

use kernel::{Day, OrgPath};

use super::{Condition, MemberFacts, Names, born_within, joined_from, member_by};

/// Why a member is not meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which of the conditions, from 0; none if the member belongs to another union altogether.
    pub condition: Option<usize>,
    /// One Chinese sentence for the member.
    pub sentence: String,
}

/// Why a member is not meant on a day; `None` if all conditions hold. `home` is the place of the union that gives.
pub fn refusal(
    facts: &MemberFacts,
    home: &OrgPath,
    who: &[Condition],
    today: Day,
    names: &Names,
) -> Option<Refused> {
    if !home.covers(&facts.union_path) {
        let sentence = format!("本活动面向{}所属工会的会员，您的会籍不在其中", names.home());
        return Some(Refused { condition: None, sentence });
    }
    let at = who.iter().position(|c| !holds(facts, c, today, names))?;
    let sentence = who.get(at).map(|c| sentence(facts, c, today, names)).unwrap_or_default();
    Some(Refused { condition: Some(at), sentence })
}

fn holds(f: &MemberFacts, condition: &Condition, today: Day, names: &Names) -> bool {
    match condition {
        Condition::UnionBeneath { unions } => names.places(unions).any(|p| p.covers(&f.union_path)),
        Condition::MemberFor { months } => f.member_since <= member_by(today, *months),
        Condition::JoinedSince { day } => f.member_since >= *day,
        Condition::JoinedWithin { days } => f.member_since >= joined_from(today, *days),
        Condition::Age { from, to } => {
            let (earliest, latest) = born_within(today, *from, *to);
            f.birth_day.is_some_and(|b| (earliest..=latest).contains(&b.number()))
        }
        Condition::Sex { code } => f.sex == *code,
        Condition::Flag { any_of } => any_of.iter().any(|k| f.flags.contains(k)),
        Condition::WorkState { any_of } => any_of.contains(&f.work_state),
        Condition::MigrantWorker => f.migrant_worker,
    }
}

/// 1 年, 18 个月.
fn span(months: i64) -> String {
    if months % 12 == 0 { format!("{}年", months / 12) } else { format!("{months}个月") }
}

/// 2026年11月1日.
fn chinese(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month_number() % 100, day.number() % 100)
}

/// Who is meant by a condition.
fn word(condition: &Condition, names: &Names) -> String {
    match condition {
        Condition::UnionBeneath { unions } => format!("{}的会员", names.unions(unions)),
        Condition::MemberFor { months } => format!("入会满{}的会员", span(*months)),
        Condition::JoinedSince { day } => format!("{}以后新入会的会员", chinese(*day)),
        Condition::JoinedWithin { days } => format!("最近{days}天内新入会的会员"),
        Condition::Age { from, to } => match (from, to) {
            (Some(from), Some(to)) => format!("{from}至{to}周岁的会员"),
            (Some(from), None) => format!("年满{from}周岁的会员"),
            (None, Some(to)) => format!("不超过{to}周岁的会员"),
            (None, None) => "登记了出生日期的会员".to_owned(),
        },
        Condition::Sex { code } => format!("{}性会员", names.labels("sex", std::slice::from_ref(code))),
        Condition::Flag { any_of } => format!("{}会员", names.labels("member_flag", any_of)),
        Condition::WorkState { any_of } => {
            format!("就业状况为{}的会员", names.labels("work_situation", any_of))
        }
        Condition::MigrantWorker => "农民工会员".to_owned(),
    }
}

/// The conditions in words, one each; the first line says whose members are meant.
pub fn words(who: &[Condition], names: &Names) -> Vec<String> {
    let first = format!("{}所属工会的会员", names.home());
    std::iter::once(first).chain(who.iter().map(|c| word(c, names))).collect()
}

fn sentence(f: &MemberFacts, condition: &Condition, today: Day, names: &Names) -> String {
    let meant = word(condition, names);
    match condition {
        Condition::MemberFor { months } => {
            let (since, month) = (f.member_since, f.member_since.month_number() % 100);
            let year = since.year();
            format!("本活动面向{meant}，您入会于{year}年{month}月，满{}后可参加", span(*months))
        }
        Condition::JoinedSince { .. } | Condition::JoinedWithin { .. } => {
            format!("本活动面向{meant}，您入会于{}", chinese(f.member_since))
        }
        Condition::Age { .. } => match f.birth_day {
            None => format!("本活动面向{meant}，登记资料中没有您的出生日期，请联系所在工会补充"),
            Some(born) => format!("本活动面向{meant}，您今年{}周岁", born.age_on(today)),
        },
        Condition::Flag { .. } | Condition::MigrantWorker => {
            format!("本活动面向{meant}，您的登记资料中没有这一身份，如有变化请联系所在工会")
        }
        _ => format!("本活动面向{meant}"),
    }
}
