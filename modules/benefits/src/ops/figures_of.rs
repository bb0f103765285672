//! What a cadre reads of benefits: of a union with everything beneath it, by whole months.

use std::collections::BTreeMap;

use guard::{Scope, act, res};
use kernel::{Day, Id};
use registry::RegistryError;
use registry::api::{places_beneath, union_by_id};
use store::Tx;

use crate::campaign_error::Result;
use crate::model::campaign::CampaignKind;
use crate::store::merchant;
use crate::store::missed::{self, Slice};
use crate::store::months::{self, Named, Span, Sums, What, month_of};

/// Most lines of campaigns, discounts and merchants that are told.
pub const LINES: usize = 500;

/// A campaign, discount or merchant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Campaign, discount or merchant.
    pub id: Id,
    /// Title or name.
    pub title: String,
    /// Kind of the campaign (stored name), or merchant of the discount; empty for a merchant.
    pub of: String,
    /// What is counted.
    pub sums: Sums,
}

/// A union right beneath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Under {
    /// Union.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What is counted.
    pub sums: Sums,
    /// Its members, and those of them who ever got something; as of the last count.
    pub members: i64,
    /// See `members`.
    pub reached: i64,
}

/// What happened to the members of a place within whole months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// First and last day: those that were asked for, to whole months.
    pub days: (Day, Day),
    /// Everything together; people each once in a year.
    pub sums: Sums,
    /// By month.
    pub months: BTreeMap<i64, Sums>,
    /// By kind of campaign.
    pub kinds: Vec<(CampaignKind, Sums)>,
    /// By campaign, most first.
    pub campaigns: Vec<Line>,
    /// By standing discount, as merchants told and tills recorded, most first.
    pub discounts: Vec<Line>,
    /// By merchant, most first.
    pub merchants: Vec<Line>,
    /// Unions right beneath.
    pub unions: Vec<Under>,
    /// Who was never reached, as of the last count.
    pub missed: Vec<Slice>,
}

/// The first and the last day of the months that two days lie in.
pub fn whole_months((from, to): (Day, Day)) -> (Day, Day) {
    (from.month_start(), to.month_start().plus_months(1).plus_days(-1))
}

/// The figures of a union and those beneath it.
///
/// # Errors
/// [`RegistryError::UnionNotFound`] outside the scope.
pub fn of(
    tx: &mut Tx<'_>,
    scope: &Scope<res::Campaign, act::Read>,
    union: Id,
    days: (Day, Day),
) -> Result<Figures> {
    let place = union_by_id(tx, union)?.map(|u| u.place()).filter(|p| scope.covers(p));
    let place = place.ok_or(RegistryError::UnionNotFound)?;
    let span = (month_of(days.0), month_of(days.1));
    let months = months::by_month(tx, union, span)?;
    let (campaigns, kinds) = campaigns(tx, union, span)?;
    let sums = months.values().fold(Sums::default(), |a, b| a.plus(*b));
    Ok(Figures {
        days: whole_months(days),
        sums,
        months,
        kinds,
        campaigns,
        discounts: discounts(tx, union, span)?,
        merchants: merchants(tx, union, span)?,
        unions: unions(tx, union, (&place, span))?,
        missed: missed::of(tx, union)?,
    })
}

/// The most first, so many of them.
fn most(mut all: Vec<(Id, Sums)>, by: fn(&Sums) -> i64) -> Vec<(Id, Sums)> {
    all.sort_by_key(|(id, s)| (std::cmp::Reverse(by(s)), std::cmp::Reverse(*id)));
    all.truncate(LINES);
    all
}

fn lines(all: Vec<(Id, Sums)>, named: &Named) -> Vec<Line> {
    let line = |(id, sums): (Id, Sums)| {
        let (title, of) = named.get(&id).cloned().unwrap_or_default();
        Line { id, title, of, sums }
    };
    all.into_iter().map(line).collect()
}

fn ids(all: &[(Id, Sums)]) -> Vec<Id> {
    all.iter().map(|(id, _)| *id).collect()
}

type Kinds = Vec<(CampaignKind, Sums)>;

fn campaigns(tx: &mut Tx<'_>, union: Id, span: Span) -> Result<(Vec<Line>, Kinds)> {
    let all = months::about(tx, union, What::Campaign, span)?;
    let named = months::campaigns(tx, &ids(&all))?;
    let kinds = CampaignKind::ALL.into_iter().map(|kind| {
        let mine = all.iter().filter(|(id, _)| named.get(id).is_some_and(|(_, k)| k == kind.code()));
        (kind, mine.fold(Sums::default(), |a, (_, s)| a.plus(*s)))
    });
    let kinds = kinds.collect();
    Ok((lines(most(all, |s| s.times), &named), kinds))
}

fn discounts(tx: &mut Tx<'_>, union: Id, span: Span) -> Result<Vec<Line>> {
    // A discount is told of by returns or recorded at tills, never both in a month.
    let mut sums: BTreeMap<Id, Sums> = BTreeMap::new();
    for what in [What::Return, What::Use] {
        for (id, by) in months::about(tx, union, what, span)? {
            let there = sums.entry(id).or_default();
            *there = there.plus(by);
        }
    }
    let all = most(sums.into_iter().collect(), |s| s.uses);
    let named = months::discounts(tx, &ids(&all))?;
    Ok(lines(all, &named))
}

fn merchants(tx: &mut Tx<'_>, union: Id, span: Span) -> Result<Vec<Line>> {
    let all = most(months::about(tx, union, What::Merchant, span)?, |s| s.redeemed + s.uses);
    let mut named = Named::new();
    for part in ids(&all).chunks(500) {
        let found = merchant::find_all(tx, part)?;
        named.extend(found.into_iter().map(|m| (m.id, (m.name, String::new()))));
    }
    Ok(lines(all, &named))
}

fn unions(tx: &mut Tx<'_>, union: Id, (place, span): (&kernel::OrgPath, Span)) -> Result<Vec<Under>> {
    let sums = months::beneath(tx, union, span)?;
    let reach = missed::beneath(tx, union)?;
    let under = places_beneath(tx, place)?.into_iter().map(|(id, name)| {
        let (members, reached) = reach.get(&id).copied().unwrap_or_default();
        Under { id, name, sums: sums.get(&id).copied().unwrap_or_default(), members, reached }
    });
    Ok(under.collect())
}
