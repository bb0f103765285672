//! What a year's claims come to under another scheme, claim by claim: a tally. Pure.

use std::collections::BTreeMap;

use kernel::{Fen, Id};

use crate::model::case::{Outcome, RefusalCode};
use crate::model::scheme::{ItemKind, Scheme};
use crate::model::scheme_file::{Band, Change, ItemChange, ReasonCount, RerunResult};

/// How many of the greatest changes are told, each way.
pub const TOLD: usize = 50;

/// Bounds of the bands of changes, 分, each way from nothing.
const BOUNDS: [i64; 5] = [10_000, 100_000, 300_000, 500_000, 1_000_000];

/// Bands: losses from the greatest, no change, gains to the greatest.
const BANDS: usize = 2 * BOUNDS.len() + 3;

/// A tally under way.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    result: RerunResult,
    items: BTreeMap<ItemKind, (i64, Fen, Fen)>,
    refusals: BTreeMap<RefusalCode, i64>,
    bands: [(i64, i64); BANDS],
    gains: Vec<Change>,
    losses: Vec<Change>,
}

/// Band of a change.
fn band(change: i64) -> usize {
    let steps = BOUNDS.iter().filter(|b| **b <= change.abs()).count();
    let middle = BANDS / 2;
    match change.signum() {
        1 => middle + 1 + steps,
        -1 => middle - 1 - steps,
        _ => middle,
    }
}

fn label(at: usize) -> String {
    let middle = BANDS / 2;
    if at == middle {
        return "不变".to_owned();
    }
    let (word, steps) = if at > middle { ("增加", at - middle - 1) } else { ("减少", middle - 1 - at) };
    let yuan = |i: usize| BOUNDS.get(i).map(|b| b / 100);
    match (steps.checked_sub(1).and_then(yuan), yuan(steps)) {
        (None, Some(to)) => format!("{word}不到{to}元"),
        (Some(from), Some(to)) => format!("{word}{from}元至{to}元"),
        (from, None) => format!("{word}{}元以上", from.unwrap_or_default()),
    }
}

/// Keeps the greatest by their size only, now and then.
fn trim(all: &mut Vec<Change>, most: usize) {
    if all.len() > most {
        all.sort_by_key(|c| (-c.change.0.abs(), c.claim_id));
        all.truncate(TOLD);
    }
}

impl Tally {
    /// Counts one more person.
    pub fn person(&mut self) {
        self.result.people += 1;
    }

    /// Counts a claim: what it was decided at, and what it comes to.
    pub fn claim(&mut self, (id, number): (Id, &str), kind: ItemKind, before: Fen, outcome: &Outcome) {
        let (r, after) = (&mut self.result, outcome.benefit);
        let change = after.0 - before.0;
        r.claims += 1;
        r.before.0 += before.0;
        r.after.0 += after.0;
        r.paid_before += i64::from(before.0 > 0);
        r.paid_after += i64::from(after.0 > 0);
        if let Some(first) = outcome.refusals.first() {
            *self.refusals.entry(first.code).or_default() += 1;
        }
        let of = self.items.entry(kind).or_default();
        *of = (of.0 + 1, Fen(of.1.0 + before.0), Fen(of.2.0 + after.0));
        if let Some(b) = self.bands.get_mut(band(change)) {
            *b = (b.0 + 1, b.1 + change);
        }
        let told = || Change {
            claim_id: id,
            number: number.to_owned(),
            item: kind,
            item_label: kind.title().to_owned(),
            before,
            after,
            change: Fen(change),
        };
        match change.signum() {
            1 => {
                r.winners += 1;
                r.won.0 += change;
                r.newly_paid += i64::from(before.0 == 0);
                self.gains.push(told());
                trim(&mut self.gains, 20 * TOLD);
            }
            -1 => {
                r.losers += 1;
                r.lost.0 -= change;
                r.newly_refused += i64::from(after.0 == 0);
                self.losses.push(told());
                trim(&mut self.losses, 20 * TOLD);
            }
            _ => r.unchanged += 1,
        }
    }

    /// Counts a group of enrolments: what it paid, and what it would pay under a scheme.
    pub fn premiums(
        &mut self,
        s: &Scheme,
        (class, items, shares): (&str, &[ItemKind], i64),
        people: i64,
        paid: Fen,
    ) {
        let each = items.iter().filter_map(|kind| {
            let item = s.item(*kind)?;
            Some(item.premium(class)?.amount.0 * shares.clamp(1, item.max_shares.max(1)))
        });
        self.result.premium_before.0 += paid.0;
        self.result.premium_after.0 += each.sum::<i64>() * people;
    }

    /// How many claims were counted.
    pub fn claims(&self) -> i64 {
        self.result.claims
    }

    /// What came of it.
    pub fn result(mut self, ms: i64) -> RerunResult {
        trim(&mut self.gains, 0);
        trim(&mut self.losses, 0);
        let mut refusals: Vec<ReasonCount> = self
            .refusals
            .into_iter()
            .map(|(code, claims)| ReasonCount { code, title: code.title().to_owned(), claims })
            .collect();
        refusals.sort_by_key(|r| -r.claims);
        let bands = self.bands.iter().enumerate();
        let bands = bands.map(|(i, (claims, change))| Band {
            label: label(i),
            claims: *claims,
            change: Fen(*change),
        });
        let items = self.items.into_iter().map(|(item, (claims, before, after))| ItemChange {
            item,
            item_label: item.title().to_owned(),
            claims,
            before,
            after,
        });
        RerunResult {
            items: items.collect(),
            refusals,
            bands: bands.collect(),
            gains: self.gains,
            losses: self.losses,
            ms,
            ..self.result
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::case::Refusal;

    fn outcome(benefit: i64, code: Option<RefusalCode>) -> Outcome {
        let refusals = code.map(|code| Refusal { code, sentence: String::new() }).into_iter().collect();
        Outcome { benefit: Fen(benefit), refusals, ..Outcome::default() }
    }

    #[test]
    fn every_change_lies_in_the_band_that_its_words_tell() {
        let said = |change| label(band(change));
        assert_eq!(said(0), "不变");
        assert_eq!(
            (said(1), said(9_999), said(10_000)),
            ("增加不到100元".into(), "增加不到100元".into(), "增加100元至1000元".into())
        );
        assert_eq!(
            (said(-99_999), said(-100_000)),
            ("减少100元至1000元".into(), "减少1000元至3000元".into())
        );
        assert_eq!((said(1_000_000), said(-5_000_000)), ("增加10000元以上".into(), "减少10000元以上".into()));
    }

    #[test]
    fn winners_losers_and_sums_agree() {
        let mut t = Tally::default();
        let all = [(0, 500, None), (700, 0, Some(RefusalCode::Late)), (300, 300, None), (100, 900, None)];
        for (i, (before, after, code)) in all.into_iter().enumerate() {
            t.claim((Id(i as i64), "N"), ItemKind::Hospital, Fen(before), &outcome(after, code));
        }
        for i in 0..3_000 {
            t.claim((Id(10 + i), "N"), ItemKind::Critical, Fen(0), &outcome(1_000 + i, None));
        }
        let r = t.result(1);
        assert_eq!((r.claims, r.winners, r.losers, r.unchanged), (3_004, 3_002, 1, 1));
        assert_eq!((r.newly_paid, r.newly_refused), (3_001, 1));
        assert_eq!(r.after.0 - r.before.0, r.won.0 - r.lost.0);
        assert_eq!(r.bands.iter().map(|b| b.claims).sum::<i64>(), r.claims);
        assert_eq!(r.bands.iter().map(|b| b.change.0).sum::<i64>(), r.after.0 - r.before.0);
        assert_eq!((r.gains.len(), r.losses.len()), (TOLD, 1));
        assert_eq!(r.gains.first().map(|c| c.change.0), Some(3_999), "the greatest first");
        assert_eq!(r.gains.last().map(|c| c.change.0), Some(3_950), "none of the greatest was lost");
        assert_eq!(
            r.refusals.iter().map(|r| (r.code, r.claims)).collect::<Vec<_>>(),
            [(RefusalCode::Late, 1)]
        );
    }
}
