//! Claims of this year in every state, most of them out of a settlement file.

use std::fmt::Write as _;

use guard::{Actor, act, res};
use kernel::{Day, Fen, Id};
use platform::App;
use platform::calendar::Unit as DayUnit;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha20Rng;

use super::enrol::{Person, stored};
use super::{Result, Staff};
use crate::claim_error::ClaimError;
use crate::model::case::RefusalCode;
use crate::model::claim::{Claim, ClaimChannel, ClaimState};
use crate::model::scheme::{Cause, ItemKind};
use crate::ops::claim_cases::object;
use crate::ops::claim_enter::{For, Told, enter};
use crate::ops::claim_steps::{approve, ask, refuse, review};
use crate::ops::notice::{Heading, publish_from, settle_all};
use crate::ops::reckon;
use crate::ops::settlement::{ORIGINAL, upload, work};
use crate::ops::settlement_file::look;
use crate::ops::terms::Terms;
use crate::store::claim;
use crate::store::settlement::{self, Source};

const HOSPITALS: [&str; 6] = [
    "示范县第一人民医院",
    "示范县中医医院",
    "示范县妇幼保健院",
    "示范市人民医院",
    "示范市第二医院",
    "示范县东镇卫生院",
];
const ILLNESSES: [&str; 8] =
    ["肺炎", "胆囊结石", "腰椎间盘突出", "冠心病", "2型糖尿病", "急性阑尾炎", "脑梗死", "膝关节损伤"];
/// Rows of the file that belong to covered people, at most.
const ROWS: usize = 160;

struct Bill {
    hospital: &'static str,
    illness: &'static str,
    invoice: String,
    admitted: Day,
    discharged: Day,
    total: i64,
    insured: i64,
    self_pay: i64,
    own: i64,
}

/// Longest stay in hospital, in days.
const STAY: i64 = 14;

/// A bill of somebody who was admitted on one of these days.
fn bill(rng: &mut ChaCha20Rng, n: usize, (first, last): (Day, Day)) -> Bill {
    let admitted = first.plus_days(rng.random_range(0..=first.days_until(last).max(0)));
    let stay = rng.random_range(3..=STAY);
    // Most bills are small and a few are large.
    let scale: f64 = rng.random_range(0.0..1.0);
    let total = (3_000.0 + 45_000.0 * scale.powi(4)) as i64 * 100 + rng.random_range(0..10_000);
    let own = total * rng.random_range(3..12) / 100;
    let insured = (total - own) * rng.random_range(55..75) / 100;
    Bill {
        hospital: HOSPITALS[rng.random_range(0..HOSPITALS.len())],
        illness: ILLNESSES[rng.random_range(0..ILLNESSES.len())],
        invoice: format!("{}{:08}", i64::from(admitted.year()) % 100, 10_350_000 + n),
        admitted,
        discharged: admitted.plus_days(stay),
        total,
        insured,
        self_pay: total - own - insured,
        own,
    }
}

fn row(csv: &mut String, number: &str, name: &str, b: &Bill) {
    let yuan = |fen: i64| Fen(fen);
    let _ = writeln!(
        csv,
        "{number},{name},{},{},{},{},{},{},{},{},{}",
        b.hospital,
        b.invoice,
        b.admitted,
        b.discharged,
        b.illness,
        yuan(b.total),
        yuan(b.insured),
        yuan(b.self_pay),
        yuan(b.own)
    );
}

/// The file of the insurance: covered people, and rows that find nobody, come twice or cannot be read; how many of the first.
fn file(people: &[Person], today: Day) -> (String, usize) {
    let mut rng = ChaCha20Rng::seed_from_u64(20_260_101);
    let mut csv = String::from(
        "身份证号,姓名,医疗机构名称,结算单号,入院日期,出院日期,出院诊断,医疗总费用,统筹支付,自付金额,自费金额\n",
    );
    // Whoever was admitted then has left hospital.
    let last = today.plus_days(-STAY - 2);
    let mut rows = 0;
    for n in 0..ROWS.min(people.len()) {
        // Some people were in hospital more than once.
        let at = if n % 9 == 8 { n / 2 } else { (n * 5) % people.len() };
        let Some(p) = people.get(at).filter(|p| p.paid_from <= last) else { continue };
        let b = bill(&mut rng, n, (p.paid_from, last));
        row(&mut csv, &p.number, &p.name, &b);
        rows += 1;
        if n % 40 == 7 {
            row(&mut csv, &p.number, &p.name, &b);
        }
    }
    let mut odd = |n, invoice: &str| Bill {
        invoice: invoice.to_owned(),
        ..bill(&mut rng, ROWS + n, (last.plus_days(-30), last))
    };
    row(&mut csv, "110101199003070011", "外地参保人", &odd(0, "OUT-1"));
    if let Some(p) = people.first() {
        row(&mut csv, &p.number, "姓名不符", &odd(1, "NAME-1"));
        row(&mut csv, "330226", &p.name, &odd(2, "BAD-1"));
    }
    (csv, rows)
}

/// Takes a settlement file in and works its claims out.
fn settle(app: &App, staff: &Staff, fund: Id, csv: &str) -> Result<()> {
    let file = stored(app, &ORIGINAL, "医保结算数据.csv", csv.as_bytes())?;
    let columns = look(app, &file.digest, None)?.columns;
    let scope = staff.officer.permit::<res::Claim, act::Update>()?;
    let id = app.store().write_blocking(move |tx| {
        let union = registry::api::union_by_id(tx, fund)?.ok_or(ClaimError::ClaimNotFound)?;
        let s = Source {
            id: tx.new_id(),
            union_id: fund,
            union_path: union.place(),
            union_name: union.name,
            name: "县医保局住院结算".to_owned(),
            mapping: columns.clone(),
            active: true,
            created_at: tx.now(),
            created_by_name: scope.actor().name().to_owned(),
            version: 1,
        };
        settlement::insert_source(tx, &s)?;
        upload(tx, &scope, &s, &file)
    })?;
    work(app, &staff.officer, id)?;
    reckon::work(app, fund)?;
    Ok(())
}

fn with_benefit(app: &App, fund: Id, state: ClaimState) -> Result<Vec<Claim>> {
    let found = app.store().read_blocking(move |tx| {
        let ids = claim::in_state(tx, fund, state, Id(0), 2_000)?;
        claim::by_ids(tx, &ids)
    })?;
    let mut all: Vec<Claim> = found.into_iter().filter(|c| c.benefit.0 > 0).collect();
    all.sort_by_key(|c| c.id);
    Ok(all)
}

/// Reviews some claims and approves some of these.
fn decide(app: &App, staff: &Staff, all: &[Claim], (reviewed, approved): (usize, usize)) -> Result<()> {
    let terms = Terms::of(app);
    for (n, c) in all.iter().take(reviewed).enumerate() {
        let (seen, t) = ((c.id, c.version), terms.clone());
        let scope = staff.officer.permit::<res::Claim, act::Update>()?;
        let c = app.store().write_blocking(move |tx| review(tx, &t, &scope, seen, ""))?;
        if n < approved {
            accept(app, &staff.manager, &c, &terms).and_then(|c| match c.state {
                ClaimState::Second => accept(app, &staff.second, &c, &terms),
                _ => Ok(c),
            })?;
        }
    }
    Ok(())
}

/// Approves a claim; one whose sums have moved is worked out and looked at anew by people.
fn accept(app: &App, by: &Actor, c: &Claim, terms: &Terms) -> Result<Claim> {
    let scope = by.permit::<res::Claim, act::Approve>()?;
    let (seen, t) = ((c.id, c.version), terms.clone());
    match app.store().write_blocking(move |tx| approve(tx, &t, &scope, seen, "")) {
        Ok(c) => Ok(c),
        Err(ClaimError::UsedMoved) => Ok(c.clone()),
        Err(e) => Err(e.into()),
    }
}

fn notice(app: &App, staff: &Staff, fund: Id, title: &str, made_on: Day) -> Result<Id> {
    let terms = Terms::of(app);
    let scope = staff.manager.permit::<res::Claim, act::Approve>()?;
    let heading = Heading {
        title: title.to_owned(),
        contact: "示范县总工会医疗互助窗口 0574-65550101".to_owned(),
    };
    let made =
        app.store().write_blocking(move |tx| publish_from(tx, &terms, &scope, (fund, &heading), made_on))?;
    Ok(made.id)
}

/// Claims that workers and unions make themselves.
fn told(people: &[Person], n: usize, today: Day) -> Option<(Person, Told)> {
    let admitted = today.plus_days(-30 - n as i64);
    let p = people.iter().filter(|p| p.paid_from <= admitted).nth(n * 11 + 3)?.clone();
    Some((
        p,
        Told {
            item: ItemKind::Hospital,
            hospital: HOSPITALS[n % HOSPITALS.len()].to_owned(),
            invoice: format!("ZC{:06}", 7_300 + n),
            admitted,
            discharged: admitted.plus_days(8),
            cause: Cause::Illness,
            illness: ILLNESSES[n % ILLNESSES.len()].to_owned(),
            total: Fen(1_860_000 + n as i64 * 53_000),
            in_scope: Fen(1_700_000 + n as i64 * 50_000),
            insured: Fen(1_020_000 + n as i64 * 30_000),
            self_pay: Fen(680_000 + n as i64 * 20_000),
            own: Fen(160_000 + n as i64 * 3_000),
            other_aid: Fen(0),
            deceased: false,
        },
    ))
}

fn by_hand(app: &App, staff: &Staff, people: &[Person]) -> Result<()> {
    let today = app.clock().today();
    let terms = Terms::of(app);
    for n in 0..6 {
        let Some((p, t)) = told(people, n, today) else { continue };
        let (by, channel) = match n % 2 {
            0 => (Actor::member(p.id, p.name.clone()), ClaimChannel::Phone),
            _ => (staff.officer.clone(), ClaimChannel::Window),
        };
        let c = app
            .store()
            .write_blocking(move |tx| enter(tx, &by, For { person: p.id, channel, within: None }, &t))?;
        let (scope, t, seen) =
            (staff.officer.permit::<res::Claim, act::Update>()?, terms.clone(), (c.id, c.version));
        match n {
            0 | 3 => drop(app.store().write_blocking(move |tx| {
                ask(tx, &t, &scope, seen, "请补拍住院费用清单和出院记录，照片要能看清金额。")
            })?),
            4 => {
                let by = staff.officer.clone();
                drop(app.store().write_blocking(move |tx| {
                    refuse(tx, &by, c.clone(), &[RefusalCode::ExcludedThirdParty], "交通事故，对方全责")
                })?);
            }
            _ => {}
        }
    }
    Ok(())
}

/// Fills claims in; how many came with the file.
pub fn fill(app: &App, staff: &Staff, (fund, year): (Id, i64), people: &[Person]) -> Result<usize> {
    let today = app.clock().today();
    let (csv, rows) = file(people, today);
    // Where everybody still waits there is nothing to claim.
    if rows == 0 {
        return Ok(0);
    }
    settle(app, staff, fund, &csv)?;
    by_hand(app, staff, people)?;
    let terms = Terms::of(app);
    // The first notice is over, the second is on show since yesterday.
    let all = with_benefit(app, fund, ClaimState::Reckoned)?;
    let third = all.len() / 3;
    decide(app, staff, &all[..third], (third, third))?;
    let mut begun = today.plus_days(-8);
    while terms.calendar.last_day(begun, terms.notice_days, DayUnit::WorkingDays)? >= today {
        begun = begun.plus_days(-1);
    }
    notice(app, staff, fund, &format!("{year}年度职工医疗互助金公示（第一批）"), begun)?;
    settle_all(app)?;
    let all = with_benefit(app, fund, ClaimState::Reckoned)?;
    let third = all.len() / 3;
    decide(app, staff, &all[..third], (third, third))?;
    let second =
        notice(app, staff, fund, &format!("{year}年度职工医疗互助金公示（第二批）"), today.plus_days(-1))?;
    let all = with_benefit(app, fund, ClaimState::Reckoned)?;
    let some = all.len() / 2;
    decide(app, staff, &all[..some], (some, some / 3))?;
    if let Some(p) = people.last().cloned() {
        let ground = app.cases();
        let by = Actor::member(p.id, p.name);
        app.store().write_blocking(move |tx| {
            object(tx, &ground, &by, (second, 1), "这位同志住院期间已经由单位报销过一次，请核实是否重复。")
        })?;
    }
    Ok(rows)
}
