//! Bank cards, a batch that the bank has answered, and one that waits for approval.

use std::fmt::Write as _;

use guard::{act, res};
use kernel::Id;
use platform::App;

use super::enrol::stored;
use super::{Result, Staff, system};
use crate::model::claim::ClaimState;
use crate::model::payment::{Finding, Stratum};
use crate::ops::card::{NewCard, put};
use crate::ops::pay_answer::{FILE, take};
use crate::ops::pay_batch::{Wanted, approve, lines, make, payable, send};
use crate::ops::sample::{NewSample, draw, note};
use crate::store::claim;

/// A card number with its check digit, made up.
fn card_number(n: usize) -> String {
    let body = format!("621700{:012}", 350_000_000 + n * 37);
    let sum: u32 = body
        .chars()
        .rev()
        .enumerate()
        .map(|(i, c)| {
            let d = c.to_digit(10).unwrap_or(0);
            let twice = if i % 2 == 0 { d * 2 } else { d };
            if twice > 9 { twice - 9 } else { twice }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn cards(app: &App, fund: Id) -> Result<()> {
    let keys = app.keyring().clone();
    app.store().write_blocking(move |tx| {
        let mut ids = claim::in_state(tx, fund, ClaimState::Payable, Id(0), 2_000)?;
        ids.extend(claim::in_state(tx, fund, ClaimState::Notice, Id(0), 2_000)?);
        let claims = claim::by_ids(tx, &ids)?;
        // One in eight has told none yet.
        for (n, c) in claims.iter().enumerate().filter(|(n, _)| n % 8 != 7) {
            let new = NewCard {
                holder: c.name.clone(),
                bank: "示范农村商业银行".to_owned(),
                number: card_number(n),
            };
            put(tx, &keys, &system(), c.person_id, &new)?;
        }
        Ok::<_, crate::PayError>(())
    })?;
    Ok(())
}

/// Pays half of what is owed; how many claims. An eighth more waits for the manager, the rest for the next batch.
pub fn fill(app: &App, staff: &Staff, fund: Id) -> Result<usize> {
    cards(app, fund)?;
    let keys = app.keyring().clone();
    let (owed, _) = app.store().read_blocking(move |tx| payable(tx, fund))?.claims;
    if owed == 0 {
        return Ok(0);
    }
    let wanted = Wanted { fund, claims: true, refunds: false, most: Some((owed / 2).max(1)) };
    let scope = staff.officer.permit::<res::Payment, act::Create>()?;
    let k = keys.clone();
    let b = app.store().write_blocking(move |tx| make(tx, &k, &scope, wanted))?;
    let (scope, seen, k) =
        (staff.manager.permit::<res::Payment, act::Approve>()?, (b.id, b.version), keys.clone());
    let b = app.store().write_blocking(move |tx| approve(tx, &k, &scope, seen))?;
    let (scope, seen) = (staff.officer.permit::<res::Payment, act::Update>()?, (b.id, b.version));
    let b = app.store().write_blocking(move |tx| send(tx, &scope, seen))?;
    let (id, k) = (b.id, keys.clone());
    let sent = app.store().read_blocking(move |tx| lines(tx, &k, id))?;
    let today = app.clock().today();
    let mut csv = String::from("支付编号,金额,处理结果,失败原因,银行流水号,交易日期\n");
    for (n, l) in sent.iter().enumerate() {
        let (result, why) =
            if n % 11 == 1 { ("失败", "收款人账号与户名不符") } else { ("成功", "") };
        let _ = writeln!(csv, "{},{},{result},{why},B{:08},{today}", l.number, l.amount, n + 1);
    }
    let file = stored(app, &FILE, "银行回盘.csv", csv.as_bytes())?;
    let scope = staff.officer.permit::<res::Payment, act::Update>()?;
    let answered = take(app, &scope, fund, &file)?;
    let scope = staff.officer.permit::<res::Payment, act::Create>()?;
    let wanted = Wanted { most: Some((owed / 8).max(1)), ..wanted };
    match app.store().write_blocking(move |tx| make(tx, &keys, &scope, wanted)) {
        Ok(_) | Err(crate::PayError::NothingPayable) => {}
        Err(e) => return Err(e.into()),
    }
    sample(app, fund)?;
    Ok(usize::try_from(answered.paid).unwrap_or(0))
}

/// A sample of auditors, with what they found in one of its claims.
fn sample(app: &App, fund: Id) -> Result<()> {
    let create = system().permit::<res::Sample, act::Create>()?;
    let update = system().permit::<res::Sample, act::Update>()?;
    let new = NewSample {
        fund,
        title: "年度支付抽查".to_owned(),
        seed: "示范县经审".to_owned(),
        stratum: Stratum { state: Some(ClaimState::Paid), ..Stratum::default() },
        size: 5,
    };
    app.store().write_blocking(move |tx| {
        let s = draw(tx, &create, &new)?;
        note(tx, &update, (s.id, 1), (Finding::None, ""))
    })?;
    Ok(())
}
