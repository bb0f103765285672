//! The claims of a city's years, paid month by month in batches.

use kernel::{Day, Fen, Id, OrgPath, Timestamp};
use platform::App;
use platform::indicators::record;
use platform::ledger::{Entry, id_of, transfer_as_of};
use platform::sealed::Keyring;
use store::Tx;

use super::city::{CODE, Year, noon};
use super::{Result, Unit, broken, system};
use crate::model::case::{CoverFacts, Facts, Used};
use crate::model::claim::{Claim, ClaimChannel, ClaimState};
use crate::model::indicators::{CLAIMS, PAID, PAID_PEOPLE, PAID_TIMES};
use crate::model::payment::{Batch, BatchState, Payment, PaymentKind, PaymentState};
use crate::model::scheme::{Cause, ItemKind, Scheme};
use crate::ops::accounts::{accounts, fund_account};
use crate::ops::claim_enter::bill_digest;
use crate::pay_error::PayError;
use crate::rules::benefit::adjudicate;
use crate::store::{claim, payment};

/// Somebody who is covered.
#[derive(Clone, Debug)]
pub struct Payee {
    /// Person.
    pub id: Id,
    /// Name.
    pub name: String,
    /// Union that enrolled the person.
    pub unit: Unit,
}

/// Claims of a batch.
const BATCH: usize = 1_000;
/// Least benefit and most of it, 分: what the first tier of the scheme gives.
const BAND: (i64, i64) = (30_000, 130_000);

/// Benefits that add up to a sum, each within the band and divisible by three as the first tier gives them, but for the last one.
fn benefits(n: i64, sum: i64) -> Vec<i64> {
    let mean = sum / n.max(1);
    let width = (mean - BAND.0).min(BAND.1 - mean).max(0);
    let mut all: Vec<i64> = Vec::with_capacity(usize::try_from(n).unwrap_or(0));
    for i in 0..n {
        // Pairs lie around the mean: one as far below as the other is above.
        let off = (i / 2 * 7_919) % (width + 1);
        let value = if i % 2 == 0 { mean - off } else { mean + off };
        all.push(value - value % 3);
    }
    let mut rest = sum - all.iter().sum::<i64>();
    // What the rounding has left is less than three for each.
    for value in &mut all {
        let more = if rest >= 3 { 3 } else { 0 };
        *value += more;
        rest -= more;
    }
    if let Some(last) = all.last_mut() {
        *last += rest;
    }
    all
}

/// Pays the claims of a year: so many, evenly among those who enrolled, and in the county as many as were told.
pub fn pay_year(
    app: &App,
    fund: Id,
    (y, period, scheme_id): (&Year, Id, Id),
    (scheme, county): (&Scheme, &OrgPath),
    enrolled: &[Payee],
) -> Result<()> {
    let (here, there): (Vec<&Payee>, Vec<&Payee>) =
        enrolled.iter().partition(|p| county.covers(&p.unit.path));
    let own = y.county.map_or((0, Fen(0)), |c| (c.2, c.3));
    let mut all = picked(&here, own.0, own.1.0);
    let from = if y.county.is_some() { there } else { enrolled.iter().collect() };
    all.extend(picked(&from, y.claims - own.0, y.paid.0 - own.1.0));
    let count = all.len().div_ceil(BATCH).max(1);
    let first = Day::from_number(y.year * 10_000 + 715).ok_or_else(|| broken("no such day"))?;
    let keys = app.keyring().clone();
    let mut ordinal = 0;
    for (n, chunk) in all.chunks(BATCH).enumerate() {
        let day = first.plus_days((n * 160 / count) as i64);
        let made = Made { fund, y: *y, period, scheme_id, day };
        let claims: Vec<(Payee, i64, i64)> = chunk
            .iter()
            .map(|(p, benefit)| {
                ordinal += 1;
                ((*p).clone(), *benefit, ordinal)
            })
            .collect();
        let (scheme, keys) = (scheme.clone(), keys.clone());
        app.store().write_blocking(move |tx| batch(tx, &keys, &made, &scheme, &claims))?;
    }
    Ok(())
}

fn picked<'a>(from: &[&'a Payee], n: i64, sum: i64) -> Vec<(&'a Payee, i64)> {
    if n == 0 {
        return Vec::new();
    }
    let at = |i: usize| from.get(i * from.len() / usize::try_from(n).unwrap_or(1)).copied();
    benefits(n, sum).into_iter().enumerate().filter_map(|(i, b)| Some((at(i)?, b))).collect()
}

#[derive(Clone, Copy, Debug)]
struct Made {
    fund: Id,
    y: Year,
    period: Id,
    scheme_id: Id,
    day: Day,
}

/// What the rules give a benefit for: the first tier pays three tenths of what is above the deductible.
fn facts(scheme: &Scheme, day: Day, benefit: i64) -> Facts {
    let (discharged, admitted) = (day.plus_days(-40), day.plus_days(-48));
    let self_pay = 50_000 + (benefit * 10 + 1) / 3;
    let (insured, own) = (self_pay * 2, self_pay / 5);
    Facts {
        admitted,
        discharged,
        applied_on: day.plus_days(-25),
        cause: Cause::Illness,
        illness: None,
        total: Fen(self_pay + insured + own),
        in_scope: Fen(self_pay + insured),
        insured: Fen(insured),
        self_pay: Fen(self_pay),
        own: Fen(own),
        other_aid: Fen(0),
        member: true,
        sex: None,
        cover: Some(CoverFacts {
            from: scheme.cover_from,
            to: scheme.cover_to,
            continuous: true,
            waiting_from: None,
            items: vec![ItemKind::Hospital],
            shares: 1,
        }),
        designated: true,
        used: Used::default(),
        duplicate_of: None,
        missing: Vec::new(),
        deceased: false,
        heirs: false,
    }
}

fn claim_of(tx: &Tx<'_>, m: &Made, scheme: &Scheme, (p, benefit, n): &(Payee, i64, i64)) -> Claim {
    let f = facts(scheme, m.day, *benefit);
    let outcome = adjudicate(scheme, ItemKind::Hospital, &f);
    Claim {
        id: tx.new_id(),
        number: format!("HZ{}{n:06}", m.y.year),
        person_id: p.id,
        name: p.name.clone(),
        union_id: p.unit.id,
        union_name: p.unit.name.clone(),
        union_path: p.unit.path.clone(),
        fund_id: m.fund,
        scheme_id: m.scheme_id,
        scheme_code: CODE.to_owned(),
        period_id: m.period,
        item: ItemKind::Hospital,
        channel: ClaimChannel::Settlement,
        source_id: Id(0),
        settlement_id: Id(0),
        state: ClaimState::Paid,
        hospital: "示范市人民医院".to_owned(),
        invoice: format!("{}{n:08}", m.y.year),
        facts: f,
        benefit: outcome.benefit,
        deductible: Fen(50_000),
        trace: outcome.trace,
        refusals: outcome.refusals,
        signals: Vec::new(),
        asked: String::new(),
        due_on: None,
        entered_by: Id(0),
        reviewed_by: Id(0),
        second_by: Id(0),
        approved_by: Id(0),
        approved_at: Some(noon(m.day.plus_days(-10))),
        sampled: false,
        notice_id: Id(0),
        objections: 0,
        round: 1,
        payment_id: tx.new_id(),
        attempt: 1,
        paid_on: Some(m.day),
        created_at: noon(m.day.plus_days(-25)),
        version: 1,
    }
}

fn batch(
    tx: &mut Tx<'_>,
    keys: &Keyring,
    m: &Made,
    scheme: &Scheme,
    all: &[(Payee, i64, i64)],
) -> std::result::Result<(), PayError> {
    let claims: Vec<Claim> = all.iter().map(|one| claim_of(tx, m, scheme, one)).collect();
    let sum = Fen(claims.iter().map(|c| c.benefit.0).sum());
    let id = tx.new_id();
    let b = Batch {
        id,
        union_id: m.fund,
        union_name: String::new(),
        union_path: OrgPath::top(),
        number: format!("ZF{}{:05}", m.y.year, all.first().map_or(0, |one| one.2)),
        state: BatchState::Draft,
        count: claims.len() as i64,
        amount: sum,
        paid: 0,
        paid_amount: Fen(0),
        returned: 0,
        made_by: Id(0),
        made_by_name: "医疗互助经办".to_owned(),
        approved_by_name: String::new(),
        approved_at: Timestamp(0),
        sent_at: Timestamp(0),
        file_digest: String::new(),
        reason: String::new(),
        created_at: noon(m.day),
        version: 1,
    };
    let payments: Vec<Payment> = claims.iter().enumerate().map(|(n, c)| paid(keys, &b, n, c)).collect();
    payment::insert(tx, &b, &payments)?;
    let digest = crate::ops::bank_out::digest(&crate::ops::pay_batch::lines(tx, keys, id)?)?;
    payment::approve(tx, (id, 1), (Id(0), "医疗互助负责人"), &digest)?;
    payment::send(tx, (id, 2))?;
    payment::tally(tx, id, (b.count, sum), 0)?;
    for c in &claims {
        payment::first(tx, c.person_id, &format!("{CODE}:{}", m.y.year), c.id)?;
        record(tx, &CLAIMS, c.union_id, c.created_at.day(), 1, c.id);
        record(tx, &PAID_PEOPLE, c.union_id, m.day, 1, c.id);
        record(tx, &PAID_TIMES, c.union_id, m.day, 1, c.id);
        record(tx, &PAID, c.union_id, m.day, c.benefit.0, c.id);
    }
    let rows: Vec<(Claim, Vec<u8>)> = claims
        .into_iter()
        .map(|c| {
            let digest = bill_digest(&c.hospital, &c.invoice, c.facts.discharged);
            (c, digest)
        })
        .collect();
    claim::insert(tx, &rows)?;
    book(tx, m, &b)
}

fn paid(keys: &Keyring, b: &Batch, n: usize, c: &Claim) -> Payment {
    // A card that nobody has: made up of the person.
    let number = format!("621700{:012}0", c.person_id.0.rem_euclid(1_000_000_000_000));
    Payment {
        batch_id: b.id,
        id: c.payment_id,
        number: format!("{}-{:04}", b.number, n + 1),
        kind: PaymentKind::Claim,
        record_id: c.id,
        person_id: c.person_id,
        attempt: 1,
        state: PaymentState::Paid,
        payee: c.name.clone(),
        bank: "示范银行".to_owned(),
        account: keys.seal(&number, &payment::account_seal(c.payment_id)),
        account_tail: number.get(number.len() - 4..).unwrap_or_default().to_owned(),
        amount: c.benefit,
        why: String::new(),
        bank_ref: String::new(),
        answered_at: b.created_at,
    }
}

/// Owed, on its way, and paid, in one sum.
fn book(tx: &mut Tx<'_>, m: &Made, b: &Batch) -> std::result::Result<(), PayError> {
    let (all, fund) = (accounts(tx, m.fund)?, fund_account(tx, m.fund, CODE)?);
    let entry = |reason, debit, credit| Entry {
        id: id_of(reason, b.id, 0),
        debit,
        credit,
        amount: b.amount,
        day: m.day,
        reason,
        record: ("payment_batch", b.id),
        memo: &b.number,
    };
    let three = [
        entry("mutual.claim", fund, all.payable),
        entry("mutual.pay", all.payable, all.transit),
        entry("mutual.paid", all.transit, all.bank),
    ];
    transfer_as_of(tx, &system(), &three, noon(m.day))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benefits_add_up_and_stay_within_the_first_tier() {
        for (n, sum) in [(264, 26_012_000), (53_500, 4_703_000_000), (78_000, 6_859_000_000), (3, 270_000)] {
            let all = benefits(n, sum);
            assert_eq!((all.len() as i64, all.iter().sum::<i64>()), (n, sum));
            assert!(all.iter().all(|b| (BAND.0 - 10..=BAND.1 + 10).contains(b)), "{n}");
        }
    }

    #[test]
    fn the_rules_give_what_was_paid() {
        let s = crate::fixtures::demo_county(2014).unwrap();
        for benefit in [30_000, 87_915, 130_000, 98_532] {
            let f = facts(&s, Day::constant(2014, 9, 1), benefit);
            let o = adjudicate(&s, ItemKind::Hospital, &f);
            assert_eq!((o.benefit, o.refusals.len()), (Fen(benefit), 0), "{o:?}");
        }
    }
}
