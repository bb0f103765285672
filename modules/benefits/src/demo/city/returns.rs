//! What the merchants of a city told of their discounts, month by month.

use kernel::{Day, Fen, Id};
use platform::App;

use super::merchants::Place;
use super::{Discounts, Sizes, hour, part};
use crate::demo::{Result, broken};
use crate::model::merchant::Merchant;
use crate::model::monthly::Return;
use crate::ops::months::Months;
use crate::ops::returns::{count, days_of};
use crate::store::returns;

/// Returns of one transaction.
const PART: usize = 500;

/// The first and the last day of the months of some discounts.
pub fn days_of_span(d: &Discounts) -> Result<(Day, Day)> {
    let of = |month| days_of(month).ok_or_else(|| broken("no such month"));
    Ok((of(d.months.0)?.0, of(d.months.1)?.1))
}

/// Months from one to another, `yyyymm`.
fn months((from, to): (i64, i64)) -> Vec<i64> {
    (from..=to).filter(|m| (1..=12).contains(&(m % 100))).collect()
}

/// Fills in a return for each discount and month; how many. They add up to what was told.
pub fn fill(app: &App, places: &[Place], sizes: &Sizes) -> Result<i64> {
    let mut all: Vec<(Merchant, Day, Return)> = Vec::new();
    for (i, d) in sizes.discounts.iter().enumerate() {
        let span = months(d.months);
        let mine: Vec<(&Place, Id)> = places
            .iter()
            .flat_map(|p| p.discounts.iter().filter(|(of, _)| *of == i).map(move |(_, d)| (p, d.id)))
            .collect();
        let size = (mine.len() * span.len()) as i64;
        let mut n = 0;
        // Month by month, as they came in.
        for month in span {
            let last = days_of(month).ok_or_else(|| broken("no such month"))?.1;
            for (place, discount) in &mine {
                let off = part(d.off.0, n, size);
                let r = Return {
                    merchant_id: place.merchant.id,
                    discount_id: *discount,
                    month,
                    id: Id(0),
                    times: part(d.times, n, size),
                    off: Fen(off),
                    note: if d.off.0 == 0 { "商家未统计优惠金额" } else { "" }.to_owned(),
                    made_by_name: "普惠经办".to_owned(),
                    changed_at: hour(last.plus_days(4), 10),
                    version: 1,
                };
                all.push((place.merchant.clone(), last, r));
                n += 1;
            }
        }
    }
    for some in all.chunks(PART) {
        let some = some.to_vec();
        app.store().write_blocking(move |tx| {
            let mut months = Months::default();
            let told: Vec<Return> =
                some.iter().map(|(_, _, r)| Return { id: tx.new_id(), ..r.clone() }).collect();
            for ((m, day, _), r) in some.iter().zip(&told) {
                count(tx, &mut months, (m, *day), r, (r.times, r.off.0))?;
            }
            months.write(tx)?;
            returns::insert(tx, &told)
        })?;
    }
    Ok(all.len() as i64)
}
