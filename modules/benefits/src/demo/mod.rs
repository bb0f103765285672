//! Benefits for demonstrations: everything goes through the operations, so what it makes is what people would have made.

mod campaigns;
mod cards;
pub mod city;
mod codes;
mod complaints;
mod draws;
mod goods;
mod kinds;
mod merchants;
mod proposals;
mod uses;
mod visits;

use guard::{Actor, act, res};
use kernel::{Fen, Id, OrgPath, Problem};
use platform::App;
use registry::api::union_by_id;
use store::DbError;

use crate::ops::{budget, figures, missed, use_counts};

pub use merchants::Clerk;

/// Who acts: the accounts that the demo gives out.
#[derive(Clone, Debug)]
pub struct Staff {
    /// 普惠经办.
    pub officer: Actor,
    /// 普惠负责人.
    pub manager: Actor,
}

/// A union whose members take part.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Union.
    pub id: Id,
    /// Its place.
    pub path: OrgPath,
}

/// What was filled in.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    /// Campaigns.
    pub campaigns: usize,
    /// Vouchers that people got.
    pub vouchers: usize,
    /// Member cards.
    pub cards: usize,
    /// Vouchers that were used.
    pub used: usize,
    /// The account at the till of a merchant.
    pub clerk: Clerk,
}

/// Something that the demo needs went wrong.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DemoError(String);

impl<E: Problem> From<E> for DemoError {
    fn from(e: E) -> Self {
        Self(format!("{}: {} ({e})", e.code(), kernel::locale::sentence(e.code(), &e.params())))
    }
}

type Result<T> = std::result::Result<T, DemoError>;

fn broken(what: &str) -> DemoError {
    DemoError::from(DbError::Inconsistent(what.to_owned()))
}

/// The budget of a year, 300,000 yuan.
const BUDGET: Fen = Fen(30_000_000);

/// Fills benefits of a county in: budgets of this year and the next, campaigns in every state that people have, vouchers.
///
/// # Errors
/// [`DemoError`] with what went wrong.
pub fn fill(app: &App, staff: &Staff, union: Id, units: &[Unit]) -> Result<Filled> {
    let year = i64::from(app.clock().today().year());
    for year in [year, year + 1] {
        let scope = staff.manager.permit::<res::Campaign, act::Approve>()?;
        let basis = format!("示范县总工会{year}年度普惠服务预算");
        let new = budget::NewGrant { year, amount: BUDGET, basis };
        app.store().write_blocking(move |tx| budget::grant(tx, &scope, union, &new).map(drop))?;
    }
    let made = merchants::fill(app, staff, union)?;
    let filled = campaigns::fill(app, staff, union, units)?;
    let used = merchants::redeem(app, staff, union, &made)?;
    uses::fill(app, union, &made.cinema)?;
    let county = app.store().read_blocking(move |tx| union_by_id(tx, union))?;
    let county = county.ok_or_else(|| broken("the union of the demo is gone"))?;
    let cards = cards::fill(app, (&staff.officer, &staff.manager), &county)?;
    let place = county.place();
    let people = app.store().read_blocking(move |tx| cards::members(tx, &place))?;
    complaints::fill(app, staff, &made.cinema, &people)?;
    visits::fill(app, staff, [&made.books, &made.market, &made.cinema])?;
    proposals::fill(app, staff, [&made.cinema, &made.market, &made.books])?;
    let (draws, prizes) = draws::fill(app, staff, union, units)?;
    let more = kinds::fill(app, staff, union, units)?;
    let partner = codes::fill(app, staff, union, units, made.cinema.merchant_id)?;
    let goods = goods::fill(app, staff, union, units, made.market.merchant_id)?;
    figures::count_all(app)?;
    use_counts::count_all(app)?;
    missed::count_all(app)?;
    Ok(Filled {
        campaigns: filled.campaigns + draws + more.campaigns + partner.campaigns + goods.campaigns,
        vouchers: filled.vouchers + prizes + more.vouchers + partner.vouchers + goods.vouchers,
        cards,
        used,
        clerk: made.clerk,
    })
}
