//! Where a complaint stands, and what of it a merchant may read. Pure.

use kernel::Day;
use platform::cases::{CaseFile, CaseState, Reporter};

use crate::model::complaint::ComplaintState;

/// Kind of case of complaints about merchants.
pub const KIND: &str = "benefits.complaint";
/// Step in which the merchant's answer is waited for.
pub const ASKED: &str = "asked";
/// Move by which the merchant answers.
pub const ANSWER: &str = "answer";
/// Field of what the merchant is asked.
pub const QUESTION: &str = "question";
/// Field of what it answers.
pub const REPLY: &str = "reply";
/// Days in which complaints that were upheld count against a merchant.
pub const COUNTED_DAYS: i64 = 365;

/// Where the complaint of a case stands.
pub fn standing(c: &CaseFile) -> ComplaintState {
    match (c.state, c.step.as_str()) {
        (CaseState::Closed, "upheld") => ComplaintState::Upheld,
        (CaseState::Closed, "withdrawn") => ComplaintState::Withdrawn,
        (CaseState::Closed | CaseState::Merged, _) => ComplaintState::Dismissed,
        _ => ComplaintState::Open,
    }
}

/// Whether the merchant's answer is waited for.
pub fn waits(c: &CaseFile) -> bool {
    c.state == CaseState::Open && c.step == ASKED
}

/// From this day on complaints that were upheld count.
pub fn counted_from(today: Day) -> Day {
    today.plus_days(1 - COUNTED_DAYS)
}

/// What a merchant reads of a text: without the name and the phone of whoever complained, should a cadre have written them in it.
pub fn unnamed(text: &str, who: Option<&Reporter>) -> String {
    let Some(who) = who else { return text.to_owned() };
    let hide = |text: String, what: &str, by: &str| match what.chars().count() >= 2 {
        true => text.replace(what, by),
        false => text,
    };
    let text = hide(text.to_owned(), who.name.trim(), "投诉人");
    hide(text, who.phone.trim(), "（电话已隐去）")
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Id;

    #[test]
    fn a_merchant_reads_neither_name_nor_phone() {
        let who = Reporter { name: "王小明".into(), phone: "13800001234".into(), person_id: Id(1) };
        let text = "王小明（13800001234）说11月3日没给王小明打折";
        assert_eq!(unnamed(text, Some(&who)), "投诉人（（电话已隐去））说11月3日没给投诉人打折");
        assert_eq!(unnamed("没有打折", Some(&who)), "没有打折");
        // Nothing is known of somebody who was erased, and nothing is hidden by an empty word.
        let gone = Reporter { name: String::new(), phone: String::new(), person_id: Id(0) };
        assert_eq!(unnamed("没有打折", Some(&gone)), "没有打折");
        assert_eq!(unnamed("没有打折", None), "没有打折");
    }

    #[test]
    fn a_year_is_counted_with_today() {
        assert_eq!(counted_from(Day::constant(2026, 11, 28)), Day::constant(2025, 11, 29));
    }
}
