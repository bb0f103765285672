//! The year before: people who were enrolled then, so that whoever goes on this year waits for nothing.

use guard::{act, res};
use kernel::{Day, Fen, Id};
use platform::{App, numbers};
use store::Tx;

use super::city::noon;
use super::enrol::{bank, install, lasting, list, targets};
use super::{Result, Staff, Unit, broken, system};
use crate::enrol_error::EnrolError;
use crate::model::enrolment::{Bill, BillState, PeriodState};
use crate::ops::accounts::{accounts, fund_account};
use crate::ops::period::{Draft, create, edit};
use crate::rules::reference;
use crate::store::period::{self, Standing};
use crate::store::{bill, enrolment};

/// Enrols some of the members of these unions for the year before and lets them pay before it began; the unions in which there was
/// somebody.
pub fn fill(
    app: &App,
    staff: &Staff,
    (fund, year): (Id, i64),
    towns: &[(Id, String)],
    units: &[&Unit],
) -> Result<Vec<Id>> {
    let day = |n: i64| Day::from_number((year - 1) * 10_000 + n).ok_or_else(|| broken("no such day"));
    let (opens, paid_on, closes) = (day(1_110)?, day(1_222)?, day(1_231)?);
    let period = closed(app, (fund, year), (opens, closes))?;
    targets(app, period, towns, 30)?;
    let (mut found, mut incomes) = (Vec::new(), Vec::new());
    for unit in units {
        if list(app, period, unit, lasting(app, unit, opens)?)? == 0 {
            continue;
        }
        let u = (*unit).clone();
        let b =
            app.store().write_blocking(move |tx| billed_then(tx, (period, &u), paid_on.plus_days(-12)))?;
        incomes.push((paid_on, b.parts.premium, unit.name.clone(), format!("医疗互助{}", b.reference)));
        found.push(unit.id);
    }
    if !incomes.is_empty() {
        bank(app, staff, fund, &format!("银行流水-{}年末.csv", year - 1), &incomes)?;
    }
    Ok(found)
}

/// A period that is over.
fn closed(app: &App, (fund, year): (Id, i64), (opens_on, closes_on): (Day, Day)) -> Result<Id> {
    let made = install(app, fund, year)?;
    let approve = system().permit::<res::Enrolment, act::Approve>()?;
    let d = Draft { title: format!("{year}年度职工医疗互助"), opens_on, closes_on };
    let id = app.store().write_blocking(move |tx| {
        let p = create(tx, &approve, (fund, made), &d)?;
        edit(tx, &approve, (p.id, p.version), &d, PeriodState::Closed).map(|p| p.id)
    })?;
    Ok(id)
}

/// The bill of a list as it was made on a day: a period that is over takes none any more.
fn billed_then(
    tx: &mut Tx<'_>,
    (period_id, unit): (Id, &Unit),
    day: Day,
) -> std::result::Result<Bill, EnrolError> {
    let p = period::unscoped(tx, period_id)?.ok_or(EnrolError::PeriodNotFound)?;
    let (people, parts) = enrolment::sum_listed(tx, unit.id, period_id)?;
    accounts(tx, p.union_id)?;
    fund_account(tx, p.union_id, &p.scheme_code)?;
    let year = i64::from(day.year());
    let ordinal = numbers::next(tx, Id(0), "mutual-bill", year, 0)?;
    let b = Bill {
        id: tx.new_id(),
        period_id,
        union_id: unit.id,
        union_name: unit.name.clone(),
        union_path: unit.path.clone(),
        fund_id: p.union_id,
        scheme_code: p.scheme_code.clone(),
        reference: reference::of(year, ordinal),
        state: BillState::Open,
        people,
        parts,
        paid: Fen(0),
        refunded: Fen(0),
        paid_on: None,
        cover_from: None,
        reason: String::new(),
        created_at: noon(day),
        created_by_name: system().name().to_owned(),
        version: 1,
    };
    bill::insert(tx, &b)?;
    enrolment::bill(tx, (unit.id, period_id), b.id)?;
    let moved = period::moved(people, &parts, Standing::listed, Standing::billed);
    period::add(tx, (unit.id, period_id), moved)?;
    Ok(b)
}
