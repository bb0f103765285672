//! Merchants with tills, vouchers that people hold, and what their phones show: for benchmarks.

use guard::{Actor, Grant, Role, act, res};
use kernel::{CreditCode, Id, Timestamp};
use platform::App;
use platform::accounts::{Limits, hash_password, sign_in_by_token};
use registry::RegistryError;
use registry::api::union_by_id;
use store::DbError;

use crate::merchant_error::{MerchantError, Result};
use crate::model::campaign::{Campaign, Limit, Span};
use crate::model::merchant::Category;
use crate::ops::clerk::{NewClerk, Secret, add as add_clerk};
use crate::ops::code::said;
use crate::ops::issue::{Issuing, Outcome, Wanted, issue_each};
use crate::ops::merchant::{Told, ToldShop, add, put_shop};
use crate::ops::merchant_steps::{contract, propose};
use crate::ops::redeem::{Scan, Till, redeem_each};
use crate::ops::{settle_merchant, settle_steps};
use crate::rules::campaign::Draft;
use crate::rules::code::{Codes, minute_of};
use crate::store::voucher;

/// Vouchers that one person may hold of a campaign of these benchmarks.
pub const EACH: i64 = 10;
/// Rows of one transaction.
const PART: usize = 2_000;

/// The draft of a campaign of which a person may take [`EACH`].
#[must_use]
pub fn several(mut draft: Draft) -> Draft {
    draft.terms.limit = Limit { per: Span::Campaign, most: EACH };
    draft
}

fn staff(app: &App, union: Id) -> Result<(Actor, Actor)> {
    let found = app.store().read_blocking(move |tx| union_by_id(tx, union))?;
    let path = found.ok_or(RegistryError::UnionNotFound)?.place();
    let of = |id: i64, name: &str, role: Role| {
        Actor::staff(Id(id), name, vec![Grant { role, union_id: union, path: path.clone() }])
    };
    Ok((of(1, "经办", Role::BenefitsOfficer), of(2, "负责人", Role::BenefitsManager)))
}

/// So many merchants of a union under contract, each with a shop and a clerk who is signed in; the token of each till. `first` numbers
/// the merchants, so that those of an earlier run stay apart.
///
/// # Errors
/// What an operation refuses.
pub fn tills(app: &App, union: Id, first: usize, count: usize) -> Result<Vec<(Till, String)>> {
    let (officer, manager) = staff(app, union)?;
    let hash = hash_password("Benchmark-only-1", &app.random())?;
    let (today, limits) = (app.clock().today(), Limits::of(app));
    let mut all = Vec::with_capacity(count);
    for n in first..first + count {
        let code = CreditCode::compose("91", 330_226, &format!("{n:08}"));
        let code = code.ok_or_else(|| DbError::Inconsistent("credit codes of a benchmark".into()))?;
        let told = Told {
            name: format!("基准商家{n}"),
            category: Category::Supermarket,
            contact: "店长".to_owned(),
            phone: "13800007001".to_owned(),
            holder: format!("基准商家{n}"),
            bank: "示范银行".to_owned(),
            account: format!("3302{n:012}"),
            contract_from: today.plus_days(-1),
            contract_to: today.plus_days(365),
        };
        let shop = ToldShop {
            name: "基准门店".to_owned(),
            address: "基准路1号".to_owned(),
            degrees: None,
            hours: String::new(),
            phone: String::new(),
            open: true,
        };
        let token = hex::encode(app.random::<16>());
        let (keys, hash) = (app.keyring().clone(), hash.clone());
        let (officer, manager, mark) = (officer.clone(), manager.clone(), token.clone());
        let till = app.store().write_blocking(move |tx| {
            let m = add(
                tx,
                &keys,
                &officer.permit::<res::Merchant, act::Create>()?,
                (union, code.as_str()),
                &told,
            )?;
            let up = officer.permit::<res::Merchant, act::Update>()?;
            let m = propose(tx, &up, (m.id, m.version))?;
            let m = contract(tx, &manager.permit::<res::Merchant, act::Approve>()?, (m.id, m.version))?;
            let s = put_shop(tx, &up, (m.id, None), &shop)?;
            let account = Secret { hash: hash.clone(), totp: None, must_change: false };
            let (name, sign_in) = ("店员".to_owned(), format!("till-{n}-{}", s.id.0 % 100_000));
            let new =
                NewClerk { shop_id: s.id, name, sign_in, phone: String::new(), manager: false, account };
            let c = add_clerk(tx, &keys, &up, m.id, &new)?;
            sign_in_by_token(tx, &limits, c.account_id, &mark, "基准测试")?;
            let grant = Grant { role: Role::MerchantClerk, union_id: union, path: m.union_path.clone() };
            let actor = Actor::staff(c.account_id, c.name, vec![grant]);
            Ok::<_, MerchantError>(Till { actor, merchant_id: m.id, shop_id: s.id })
        })?;
        all.push((till, token));
    }
    Ok(all)
}

/// Gives each of these people [`EACH`] vouchers of a campaign; how many.
///
/// # Errors
/// What an operation refuses.
pub fn give(app: &App, c: &Campaign, union: Id, people: &[Id]) -> Result<usize> {
    let mut given = 0;
    for part in people.chunks(PART) {
        for seen in 0..EACH {
            let one = |person: &Id| Wanted { campaign_id: c.id, person_id: *person, union_id: union, seen };
            let wanted: Vec<Wanted> = part.iter().map(one).collect();
            let with = Issuing::of(app);
            let done = app.store().write_blocking(move |tx| issue_each(tx, &with, &wanted))?;
            given += done.iter().filter(|o| matches!(o, Outcome::Got(_))).count();
        }
    }
    Ok(given)
}

/// What the phones of those who hold vouchers of a campaign show in the minute of an instant, in the order of serials.
///
/// # Errors
/// Any [`DbError`].
pub fn shown(app: &App, c: &Campaign, at: Timestamp) -> Result<Vec<String>> {
    let (codes, mut all, mut last) = (app.shared(Codes::of), Vec::new(), 0);
    loop {
        let id = c.id;
        let part = app.store().read_blocking(move |tx| voucher::since(tx, id, last, PART as i64))?;
        let Some(end) = part.last() else { return Ok(all) };
        last = end.serial;
        all.extend(part.iter().map(|v| codes.sign(&said(c, v, minute_of(at)))));
    }
}

/// Takes all vouchers of a campaign at these tills, one after the other; how many.
///
/// # Errors
/// Any [`MerchantError`].
pub fn redeem_all(app: &App, c: &Campaign, count: usize, tills: &[(Till, String)]) -> Result<usize> {
    let serials: Vec<i64> = (1..=count as i64).collect();
    let mut used = 0;
    for part in serials.chunks(PART) {
        let scans: Vec<Scan> = part
            .iter()
            .map(|serial| Scan {
                till: tills[*serial as usize % tills.len()].0.clone(),
                campaign_id: c.id,
                serial: *serial,
                offline_at: None,
                key: serial.to_string(),
                device: "bench".to_owned(),
            })
            .collect();
        for done in app.store().write_blocking(move |tx| redeem_each(tx, 0, &scans))? {
            done?;
            used += 1;
        }
    }
    Ok(used)
}

/// Makes the statements of everything that a union owes, as the console does it: how many, and their sum in 分.
///
/// # Errors
/// Any [`MerchantError`].
pub fn settle(app: &App, union: Id) -> Result<(usize, i64)> {
    let (officer, _) = staff(app, union)?;
    let today = app.clock().today();
    let (scope, days) = (officer.permit::<res::Redemption, act::Create>()?, (today.month_start(), today));
    let of = scope.clone();
    let due = app.store().read_blocking(move |tx| settle_merchant::merchants_due(tx, &of, union, days))?;
    let (mut made, mut sum) = (0, 0);
    for merchant in due {
        let scope = scope.clone();
        let work = move |tx: &mut store::Tx<'_>| settle_merchant::make(tx, &scope, (union, merchant), days);
        if let Some(s) = app.store().write_blocking(work)? {
            (made, sum) = (made + 1, sum + s.net().0);
        }
    }
    Ok((made, sum))
}

/// Sends, confirms, approves and pays the statements of these tills' merchants that are drafts; how many.
///
/// # Errors
/// Any [`MerchantError`].
pub fn pay(app: &App, union: Id, tills: &[(Till, String)]) -> Result<usize> {
    let (officer, manager) = staff(app, union)?;
    let reading = officer.permit::<res::Redemption, act::Read>()?;
    let mut paid = 0;
    for (till, _) in tills {
        let (up, approve) = (
            officer.permit::<res::Redemption, act::Update>()?,
            manager.permit::<res::Redemption, act::Approve>()?,
        );
        let (till, reading) = (till.clone(), reading.clone());
        paid += app.store().write_blocking(move |tx| {
            let f = crate::store::settling_list::Filter {
                merchant: Some(till.merchant_id),
                state: Some(crate::model::settling::StatementState::Draft),
                ..Default::default()
            };
            let all = crate::store::settling_list::list(tx, &reading, &f, None, 100)?;
            for s in &all {
                let s = settle_steps::send(tx, &up, (s.id, s.version))?;
                let s = settle_steps::confirm(tx, &till, (s.id, s.version))?;
                let s = settle_steps::approve(tx, &approve, (s.id, s.version))?;
                settle_steps::pay(tx, &up, (s.id, s.version), "基准测试")?;
            }
            Ok::<_, MerchantError>(all.len())
        })?;
    }
    Ok(paid)
}
