//! The money of a city's past campaigns: granted, reserved, given, owed to merchants, paid, and what was left given back.

use std::collections::BTreeMap;

use guard::{Actor, Reason};
use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use platform::App;
use platform::ledger::{Entry, id_of, transfer_as_of};
use platform::numbers;
use store::Tx;

use super::merchants::Place;
use super::{day, hour};
use crate::campaign_error::Result as Done;
use crate::demo::Result;
use crate::merchant_error::MerchantError;
use crate::model::campaign::Campaign;
use crate::model::settling::{Statement, StatementState};
use crate::model::voucher::{Voucher, VoucherState};
use crate::ops::accounts::{
    accounts, budget_account, campaign_account, issued_account, merchant_account, unsettled_account,
};
use crate::rules::campaign::budget_year;
use crate::store::budget::{self, Grant};
use crate::store::settling;

/// What a union owes a merchant for a half-year.
#[derive(Clone, Copy, Debug)]
pub struct Owed {
    /// Statement that it is on.
    pub statement: Id,
    /// Redemptions.
    pub count: i64,
    /// Their sum, 分.
    pub amount: i64,
}

fn system() -> Actor {
    Actor::system(Reason::Demo, "示范数据")
}

/// The half-year of a day: `20181`, `20182`.
pub fn half(day: Day) -> i64 {
    i64::from(day.year()) * 10 + if day.month_number() % 100 <= 6 { 1 } else { 2 }
}

/// The last day of a half-year, and its first.
fn span(half: i64) -> Result<(Day, Day)> {
    let (year, second) = (half / 10, half % 10 == 2);
    let (from, to) = if second { (701, 1_231) } else { (101, 630) };
    Ok((day(year * 10_000 + from)?, day(year * 10_000 + to)?))
}

/// Grants each union, for each year, what its campaigns reserve.
pub fn grants(app: &App, all: &[(Id, i64, Fen)]) -> Result<()> {
    let mut sums: BTreeMap<(Id, i64), i64> = BTreeMap::new();
    for (union, year, amount) in all {
        *sums.entry((*union, *year)).or_default() += amount.0;
    }
    for ((union_id, year), amount) in sums {
        let first = day(year * 10_000 + 102)?;
        app.store().write_blocking(move |tx| {
            let g = Grant {
                union_id,
                id: tx.new_id(),
                year,
                amount: Fen(amount),
                basis: format!("{year}年度普惠服务预算"),
                made_by: Id(0),
                made_by_name: "普惠负责人".to_owned(),
                created_at: hour(first, 9),
            };
            budget::insert(tx, &g)?;
            let pair = (accounts(tx, union_id)?.bank, budget_account(tx, union_id, year)?);
            let id = id_of("benefit.grant", g.id, 0);
            let one = entry(id, pair, (g.amount, first), "benefits.grant", ("benefit_grant", g.id));
            transfer_as_of(tx, &system(), &[one], hour(first, 9))?;
            Done::Ok(())
        })?;
    }
    Ok(())
}

fn entry(
    id: Id,
    (debit, credit): (Id, Id),
    (amount, day): (Fen, Day),
    reason: &'static str,
    record: (&'static str, Id),
) -> Entry<'static> {
    Entry { id, debit, credit, amount, day, reason, record, memo: "" }
}

/// The envelope of a campaign leaves the budget on the day of its approval.
pub fn reserved(tx: &mut Tx<'_>, c: &Campaign) -> Done<()> {
    let pair =
        (budget_account(tx, c.union_id, budget_year(c.opens_at))?, campaign_account(tx, c.union_id, c.id)?);
    let (id, day) = (id_of("benefit.publish", c.id, 0), c.decided_at.day());
    // A campaign of the first days of January was approved in December, before the year's budget was granted.
    let day = day.max(c.opens_at.day().year_start().plus_days(1));
    let one = entry(id, pair, (c.envelope, day), "benefits.publish", ("benefit_campaign", c.id));
    transfer_as_of(tx, &system(), &[one], hour(day, 10))?;
    Ok(())
}

/// Everything was given, was owed to merchants where it was used, ran out where not, and the rest went back to the budget.
pub fn closed(app: &App, c: &Campaign, all: &[Voucher]) -> Result<()> {
    let given = Fen(all.iter().map(|v| v.worth.0).sum());
    let lost = Fen(all.iter().filter(|v| v.state == VoucherState::Expired).map(|v| v.worth.0).sum());
    let used = Fen(all.iter().filter(|v| v.state == VoucherState::Used).map(|v| v.worth.0).sum());
    let last = all.iter().map(|v| v.expires_on).max().unwrap_or(c.closes_at.day());
    let c = c.clone();
    app.store().write_blocking(move |tx| {
        let (book, record) = (c.union_id, ("benefit_campaign", c.id));
        let (left, issued) = (campaign_account(tx, book, c.id)?, issued_account(tx, book, c.id)?);
        let budget = budget_account(tx, book, budget_year(c.opens_at))?;
        let at = |tx: &mut Tx<'_>, entries: &[Entry<'_>], day: Day| -> Done<()> {
            transfer_as_of(tx, &system(), entries, hour(day, 12))?;
            Ok(())
        };
        let day = c.closes_at.day();
        let id = id_of("benefit.issue", c.id, 1);
        at(tx, &[entry(id, (left, issued), (given, day), "benefits.issue", record)], day)?;
        if used.0 > 0 {
            let to = unsettled_account(tx, book)?;
            let id = id_of("benefits.redeem", c.id, 1);
            at(tx, &[entry(id, (issued, to), (used, last), "benefits.redeem", record)], last)?;
        }
        let over = last.plus_days(2);
        let mut back = Vec::new();
        if lost.0 > 0 {
            back.push(entry(
                id_of("benefit.expire", c.id, 1),
                (issued, left),
                (lost, over),
                "benefits.expire",
                record,
            ));
        }
        let rest = Fen(c.envelope.0 - given.0 + lost.0);
        if rest.0 > 0 {
            back.push(entry(
                id_of("benefit.settle", c.id, 0),
                (left, budget),
                (rest, over),
                "benefits.settle",
                record,
            ));
        }
        at(tx, &back, over)
    })?;
    Ok(())
}

/// A paid statement for what a union owed a merchant for a half-year.
pub fn statements(app: &App, places: &[Place], owed: &BTreeMap<(Id, Id, i64), Owed>) -> Result<()> {
    let names: BTreeMap<Id, String> =
        places.iter().map(|p| (p.merchant.id, p.merchant.name.clone())).collect();
    let all: Vec<((Id, Id, i64), Owed)> = owed.iter().map(|(k, o)| (*k, *o)).collect();
    for part in all.chunks(200) {
        let mut made = Vec::with_capacity(part.len());
        for ((union, merchant, half), o) in part {
            made.push((statement((*union, *merchant), span(*half)?, o), names.get(merchant).cloned()));
        }
        app.store().write_blocking(move |tx| {
            made.iter().try_for_each(|(s, name)| paid(tx, s, name.as_deref().unwrap_or_default()))
        })?;
    }
    Ok(())
}

fn statement((union_id, merchant_id): (Id, Id), (from, to): (Day, Day), o: &Owed) -> Statement {
    let at = |days: i64| hour(to.plus_days(days), 10);
    Statement {
        id: o.statement,
        number: String::new(),
        union_id,
        union_name: String::new(),
        union_path: OrgPath::top(),
        merchant_id,
        from,
        to,
        state: StatementState::Paid,
        count: o.count,
        amount: Fen(o.amount),
        refunds: 0,
        refund_amount: Fen(0),
        made_by: Id(0),
        made_by_name: "普惠经办".to_owned(),
        sent_at: at(40),
        answered_at: at(43),
        answered_by_name: "商家店员".to_owned(),
        dispute: String::new(),
        approved_by_name: "普惠负责人".to_owned(),
        approved_at: at(45),
        paid_at: at(48),
        paid_by_name: "普惠经办".to_owned(),
        bank_ref: format!("示范银行{}", to.plus_days(48).number()),
        reason: String::new(),
        created_at: Timestamp(at(40).0 - 3_600_000),
        version: 1,
    }
}

fn paid(tx: &mut Tx<'_>, s: &Statement, name: &str) -> std::result::Result<(), MerchantError> {
    let year = i64::from(s.to.year());
    let ordinal = numbers::next(tx, s.union_id, "benefit-statement", year, 0)?;
    let s = Statement { number: format!("JS{}", numbers::text(year, ordinal)), ..s.clone() };
    settling::insert(tx, &s)?;
    settling::put(tx, &s)?;
    let owed = merchant_account(tx, s.union_id, s.merchant_id, name)?;
    let (unsettled, bank) = (unsettled_account(tx, s.union_id)?, accounts(tx, s.union_id)?.bank);
    for (reason, pair, at) in
        [("benefits.approve", (unsettled, owed), s.approved_at), ("benefits.pay", (owed, bank), s.paid_at)]
    {
        let id = id_of(reason, s.id, 0);
        let one = entry(id, pair, (s.amount, at.day()), reason, ("benefit_statement", s.id));
        transfer_as_of(tx, &system(), &[one], at)?;
    }
    Ok(())
}
