//! Periods, people, bills and what came in at the bank.

use std::fmt::Write as _;
use std::sync::Arc;

use guard::{Actor, act, res};
use kernel::{Day, Fen, Id};
use platform::App;
use platform::files::{FileUse, StoredFile, store_file};
use platform::ledger;
use registry::api::{document_in_full, members_since, some_members};

use super::{Result, Staff, Unit, broken, earlier, system};
use crate::enrol_error::EnrolError;
use crate::fixtures::demo_county;
use crate::model::enrolment::{Bill, PeriodState};
use crate::model::scheme::{ItemKind, Scheme};
use crate::ops::accounts::{accounts, fund_account};
use crate::ops::period::{Draft, create, edit, set_targets};
use crate::ops::refund::{Payee, of_receipt};
use crate::ops::roster::{Step, carry_over, step};
use crate::ops::statement::{ORIGINAL, upload, work};
use crate::ops::statement_file::look;
use crate::ops::{bill, scheme};
use crate::rosters::judge::{Ground, check_people, enter};
use crate::rosters::run::work as roster;
use crate::rules::enrol::Wish;
use crate::store::cover::cover_of;
use crate::store::{period, receipt, scheme as schemes};

/// Unions that enrol this year.
const UNITS: usize = 60;
/// People that a union enrols at most.
const PEOPLE: i64 = 30;
/// Unions that are busy with next year.
const NEXT: usize = 12;
/// Days for which the year before still matters to a claim: less than the least time to claim.
const IN_TIME: i64 = 75;
/// Who paid without saying what for.
const NOBODYS: &str = "示范县未备注单位";
/// What the federation added to the fund at the beginning of the year, 分.
const GRANT: Fen = Fen(40_000_000);

/// Somebody who is covered.
#[derive(Clone, Debug)]
pub struct Person {
    /// Person.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Number of the identity card.
    pub number: String,
    /// First day from which an illness is paid for, as far back as is still in time to be claimed.
    pub paid_from: Day,
}

/// Keeps bytes as an uploaded file.
pub fn stored(app: &App, kind: &FileUse, name: &str, bytes: &[u8]) -> Result<StoredFile> {
    let path = app.config().data.join(name);
    std::fs::write(&path, bytes).map_err(|e| broken(&e.to_string()))?;
    let file = store_file(app, kind, &path)?;
    std::fs::remove_file(&path).map_err(|e| broken(&e.to_string()))?;
    Ok(file)
}

fn scheme_of(year: i64) -> Result<Scheme> {
    demo_county(year).ok_or_else(|| broken("no scheme for the demo"))
}

/// Puts a year's scheme in force.
pub fn install(app: &App, fund: Id, year: i64) -> Result<Id> {
    let propose = system().permit::<res::Scheme, act::Propose>()?;
    let (body, names) = (scheme_of(year)?, ("医疗互助经办", "医疗互助负责人"));
    Ok(app.store().write_blocking(move |tx| scheme::install(tx, &propose, fund, body.clone(), names))?)
}

/// A period of a year's scheme.
fn open_period(app: &App, fund: Id, (year, opens, closes): (i64, Day, Day)) -> Result<Id> {
    let made = install(app, fund, year)?;
    let approve = system().permit::<res::Enrolment, act::Approve>()?;
    let d = Draft { title: format!("{year}年度职工医疗互助"), opens_on: opens, closes_on: closes };
    let id = app.store().write_blocking(move |tx| {
        let p = create(tx, &approve, (fund, made), &d)?;
        edit(tx, &approve, (p.id, p.version), &d, PeriodState::Open).map(|p| p.id)
    })?;
    Ok(id)
}

/// Puts people of a union on its list; how many.
pub fn list(app: &App, period_id: Id, unit: &Unit, people: Vec<(Id, String)>) -> Result<usize> {
    let unit = unit.clone();
    let n = app.store().write_blocking(move |tx| {
        let period = period::unscoped(tx, period_id)?.ok_or(EnrolError::PeriodNotFound)?;
        let s = schemes::by_id(tx, period.scheme_id)?.ok_or(EnrolError::SchemeNotInForce)?.scheme;
        let g = Ground {
            period,
            scheme: Arc::clone(&s),
            union_id: unit.id,
            union_path: unit.path.clone(),
            roster_id: Id(0),
        };
        let wish = Wish { items: None, class: Some("enterprise".into()), shares: 1, parts: None };
        let wanted: Vec<(Id, String, Wish)> =
            people.iter().map(|(id, name)| (*id, name.clone(), wish.clone())).collect();
        let mut rows = check_people(tx, &g, &wanted)?;
        enter(tx, &g, &mut rows)?;
        Ok::<_, EnrolError>(rows.iter().filter(|r| r.listed.is_some()).count())
    })?;
    Ok(n)
}

/// Goes on with a union's list of the period before: it is checked, and entered as well. `false` without such a list.
fn carried(app: &App, by: &Actor, (period, unit): (Id, &Unit), entered: bool) -> Result<bool> {
    let (scope, of) = (by.permit::<res::Enrolment, act::Create>()?, (period, unit.id));
    let id = match app.store().write_blocking(move |tx| carry_over(tx, &scope, of, None, "enterprise")) {
        Err(EnrolError::NoEarlierList) => return Ok(false),
        made => made?,
    };
    roster(app, by, id)?;
    if entered {
        let scope = by.permit::<res::Enrolment, act::Update>()?;
        app.store().write_blocking(move |tx| step(tx, &scope, id, Step::Confirm))?;
        roster(app, by, id)?;
    }
    Ok(true)
}

/// The bill of a list; none of an empty one.
fn billed(app: &App, period: Id, unit: &Unit) -> Result<Option<Bill>> {
    let (scope, at) = (system().permit::<res::Enrolment, act::Create>()?, (period, unit.id));
    match app.store().write_blocking(move |tx| bill::create(tx, &scope, at)) {
        Err(EnrolError::NobodyListed) => Ok(None),
        made => Ok(Some(made?)),
    }
}

/// A file of the bank with these incomes, taken in and worked off.
pub fn bank(
    app: &App,
    staff: &Staff,
    fund: Id,
    name: &str,
    incomes: &[(Day, Fen, String, String)],
) -> Result<()> {
    let mut csv = String::from("交易日期,交易流水号,对方户名,对方账号,贷方发生额,借方发生额,附言\n");
    for (n, (day, amount, payer, note)) in incomes.iter().enumerate() {
        let serial = day.number() * 1_000 + n as i64;
        let account = 6_217_000_000_000_000_i64 + serial;
        let _ = writeln!(csv, "{day},{serial},{payer},{account},{amount},,{note}");
    }
    let file = stored(app, &ORIGINAL, name, csv.as_bytes())?;
    let columns = look(app, &file.digest, None)?.columns;
    let scope = staff.officer.permit::<res::Fund, act::Create>()?;
    let of = (fund, "示范银行");
    let id = app.store().write_blocking(move |tx| upload(tx, &scope, of, &columns, &file))?;
    Ok(work(app, &staff.officer, id)?)
}

fn members(app: &App, unit: &Unit, most: i64) -> Result<Vec<(Id, String)>> {
    let path = unit.path.clone();
    Ok(app.store().read_blocking(move |tx| some_members(tx, &path, most))?)
}

/// Members of a union who were there on a day already.
pub fn lasting(app: &App, unit: &Unit, day: Day) -> Result<Vec<(Id, String)>> {
    let path = unit.path.clone();
    Ok(app.store().read_blocking(move |tx| members_since(tx, &path, (day, PEOPLE)))?)
}

/// Targets of the places beneath the fund.
pub fn targets(app: &App, period: Id, towns: &[(Id, String)], each: i64) -> Result<()> {
    let scope = system().permit::<res::Enrolment, act::Approve>()?;
    let all: Vec<(Id, i64)> = (0..).zip(towns).map(|(n, (id, _))| (*id, each + n % 5 * 10)).collect();
    Ok(app.store().write_blocking(move |tx| set_targets(tx, &scope, period, &all))?)
}

/// This year's cover and next year's enrolment; who is covered this year. Every other union was there the year before as well: it
/// went on with its list and paid before the year began, the others are new and paid in its first days.
pub fn fill(
    app: &App,
    staff: &Staff,
    (fund, year): (Id, i64),
    towns: &[(Id, String)],
    units: &[Unit],
) -> Result<Vec<Person>> {
    let today = app.clock().today();
    let every = (units.len() / UNITS).max(1);
    let chosen: Vec<&Unit> = units.iter().step_by(every).take(UNITS).collect();
    let going_on: Vec<&Unit> = chosen.iter().copied().step_by(2).collect();
    let going_on = earlier::fill(app, staff, (fund, year - 1), towns, &going_on)?;
    let begins = today.year_start();
    let this = open_period(app, fund, (year, begins.plus_days(-48), today))?;
    targets(app, this, towns, 60)?;
    let (mut people, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
    let first = begins.plus_days(2).min(today);
    for unit in &chosen {
        let goes_on = going_on.contains(&unit.id) && carried(app, &system(), (this, unit), true)?;
        let some = lasting(app, unit, begins.plus_days(-12))?;
        list(app, this, unit, some.clone())?;
        let Some(b) = billed(app, this, unit)? else { continue };
        let (incomes, day) = if goes_on { (&mut before, begins.plus_days(-11)) } else { (&mut after, first) };
        incomes.push((day, b.parts.premium, unit.name.clone(), format!("医疗互助{}", b.reference)));
        people.extend(some);
    }
    for (name, incomes) in [("银行流水-上年末.csv", before), ("银行流水-年初.csv", after)] {
        if !incomes.is_empty() {
            bank(app, staff, fund, name, &incomes)?;
        }
    }
    grant(app, staff, fund, begins)?;
    next_year(app, staff, (fund, year + 1), towns, &chosen)?;
    covered(app, year, people)
}

/// Those of these people who are covered today.
fn covered(app: &App, year: i64, people: Vec<(Id, String)>) -> Result<Vec<Person>> {
    let (keys, today) = (app.keyring().clone(), app.clock().today());
    let waits = scheme_of(year)?.item(ItemKind::Hospital).map_or(0, |i| i.wait_days_new);
    Ok(app.store().read_blocking(move |tx| {
        let mut all = Vec::with_capacity(people.len());
        for (id, name) in &people {
            let Some(cover) = cover_of(tx, *id, today)? else { continue };
            // Who goes on is covered by the year before on the days before this one.
            let paid_from = match cover.continued.contains(&ItemKind::Hospital) {
                true => cover.from.min(today.plus_days(-IN_TIME)),
                false => cover.from.plus_days(waits),
            };
            let number = document_in_full(tx, &keys, *id).map_err(EnrolError::from)?;
            all.extend(number.map(|number| Person { id: *id, name: name.clone(), number, paid_from }));
        }
        Ok::<_, EnrolError>(all)
    })?)
}

/// What the federation adds to the fund of its members.
fn grant(app: &App, staff: &Staff, fund: Id, day: Day) -> Result<()> {
    let by = staff.manager.clone();
    app.store().write_blocking(move |tx| {
        let entry = ledger::Entry {
            id: ledger::id_of("mutual.grant", fund, i64::from(day.year())),
            debit: accounts(tx, fund)?.bank,
            credit: fund_account(tx, fund, "demo-county")?,
            amount: GRANT,
            day,
            reason: "mutual.grant",
            record: ("union", fund),
            memo: "总工会年度补助",
        };
        ledger::transfer(tx, &by, &[entry])
    })?;
    Ok(())
}

/// Next year: some unions have paid, one in part, one too much, one has not, some are only listed, most of these by going on with
/// their list.
fn next_year(
    app: &App,
    staff: &Staff,
    (fund, year): (Id, i64),
    towns: &[(Id, String)],
    units: &[&Unit],
) -> Result<()> {
    let today = app.clock().today();
    let closes = Day::new(today.year(), 12, 31).unwrap_or(today);
    let next = open_period(app, fund, (year, today.month_start(), closes))?;
    targets(app, next, towns, 80)?;
    let mut incomes = Vec::new();
    for (n, unit) in units.iter().take(NEXT).enumerate() {
        if (7..NEXT - 1).contains(&n) && carried(app, &staff.officer, (next, unit), n + 2 < NEXT)? {
            continue;
        }
        list(app, next, unit, members(app, unit, PEOPLE)?)?;
        if n >= 7 {
            continue;
        }
        let Some(b) = billed(app, next, unit)? else { continue };
        let note = format!("互助费 {}", b.reference);
        let amount = match n {
            0..4 => b.parts.premium,
            4 => Fen(b.parts.premium.0 / 2),
            5 => Fen(b.parts.premium.0 + 12_000),
            _ => continue,
        };
        incomes.push((today, amount, unit.name.clone(), note));
    }
    incomes.push((today, Fen(360_000), NOBODYS.to_owned(), "互助金".to_owned()));
    bank(app, staff, fund, "银行流水-本月.csv", &incomes)?;
    given_back(app, staff)
}

/// A part of what nobody can place goes back to where it came from.
fn given_back(app: &App, staff: &Staff) -> Result<()> {
    let (read, scope) = (staff.officer.permit::<res::Fund, act::Read>()?, staff.officer.permit()?);
    let keys = app.keyring().clone();
    let f = receipt::Filter { q: kernel::text::name_key(NOBODYS), ..receipt::Filter::default() };
    app.store().write_blocking(move |tx| {
        let payee = Payee { name: String::new(), bank: "示范银行".to_owned(), account: String::new() };
        for r in receipt::list(tx, &read, &f, None, 1)? {
            of_receipt(tx, &keys, &scope, (r.id, Some(Fen(60_000))), ("付款单位来函，部分多付", &payee))?;
        }
        Ok::<_, EnrolError>(())
    })?;
    Ok(())
}
