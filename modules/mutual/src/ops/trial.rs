//! Cases tried under a scheme: nothing is kept.

use kernel::Fen;

use crate::model::case::{Facts, Outcome, Used};
use crate::model::scheme::{ItemKind, Scheme};
use crate::rules::benefit::adjudicate;

/// Most cases of a trial.
pub const CASES: usize = 500;

/// What a person has used of each item of a scheme, case after case.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    total: Fen,
    items: [Used; ItemKind::ALL.len()],
}

impl Uses {
    /// What is used of an item.
    pub fn of(&self, kind: ItemKind) -> Used {
        let of = self.items.get(kind as usize).copied().unwrap_or_default();
        Used { total: self.total, ..of }
    }

    /// Adds what a case came to.
    pub fn add(&mut self, kind: ItemKind, outcome: &Outcome) {
        self.total.0 += outcome.benefit.0;
        if let Some(of) = self.items.get_mut(kind as usize) {
            of.item.0 += outcome.benefit.0;
            of.deductible.0 += outcome.deductible.0;
            of.times += i64::from(outcome.benefit.0 > 0);
        }
    }
}

/// Judges cases in their order. With `carry` they are one person's: what was paid before counts on.
pub fn run<'a>(
    scheme: &Scheme,
    cases: impl IntoIterator<Item = (ItemKind, &'a Facts)>,
    carry: bool,
) -> Vec<Outcome> {
    let mut uses = Uses::default();
    let judge = |(kind, facts): (ItemKind, &Facts)| {
        if !carry {
            return adjudicate(scheme, kind, facts);
        }
        let facts = Facts { used: uses.of(kind), ..facts.clone() };
        let outcome = adjudicate(scheme, kind, &facts);
        uses.add(kind, &outcome);
        outcome
    };
    cases.into_iter().map(judge).collect()
}
