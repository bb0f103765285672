//! Sums of what stands beneath a union.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use kernel::{Day, Id};
use store::{DbError, DbResult, Insert, Kind, Route, Sql, Store, Tx, Val, params};

use super::tree::{Stay, TreeSource, climb};
use super::{Fact, period};

static FOLD: Insert = Insert::new(
    "figure_up",
    &[
        ("union_id", Kind::Int),
        ("indicator", Kind::Text),
        ("period", Kind::Int),
        ("total", Kind::Int),
        ("moved", Kind::Int),
    ],
    "ON CONFLICT (union_id, indicator, period) DO UPDATE SET total = figure_up.total + excluded.total,
       moved = figure_up.moved + excluded.moved",
);

store::statements! {
    CLEAR = fan_out("figures are built anew"), "DELETE FROM figure_up";
    DAYS = fan_out("figures are built anew"),
        "SELECT union_id, indicator, period, total FROM figure_sum WHERE period > 9999999 ORDER BY union_id";
}

/// Sums for unions above, by union, measure and period; `total` and `moved`.
#[derive(Debug, Default)]
pub(super) struct Ups<'a>(BTreeMap<(i64, &'a str, i64), (i64, i64)>);

impl<'a> Ups<'a> {
    /// Adds what a fact (or a day's sum) of a union counts above.
    pub(super) fn add(&mut self, stays: &[Stay], indicator: &'a str, day: Day, delta: i64) {
        climb(stays, day, |above, day, moved, sign| self.put(above, indicator, day, moved, sign * delta));
    }

    fn put(&mut self, above: Id, indicator: &'a str, day: Day, moved: bool, delta: i64) {
        for period in period::of_day(day) {
            let sum = self.0.entry((above.0, indicator, period)).or_default();
            if moved { sum.1 += delta } else { sum.0 += delta }
        }
    }

    /// Folds them in, in key order, so that two PostgreSQL transactions cannot wait for each other.
    pub(super) fn write(self, tx: &mut Tx<'_>) -> DbResult<()> {
        let rows: Vec<_> = self
            .0
            .into_iter()
            .filter(|(_, sum)| *sum != (0, 0))
            .map(|((union_id, indicator, period), (total, moved))| {
                vec![
                    Val::from(union_id),
                    Val::from(indicator),
                    Val::from(period),
                    Val::from(total),
                    Val::from(moved),
                ]
            })
            .collect();
        tx.insert_many(&FOLD, &rows).map(drop)
    }
}

/// What the facts of a commit count above.
pub(super) fn of_facts(tx: &mut Tx<'_>, tree: &dyn TreeSource, facts: &[(Id, Fact)]) -> DbResult<()> {
    let (mut stays, mut ups): (HashMap<Id, Vec<Stay>>, _) = (HashMap::new(), Ups::default());
    for (_, f) in facts {
        let known = match stays.entry(f.union_id) {
            Entry::Occupied(e) => e.into_mut(),
            Entry::Vacant(e) => e.insert(tree.stays(tx, f.union_id)?),
        };
        ups.add(known, f.indicator, f.day, f.delta);
    }
    ups.write(tx)
}

/// A subtree stands elsewhere from a day on: what it counted up to the day before goes along as stock, what it counted since
/// then happened there. `unions` is the whole subtree; `left` and `joined` are the unions above that it does not share.
/// To be called when the tree says so already, in the transaction that moved it.
///
/// # Errors
/// Any [`store::DbError`].
pub fn move_subtree(
    tx: &mut Tx<'_>,
    unions: &[Id],
    (left, joined): (&[Id], &[Id]),
    day: Day,
) -> DbResult<()> {
    let mut sums: BTreeMap<(String, Option<i64>), i64> = BTreeMap::new();
    for part in unions.chunks(256) {
        let marks: Vec<String> = (1..=part.len()).map(|n| format!("${n}")).collect();
        let ids: Vec<Val<'_>> = part.iter().map(|id| Val::from(*id)).collect();
        let text = format!(
            "SELECT indicator, period, CAST(SUM(total) AS BIGINT) FROM figure_sum
             WHERE union_id IN ({}) AND period > 9999999 GROUP BY indicator, period",
            marks.join(", ")
        );
        let sql = Sql::composed("figure_of_subtree", Route::FanOut("a subtree is moved"), text);
        tx.for_each(&sql, &ids, |r| {
            let (indicator, period, sum): (String, i64, i64) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let since = (period >= day.number()).then_some(period);
            *sums.entry((indicator, since)).or_default() += sum;
            Ok(())
        })?;
    }
    let mut ups = Ups::default();
    for ((indicator, since), sum) in &sums {
        let from = since.and_then(Day::from_number);
        for (above, sign) in left.iter().map(|a| (a, -1)).chain(joined.iter().map(|a| (a, 1))) {
            ups.put(*above, indicator, from.unwrap_or(day), from.is_none(), sign * sum);
        }
    }
    ups.write(tx)
}

/// Rows that are written in a transaction.
const PART: usize = 20_000;

/// Builds all sums anew from those of the unions themselves. Nothing else may write meanwhile.
///
/// # Errors
/// Any [`store::DbError`].
pub fn rebuild(store: &Store, tree: &(impl TreeSource + Copy)) -> DbResult<()> {
    let tree = *tree;
    let all = store.read_blocking(move |tx| {
        let mut days: Vec<(Id, u16, i64, i64)> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        tx.for_each(&DAYS, &[], |r| {
            let (union, indicator, period, total): (Id, String, i64, i64) =
                (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
            let known = names.iter().position(|n| *n == indicator).unwrap_or_else(|| {
                names.push(indicator);
                names.len() - 1
            });
            days.push((union, known as u16, period, total));
            Ok(())
        })?;
        let mut sums: HashMap<(Id, u16, i64), (i64, i64)> = HashMap::new();
        let mut stays: (Id, Vec<Stay>) = (Id(0), Vec::new());
        for (union, indicator, period, total) in days {
            if stays.0 != union {
                stays = (union, tree.stays(tx, union)?);
            }
            let day =
                Day::from_number(period).ok_or_else(|| DbError::Inconsistent(format!("day {period}")))?;
            climb(&stays.1, day, |above, day, moved, sign| {
                for period in period::of_day(day) {
                    let sum = sums.entry((above, indicator, period)).or_default();
                    if moved { sum.1 += sign * total } else { sum.0 += sign * total }
                }
            });
        }
        let mut all: Vec<_> = sums.into_iter().filter(|(_, sum)| *sum != (0, 0)).collect();
        all.sort_unstable();
        Ok::<_, DbError>((names, all))
    });
    let (names, all) = all?;
    store.write_blocking(|tx| tx.execute(&CLEAR, params![]).map(drop))?;
    for part in all.chunks(PART) {
        let row = |((union, indicator, period), (total, moved)): &((Id, u16, i64), (i64, i64))| {
            let name = names[usize::from(*indicator)].clone();
            vec![Val::from(*union), Val::from(name), Val::from(*period), Val::from(*total), Val::from(*moved)]
        };
        let rows: Vec<Vec<Val<'static>>> = part.iter().map(row).collect();
        store.write_blocking(move |tx| tx.insert_many(&FOLD, &rows).map(drop))?;
    }
    Ok(())
}
