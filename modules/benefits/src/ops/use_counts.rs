//! The figures of recorded uses: counted by the job afterwards, each once, and taken out again when a till took one back.

use std::collections::BTreeMap;

use kernel::{Day, Id};
use platform::App;
use platform::indicators::record;
use store::Tx;

use super::months::Months;
use crate::campaign_error::Result;
use crate::model::discount_use::UseState;
use crate::model::indicators::{OFF, PEOPLE, USES};
use crate::store::months::{Sums, What};
use crate::store::{discount_use, figures};

/// Uses that are counted in one transaction.
const PART: i64 = 500;

/// Brings the figures in step with the recorded uses; how many were looked at. Safe to run twice.
///
/// # Errors
/// Any [`store::DbError`].
pub fn count_all(app: &App) -> Result<usize> {
    let mut seen = 0;
    loop {
        let done = app.store().write_blocking(part)?;
        seen += done;
        if done < PART as usize {
            return Ok(seen);
        }
    }
}

fn part(tx: &mut Tx<'_>) -> Result<usize> {
    let all = discount_use::pending(tx, PART)?;
    let (mut months, mut facts) = (Months::default(), BTreeMap::<(Id, Day, Id), [i64; 3]>::new());
    for p in &all {
        // Whoever counts or takes back at the same time comes first or second: this changes one state for one other.
        if !discount_use::note_counted(tx, p)? {
            continue;
        }
        let good = p.state == UseState::Good;
        let by = i64::from(good) - i64::from(p.counted);
        let (place, sums) = ((p.union_id, p.day), Sums { uses: by, off: by * p.saved, ..Sums::default() });
        months.add(tx, place, (What::Use, p.discount_id), sums)?;
        months.add(tx, place, (What::Merchant, p.merchant_id), sums)?;
        let fact = facts.entry((p.union_id, p.day, p.discount_id)).or_default();
        (fact[0], fact[1]) = (fact[0] + by, fact[1] + by * p.saved);
        if good && figures::reached(tx, p.person_id, i64::from(p.day.year()), p.union_id)? {
            months.add(tx, place, (What::Person, Id(0)), Sums { people: 1, ..Sums::default() })?;
            fact[2] += 1;
        }
    }
    months.write(tx)?;
    for ((union, day, discount), by) in facts {
        for (indicator, delta) in [&USES, &OFF, &PEOPLE].into_iter().zip(by).filter(|(_, delta)| *delta != 0)
        {
            record(tx, indicator, union, day, delta, discount);
        }
    }
    Ok(all.len())
}
