//! What the figures of the register are called, what they are made of, and the rates between them. No I/O.

use std::collections::BTreeMap;

use kernel::Day;
use platform::indicators::{Indicator, Unit};
use serde::Serialize;

use crate::rules::{
    EMPLOYER_COVERED, EMPLOYER_EXEMPT, EMPLOYER_KNOWN, EMPLOYER_WORKERS, INDICATORS, MEMBER_IN,
    MEMBER_JOINED, MEMBER_LOST, MEMBER_OUT, MEMBER_RETAINED, MEMBER_TOTAL, UNION_COUNT, UNION_ELECTED,
    UNION_FOUNDED,
};

/// A figure made of weighted base measures: a stock up to a day, or a flow within a period.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Stable code.
    pub code: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// Base measures and how each counts.
    pub terms: &'static [(&'static Indicator, i64)],
    /// Counted within the period only.
    pub flow: bool,
}

const fn stock(
    code: &'static str,
    title: &'static str,
    unit: Unit,
    terms: &'static [(&'static Indicator, i64)],
) -> Measure {
    Measure { code, title, unit, terms, flow: false }
}

const fn flow(
    code: &'static str,
    title: &'static str,
    unit: Unit,
    terms: &'static [(&'static Indicator, i64)],
) -> Measure {
    Measure { code, title, unit, terms, flow: true }
}

/// The figures of a table, in its order: 现有、应建、未建, members; then 新建、新换届、新动态.
pub static MEASURES: &[Measure] = &[
    stock("union.count", "现有工会", Unit::Organisation, &[(&UNION_COUNT, 1)]),
    stock("employer.due", "应建单位", Unit::Organisation, &[(&EMPLOYER_KNOWN, 1), (&EMPLOYER_EXEMPT, -1)]),
    stock("employer.covered", "已建单位", Unit::Organisation, &[(&EMPLOYER_COVERED, 1)]),
    stock(
        "employer.uncovered",
        "应建未建",
        Unit::Organisation,
        &[(&EMPLOYER_KNOWN, 1), (&EMPLOYER_EXEMPT, -1), (&EMPLOYER_COVERED, -1)],
    ),
    stock("employer.exempt", "不应建", Unit::Organisation, &[(&EMPLOYER_EXEMPT, 1)]),
    stock("employer.workers", "覆盖单位职工", Unit::Person, &[(&EMPLOYER_WORKERS, 1)]),
    stock("member.total", "会员", Unit::Person, MEMBER_TOTAL),
    stock("member.retained", "会籍保留", Unit::Person, &[(&MEMBER_RETAINED, 1)]),
    flow("union.founded", "新建工会", Unit::Organisation, &[(&UNION_FOUNDED, 1)]),
    flow("union.elected", "新换届", Unit::Organisation, &[(&UNION_ELECTED, 1)]),
    flow("member.joined", "入会", Unit::Person, &[(&MEMBER_JOINED, 1)]),
    flow("member.transferred_in", "转入", Unit::Person, &[(&MEMBER_IN, 1)]),
    flow("member.transferred_out", "转出", Unit::Person, &[(&MEMBER_OUT, 1)]),
    flow("member.lost", "减少", Unit::Person, &[(&MEMBER_LOST, 1)]),
    flow(
        "member.moves",
        "新动态",
        Unit::Times,
        &[(&MEMBER_JOINED, 1), (&MEMBER_IN, 1), (&MEMBER_OUT, 1), (&MEMBER_LOST, 1)],
    ),
];

/// A figure by its code.
pub fn measure(code: &str) -> Option<&'static Measure> {
    MEASURES.iter().find(|m| m.code == code)
}

/// A base measure by its code.
pub fn indicator(code: &str) -> Option<&'static Indicator> {
    INDICATORS.iter().find(|i| i.code == code)
}

/// Sums of base measures: up to the day, and before the period.
pub type Sums = BTreeMap<String, (i64, i64)>;

impl Measure {
    /// Its value.
    pub fn of(&self, sums: &Sums) -> i64 {
        let one = |(indicator, weight): &(&Indicator, i64)| {
            let (value, opening) = sums.get(indicator.code).copied().unwrap_or_default();
            weight * if self.flow { value - opening } else { value }
        };
        self.terms.iter().map(one).sum()
    }
}

/// All values by code.
pub fn values(sums: &Sums) -> BTreeMap<String, i64> {
    MEASURES.iter().map(|m| (m.code.to_owned(), m.of(sums))).collect()
}

/// A rate with all that it takes to check it. There is no percentage in it: who shows one shows the two numbers too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Rate {
    /// Stable code.
    pub code: String,
    /// Chinese title.
    pub title: String,
    /// Above the line.
    pub numerator: i64,
    /// Code of the figure above the line.
    pub numerator_code: String,
    /// Below the line; without it there is no rate.
    pub denominator: i64,
    /// Code of the figure below the line; it may be walked back too.
    pub denominator_code: String,
    /// As of this day.
    pub day: Day,
    /// The formula in words.
    pub basis: String,
    /// What a reader should know: a denominator of nothing, more than all.
    pub remark: Option<String>,
}

/// A rate between two figures.
#[derive(Clone, Copy, Debug)]
pub struct RateOf {
    /// Stable code.
    pub code: &'static str,
    /// Chinese title.
    pub title: &'static str,
    /// Code of the figure above the line.
    pub above: &'static str,
    /// Code of the figure below the line.
    pub below: &'static str,
    /// The formula in words.
    pub basis: &'static str,
}

/// 建会率 and 入会率.
pub static RATES: &[RateOf] = &[
    RateOf {
        code: "employer.coverage",
        title: "建会率",
        above: "employer.covered",
        below: "employer.due",
        basis: "已建单位数 ÷ 应建单位数；应建 = 掌握的单位 − 不应建单位（示范口径）",
    },
    RateOf {
        code: "member.share",
        title: "入会率",
        above: "member.total",
        below: "employer.workers",
        basis: "会员数（含会籍保留）÷ 覆盖单位登记的职工数（示范口径）",
    },
];

/// All rates as of a day.
pub fn rates(sums: &Sums, day: Day) -> Vec<Rate> {
    let of = |code: &str| measure(code).map_or(0, |m| m.of(sums));
    let rate = |r: &RateOf| {
        let (numerator, denominator) = (of(r.above), of(r.below));
        Rate {
            code: r.code.to_owned(),
            title: r.title.to_owned(),
            numerator,
            numerator_code: r.above.to_owned(),
            denominator,
            denominator_code: r.below.to_owned(),
            day,
            basis: r.basis.to_owned(),
            remark: remark(numerator, denominator).map(str::to_owned),
        }
    };
    RATES.iter().map(rate).collect()
}

fn remark(numerator: i64, denominator: i64) -> Option<&'static str> {
    match (numerator, denominator) {
        (_, ..=0) => Some("分母为零，算不出比率"),
        (n, d) if n > d => Some("分子大于分母：登记的单位或职工数可能偏少，请核对"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(of: &[(&str, i64, i64)]) -> Sums {
        of.iter().map(|(code, value, opening)| ((*code).to_owned(), (*value, *opening))).collect()
    }

    #[test]
    fn figures_are_stocks_and_flows_of_their_terms() {
        let s = sums(&[
            ("employer.known", 12, 10),
            ("employer.exempt", 2, 2),
            ("employer.covered", 7, 6),
            ("member.joined", 100, 80),
            ("member.transferred_in", 9, 4),
            ("member.transferred_out", 5, 5),
            ("member.lost", 6, 3),
        ]);
        for (code, expected) in [
            ("employer.due", 10),
            ("employer.uncovered", 3),
            ("member.total", 98),
            ("member.joined", 20),
            ("member.moves", 28),
            ("union.count", 0),
        ] {
            assert_eq!(measure(code).unwrap().of(&s), expected, "{code}");
        }
        assert!(measure("employer.nothing").is_none());
    }

    #[test]
    fn a_rate_says_when_it_is_none_or_more_than_all() {
        let day = Day::constant(2026, 9, 30);
        let none = rates(&Sums::new(), day);
        assert!(none.iter().all(|r| r.remark.as_deref() == Some("分母为零，算不出比率")));
        let over = rates(&sums(&[("member.joined", 11, 0), ("employer.workers", 10, 0)]), day);
        assert_eq!((over[1].numerator, over[1].denominator), (11, 10), "not cut");
        assert!(over[1].remark.as_deref().unwrap().contains("大于"));
        let fine = rates(&sums(&[("employer.known", 4, 0), ("employer.covered", 4, 0)]), day);
        assert_eq!(fine[0].remark, None);
    }

    proptest! {
        /// 应建 = 已建 + 应建未建, whatever is recorded.
        #[test]
        fn due_is_covered_and_uncovered(known in -50i64..50, exempt in -50i64..50, covered in -50i64..50) {
            let s = sums(&[("employer.known", known, 0), ("employer.exempt", exempt, 0), ("employer.covered", covered, 0)]);
            let v = values(&s);
            prop_assert_eq!(v["employer.due"], v["employer.covered"] + v["employer.uncovered"]);
        }
    }
}
