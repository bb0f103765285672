//! Figures go up: what happens to members of a union counts at every union above it.

use std::collections::{BTreeMap, HashMap};

use kernel::{Day, Id};
use registry::api::{union_by_id, unions_on_path};
use store::{DbResult, Tx};

use crate::store::months::{self, Key, Sums, What, month_of};

/// Code of `union_level`: township or street (乡镇、街道). What is beneath one is the base (基层).
const TOWNSHIP: i64 = 40;

/// Changes of figures that are gathered in a transaction.
#[derive(Debug, Default)]
pub struct Months {
    sums: BTreeMap<Key, Sums>,
    /// The unions above one and itself, and whether it stands beneath a township.
    above: HashMap<Id, (Vec<Id>, bool)>,
}

impl Months {
    fn above(&mut self, tx: &mut Tx<'_>, union: Id) -> DbResult<(Vec<Id>, bool)> {
        if let Some(known) = self.above.get(&union) {
            return Ok(known.clone());
        }
        let chain = match union_by_id(tx, union)?.and_then(|u| u.path) {
            Some(path) => unions_on_path(tx, &path)?,
            None => Vec::new(),
        };
        let base = chain.iter().any(|u| u.level == TOWNSHIP);
        let mut ids: Vec<Id> = chain.into_iter().map(|u| u.id).collect();
        if !ids.contains(&union) {
            ids.push(union);
        }
        self.above.insert(union, (ids.clone(), base));
        Ok((ids, base))
    }

    /// Something happened to members of a union on a day: it counts there and above. What of the money went to the base is worked out.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn add(
        &mut self,
        tx: &mut Tx<'_>,
        (union, day): (Id, Day),
        (what, about): (What, Id),
        by: Sums,
    ) -> DbResult<()> {
        let (chain, base) = self.above(tx, union)?;
        let by = Sums { base: if base { by.saved } else { 0 }, ..by };
        for union_id in chain {
            let there = self.sums.entry(Key { union_id, what, month: month_of(day), about }).or_default();
            *there = there.plus(by);
        }
        Ok(())
    }

    /// Writes what was gathered.
    ///
    /// # Errors
    /// Any [`store::DbError`].
    pub fn write(self, tx: &mut Tx<'_>) -> DbResult<()> {
        months::add(tx, &self.sums)
    }
}
