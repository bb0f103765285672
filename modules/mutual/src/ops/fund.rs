//! The figures of a fund: from records, facts and the ledger, nothing kept of its own.

use std::collections::BTreeMap;

use kernel::{Day, Fen, Id, Timestamp};
use platform::indicators::{Indicator, series, total};
use platform::ledger::{AccountKind, accounts_of, balance_on, trial_balance};
use registry::api::{Union, places_beneath};
use store::Tx;

use super::accounts::lasting;
use crate::model::indicators::{ENROLLED, PAID, PAID_PEOPLE, PAID_TIMES, PREMIUM};
use crate::model::scheme::ItemKind;
use crate::pay_error::Result;
use crate::rules::run_off::{Outlook, outlook};
use crate::store::{fund, scheme};

/// When a fund is alerted.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pay-out ratio, percent.
    pub ratio_percent: i64,
    /// Months of pay-outs that the free balance should hold.
    pub reserve_months: i64,
}

/// A scheme in the figures of a fund.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemeFigures {
    /// Code.
    pub code: String,
    /// Title of its latest version.
    pub title: String,
    /// 示范.
    pub demo: bool,
    /// People of bills that were paid.
    pub enrolled: i64,
    /// People who were paid.
    pub people: i64,
    /// Claims that were paid.
    pub times: i64,
    /// Premiums.
    pub income: Fen,
    /// Benefits.
    pub paid: Fen,
    /// Set aside for claims that are approved and not owed yet.
    pub reserved: Fen,
    /// What the fund's account holds now.
    pub balance: Fen,
}

/// A place in the figures of a fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownFigures {
    /// Union.
    pub union_id: Id,
    /// Its name.
    pub union_name: String,
    /// People of bills that were paid.
    pub enrolled: i64,
    /// Premiums.
    pub income: Fen,
    /// Claims that were paid.
    pub times: i64,
    /// Benefits.
    pub paid: Fen,
}

/// Something that should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// `ratio`, `reserve` or `unit`.
    pub kind: &'static str,
    /// Chinese.
    pub text: String,
}

/// The figures of a fund.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// 银行存款.
    pub cash: Fen,
    /// 暂收款.
    pub suspense: Fen,
    /// 应付互助金 and 应退保费.
    pub payable: Fen,
    /// 在途资金.
    pub transit: Fen,
    /// Set aside.
    pub reserved: Fen,
    /// By scheme.
    pub schemes: Vec<SchemeFigures>,
    /// By month `yyyymm`: premiums and benefits.
    pub months: Vec<(i64, Fen, Fen)>,
    /// By item: claims and benefits.
    pub items: Vec<(ItemKind, i64, Fen)>,
    /// By place.
    pub towns: Vec<TownFigures>,
    /// What should be looked at.
    pub alerts: Vec<Alert>,
}

/// Paid in basis points of what came in; `None` where nothing came in.
pub fn ratio(paid: Fen, income: Fen) -> Option<i64> {
    (income.0 > 0).then(|| paid.0.saturating_mul(10_000) / income.0)
}

/// Days of a year, or of all time, up to today.
pub fn days(year: Option<i64>, today: Day) -> (Day, Day) {
    let first = Day::constant(2000, 1, 1);
    let of = |y: i64| i16::try_from(y).ok().and_then(|y| Day::new(y, 1, 1).zip(Day::new(y, 12, 31)));
    let (from, to) = year.and_then(of).unwrap_or((first, today));
    (from, to.min(today).max(from))
}

/// The figures of a fund in a year, or of all time; balances are those of now.
///
/// # Errors
/// Any [`store::DbError`].
pub fn figures(tx: &mut Tx<'_>, union: &Union, year: Option<i64>, limits: Limits) -> Result<Figures> {
    let (today, mut f) = (tx.today(), Figures::default());
    let span = days(year, today);
    let accounts = accounts_of(tx, union.id)?;
    for a in &accounts {
        let balance = a.balance().balance;
        match a.code.as_str() {
            "bank" => f.cash = balance,
            "suspense" => f.suspense = balance,
            "payable" | "refund" => f.payable.0 += balance.0,
            "transit" => f.transit = balance,
            _ if a.kind == AccountKind::Fund => {
                let code = a.code.strip_prefix("fund:").unwrap_or(&a.code).to_owned();
                f.reserved.0 += a.pending_debit.0;
                f.schemes.push(SchemeFigures {
                    code,
                    reserved: a.pending_debit,
                    balance,
                    ..SchemeFigures::default()
                });
            }
            _ => {}
        }
    }
    by_scheme(tx, union.id, span, &mut f)?;
    f.months = months(tx, union.id, year, span)?;
    f.towns = towns(tx, union, span)?;
    f.alerts = alerts(tx, union.id, &f, limits)?;
    Ok(f)
}

fn by_scheme(tx: &mut Tx<'_>, fund_id: Id, span: (Day, Day), f: &mut Figures) -> Result<()> {
    let (paid, people) = (fund::paid(tx, fund_id, span)?, fund::paid_people(tx, fund_id, span)?);
    let premiums = fund::premiums(tx, fund_id, span)?;
    for s in &mut f.schemes {
        let versions = scheme::in_force(tx, &s.code)?;
        if let Some(last) = versions.0.iter().max_by_key(|v| v.from_day) {
            (s.title, s.demo) = (lasting(&last.scheme.title).to_owned(), last.scheme.demo);
        }
        for p in paid.iter().filter(|p| p.scheme_code == s.code) {
            s.times += p.times;
            s.paid.0 += p.amount.0;
        }
        s.people = people.iter().filter(|(c, _)| *c == s.code).map(|(_, n)| n).sum();
        for (_, n, amount) in premiums.iter().filter(|(c, ..)| *c == s.code) {
            s.enrolled += n;
            s.income.0 += amount.0;
        }
    }
    for kind in ItemKind::ALL {
        let of = || paid.iter().filter(|p| p.item == kind.code());
        let times: i64 = of().map(|p| p.times).sum();
        if times > 0 {
            f.items.push((*kind, times, Fen(of().map(|p| p.amount.0).sum())));
        }
    }
    Ok(())
}

/// Months of a year, or the last twenty-four.
fn months(
    tx: &mut Tx<'_>,
    union: Id,
    year: Option<i64>,
    (from, to): (Day, Day),
) -> Result<Vec<(i64, Fen, Fen)>> {
    let from = if year.is_some() { from } else { to.month_start().plus_months(-23) };
    let mut all: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let mut month = from.month_start();
    while month <= to {
        all.insert(month.number() / 100, (0, 0));
        month = month.plus_months(1);
    }
    for (day, amount) in series(tx, union, PREMIUM.code, from, to)? {
        all.entry(day.number() / 100).or_default().0 += amount;
    }
    for (day, amount) in series(tx, union, PAID.code, from, to)? {
        all.entry(day.number() / 100).or_default().1 += amount;
    }
    Ok(all.into_iter().map(|(m, (income, paid))| (m, Fen(income), Fen(paid))).collect())
}

fn towns(tx: &mut Tx<'_>, union: &Union, (from, to): (Day, Day)) -> Result<Vec<TownFigures>> {
    let mut rows = Vec::new();
    for (union_id, union_name) in places_beneath(tx, &union.place())? {
        let mut of = |i: &Indicator| total(tx, union_id, i.code, Some(from), to);
        let t = TownFigures {
            union_id,
            union_name,
            enrolled: of(&ENROLLED)?,
            income: Fen(of(&PREMIUM)?),
            times: of(&PAID_TIMES)?,
            paid: Fen(of(&PAID)?),
        };
        if t.enrolled != 0 || t.times != 0 {
            rows.push(t);
        }
    }
    Ok(rows)
}

/// Claims of a place below which its ratio says little.
const FEW: i64 = 10;

fn alerts(tx: &mut Tx<'_>, union: Id, f: &Figures, limits: Limits) -> Result<Vec<Alert>> {
    let percent = |bp: i64| format!("{}.{}%", bp / 100, bp % 100 / 10);
    let mut all = Vec::new();
    for s in &f.schemes {
        if let Some(bp) = ratio(s.paid, s.income).filter(|bp| *bp > limits.ratio_percent * 100) {
            let name = if s.title.is_empty() { &s.code } else { &s.title };
            let text = format!("{name}的赔付率为{}，超过{}%", percent(bp), limits.ratio_percent);
            all.push(Alert { kind: "ratio", text });
        }
    }
    let today = tx.today();
    let year = total(tx, union, PAID.code, Some(today.plus_months(-12).plus_days(1)), today)?;
    let free: i64 = f.schemes.iter().map(|s| s.balance.0 - s.reserved.0).sum();
    if year > 0 && free < year / 12 * limits.reserve_months {
        let held = free * 12 / year;
        let text = format!("可用结余{}元，约够支付{held}个月，低于{}个月", Fen(free), limits.reserve_months);
        all.push(Alert { kind: "reserve", text });
    }
    let income: i64 = f.towns.iter().map(|t| t.income.0).sum();
    let paid: i64 = f.towns.iter().map(|t| t.paid.0).sum();
    let whole = ratio(Fen(paid), Fen(income)).unwrap_or_default();
    for t in f.towns.iter().filter(|t| t.times >= FEW) {
        let Some(bp) = ratio(t.paid, t.income).filter(|bp| whole > 0 && *bp > 2 * whole) else { continue };
        let text = format!("{}的赔付率为{}，是全部的{}倍以上", t.union_name, percent(bp), bp / whole);
        all.push(Alert { kind: "unit", text });
    }
    Ok(all)
}

/// What every account of a fund's book held at an instant: code, title, 分; from the entries alone.
///
/// # Errors
/// Any [`store::DbError`].
pub fn at(tx: &mut Tx<'_>, union: Id, at: Timestamp) -> Result<Vec<(String, String, Fen)>> {
    let lines = trial_balance(tx, union, at)?;
    Ok(lines.into_iter().map(|l| (l.account.code, l.account.title, l.at.balance)).collect())
}

/// A year in the yearly report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearFigures {
    /// Year.
    pub year: i64,
    /// People of bills that were paid.
    pub enrolments: i64,
    /// Premiums.
    pub income: Fen,
    /// People who were paid for the first time in a year of a scheme.
    pub people: i64,
    /// Claims that were paid.
    pub times: i64,
    /// Benefits.
    pub paid: Fen,
    /// What the accounts of the fund held at the end of the year, or hold now, by accounting day.
    pub balance: Fen,
}

/// The years of a fund, the first with a period first.
///
/// # Errors
/// Any [`store::DbError`].
pub fn years(tx: &mut Tx<'_>, union: &Union) -> Result<Vec<YearFigures>> {
    let place = union.place();
    let opened = fund::periods(tx)?.into_iter().filter(|p| p.path == place).map(|p| p.opens.year()).min();
    let today = tx.today();
    let accounts = accounts_of(tx, union.id)?;
    let funds: Vec<Id> = accounts.iter().filter(|a| a.kind == AccountKind::Fund).map(|a| a.id).collect();
    let mut rows = Vec::new();
    for year in opened.unwrap_or(today.year())..=today.year() {
        let year = i64::from(year);
        let (from, to) = days(Some(year), today);
        let mut of = |i: &Indicator| total(tx, union.id, i.code, Some(from), to);
        let mut y = YearFigures {
            year,
            enrolments: of(&ENROLLED)?,
            income: Fen(of(&PREMIUM)?),
            people: of(&PAID_PEOPLE)?,
            times: of(&PAID_TIMES)?,
            paid: Fen(of(&PAID)?),
            balance: Fen(0),
        };
        for id in &funds {
            y.balance.0 += balance_on(tx, *id, to)?.balance.0;
        }
        rows.push(y);
    }
    Ok(rows)
}

/// Months of admission that the outlook looks at, at most.
const ORIGINS: usize = 24;

/// What is still to be expected of a scheme.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunOff {
    /// First month, `yyyymm`, and what was reported after each month of delay, 分, for each month of admission.
    pub origins: Vec<(i64, Vec<i64>)>,
    /// The outlook; none where there is too little.
    pub outlook: Option<Outlook>,
}

/// What is still to be expected of a scheme, by whole months of admission, from the benefits of claims as they were reported.
///
/// # Errors
/// Any [`store::DbError`].
pub fn run_off(tx: &mut Tx<'_>, union: Id, code: &str) -> Result<RunOff> {
    let end = tx.today().month_start();
    let first = end.plus_months(-(ORIGINS as i64));
    let month = |day: Day| day.number() / 10_000 * 12 + day.number() / 100 % 100;
    let base = month(first);
    let mut raw = vec![vec![0_i64; ORIGINS]; ORIGINS];
    fund::reported(tx, (union, code), (first, end.plus_days(-1)), |admitted, came, benefit| {
        let reported = came.day();
        let (origin, delay) = (month(admitted) - base, (month(reported) - month(admitted)).max(0));
        // A month that is not over is not known yet.
        let cell = usize::try_from(origin).ok().zip(usize::try_from(delay).ok());
        if let Some(cell) = cell.and_then(|(i, k)| raw.get_mut(i)?.get_mut(k)).filter(|_| reported < end) {
            *cell += benefit.0;
        }
    })?;
    let skip = raw.iter().take_while(|row| row.iter().all(|a| *a == 0)).count();
    let n = ORIGINS - skip;
    let mut origins = Vec::with_capacity(n);
    for (i, row) in raw.iter().skip(skip).enumerate() {
        let mut sum = 0;
        let known = row.iter().take(n - i).map(|a| {
            sum += a;
            sum
        });
        let at = first.plus_months((skip + i) as i64).number() / 100;
        origins.push((at, known.collect::<Vec<i64>>()));
    }
    let triangle: Vec<Vec<f64>> =
        origins.iter().map(|(_, row)| row.iter().map(|a| *a as f64).collect()).collect();
    Ok(RunOff { outlook: outlook(&triangle), origins })
}
