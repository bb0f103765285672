//! Benefits of a city in the sizes that a city has told: cards that a bank made, merchants with what they tell of their discounts,
//! campaigns of past years with vouchers, redemptions, statements and entries. Loaded as records, in parts; figures are counted from
//! them by the job, never written.

mod campaigns;
mod cards;
mod merchants;
mod returns;
mod settle;

use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use platform::App;
use registry::api::some_members;
use store::DbResult;

use super::{Clerk, Result, Staff, broken};
use crate::ops::missed;

/// A basic union.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Union.
    pub id: Id,
    /// Its place.
    pub path: OrgPath,
}

/// A city to fill in.
#[derive(Clone, Debug)]
pub struct City {
    /// The federation of the city: it has the merchants, the budget and most campaigns.
    pub union: Id,
    /// A union beneath it, with its place, whose figures were told by themselves.
    pub county: (Id, OrgPath),
    /// Basic unions, in the order of the tree.
    pub units: Vec<Unit>,
}

/// A campaign of a series that gives the same thing again and again.
#[derive(Clone, Debug)]
pub struct Series {
    /// Title; `{n}` is which one it is.
    pub title: &'static str,
    /// What one gets.
    pub offer: &'static str,
    /// Whether the county gives it; otherwise the city.
    pub county: bool,
    /// How many campaigns.
    pub campaigns: i64,
    /// The day on which the first one opens, and days from one to the next.
    pub first: (Day, i64),
    /// Vouchers of each, and how many of them nobody uses.
    pub stock: (i64, i64),
    /// What each costs the budget.
    pub worth: Fen,
}

/// Standing discounts of some years, and what merchants told of them.
#[derive(Clone, Copy, Debug)]
pub struct Discounts {
    /// How many.
    pub count: i64,
    /// First and last month, `yyyymm`.
    pub months: (i64, i64),
    /// Uses, all months together.
    pub times: i64,
    /// What was taken off; 0 where nobody told.
    pub off: Fen,
}

/// The sizes of a city.
#[derive(Clone, Debug)]
pub struct Sizes {
    /// Cards that people have.
    pub cards: i64,
    /// Merchants under contract.
    pub merchants: i64,
    /// Discounts.
    pub discounts: Vec<Discounts>,
    /// Campaigns.
    pub series: Vec<Series>,
    /// Merchants that take the vouchers of a campaign.
    pub places: usize,
}

/// Rows H066 and H067, H138, H150 to H152 of the inventory (docs/inventory-benefits.md): 38 thousand times and 100 thousand yuan of a
/// county's 爱·回家 in three years; more than 420 discounts that were used 7.2 million times until the end of 2017; more than 1.5
/// million yuan of small benefits on line in 2018; 89 discounts, 1.15 million uses and more than 3 million yuan in 2018; more than 1.61
/// million cards and 945 merchants.
pub fn told() -> Sizes {
    let home = |title, offer, stock, worth, year| Series {
        title,
        offer,
        county: true,
        campaigns: 1,
        first: (Day::constant(year, 1, 15), 0),
        stock: (stock, 0),
        worth: Fen(worth),
    };
    Sizes {
        cards: 1_612_000,
        merchants: 945,
        discounts: vec![
            Discounts { count: 425, months: (201_601, 201_712), times: 7_200_000, off: Fen(0) },
            Discounts { count: 89, months: (201_801, 201_812), times: 1_150_000, off: Fen(305_000_000) },
        ],
        series: vec![
            home("爱·回家：送回家车费", "回家车费红包", 14_000, 200, 2016),
            home("爱·回家：送团圆年礼", "团圆年礼券", 10_000, 300, 2017),
            home("爱·回家：发祝福红包", "祝福红包", 14_000, 300, 2018),
            Series {
                title: "网上小福利第{n}期",
                offer: "小福利券",
                county: false,
                campaigns: 50,
                first: (Day::constant(2018, 1, 5), 7),
                stock: (1_600, 80),
                worth: Fen(2_000),
            },
        ],
        places: 40,
    }
}

/// What was filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Cards.
    pub cards: i64,
    /// Merchants.
    pub merchants: i64,
    /// Returns of merchants.
    pub returns: i64,
    /// Campaigns.
    pub campaigns: i64,
    /// Vouchers.
    pub vouchers: i64,
    /// Vouchers that were used.
    pub used: i64,
    /// The account at the till of a merchant.
    pub clerk: Clerk,
}

/// Fills a city in. The same people, cards and figures each time, but for ids and what is sealed.
///
/// # Errors
/// [`super::DemoError`]; the city has too few members.
pub fn fill(app: &App, staff: &Staff, city: &City, sizes: &Sizes) -> Result<Filled> {
    let cards = cards::fill(app, city, sizes.cards)?;
    let (shops, clerk) = merchants::fill(app, staff, city.union, sizes)?;
    let returns = returns::fill(app, &shops, sizes)?;
    let (campaigns, vouchers, used) = campaigns::fill(app, city, &shops, sizes)?;
    missed::count_all(app)?;
    Ok(Filled { cards, merchants: sizes.merchants, returns, campaigns, vouchers, used, clerk })
}

/// A day that is written as a number.
fn day(n: i64) -> Result<Day> {
    Day::from_number(n).ok_or_else(|| broken("no such day"))
}

/// So many hours into a day in China.
fn hour(day: Day, hours: i64) -> Timestamp {
    Timestamp(Timestamp::at_day_start(day).0 + hours * 3_600_000)
}

/// The part of `sum` that falls to the `n`-th of `count`, so that all parts add up to it exactly.
fn part(sum: i64, n: i64, count: i64) -> i64 {
    let upto =
        |n: i64| i64::try_from(i128::from(sum) * i128::from(n) / i128::from(count.max(1))).unwrap_or(0);
    upto(n + 1) - upto(n)
}

/// Who takes part in a union: person and name.
type People = Vec<(Id, String)>;

/// So many members of each of these unions, at most.
fn members(app: &App, units: &[Unit], most: i64) -> Result<Vec<People>> {
    let mut all = Vec::with_capacity(units.len());
    for some in units.chunks(200) {
        let paths: Vec<OrgPath> = some.iter().map(|u| u.path.clone()).collect();
        let found = app.store().read_blocking(move |tx| {
            paths.iter().map(|p| some_members(tx, p, most)).collect::<DbResult<Vec<_>>>()
        })?;
        all.extend(found);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        for (sum, count) in [(7_200_000, 10_200), (7, 3), (0, 5), (305_000_000, 1_068)] {
            assert_eq!((0..count).map(|n| part(sum, n, count)).sum::<i64>(), sum);
        }
    }

    #[test]
    fn the_sizes_are_those_that_were_told() {
        let s = told();
        let of = |county: bool, of: fn(&Series) -> i64| -> i64 {
            s.series.iter().filter(|s| s.county == county).map(of).sum()
        };
        let spent = |s: &Series| s.campaigns * (s.stock.0 - s.stock.1) * s.worth.0;
        assert_eq!((of(true, |s| s.campaigns * s.stock.0), of(true, spent)), (38_000, 10_000_000));
        assert_eq!(of(false, spent), 152_000_000);
    }
}
