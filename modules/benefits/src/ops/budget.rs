//! Budgets: money that a union sets aside for a year, and what became of it. Every figure is a balance of the book.

use std::collections::HashMap;

use guard::act::Action;
use guard::{Scope, act, res};
use kernel::{Day, Fen, Id, Timestamp};
use platform::audit::{self, Changes};
use platform::cases::line;
use platform::ledger::{self, Account, Entry, accounts_of, transfer};
use registry::RegistryError;
use registry::api::{Union, union_by_id};
use store::Tx;

use super::accounts::{accounts, budget_account, budget_code};
use crate::campaign_error::{CampaignError, Result, field};
use crate::model::campaign::{Campaign, CampaignState};
use crate::store::budget::{self, Grant};
use crate::store::figures;

/// Most 分 of one grant: ten billion yuan.
const MOST: i64 = 1_000_000_000_000;

/// What is granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// Year, 2000 to 2100.
    pub year: i64,
    /// How much.
    pub amount: Fen,
    /// By which decision, 2 to 100 characters.
    pub basis: String,
}

/// Grants money to a union for a year; it comes from the bank.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope, [`CampaignError::Invalid`].
pub fn grant(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Approve>,
    union_id: Id,
    new: &NewGrant,
) -> Result<Grant> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()) && !u.is_dissolved());
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let basis = line(&new.basis);
    let mut wrong = Vec::new();
    if !(2000..=2100).contains(&new.year) {
        wrong.push(field("/year", "benefits.budget-year"));
    }
    if !(1..=MOST).contains(&new.amount.0) {
        wrong.push(field("/amount_fen", "benefits.budget-amount"));
    }
    if !(2..=100).contains(&basis.chars().count()) {
        wrong.push(field("/basis", "benefits.budget-basis"));
    }
    if !wrong.is_empty() {
        return Err(CampaignError::Invalid(wrong));
    }
    let by = scope.actor();
    let g = Grant {
        union_id,
        id: tx.new_id(),
        year: new.year,
        amount: new.amount,
        basis,
        made_by: by.id(),
        made_by_name: by.name().to_owned(),
        created_at: tx.now(),
    };
    budget::insert(tx, &g)?;
    let entry = Entry {
        id: ledger::id_of("benefit.grant", g.id, 0),
        debit: accounts(tx, union_id)?.bank,
        credit: budget_account(tx, union_id, g.year)?,
        amount: g.amount,
        day: tx.today(),
        reason: "benefits.grant",
        record: ("benefit_grant", g.id),
        memo: &g.basis,
    };
    transfer(tx, by, &[entry])?;
    let place = union.place();
    let changes = Changes::new()
        .note("year", g.year)
        .note("amount", g.amount.to_string())
        .note("basis", g.basis.as_str());
    let entry = audit::Entry {
        changes,
        union_path: Some(&place),
        ..audit::Entry::of("benefit-budget.grant", union_id)
    };
    audit::record(tx, by, entry)?;
    Ok(g)
}

/// What became of a year's budget; the four parts are the whole: granted = left + reserved + spent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// Year.
    pub year: i64,
    /// What was granted.
    pub granted: Fen,
    /// What is in campaigns that are not settled: not given yet, or held by people.
    pub reserved: Fen,
    /// What was redeemed: paid to merchants, or owed to them.
    pub spent: Fen,
    /// What may still be used.
    pub left: Fen,
}

/// A campaign of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// The campaign.
    pub campaign: Campaign,
    /// What is left of its envelope.
    pub rest: Fen,
    /// What people hold.
    pub issued: Fen,
    /// What was redeemed.
    pub redeemed: Fen,
}

/// The instants between which the campaigns of a year open.
fn span(year: i64) -> (Timestamp, Timestamp) {
    // A year that no calendar has holds no campaigns.
    let first = |year: i64| i16::try_from(year).ok().and_then(|y| Day::new(y, 1, 1));
    let start = |year: i64| first(year).map_or(Timestamp(0), Timestamp::at_day_start);
    (start(year), start(year.saturating_add(1)))
}

type Book = HashMap<String, Account>;

fn book(tx: &mut Tx<'_>, union: Id) -> Result<Book> {
    Ok(accounts_of(tx, union)?.into_iter().map(|a| (a.code.clone(), a)).collect())
}

fn held(book: &Book, code: &str) -> Fen {
    book.get(code).map_or(Fen(0), |a| a.balance().balance)
}

fn used(tx: &mut Tx<'_>, book: &Book, c: Campaign) -> Result<Used> {
    let rest = held(book, &format!("benefits:campaign:{}", c.id));
    let issued = held(book, &format!("benefits:issued:{}", c.id));
    let redeemed = match c.state {
        // What was left went back to the budget, so the accounts do not tell any more what it was.
        CampaignState::Settled | CampaignState::Archived => Fen(figures::saved(tx, c.id)?),
        _ => Fen(c.envelope.0 - rest.0 - issued.0),
    };
    Ok(Used { rest, issued, redeemed, campaign: c })
}

/// The campaigns of a budget, in the order in which they open. Unscoped: who asks has found the union.
///
/// # Errors
/// Any [`CampaignError::Db`].
pub fn campaigns(tx: &mut Tx<'_>, union: Id, year: i64) -> Result<Vec<Used>> {
    let book = book(tx, union)?;
    let all = budget::campaigns(tx, union, span(year))?;
    all.into_iter().map(|c| used(tx, &book, c)).collect()
}

fn standing(tx: &mut Tx<'_>, (union_id, union_name, year, granted): budget::Year) -> Result<Standing> {
    let book = book(tx, union_id)?;
    let left = held(&book, &budget_code(year));
    let ids = budget::campaigns(tx, union_id, span(year))?.into_iter().map(|c| c.id);
    let reserved: i64 = ids
        .map(|id| {
            held(&book, &format!("benefits:campaign:{id}")).0
                + held(&book, &format!("benefits:issued:{id}")).0
        })
        .sum();
    let spent = Fen(granted.0 - left.0 - reserved);
    Ok(Standing { union_id, union_name, year, granted, reserved: Fen(reserved), spent, left })
}

/// The budgets in sight, of a union and those beneath it, of a year; the latest first.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn list(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Read>,
    union: Option<Id>,
    year: Option<i64>,
) -> Result<Vec<Standing>> {
    let path = match union {
        None => None,
        Some(id) => Some(seen(tx, scope, id)?.place()),
    };
    let years = budget::years(tx, scope, (path.as_ref(), year))?;
    years.into_iter().map(|y| standing(tx, y)).collect()
}

fn seen<A: Action>(tx: &mut Tx<'_>, scope: &Scope<res::Campaign, A>, id: Id) -> Result<Union> {
    let union = union_by_id(tx, id)?.filter(|u| !scope.ranges_within(&u.place()).is_empty());
    Ok(union.ok_or(RegistryError::UnionNotFound)?)
}

/// The budget of a union for a year: how it stands, what was granted, and its campaigns.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn of_year<A: Action>(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, A>,
    union_id: Id,
    year: i64,
) -> Result<(Standing, Vec<Grant>, Vec<Used>)> {
    let union = union_by_id(tx, union_id)?.filter(|u| scope.covers(&u.place()));
    let union = union.ok_or(RegistryError::UnionNotFound)?;
    let grants = budget::of_year(tx, union_id, year)?;
    let granted = Fen(grants.iter().map(|g| g.amount.0).sum());
    let standing = standing(tx, (union_id, union.name, year, granted))?;
    Ok((standing, grants, campaigns(tx, union_id, year)?))
}
