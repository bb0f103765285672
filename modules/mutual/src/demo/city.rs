//! Five years of mutual aid of a city and half a year more, in the sizes that a city has told (docs/rules §10.3): loaded as
//! records, facts and entries, unit by unit and month by month, so that every figure is added up from them.

use guard::{act, res};
use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use platform::App;
use platform::indicators::record;
use platform::ledger::{Entry, id_of, transfer_as_of};
use registry::api::some_members;
use store::{Tx, Val};

use super::city_claims::{Payee, pay_year};
use super::{Result, Unit, broken, system};
use crate::fixtures::demo_county;
use crate::model::enrolment::{Bill, BillState, Enrolment, EnrolmentState, Parts, PeriodState};
use crate::model::indicators::{ENROLLED, PREMIUM};
use crate::model::scheme::{ItemKind, Scheme};
use crate::ops::accounts::{accounts, fund_account};
use crate::ops::period::{Draft, create, edit, set_targets};
use crate::ops::scheme;
use crate::rules::reference;
use crate::store::period::{self, Standing};
use crate::store::{bill, enrolment};

/// Code of the scheme.
pub const CODE: &str = "demo-city";
/// Units that are written in one transaction.
const UNITS: usize = 50;
/// Members of a unit that are asked for at most.
const MOST: i64 = 400;

/// What a year brings.
#[derive(Clone, Copy, Debug)]
pub struct Year {
    /// Year of cover and of the money.
    pub year: i64,
    /// People who enrol.
    pub people: i64,
    /// Of them those whose premium is a yuan higher.
    pub dearer: i64,
    /// Target of the city.
    pub target: i64,
    /// Claims that are paid, each of another person.
    pub claims: i64,
    /// Their sum.
    pub paid: Fen,
    /// What of it is the county's: people, target, claims and their sum.
    pub county: Option<(i64, i64, i64, Fen)>,
}

/// The years in the sizes that were told: 5.51 million enrolments, 331 million yuan and 331 thousand people who were paid 291
/// million yuan in 2013 to 2017; 1.52 million of 1.5 million in the first half of 2018; a county with 43,123 enrolments, 215 % of
/// its target, and 264 people who were paid 260 thousand yuan.
pub const TOLD: [Year; 6] = [
    year(2013, 890_000, 64_000, 880_000, (53_500, 4_703_000_000), None),
    year(
        2014,
        1_010_000,
        73_000,
        1_000_000,
        (60_700, 5_336_000_000),
        Some((43_123, 20_057, 264, Fen(26_012_000))),
    ),
    year(2015, 1_100_000, 80_000, 1_080_000, (66_100, 5_811_000_000), None),
    year(2016, 1_210_000, 88_000, 1_180_000, (72_700, 6_391_000_000), None),
    year(2017, 1_300_000, 95_000, 1_280_000, (78_000, 6_859_000_000), None),
    year(2018, 1_520_000, 0, 1_500_000, (0, 0), None),
];

const fn year(
    year: i64,
    people: i64,
    dearer: i64,
    target: i64,
    (claims, paid): (i64, i64),
    county: Option<(i64, i64, i64, Fen)>,
) -> Year {
    Year { year, people, dearer, target, claims, paid: Fen(paid), county }
}

/// A city to fill in.
#[derive(Clone, Debug)]
pub struct City {
    /// Union that runs the fund.
    pub fund: Id,
    /// A union beneath it, with its place, whose figures were told by themselves.
    pub county: (Id, OrgPath),
    /// Basic unions, in the order of the tree.
    pub units: Vec<Unit>,
}

/// People of a unit who enrol in a year.
struct Group<'a> {
    unit: &'a Unit,
    people: &'a [(Id, String)],
}

/// Fills the years in; how many people are enrolled, all years together.
///
/// # Errors
/// [`super::DemoError`]; the city has too few members.
pub fn fill(app: &App, city: &City, years: &[Year]) -> Result<i64> {
    let mut members = Vec::with_capacity(city.units.len());
    for part in city.units.chunks(500) {
        let paths: Vec<OrgPath> = part.iter().map(|u| u.path.clone()).collect();
        let found = app.store().read_blocking(move |tx| {
            paths.iter().map(|p| some_members(tx, p, MOST)).collect::<store::DbResult<Vec<_>>>()
        })?;
        members.extend(found);
    }
    let mut sum = 0;
    for y in years {
        let groups = share(city, &members, y)?;
        let (period, scheme_id, scheme) = opened(app, city, y)?;
        let enrolled = enrol(app, city.fund, (y, period, scheme_id), &groups)?;
        sum += enrolled.len() as i64;
        pay_year(app, city.fund, (y, period, scheme_id), (&scheme, &city.county.1), &enrolled)?;
    }
    Ok(sum)
}

/// Who of each unit enrols: so many in all, evenly, and in the county as many as were told.
fn share<'a>(city: &'a City, members: &'a [Vec<(Id, String)>], y: &Year) -> Result<Vec<Group<'a>>> {
    let inside = |u: &Unit| city.county.1.covers(&u.path);
    let size = |within: bool| -> i64 {
        let of = city.units.iter().zip(members).filter(|(u, _)| inside(u) == within);
        of.map(|(_, m)| m.len() as i64).sum()
    };
    let (all_in, all_out) = (size(true), size(false));
    let here = y.county.map_or(y.people * all_in / (all_in + all_out).max(1), |c| c.0);
    let there = y.people - here;
    if here > all_in || there > all_out {
        return Err(broken("the city has too few members for its figures"));
    }
    let (mut seen, mut given, mut groups) = ([0_i64; 2], [0_i64; 2], Vec::new());
    for (unit, people) in city.units.iter().zip(members) {
        let (side, wanted, all) = if inside(unit) { (0, here, all_in) } else { (1, there, all_out) };
        seen[side] += people.len() as i64;
        let upto = wanted * seen[side] / all.max(1);
        let n = usize::try_from(upto - given[side]).unwrap_or(0);
        given[side] = upto;
        if let Some(people) = people.get(..n).filter(|p| !p.is_empty()) {
            groups.push(Group { unit, people });
        }
    }
    Ok(groups)
}

fn body(year: i64) -> Result<Scheme> {
    let mut s = demo_county(year).ok_or_else(|| broken("no scheme for the demo"))?;
    (s.code, s.title) = (CODE.to_owned(), format!("示范市在职职工医疗互助方案（{year}年度）"));
    s.items.retain(|i| i.kind == ItemKind::Hospital);
    for p in s.items.iter_mut().flat_map(|i| &mut i.premiums) {
        let more = if p.class == "institution" { 100 } else { 0 };
        (p.amount, p.employer, p.union, p.person) =
            (Fen(6_000 + more), Fen(3_000), Fen(1_500), Fen(1_500 + more));
    }
    Ok(s)
}

fn opened(app: &App, city: &City, y: &Year) -> Result<(Id, Id, Scheme)> {
    let propose = system().permit::<res::Scheme, act::Propose>()?;
    let approve = system().permit::<res::Enrolment, act::Approve>()?;
    let (body, fund, county, y) = (body(y.year)?, city.fund, city.county.0, *y);
    let scheme = body.clone();
    let id = app.store().write_blocking(move |tx| {
        scheme::install(tx, &propose, fund, body.clone(), ("医疗互助经办", "医疗互助负责人"))
    })?;
    let day = |n: i64| Day::from_number(y.year * 10_000 + n).ok_or_else(|| broken("no such day"));
    let d = Draft {
        title: format!("{}年度职工医疗互助", y.year), opens_on: day(101)?, closes_on: day(630)?
    };
    let period = app.store().write_blocking(move |tx| {
        let p = create(tx, &approve, (fund, id), &d)?;
        let mut targets = vec![(fund, y.target)];
        targets.extend(y.county.map(|c| (county, c.1)));
        set_targets(tx, &approve, p.id, &targets)?;
        Ok::<_, crate::EnrolError>(edit(tx, &approve, (p.id, p.version), &d, PeriodState::Closed)?.id)
    })?;
    Ok((period, id, scheme))
}

/// Noon of a day in China.
pub fn noon(day: Day) -> Timestamp {
    Timestamp(Timestamp::at_day_start(day).0 + 12 * 3_600_000)
}

/// What a bill is made of.
#[derive(Clone, Debug)]
struct New {
    bill: Bill,
    people: Vec<(Id, String)>,
    dearer: usize,
}

fn enrol(
    app: &App,
    fund: Id,
    (y, period, scheme_id): (&Year, Id, Id),
    groups: &[Group<'_>],
) -> Result<Vec<Payee>> {
    let (mut payees, mut dearer, mut ordinal) = (Vec::new(), y.dearer, 0);
    let first = Day::from_number(y.year * 10_000 + 105).ok_or_else(|| broken("no such day"))?;
    let count = groups.len().max(1);
    for (part, chunk) in groups.chunks(UNITS).enumerate() {
        // Everything of a part is paid on one day, each part not before the one before it.
        let day = first.plus_days((part * UNITS * 160 / count) as i64);
        let mut all = Vec::with_capacity(chunk.len());
        for g in chunk {
            ordinal += 1;
            let more = (g.people.len() as i64).min(dearer);
            dearer -= more;
            all.push(planned(fund, (y.year, period, ordinal), g, (day, more)));
            payees.extend(g.people.iter().map(|(id, name)| Payee {
                id: *id,
                name: name.clone(),
                unit: g.unit.clone(),
            }));
        }
        app.store().write_blocking(move |tx| written(tx, scheme_id, day, &all))?;
    }
    Ok(payees)
}

fn planned(
    fund: Id,
    (year, period, ordinal): (i64, Id, i64),
    g: &Group<'_>,
    (day, dearer): (Day, i64),
) -> New {
    let n = g.people.len() as i64;
    let parts = Parts {
        premium: Fen(6_000 * n + 100 * dearer),
        employer: Fen(3_000 * n),
        union: Fen(1_500 * n),
        person: Fen(1_500 * n + 100 * dearer),
    };
    let bill = Bill {
        id: Id(0),
        period_id: period,
        union_id: g.unit.id,
        union_name: g.unit.name.clone(),
        union_path: g.unit.path.clone(),
        fund_id: fund,
        scheme_code: CODE.to_owned(),
        reference: reference::of(year, ordinal),
        state: BillState::Open,
        people: n,
        parts,
        paid: Fen(0),
        refunded: Fen(0),
        paid_on: None,
        cover_from: None,
        reason: String::new(),
        created_at: noon(day),
        created_by_name: "示范数据".to_owned(),
        version: 1,
    };
    New { bill, people: g.people.to_vec(), dearer: usize::try_from(dearer).unwrap_or(0) }
}

fn written(
    tx: &mut Tx<'_>,
    scheme_id: Id,
    day: Day,
    all: &[New],
) -> std::result::Result<(), crate::EnrolError> {
    let (mut rows, mut bills) = (Vec::<Vec<Val<'static>>>::new(), Vec::with_capacity(all.len()));
    for new in all {
        let b = Bill { id: tx.new_id(), ..new.bill.clone() };
        let from = day.plus_days(1);
        bill::insert(tx, &b)?;
        bill::pay(tx, &b, b.parts.premium, BillState::Paid, Some((day, from)))?;
        let to = Day::from_number(i64::from(day.year()) * 10_000 + 1_231);
        for (n, (person_id, name)) in new.people.iter().enumerate() {
            let more = if n < new.dearer { 100 } else { 0 };
            rows.push(enrolment::row(&Enrolment {
                person_id: *person_id,
                period_id: b.period_id,
                union_id: b.union_id,
                scheme_id,
                roster_id: Id(0),
                bill_id: b.id,
                state: EnrolmentState::Active,
                name: name.clone(),
                items: vec![ItemKind::Hospital],
                continued: Vec::new(),
                class: if more > 0 { "institution" } else { "enterprise" }.to_owned(),
                shares: 1,
                parts: Parts {
                    premium: Fen(6_000 + more),
                    employer: Fen(3_000),
                    union: Fen(1_500),
                    person: Fen(1_500 + more),
                },
                cover_from: Some(from),
                cover_to: to,
                created_at: b.created_at,
                version: 1,
            }));
        }
        let moved = Standing::active(b.people, b.parts.premium)
            .plus(Standing { paid: b.parts.premium.0, ..Standing::default() });
        period::add(tx, (b.union_id, b.period_id), moved)?;
        record(tx, &ENROLLED, b.union_id, day, b.people, b.id);
        record(tx, &PREMIUM, b.union_id, day, b.parts.premium.0, b.id);
        bills.push(b);
    }
    book(tx, &bills, day)?;
    enrolment::load(tx, &rows)?;
    Ok(())
}

/// The money came to the bank and went into the fund: of all bills of a day together.
fn book(tx: &mut Tx<'_>, bills: &[Bill], day: Day) -> std::result::Result<(), crate::EnrolError> {
    let Some(first) = bills.first() else { return Ok(()) };
    let all = accounts(tx, first.fund_id)?;
    let fund = fund_account(tx, first.fund_id, &first.scheme_code)?;
    let entry = |b, kind, (debit, credit), reason| {
        let b: &Bill = b;
        Entry {
            id: id_of(kind, b.id, 0),
            debit,
            credit,
            amount: b.parts.premium,
            day,
            reason,
            record: ("bill", b.id),
            memo: "",
        }
    };
    let mut entries = Vec::with_capacity(bills.len() * 2);
    for b in bills {
        let memo = b.reference.as_str();
        entries
            .push(Entry { memo, ..entry(b, "mutual.receipt", (all.bank, all.suspense), "mutual.receipt") });
        entries.push(Entry { memo, ..entry(b, "mutual.match", (all.suspense, fund), "mutual.premium") });
    }
    transfer_as_of(tx, &system(), &entries, noon(day))?;
    Ok(())
}
