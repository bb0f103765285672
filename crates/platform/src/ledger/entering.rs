//! Transfers by hand, those of many people entered together: each is answered when the commit that holds it is durable.

use std::collections::HashMap;
use std::sync::Arc;

use guard::{Actor, Scope, act, res};
use kernel::{Day, Fen, Id, OrgPath};
use store::{Batcher, DbResult, Store, Tx};

use super::deed::{Done, Entry};
use super::each::{Outcome, each};
use super::reasons;
use crate::accounts::OrgTree;
use crate::audit::{self, Changes};

/// A transfer that somebody enters.
pub(crate) struct Wanted {
    /// Leave to enter transfers, and where.
    pub scope: Scope<res::Ledger, act::Create>,
    /// Made by the caller.
    pub id: Id,
    /// Account that is debited.
    pub debit: Id,
    /// Account that is credited.
    pub credit: Id,
    /// How much.
    pub amount: Fen,
    /// Accounting day.
    pub day: Day,
    /// Words.
    pub memo: String,
}

impl Wanted {
    fn entry(&self) -> Entry<'_> {
        Entry {
            id: self.id,
            debit: self.debit,
            credit: self.credit,
            amount: self.amount,
            day: self.day,
            reason: reasons::MANUAL,
            record: ("", Id(0)),
            memo: self.memo.trim(),
        }
    }
}

/// Where transfers by hand are handed in.
pub(crate) struct Entering(Batcher<Wanted, Outcome>);

impl Entering {
    /// Starts the thread that enters them.
    pub fn start(store: Store, tree: Arc<dyn OrgTree>) -> Self {
        Self(Batcher::start(store, "ledger", move |tx, all| enter(tx, tree.as_ref(), all)))
    }

    /// Enters a transfer; answered when it is durable.
    ///
    /// # Errors
    /// As [`super::transfer`]; [`super::LedgerError::AccountNotFound`] for an account of a book out of the scope.
    pub async fn enter(&self, wanted: Wanted) -> Outcome {
        self.0.submit(wanted).await?
    }
}

fn enter(tx: &mut Tx<'_>, tree: &dyn OrgTree, all: &[Wanted]) -> DbResult<Vec<Outcome>> {
    let entries: Vec<(&Actor, Entry<'_>)> = all.iter().map(|w| (w.scope.actor(), w.entry())).collect();
    let mut places: HashMap<Id, Option<OrgPath>> = HashMap::new();
    let mut place = Vec::with_capacity(all.len());
    let outcomes = each(tx, &entries, |tx, n, book| {
        let known = match places.get(&book) {
            Some(known) => known.clone(),
            None => {
                let found = tree.place(tx, book)?.map(|(path, _)| path);
                places.insert(book, found.clone());
                found
            }
        };
        let seen = known.filter(|path| all.get(n).is_some_and(|w| w.scope.covers(path)));
        let covered = seen.is_some();
        place.push((n, seen));
        Ok(covered)
    })?;
    let place: HashMap<usize, OrgPath> = place.into_iter().filter_map(|(n, p)| Some((n, p?))).collect();
    for (n, (wanted, outcome)) in all.iter().zip(&outcomes).enumerate() {
        if let Ok(Done::Made) = outcome {
            let changes = Changes::new().note("amount", wanted.amount.to_string());
            let told = audit::Entry {
                union_path: place.get(&n),
                changes,
                ..audit::Entry::of("ledger.enter", wanted.id)
            };
            audit::record(tx, wanted.scope.actor(), told)?;
        }
    }
    Ok(outcomes)
}
