//! Mutual aid, benefits and posts of the demo, in the names of the accounts that it gives out.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use guard::{Actor, Grant, Role};
use kernel::Id;
use platform::App;
use registry::demo::Filled;

use super::init::OneTime;

/// Makes the actors of the accounts that the demo gives out.
fn accounts_of<'a>(
    app: &App,
    county: &Filled,
    ids: &'a BTreeMap<String, Id>,
) -> Result<impl Fn(&str, &str, Role) -> Result<Actor> + 'a> {
    let union_id = county.id;
    let union = app.store().read_blocking(move |tx| registry::api::union_by_id(tx, union_id))?;
    let path = union.context("the county has no union")?.place();
    Ok(move |username: &str, name: &str, role: Role| {
        let id = *ids.get(username).with_context(|| format!("no account {username}"))?;
        Ok(Actor::staff(id, name, vec![Grant { role, union_id, path: path.clone() }]))
    })
}

/// The account at a merchant's till, if there is one.
pub fn till_account(c: &benefits::demo::Clerk) -> Option<OneTime> {
    let (username, name, password) = (c.username.clone(), c.name.clone(), c.password.clone());
    (!username.is_empty()).then_some(OneTime { username, name, password })
}

/// Benefits of the county, in the names of the accounts that the demo gives out.
pub fn fill_benefits(
    app: &App,
    county: &Filled,
    ids: &BTreeMap<String, Id>,
) -> Result<benefits::demo::Filled> {
    let account = accounts_of(app, county, ids)?;
    let staff = benefits::demo::Staff {
        officer: account("puhui", "普惠经办", Role::BenefitsOfficer)?,
        manager: account("puhui2", "普惠负责人", Role::BenefitsManager)?,
    };
    let unit = |b: &registry::demo::Basic| benefits::demo::Unit { id: b.id, path: b.path.clone() };
    let units: Vec<benefits::demo::Unit> = county.basic.iter().map(unit).collect();
    Ok(benefits::demo::fill(app, &staff, county.id, &units)?)
}

/// Mutual aid of the county, in the names of the accounts that the demo gives out.
pub fn fill_mutual(app: &App, county: &Filled, ids: &BTreeMap<String, Id>) -> Result<mutual::demo::Filled> {
    let account = accounts_of(app, county, ids)?;
    let staff = mutual::demo::Staff {
        officer: account("huzhu", "医疗互助经办", Role::FundOfficer)?,
        manager: account("huzhu2", "医疗互助负责人", Role::FundManager)?,
        second: account("huzhu3", "医疗互助分管领导", Role::FundManager)?,
    };
    let unit = |b: &registry::demo::Basic| mutual::demo::Unit {
        id: b.id,
        name: b.name.clone(),
        path: b.path.clone(),
    };
    let units: Vec<mutual::demo::Unit> = county.basic.iter().map(unit).collect();
    Ok(mutual::demo::fill(app, &staff, county.id, &county.townships, &units)?)
}

/// Who writes posts: at the top, in a township and in a basic union; they are edited and approved at the top.
fn writers(app: &App, county: &Filled, ids: &BTreeMap<String, Id>) -> Result<posts::demo::Staff> {
    let writer = |username: &str, name: &str, role: Role, union: Id| -> Result<posts::demo::Writer> {
        let id = *ids.get(username).with_context(|| format!("no account {username}"))?;
        let found = app.store().read_blocking(move |tx| registry::api::union_by_id(tx, union))?;
        let union = found.with_context(|| format!("no union of {username}"))?;
        let grant = Grant { role, union_id: union.id, path: union.place() };
        Ok(posts::demo::Writer {
            actor: Actor::staff(id, name, vec![grant]),
            union: union.id,
            name: union.name,
        })
    };
    let town = county.townships.first().map_or(county.id, |(id, _)| *id);
    let basic = county.basic.first().map_or(county.id, |b| b.id);
    Ok(posts::demo::Staff {
        county: writer("puhui", "普惠经办", Role::BenefitsOfficer, county.id)?,
        town: writer("zhen", "乡镇干事", Role::Clerk, town)?,
        basic: writer("zhuxi", "基层工会主席", Role::Chair, basic)?,
        editor: writer("xuanchuan", "宣传编辑", Role::Editor, county.id)?.actor,
        chief: writer("xuanchuan2", "宣传审定", Role::ChiefEditor, county.id)?.actor,
    })
}

/// Days around today of whose campaigns posts of the demo tell, and how many of them.
const TOLD: (i64, usize) = (7, 4);

/// Columns and posts of the county, which tell of its campaigns of these weeks.
pub fn fill_posts(app: &App, county: &Filled, ids: &BTreeMap<String, Id>) -> Result<usize> {
    let staff = writers(app, county, ids)?;
    let (union, now) = (county.id, app.clock().now());
    let span = (now.plus_ms(-TOLD.0 * 86_400_000), now.plus_ms(TOLD.0 * 86_400_000));
    let offers = app.store().read_blocking(move |tx| platform::offers::within(tx, &[union], span))?;
    let campaigns: Vec<Id> = offers.iter().take(TOLD.1).map(|o| o.id).collect();
    Ok(posts::demo::fill(app, &staff, county, &campaigns)?)
}

/// Two years of posts of the city.
pub fn fill_city_posts(app: &App, city: &Filled, ids: &BTreeMap<String, Id>) -> Result<usize> {
    let staff = writers(app, city, ids)?;
    let filled = posts::demo::city::fill(app, &staff, city.id, &posts::demo::city::TOLD)?;
    posts::demo::channels::fill_city(app, &staff.editor, city.id, told_county(app, city)?.id)?;
    Ok(usize::try_from(filled).unwrap_or_default())
}

/// Cards, merchants and some years of campaigns of the city, in the names of the accounts that the demo gives out.
pub fn fill_city_benefits(
    app: &App,
    filled: &Filled,
    ids: &BTreeMap<String, Id>,
) -> Result<benefits::demo::Filled> {
    use benefits::demo::city::{City, Unit, fill, told};
    let account = accounts_of(app, filled, ids)?;
    let staff = benefits::demo::Staff {
        officer: account("puhui", "普惠经办", Role::BenefitsOfficer)?,
        manager: account("puhui2", "普惠负责人", Role::BenefitsManager)?,
    };
    let county = told_county(app, filled)?;
    let units = filled.basic.iter().map(|b| Unit { id: b.id, path: b.path.clone() }).collect();
    let city = City { union: filled.id, county: (county.id, county.place()), units };
    let made = fill(app, &staff, &city, &told())?;
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok(benefits::demo::Filled {
        campaigns: count(made.campaigns),
        vouchers: count(made.vouchers),
        cards: count(made.cards),
        used: count(made.used),
        clerk: made.clerk,
    })
}

/// The first county of the city that is large enough for the figures that were told of one.
fn told_county(app: &App, filled: &Filled) -> Result<registry::api::Union> {
    let union_id = filled.id;
    let counties = app.store().read_blocking(move |tx| {
        let place =
            registry::api::union_by_id(tx, union_id)?.map(|u| u.place()).unwrap_or_else(kernel::OrgPath::top);
        let ids = registry::api::places_beneath(tx, &place)?;
        let known = |(id, _): (Id, String)| registry::api::union_by_id(tx, id);
        ids.into_iter().map(known).collect::<store::DbResult<Vec<_>>>()
    })?;
    let members = |place: &kernel::OrgPath| -> usize {
        filled.basic.iter().filter(|b| place.covers(&b.path)).map(|b| b.size.min(400)).sum()
    };
    let county = counties.into_iter().flatten().find(|u| members(&u.place()) > 60_000);
    county.context("no county is large enough")
}

/// Five years and a half of mutual aid of the city, and of one of its counties.
pub fn fill_city_mutual(app: &App, filled: &Filled) -> Result<mutual::demo::Filled> {
    use mutual::demo::city::{City, TOLD, fill};
    let county = told_county(app, filled)?;
    let unit = |b: &registry::demo::Basic| mutual::demo::Unit {
        id: b.id,
        name: b.name.clone(),
        path: b.path.clone(),
    };
    let units = filled.basic.iter().map(unit).collect();
    let covered = fill(app, &City { fund: filled.id, county: (county.id, county.place()), units }, &TOLD)?;
    let claims: i64 = TOLD.iter().map(|y| y.claims).sum();
    let count = |n: i64| usize::try_from(n).unwrap_or_default();
    Ok(mutual::demo::Filled { covered: count(covered), claims: count(claims), paid: count(claims) })
}
