//! A city's people into mutual aid, from the workbooks of their unions, the full path, against bare inserts of the very rows that
//! it made: into an empty database, and into the table of the city as it stands then.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use guard::{Actor, Reason, Scope, act, res};
use kernel::Id;
use mutual::enrolment::{self, ORIGINAL, PeriodDraft, PeriodState, STATEMENT, Step};
use mutual::schemes::{demo_county, install};
use platform::App;
use platform::files::store_file;
use sheets::write::{Column, ColumnKind, TableFormat, TableWriter, Value};
use store::{Env, Store};

use crate::How;
use crate::measure::{Measure, median, median_ratio};
use crate::place::Place;
use crate::store as sql;

/// People at most: what a city enrols in a year (docs/rules §10.3).
const PEOPLE: usize = 1_500_000;
/// Rows in a transaction of the bare inserts.
const CHUNK: usize = 10_000;
/// A round is long; there are few.
const ROUNDS: usize = 3;

/// People of a list: an employer's union of eight hundred workers.
const LIST: usize = 800;
/// Lists at a time: as many as the program has workers for what somebody asked for.
const WORKERS: usize = 8;

/// The lists of a federation of a town, written beforehand, each of as many people as a larger employer has.
struct Town {
    union: Id,
    lists: Vec<PathBuf>,
    people: usize,
}

fn by() -> Actor {
    Actor::system(Reason::Job, "benchmark")
}

fn workbook(app: &App, path: &Path, members: &[(Id, String, Vec<u8>)]) -> Result<()> {
    let target = std::fs::File::options().create(true).truncate(true).read(true).write(true).open(path)?;
    let column = |t: &&str| Column { title: (*t).to_owned(), width: 14, kind: ColumnKind::Text };
    let heads = ["序号", "姓名", "证件号码", "保障项目", "缴费类别", "份数"];
    let mut out =
        TableWriter::new(TableFormat::Xlsx, "参保名单", heads.iter().map(column).collect(), target)?;
    for (n, (person, name, number)) in members.iter().enumerate() {
        let number = app.keyring().open(number, &format!("number:{person}"))?;
        let serial = (n + 1).to_string();
        let cells = [serial.as_str(), name, &number, "住院医疗、重大疾病", "其他企业和社会组织", "1"];
        out.row(&cells.map(Value::Text))?;
    }
    out.finish()?;
    Ok(())
}

/// Writes workbooks of the members beneath each town, until there are enough people.
fn towns(app: &App, dir: &Path) -> Result<Vec<Town>> {
    std::fs::create_dir_all(dir)?;
    let (mut all, mut people) = (Vec::new(), 0);
    for union in app.store().read_blocking(sql::towns)? {
        if people >= PEOPLE {
            break;
        }
        let members = app.store().read_blocking(move |tx| sql::members_beneath(tx, union))?;
        let mut town = Town { union, lists: Vec::new(), people: members.len() };
        for (n, part) in members.chunks(LIST).enumerate() {
            let path = dir.join(format!("{union}-{n}.xlsx"));
            workbook(app, &path, part)?;
            town.lists.push(path);
        }
        people += members.len();
        all.push(town);
    }
    Ok(all)
}

/// A period of its own for each round, so that everybody can be enrolled again.
fn period(app: &App, fund: Id, round: usize) -> Result<Id> {
    let year = i64::from(app.clock().today().year()) + 1 + round as i64;
    let propose = by().permit::<res::Scheme, act::Propose>()?;
    let approve = by().permit::<res::Enrolment, act::Approve>()?;
    let mut body = demo_county(year).context("a scheme")?;
    // Whoever the demo's register has as a member is enrolled.
    (body.entry.retired, body.entry.min_age, body.entry.max_age, body.entry.late) = (true, 0, None, true);
    let scheme = app
        .store()
        .write_blocking(move |tx| install(tx, &propose, fund, body.clone(), ("benchmark", "benchmark")))?;
    let today = app.clock().today();
    let d = PeriodDraft { title: format!("第{round}轮"), opens_on: today, closes_on: today.plus_days(30) };
    let made = app.store().write_blocking(move |tx| {
        let p = enrolment::create_period(tx, &approve, (fund, scheme), &d)?;
        enrolment::edit_period(tx, &approve, (p.id, p.version), &d, PeriodState::Open)
    });
    Ok(made?.id)
}

/// What every list is worked off with.
struct Work<'a> {
    app: &'a App,
    period: Id,
    create: Scope<res::Enrolment, act::Create>,
    update: Scope<res::Enrolment, act::Update>,
}

impl Work<'_> {
    /// A list: stored, checked, confirmed, entered. How many people.
    fn list(&self, of: (Id, Id), path: &Path) -> Result<i64> {
        let file = store_file(self.app, &ORIGINAL, path)?;
        let create = self.create.clone();
        let id = self.app.store().write_blocking(move |tx| enrolment::upload(tx, &create, of, "", &file))?;
        enrolment::work_roster(self.app, &by(), id)?;
        let update = self.update.clone();
        self.app.store().write_blocking(move |tx| enrolment::step(tx, &update, id, Step::Confirm))?;
        Ok(enrolment::work_roster(self.app, &by(), id)?.tally.accepted)
    }

    /// The lists of a town, and the bill of their people.
    fn town(&self, t: &Town) -> Result<(i64, enrolment::Bill)> {
        let of = (self.period, t.union);
        let mut people = 0;
        for path in &t.lists {
            people += self.list(of, path)?;
        }
        let create = self.create.clone();
        let bill = self.app.store().write_blocking(move |tx| enrolment::create_bill(tx, &create, of))?;
        Ok((people, bill))
    }
}

/// All towns, some at a time as the program's workers take them; people and bills.
fn enrol(app: &App, period: Id, towns: &[Town]) -> Result<(i64, Vec<enrolment::Bill>)> {
    let work = Work { app, period, create: by().permit()?, update: by().permit()? };
    let (next, people, bills) = (AtomicUsize::new(0), AtomicI64::new(0), Mutex::new(Vec::new()));
    let run = || -> Result<()> {
        while let Some(t) = towns.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (n, bill) = work.town(t)?;
            people.fetch_add(n, Ordering::Relaxed);
            if let Ok(mut all) = bills.lock() {
                all.push(bill);
            }
        }
        Ok(())
    };
    std::thread::scope(|s| {
        let workers: Vec<_> = (0..WORKERS).map(|_| s.spawn(run)).collect();
        workers.into_iter().try_for_each(|w| w.join().unwrap_or_else(|_| bail!("a worker panicked")))
    })?;
    Ok((people.into_inner(), bills.into_inner().unwrap_or_default()))
}

/// The bank's file with a line for each bill, taken in: everybody has cover. Seconds.
fn pay(app: &App, dir: &Path, fund: Id, bills: &[enrolment::Bill]) -> Result<f64> {
    let day = app.clock().today();
    let mut text = String::from("流水号,交易日期,贷方发生额,对方户名,附言\n");
    for b in bills {
        text.push_str(&format!("{0},{day},{1},{2},{0}\n", b.reference, b.parts.premium, b.union_name));
    }
    let path = dir.join("bank.csv");
    std::fs::write(&path, text)?;
    let columns = enrolment::Columns {
        day: "交易日期".into(),
        amount: "贷方发生额".into(),
        payer: "对方户名".into(),
        note: "附言".into(),
        serial: "流水号".into(),
        ..enrolment::Columns::default()
    };
    let started = Instant::now();
    let file = store_file(app, &STATEMENT, &path)?;
    let scope = by().permit::<res::Fund, act::Create>()?;
    let id = app.store().write_blocking(move |tx| {
        enrolment::upload_statement(tx, &scope, (fund, "示范银行"), &columns, &file)
    })?;
    enrolment::work_statement(app, &by(), id)?;
    let seconds = started.elapsed().as_secs_f64();
    let see = by().permit::<res::Fund, act::Read>()?;
    let s = app.store().read_blocking(move |tx| enrolment::statement::find(tx, &see, id))?;
    let matched = s.context("the statement")?.done.matched;
    if matched != bills.len() as i64 {
        bail!("{matched} of {} bills were paid", bills.len());
    }
    Ok(seconds)
}

/// Inserts the rows of a period, town by town, as those of the period `under`; rows per second of the inserts and their commits.
fn inserts(app: &App, to: &Store, (period, under): (Id, Id), towns: &[Town]) -> Result<f64> {
    let (mut spent, mut rows, mut all) = (Duration::ZERO, Vec::new(), 0);
    for (n, t) in towns.iter().enumerate() {
        let union = t.union;
        let mut unit =
            app.store().read_blocking(move |tx| enrolment::of_unit(tx, (union, period), Id(0), i64::MAX))?;
        unit.iter_mut().for_each(|e| e.period_id = under);
        rows.extend(unit.iter().map(enrolment::row));
        while rows.len() >= CHUNK || (n + 1 == towns.len() && !rows.is_empty()) {
            let rest = rows.split_off(CHUNK.min(rows.len()));
            let chunk = std::mem::replace(&mut rows, rest);
            let (some, started) = (chunk.len() as u64, Instant::now());
            let free = to.write_blocking(move |tx| enrolment::load(tx, &chunk))?;
            spent += started.elapsed();
            if free != some {
                bail!("of {some} rows {free} were inserted");
            }
            all += some;
        }
    }
    Ok(all as f64 / spent.as_secs_f64())
}

/// The same rows into the same table of an empty database; rows per second.
fn bare(how: &How, app: &App, period: Id, towns: &[Town]) -> Result<f64> {
    let target = Place::fresh(how, "bare")?;
    target.answer(&["init"])?;
    let to = target.opened_as();
    let store = Store::open(&to.options(), Env::new(app.clock().clone(), 9))?;
    inserts(app, &store, (period, period), towns)
}

/// A period that nobody has.
fn nobodys(n: usize) -> Id {
    Id(1 + n as i64)
}

/// The rows of these periods once more into the very table that has them, each as of a period that nobody has; rows per second.
/// All rounds are over, and what is removed in the end leaves room to none of them.
fn beside(app: &App, periods: &[Id], towns: &[Town]) -> Result<Vec<f64>> {
    let mut values = Vec::new();
    for (n, period) in periods.iter().enumerate() {
        let there = app.store().read_blocking(sql::enrolments)?;
        values.push(inserts(app, app.store(), (*period, nobodys(n)), towns)?);
        eprintln!("bare inserts beside {there} enrolments: {:.0} rows/s", values[n]);
    }
    for n in 0..periods.len() {
        app.store().write_blocking(move |tx| sql::forget_period(tx, nobodys(n)))?;
    }
    Ok(values)
}

/// Runs the benchmark.
///
/// # Errors
/// Somebody is not enrolled, or a bill is not paid.
pub fn run(how: &How) -> Result<()> {
    let place = Place::data_set(how)?;
    let open = place.opened_as().open(niangjia::Access::Write)?;
    let app = &open.app;
    app.store().write_blocking(sql::forget_enrolments)?;
    let fund = app.store().read_blocking(sql::top)?.context("a top union")?;
    let dir = how.dir.join(format!("enrol-{}", how.size.name()));
    let towns = towns(app, &dir)?;
    let wanted: usize = towns.iter().map(|t| t.people).sum();
    let lists: usize = towns.iter().map(|t| t.lists.len()).sum();
    eprintln!("{lists} lists of {} towns with {wanted} people", towns.len());
    let (mut values, mut ceilings, mut paid, mut periods) = (vec![], vec![], vec![], vec![]);
    for round in 0..how.rounds.min(ROUNDS) {
        let period = period(app, fund, round)?;
        let started = Instant::now();
        let (people, bills) = enrol(app, period, &towns)?;
        let seconds = started.elapsed().as_secs_f64();
        if people * 100 < wanted as i64 * 95 {
            bail!("{people} of {wanted} people were enrolled");
        }
        let bare = bare(how, app, period, &towns)?;
        let settled = pay(app, &dir, fund, &bills)?;
        eprintln!(
            "round {round}: {people} people in {seconds:.1} s, paid in {settled:.1} s, bare inserts {bare:.0} rows/s"
        );
        values.push(people as f64 / seconds);
        ceilings.push(bare);
        paid.push(people as f64 / settled);
        periods.push(period);
    }
    let beside = beside(app, &periods, &towns)?;
    let line = |measure, values: &[f64], unit, against, ratio| Measure {
        bench: "enrol",
        measure,
        value: median(values),
        unit,
        against,
        ratio,
        database: how.database,
        size: wanted as i64,
    };
    let (empty, city) = ("bare inserts rows/s", "bare inserts into the city's table rows/s");
    line(empty, &ceilings, "people/s", None, None).print();
    line(city, &beside, "people/s", None, None).print();
    let ratio = |ceilings: &[f64]| Some(median_ratio(&values, ceilings));
    line("enrol people/s", &values, "people/s", Some(empty), ratio(&ceilings)).print();
    line("enrol people/s, beside the city's table", &values, "people/s", Some(city), ratio(&beside)).print();
    line("paid and covered people/s", &paid, "people/s", None, None).print();
    Ok(())
}
