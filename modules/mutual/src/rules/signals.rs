//! What looks odd about a claim. Shown to who decides; never a refusal by itself.

use kernel::{Day, Fen, Id};

use crate::model::claim::{Signal, SignalKind};

/// A claim beside others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Claim.
    pub id: Id,
    /// Its number.
    pub number: String,
    /// Whose.
    pub person_id: Id,
    /// Hospital.
    pub hospital: String,
    /// Number of the bill.
    pub invoice: String,
    /// Day of admission.
    pub admitted: Day,
    /// Day of discharge.
    pub discharged: Day,
    /// The whole bill, 分.
    pub total: Fen,
}

/// Claims of one person within a year from which it is told.
const OFTEN: usize = 4;
/// So many times the median of a hospital is an outlier.
const FAR: i64 = 5;
/// Claims of a hospital from which its median says something.
const ENOUGH: usize = 20;

/// Signals of a claim. `others` are other claims of the person, and other claims with the same number of a bill; `shared` counts the
/// other people who are paid on the same card; `median` is the hospital's, where it says something.
pub fn signals(c: &Brief, others: &[Brief], shared: usize, median: Option<Fen>) -> Vec<Signal> {
    let mut all = Vec::new();
    let mut add = |kind, text, claim_id| all.push(Signal { kind, text, claim_id });
    let mut often = 0;
    for o in others.iter().filter(|o| o.id != c.id) {
        let same = o.person_id == c.person_id;
        if o.invoice == c.invoice && !c.invoice.is_empty() {
            add(SignalKind::SameInvoice, format!("与{}的发票号相同（{}）", o.number, o.hospital), Some(o.id));
        }
        if same && o.admitted < c.discharged && c.admitted < o.discharged {
            add(SignalKind::StayOverlap, format!("与{}的住院时间重叠", o.number), Some(o.id));
        }
        let apart = o.admitted.days_until(c.admitted).abs();
        often += usize::from(same && apart <= 365);
    }
    if often + 1 >= OFTEN {
        add(SignalKind::Frequent, format!("一年内第{}次申请", often + 1), None);
    }
    if shared > 0 {
        add(SignalKind::SharedCard, format!("另有{shared}人使用同一收款账户"), None);
    }
    if let Some(median) = median.filter(|m| m.0 > 0 && c.total.0 > m.0.saturating_mul(FAR)) {
        let times = c.total.0 / median.0;
        add(SignalKind::HospitalOutlier, format!("总费用是该院中位数{median}元的{times}倍以上"), None);
    }
    all
}

/// The median of each hospital that has enough claims; `totals` come ordered by hospital and amount.
pub fn medians(totals: impl IntoIterator<Item = (String, Fen)>) -> std::collections::HashMap<String, Fen> {
    let mut found = std::collections::HashMap::new();
    let mut one: (String, Vec<Fen>) = (String::new(), Vec::new());
    let mut close = |(hospital, all): (String, Vec<Fen>)| {
        if all.len() >= ENOUGH && !hospital.is_empty() {
            let middle = all.get(all.len() / 2).copied().unwrap_or_default();
            found.insert(hospital, middle);
        }
    };
    for (hospital, total) in totals {
        if hospital != one.0 {
            close(std::mem::replace(&mut one, (hospital, Vec::new())));
        }
        one.1.push(total);
    }
    close(one);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(id: i64, person: i64, invoice: &str, days: (i8, i8)) -> Brief {
        Brief {
            id: Id(id),
            number: format!("HZ{id}"),
            person_id: Id(person),
            hospital: "示范医院".into(),
            invoice: invoice.into(),
            admitted: Day::constant(2026, 3, days.0),
            discharged: Day::constant(2026, 3, days.1),
            total: Fen(500_000),
        }
    }

    fn kinds(c: &Brief, others: &[Brief], shared: usize, median: Option<Fen>) -> Vec<SignalKind> {
        signals(c, others, shared, median).into_iter().map(|s| s.kind).collect()
    }

    #[test]
    fn nothing_odd_is_no_signal() {
        let c = brief(1, 1, "A1", (1, 5));
        let next = brief(2, 1, "A2", (5, 9));
        assert!(
            kinds(&c, &[c.clone(), next], 0, Some(Fen(400_000))).is_empty(),
            "one stay may follow another"
        );
    }

    #[test]
    fn each_kind_is_seen() {
        let c = brief(1, 1, "A1", (1, 5));
        assert_eq!(kinds(&c, &[brief(2, 7, "A1", (1, 5))], 0, None), [SignalKind::SameInvoice]);
        assert_eq!(kinds(&c, &[brief(2, 1, "A2", (4, 9))], 0, None), [SignalKind::StayOverlap]);
        assert_eq!(kinds(&c, &[brief(2, 7, "A2", (4, 9))], 0, None), [], "stays of two people");
        let more: Vec<Brief> = (2..5).map(|n| brief(n, 1, "", (n as i8 + 5, n as i8 + 6))).collect();
        assert_eq!(kinds(&c, &more, 0, None), [SignalKind::Frequent]);
        assert_eq!(kinds(&c, &[], 2, None), [SignalKind::SharedCard]);
        assert_eq!(kinds(&c, &[], 0, Some(Fen(99_999))), [SignalKind::HospitalOutlier]);
        assert_eq!(kinds(&c, &[], 0, Some(Fen(100_000))), []);
    }

    #[test]
    fn a_median_needs_enough_claims() {
        let of = |name: &str, n: i64| (0..n).map(|i| (name.to_owned(), Fen(i))).collect::<Vec<_>>();
        let found = medians([of("a", 21), of("b", 19)].concat());
        assert_eq!(found, [("a".to_owned(), Fen(10))].into());
    }
}
