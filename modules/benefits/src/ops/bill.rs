//! The bill of a person at a merchant: what was shown there within some minutes, and whether another voucher goes with it.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use kernel::{Id, Timestamp};
use store::{DbResult, Tx};

use crate::merchant_error::{MerchantError, Result};
use crate::model::campaign::Campaign;
use crate::rules::stacking::{Used, against};
use crate::store::{bill, campaign};

/// A merchant and a person.
pub(super) type Pair = (Id, Id);

/// The bills of a transaction, as they are after what it did so far. At the desk of a union nothing is shown, so nothing stands on one.
pub(super) struct Bills {
    minutes: Option<i64>,
    used: HashMap<Pair, Vec<Used>>,
}

impl Bills {
    /// Where nothing is shown.
    pub(super) fn none() -> Self {
        Self { minutes: None, used: HashMap::new() }
    }

    /// What these people used at these merchants, each pair once and in their order, from some minutes before an instant; nobody else
    /// takes a voucher of theirs there until this transaction is over.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub(super) fn read(tx: &mut Tx<'_>, minutes: i64, pairs: &[Pair], first: Timestamp) -> DbResult<Self> {
        let mut all = Self { minutes: Some(minutes), used: HashMap::new() };
        if pairs.is_empty() {
            return Ok(all);
        }
        bill::hold(tx, pairs)?;
        let span = (first.plus_minutes(-minutes), tx.now().plus_minutes(minutes));
        let mut known: HashMap<Id, Option<Campaign>> = HashMap::new();
        for of_one in pairs.chunk_by(|a, b| a.0 == b.0) {
            let Some((merchant, _)) = of_one.first() else { continue };
            let people: Vec<Id> = of_one.iter().map(|p| p.1).collect();
            for (person, id, at) in bill::used(tx, *merchant, &people, span)? {
                let of = match known.entry(id) {
                    Entry::Occupied(there) => there.into_mut(),
                    Entry::Vacant(free) => free.insert(campaign::unscoped(tx, id)?),
                };
                let used = of.as_ref().map(|c| Used::of(c, at));
                all.used.entry((*merchant, person)).or_default().extend(used);
            }
        }
        Ok(all)
    }

    /// Whether a voucher of a campaign that is shown at an instant goes with what stands on the bill.
    ///
    /// # Errors
    /// [`MerchantError::Stacked`].
    pub(super) fn check(&self, pair: Pair, c: &Campaign, at: Timestamp) -> Result<()> {
        let Some(minutes) = self.minutes else { return Ok(()) };
        let bill = self.used.get(&pair).map_or(&[][..], Vec::as_slice);
        match against(&Used::of(c, at), bill, minutes) {
            Some(other) => Err(MerchantError::Stacked { other: other.title.clone(), minutes }),
            None => Ok(()),
        }
    }

    /// A voucher was taken.
    pub(super) fn add(&mut self, pair: Pair, c: &Campaign, at: Timestamp) {
        self.used.entry(pair).or_default().push(Used::of(c, at));
    }
}
