//! What may be done with a claim, and what of it is told.

use kernel::{Day, Fen, Id};

use crate::model::case::{CoverFacts, RefusalCode, Used};
use crate::model::claim::{Claim, ClaimState};
use crate::model::enrolment::Cover;
use crate::model::scheme::ItemKind;

/// What of a bill makes it one bill: hospital, number and day of discharge, however they are written.
pub fn bill_key(hospital: &str, invoice: &str, discharged: Day) -> String {
    let plain = |text: &str| -> String {
        let text = kernel::text::clean(text);
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    format!("{}|{}|{}", plain(hospital), plain(invoice), discharged.number())
}

/// The cover of a person in the words of the rules; what continues an earlier cover does not wait.
pub fn cover_facts(cover: &Cover, item: ItemKind) -> CoverFacts {
    CoverFacts {
        from: cover.from,
        to: cover.to,
        continuous: cover.continued.contains(&item),
        waiting_from: None,
        items: cover.items.clone(),
        shares: cover.shares,
    }
}

/// Whether a claim is drawn for a second look: anybody can repeat it from the number of the claim.
pub fn drawn(id: Id, percent: i64) -> bool {
    // The low bits of an id are a counter; a multiplication spreads them.
    let spread = (id.0 as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    i64::try_from(spread % 100).unwrap_or(0) < percent
}

/// Who may not decide the next step: those who had a hand in the steps before it.
pub fn had_a_hand(c: &Claim, account: Id) -> bool {
    [c.entered_by, c.reviewed_by, c.second_by].contains(&account)
}

/// What a person was promised, if the sums are those that the claim was worked out with.
pub fn same_use(seen: &Used, now: &Used) -> bool {
    seen == now
}

/// What the worker reads of a state: what happens next.
pub fn next_step(c: &Claim) -> String {
    let day = |d: Option<Day>| {
        d.map_or_else(String::new, |d| {
            format!("{}年{}月{}日", d.year(), d.number() / 100 % 100, d.number() % 100)
        })
    };
    match c.state {
        ClaimState::Prepared => "工会正在核算，不需要您做什么。".into(),
        ClaimState::Reckoned => "已经核算，等待工作人员初审。".into(),
        ClaimState::Supplement if c.asked.is_empty() => format!("请在{}前补充材料。", day(c.due_on)),
        ClaimState::Supplement => format!("请在{}前补充：{}", day(c.due_on), c.asked),
        ClaimState::Reviewed | ClaimState::Second => "初审已通过，等待审批。".into(),
        ClaimState::Approved => "审批已通过，接下来公示。".into(),
        ClaimState::Notice => match c.due_on {
            Some(d) => format!("正在公示，到{}结束，没有异议就安排支付。", day(Some(d))),
            None => "正在公示，结束后没有异议就安排支付。".into(),
        },
        ClaimState::Payable => "等待支付到您的银行卡。".into(),
        ClaimState::Batched => "已经交给银行，等待到账。".into(),
        ClaimState::Paid => "互助金已经到账。".into(),
        ClaimState::Returned => "银行退回了这笔款，请更正收款银行卡，更正后会重新支付。".into(),
        ClaimState::Refused => "没有通过。如果不同意，可以申诉。".into(),
        ClaimState::Withdrawn => "已经撤回。".into(),
    }
}

/// Refusals that a cadre may give of an own decision, by code.
pub fn codes(texts: &[String]) -> Option<Vec<RefusalCode>> {
    let all: Option<Vec<RefusalCode>> = texts.iter().map(|t| RefusalCode::parse(t)).collect();
    all.filter(|all| !all.is_empty())
}

/// Yuan of a parameter as 分.
pub fn yuan(n: i64) -> Fen {
    Fen(n.saturating_mul(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bill_however_it_is_written() {
        let day = Day::constant(2026, 3, 4);
        let a = bill_key(" 示范县人民医院", "No. 00123-A", day);
        assert_eq!(a, bill_key("示范县人民医院", "no.00123a", day));
        assert_ne!(a, bill_key("示范县人民医院", "00123A", day), "“No.” is part of the number");
        assert_ne!(a, bill_key("示范县人民医院", "No. 00123-A", day.plus_days(1)));
        assert_ne!(a, bill_key("示范县中医院", "No. 00123-A", day));
    }

    #[test]
    fn a_sample_is_about_as_large_as_asked_and_the_same_every_time() {
        let ids = || (0..20_000).map(|n| Id(1_234_567_890_000 + n));
        let n = ids().filter(|id| drawn(*id, 5)).count();
        assert!((800..1_200).contains(&n), "{n}");
        assert!(ids().all(|id| !drawn(id, 0) && drawn(id, 100)));
        assert!(ids().all(|id| drawn(id, 5) == drawn(id, 5)));
    }
}
