//! Periods, people, bills and what came in at the bank.

use std::fmt::Write as _;
use std::sync::Arc;

use guard::{act, res};
use kernel::{Day, Fen, Id};
use platform::App;
use platform::files::{FileUse, StoredFile, store_file};
use platform::ledger;
use registry::api::{document_in_full, some_members};

use super::{Result, Staff, Unit, broken, system};
use crate::fixtures::demo_county;
use crate::model::enrolment::{Bill, PeriodState};
use crate::ops::accounts::{accounts, fund_account};
use crate::ops::period::{Draft, create, edit, set_targets};
use crate::ops::statement::{ORIGINAL, upload, work};
use crate::ops::statement_file::look;
use crate::ops::{bill, scheme};
use crate::rosters::judge::{Ground, check_people, enter};
use crate::rules::enrol::Wish;
use crate::store::{period, scheme as schemes};

/// Unions that enrol this year.
const UNITS: usize = 60;
/// People that a union enrols at most.
const PEOPLE: i64 = 30;
/// Unions that are busy with next year.
const NEXT: usize = 12;
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
}

/// Keeps bytes as an uploaded file.
pub fn stored(app: &App, kind: &FileUse, name: &str, bytes: &[u8]) -> Result<StoredFile> {
    let path = app.config().data.join(name);
    std::fs::write(&path, bytes).map_err(|e| broken(&e.to_string()))?;
    let file = store_file(app, kind, &path)?;
    std::fs::remove_file(&path).map_err(|e| broken(&e.to_string()))?;
    Ok(file)
}

/// A period of a year's scheme.
fn open_period(app: &App, fund: Id, (year, opens, closes): (i64, Day, Day)) -> Result<Id> {
    let actor = system();
    let propose = actor.permit::<res::Scheme, act::Propose>()?;
    let approve = actor.permit::<res::Enrolment, act::Approve>()?;
    let body = demo_county(year).ok_or_else(|| broken("no scheme for the demo"))?;
    let names = ("医疗互助经办", "医疗互助负责人");
    let made =
        app.store().write_blocking(move |tx| scheme::install(tx, &propose, fund, body.clone(), names))?;
    let d = Draft { title: format!("{year}年度职工医疗互助"), opens_on: opens, closes_on: closes };
    let id = app.store().write_blocking(move |tx| {
        let p = create(tx, &approve, (fund, made), &d)?;
        edit(tx, &approve, (p.id, p.version), &d, PeriodState::Open).map(|p| p.id)
    })?;
    Ok(id)
}

/// Puts people of a union on its list; how many.
fn list(app: &App, period_id: Id, unit: &Unit, people: Vec<(Id, String)>) -> Result<usize> {
    let unit = unit.clone();
    let n = app.store().write_blocking(move |tx| {
        let period = period::unscoped(tx, period_id)?.ok_or(crate::EnrolError::PeriodNotFound)?;
        let s = schemes::by_id(tx, period.scheme_id)?.ok_or(crate::EnrolError::SchemeNotInForce)?.scheme;
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
        Ok::<_, crate::EnrolError>(rows.iter().filter(|r| r.listed.is_some()).count())
    })?;
    Ok(n)
}

fn billed(app: &App, period: Id, unit: &Unit) -> Result<Bill> {
    let (scope, at) = (system().permit::<res::Enrolment, act::Create>()?, (period, unit.id));
    Ok(app.store().write_blocking(move |tx| bill::create(tx, &scope, at))?)
}

/// A file of the bank with these incomes, taken in and worked off.
fn bank(
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

fn targets(app: &App, period: Id, towns: &[(Id, String)], each: i64) -> Result<()> {
    let scope = system().permit::<res::Enrolment, act::Approve>()?;
    let all: Vec<(Id, i64)> = (0..).zip(towns).map(|(n, (id, _))| (*id, each + n % 5 * 10)).collect();
    Ok(app.store().write_blocking(move |tx| set_targets(tx, &scope, period, &all))?)
}

/// This year's cover and next year's enrolment; who is covered this year.
pub fn fill(
    app: &App,
    staff: &Staff,
    (fund, year): (Id, i64),
    towns: &[(Id, String)],
    units: &[Unit],
) -> Result<Vec<Person>> {
    let today = app.clock().today();
    let step = (units.len() / UNITS).max(1);
    let chosen: Vec<&Unit> = units.iter().step_by(step).take(UNITS).collect();
    // Paid in the first days of the year, so that what comes in and goes out stands in one year.
    let paid_on = today.year_start().plus_days(2).min(today);
    let this = open_period(app, fund, (year, paid_on.plus_days(-50), today))?;
    targets(app, this, towns, 60)?;
    let (mut people, mut incomes) = (Vec::new(), Vec::new());
    for unit in &chosen {
        let some = members(app, unit, PEOPLE)?;
        if list(app, this, unit, some.clone())? == 0 {
            continue;
        }
        let b = billed(app, this, unit)?;
        incomes.push((paid_on, b.parts.premium, unit.name.clone(), format!("医疗互助{}", b.reference)));
        people.extend(some);
    }
    bank(app, staff, fund, "银行流水-上年末.csv", &incomes)?;
    grant(app, staff, fund, today.year_start())?;
    next_year(app, staff, (fund, year + 1), towns, &chosen)?;
    let keys = app.keyring().clone();
    let known = app.store().read_blocking(move |tx| {
        let mut all = Vec::with_capacity(people.len());
        for (id, name) in people {
            let covered = crate::store::cover::cover_of(tx, id, tx.today())?.is_some();
            let number = document_in_full(tx, &keys, id).map_err(crate::EnrolError::from)?;
            if let Some(number) = number.filter(|_| covered) {
                all.push(Person { id, name, number });
            }
        }
        Ok::<_, crate::EnrolError>(all)
    })?;
    Ok(known)
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

/// Next year: some unions have paid, one in part, one too much, one has not, some are only listed.
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
        let some = members(app, unit, PEOPLE)?;
        if list(app, next, unit, some)? == 0 || n >= 7 {
            continue;
        }
        let b = billed(app, next, unit)?;
        let note = format!("互助费 {}", b.reference);
        let amount = match n {
            0..4 => b.parts.premium,
            4 => Fen(b.parts.premium.0 / 2),
            5 => Fen(b.parts.premium.0 + 12_000),
            _ => continue,
        };
        incomes.push((today, amount, unit.name.clone(), note));
    }
    incomes.push((today, Fen(360_000), "示范县未备注单位".to_owned(), "互助金".to_owned()));
    bank(app, staff, fund, "银行流水-本月.csv", &incomes)
}
